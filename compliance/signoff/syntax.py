"""PDF values read and written: the one spelling our increments have (ISO 32000-1, 7.3).

Dictionaries are sorted, text is UTF-16 in hexadecimal, bytes are literal where anyone can read them and hexadecimal
where not, numbers keep their own digits. The same value always gives the
same bytes, whatever the version of the library that read it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_LEGIBLE = re.compile(rb"[ !-'*-\[\]-~]*")  # printable ASCII but for brackets and the backslash


class Name(str):
    """A PDF name, with its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An indirect object, by its number. Generations other than 0 do not occur in files we make."""

    number: int


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes that are a PDF value already."""

    spelling: bytes


def write(value: Any) -> bytes:
    """The bytes of a value: dict, list, Name, Reference, Raw, str (as text), bytes, int, Decimal or None."""
    match value:
        case dict():
            return b"<<" + b" ".join(write(Name(key)) + b" " + write(value[key]) for key in sorted(value)) + b">>"
        case list() | tuple():
            return b"[" + b" ".join(write(member) for member in value) + b"]"
        case str() | bytes() | Raw():
            return _words(value)
        case _:
            return _sign(value)


def _words(value: str | bytes | Raw) -> bytes:
    match value:
        case Raw():
            return value.spelling
        case Name():
            return value.encode("ascii")
        case bytes():
            return b"(" + value + b")" if _LEGIBLE.fullmatch(value) else b"<" + value.hex().encode() + b">"
        case _:
            return b"<" + (BOM_UTF16_BE + value.encode("utf-16-be")).hex().encode() + b">"


def _sign(value: Any) -> bytes:
    match value:
        case Reference():
            return b"%d 0 R" % value.number
        case bool() | None:
            return {True: b"true", False: b"false", None: b"null"}[value]
        case int():
            return b"%d" % value
        case Decimal():
            return _plain(value)
        case _:
            raise TypeError(value)


def _plain(number: Decimal) -> bytes:
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).encode("ascii")


def stream(entries: dict[str, Any], content: bytes) -> bytes:
    """A stream object's body, uncompressed, so that no version of a compressor has a say in the bytes."""
    return write({**entries, "/Length": len(content)}) + b"\nstream\n" + content + b"\nendstream"


def read(thing: Any) -> Any:
    """A pikepdf object as the values `write` takes; what it refers to stays a reference."""
    import pikepdf

    if not isinstance(thing, pikepdf.Object):
        return thing
    if thing.is_indirect:
        return Reference(thing.objgen[0])
    return _direct(thing)


def entries(thing: Any) -> dict[str, Any]:
    """The entries of a pikepdf dictionary, be it indirect."""
    return {key: read(value) for key, value in thing.items()}


def _direct(thing: Any) -> Any:
    import pikepdf

    if isinstance(thing, pikepdf.Dictionary):
        return entries(thing)
    if isinstance(thing, pikepdf.Array):
        return [read(member) for member in thing]
    if isinstance(thing, pikepdf.Name):
        return Name(str(thing))
    if isinstance(thing, pikepdf.String):
        return bytes(thing)
    raise TypeError(thing)


def read_whole(thing: Any) -> Any:
    """Like `read`, but for the object itself even where it is indirect."""
    import pikepdf

    return _direct(thing) if isinstance(thing, pikepdf.Object) else thing
