"""What a workbook knows of itself, on a sheet nobody sees: which register, which entry, whose words.

Every row begins with a word that says what it tells: `register`, `entry`, `head`, `schema`, `language`, `guide`;
`sheet` (name, title), `heading` (sheet, column, heading), `word` (enumeration, code, word), `revision` (id, number).
The headings and words make a workbook readable by those of its day, whatever they are called by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

META_SHEET: Final = "_meta"
LAYOUT: Final = 1
"""The number of the workbook's own format."""


@dataclass(slots=True)
class Meta:
    """The register a workbook was written from, and its words. All of it may be missing."""

    register: str = ""
    entry: int = 0
    head: str = ""
    schema: int = 0
    language: str = ""
    guide: str = ""
    sheets: dict[str, str] = field(default_factory=dict)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)


def rows_of(meta: Meta) -> Iterator[Sequence[str | int]]:
    """The rows of the sheet."""
    yield "layout", LAYOUT
    for name in ("register", "entry", "head", "schema", "language", "guide"):
        yield name, getattr(meta, name)
    yield from (("sheet", name, title) for name, title in meta.sheets.items())
    for sheet, headings in meta.headings.items():
        yield from (("heading", sheet, column, heading) for column, heading in headings.items())
    for enumeration, words in meta.words.items():
        yield from (("word", enumeration, code, word) for code, word in words.items())
    yield from (("revision", identifier, number) for identifier, number in meta.revisions.items())


def meta_from(rows: Iterable[Sequence[Any]]) -> Meta:
    """What such rows tell; rows that tell nothing known are passed over."""
    meta = Meta()
    for row in rows:
        key, *more = [*row, "", "", "", ""][:4]
        _TAKERS.get(str(key), _nothing)(meta, str(key), [_plain(value) for value in more])
    return meta


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _nothing(meta: Meta, key: str, more: list[str]) -> None:
    """A row of a later version."""


def _text(meta: Meta, key: str, more: list[str]) -> None:
    setattr(meta, key, more[0])


def _count(meta: Meta, key: str, more: list[str]) -> None:
    setattr(meta, key, _number(more[0]))


def _sheet(meta: Meta, key: str, more: list[str]) -> None:
    meta.sheets[more[0]] = more[1]


def _heading(meta: Meta, key: str, more: list[str]) -> None:
    meta.headings.setdefault(more[0], {})[more[1]] = more[2]


def _word(meta: Meta, key: str, more: list[str]) -> None:
    meta.words.setdefault(more[0], {})[more[1]] = more[2]


def _revision(meta: Meta, key: str, more: list[str]) -> None:
    meta.revisions[more[0]] = _number(more[1])


_TAKERS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("register", "head", "language", "guide"), _text),
    **dict.fromkeys(("entry", "schema"), _count),
    "sheet": _sheet,
    "heading": _heading,
    "word": _word,
    "revision": _revision,
}
