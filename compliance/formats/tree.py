"""What a YAML or JSON file holds: plain objects, lists and scalars that remember the line they stand on."""

from __future__ import annotations

from typing import Any

from compliance.errors import ComplianceError

DEEPEST = 40
"""Levels of lists and objects inside each other; a whole register needs nine."""

MOST_VALUES = 5_000_000
"""Scalars, lists and objects in one file, aliases counted as often as they are used."""


class NotThisFormat(ComplianceError):
    sentence = "The file is not valid {format}: {reason} (line {line})."
    hint = "Correct that line; the lines before it were understood."


class RepeatedKey(ComplianceError):
    sentence = "“{key}” stands twice in the same object (line {line})."
    hint = "Keep one of them: only one can be meant."


class TooDeep(ComplianceError):
    sentence = "Lists or objects lie more than {deepest} levels inside each other (line {line})."
    hint = "A record needs a few levels only; check the brackets or the indentation."


class TooMuch(ComplianceError):
    sentence = "The file holds more than {most} values, its aliases written out."
    hint = "Split it into several files."


class LinedDict(dict[str, Any]):
    """An object that knows the line of each of its keys."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class LinedList(list[Any]):
    """A list that knows the line of each of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def line_of(tree: Any, steps: tuple[str | int, ...]) -> int:
    """The line a path leads to, as far as it leads; 0 where the tree knows no lines."""
    line = 0
    for step in steps:
        lines: Any = tree.lines if isinstance(tree, LinedDict | LinedList) else ()
        if not (step in lines if isinstance(lines, dict) else isinstance(step, int) and step < len(lines)):
            break
        line, tree = lines[step], tree[step]
    return line
