"""Facts about what is late (guide B.1, ACT and ROPA review rules)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.activity import Activity
from compliance.model.decision import Task, TaskStatus


def days_overdue(task: Task, reading: Reading, law: Law, as_of: date) -> int | None:
    """Days past the due day; 0 on the day itself and before. Unknown without a due day."""
    return max(0, (as_of - task.due).days) if task.due is not None else None


def unfinished(task: Task, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether work is left on that day. What was reported done later was not done then; no status is no report."""
    if task.status is TaskStatus.cancelled:
        return False
    reported = task.status in (TaskStatus.done, TaskStatus.verified)
    return not reported or (task.done_on is not None and task.done_on > as_of)


def times_moved(task: Task, reading: Reading, law: Law, as_of: date) -> int:
    """How often the due day was moved: what is counted, and at least once where it lies later than it first did.

    No count is none: a move is something that happens, and is then recorded.
    """
    moved = task.original_due is not None and task.due is not None and task.due > task.original_due
    return max(task.postponements or 0, int(moved))


def review_due(activity: Activity, reading: Reading, law: Law, as_of: date) -> date | None:
    """The day the next review is due: the activity's own interval, else the usual one, after the last review.

    An entry never reviewed counts from the day it was made. A day still to come counts for neither. Unknown where
    neither day is told.
    """
    begun = (day for day in (activity.last_reviewed, activity.created_on) if day is not None and day <= as_of)
    counted_from = next(begun, None)
    return None if counted_from is None else after(counted_from, _interval(activity, law))


def review_long_overdue(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a whole interval has passed since the review was due. Unknown where it is not known when it was."""
    due = review_due(activity, reading, law, as_of)
    return None if due is None else as_of > after(due, _interval(activity, law))


def _interval(activity: Activity, law: Law) -> str:
    return activity.review_interval or law.period("review_interval")


FACTS: Final = {"task": (days_overdue, unfinished, times_moved), "activity": (review_due, review_long_overdue)}
