"""Facts about the contracts with suppliers (guide A.13; GDPR 28(3))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.supply import DpaItem, Engagement, LifeStatus, System
from compliance.model.values import Answer

IMPORTANT: Final = 3
"""The class from which what is kept in a system is confidential or its running important (guide A.14)."""


def contract_ends_soon(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the contract runs out today or within the time of warning. Unknown without a last day."""
    last = engagement.dpa_valid_to
    return None if last is None else as_of <= last <= after(as_of, law.period("dpa_warning"))


def missing_points(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> tuple[DpaItem, ...] | None:
    """The points of 28(3) the contract leaves out, in the order of the law. Unknown while nobody has read it."""
    if engagement.dpa_items is None:
        return None
    return tuple(item for item in DpaItem if item not in engagement.dpa_items)


def is_processor(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the supplier handles personal data for us: as answered, else yes where a contract or an act says how.

    Unknown where nothing is answered and nothing is agreed; that is asked once, by the rule about missing contracts.
    """
    answer = engagement.handles_personal_data
    if answer in (Answer.yes, Answer.no):
        return answer is Answer.yes
    named = any(act.instrument for act in engagement.other_legal_act)
    return True if engagement.dpa_signed_on or engagement.dpa_evidence or named else None


def delivers_important_systems(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a system it delivers, not retired, is of class 3 or 4 in anything.

    Unknown where none is known to be and some class is not set, or no system is named.
    """
    systems = reading.find_all(System, engagement.system_ids)
    classes = [each for system in systems if system.status is not LifeStatus.retired for each in _classes(system)]
    if any(each is not None and each >= IMPORTANT for each in classes):
        return True
    return None if not systems or None in classes else False


def next_guarantee_check(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next check of the supplier is in time. Unknown without one, or where it is to come."""
    return _next(engagement.guarantees_assessed_on, law.period("guarantee_check"), as_of)


def next_subprocessor_list(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which a new list of sub-suppliers is in time. Unknown without one, or where it is to come."""
    return _next(engagement.subprocessor_list_date, law.period("subprocessor_list_check"), as_of)


def next_followup(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next follow-up is in time, by the agreed interval, else the usual one.

    Before the first follow-up the time runs from the start of the contract. Unknown without either, and where the
    follow-up is still to come.
    """
    last = engagement.last_followup or engagement.dpa_valid_from or engagement.dpa_signed_on
    return _next(last, engagement.followup_interval or law.period("supplier_followup"), as_of)


def _next(last: date | None, period: str, as_of: date) -> date | None:
    return None if last is None or last > as_of else after(last, period)


def _classes(system: System) -> tuple[int | None, int | None, int | None]:
    return system.c, system.i, system.a


FACTS: Final = {
    "engagement": (
        contract_ends_soon,
        missing_points,
        is_processor,
        delivers_important_systems,
        next_guarantee_check,
        next_subprocessor_list,
        next_followup,
    )
}
