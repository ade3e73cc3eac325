"""Facts about what is late (guide B.1, ACT and ROPA review rules)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.activity import Activity
from compliance.model.decision import Task


def days_overdue(task: Task, reading: Reading, law: Law, as_of: date) -> int | None:
    """Days past the due day; 0 on the day itself and before. Unknown without a due day."""
    return max(0, (as_of - task.due).days) if task.due is not None else None


def review_due(activity: Activity, reading: Reading, law: Law, as_of: date) -> date | None:
    """The day the next review is due, by the activity's own interval, else the usual one. Unknown if never reviewed."""
    if activity.last_reviewed is None:
        return None
    return after(activity.last_reviewed, activity.review_interval or law.period("review_interval"))


FACTS: Final = {"task": (days_overdue,), "activity": (review_due,)}
