"""The state of the book at one entry: typed documents, read when asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from compliance.errors import ComplianceError
from compliance.model.kinds import KINDS, kind_named
from compliance.model.organisation import Organisation
from compliance.model.reading import MalformedRecord, read_document, read_document_bytes
from compliance.model.upgrades import SCHEMA, upgraded
from compliance.model.values import Document
from compliance.register.chain import Entry, moment_of
from compliance.register.names import ERASED, PERSON, Names, name_in_force, with_name


class RecordNotFound(ComplianceError):
    sentence = "There is no record {id} in the register."
    hint = "“compliance list” shows the kinds, and “compliance list activities” the ids of one kind."


class RecordDamaged(ComplianceError):
    sentence = "The record {id}, as entry {entry} wrote it, cannot be read any more."
    hint = "Run “compliance verify” on the register: it names what was changed. Then restore the latest backup."


class NoOrganisation(ComplianceError):
    sentence = "The register does not say whose it is: its first entry holds no organisation."
    hint = "Run “compliance verify” on it; a register made by “compliance init” always has one."


@dataclass(frozen=True, slots=True)
class Stored:
    """One revision as it lies in the book. `number` counts the revisions of this record, from 1."""

    seq: int
    n: int
    kind: str
    id: str
    schema: int
    body: str
    digest: str
    number: int
    at: str


def document_of(stored: Stored, names: Names) -> Document:
    """The document a stored revision holds, in today's shape and with the person's name filled in."""
    try:
        document = _read(stored, names)
    except (MalformedRecord, KeyError, ValueError, TypeError, AttributeError):
        raise RecordDamaged(id=stored.id, entry=stored.seq) from None
    if document.id != stored.id:
        raise RecordDamaged(id=stored.id, entry=stored.seq)
    return document


def _read(stored: Stored, names: Names) -> Document:
    kind = KINDS[stored.kind]
    if stored.schema == SCHEMA and stored.kind != PERSON:
        return read_document_bytes(kind, stored.body.encode("utf-8"))
    body: dict[str, Any] = json.loads(stored.body)
    if stored.kind == PERSON:
        body = with_name(body, name_in_force(names, stored.id, stored.seq))
    return read_document(kind, upgraded(stored.kind, body, stored.schema))


class View:
    """Every record as it stood after one entry. Nothing in it changes; documents are read once, when asked for."""

    def __init__(
        self,
        register: str,
        entry: Entry,
        stored: Mapping[str, Stored],
        names: Names,
        owner: str,
        home: Path = Path(),
    ) -> None:
        self.register = register
        self.home = home
        self.entry = entry.seq
        self.head = entry.hash
        self.at = entry.at
        self._stored = stored
        self._names = names
        self._owner = owner
        self._documents: dict[str, Document] = {}
        self._of: dict[tuple[str, bool], tuple[Document, ...]] = {}

    @property
    def organisation(self) -> Organisation:
        """The organisation whose register this is: the first record of the first entry."""
        owner = self.get(self._owner)
        if not isinstance(owner, Organisation):
            raise NoOrganisation
        return owner

    def of(self, kind_name: str, *, retired: bool = False) -> tuple[Document, ...]:
        """The records of a kind in the order of their ids; those taken out of use only where asked for."""
        name = kind_named(kind_name).name
        if (name, retired) not in self._of:
            found = (self._document(stored) for stored in self._stored.values() if stored.kind == name)
            kept = [document for document in found if retired or document.retired is None]
            self._of[name, retired] = tuple(sorted(kept, key=lambda document: id_order(document.id)))
        return self._of[name, retired]

    def documents(self, *, retired: bool = False) -> Iterator[Document]:
        """Every record, kind by kind."""
        for kind in KINDS:
            yield from self.of(kind, retired=retired)

    def get(self, id: str) -> Document | None:
        """The record of that id, retired or not."""
        stored = self._stored.get(id)
        return None if stored is None else self._document(stored)

    def record(self, id: str) -> Document:
        """As `get`; raise `RecordNotFound`."""
        if (document := self.get(id)) is None:
            raise RecordNotFound(id=id)
        return document

    def ids(self) -> Mapping[str, str]:
        """The kind of every record there is, by its id."""
        return {id: stored.kind for id, stored in self._stored.items()}

    def kind_of(self, id: str) -> str | None:
        """The name of the kind of that record."""
        stored = self._stored.get(id)
        return None if stored is None else stored.kind

    def revision(self, id: str) -> int:
        """How many times the record was written up to this entry; 0 where it does not exist."""
        stored = self._stored.get(id)
        return 0 if stored is None else stored.number

    def changed_in(self, id: str) -> int:
        """The entry that last wrote the record; raise `RecordNotFound`."""
        return self._row(id).seq

    def changed_at(self, id: str) -> datetime:
        """The moment of the entry that last wrote the record; raise `RecordNotFound`."""
        return moment_of(self._row(id).at)

    def name_of(self, id: str) -> str:
        """The record's name, or the id itself where there is no such record."""
        document = self.get(id)
        return id if document is None else document.name

    def erased_on(self, id: str) -> str | None:
        """The day a person's name was erased, as the book says at this entry."""
        stored = self._stored.get(id)
        if stored is None or stored.kind != PERSON:
            return None
        day = json.loads(stored.body).get(ERASED)
        return None if day is None else str(day)

    def stored(self, id: str) -> Stored:
        """The record as it lies in the book; raise `RecordNotFound`."""
        return self._row(id)

    def _row(self, id: str) -> Stored:
        if id not in self._stored:
            raise RecordNotFound(id=id)
        return self._stored[id]

    def _document(self, stored: Stored) -> Document:
        if stored.id not in self._documents:
            self._documents[stored.id] = document_of(stored, self._names)
        return self._documents[stored.id]


def id_order(id: str) -> tuple[tuple[str | int, ...], str]:
    """Sorts ids as people do: RISK-2 before RISK-10."""
    parts = re.split(r"(\d+)", id)
    return tuple(int(part) if part.isdigit() else part for part in parts), id
