"""Connections to the two databases: transactions, locks, and database errors turned into refusals."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Table, create_engine, event, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from compliance.errors import ComplianceError
from compliance.register.addresses import Address
from compliance.register.tables import BOOK

BUSY_SECONDS = 30
OLDEST_SQLITE = (3, 37)  # the first with strict tables
_WRITES = "compliance_writes"


class RegisterBusy(ComplianceError):
    sentence = "The register {address} is being written by somebody else and did not become free."
    hint = "Wait until the other one is done, and try again."


class RegisterDamaged(ComplianceError):
    sentence = "The register {address} is damaged: {reason}."
    hint = "Restore the latest backup, and keep the damaged file for whoever examines it."


class RegisterReadOnly(ComplianceError):
    sentence = "The register {address} cannot be written: {reason}."
    hint = "Check the rights of the file and its folder, and the space on the disk."


class RegisterUnreachable(ComplianceError):
    sentence = "The database {address} cannot be used: {reason}."
    hint = "Check the server, the database and the user in the address; the password is best kept in ~/.pgpass."


class DriverMissing(ComplianceError):
    sentence = "Registers on PostgreSQL need the driver psycopg, which is not installed."
    hint = "Install it with: pip install 'compliance[postgres]'"


class SqliteTooOld(ComplianceError):
    sentence = "Python brings SQLite {found}; registers need {wanted} or newer."
    hint = "Install a newer Python, or keep the register on PostgreSQL."


class LeftoversRemain(ComplianceError):
    exit_code = 3
    sentence = "It is erased, but {address} still keeps leftovers of it: {reason}."
    hint = "Let nobody else use the register, then run “compliance backup” and put the copy in the register's place."


class NotARegister(ComplianceError):
    sentence = "{address} is not a register: {reason}."
    hint = "A register is made by “compliance init”; other files are read by “compliance capture”."


def engine_for(address: Address) -> Engine:
    """An engine for the address; nothing is opened and no file is made before it is used."""
    return _file_engine(address.path) if address.path is not None else _server_engine(address)


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Connection]:
    """One consistent picture of the book: what others write meanwhile is not seen."""
    with _refusing(address), engine.connect() as plain:
        ours = plain
        if engine.dialect.name == "postgresql":
            ours = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with ours.begin():
            yield ours


@contextmanager
def writing(engine: Engine, address: Address, register: str = "") -> Iterator[Connection]:
    """The only writer of the register until the block ends; then all is written, or nothing where it raises.

    Without a register, for making one: SQLite locks the file, and `make_tables` is what locks on PostgreSQL.
    """
    with _refusing(address), engine.connect() as plain:
        _write_ahead(plain)
        ours = plain.execution_options(**{_WRITES: True})
        with ours.begin():
            if engine.dialect.name == "postgresql":
                ours.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            if engine.dialect.name == "postgresql" and register:
                ours.execute(select(BOOK.c.format).where(BOOK.c.register == register).with_for_update())
            yield ours


def settle(engine: Engine) -> None:
    """Bring a file into one piece, without a log beside it, so that it can be read where nothing can be written."""
    with engine.connect() as connection:
        _driver(connection).execute("PRAGMA journal_mode=DELETE")


def scrub(engine: Engine, address: Address, table: Table) -> None:
    """Take what was erased out of the database's own leftovers, SQLite's log and PostgreSQL's dead rows.

    PostgreSQL leaves bytes in freed space unless the table is written anew; its log of changes is out of reach. Raise
    `LeftoversRemain` where somebody else's use of the database does not let it be done.
    """
    try:
        if engine.dialect.name == "sqlite":
            _empty_log(engine, address)
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"SET lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql(f"VACUUM FULL {table.name}")
            connection.exec_driver_sql("RESET lock_timeout")
    except (DBAPIError, sqlite3.Error) as error:
        raise LeftoversRemain(address=address, reason=_first_line(error)) from error


def _empty_log(engine: Engine, address: Address) -> None:
    with engine.connect() as connection:
        busy, *_ = _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LeftoversRemain(address=address, reason="somebody else is reading it")


def _driver(connection: Connection) -> Any:
    """The database's own connection, outside any transaction of ours: some things cannot be done inside one."""
    return connection.connection.dbapi_connection


def _file_engine(path: Path) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOld(found=sqlite3.sqlite_version, wanted=".".join(map(str, OLDEST_SQLITE)))
    address = _uri(path)

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        # Bytes that are no text must reach verification as they are, not end it.
        made.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        # Erased names shall be overwritten in the file, not only unlinked.
        made.executescript("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;")
        return made

    # A view of a very large register reads on while its register is being written: by a connection of its own.
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    _ENGINES.add(engine)
    return engine


def _uri(path: Path) -> str:
    whole = path.absolute()
    if os.access(whole, os.W_OK) and os.access(whole.parent, os.W_OK):
        return f"{whole.as_uri()}?mode=rw"
    still = "" if Path(f"{whole}-wal").exists() else "&immutable=1"
    return f"{whole.as_uri()}?mode=ro{still}"


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(connection: Connection) -> None:
    # Only writers switch the file to WAL: looking at a backup or at evidence must not change a byte of it.
    if connection.dialect.name == "sqlite":
        with suppress(sqlite3.OperationalError):  # somebody is at it: then this once without
            _driver(connection).execute("PRAGMA journal_mode=WAL")


def _server_engine(address: Address) -> Engine:
    try:
        engine = create_engine(address.url, connect_args={"connect_timeout": 10, "client_encoding": "utf8"})
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise RegisterUnreachable(address=address, reason=_first_line(error)) from None
    except ModuleNotFoundError:
        raise DriverMissing from None
    _ENGINES.add(engine)
    return engine


def _close_idle() -> None:
    """No connection may be used on both sides of a fork; each side opens its own when it next reads."""
    for engine in tuple(_ENGINES):
        engine.dispose()


_ENGINES: Final[WeakSet[Engine]] = WeakSet()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_close_idle)


@contextmanager
def _refusing(address: Address) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise refusal_of(error.orig or error, address) from error
    except sqlite3.Error as error:
        raise refusal_of(error, address) from error


def refusal_of(error: BaseException, address: Address) -> ComplianceError:
    """The refusal that says what a database error means for the person."""
    reason = _first_line(error)
    if not isinstance(error, sqlite3.Error):
        if "lock timeout" in reason:
            return RegisterBusy(address=address)
        return RegisterUnreachable(address=address, reason=reason)
    if "locked" in reason:
        return RegisterBusy(address=address)
    if "not a database" in reason:
        return NotARegister(address=address, reason="it is no database file")
    if "no such table" in reason or "no such column" in reason:
        return NotARegister(address=address, reason=f"it has {reason}")
    if address.path is not None and address.path.is_dir():
        return NotARegister(address=address, reason="it is a folder")
    if "readonly" in reason or "full" in reason or "unable to open" in reason:
        return RegisterReadOnly(address=address, reason=reason)
    return RegisterDamaged(address=address, reason=reason)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".")
