"""Facts about the clocks of an incident: what must have been reported or told by when (guide A.17; GDPR 33, NIS2 23).

Law counts hours, the tool judges days. A limit in hours has certainly passed where it had when the day began, and
certainly not where it has not when the day ends, both in UTC; a limit that runs out during the day is unknown.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.incident import Incident
from compliance.model.supply import Engagement


def triage_overdue(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the time to find out if people are affected has passed. Unknown without the moment it was first seen."""
    return _overdue(incident.detected_at or _aware(incident), None, law.number("triage_hours"), as_of)


def report_overdue(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the authority has not been told in time (33(1)), counted from when we knew or the supplier told us.

    Unknown where neither moment is recorded, unless too little time has passed since it was first seen.
    """
    if _done(incident.notified_sa_at, as_of):
        return False
    return _overdue(_aware(incident), incident.detected_at, law.number("breach_hours"), as_of)


def report_late(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the report that was sent came after the limit, to the second. Unknown without both moments."""
    start, sent = _aware(incident), incident.notified_sa_at
    return None if start is None or sent is None else sent > _later(start, law.number("breach_hours"))


def supplier_told_late(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the supplier told us later than the agreement allows. Unknown without both moments and agreed hours."""
    engagement = reading.find(Engagement, incident.engagement_id)
    hours = engagement.breach_notice_hours if engagement is not None else None
    knew, told = incident.processor_aware_at, incident.processor_told_us_at
    return None if hours is None or knew is None or told is None else told > _later(knew, hours)


def early_warning_overdue(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether neither an early warning nor the full notice was sent in time (NIS2 23(4)(a))."""
    if _done(incident.early_warning_at, as_of) or _done(incident.incident_notification_at, as_of):
        return False
    return _overdue(incident.nis2_aware_at, incident.detected_at, law.number("nis2_early_warning_hours"), as_of)


def full_notice_overdue(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the full notice was not sent in time (NIS2 23(4)(b))."""
    if _done(incident.incident_notification_at, as_of):
        return False
    return _overdue(incident.nis2_aware_at, incident.detected_at, law.number("nis2_notification_hours"), as_of)


def final_report_overdue(incident: Incident, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the final report is late: a month after the full notice (NIS2 23(4)(d)).

    While the incident goes on, progress reports stand in for it, and it is due a month after the case was closed
    (23(4)(e)). Unknown without a full notice.
    """
    if _done(incident.final_report_at, as_of):
        return False
    if incident.incident_notification_at is None:
        return None
    month = law.period("nis2_final_report")
    due = after(incident.incident_notification_at.date(), month)
    if any(_done(told, as_of) for told in incident.progress_reports):
        if incident.closed_at is None:
            return False
        due = max(due, after(incident.closed_at.date(), month))
    return as_of > due


def _aware(incident: Incident) -> datetime | None:
    """When the clock of 33(1) starts. What the supplier tells us, we know (EDPB Guidelines 9/2022)."""
    moments = (incident.aware_at, incident.processor_told_us_at)
    return min((moment for moment in moments if moment is not None), default=None)


def _overdue(start: datetime | None, earliest: datetime | None, hours: int, as_of: date) -> bool | None:
    """Whether hours have passed since a start; where it is not known, whether they cannot have since the earliest."""
    if start is not None:
        return _passed(_later(start, hours), as_of)
    possible = _passed(_later(earliest, hours), as_of) if earliest is not None else None
    return False if possible is False else None


def _passed(limit: datetime, as_of: date) -> bool | None:
    """Whether a moment lies before the day (True), after it (False) or in it (None); midnight opens the day."""
    return None if limit.date() == as_of else limit.date() < as_of


def _later(moment: datetime, hours: int) -> datetime:
    try:
        return moment + timedelta(hours=hours)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _done(moment: datetime | None, as_of: date) -> bool:
    """Whether it was done by the end of the day; what was recorded as done later was not done then."""
    return moment is not None and moment.date() <= as_of


FACTS: Final = {
    "incident": (
        triage_overdue,
        report_overdue,
        report_late,
        supplier_told_late,
        early_warning_overdue,
        full_notice_overdue,
        final_report_overdue,
    )
}
