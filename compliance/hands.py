"""Work shared out to several processes, where it is long and can be done in any order: judging, and laying out pages.

What comes out is the same in the same order, whoever did it. Work is also done apart where what it needs is large and
soon of no use: its memory is given back before the next begins.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread, active_count
from typing import Any, TypeVar

from compliance.errors import ComplianceError

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """How many processes can work at a time on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forks() -> bool:
    """Whether processes can be forked safely and cheaply: they then share all that is loaded already."""
    return os.name == "posix" and os.uname().sysname == "Linux"


def by_others(do: Callable[[T], R], things: Sequence[T], hands: int, holding: object = None) -> Iterator[R]:
    """What `do` gives of each thing, in their order, done by so many other processes.

    `do` is a function of a module; `holding` is what it gets from `held`, and need not be copied where processes are
    forked. It ends early where no process can be had, or one was killed: the rest is for the caller to do.
    """
    # Here, for most runs have too little to do to share any of it out.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    try:
        pool = ProcessPoolExecutor(hands, _context(), _begin, (holding,))
    except (OSError, ImportError):  # a machine without semaphores
        return
    try:
        yield from pool.map(do, things)
    except BrokenProcessPool:  # one of them was killed, most likely for want of memory
        return
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def apart(do: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """What `do` gives, done by a process of its own from now on; call what you get to have it, or to be refused.

    The process has ended, and its memory is free, when the block is left. What `do` gives must be picklable. Where no
    process can be forked, or it was killed or failed, the caller does it himself when he asks for it.
    """
    if not forks() or active_count() > 1:  # threads and forks do not mix
        yield do
        return
    ours, theirs = _context().Pipe(duplex=False)
    other = _context().Process(target=_tell, args=(theirs, do))
    try:
        other.start()
    except OSError:  # no room for one more
        yield do
        return
    theirs.close()
    try:
        yield lambda: _told(ours, do)
    finally:
        ours.close()
        other.terminate()
        other.join()


def _tell(theirs: Any, do: Callable[[], object]) -> None:
    _begin(None)
    sys.stderr = io.StringIO()  # the caller meets a fault of ours too, and tells of it
    try:
        said: tuple[object, ComplianceError | None] = (do(), None)
    except ComplianceError as refusal:
        said = (None, refusal)
    theirs.send(said)


def _told(ours: Any, do: Callable[[], R]) -> R:
    try:
        found, refusal = ours.recv()
    except EOFError:  # killed, or a fault of ours, which the caller meets in his own process
        return do()
    if refusal is not None:
        raise refusal
    return found  # type: ignore[no-any-return]


def held() -> Any:
    """What the caller of `by_others` gave its processes to hold; only there."""
    return _HELD[-1]


_HELD: list[object] = []


def _begin(holding: object) -> None:
    """Leave Ctrl-C to the one who called, and seldom look for garbage: there is little, and the search is long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_caller, daemon=True).start()
    _HELD.append(holding)
    gc.freeze()
    gc.set_threshold(100_000)


def _end_with_the_caller() -> None:
    """Whoever called may be killed, and can then tell nobody: without this, the others would wait for work for ever."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    caller = parent_process()
    if caller is not None:
        wait((caller.sentinel,))
        os.kill(os.getpid(), signal.SIGTERM)  # nothing is half done that would outlast it: such work writes no file


def _context() -> Any:
    from multiprocessing import get_context

    return get_context("fork" if forks() else None)
