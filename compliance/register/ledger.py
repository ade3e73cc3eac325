"""The book as plain text, one line per row, and back: what an auditor takes away and holds against the chain.

Nothing is left out and nothing is interpreted, so what is read back is verified by the very code that verifies a
register. The bytes of attached files travel beside, as files of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Integer, Table, create_engine, event, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from compliance.errors import ComplianceError
from compliance.register.addresses import Address
from compliance.register.database import reading
from compliance.register.register import Register
from compliance.register.tables import ATTACHMENTS, BOOK, METADATA, TABLES

BYTES = "bytes"


class LedgerUnreadable(ComplianceError):
    sentence = "The ledger cannot be read: {table}.jsonl, line {line}: {reason}."
    hint = "Ask for the bag again; somebody changed the file."


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of every table as JSON lines, by table, and attached files by their SHA-256."""

    tables: Mapping[str, bytes]
    files: Mapping[str, bytes]


def ledger_of(register: Register) -> Ledger:
    """The whole book as it stands, erased names and files left empty as they are."""
    with reading(register._engine, register.address) as connection:  # noqa: SLF001 (the same room)
        found = {table.name: list(connection.execute(_query(table, register.id)).mappings()) for table in TABLES}
    files = {row["sha256"]: bytes(row[BYTES]) for row in found[ATTACHMENTS.name] if row[BYTES] is not None}
    return Ledger({name: _lines(rows) for name, rows in found.items()}, files)


def register_from(ledger: Ledger) -> Register:
    """A register in memory with the rows of a ledger, sound or not; raise `LedgerUnreadable`."""
    engine = _in_memory()
    METADATA.create_all(engine)
    for table in TABLES:
        for number, row in enumerate(_rows(table, ledger), start=1):
            try:
                with engine.begin() as connection:
                    connection.execute(insert(table), [row])
            except (DBAPIError, SQLAlchemyError, OverflowError) as error:
                reason = str(getattr(error, "orig", error)).splitlines()[0]
                raise LedgerUnreadable(table=table.name, line=number, reason=reason) from None
    with engine.connect() as connection:
        ids = connection.execute(select(BOOK.c.register)).scalars().all()
    if len(ids) != 1:
        raise LedgerUnreadable(table=BOOK.name, line=1, reason=f"it names {len(ids)} registers, and one is wanted")
    return Register(engine, Address(path=Path("ledger")), ids[0])


def _query(table: Table, register: str) -> Any:
    return select(table).where(table.c.register == register).order_by(*table.primary_key.columns)


def _lines(rows: list[Any]) -> bytes:
    plain = ({name: value for name, value in row.items() if name != BYTES} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain).encode("utf-8", "surrogateescape")


def _rows(table: Table, ledger: Ledger) -> Iterator[dict[str, Any]]:
    columns = {column.name: column for column in table.columns if column.name != BYTES}
    text = ledger.tables.get(table.name, b"").decode("utf-8", "surrogateescape")
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        row = _object(line, table.name, number)
        if set(row) != set(columns):
            raise LedgerUnreadable(table=table.name, line=number, reason="it does not have the columns of the table")
        for name, value in row.items():
            wanted: tuple[type, ...] = (int,) if isinstance(columns[name].type, Integer) else (str, type(None))
            if not isinstance(value, wanted) or isinstance(value, bool):
                raise LedgerUnreadable(table=table.name, line=number, reason=f"{name} is not of its kind")
        if table is ATTACHMENTS:
            row[BYTES] = ledger.files.get(row["sha256"])
        yield row


def _object(line: str, table: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LedgerUnreadable(table=table, line=number, reason=str(error)) from None
    if not isinstance(found, dict):
        raise LedgerUnreadable(table=table, line=number, reason="it is no row")
    return found


def _in_memory() -> Engine:
    engine = create_engine("sqlite+pysqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def plain(connection: Any, _: Any) -> None:
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")

    return engine
