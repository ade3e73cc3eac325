"""How a text is set in the space a page keeps for it: broken into lines, shrunk where it must be, or refused.

All measures are whole numbers, so that the same text is set the same everywhere: sizes in 1/100 point, widths in 1/1000
em, room in 1/1000 point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from compliance.errors import ComplianceError

SMALLEST = 700
"""7 points: below this a reader of normal sight must strain (in 1/100 point)."""
_STEP = 50
_LEADING = 125
"""Line distance in per cent of the size."""
ASCENT = 750
DESCENT = 250


class NoRoom(ComplianceError):
    sentence = "The text for {name!r} has {length} letters, which is more than its space on the page holds."
    hint = "Shorten it to about {fits} letters; the full reasoning can be kept as a document of its own."


class LetterMissing(ComplianceError):
    sentence = "The text for {name!r} has letters that the page cannot print: {letters}."
    hint = "Write it with Latin letters and ordinary punctuation."


@dataclass(frozen=True, slots=True)
class Setting:
    lines: tuple[str, ...]
    size: int
    """In 1/100 point."""


def plain(text: str) -> str:
    """The text as it is stored and printed: composed letters, single kinds of line end and blank, no blank edges."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip()


def set_text(
    place: str, text: str, widths: Mapping[int, int], extent: tuple[Decimal, Decimal], size: Decimal
) -> Setting:
    """Find the largest size, from `size` down to `SMALLEST`, at which the text fits into width and height (points)."""
    missing = sorted({letter for letter in text if letter != "\n" and ord(letter) not in widths})
    if missing:
        raise LetterMissing(name=place, letters=" ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing))
    room, height = (int(side * 1000) for side in extent)
    largest = int(size * 100)
    lines: tuple[str, ...] = ()
    for points in [*range(largest, SMALLEST, -_STEP), min(largest, SMALLEST)]:
        lines = tuple(_lines(text, widths, room * 100 // points))
        if _height(len(lines), points) <= height:
            return Setting(lines, points)
    raise NoRoom(name=place, length=len(text), fits=_guess(text, lines, height))


def _height(lines: int, size: int) -> int:
    """In 1/1000 point."""
    return (lines - 1) * size * _LEADING // 10 + (ASCENT + DESCENT) * size // 100


def _guess(text: str, lines: tuple[str, ...], height: int) -> int:
    fitting = sum(_height(count, SMALLEST) <= height for count in range(1, len(lines)))
    return len(text) * fitting // len(lines)


def _lines(text: str, widths: Mapping[int, int], room: int) -> Iterator[str]:
    """Greedy lines of at most `room` (1/1000 em at the size in question); a word wider than a line is cut."""
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in _pieces(paragraph, widths, room):
            length = _width(word, widths)
            blank = widths[32] if line else 0
            if line and used + blank + length > room:
                yield line
                line, used, blank = "", 0, 0
            line += (" " if line else "") + word
            used += blank + length
        yield line


def _pieces(paragraph: str, widths: Mapping[int, int], room: int) -> Iterator[str]:
    for word in paragraph.split(" "):
        piece, used = "", 0
        for letter in word:
            if piece and used + widths[ord(letter)] > room:
                yield piece
                piece, used = "", 0
            piece += letter
            used += widths[ord(letter)]
        if piece:
            yield piece


def _width(word: str, widths: Mapping[int, int]) -> int:
    return sum(widths[ord(letter)] for letter in word)


def drawing(setting: Setting, height: Decimal, colour: str, *, from_top: bool) -> bytes:
    """The content stream that draws the lines in the face /Fill, hung from the top or resting on the bottom.

    Strings are UTF-16: glyphs are numbered by code point.
    """
    last = (len(setting.lines) - 1) * setting.size * _LEADING // 10 + DESCENT * setting.size // 100
    first = int(height * 1000) - ASCENT * setting.size // 100 if from_top else last
    lines = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in setting.lines]
    return "\n".join((
        "/Tx BMC", "q", "BT", f"/Fill {_points(setting.size, 100)} Tf", colour,
        f"{_points(setting.size * _LEADING, 10000)} TL", f"1 0 0 1 0 {_points(first, 1000)} Tm",
        *lines, "ET", "Q", "EMC",
    )).encode("ascii")  # fmt: skip


def _points(number: int, per: int) -> str:
    return format((Decimal(number) / per).quantize(Decimal("0.001")).normalize(), "f")
