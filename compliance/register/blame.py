"""Which column of which row was changed, found by trying what it must have been."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance.language.catalogues import marked
from compliance.model.kinds import KINDS
from compliance.model.upgrades import SCHEMA
from compliance.register.fault import Fault, body_digest, digest_of_lines, line_of, lines_digest, row_hash
from compliance.register.rows import ATTACHMENT

_TRIES = 100  # entries with more revisions than this are not searched by trial


def blamed_entry(register: str, previous: Any, entry: Any, following: Any, written: str) -> Fault:
    """The fault of an entry whose values do not give its hash."""
    said = marked("The entry was changed after it was written.")
    if following is not None and following.prev == row_hash(register, entry):
        return Fault("entries", "hash", said, entry=entry.seq)
    for column, value in _guesses(previous, written):
        if row_hash(register, entry, **{column: value}) == entry.hash:
            return Fault("entries", column, said, entry=entry.seq)
    unsure = "at, actor or reason" if following is not None else "at, actor, reason or hash"
    return Fault("entries", unsure, said, entry=entry.seq)


def _guesses(previous: Any, written: str) -> Iterator[tuple[str, Any]]:
    yield "prev", previous.hash if previous is not None else ""
    yield "docs_digest", written
    yield "seq", previous.seq + 1 if previous is not None else 1
    if previous is not None:
        yield "actor", previous.actor
        yield "at", previous.at


def blamed_revisions(entry: Any, rows: list[Any]) -> Iterator[Fault]:
    """The faults of an entry's revisions, given that the entry itself can be believed."""
    changed = [row for row in rows if body_digest(row.body) != row.digest]
    right = {row.n: body_digest(row.body) for row in changed}
    if lines_digest(rows) == entry.docs_digest:
        for row in changed:
            yield _fault(entry, row, "body", marked("The record was changed after it was written."))
        return
    if changed and digest_of_lines(_replaced(rows, right)) == entry.docs_digest:
        for row in changed:
            yield _fault(entry, row, "digest", marked("The fingerprint of the record was changed."))
        return
    yield from _misfits(entry, rows, changed)


def _misfits(entry: Any, rows: list[Any], changed: list[Any]) -> Iterator[Fault]:
    if found := _by_trial(entry, rows):
        yield found
        return
    for row in changed:
        yield _fault(entry, row, "body, digest", marked("The record was changed after it was written."))
    suspects = list(_suspects(entry, rows))
    yield from suspects
    if not suspects and not changed:
        said = marked("Its records are not those it was written with: one was changed, added, removed or moved.")
        yield Fault("revisions", "", said, entry=entry.seq)


def _by_trial(entry: Any, rows: list[Any]) -> Fault | None:
    if len(rows) > _TRIES:
        return None
    for number, row in enumerate(rows):
        for column, value in _values(number, row):
            if digest_of_lines(_with(rows, number, column, value)) == entry.docs_digest:
                facts = {"found": getattr(row, column), "written": value}
                return _fault(entry, row, column, marked("It is {found} where {written} was written."), facts)
        if lines_digest(rows[:number] + rows[number + 1 :]) == entry.docs_digest:
            return _fault(entry, row, "seq", marked("The revision was added to the entry, or moved to it."))
    return None


def _values(number: int, row: Any) -> Iterator[tuple[str, Any]]:
    yield "n", number + 1
    yield "id", _id_in(row.body)
    for kind in (*KINDS, ATTACHMENT):
        yield "kind", kind
    for schema in range(1, SCHEMA + 1):
        yield "schema", schema


def _with(rows: list[Any], number: int, column: str, value: Any) -> list[Any]:
    lines = [line_of(row, **({column: value} if place == number else {})) for place, row in enumerate(rows)]
    return sorted(lines, key=lambda line: line.n)


def _suspects(entry: Any, rows: list[Any]) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=1):
        if row.n != number:
            yield _fault(entry, row, "n", marked("The revision before it is missing."))
            return
        if row.id != _id_in(row.body):
            yield _fault(entry, row, "id", marked("The record bears another id in its body."))
        if row.kind not in KINDS and row.kind != ATTACHMENT:
            yield _fault(entry, row, "kind", marked("There is no kind {found}."), {"found": row.kind})
        if not 1 <= row.schema <= SCHEMA:
            yield _fault(entry, row, "schema", marked("There is no schema {found}."), {"found": row.schema})


def _replaced(rows: Iterable[Any], digests: dict[int, str]) -> list[Any]:
    return [line_of(row, digest=digests.get(row.n, row.digest)) for row in rows]


def _fault(entry: Any, row: Any, column: str, said: str, facts: Mapping[str, Any] | None = None) -> Fault:
    return Fault("revisions", column, said, entry=entry.seq, record=row.id, facts=facts or {})


def _id_in(body: str) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    return str(found.get("id", "")) if isinstance(found, dict) else ""
