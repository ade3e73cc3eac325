"""What is read from the five tables, and in which shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from sys import intern
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, case, func, inspect, literal, select

from compliance.register.chain import Entry, moment_of
from compliance.register.names import NameRow
from compliance.register.tables import ATTACHMENTS, BOOK, ENTRIES, PEOPLE, REVISIONS
from compliance.register.view import Stored

ATTACHMENT = "attachment"
MOST_AT_ONCE = 40_000
"""How many records a view reads and holds whole; of more it reads each kind in portions, whenever it is asked for."""
_AT_ONCE = 500

# A retired record says so under this key, which stands nowhere else (texts have their quotes escaped).
_NOT_READ = (case((REVISIONS.c.body.contains('"retired":'), REVISIONS.c.body), else_=literal("")), literal(""))

P = TypeVar("P")


def formats(connection: Connection) -> dict[str, int]:
    """The registers of this database, each with its format number."""
    rows = connection.execute(select(BOOK.c.register, BOOK.c.format).order_by(BOOK.c.register))
    return {row.register: row.format for row in rows}


def has_book(connection: Connection) -> bool:
    """Whether the database has the table that names its registers."""
    return inspect(connection).has_table(BOOK.name)


def last_entry(connection: Connection, register: str) -> Entry | None:
    """The newest entry."""
    query = _entries(register).order_by(ENTRIES.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _entry(row)


def entry_numbered(connection: Connection, register: str, seq: int) -> Entry | None:
    """The entry of that number."""
    row = connection.execute(_entries(register).where(ENTRIES.c.seq == seq)).first()
    return None if row is None else _entry(row)


def entries(connection: Connection, register: str) -> tuple[Entry, ...]:
    """Every entry, oldest first."""
    return tuple(map(_entry, connection.execute(_entries(register).order_by(ENTRIES.c.seq))))


def entry_before(connection: Connection, register: str, at: str) -> int | None:
    """The number of the last entry not later than the moment."""
    query = select(func.max(ENTRIES.c.seq)).where(ENTRIES.c.register == register, ENTRIES.c.at <= at)
    return connection.execute(query).scalar()


def owner(connection: Connection, register: str) -> str:
    """The id of the first record of the first entry: the organisation whose register it is."""
    first = (REVISIONS.c.register == register, REVISIONS.c.seq == 1, REVISIONS.c.n == 1)
    return connection.execute(select(REVISIONS.c.id).where(*first)).scalar() or ""


def current(connection: Connection, register: str, seq: int) -> dict[str, Stored]:
    """The latest revision of every record up to an entry, by id.

    Where they are more than `MOST_AT_ONCE`, what stands in them is left out (`with_bodies` reads it), save of those
    that may have been taken out of use.
    """
    few = _number_of_records(connection, register, seq) <= MOST_AT_ONCE
    found = (Stored(*row) for row in connection.execute(_latest(register, seq, bodies=few)))
    return {stored.id: stored if few else _lean(stored) for stored in found}


def with_bodies(connection: Connection, register: str, some: Sequence[Stored]) -> list[Stored]:
    """The same revisions, in the same order, with what stands in them: nothing where the book has lost one."""
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for seq, numbers in _by_entry(some).items():
        for portion in _portions(numbers):
            wanted = (REVISIONS.c.register == register, REVISIONS.c.seq == seq, REVISIONS.c.n.in_(portion))
            query = select(REVISIONS.c.n, REVISIONS.c.body, REVISIONS.c.digest).where(*wanted)
            found |= {(seq, row.n): (row.body, row.digest) for row in connection.execute(query)}
    read = ((each, found.get((each.seq, each.n), ("", ""))) for each in some)
    return [replace(each, body=body, digest=digest) for each, (body, digest) in read]


def _by_entry(some: Sequence[Stored]) -> dict[int, list[int]]:
    numbers: dict[int, list[int]] = {}
    for each in some:
        numbers.setdefault(each.seq, []).append(each.n)
    return numbers


def _lean(stored: Stored) -> Stored:
    """With its kind and moment kept once for all that have the same."""
    return replace(stored, kind=intern(stored.kind), at=intern(stored.at))


def _number_of_records(connection: Connection, register: str, seq: int) -> int:
    ours = (REVISIONS.c.register == register, REVISIONS.c.seq <= seq)
    return connection.execute(select(func.count(REVISIONS.c.id.distinct())).where(*ours)).scalar() or 0


def _latest(register: str, seq: int, *, bodies: bool) -> Select[Any]:
    ours = (REVISIONS.c.register == register, REVISIONS.c.seq <= seq, REVISIONS.c.kind != ATTACHMENT)
    last = select(REVISIONS.c.id, func.max(REVISIONS.c.seq).label("seq"), func.count().label("number"))
    latest = last.where(*ours).group_by(REVISIONS.c.id).subquery()
    return (
        _revisions(latest.c.number, () if bodies else _NOT_READ)
        .join(latest, (latest.c.id == REVISIONS.c.id) & (latest.c.seq == REVISIONS.c.seq))
        .where(REVISIONS.c.register == register)
        .order_by(REVISIONS.c.id)
    )


def histories(connection: Connection, register: str, ids: Iterable[str]) -> dict[str, tuple[Stored, ...]]:
    """Every revision of these records, oldest first."""
    found: dict[str, tuple[Stored, ...]] = {}
    number = func.row_number().over(partition_by=REVISIONS.c.id, order_by=REVISIONS.c.seq).label("number")
    for some in _portions(sorted(set(ids))):
        query = _revisions(number).where(REVISIONS.c.register == register, REVISIONS.c.id.in_(some))
        for row in connection.execute(query.order_by(REVISIONS.c.id, REVISIONS.c.seq)):
            found[row.id] = (*found.get(row.id, ()), Stored(*row))
    return found


def written_in(connection: Connection, register: str, seq: int) -> tuple[tuple[str, str], ...]:
    """Kind and id of every record an entry wrote, in order."""
    query = select(REVISIONS.c.kind, REVISIONS.c.id).where(REVISIONS.c.register == register, REVISIONS.c.seq == seq)
    rows = connection.execute(query.where(REVISIONS.c.kind != ATTACHMENT).order_by(REVISIONS.c.n))
    return tuple((row.kind, row.id) for row in rows)


def names(connection: Connection, register: str) -> dict[str, list[NameRow]]:
    """The rows that name each person."""
    columns = (PEOPLE.c.id, PEOPLE.c.seq, PEOPLE.c.salt, PEOPLE.c.name, PEOPLE.c.email)
    found: dict[str, list[NameRow]] = {}
    for row in connection.execute(select(*columns).where(PEOPLE.c.register == register)):
        found.setdefault(row.id, []).append(NameRow(*row))
    return found


def attachment_row(connection: Connection, register: str, sha256: str) -> Row[Any] | None:
    """The row of one attachment."""
    query = select(ATTACHMENTS).where(ATTACHMENTS.c.register == register, ATTACHMENTS.c.sha256 == sha256)
    return connection.execute(query).first()


def attachments_held(connection: Connection, register: str, digests: Sequence[str]) -> dict[str, bool]:
    """Which of these attachments have a row, and whether it still holds the file."""
    there = (ATTACHMENTS.c.bytes.is_not(None)).label("there")
    query = select(ATTACHMENTS.c.sha256, there).where(ATTACHMENTS.c.register == register)
    return {row.sha256: bool(row.there) for row in connection.execute(query.where(ATTACHMENTS.c.sha256.in_(digests)))}


def _entries(register: str) -> Select[Any]:
    columns = [column for column in ENTRIES.c if column.name != "register"]
    return select(*columns).where(ENTRIES.c.register == register)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.seq, moment_of(row.at), row.actor, row.reason, row.prev, row.docs_digest, row.hash)


def _revisions(number: Any, held: Sequence[Any] = ()) -> Select[Any]:
    table = REVISIONS.c
    body, digest = held or (table.body, table.digest)
    columns = (table.seq, table.n, table.kind, table.id, table.schema, body, digest, number, ENTRIES.c.at)
    joined = REVISIONS.join(ENTRIES, (ENTRIES.c.register == REVISIONS.c.register) & (ENTRIES.c.seq == REVISIONS.c.seq))
    return select(*columns).select_from(joined)


def _portions(ids: Sequence[P]) -> Iterator[list[P]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
