"""Facts about the watching of staff and of places (guide A.2, A.25; GDPR 5(1)(c) and (e), 88)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.facts.profiles import profiles_over
from compliance.checks.law import Law
from compliance.checks.periods import longer
from compliance.checks.reading import Gathering, Reading
from compliance.model.activity import (
    WITHOUT_END,
    Activity,
    ActivityRole,
    ActivityStatus,
    RetentionRule,
    SubjectCode,
)
from compliance.model.organisation import Organisation
from compliance.model.values import Answer, Document
from compliance.register.view import id_order


def activities_watching_staff(
    organisation: Organisation, reading: Reading, law: Law, as_of: date
) -> tuple[str, ...] | None:
    """The ids of the activities in which the organisation monitors its staff.

    Unknown where there is none, but one that is about employees does not say.
    """
    watching = reading.gathered(Watching(reading))
    found = tuple(sorted(watching.surely.get(organisation.id, ()), key=id_order))
    return None if not found and organisation.id in watching.perhaps else found


def staff_routine_written(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether a routine on monitoring staff holds for the organisation, its own or that of a body above it."""
    return any(each.staff_monitoring_routine is not None for each in profiles_over(organisation, reading))


def staff_consulted(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether staff were consulted by that day, by the organisation or by a body above it."""
    days = (each.staff_consulted_on for each in profiles_over(organisation, reading))
    return any(day is not None and day <= as_of for day in days)


def recordings_kept_too_long(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether recordings lie longer than the usual time without a law that says so.

    Retention rules do not say which of them is that of the recordings. So it is sure only where no rule is within the
    time, or none goes beyond it; where some do and some do not, or a rule has no time, it is unknown.
    """
    said = {_too_long(rule, law.period("camera_storage")) for rule in activity.retention_rules}
    within = {
        rule.period is not None and not longer(rule.period, law.period("camera_storage"))
        for rule in activity.retention_rules
    }
    if not said or None in said:
        return None
    if True not in said:
        return False
    return None if True in within else True


def camera_lacks(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """What a camera on people surely lacks: the balancing, the sign, and a short time."""
    lacks = {
        "camera_assessment": activity.camera_assessment is None,
        "camera_sign": activity.camera_sign in (None, Answer.no),
        "camera_storage": recordings_kept_too_long(activity, reading, law, as_of) is True,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def _too_long(rule: RetentionRule, limit: str) -> bool | None:
    if any(act.instrument for act in (*rule.justification_ref, *rule.min_period_basis, *rule.archival_basis)):
        return False
    if rule.mode in WITHOUT_END:
        return True
    return None if rule.period is None else longer(rule.period, limit)


class Watching(Gathering):
    """By organisation, the ids of the activities in which it surely monitors its staff; and those in which it may."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self.surely: dict[str, list[str]] = {}
        self.perhaps: set[str] = set()

    def see(self, document: Document) -> None:
        if not isinstance(document, Activity) or not _is_done_by_us(document):
            return
        organisation = self._reading.controller(document).id
        if document.staff_monitoring is Answer.yes:
            self.surely.setdefault(organisation, []).append(document.id)
        elif document.staff_monitoring is not Answer.no:
            about_staff = any(group.code is SubjectCode.employee for group in document.subject_categories)
            self.perhaps |= {organisation} if about_staff else set()


def _is_done_by_us(activity: Activity) -> bool:
    ended = activity.status in (ActivityStatus.planned, ActivityStatus.ended)
    return activity.role is not ActivityRole.processor and not ended


FACTS: Final = {
    "organisation": (activities_watching_staff, staff_routine_written, staff_consulted),
    "activity": (recordings_kept_too_long, camera_lacks),
}
