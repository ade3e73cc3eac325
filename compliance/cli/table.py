"""Tables for a terminal: columns as wide as they must be, together no wider than the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence

NARROWEST = 6
_BETWEEN = "  "


def screen_width() -> int:
    """How many columns there are: 80 where nobody looks, and never more than can be read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 140)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Lines of text. Columns too wide are shortened from the right, the widest first; the first one never."""
    lines = [list(headings), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = _fitted([max(map(len, column)) for column in zip(*lines, strict=True)], width or screen_width())
    return "\n".join(_BETWEEN.join(map(_cell, line, widths)).rstrip() for line in lines)


def _fitted(widths: list[int], width: int) -> list[int]:
    room = width - len(_BETWEEN) * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(range(1, len(widths)), key=lambda place: widths[place], default=0)
        if not widest or widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _cell(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
