"""Which entry a person means by a number, a day or a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from compliance.errors import ComplianceError
from compliance.register.chain import moment_text
from compliance.register.rows import entry_before, entry_numbered


class MomentUnreadable(ComplianceError):
    sentence = "“{given}” is neither an entry number nor a day nor a moment."
    hint = "Write 17, 2026-05-01 or 2026-05-01T12:00Z."


class NoSuchEntry(ComplianceError):
    sentence = "The register has no entry {given}."
    hint = "“compliance history” of a record shows the entries that wrote it."


class NothingYet(ComplianceError):
    sentence = "The register held nothing yet at {given}."
    hint = "Choose a later moment, or the entry number 1."


def entry_meant(connection: Connection, register: str, given: str) -> int:
    """The entry of that number, or the last one of that day or moment. A day, and a moment without zone, are UTC."""
    text = given.strip()
    if text.isascii() and text.isdigit():
        seq = int(text[:18])
        if seq >= 2**31 or entry_numbered(connection, register, seq) is None:
            raise NoSuchEntry(given=text)
        return seq
    found = entry_before(connection, register, moment_text(_moment(text)))
    if found is None:
        raise NothingYet(given=text)
    return found


def _moment(text: str) -> datetime:
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), tzinfo=UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MomentUnreadable(given=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
