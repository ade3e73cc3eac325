"""Report a task done, verify it or move its deadline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import DAY, Call, dry_run_option, verb, verbs
from compliance.cli.output import answer, answer_json, suggest, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.model.decision import Task


@verb
@click.argument("task", metavar="ID")
@click.option("--on", type=DAY, metavar="DATE", help="The day the work was finished. [default: today]")
@click.option("--evidence", multiple=True, metavar="ID", help="A record of proof; may be given several times.")
@dry_run_option
def done(call: Call, task: str, on: date | None, evidence: tuple[str, ...], *, dry_run: bool) -> None:
    """Report that a task is done."""
    from compliance.followup.reporting import done as fields_of

    day = on or call.as_of
    _change(
        call, task, lambda held, _: fields_of(held, day, call.as_of, evidence), f"{task} done on {day}", dry_run=dry_run
    )
    suggest(f"compliance task verify {task} --actor PERSON")


@verb
@click.argument("task", metavar="ID")
@dry_run_option
def verify(call: Call, task: str, *, dry_run: bool) -> None:
    """Confirm that a task was done; anybody but its owner."""
    from compliance.followup.reporting import verified as fields_of

    _change(call, task, lambda held, actor: fields_of(held, actor, call.as_of), f"{task} verified", dry_run=dry_run)
    suggest("compliance followup")


@verb
@click.argument("task", metavar="ID")
@click.option("--to", "to", type=DAY, required=True, metavar="DATE", help="The new deadline.")
@click.option("--reason", required=True, help="Why it is moved; the register keeps it.")
@dry_run_option
def move(call: Call, task: str, to: date, reason: str, *, dry_run: bool) -> None:
    """Move a task's deadline; the first one is kept, and moves are counted."""
    from compliance.followup.reporting import moved as fields_of
    from compliance.register.applying import refuse_unfit

    refuse_unfit(reason)
    _change(call, task, lambda held, _: fields_of(held, to), f"{task} moved to {to}: {reason}", dry_run=dry_run)
    suggest("compliance tasks")


command = verbs("Report a task done, verify it or move its deadline.", done=done, verify=verify, move=move)


def _change(
    call: Call, id: str, fields_of: Callable[[Task, str], dict[str, Any]], reason: str, *, dry_run: bool
) -> None:
    """Plan the changed fields of one task and write them, or say what they would be."""
    from compliance.capture.candidate import Candidate
    from compliance.followup.reporting import TaskNotFound
    from compliance.model.decision import Task

    with opened(call) as register:
        actor = acting(call, register)
        held = register.view().get(id)
        if not isinstance(held, Task):
            raise TaskNotFound(id=id)
        fields = fields_of(held, actor)
        plan = register.plan([Candidate("task", id, fields)])
        if plan.failed and (error := plan.failed[0].error):
            raise error
        entry = None if dry_run else register.apply(plan, actor=actor, reason=reason, at=call.now)
    _say(call, id, fields, entry.seq if entry else None)


def _say(call: Call, id: str, fields: dict[str, Any], entry: int | None) -> None:
    if call.json:
        answer_json({"id": id, "fields": fields, "entry": entry})
        return
    said = ", ".join(f"{name} = {value}" for name, value in fields.items())
    if entry is None:
        answer(words(call)("{id} would change: {fields}.").format(id=id, fields=said))
    else:
        answer(words(call)("{id} changed in entry {entry}: {fields}.").format(id=id, entry=entry, fields=said))
