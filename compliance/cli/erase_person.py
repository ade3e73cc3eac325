"""Remove a person's name from the register."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, note, words

if TYPE_CHECKING:
    from compliance.register.chain import Entry
    from compliance.register.erasing import Unreached


@verb
@click.argument("person", metavar="ID")
@click.option("--reason", required=True, help="Why the name is erased; the register keeps it. Do not name the person.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@dry_run_option
def command(call: Call, person: str, reason: str, *, yes: bool, dry_run: bool) -> None:
    """Remove a person's name from the register.

    Name and e-mail go from every state of the register, and cannot be brought back. The record itself stays, without a
    name, and the register still verifies. What cannot be reached is listed: presented and signed files, texts that
    hold the name. Backups and files written earlier are yours to find.
    """
    with opened(call) as register:
        if dry_run:
            _tell(call, person, None, register.naming(person))
            return
        actor, name = acting(call, register), register.view().record(person).name
        if not yes and not call.json and sys.stdin.isatty():
            click.confirm(words(call)("Erase “{name}” for ever?").format(name=name), abort=True, err=True)
        entry, left = register.erase_person(person, actor=actor, reason=reason, at=call.now)
    _tell(call, person, entry, left)


def _tell(call: Call, person: str, entry: Entry | None, left: tuple[Unreached, ...]) -> None:
    if call.json:
        places = [{"where": some.where, "why": some.why} for some in left]
        answer_json({"id": person, "entry": entry.seq if entry else None, "left": places, "dry_run": entry is None})
        return
    _ = words(call)
    if entry:
        answer(_("The name of {id} is erased; entry {entry} says so.").format(id=person, entry=entry.seq))
    else:
        answer(_("The name of {id} would be erased.").format(id=person))
    if left:
        note(_("The name may still stand here:"))
    for some in left:
        answer(f"  {some.where}: {_(some.why)}")
