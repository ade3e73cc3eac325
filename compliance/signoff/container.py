"""A PDF file as a row of revisions, each appended to the one before (ISO 32000-1, 7.5.6).

What is appended here has one spelling: objects in order of number, one cross-reference table, one trailer, one end
mark. That is what makes it possible to render an increment again and to compare bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from compliance.errors import ComplianceError
from compliance.signoff import syntax

_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF(?:\r\n|\n|\r)?\Z")
_TABLE = re.compile(rb"xref\b.*?\btrailer\s*(<<.*?)\bstartxref\b", re.DOTALL)
_STREAM = re.compile(rb"\d+ \d+ obj\s*(<<.*?)\bstream\b", re.DOTALL)
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,10})\b")

MAX_REVISIONS = 100

DAMAGE = (RuntimeError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, NotImplementedError)
"""What reading a damaged structure raises: a missing entry, a wrong type, a circle (RecursionError is RuntimeError)."""


class NotReadable(ComplianceError):
    sentence = "The file is not a PDF that can be read: {reason}."
    hint = "Use the file exactly as it was written; mail gateways and viewers that save change files."


@dataclass(frozen=True, slots=True)
class Frame:
    """What an increment must repeat of the file it extends."""

    size: int
    root: int
    info: int
    identifier: bytes
    startxref: int


def revisions(pdf: bytes) -> list[bytes]:
    """The file as it was after each save, oldest first; the last is the file itself.

    Raises `NotReadable` where the chain of cross-references is broken or anything follows the last end mark.
    """
    ends = [_end_of(pdf, offset) for offset in _chain(pdf)]
    if ends != sorted(set(ends)) or ends[-1] != len(pdf):
        raise NotReadable(reason="its revisions overlap, or bytes follow its end")
    return [pdf[:end] for end in ends]


def _chain(pdf: bytes) -> list[int]:
    """Offsets of the cross-reference sections, oldest first."""
    if not pdf.startswith(b"%PDF-"):
        raise NotReadable(reason="it does not begin as a PDF")
    last = _END.search(pdf, max(0, len(pdf) - 64))
    if last is None:
        raise NotReadable(reason="its end is missing or altered")
    offsets = [int(last[1])]
    while (previous := _previous(pdf, offsets[-1])) is not None:
        offsets.append(previous)
        if len(offsets) > MAX_REVISIONS:
            raise NotReadable(reason=f"it has more than {MAX_REVISIONS} revisions, or they run in a circle")
    return offsets[::-1]


def _previous(pdf: bytes, offset: int) -> int | None:
    section = _TABLE.match(pdf, offset) or _STREAM.match(pdf, offset)
    if section is None:
        raise NotReadable(reason=f"no cross-reference section begins at byte {offset}")
    previous = _PREVIOUS.search(section[1])
    return int(previous[1]) if previous else None


def _end_of(pdf: bytes, offset: int) -> int:
    end = re.compile(rb"startxref\s+%d\s+%%%%EOF(?:\r\n|\n|\r)?" % offset).search(pdf, offset)
    if end is None:
        raise NotReadable(reason=f"the section at byte {offset} has no end mark")
    return end.end()


@contextmanager
def opened(pdf: bytes, part: str = "structure") -> Iterator[Any]:
    """The file as a pikepdf document. Damage that pikepdf would mend, and any met in the block, is `NotReadable`.

    `part` names, for people, what the block reads.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            yield document
    except (pikepdf.PdfError, *DAMAGE) as error:
        raise NotReadable(reason=f"its {part} is damaged") from error


def frame(pdf: bytes) -> Frame:
    """What the next increment must say about the file so far."""
    last = _END.search(pdf, max(0, len(pdf) - 64))
    if last is None:
        raise NotReadable(reason="its end is missing or altered")
    with opened(pdf) as document:
        trailer = document.trailer
        return Frame(
            size=int(trailer["/Size"]),
            root=trailer["/Root"].objgen[0],
            info=trailer["/Info"].objgen[0],
            identifier=bytes(trailer["/ID"][0]),
            startxref=int(last[1]),
        )


def append(pdf: bytes, note: str, objects: Mapping[int, bytes], said: bytes) -> bytes:
    """Add one increment: `objects` by number, new or anew. `note` is a comment line that says who wrote it and why.

    The changing half of the file's ID is the hash of what was before and of `said`, which stands for what is added.
    """
    base = frame(pdf)
    out = bytearray(pdf)
    out += b"%" + note.encode("ascii") + b"\n"
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    changing = hashlib.sha256(pdf + said).digest()[:16]
    table = len(out)
    out += b"xref\n" + b"".join(_sections(offsets))
    out += b"trailer\n" + _trailer(base, max(objects), changing) + b"\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def _sections(offsets: Mapping[int, int]) -> Iterator[bytes]:
    """The table's subsections: one per unbroken run of object numbers."""
    for _, run in groupby(enumerate(sorted(offsets)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield b"%d %d\n" % (numbers[0], len(numbers))
        yield b"".join(b"%010d 00000 n \n" % offsets[number] for number in numbers)


def _trailer(base: Frame, highest: int, changing: bytes) -> bytes:
    return syntax.write({
        "/Size": max(base.size, highest + 1), "/Root": syntax.Reference(base.root),
        "/Info": syntax.Reference(base.info), "/ID": [base.identifier, changing], "/Prev": base.startxref,
    })  # fmt: skip
