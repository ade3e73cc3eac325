"""Tables for a terminal: columns as wide as they must be, together no wider than the screen."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence

NARROW, NARROWEST = 14, 6
_BETWEEN = "  "


def screen_width() -> int:
    """How many columns there are: 80 where nobody looks, and never more than can be read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 140)


def folded(line: str) -> str:
    """A line of words as so many lines as it needs; those that continue it are set in. Words stay whole."""
    indent = line[: len(line) - len(line.lstrip())]
    told = textwrap.wrap(
        line, screen_width(), subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(told)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Lines of text, no wider than the screen.

    The first column is never shortened, and the second, the name, only when the others are as narrow as can be read.
    """
    lines = [list(headings), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = _fitted([max(map(len, column)) for column in zip(*lines, strict=True)], width or screen_width())
    return "\n".join(_BETWEEN.join(map(_cell, line, widths)).rstrip() for line in lines)


def _fitted(widths: list[int], width: int) -> list[int]:
    excess = sum(widths) + len(_BETWEEN) * (len(widths) - 1) - width
    for columns, least in ((range(2, len(widths)), NARROW), (range(1, len(widths)), NARROWEST)):
        while excess > 0 and (widest := max(columns, key=lambda place: widths[place], default=0)):
            if widths[widest] <= least:
                break
            widths[widest] -= 1
            excess -= 1
    return widths


def _cell(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
