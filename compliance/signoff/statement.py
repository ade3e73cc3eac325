"""The increment that carries a signature: what it says, its one spelling, and how it is read back.

Signing and examining share `render`: to examine is to read the statement, render the whole file again, and compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from compliance.errors import ComplianceError
from compliance.signoff import container, lettering, syntax, ticks
from compliance.signoff.container import opened
from compliance.signoff.fields import Field, Form, form

EDITION = 1
_NOTE = f"compliance signature {EDITION}"
_MARK_SIZE = Decimal(9)

ByteRange = tuple[int, int, int, int]
"""Offset and length of what stands before the signature value, then of what stands behind it."""

_BLANK_RANGE = b"[0 ********** ********** **********]"
_ZONE = re.compile(r"([+-])(\d\d)'(\d\d)'?")
_MOMENT = re.compile(r"D:(\d{14})(Z|(?:[+-]\d\d'\d\d'?))?")


class NoPlaceToSign(ComplianceError):
    sentence = "The file has no signature place called {name!r}."
    hint = "It has: {known}."


class AlreadySigned(ComplianceError):
    sentence = "The place {name!r} is signed already."
    hint = "Sign the file as it was ticked; to sign anew, present the memo again."


class SignatureTooLarge(ComplianceError):
    sentence = "The signature takes {needed} bytes, and {room} were kept for it."
    hint = "Use a key file with a shorter chain of certificates."


@dataclass(frozen=True, slots=True)
class Statement:
    """What a signature dictionary says in clear (ISO 32000-1, table 252)."""

    place: str
    moment: str
    """When it was signed, as a PDF date: the signer's claim."""
    reason: str
    name: str
    room: int
    """Bytes kept for the signature value."""

    @property
    def signed_at(self) -> datetime | None:
        """The claimed moment in UTC; None where it cannot be read."""
        parts = _MOMENT.fullmatch(self.moment)
        if parts is None:
            return None
        try:
            local = datetime.strptime(parts[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
        return local - _offset(parts[2])


def _offset(zone: str | None) -> timedelta:
    parts = _ZONE.fullmatch(zone or "")
    if parts is None:
        return timedelta()
    ahead = timedelta(hours=int(parts[2]), minutes=int(parts[3]))
    return -ahead if parts[1] == "-" else ahead


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it stands in a file."""

    statement: Statement
    contents: bytes
    """The signature value with the padding it came with."""
    byte_range: ByteRange
    subfilter: str


def pdf_date(moment: datetime) -> str:
    """A moment as PDF writes it, in UTC (ISO 32000-1, 7.9.4)."""
    return f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z"


def render(ticked: bytes, statement: Statement, value: bytes) -> bytes:
    """The ticked file with the signature increment; `value` fills the room kept for it, from the left."""
    if len(value) > statement.room:
        raise SignatureTooLarge(needed=len(value), room=statement.room)
    field, number = _place(ticked, statement.place), form(ticked).size
    entries = {
        "/Type": syntax.Name("/Sig"), "/Filter": syntax.Name("/Adobe.PPKLite"),
        "/SubFilter": syntax.Name("/ETSI.CAdES.detached"), "/ByteRange": syntax.Raw(_BLANK_RANGE),
        "/Contents": b"\0" * statement.room, "/M": statement.moment.encode("ascii", "replace"),
        "/Name": statement.name, "/Reason": statement.reason,
    }  # fmt: skip
    seen = _mark(form(ticked), field, statement)
    appearance = {"/AP": {"/N": syntax.Reference(number + 1)}} if seen else {}
    signed_field = syntax.write({**field.entries, **appearance, "/V": syntax.Reference(number)})
    empty = syntax.write(entries)
    objects = {field.number: signed_field, number: empty} | ({number + 1: seen} if seen else {})
    file = container.append(ticked, _NOTE, objects, said=empty)
    return _filled(file, len(ticked), statement.room, value)


def _mark(page: Form, field: Field, statement: Statement) -> bytes:
    """What is seen in the place: who signed, and when; nothing where the page cannot print it."""
    if page.face is None or statement.signed_at is None:
        return b""
    width, height = field.extent
    said = f"{statement.name}\n{statement.signed_at:%d.%m.%Y %H:%M} UTC"
    try:
        setting = lettering.set_text(field.name, said, page.widths, (width, height), _MARK_SIZE)
    except (lettering.NoRoom, lettering.LetterMissing):
        return b""
    return ticks.appearance(page, (width, height), lettering.drawing(setting, height, "0 g", from_top=False))


def _place(pdf: bytes, name: str) -> Field:
    places = form(pdf).of_kind("signature")
    if name not in places:
        raise NoPlaceToSign(name=name, known=", ".join(sorted(places)) or "none")
    if "/V" in places[name].entries:
        raise AlreadySigned(name=name)
    return places[name]


def _filled(file: bytes, start: int, room: int, value: bytes) -> bytes:
    """Write the byte range, then the value, over the blanks kept for them; the value's padding is zeros."""
    where = file.index(_BLANK_RANGE, start)
    opening = file.index(b"/Contents <", where) + len(b"/Contents ")
    closing = opening + 2 * room + 2
    spelled = b"[0 %d %d %d]" % (opening, closing, len(file) - closing)
    ranged = file[:where] + spelled.ljust(len(_BLANK_RANGE)) + file[where + len(_BLANK_RANGE) :]
    return ranged[: opening + 1] + value.hex().encode().ljust(2 * room, b"0") + ranged[closing - 1 :]


def covered(file: bytes, byte_range: ByteRange) -> bytes:
    """The bytes a signature speaks of."""
    first, first_length, second, second_length = byte_range
    return file[first : first + first_length] + file[second : second + second_length]


def read(pdf: bytes) -> list[Signature]:
    """All signatures in a file, in order of the bytes they cover."""
    with opened(pdf, "signature") as document:
        fields = document.Root["/AcroForm"]["/Fields"]
        found = [_signature(name, field["/V"]) for name, field in _signed(fields, "")]
    return sorted(found, key=lambda signature: sum(signature.byte_range))


def _signed(members: Any, group: str) -> Any:
    for member in members:
        name = f"{group}.{member['/T']}" if group else str(member["/T"])
        if "/Kids" in member and "/FT" not in member:
            yield from _signed(member["/Kids"], name)
        elif member.get("/FT") == "/Sig" and "/V" in member:
            yield name, member


def _signature(place: str, entries: Any) -> Signature:
    contents = bytes(entries["/Contents"])
    statement = Statement(
        place=place,
        moment=str(entries.get("/M", "")),
        reason=str(entries.get("/Reason", "")),
        name=str(entries.get("/Name", "")),
        room=len(contents),
    )
    first, first_length, second, second_length = (int(number) for number in entries["/ByteRange"])
    byte_range = (first, first_length, second, second_length)
    return Signature(statement, contents, byte_range, str(entries.get("/SubFilter", "")))
