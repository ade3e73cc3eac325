"""What lies beside the chain, held against what the chain says of it: names of people, files, stray rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from compliance.canonical import NotCanonical, digest
from compliance.language.catalogues import marked
from compliance.register.fault import Fault
from compliance.register.names import NameRow, commitment, name_in_force
from compliance.register.rows import names
from compliance.register.tables import ATTACHMENTS, BOOK, ENTRIES, TABLES


@dataclass(frozen=True, slots=True)
class NameTold:
    """What one revision of a person says about the name: the commitment to it, or the day it was erased."""

    id: str
    seq: int
    commitment: str | None
    erased_on: str | None


@dataclass(frozen=True, slots=True)
class AttachmentTold:
    """What the chain says last of a file."""

    sha256: str
    seq: int
    media_type: str | None
    erased_on: str | None


def name_faults(connection: Connection, register: str, told: Sequence[NameTold]) -> Iterator[Fault]:
    """Names that are missing, changed, too many, or still there though erased."""
    held = names(connection, register)
    by_person: dict[str, list[NameTold]] = {}
    for some in told:
        by_person.setdefault(some.id, []).append(some)
    for id in sorted(held.keys() - by_person.keys()):
        yield Fault("people", "id", marked("The chain knows no such person."), record=id)
    for id, revisions in by_person.items():
        yield from _person_faults(id, revisions, held.get(id, []))


def _person_faults(id: str, told: Sequence[NameTold], rows: Sequence[NameRow]) -> Iterator[Fault]:
    expected = set(_named_at(told))
    for row in rows:
        if row.seq not in expected:
            said = marked("The entry gave the person no name, yet there is one.")
            yield Fault("people", "seq", said, entry=row.seq, record=id)
    erased_on = told[-1].erased_on
    for seq, promised in _named_at(told).items():
        given = name_in_force({id: rows}, id, seq)
        if given is None or given.seq != seq:
            yield Fault("people", "seq", marked("The name the entry gave is missing."), entry=seq, record=id)
        elif erased_on is not None:
            yield from _left_over(given, erased_on)
        else:
            yield from _name_faults(given, promised)


def _named_at(told: Sequence[NameTold]) -> dict[int, str]:
    """The entries that gave a name, each with its commitment."""
    given: dict[int, str] = {}
    last = None
    for some in told:
        if some.commitment is not None and some.commitment != last:
            given[some.seq] = some.commitment
            last = some.commitment
    return given


def _left_over(row: NameRow, erased_on: str) -> Iterator[Fault]:
    for column, value in (("salt", row.salt), ("name", row.name), ("email", row.email)):
        if value is not None:
            said = marked("It stands there though erased on {on}.")
            yield Fault("people", column, said, row.seq, row.id, {"on": erased_on})


def _name_faults(row: NameRow, promised: str) -> Iterator[Fault]:
    if row.salt is None or row.name is None:
        column = "name" if row.salt is not None else "salt" if row.name is not None else "salt, name, email"
        yield Fault("people", column, marked("It is gone, but no entry says that it was erased."), row.seq, row.id)
    elif not _kept(row.salt, row.name, row.email, promised):
        columns = "email" if _kept(row.salt, row.name, None, promised) else "salt, name or email"
        yield Fault("people", columns, marked("The name was changed after it was written."), row.seq, row.id)


def _kept(salt: str, name: str, email: str | None, promised: str) -> bool:
    try:
        return commitment(salt, name, email) == promised
    except NotCanonical:
        return False


def attachment_faults(connection: Connection, register: str, told: Mapping[str, AttachmentTold]) -> Iterator[Fault]:
    """Files that are missing, changed, too many, or still there though erased."""
    query = select(ATTACHMENTS.c.sha256, ATTACHMENTS.c.media_type, ATTACHMENTS.c.bytes)
    rows = connection.execution_options(yield_per=8).execute(query.where(ATTACHMENTS.c.register == register))
    seen = set()
    for row in rows:
        seen.add(row.sha256)
        if row.sha256 not in told:
            yield Fault("attachments", "sha256", marked("The chain knows no such file."), record=row.sha256)
        else:
            yield from _file_faults(told[row.sha256], row.media_type, row.bytes)
    for missing in told.keys() - seen:
        said = marked("The file is missing, and no entry says that it was erased.")
        erased = marked("The row of the erased file is missing.")
        sentence = erased if told[missing].erased_on else said
        yield Fault("attachments", "sha256", sentence, told[missing].seq, missing)


def _file_faults(told: AttachmentTold, media_type: str, data: bytes | None) -> Iterator[Fault]:
    where = (told.seq, told.sha256)
    if media_type != told.media_type:
        said = marked("It is {found} where {written} was written.")
        yield Fault("attachments", "media_type", said, *where, {"found": media_type, "written": told.media_type})
    if told.erased_on:
        if data is not None:
            said = marked("It stands there though erased on {on}.")
            yield Fault("attachments", "bytes", said, *where, {"on": told.erased_on})
    elif data is None:
        yield Fault("attachments", "bytes", marked("It is gone, but no entry says that it was erased."), *where)
    elif digest(bytes(data)) != told.sha256:
        yield Fault("attachments", "bytes", marked("The file was changed after it was written."), *where)


def stray_faults(connection: Connection) -> Iterator[Fault]:
    """Rows of registers the book does not know, and registers without entries."""
    known = select(BOOK.c.register)
    for table in TABLES[1:]:
        column = table.c.register
        query = select(column, func.count()).where(column.not_in(known)).group_by(column)
        for register, count in connection.execute(query):
            said = marked("{count} rows belong to {register}, a register the book does not know.")
            yield Fault(table.name, "register", said, facts={"count": count, "register": register})
    begun = select(ENTRIES.c.register).distinct()
    for register in _sorted(connection.execute(known.where(BOOK.c.register.not_in(begun))).scalars()):
        said = marked("The book names a register {register} that has no entries.")
        yield Fault("book", "register", said, facts={"register": register})


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(values)
