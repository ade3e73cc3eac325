"""Facts about how the leadership governs (guide A.23, A.25, D.2; ISO/IEC 27001 9.2-9.3; kommuneloven § 25-2)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.related import governance_of, reviews_of
from compliance.model.governance import GovernanceProfile, ManagementReview, ReviewInputCode
from compliance.model.organisation import Organisation, Role
from compliance.model.supply import LifeStatus, System
from compliance.model.values import Answer

STANDARD_POINTS: Final = tuple(code for code in ReviewInputCode if code.startswith("9.3.2"))
"""The points the standard names; those on privacy beside them are this tool's own."""


def ever_reviewed(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether any management review is recorded, also one that is still to come."""
    return bool(_review_days(organisation, reading))


def next_management_review(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next review is in time. Unknown where none was held, or the day is still to come."""
    held = [day for day in _review_days(organisation, reading) if day <= as_of]
    return after(max(held), law.period("management_review_interval")) if held else None


def is_last_review(review: ManagementReview, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether it is the last review held by its organisation so far; older ones are history. Unknown without a day."""
    if review.held_on is None:
        return None
    organisation = reading.controller(review)
    days = [other.held_on for other in reviews_of(organisation, reading) if other.held_on and other.held_on <= as_of]
    return bool(days) and review.held_on == max(days)


def points_not_covered(
    review: ManagementReview, reading: Reading, law: Law, as_of: date
) -> tuple[ReviewInputCode, ...] | None:
    """The points of ISO/IEC 27001 9.3.2 that the review skipped, in its order. Unknown where no point is recorded."""
    covered = {point.code for point in review.inputs if point.code}
    return tuple(code for code in STANDARD_POINTS if code not in covered) if covered else None


def roles_not_in_writing(
    organisation: Organisation, reading: Reading, law: Law, as_of: date
) -> tuple[Role, ...] | None:
    """The roles needed that nobody holds in writing, in the order given.

    Unknown without a profile, and where it does not say which roles are needed.
    """
    profile = governance_of(organisation, reading)
    if profile is None or not profile.required_roles:
        return None
    held = {each.role for each in profile.assignments if each.person_id and each.evidence_id}
    return tuple(role for role in dict.fromkeys(profile.required_roles) if role not in held)


def council_report_due(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next report to the council is in time. Unknown where none is recorded."""
    return _due(governance_of(organisation, reading), "council_report_on", law, "council_report", as_of)


def independent_review_due(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next independent review is in time. Unknown where none is recorded."""
    return _due(governance_of(organisation, reading), "last_independent_review", law, "independent_review", as_of)


def documentation_plan_due(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the plan for documents and archives need not be gone through again. Unknown without one."""
    return _due(governance_of(organisation, reading), "documentation_plan_reviewed", law, "documentation_plan", as_of)


def uses_ai(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether any system planned or in use has AI in it. Unknown while that is not answered for one of them."""
    in_use = [system for system in reading.all(System) if system.status is not LifeStatus.retired]
    if any(system.ai_used is Answer.yes for system in in_use):
        return True
    return False if in_use and all(system.ai_used is Answer.no for system in in_use) else None


def _review_days(organisation: Organisation, reading: Reading) -> list[date]:
    days = (organisation.last_management_review, *(each.held_on for each in reviews_of(organisation, reading)))
    return [day for day in days if day is not None]


def _due(profile: GovernanceProfile | None, field: str, law: Law, period: str, as_of: date) -> date | None:
    """A period after the day in a field; a day that is still to come has not been."""
    day: date | None = getattr(profile, field, None)
    return None if day is None or day > as_of else after(day, law.period(period))


FACTS: Final = {
    "organisation": (
        ever_reviewed,
        next_management_review,
        roles_not_in_writing,
        council_report_due,
        independent_review_due,
        documentation_plan_due,
        uses_ai,
    ),
    "management_review": (is_last_review, points_not_covered),
}
