"""Several pages laid out at a time, by as many processes as help: layout is the slow part, and knows one core.

What comes out is the same bytes in the same order, whoever laid it out.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.errors import ComplianceError
from compliance.report.pdf import Rendered, ready, render

MOST_HANDS: Final = 3
"""More would break the promise of how much memory a report takes."""
FEW: Final = 3
"""So many sheets are done before another process has begun."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of HTML and how it is to be rendered; see `compliance.report.pdf.render`."""

    html: str
    given: dict[str, Any] = field(default_factory=dict)

    def rendered(self) -> Rendered:
        """Lay it out here and now; raises what `render` raises."""
        return render(self.html, **self.given)


def laid_out(sheets: Sequence[Sheet]) -> Iterator[Rendered]:
    """The sheets rendered, in their order, each as soon as it is done; raises what `render` raises."""
    hands = min(MOST_HANDS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    found = _by_others(sheets, hands) if hands > 1 and len(sheets) > FEW else iter(())
    for sheet in sheets:
        yield next(found, None) or sheet.rendered()


def _by_others(sheets: Sequence[Sheet], hands: int) -> Iterator[Rendered | None]:
    """What other processes made of the sheets; None, or nothing more, where the caller must see for itself."""
    ready()
    try:
        pool = ProcessPoolExecutor(hands, _context(), _begin)
    except (OSError, ImportError):  # a machine without semaphores
        return
    try:
        yield from pool.map(_tried, sheets)
    except BrokenProcessPool:  # one of them was killed, most likely for want of memory
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the one who called, and seldom look for garbage: layout leaves little, and the search is long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(100_000)


def _context() -> Any:
    """Forked where that is safe and cheap: the others then share what is loaded already."""
    return multiprocessing.get_context("fork" if os.name == "posix" and os.uname().sysname == "Linux" else None)


def _tried(sheet: Sheet) -> Rendered | None:
    """A refusal is left to the caller, who meets the same one and can say where the text stands."""
    try:
        return sheet.rendered()
    except ComplianceError:
        return None
