"""Facts about acts on cybersecurity: whom they bind, and what they ask of the leadership (NIS2 2-3, 20; note B.2.11).

The directive binds nobody but the state. What binds a municipality is its country's own act, from the day it is in
force: the parameters `nis2_in_force`, and `nis1_in_force` for the older directive.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.decision import SignOff
from compliance.model.incident import Incident
from compliance.model.organisation import AuthorityOver, Nis2Scope, Organisation, OrganisationKind

NIS2: Final = frozenset({Nis2Scope.essential, Nis2Scope.important})
NIS1: Final = frozenset({Nis2Scope.nis1_operator})


def cybersecurity_act_in_force(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the country has an act on cybersecurity, after the new directive or the old, in force on that day."""
    return law.binds("nis2_in_force") or law.binds("nis1_in_force")


def scope_fits_act(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the answer can be right under the act of the country. Unknown without an answer.

    After the new directive the municipalities of Sweden and Denmark are all covered; under the old act nobody is
    essential or important.
    """
    scope = _scope(organisation)
    if scope is None:
        return None
    if law.binds("nis2_in_force"):
        return scope in NIS2 or (scope not in NIS1 and organisation.kind is not OrganisationKind.municipality)
    return scope not in NIS2 if law.binds("nis1_in_force") else True


def covered_by_nis2(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether an act after the new directive covers it on that day. Unknown while nobody has decided that."""
    return _covered(organisation, NIS2, law.day("nis2_in_force"), as_of)


def covered_by_cybersecurity_act(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether an act after the new directive or the old covers it on that day. Unknown while nobody has decided."""
    return _covered_by_any(organisation, law, as_of)


def under_nis2(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the duties of the new directive bind us for this incident: the act was in force when we saw it."""
    return _covered(reading.organisation, NIS2, law.day("nis2_in_force"), _seen(incident, as_of))


def under_cybersecurity_act(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """The same for an act after the new directive or the old."""
    return _covered_by_any(reading.organisation, law, _seen(incident, as_of))


def measures_approved(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a member of the management body has ever approved the measures by that day (NIS2 20(1)).

    Unknown where measures were signed, but it is not told by whom, when, or who sits in the management body.
    """
    if _approvals(organisation, reading, as_of):
        return True
    signed = (each for each in reading.all(SignOff) if each.kind is AuthorityOver.measure_set)
    untold = any(
        each.signed_by is None or each.signed_at is None or not _members(organisation)
        for each in signed
        if each.signed_at is None or each.signed_at.date() <= as_of
    )
    return None if untold else False


def measures_approved_until(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the latest approval is new enough. Unknown where there is none."""
    days = _approvals(organisation, reading, as_of)
    return after(max(days), law.period("nis2_approval")) if days else None


def members_untrained(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The places of the members of the management body whose training is missing or too old (NIS2 20(2)).

    Unknown while no member is recorded.
    """
    if not organisation.management_body:
        return None
    held = law.period("management_training")
    return tuple(
        f"management_body[{at}]"
        for at, member in enumerate(organisation.management_body)
        if member.training_on is None or not member.training_on <= as_of <= after(member.training_on, held)
    )


def _scope(organisation: Organisation) -> Nis2Scope | None:
    return None if organisation.nis2_scope is Nis2Scope.unknown else organisation.nis2_scope


def _covered(organisation: Organisation, scopes: Collection[Nis2Scope], since: date | None, on: date) -> bool | None:
    if since is None or on < since:
        return False
    scope = _scope(organisation)
    return None if scope is None else scope in scopes


def _covered_by_any(organisation: Organisation, law: Law, on: date) -> bool | None:
    answers = (
        _covered(organisation, NIS2, law.day("nis2_in_force"), on),
        _covered(organisation, NIS1, law.day("nis1_in_force"), on),
    )
    return True if True in answers else (None if None in answers else False)


def _seen(incident: Incident, as_of: date) -> date:
    """The day it was seen to be significant, else first seen, but no later than the day we judge by."""
    moment = incident.nis2_aware_at or incident.detected_at
    return min(moment.date(), as_of) if moment is not None else as_of


def _members(organisation: Organisation) -> frozenset[str]:
    return frozenset(member.person_id for member in organisation.management_body if member.person_id is not None)


def _approvals(organisation: Organisation, reading: Reading, as_of: date) -> tuple[date, ...]:
    """The days by then on which a member of the management body signed the measures."""
    return tuple(
        each.signed_at.date()
        for each in reading.all(SignOff)
        if each.kind is AuthorityOver.measure_set
        and each.signed_by in _members(organisation)
        and each.signed_at is not None
        and each.signed_at.date() <= as_of
    )


FACTS: Final = {
    "organisation": (
        cybersecurity_act_in_force,
        scope_fits_act,
        covered_by_nis2,
        covered_by_cybersecurity_act,
        measures_approved,
        measures_approved_until,
        members_untrained,
    ),
    "incident": (under_nis2, under_cybersecurity_act),
}
