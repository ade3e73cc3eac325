r"""Small values in one cell, one per line, in a notation a person can type.

    NO; opplæringslova; § 2-1; kind=duty; valid_from=2024-08-01

The first words stand for the first fields in order, the rest as `field=word`. A value inside a value stands in braces,
`replaced_by={NO; ny lov; § 4}`, a list inside a value has commas between its items. A backslash makes the character
after it plain, and `\n` is a line break. A value that says nothing is `{}`.

Plain lists (`roles`, `system_ids`) stand one item per line, or with semicolons between them on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compliance.errors import ComplianceError

NOTHING_SAID: Final = "{}"
POSITIONAL: Final = 6
"""A class of at most this many fields is written without their names."""

_SPECIAL: Final = re.compile(r"([\\;={},])")
_ITEM_SPECIAL: Final = re.compile(r"([\\;])")
_TOKEN: Final = re.compile(r"\\(.)|([;={},])", re.DOTALL)


class UnbalancedBraces(ComplianceError):
    sentence = "The braces in “{given}” do not match."
    hint = "Every {{ needs its }}; a brace that is part of the text is written \\{{ or \\}}."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value: the name of its field where one is given, and a text or a value inside.

    `items` is the text cut at its commas, for a field that holds a list.
    """

    name: str
    content: str | tuple[Part, ...]
    items: tuple[str, ...] = ()


def written(fields: Sequence[tuple[str, Any]]) -> str:
    """A value as one line; `fields` are names and words in the model's order, None where nothing is said.

    A word may be a text, a list of texts, or the pairs of a value inside.
    """
    leading = len(fields) if len(fields) <= POSITIONAL else 3
    parts = [_word(word) for _, word in fields[:leading]]
    while parts and not parts[-1]:
        parts.pop()
    parts += [f"{name}={_word(word)}" for name, word in fields[leading:] if word is not None]
    if not any(parts):
        return NOTHING_SAID
    return "; ".join(parts)


def _word(word: Any) -> str:
    if word is None:
        return ""
    if isinstance(word, str):
        return _SPECIAL.sub(r"\\\1", word).replace("\n", "\\n")
    if word and isinstance(word[0], tuple):
        inner = written(word)
        return inner if inner == NOTHING_SAID else "{" + inner + "}"
    return ",".join(_word(item) for item in word)


def lines(cell: str) -> Iterator[str]:
    """The lines of a cell that hold something."""
    return (line for part in cell.split("\n") if (line := part.strip()))


def parsed(line: str) -> tuple[Part, ...]:
    """The parts of a value; raise `UnbalancedBraces`."""
    parts, end = _parts(line, 0, nested=False)
    if end != len(line):
        raise UnbalancedBraces(given=line)
    return parts


def _parts(line: str, at: int, *, nested: bool) -> tuple[tuple[Part, ...], int]:
    parts: list[Part] = []
    part = _Reading()
    while at < len(line):
        found = _TOKEN.search(line, at)
        part.text += line[at : found.start() if found else None]
        if found is None:
            at = len(line)
            break
        at = found.end()
        mark = found[2]
        if mark is None:
            part.text += {"n": "\n"}.get(found[1], found[1] if _SPECIAL.match(found[1]) else found[0])
        elif mark == ";":
            parts.append(part.done(line))
            part = _Reading()
        elif mark == "{":
            part.inner, at = _parts(line, at, nested=True)
        elif mark == "}" and nested:
            return _closed(parts, part.done(line)), at
        elif mark == "}":
            raise UnbalancedBraces(given=line)
        else:
            part.mark(mark)
    if nested:
        raise UnbalancedBraces(given=line)
    return _closed(parts, part.done(line)), at


def _closed(parts: list[Part], last: Part) -> tuple[Part, ...]:
    return () if not parts and not last.name and last.content in ("", ()) else (*parts, last)


class _Reading:
    """One part while it is read: its text, and where its commas stood."""

    def __init__(self) -> None:
        self.text = ""
        self.name = ""
        self.commas: list[int] = []
        self.inner: tuple[Part, ...] | None = None

    def mark(self, mark: str) -> None:
        if mark == "=" and not self.name and not self.commas and self.text.strip():
            self.name, self.text = self.text.strip(), ""
            return
        if mark == ",":
            self.commas.append(len(self.text))
        self.text += mark

    def done(self, line: str) -> Part:
        if self.inner is None:
            return Part(self.name, self.text.strip(), tuple(self._items()))
        if self.text.strip():
            raise UnbalancedBraces(given=line)
        return Part(self.name, self.inner)

    def _items(self) -> Iterator[str]:
        begin = 0
        for end in (*self.commas, len(self.text)):
            if item := self.text[begin:end].strip():
                yield item
            begin = end + 1


def list_written(items: Iterable[str]) -> str:
    """A plain list, one item per line."""
    return "\n".join(_ITEM_SPECIAL.sub(r"\\\1", item) for item in items)


def list_parsed(cell: str) -> list[str]:
    """The items of a plain list, by line or by semicolon."""
    text, items = "", []
    for piece in re.split(r"(\\[\\;]|;|\n)", cell):
        if piece in (";", "\n"):
            items.append(text)
            text = ""
        else:
            text += piece[1] if piece in ("\\\\", "\\;") else piece
    return [kept for item in (*items, text) if (kept := item.strip())]
