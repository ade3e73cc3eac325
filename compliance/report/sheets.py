"""Several pages laid out at a time, by as many processes as help: layout is the slow part, and knows one core."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.errors import ComplianceError
from compliance.hands import by_others, cores
from compliance.report.pdf import Rendered, ready, render

MOST_HANDS: Final = 3
"""More would break the promise of how much memory a report takes."""
FEW: Final = 3
"""So many sheets are done before another process has begun."""
_SELDOM_BUT_ALL: Final = (5_000, 2, 2)
"""When to look for garbage: pages in the making leave much of it, and old."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of HTML and how it is to be rendered; see `compliance.report.pdf.render`."""

    html: str
    given: dict[str, Any] = field(default_factory=dict)

    def rendered(self) -> Rendered:
        """Lay it out here and now; raises what `render` raises."""
        return render(self.html, **self.given)


def hands() -> int:
    """How many processes lay out pages at a time."""
    return min(MOST_HANDS, cores())


def laid_out(sheets: Sequence[Sheet]) -> Iterator[Rendered]:
    """The sheets rendered, in their order, each as soon as it is done; raises what `render` raises."""
    found: Iterator[Rendered | None] = iter(())
    if hands() > 1 and len(sheets) > FEW:
        ready()
        found = by_others(_tried, sheets, hands())
    for sheet in sheets:
        yield next(found, None) or sheet.rendered()


@contextmanager
def searching_seldom() -> Iterator[None]:
    """To search what is loaded for garbage, while pages are laid out, takes long and finds none."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM_BUT_ALL)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _tried(sheet: Sheet) -> Rendered | None:
    """A refusal is left to the caller, who meets the same one and can say where the text stands."""
    try:
        return sheet.rendered()
    except ComplianceError:
        return None
