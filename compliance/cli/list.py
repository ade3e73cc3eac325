"""List the records of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import table
from compliance.cli.wording import worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.model.kinds import Kind
    from compliance.model.values import Document
    from compliance.register.view import View

COLUMNS: Final = {
    "organisation": ("kind", "country", "org_number"),
    "person": ("unit", "roles"),
    "activity": ("unit", "owner_id", "status"),
    "system": ("owner_id", "vendor_id", "status"),
    "supplier": ("country", "org_number"),
    "engagement": ("supplier_id", "status", "dpa_signed_on"),
    "control": ("status", "owner_id"),
    "evidence": ("kind", "date"),
    "risk": ("owner_id", "treatment"),
    "question": ("status", "owner_id", "deadline"),
    "memo": ("state", "as_of", "answer_by"),
    "signoff": ("memo_id", "signed_by", "signed_at"),
    "task": ("owner_id", "due", "status"),
}
"""What a table shows of each kind beside id and name; fields a kind does not have are passed over."""


@verb
@click.argument("kind", required=False)
@click.option("--retired", is_flag=True, help="Those out of use too.")
def command(call: Call, kind: str | None, *, retired: bool) -> None:
    """List the records of one kind.

    KIND is activities, systems, suppliers, people and so on, singular or plural. Without it, how many there are of
    each. With --json the records are printed whole, in the model's own field names.
    """
    from compliance.model.kinds import kind_named

    found = kind_named(kind) if kind else None
    with opened(call) as register:
        view = seen(call, register)
    if found is None:
        _counts(call, view, retired=retired)
    else:
        _records(call, view, found, view.of(found.name, retired=retired))


def _counts(call: Call, view: View, *, retired: bool) -> None:
    from compliance.language.labels import kinds_label
    from compliance.model.kinds import KINDS

    counts = {kind: len(view.of(kind.name, retired=retired)) for kind in KINDS.values()}
    if call.json:
        answer_json({kind.plural: count for kind, count in counts.items()})
        return
    language, _ = language_of(call, view), words(call)
    rows = [(kind.plural, str(count), kinds_label(kind, language)) for kind, count in counts.items() if count]
    answer(table((_("KIND"), _("COUNT"), ""), rows))
    suggest("compliance list activities")


def _records(call: Call, view: View, kind: Kind, records: Sequence[Document]) -> None:
    from compliance.language.labels import field_label
    from compliance.model.reading import whole_body_of

    if call.json:
        answer_json([whole_body_of(record) for record in records])
        return
    _, language = words(call), language_of(call, view)
    if not records:
        note(_("There are no {kind} in the register.").format(kind=kind.plural))
        suggest("compliance workbook -o inventory.xlsx")
        return
    fields = [name for name in COLUMNS.get(kind.name, ()) if name in kind.document.model_fields]
    word = kind.name if len(records) == 1 else kind.plural
    headings = ["ID", *(field_label(kind.document, name, language) for name in ("name", *fields))]
    answer(table(headings, [_row(record, fields, view, language) for record in records]))
    note(_("{count} {kind}, as of entry {entry}.").format(count=len(records), kind=word, entry=view.entry))
    suggest(f"compliance show {records[0].id}")


def _row(record: Document, fields: list[str], view: View, language: str) -> list[str]:
    cells = [record.id, record.name]
    for name in fields:
        value = getattr(record, name)
        if isinstance(value, str) and view.kind_of(value):
            cells.append(view.name_of(value))
        else:
            cells.append("" if value is None else worded(value, view, language))
    return cells
