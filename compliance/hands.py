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
from contextlib import contextmanager, suppress
from itertools import islice
from threading import Thread, active_count
from typing import Any, Generic, TypeVar

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
    other = _begun(do)
    try:
        yield other.told if other else do
    finally:
        if other:
            other.end()


def each_apart(works: Sequence[Callable[[], R]], hands: int) -> Iterator[R]:
    """What each of them gives, in their order, so many at a time and each by a process of its own, as `apart` has it.

    For work that leaves so much behind that to clear it up takes longer than to begin anew: nobody does.
    """
    from multiprocessing.connection import wait

    busy: dict[int, _Other[R]] = {}
    heard: dict[int, _Other[R]] = {}
    following = iter(enumerate(works))

    def begin() -> None:
        for number, work in islice(following, hands - len(busy)):
            if other := _begun(work, clears=False):
                busy[number] = other

    try:
        for turn, work in enumerate(works):
            begin()
            while turn in busy:
                ready = wait([other.ours for other in busy.values()])
                for number in [number for number, other in busy.items() if other.ours in ready]:
                    heard[number] = busy.pop(number)
                    heard[number].hear()
                begin()
            yield heard.pop(turn).told() if turn in heard else work()
    finally:
        for other in busy.values():
            other.end()


class _Other(Generic[R]):
    """A process that does one thing, and what it said of it."""

    def __init__(self, do: Callable[[], R], *, clears: bool) -> None:
        self.do = do
        self.said: tuple[R, ComplianceError | None] | None = None
        self.ours, theirs = _context().Pipe(duplex=False)
        with theirs:
            self.process = _context().Process(target=_tell, args=(theirs, do, clears))
            self.process.start()

    def told(self) -> R:
        """What it found, or its refusal raised; done here where it was killed, or met a fault of ours."""
        self.hear()
        if self.said is None:
            return self.do()
        found, refusal = self.said
        if refusal is not None:
            raise refusal
        return found

    def hear(self) -> None:
        """Wait for what it says, and for its end."""
        if not self.ours.closed:
            with suppress(EOFError):
                self.said = self.ours.recv()
            self.end()

    def end(self) -> None:
        """Let it do no more."""
        self.ours.close()
        self.process.terminate()
        self.process.join()


def _begun(do: Callable[[], R], *, clears: bool = True) -> _Other[R] | None:
    """None where no process can be forked: threads and forks do not mix, and there may be no room for one more."""
    if not forks() or active_count() > 1:
        return None
    try:
        return _Other(do, clears=clears)
    except OSError:
        return None


def _tell(theirs: Any, do: Callable[[], object], clears: bool) -> None:  # noqa: FBT001 (a process takes no names)
    _begin(None)
    if not clears:
        gc.disable()
    sys.stderr = io.StringIO()  # the caller meets a fault of ours too, and tells of it
    try:
        said: tuple[object, ComplianceError | None] = (do(), None)
    except ComplianceError as refusal:
        said = (None, refusal)
    theirs.send(said)


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
