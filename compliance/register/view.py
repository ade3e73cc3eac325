"""The state of the book at one entry: typed documents, read when asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final, overload

from compliance.errors import ComplianceError
from compliance.model.kinds import KINDS, kind_named
from compliance.model.organisation import Organisation
from compliance.model.reading import MalformedRecord, read_document, read_document_bytes
from compliance.model.upgrades import SCHEMA, upgraded
from compliance.model.values import Document
from compliance.register.chain import Entry, moment_of
from compliance.register.names import ERASED, PERSON, Names, name_in_force, with_name

PORTION: Final = 500
"""How many records are read at a time where they are too many to hold."""

BESIDE: Final = 128
"""How many that were written together are read at a time."""

MOST_HELD: Final = 4_000
"""How many documents are held then; one takes some 13 kB."""


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
    """Empty where it was not read from the book yet, and the digest with it."""
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


Read = Callable[[Sequence[Stored]], Sequence[Stored]]
"""Fetches what stands in revisions that were not read yet."""


class Records(Sequence[Document]):
    """Records too many to hold: read in portions each time one goes through them."""

    def __init__(self, view: View, ids: Sequence[str]) -> None:
        self._view = view
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Document]:
        for at in range(0, len(self._ids), PORTION):
            yield from self._view.some(self._ids[at : at + PORTION])

    @overload
    def __getitem__(self, at: int) -> Document: ...
    @overload
    def __getitem__(self, at: slice) -> Records: ...
    def __getitem__(self, at: int | slice) -> Document | Records:
        return Records(self._view, self._ids[at]) if isinstance(at, slice) else self._view.record(self._ids[at])


class View:
    """Every record as it stood after one entry. Nothing in it changes; documents are read when asked for.

    A register of usual size is held whole. Of a very large one the view only knows which records there are: it goes
    back to the book for what stands in them, which no later entry changes, and holds the last few thousand.
    """

    def __init__(
        self,
        register: str,
        entry: Entry,
        stored: Mapping[str, Stored],
        names: Names,
        owner: str,
        *,
        home: Path = Path(),
        read: Read = list,
    ) -> None:
        self.register = register
        self.home = home
        self.entry = entry.seq
        self.head = entry.hash
        self.at = entry.at
        self._stored = stored
        self._names = names
        self._owner = owner
        self._read = read
        self._documents: dict[str, Document] = {}
        self._of: dict[tuple[str, bool], Sequence[Document]] = {}

    @property
    def organisation(self) -> Organisation:
        """The organisation whose register this is: the first record of the first entry."""
        owner = self.get(self._owner)
        if not isinstance(owner, Organisation):
            raise NoOrganisation
        return owner

    def of(self, kind_name: str, *, retired: bool = False) -> Sequence[Document]:
        """The records of a kind in the order of their ids; those taken out of use only where asked for."""
        name = kind_named(kind_name).name
        if (name, retired) not in self._of:
            found = [stored for stored in self._stored.values() if stored.kind == name]
            few = len(found) <= PORTION or self._is_held
            self._of[name, retired] = self._all(found, retired=retired) if few else self._ids(found, retired=retired)
        return self._of[name, retired]

    def _all(self, found: Sequence[Stored], *, retired: bool) -> tuple[Document, ...]:
        read = self.some([stored.id for stored in found])
        kept = [document for document in read if retired or document.retired is None]
        return tuple(sorted(kept, key=lambda document: id_order(document.id)))

    def _ids(self, found: Sequence[Stored], *, retired: bool) -> Records:
        """Those that may be retired were read with the index, so that only they are looked at here."""
        kept = (stored for stored in found if retired or not stored.body or self._document(stored).retired is None)
        return Records(self, sorted((stored.id for stored in kept), key=id_order))

    def walk(self, part: int = 0, parts: int = 1) -> Iterator[Document]:
        """Every record in use, each once: kind by kind, or, of a very large register, as they lie in the book.

        With `parts`, only those of one of so many parts, counted from 0: every kind is in each, but where they are read
        as they lie in the book.
        """
        if self._is_held:
            yield from islice(self.documents(), part, None, parts)
        else:
            whole = len(self._together)
            for ids in islice(self._together.values(), whole * part // parts, whole * (part + 1) // parts):
                yield from (document for document in self.some(ids) if document.retired is None)

    @cached_property
    def _is_held(self) -> bool:
        return all(stored.body for stored in self._stored.values())

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
        day = json.loads(self.stored(id).body).get(ERASED)
        return None if day is None else str(day)

    def stored(self, id: str) -> Stored:
        """The record as it lies in the book; raise `RecordNotFound`."""
        row = self._row(id)
        return row if row.body else self._read([row])[0]

    def _row(self, id: str) -> Stored:
        if id not in self._stored:
            raise RecordNotFound(id=id)
        return self._stored[id]

    def some(self, ids: Sequence[str]) -> list[Document]:
        """The records with these ids, which there are, in that order."""
        rows = [self._stored[id] for id in ids]
        lacking = [row for row in rows if row.id not in self._documents]
        unread = [row for row in lacking if not row.body]
        read = {row.id: row for row in self._read(unread)} if unread else {}
        made = {row.id: document_of(read.get(row.id, row), self._names) for row in lacking}
        found = [made.get(id) or self._documents[id] for id in ids]
        self._hold(made, few=not unread)
        return found

    def _document(self, stored: Stored) -> Document:
        held = self._documents.get(stored.id)
        if held is not None:
            return held
        if not stored.body:
            # What was written together belongs together, and is soon asked for too.
            self.some(self._together[stored.seq, stored.n // BESIDE])
        return self._documents.get(stored.id) or self.some((stored.id,))[0]

    @cached_property
    def _together(self) -> Mapping[tuple[int, int], Sequence[str]]:
        """The ids of records last written side by side, in the order of the book: near ones belong together."""
        found: dict[tuple[int, int], list[str]] = {}
        for id, stored in self._stored.items():
            found.setdefault((stored.seq, stored.n // BESIDE), []).append(id)
        return dict(sorted(found.items()))

    def _hold(self, made: Mapping[str, Document], *, few: bool) -> None:
        self._documents.update(made)
        if not few and len(self._documents) > MOST_HELD:
            for id in list(islice(self._documents, len(self._documents) - MOST_HELD // 2)):
                del self._documents[id]


def id_order(id: str) -> tuple[tuple[str | int, ...], str]:
    """Sorts ids as people do: RISK-2 before RISK-10."""
    parts = re.split(r"(\d+)", id)
    return tuple(int(part) if part.isdigit() else part for part in parts), id
