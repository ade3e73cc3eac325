"""What became of records over time: every revision, for people and for comparing edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from compliance.model.reading import body_of
from compliance.model.values import Document
from compliance.register import rows
from compliance.register.chain import Entry
from compliance.register.names import Names
from compliance.register.stale import Version
from compliance.register.view import RecordNotFound, Stored, document_of


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of one record: `n` counts its revisions from 1, `seq` is the entry that wrote it."""

    n: int
    seq: int
    at: datetime
    actor: str
    reason: str
    kind: str
    id: str
    document: Document
    digest: str


def revisions_of(connection: Connection, register: str, id: str) -> tuple[Revision, ...]:
    """Every revision of a record, oldest first; raise `RecordNotFound`."""
    stored = rows.histories(connection, register, [id]).get(id, ())
    if not stored or stored[0].kind == rows.ATTACHMENT:
        raise RecordNotFound(id=id)
    entries = {entry.seq: entry for entry in rows.entries(connection, register)}
    names = rows.names(connection, register)
    return tuple(_revision(some, entries[some.seq], names) for some in stored)


def versions_of(connection: Connection, register: str, ids: Sequence[str]) -> Mapping[str, Sequence[Version]]:
    """Every revision of these records, as bodies with who wrote them."""
    if not ids:
        return {}
    names = rows.names(connection, register)
    actors = {entry.seq: entry.actor for entry in rows.entries(connection, register)}
    found = rows.histories(connection, register, ids)
    return {
        id: [Version(s.number, s.at[:10], actors[s.seq], body_of(document_of(s, names))) for s in stored]
        for id, stored in found.items()
    }


def _revision(stored: Stored, entry: Entry, names: Names) -> Revision:
    document = document_of(stored, names)
    who = (entry.actor, entry.reason)
    return Revision(stored.number, stored.seq, entry.at, *who, stored.kind, stored.id, document, stored.digest)
