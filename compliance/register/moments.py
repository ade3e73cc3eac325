"""Which entry a person means by a number, a day or a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from compliance.errors import ComplianceError
from compliance.register.chain import moment_text
from compliance.register.rows import entry_before, entry_numbered

LARGEST_ENTRY = 2**31 - 1  # what an INTEGER of PostgreSQL holds
_LAST_OF_DAY = time(23, 59, 59)


class MomentUnreadable(ComplianceError):
    sentence = "“{given}” is neither an entry number nor a day nor a moment."
    hint = "Write 17, 2026-05-01 or 2026-05-01T12:00Z."


class NoSuchEntry(ComplianceError):
    sentence = "The register has no entry {given}."
    hint = "“compliance history” of a record shows the entries that wrote it."


class NothingYet(ComplianceError):
    sentence = "The register held nothing yet at {given}."
    hint = "Choose a later moment, or the entry number 1."


def entry_meant(connection: Connection, register: str, given: str | int | datetime) -> int:
    """The entry of that number, or the last one of that day or moment. A day, and a moment without zone, are UTC."""
    meant = _read(given.strip()) if isinstance(given, str) else given
    if isinstance(meant, int):
        if not 0 < meant <= LARGEST_ENTRY or entry_numbered(connection, register, meant) is None:
            raise NoSuchEntry(given=given)
        return meant
    found = entry_before(connection, register, moment_text(meant))
    if found is None:
        raise NothingYet(given=moment_text(meant))
    return found


def _read(text: str) -> int | datetime:
    return int(text[:18]) if text.isascii() and text.isdigit() else _moment(text)


def _moment(text: str) -> datetime:
    try:
        if len(text) == len("2026-05-01"):
            return datetime.combine(date.fromisoformat(text), _LAST_OF_DAY, tzinfo=UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MomentUnreadable(given=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
