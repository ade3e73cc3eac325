"""Copies a register row by row, chain and all, between files and servers, and verifies the copy."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, select

from compliance.errors import ComplianceError
from compliance.register import rows
from compliance.register.addresses import Address
from compliance.register.database import engine_for, reading, settle, writing
from compliance.register.founding import Opened, RegisterExists, make_tables, making
from compliance.register.tables import ATTACHMENTS, TABLES
from compliance.register.verifying import faults

_AT_ONCE = 500
_FILES_AT_ONCE = 4


class NotCopied(ComplianceError):
    exit_code = 1
    sentence = "The register {address} is not sound, and was not copied: {fault}"
    hint = "Keep it as it is for whoever examines it, and restore the latest backup."


class CopyUnsound(ComplianceError):
    exit_code = 1
    sentence = "The copy at {address} does not agree with the register: {fault}"
    hint = "Do not use the copy. Check the disk or the server, and copy again."


def copied(source: Engine, given: Address, register: str, target: Address) -> Opened:
    """Copy one register to where there is none of its id; raise `NotCopied`, `CopyUnsound` or `RegisterExists`.

    Rows are copied, not pages of a file: what was erased cannot come along in the leftovers of a database.
    """
    if found := faults(source, given, register, None):
        raise NotCopied(address=given, fault=found[0])
    with making(target) as (engine, place):
        with reading(source, given) as there, writing(engine, place) as here:
            make_tables(here)
            if register in rows.formats(here):
                raise RegisterExists(address=target.naming(register))
            _copy(there, here, register)
            last = rows.last_entry(there, register)
        if found := faults(engine, place, register, last.hash if last else None):
            raise CopyUnsound(address=target, fault=found[0])
        if target.path is not None:
            settle(engine)
    return engine_for(target), target.naming(register), register


def _copy(there: Connection, here: Connection, register: str) -> None:
    for table in TABLES:
        query = select(table).where(table.c.register == register)
        size = _FILES_AT_ONCE if table is ATTACHMENTS else _AT_ONCE
        for some in there.execution_options(yield_per=size).execute(query).mappings().partitions():
            here.execute(insert(table), [dict(row) for row in some])
