"""Makes a register where there is none, and finds the one that is meant where there are."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from compliance.capture.candidate import candidate_of
from compliance.errors import ComplianceError
from compliance.model.values import Document
from compliance.register import rows
from compliance.register.actors import ActorUnknown
from compliance.register.addresses import Address, address_of
from compliance.register.applying import refuse_unfit
from compliance.register.chain import FORMAT, Entry
from compliance.register.database import NotARegister, RegisterReadOnly, engine_for, reading, writing
from compliance.register.plan import Terms
from compliance.register.planning import planned
from compliance.register.tables import BOOK, METADATA
from compliance.register.view import View
from compliance.register.writing import Act, page_of, write_entry

_TABLES_LOCK = 0x636F6D70  # any number, as long as everybody who makes the tables takes the same


class RegisterNotFound(ComplianceError):
    sentence = "There is no register at {address}."
    hint = (
        'Make one with: compliance init --register {address} --name "Sund kommune" --country NO --language nb '
        '--actor-name "Informasjonssikkerhetsansvarlig"'
    )


class RegisterExists(ComplianceError):
    sentence = "{address} exists already, and nothing was changed in it."
    hint = "Choose another file, or use the register that is there."


class SeveralRegisters(ComplianceError):
    sentence = "{address} holds several registers."
    hint = "Say which one by ending the address with one of: {known}."


class RegisterFromTheFuture(ComplianceError):
    sentence = "The register {address} has format {found}; this version knows format {known}."
    hint = "Install a newer version of compliance. If no newer version ever wrote to it, it was tampered with."


Opened = tuple[Engine, Address, str]


def found(given: str | Path | Address, documents: Sequence[Document], act: Act) -> Opened:
    """Make a register whose first entry holds these documents, the organisation first."""
    address, register = address_of(given), uuid.uuid4().hex
    act = Act(act.actor, refuse_unfit(act.reason), act.at)
    _refuse_strangers(documents, act.actor)
    with making(address) as (engine, place), writing(engine, place) as connection:
        make_tables(connection)
        _first_entry(connection, register, documents, act)
    return engine_for(address), address.naming(register), register


def chosen(given: str | Path | Address) -> Opened:
    """The engine, the whole address and the id of the register that is meant."""
    address = address_of(given)
    if address.path is not None and not address.path.exists():
        raise RegisterNotFound(address=address)
    engine = engine_for(address)
    with reading(engine, address) as connection:
        if not rows.has_book(connection):
            raise _no_book(address)
        formats = rows.formats(connection)
    register = _meant(address, formats)
    if formats[register] > FORMAT:
        raise RegisterFromTheFuture(address=address, found=formats[register], known=FORMAT)
    if formats[register] < FORMAT:
        raise NotARegister(address=address, reason=f"its format, book.format, is {formats[register]}")
    return engine, address.naming(register), register


@contextmanager
def making(address: Address) -> Iterator[tuple[Engine, Address]]:
    """An engine to fill a new register with. A file appears under its name when it is whole, or not at all."""
    if address.path is None:
        engine = engine_for(address)
        yield engine, address
        return
    with _new_file(address.path) as aside:
        engine = engine_for(Address(path=aside))
        try:
            yield engine, Address(path=aside)
        finally:
            engine.dispose()


def make_tables(connection: Connection) -> None:
    """Make the five tables where they are missing."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TABLES_LOCK})")
    METADATA.create_all(connection)


def _first_entry(connection: Connection, register: str, documents: Sequence[Document], act: Act) -> None:
    nothing = View(register, Entry(0, datetime.min.replace(tzinfo=UTC), "", "", "", "", ""), {}, {}, "")
    plan = planned(nothing, [candidate_of(document) for document in documents], lambda _: {}, Terms(frozen_ok=True))
    if plan.failed and (error := plan.failed[0].error):
        raise error
    connection.execute(insert(BOOK), {"register": register, "format": FORMAT})
    write_entry(
        connection, register, None, page_of([line.document for line in plan.lines if line.document], 1, {}), act
    )


def _refuse_strangers(documents: Sequence[Document], actor: str) -> None:
    people = [f"{document.id} ({document.name})" for document in documents[1:]]
    if actor not in {document.id for document in documents[1:]}:
        raise ActorUnknown(given=actor, known=", ".join(people) or "nobody")


def _no_book(address: Address) -> ComplianceError:
    if address.path is None:
        return RegisterNotFound(address=address)
    return NotARegister(address=address, reason="its table “book” is missing or empty")


def _meant(address: Address, formats: dict[str, int]) -> str:
    if address.register:
        if address.register not in formats:
            raise RegisterNotFound(address=address)
        return address.register
    if not formats:
        raise (
            RegisterNotFound(address=address)
            if address.path is None
            else NotARegister(address=address, reason="its table “book” is empty")
        )
    if len(formats) > 1:
        raise SeveralRegisters(address=address, known=", ".join(f"#{register}" for register in formats))
    return next(iter(formats))


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    if path.exists():
        raise RegisterExists(address=path)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield aside
        _put_in_place(aside, path)
    except OSError as error:
        raise RegisterReadOnly(address=path, reason=error.strerror or str(error)) from None
    finally:
        for leftover in (aside, Path(f"{aside}-wal"), Path(f"{aside}-shm")):
            leftover.unlink(missing_ok=True)


def _put_in_place(aside: Path, path: Path) -> None:
    try:
        os.link(aside, path)  # unlike a rename, it never overwrites what came there meanwhile
    except FileExistsError:
        raise RegisterExists(address=path) from None
    except OSError:
        if path.exists():
            raise RegisterExists(address=path) from None
        aside.rename(path)  # some network file systems know no links
