"""A capture killed at any moment leaves all of it or nothing, a book that verifies, and room for the next capture."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compliance.register.register import open_register
from tests.register.books import activity, founded, written

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDS = 600
CAPTURE = """
import sys
from compliance.register.register import open_register
from tests.register.books import START, activity
given = [activity(f"ACT-{n}", name=f"Skole {n}", tom_summary="x" * 2000) for n in range(600)]
with open_register(sys.argv[1]) as register:
    plan = register.plan(given)
    print("go", flush=True)
    register.apply(plan, actor="PER-1", reason="captured", at=START, attachments=[(b"f" * 500_000, "text/plain")])
    print("done", flush=True)
"""
INIT = """
import sys
from tests.register.books import founded
print("go", flush=True)
founded(sys.argv[1]).close()
"""


def killed(script, path, after):
    """Runs the script and kills it that many seconds after it began to write; whether it had finished by then."""
    process = subprocess.Popen([sys.executable, "-c", script, path], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"go\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    finished = b"done" in process.stdout.read()
    process.wait()
    process.stdout.close()
    return finished


def duration(tmp_path):
    """How long the writing takes on this machine, now."""
    path = tmp_path / "measured.db"
    founded(path).close()
    process = subprocess.Popen([sys.executable, "-c", CAPTURE, path], cwd=ROOT, stdout=subprocess.PIPE)
    process.stdout.readline()
    begun = time.monotonic()
    process.stdout.readline()
    taken = time.monotonic() - begun
    process.wait()
    process.stdout.close()
    return taken


def check(path, *, finished):
    with open_register(path) as register:
        assert register.verify() == ()
        held = len(register.view().of("activity"))
        assert held in (0, RECORDS)
        assert register.head().seq == (2 if held else 1)
        assert held or not finished
        plan = register.plan([activity(f"ACT-{n}", name=f"Skole {n}", tom_summary="x" * 2000) for n in range(RECORDS)])
        assert set(plan.counts()) == ({"unchanged"} if held else {"new"})
        written(register, *plan.candidates)
        assert len(register.view().of("activity")) == RECORDS
        assert register.verify() == ()
    return held


def kill_at_random_moments(tmp_path, times, taken):
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    for number in range(times):
        path = tmp_path / f"{number}.db"
        founded(path).close()
        finished = killed(CAPTURE, path, moments.uniform(0, taken * 1.2))
        try:
            check(path, finished=finished)
        except AssertionError as failure:
            failure.add_note(f"seed {seed}, kill {number}")
            raise


def test_a_killed_capture_leaves_all_or_nothing(tmp_path):
    kill_at_random_moments(tmp_path, 1, taken=0.3)


@pytest.mark.slow
def test_ten_killed_captures_leave_all_or_nothing(tmp_path):
    kill_at_random_moments(tmp_path, 10, taken=duration(tmp_path))


@pytest.mark.slow
def test_a_killed_init_leaves_a_register_or_none(tmp_path):
    for number in range(10):
        path = tmp_path / f"{number}.db"
        killed(INIT, path, random.uniform(0, 0.06))
        if path.exists():
            with open_register(path) as register:
                assert register.verify() == ()
        else:
            founded(path).close()


def test_a_writer_that_was_killed_holds_up_nobody(tmp_path):
    """The lock of a dead process is gone with it."""
    path = tmp_path / "register.db"
    founded(path).close()
    killed(CAPTURE, path, 0.01)
    with open_register(path) as register:
        assert written(register, activity("ACT-X", name="Skole")) is not None
