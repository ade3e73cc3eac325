"""Goes through every value of every table and names what does not fit, the first entry first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from compliance.errors import ComplianceError
from compliance.language.catalogues import marked
from compliance.register.addresses import Address
from compliance.register.beside import AttachmentTold, NameTold, attachment_faults, name_faults, stray_faults
from compliance.register.blame import blamed_entry, blamed_revisions
from compliance.register.chain import BEFORE_THE_FIRST, FORMAT, MomentDamaged, moment_of
from compliance.register.database import reading
from compliance.register.fault import Fault, lines_digest, row_hash
from compliance.register.names import COMMITMENT, ERASED, PERSON
from compliance.register.rows import ATTACHMENT
from compliance.register.tables import BOOK, ENTRIES, REVISIONS

SHORTEST_HEAD = 16


@dataclass(frozen=True, slots=True)
class Erasure:
    """A name (`what` is its person's id) or a file (its fingerprint) erased by law, and the day."""

    what: str
    kind: str
    on: str


@dataclass(slots=True)
class _Told:
    """What the chain says about names and attachments, gathered while it is read."""

    names: list[NameTold]
    attachments: dict[str, AttachmentTold]


def faults(engine: Engine, address: Address, register: str, head: str | None) -> tuple[Fault, ...]:
    """Every fault of one register."""
    try:
        with reading(engine, address) as connection:
            return tuple(sorted(_faults(connection, register, head), key=lambda fault: fault.order))
    except ComplianceError as error:
        said = marked("The database cannot be read to its end. {reason}")
        return (Fault("", "", said, facts={"reason": error}),)


def erasures(connection: Connection, register: str) -> tuple[Erasure, ...]:
    """What was erased by law, by the latest word of the chain."""
    found: dict[str, Erasure] = {}
    query = _revisions(register).where(REVISIONS.c.kind.in_((PERSON, ATTACHMENT)))
    for row in connection.execute(query.order_by(REVISIONS.c.seq, REVISIONS.c.n)):
        body = _object(row.body)
        if on := body.get(ERASED) or body.get("erased_on"):
            found.setdefault(row.id, Erasure(row.id, "name" if row.kind == PERSON else "attachment", str(on)))
    return tuple(found.values())


def _faults(connection: Connection, register: str, head: str | None) -> Iterator[Fault]:
    yield from _engine_faults(connection)
    yield from _book_faults(connection, register)
    told = _Told([], {})
    entries = connection.execute(_entries(register)).all()
    yield from _chain_faults(connection, register, entries, told)
    yield from name_faults(connection, register, told.names)
    yield from attachment_faults(connection, register, told.attachments)
    yield from stray_faults(connection)
    yield from _head_faults(entries, head)


def _engine_faults(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
            if said != "ok":
                yield Fault("", "", marked("SQLite finds the file damaged: {said}."), facts={"said": said})


def _book_faults(connection: Connection, register: str) -> Iterator[Fault]:
    format = connection.execute(select(BOOK.c.format).where(BOOK.c.register == register)).scalar()
    if format is None:
        said = marked("The book knows no register {register}.")
        yield Fault("book", "register", said, facts={"register": register})
    elif format != FORMAT:
        said = marked("It is {found} where {written} was written.")
        yield Fault("book", "format", said, facts={"found": format, "written": FORMAT})


def _chain_faults(connection: Connection, register: str, entries: Any, told: _Told) -> Iterator[Fault]:
    if not entries:
        yield Fault("entries", "", marked("The register has no entries."), entry=1)
    written = _Grouped(connection, register)
    previous: Row[Any] | None = None
    for number, entry in enumerate(entries):
        yield from written.strays_before(entry.seq)
        revisions = written.of(entry.seq)
        _gather(revisions, told)
        following = entries[number + 1] if number + 1 < len(entries) else None
        yield from _entry_faults(register, previous, entry, following, revisions)
        previous = entry
    yield from written.strays_before(None)


class _Grouped:
    """The revisions of one entry after another, read as a stream: a book may be larger than memory."""

    def __init__(self, connection: Connection, register: str) -> None:
        query = _revisions(register).order_by(REVISIONS.c.seq, REVISIONS.c.n)
        rows = connection.execution_options(yield_per=1000).execute(query)
        self._groups = ((seq, list(some)) for seq, some in groupby(rows, key=lambda row: row.seq))
        self._next = next(self._groups, None)

    def of(self, seq: int) -> list[Row[Any]]:
        if self._next is None or self._next[0] != seq:
            return []
        found = self._next[1]
        self._next = next(self._groups, None)
        return found

    def strays_before(self, seq: int | None) -> Iterator[Fault]:
        """Revisions of entries that do not exist."""
        while self._next is not None and (seq is None or self._next[0] < seq):
            entry, rows = self._next
            for row in rows:
                said = marked("The revision belongs to an entry that does not exist.")
                yield Fault("revisions", "seq", said, entry=entry, record=row.id)
            self._next = next(self._groups, None)


def _entry_faults(
    register: str, previous: Row[Any] | None, entry: Row[Any], following: Row[Any] | None, revisions: list[Row[Any]]
) -> Iterator[Fault]:
    expected = previous.seq + 1 if previous else 1
    if entry.seq != expected:
        said = marked("The entry is missing: entry {found} stands in its place.")
        yield Fault("entries", "seq", said, entry=expected, facts={"found": entry.seq})
    if (computed := row_hash(register, entry)) != entry.hash:
        yield blamed_entry(register, previous, entry, following, lines_digest(revisions))
    elif not _follows(register, previous, entry):
        yield Fault("entries", "prev", marked("The entry does not follow the one before it."), entry=entry.seq)
    elif previous is not None and not _in_time(previous.at, entry.at):
        yield Fault("entries", "at", marked("The entry is dated before the one before it."), entry=entry.seq)
    if computed == entry.hash or lines_digest(revisions) != entry.docs_digest:
        yield from blamed_revisions(entry, revisions)


def _follows(register: str, previous: Row[Any] | None, entry: Row[Any]) -> bool:
    if previous is None:
        return bool(entry.prev == BEFORE_THE_FIRST or entry.seq != 1)
    return entry.prev in (previous.hash, row_hash(register, previous))


def _in_time(before: str, after: str) -> bool:
    try:
        return moment_of(before) <= moment_of(after)
    except (MomentDamaged, TypeError):
        return False


def _gather(revisions: list[Row[Any]], told: _Told) -> None:
    for row in revisions:
        if row.kind == PERSON:
            body = _object(row.body)
            told.names.append(NameTold(row.id, row.seq, body.get(COMMITMENT), body.get(ERASED)))
        elif row.kind == ATTACHMENT:
            body = _object(row.body)
            told.attachments[row.id] = AttachmentTold(row.id, row.seq, body.get("media_type"), body.get("erased_on"))


def _head_faults(entries: Any, head: str | None) -> Iterator[Fault]:
    if head is None:
        return
    asked = head.strip().lower()
    if len(asked) < SHORTEST_HEAD or not any(entry.hash.startswith(asked) for entry in entries):
        said = marked("No entry has the hash {head}: the chain was forged, or cut before that entry.")
        yield Fault("entries", "hash", said, facts={"head": head})


def _object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _entries(register: str) -> Any:
    return select(ENTRIES).where(ENTRIES.c.register == register).order_by(ENTRIES.c.seq)


def _revisions(register: str) -> Any:
    return select(REVISIONS).where(REVISIONS.c.register == register)
