"""Processes that work for another end when it does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compliance.hands import forks

LONG = "import time; from compliance.hands import by_others; list(by_others(time.sleep, [600, 600], 2))"


def until(told, seconds=30):
    """What is told once it is something, or the last that was told."""
    last = time.monotonic() + seconds
    while not (found := told()) and time.monotonic() < last:
        time.sleep(0.05)
    return found


@pytest.mark.skipif(not forks(), reason="what a process started is told by Linux")
def test_who_works_for_a_process_that_is_killed_ends_too():
    with subprocess.Popen([sys.executable, "-c", LONG]) as caller:
        children = Path(f"/proc/{caller.pid}/task/{caller.pid}/children")
        others = until(lambda: found if len(found := children.read_text("ascii").split()) > 1 else [])
        assert len(others) == 2
        os.kill(caller.pid, signal.SIGKILL)
    assert until(lambda: not any(Path(f"/proc/{other}").exists() for other in others))
