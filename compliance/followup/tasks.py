"""Tasks as they stand on a day: who has them, when they are due, how late they are, how often they were moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from compliance.checks.reading import Reading
from compliance.model.decision import Question, Task, TaskStatus
from compliance.model.organisation import Person
from compliance.model.values import Count, Line, PersonId, QuestionId, TaskId, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable


SETTLED = frozenset({TaskStatus.done, TaskStatus.verified, TaskStatus.cancelled})


class TaskAccount(Value):
    """One task on a day. A task finished or called off is never late; one without a due day cannot be."""

    id: TaskId
    name: Line
    question_id: QuestionId | None = None
    owner_id: PersonId | None = None
    owner: Line | None = None
    unit: Line | None = None
    status: TaskStatus
    due: date | None = None
    original_due: date | None = None
    times_moved: Count = 0
    days_late: Count = 0
    done_on: date | None = None
    verified_on: date | None = None
    cancelled_reason: Text | None = None

    @property
    def settled(self) -> bool:
        return self.status in SETTLED


def task_account(task: Task, reading: Reading, as_of: date) -> TaskAccount:
    """How a task stands on a day: what was reported done after that day was not done then."""
    owner = reading.find(Person, task.owner_id)
    return TaskAccount(
        id=task.id, name=task.name, question_id=task.question_id, owner_id=task.owner_id,
        owner=owner.name if owner else None, unit=owner.unit if owner else None,
        status=_status_on(task, as_of), due=task.due, original_due=task.original_due or task.due,
        times_moved=task.postponements or 0, days_late=days_late(task, as_of),
        done_on=task.done_on if _status_on(task, as_of) in SETTLED else None,
        verified_on=task.verified_on, cancelled_reason=task.cancelled_reason,
    )  # fmt: skip


def task_accounts(reading: Reading, as_of: date) -> tuple[TaskAccount, ...]:
    """Every task, the latest first, then by due day and id."""
    accounts = (task_account(task, reading, as_of) for task in reading.all(Task))
    return tuple(sorted(accounts, key=lambda task: (-task.days_late, task.due or date.max, task.id)))


def days_late(task: Task, as_of: date) -> int:
    """Days past the due day for a task not yet finished on `as_of`; 0 otherwise."""
    if task.due is None or _status_on(task, as_of) in SETTLED:
        return 0
    return max((as_of - task.due).days, 0)


def tasks_of(question: Question, tasks: Iterable[TaskAccount]) -> tuple[TaskAccount, ...]:
    """The tasks that carry out a decision: those the question names, and those that name it."""
    return tuple(task for task in tasks if task.question_id == question.id or task.id in question.task_ids)


def _status_on(task: Task, as_of: date) -> TaskStatus:
    status = task.status or TaskStatus.open
    if status in (TaskStatus.done, TaskStatus.verified) and task.done_on and task.done_on > as_of:
        return TaskStatus.in_progress
    if status == TaskStatus.verified and task.verified_on and task.verified_on > as_of:
        return TaskStatus.done
    return status
