"""Work shared out to several processes, where it is long and can be done in any order: judging, and laying out pages.

What comes out is the same in the same order, whoever did it.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from threading import Thread
from typing import Any, TypeVar

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
