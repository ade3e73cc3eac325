"""What a line manager reports on a task: done, checked by somebody else, or moved to another day.

Each function takes the task as it stands and gives the fields that change; nothing here writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from compliance.errors import ComplianceError
from compliance.model.decision import Task, TaskStatus


class TaskNotFound(ComplianceError):
    sentence = "There is no task {id} in the register."
    hint = "“compliance tasks” lists them."


class TaskSettled(ComplianceError):
    sentence = "The task {id} is {status} already."
    hint = "“compliance history {id}” shows what was reported, when and by whom."


class TaskNotDone(ComplianceError):
    sentence = "The task {id} is not reported done, so there is nothing to verify."
    hint = "Its owner reports it done first: compliance task done {id} --on DATE"


class OwnerMayNotVerify(ComplianceError):
    exit_code = 1
    sentence = "{person} owns the task {id} and cannot verify it."
    hint = "Somebody else checks the work: compliance task verify {id} --actor PERSON"


class DayToCome(ComplianceError):
    sentence = "The task {id} cannot have been done on {on}: that is after {as_of}."
    hint = "Give the day the work was finished."


class NotMoved(ComplianceError):
    sentence = "The task {id} is due on {due} already."
    hint = "Give another day: compliance task move {id} --to DATE --reason TEXT"


def done(task: Task, on: date, as_of: date, evidence: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a task reported done; raise `TaskSettled` or `DayToCome`."""
    _refuse_settled(task, TaskStatus.done, TaskStatus.verified, TaskStatus.cancelled)
    if on > as_of:
        raise DayToCome(id=task.id, on=on, as_of=as_of)
    fields: dict[str, Any] = {"status": TaskStatus.done.value, "done_on": on.isoformat()}
    if added := [each for each in evidence if each not in task.evidence_ids]:
        fields["evidence_ids"] = [*task.evidence_ids, *added]
    return fields


def verified(task: Task, by: str, on: date) -> dict[str, Any]:
    """The fields of a task somebody has checked; raise `TaskSettled`, `TaskNotDone` or `OwnerMayNotVerify`."""
    _refuse_settled(task, TaskStatus.verified, TaskStatus.cancelled)
    if task.status is not TaskStatus.done:
        raise TaskNotDone(id=task.id)
    if by == task.owner_id:
        raise OwnerMayNotVerify(id=task.id, person=by)
    return {"status": TaskStatus.verified.value, "verified_by": by, "verified_on": on.isoformat()}


def moved(task: Task, to: date) -> dict[str, Any]:
    """The fields of a task with another due day: the first one is kept, and the moves are counted.

    Raise `TaskSettled` or `NotMoved`.
    """
    _refuse_settled(task, TaskStatus.done, TaskStatus.verified, TaskStatus.cancelled)
    if task.due == to:
        raise NotMoved(id=task.id, due=to)
    first = task.original_due or task.due
    fields: dict[str, Any] = {
        "due": to.isoformat(),
        "postponements": (task.postponements or 0) + (task.due is not None),
    }
    return fields | ({"original_due": first.isoformat()} if first else {})


def _refuse_settled(task: Task, *settled: TaskStatus) -> None:
    if task.status in settled:
        raise TaskSettled(id=task.id, status=task.status.value)
