"""What one command costs with all the processes it starts: wall and CPU seconds, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY: float = 0.2
"""Seconds between two looks at the memory; a look at a large process takes a while itself."""


class Cost(NamedTuple):
    wall: float
    cpu: float
    peak: float
    """Bytes of all processes together, what they share counted once. 0 where the system does not tell."""
    largest: float
    """Bytes of the process that held most."""


def measured(command: Sequence[str], *, cores: int | None = None, accepted: tuple[int, ...] = (0,)) -> Cost:
    """Run it, on so many cores; a program that fails ends the run."""
    before = os.times()
    began = time.perf_counter()
    pinned = () if cores is None else ("taskset", "--cpu-list", _first(cores))
    with subprocess.Popen([*pinned, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        peak = largest = 0
        while running.poll() is None:
            held = [*_memory(running.pid)]
            peak, largest = max(peak, sum(held)), max(largest, *held, 0)
            time.sleep(EVERY)
        said = running.stderr.read() if running.stderr else b""
    wall, after = time.perf_counter() - began, os.times()
    if running.returncode not in accepted:
        sys.exit(f"{' '.join(command)} ended with {running.returncode}:\n{said.decode()[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, peak, largest)


def _first(cores: int) -> str:
    return ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores]))


def _memory(process: int) -> Iterator[int]:
    """Of a process and of each it started, in bytes."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:  # it has ended, or this is no Linux
        return
    yield next((int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:")), 0)
    for child in children:
        yield from _memory(int(child))
