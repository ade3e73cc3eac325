"""Writes one entry: the revisions, the names they leave out, the attachments, and the link that binds them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from compliance.canonical import canonical, digest
from compliance.model.kinds import kind_of
from compliance.model.organisation import Person
from compliance.model.reading import body_of
from compliance.model.upgrades import SCHEMA
from compliance.model.values import Document
from compliance.register.chain import (
    BEFORE_THE_FIRST,
    FORMAT,
    Entry,
    Line,
    docs_digest,
    entry_hash,
    moment_of,
    moment_text,
)
from compliance.register.names import NameRow, Names, name_in_force, without_name
from compliance.register.rows import ATTACHMENT
from compliance.register.tables import ATTACHMENTS, ENTRIES, PEOPLE, REVISIONS
from compliance.register.view import View

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, why, and when: what every write must say."""

    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Body:
    """One revision about to be written, as plain JSON."""

    kind: str
    id: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything one entry writes."""

    bodies: Sequence[Body]
    names: Sequence[NameRow] = ()
    attachments: Sequence[tuple[bytes, str]] = ()


def page_of(documents: Sequence[Document], seq: int, names: Names, view: View | None = None) -> Page:
    """The revisions of these documents, and the names that changed with them."""
    bodies, rows = [], []
    for document in documents:
        body = body_of(document)
        if isinstance(document, Person):
            erased = view.erased_on(document.id) if view else None
            row = None if erased else _name_row(document, seq, names)
            body = without_name(body, row, erased)
            rows += [row] if row and row.seq == seq else []
        bodies.append(Body(kind_of(document).name, document.id, body))
    return Page(bodies, rows)


def with_attachments(page: Page, attachments: Sequence[tuple[bytes, str]]) -> Page:
    """The page with files; each has a revision of its own, so that the chain knows it and its media type."""
    declared = [
        Body(ATTACHMENT, digest(data), {"id": digest(data), "media_type": media_type, "size": len(data)})
        for data, media_type in attachments
    ]
    return Page([*page.bodies, *declared], page.names, attachments)


def write_entry(connection: Connection, register: str, head: Entry | None, page: Page, act: Act) -> Entry:
    """Write one entry after `head`. A clock behind the last entry's is moved up to it, so that time never runs back."""
    seq = head.seq + 1 if head else 1
    at = max(moment_text(act.at), moment_text(head.at)) if head else moment_text(act.at)
    rows = [_revision(seq, n, body) for n, body in enumerate(page.bodies, start=1)]
    covered: dict[str, Any] = {
        "seq": seq,
        "at": at,
        "actor": act.actor,
        "reason": act.reason,
        "prev": head.hash if head else BEFORE_THE_FIRST,
        "docs_digest": docs_digest(Line(r["n"], r["kind"], r["id"], r["schema"], r["digest"]) for r in rows),
    }
    row = {**covered, "hash": entry_hash(register=register, format=FORMAT, **covered)}
    _insert(connection, ENTRIES, register, [row])
    _insert(connection, REVISIONS, register, rows)
    _insert(connection, PEOPLE, register, [_person(some) for some in page.names])
    _insert(connection, ATTACHMENTS, register, [_attachment(*some) for some in page.attachments])
    return Entry(**{**row, "at": moment_of(at)})


def _insert(connection: Connection, table: Table, register: str, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), [{"register": register, **row} for row in rows])


def _revision(seq: int, n: int, body: Body) -> Row:
    data = canonical(body.body)
    text = data.decode("utf-8")
    return {
        "seq": seq, "n": n, "kind": body.kind, "id": body.id, "schema": SCHEMA, "body": text, "digest": digest(data)
    }  # fmt: skip


def _person(row: NameRow) -> Row:
    return {"id": row.id, "seq": row.seq, "salt": row.salt, "name": row.name, "email": row.email}


def _attachment(data: bytes, media_type: str) -> Row:
    return {"sha256": digest(data), "media_type": media_type, "bytes": data}


def _name_row(person: Person, seq: int, names: Names) -> NameRow:
    """The row the person's name stands in: the one in force where the name is the same, else a new one."""
    known = name_in_force(names, person.id, seq)
    if known and (known.name, known.email) == (person.name, person.email):
        return known
    return NameRow(person.id, seq, secrets.token_hex(16), person.name, person.email)
