"""List tasks with owner and deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import table

if TYPE_CHECKING:
    from compliance.followup.tasks import TaskAccount


@verb
@click.option("--owner", metavar="PERSON", help="Only the tasks of this person.")
@click.option("--open", "still_open", is_flag=True, help="Only tasks that are not finished.")
def command(call: Call, owner: str | None, *, still_open: bool) -> None:
    """List tasks with owner and deadline, the latest first."""
    from compliance.checks.reading import Reading
    from compliance.followup.tasks import task_accounts

    with opened(call) as register:
        view = seen(call, register)
        if owner is not None:
            view.record(owner)  # a mistyped id must not look like a person without tasks
        found = [
            task
            for task in task_accounts(Reading(view), call.as_of)
            if owner in (None, task.owner_id) and not (still_open and task.settled)
        ]
        language = language_of(call, view)
    if call.json:
        answer_json({"as_of": call.as_of, "entry": view.entry, "head": view.head, "tasks": found})
    else:
        _print(call, found, language)


def _print(call: Call, found: list[TaskAccount], language: str) -> None:
    from compliance.language.labels import member_label

    _ = words(call)
    if not found:
        answer(_("No tasks."))
        return
    headings = (_("ID"), _("TASK"), _("OWNER"), _("DUE"), _("LATE"), _("STATUS"))
    rows = [_row(task, member_label(task.status, language)) for task in found]
    answer(table(headings, rows))
    late = sum(task.days_late > 0 for task in found)
    still = sum(not task.settled for task in found)
    counted = _.plural(
        "{late} of {open} open tasks is late on {day}.", "{late} of {open} open tasks are late on {day}.", late
    )
    answer(counted.format(late=late, open=still, day=call.as_of))
    if first := next((task for task in found if not task.settled), None):
        suggest(f"compliance task done {first.id} --on {call.as_of}")


def _row(task: TaskAccount, status: str) -> tuple[str, ...]:
    late = str(task.days_late) if task.days_late else ""
    return task.id, task.name, task.owner or "–", str(task.due or "–"), late, status
