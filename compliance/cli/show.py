"""Show one record whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import folded
from compliance.cli.wording import told, unsaid

if TYPE_CHECKING:
    from compliance.register.register import Register
    from compliance.register.view import View


@verb
@click.argument("record", metavar="ID")
def command(call: Call, record: str) -> None:
    """Show one record whole.

    Fields stand with their names and the provisions that ask for them. With --json every field is printed, the empty
    ones too, in the model's own names.
    """
    from compliance.model.reading import whole_body_of

    with opened(call) as register:
        view = seen(call, register)
        document = view.record(record)
        if call.json:
            answer_json(whole_body_of(document))
        else:
            _show(call, register, view, record)


def _show(call: Call, register: Register, view: View, record: str) -> None:
    from compliance.language.labels import kind_label
    from compliance.model.kinds import kind_of

    _, language, document = words(call), language_of(call, view), view.record(record)
    last = next(entry for entry in register.entries() if entry.seq == view.changed_in(record))
    answer(f"{document.id}  {document.name}")
    said = _("{kind}, revision {revision}, written in entry {entry} on {day} by {who}: {reason}")
    facts = {"kind": kind_label(kind_of(document), language), "revision": view.revision(record), "entry": last.seq}
    facts |= {"day": last.at.date(), "who": view.name_of(last.actor), "reason": last.reason}
    answer(folded(said.format(**facts)))
    answer("")
    for line in told(document, view, language):
        answer(folded(line))
    _empty(call, unsaid(document, language))
    suggest(f"compliance history {record}")


def _empty(call: Call, labels: list[str]) -> None:
    if labels:
        _ = words(call)
        said = _("Not filled in (* asked for by law or needed by the tool): {fields}.")
        note("\n" + folded(said.format(fields=", ".join(labels))))
