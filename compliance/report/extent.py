"""How many pages the parts of a memo take when it is printed: told by the file; `room` only guesses, for the layout."""

from __future__ import annotations

import io
import re
from typing import Final

FRONT: Final = 0
"""Stands for the first page, whose number no question has."""

_QUESTION: Final = re.compile(r"q([1-9]\d*)")


def pages_taken(pdf: bytes) -> dict[int, int]:
    """The pages of each question by its number, and of what stands before the first new page as `FRONT`.

    What follows the last question begins on a page of its own; a page that two questions share is one page of each.
    Empty for a memo that asks nothing.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        named = pikepdf.NameTree(document.Root.Names.Dests) if "/Dests" in document.Root.get("/Names", "") else {}
        places = {str(name): numbers[to[0].objgen] for name, to in named.items()}
    begun = sorted({*places.values(), len(numbers) + 1})
    starts = {int(found[1]): page for name, page in places.items() if (found := _QUESTION.fullmatch(name))}
    taken = {number: _next(page, begun) - page for number, page in sorted(starts.items())}
    return {FRONT: _next(1, begun) - 1, **taken} if taken else {}


def _next(page: int, begun: list[int]) -> int:
    """The next page that something begins on."""
    return next(each for each in begun if each > page)
