"""Facts about which controls count, whose proof they rest on, and what a system needs (guide A.14, A.15, A.19).

A control counts where it is in place, has not been found to fail, and rests on at least one proof that holds: one that
is neither too old nor found changed or gone. What is not told makes it unknown whether it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from compliance.checks.catalogues import CLASSES, Fit, shipped_standards
from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.activity import Activity, ActivityStatus, DataCategory, Sensitivity, SubjectCode
from compliance.model.assurance import Control, ControlStatus, Effectiveness, Evidence, EvidenceKind
from compliance.model.organisation import Organisation
from compliance.model.supply import System
from compliance.model.values import Answer

CLOSED_BY_DATE: Final = frozenset({EvidenceKind.contract, EvidenceKind.certificate})
"""Kinds of proof that hold until a day they say themselves, and have no usual age."""

CONFIDENTIAL: Final = frozenset({Sensitivity.art9, Sensitivity.art10, Sensitivity.highly_personal})
ORDINARY_CLASS, CONFIDENTIAL_CLASS, STRICT_CLASS = 2, 3, 4
"""The classes of confidentiality that personal data require, by what they are (guide A.14)."""

AREAS: Final = "nis2"
"""The catalogue of the areas in which the law asks for measures (NIS2 21(2))."""


class Lack(StrEnum):
    """Why a control does not count, or why nobody can tell."""

    status_unknown = "status_unknown"
    proof_undated = "proof_undated"
    not_in_place = "not_in_place"
    set_aside = "set_aside"
    set_aside_without_reason = "set_aside_without_reason"
    found_to_fail = "found_to_fail"
    no_proof = "no_proof"
    proof_too_old = "proof_too_old"
    proof_changed = "proof_changed"


UNTOLD: Final = frozenset({Lack.status_unknown, Lack.proof_undated})
"""The lacks that leave it unknown whether a control counts."""


def stale(evidence: Evidence, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the proof is too old, or taken out of use. Unknown where its day or its time to hold is not told.

    It ages from the day it was gathered, and where that is not told from the day it was made.
    """
    if evidence.retired is not None:
        return True
    last_days = _last_days(evidence, law, as_of)
    if any(day is not None and day < as_of for day in last_days):
        return True
    return None if not last_days or None in last_days else False


def changed_or_gone(evidence: Evidence, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the file was changed or gone when it was last compared.

    Unknown where nobody has answered or, for a yes, said on which day: what was unchanged once may not be so now.
    """
    if evidence.found_unchanged is Answer.no:
        return True
    compared = evidence.compared_on is not None and evidence.compared_on <= as_of
    return False if evidence.found_unchanged is Answer.yes and compared else None


def evidence_stale(control: Control, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether every proof of the control is too old; unknown without proof, or where the age of some is not told."""
    ages = [stale(each, reading, law, as_of) for each in _proofs(control, reading)]
    if not ages or (None in ages and False not in ages):
        return None
    return all(ages)


def in_place(control: Control, as_of: date) -> bool | None:
    """Whether the control is said to be in place on that day, proven or not. Unknown without a status."""
    if control.status is None:
        return None
    later = control.implemented_on is not None and control.implemented_on > as_of
    return control.status is ControlStatus.implemented and not later


def lack(control: Control, reading: Reading, law: Law, as_of: date) -> Lack | None:
    """What keeps the control from counting; None where it counts."""
    if control.status is None:
        return Lack.status_unknown
    if control.status is ControlStatus.not_applicable:
        return Lack.set_aside if _set_aside(control, law) else Lack.set_aside_without_reason
    if not in_place(control, as_of):
        return Lack.not_in_place
    if control.effectiveness is Effectiveness.ineffective:
        return Lack.found_to_fail
    return _lack_of_proof(_proofs(control, reading), reading, law, as_of)


def counts(control: Control, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the control counts in figures; unknown where its status or the age of its proof is not told."""
    found = lack(control, reading, law, as_of)
    return None if found in UNTOLD else found is None


def proven_until(control: Control, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day some proof of the control holds. Unknown where no proof that holds now has such a day."""
    proofs = [each for each in _proofs(control, reading) if not changed_or_gone(each, reading, law, as_of)]
    limits = [_last_days(each, law, as_of) for each in proofs if stale(each, reading, law, as_of) is False]
    return max((min(day for day in days if day is not None) for days in limits), default=None)


def reason_too_short(control: Control, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the reason for setting it aside is too short to say anything. Unknown without a reason."""
    text = control.na_justification
    return None if text is None else _too_short(text, law)


def test_due(control: Control, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next test is in time. Unknown where none was held, or the day is still to come."""
    if control.last_tested is None or control.last_tested > as_of:
        return None
    return after(control.last_tested, control.test_interval or law.period("control_test_interval"))


def required_class(system: System, reading: Reading, law: Law, as_of: date) -> int | None:
    """The least class of confidentiality that what is known of the system's data requires. Unknown without data."""
    return max((least for least, _ in _classes(system, reading)), default=None)


def rated_too_low(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the confidentiality chosen is below what the data require.

    Unknown without a class or without data, and where an answer that is not given could ask for more than was chosen.
    """
    classes = tuple(_classes(system, reading))
    if system.c is None or not classes:
        return None
    if system.c < max(least for least, _ in classes):
        return True
    return None if system.c < max(most for _, most in classes) else False


def only_hidden_identity_untold(system: System, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether nothing but an unanswered question on hidden identity keeps from telling that the class is high enough,
    for data that nothing says show where people live.

    To have answered that it is not known is an answer: then somebody has to find out.
    """
    if system.c is None or rated_too_low(system, reading, law, as_of) is not None:
        return False
    words = law.codes("address_words")
    asked = tuple(_classes(system, reading, lambda data: _no_one_hidden(data, words)))
    return bool(asked) and system.c >= max(most for _, most in asked)


def _no_one_hidden(data: DataCategory, words: tuple[str, ...]) -> DataCategory:
    """The data as if nobody in them were hidden, where that is not answered and their name has none of the words."""
    if data.protected_identity is not None or any(word in (data.name or "").casefold() for word in words):
        return data
    return data.model_copy(update={"protected_identity": Answer.no})


def protection_class(system: System, reading: Reading, law: Law, as_of: date) -> int | None:
    """The highest of confidentiality, integrity and availability. Unknown while one not told could be higher."""
    told = [grade for grade in (system.c, system.i, system.a) if grade is not None]
    whole = len(told) == len((system.c, system.i, system.a)) or CLASSES in told
    return max(told) if whole else None


def required_controls(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """What the system's class requires, less what is set aside with a reason. Unknown where the class is."""
    grade = protection_class(system, reading, law, as_of)
    if grade is None:
        return None
    protection = reading.once_of(system, _protection_of, law, as_of)
    return tuple(wanted for wanted in shipped_standards().baseline[grade] if not _aside(wanted, protection))


def missing_controls(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """What is required of the system and surely not covered by a control that counts.

    Unknown where the class is, and where nothing surely lacks but it cannot be told whether some control counts.
    """
    covered = reading.once_of(system, _covered, law, as_of)
    if covered is None:
        return None
    lacking = tuple(wanted for wanted, shown in covered.items() if shown is False)
    return None if not lacking and None in covered.values() else lacking


def coverage_percent(system: System, reading: Reading, law: Law, as_of: date) -> int | None:
    """The part of what is required that controls which count cover, in whole percent, rounded down.

    Unknown where the class is, and where nothing is required.
    """
    covered = reading.once_of(system, _covered, law, as_of)
    if not covered:
        return None
    return 100 * sum(shown is True for shown in covered.values()) // len(covered)


def areas_without_measure(
    organisation: Organisation, reading: Reading, law: Law, as_of: date
) -> tuple[str, ...] | None:
    """The areas of NIS2 21(2) to which no control that is in place contributes, in the order of the law.

    Unknown where none surely lacks one, but for some area it is not told whether its controls are in place.
    """
    controls = [(served(control), in_place(control, as_of)) for control in reading.all(Control)]
    areas = shipped_standards().named(AREAS).requirements
    shown = {area.id: any_of(there for serves, there in controls if f"{AREAS}:{area.id}" in serves) for area in areas}
    lacking = tuple(area for area, there in shown.items() if there is False)
    return None if not lacking and None in shown.values() else lacking


def served(control: Control) -> Mapping[str, Fit]:
    """The requirements the control serves, by its own references and through the crosswalk."""
    return _served(control.catalogue_refs)


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Yes where one is yes; unknown where none is, but one is unknown; else no."""
    given = set(answers)
    return True if True in given else None if None in given else False


@lru_cache(maxsize=4096)
def _served(references: tuple[str, ...]) -> Mapping[str, Fit]:
    return shipped_standards().served(references)


def _proofs(control: Control, reading: Reading) -> tuple[Evidence, ...]:
    return reading.find_all(Evidence, control.evidence_ids)


def _last_days(evidence: Evidence, law: Law, as_of: date) -> tuple[date | None, ...]:
    """The last day the proof holds by each of its limits; None for a limit that cannot be told."""
    limits: list[date | None] = [] if evidence.valid_to is None else [evidence.valid_to]
    age = evidence.max_age if limits or evidence.max_age else _usual_age(evidence, law)
    if age is not None:
        begins = evidence.collected_on or evidence.created_on
        limits.append(None if begins is None or begins > as_of else after(begins, age))
    return tuple(limits)


def _usual_age(evidence: Evidence, law: Law) -> str | None:
    if evidence.kind is None or evidence.kind in CLOSED_BY_DATE:
        return None
    return law.period(f"evidence_age_{evidence.kind}")


def _lack_of_proof(proofs: tuple[Evidence, ...], reading: Reading, law: Law, as_of: date) -> Lack | None:
    if not proofs:
        return Lack.no_proof
    kept = [each for each in proofs if not changed_or_gone(each, reading, law, as_of)]
    if not kept:
        return Lack.proof_changed
    ages = [stale(each, reading, law, as_of) for each in kept]
    if False in ages:
        return None
    return Lack.proof_undated if None in ages else Lack.proof_too_old


def _set_aside(control: Control, law: Law) -> bool:
    text = control.na_justification
    return control.status is ControlStatus.not_applicable and text is not None and not _too_short(text, law)


def _too_short(text: str, law: Law) -> bool:
    return len(text.split()) < law.number("reason_words") and len(text) < law.number("reason_letters")


class _Protection(NamedTuple):
    """What some controls give together."""

    shown: Mapping[str, bool | None]
    """For each requirement that one of them fulfils, whether one counts."""
    aside: Mapping[str, bool]
    """For each requirement one of them is meant for, whether all of these set it aside with a reason."""


def _protection(controls: Iterable[Control], reading: Reading, law: Law, as_of: date) -> _Protection:
    shown: dict[str, bool | None] = {}
    aside: dict[str, bool] = {}
    for control in controls:
        there = counts(control, reading, law, as_of)
        for wanted, fit in served(control).items():
            if fit is Fit.fulfils:
                shown[wanted] = any_of((shown.get(wanted, False), there))
        for named in map(shipped_standards().canonical, control.catalogue_refs):
            aside[named] = aside.get(named, True) and _set_aside(control, law)
    return _Protection(shown, aside)


def _common(reading: Reading, law: Law, as_of: date) -> _Protection:
    """What the controls of the whole organisation give every system."""
    return _protection(reading.common_controls, reading, law, as_of)


def _protection_of(system: System, reading: Reading, law: Law, as_of: date) -> tuple[_Protection, _Protection]:
    """What the system's own controls give it, and what those of the whole organisation do."""
    naming = reading.naming(Control, "system_ids", system.id)
    own = (control for control in naming if control.whole_organisation is not Answer.yes)
    return _protection(own, reading, law, as_of), reading.once(_common, law, as_of)


def _aside(wanted: str, protection: Sequence[_Protection]) -> bool:
    """Whether some control sets the requirement aside with a reason, and no other is meant for it."""
    meant = [each.aside[wanted] for each in protection if wanted in each.aside]
    return bool(meant) and all(meant)


def _covered(system: System, reading: Reading, law: Law, as_of: date) -> Mapping[str, bool | None] | None:
    """Whether a control that counts fulfils each requirement of the system; None where its class is unknown."""
    required = required_controls(system, reading, law, as_of)
    if required is None:
        return None
    protection = reading.once_of(system, _protection_of, law, as_of)
    return {wanted: any_of(each.shown.get(wanted, False) for each in protection) for wanted in required}


def _classes(
    system: System, reading: Reading, taken: Callable[[DataCategory], DataCategory] = lambda data: data
) -> Iterator[tuple[int, int]]:
    """The least and the highest class each kind of data in the system may require, ended activities left out."""
    for activity in reading.naming(Activity, "system_ids", system.id):
        if activity.status is not ActivityStatus.ended:
            yield from (_class_of(taken(data), activity) for data in activity.data_categories)


def _class_of(data: DataCategory, activity: Activity) -> tuple[int, int]:
    strict = any_of((_said(data.protected_identity), _of_child_welfare(data, activity)))
    secret = data.sensitivity in CONFIDENTIAL or data.art9_type is not None
    confidential = any_of((secret or (None if data.sensitivity is None else False), _said(data.statutory_secrecy)))
    least = STRICT_CLASS if strict else CONFIDENTIAL_CLASS if confidential else ORDINARY_CLASS
    most = STRICT_CLASS if strict is None else CONFIDENTIAL_CLASS if confidential is None else least
    return least, max(least, most)


def _of_child_welfare(data: DataCategory, activity: Activity) -> bool | None:
    """Whether the data are about people with a case in child welfare; all of the activity's where it names none."""
    about = [
        people
        for people in activity.subject_categories
        if not data.subject_category_ids or people.id in data.subject_category_ids
    ]
    codes = {people.code for people in about}
    if SubjectCode.client_child_welfare in codes:
        return True
    return None if not codes or None in codes else False


def _said(answer: Answer | None) -> bool | None:
    return {Answer.yes: True, Answer.no: False}.get(answer) if answer is not None else None


FACTS: Final = {
    "evidence": (stale, changed_or_gone),
    "control": (counts, evidence_stale, reason_too_short, test_due),
    "system": (
        required_class,
        rated_too_low,
        only_hidden_identity_untold,
        protection_class,
        required_controls,
        missing_controls,
        coverage_percent,
    ),
    "organisation": (areas_without_measure,),
}
