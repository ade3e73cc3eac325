"""A file as it was handed over, and what its first bytes say it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compliance.errors import ComplianceError, Place

LARGEST_FILE: Final = 200_000_000
"""Bytes. The workbook of 50 000 activities has some thirty million."""

_MAGIC: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "database"),
)
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class FileTooLarge(ComplianceError):
    sentence = "The file has {size} bytes; at most {largest} are read."
    hint = "Split it into several files, or leave out what is not part of the register."


class EmptyFile(ComplianceError):
    sentence = "The file is empty."
    hint = "Fetch it again, or leave it out."


class NotText(ComplianceError):
    sentence = "The file is not text in UTF-8 (byte {offset} does not fit)."
    hint = "Save it as UTF-8 and try again."


class UnreadableFile(ComplianceError):
    sentence = "The file cannot be read: {reason}."
    hint = "Check the path and that you may read it."


@dataclass(frozen=True, slots=True)
class Source:
    """The name people know a file by, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, dot included: `.xlsx`."""
        return Path(self.name).suffix.lower()

    @property
    def place(self) -> Place:
        return Place(file=self.name)

    @property
    def nature(self) -> str:
        """What the first bytes say: zip, ole, pdf, picture, gzip, database, or text."""
        return next((nature for magic, nature in _MAGIC if self.data.startswith(magic)), "text")

    def text(self) -> str:
        """The content as text with the line ends of Unix; raise `NotText`."""
        encoding = next((name for bom, name in _BOMS if self.data.startswith(bom)), "utf-8")
        try:
            return self.data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as fault:
            raise NotText(place=self.place, offset=fault.start) from None


def source_at(path: Path, name: str) -> Source:
    """Read a file; raise `UnreadableFile`, `EmptyFile` or `FileTooLarge`."""
    place = Place(file=name)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise FileTooLarge(place=place, size=size, largest=LARGEST_FILE)
        data = path.read_bytes()
    except OSError as fault:
        raise UnreadableFile(place=place, reason=fault.strerror or str(fault)) from fault
    if not data.strip():
        raise EmptyFile(place=place)
    return Source(name, data)
