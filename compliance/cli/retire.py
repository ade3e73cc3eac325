"""Take a record out of use; its history stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, note, suggest, words

if TYPE_CHECKING:
    from compliance.register.chain import Entry
    from compliance.register.view import View


@verb
@click.argument("record", metavar="ID")
@click.option("--reason", required=True, help="Why it goes out of use; the register keeps it.")
@dry_run_option
def command(call: Call, record: str, reason: str, *, dry_run: bool) -> None:
    """Take a record out of use; its history stays.

    Nothing is ever deleted: what was recorded can be seen with --at. Other records may go on naming it.
    """
    with opened(call) as register:
        view = register.view()
        naming = _naming(view, record)
        entry = None
        if not dry_run:
            entry = register.retire(record, actor=acting(call, register), reason=reason, at=call.now)
        _tell(call, view, record, naming, entry, dry_run=dry_run)


def _naming(view: View, record: str) -> list[str]:
    """The records in use that name it."""
    from compliance.model.references import references

    view.record(record)
    using = (some for some in view.documents() if any(ref.target == record for ref in references(some)))
    return [some.id for some in using]


def _tell(call: Call, view: View, record: str, naming: list[str], entry: Entry | None, *, dry_run: bool) -> None:
    _, facts = words(call), {"id": record, "name": view.name_of(record)}
    if call.json:
        answer_json({"id": record, "entry": entry.seq if entry else None, "named_by": naming, "dry_run": dry_run})
        return
    if dry_run:
        answer(_("{id} {name} would be taken out of use.").format(**facts))
    elif entry is None:
        answer(_("{id} {name} is out of use already.").format(**facts))
    else:
        answer(_("{id} {name} is out of use since entry {entry}.").format(entry=entry.seq, **facts))
    if naming:
        note(_("These records in use still name it: {ids}.").format(ids=", ".join(naming)))
    suggest(f"compliance history {record}")
