"""Show who changed a record, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import opened
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import folded

if TYPE_CHECKING:
    from compliance.register.history import Revision
    from compliance.register.merging import FieldChange
    from compliance.register.view import View

LONGEST = 60


@verb
@click.argument("record", metavar="ID")
def command(call: Call, record: str) -> None:
    """Show who changed a record, when and why.

    One paragraph for each revision, oldest first, with the fields that changed.
    """
    with opened(call) as register:
        last = None if call.at is None else register.entry_at(call.at)
        told = [revision for revision in register.history(record) if last is None or revision.seq <= last]
        view = register.view()
    changes = _changes(told)
    if call.json:
        answer_json([_object(*pair, view) for pair in zip(told, changes, strict=True)])
        return
    for revision, changed in zip(told, changes, strict=True):
        _tell(call, revision, changed, view)
    suggest(f"compliance show {record} --at {told[0].seq}" if told else f"compliance show {record}")


def _changes(told: list[Revision]) -> list[tuple[FieldChange, ...]]:
    from compliance.model.reading import body_of
    from compliance.register.merging import changes_between

    bodies = [body_of(revision.document) for revision in told]
    pairs = zip([{}, *bodies], bodies, strict=False)
    return [changes_between(before, after) for before, after in pairs]


def _object(revision: Revision, changes: tuple[FieldChange, ...], view: View) -> dict[str, Any]:
    from compliance.model.reading import whole_body_of

    return {
        "revision": revision.n,
        "entry": revision.seq,
        "at": revision.at,
        "actor": revision.actor,
        "actor_name": view.name_of(revision.actor),
        "reason": revision.reason,
        "kind": revision.kind,
        "id": revision.id,
        "digest": revision.digest,
        "changes": [{"path": some.path, "before": some.before, "after": some.after} for some in changes],
        "record": whole_body_of(revision.document),
    }


def _tell(call: Call, revision: Revision, changes: tuple[FieldChange, ...], view: View) -> None:
    _ = words(call)
    said = _("Revision {n}, entry {entry}, {at}: {who}")
    who = f"{view.name_of(revision.actor)} ({revision.actor})"
    answer(folded(said.format(n=revision.n, entry=revision.seq, at=f"{revision.at:%Y-%m-%d %H:%M} UTC", who=who)))
    answer(folded(f"  {revision.reason}"))
    if revision.n == 1:
        answer("  " + _("recorded with {count} values").format(count=len(changes)))
        return
    for some in changes:
        answer(folded(f"  {some.path}: {_short(some.before)} → {_short(some.after)}"))


def _short(value: Any) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
