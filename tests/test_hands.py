"""Processes that work for another end when it does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compliance.hands import each_apart, forks

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


APART = """
import os, signal, sys
from compliance.hands import apart
from compliance.memo.gate import MemoRefused, Objection
from compliance.errors import ComplianceError
here = os.getpid()
def refused():
    raise MemoRefused(objections=[Objection("R-1", "MEM-0001", "Memo", ("summary",), "is missing", "edit")])
def killed():
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()
def faulty():
    if os.getpid() != here:
        raise ZeroDivisionError
    return os.getpid()
"""


def apart(code):
    done = subprocess.run([sys.executable, "-c", APART + code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
@pytest.mark.parametrize(("do", "elsewhere"), [("os.getpid", True), ("killed", False), ("faulty", False)])
def test_what_is_done_apart_is_done_here_where_the_other_could_not(do, elsewhere):
    assert apart(f"with apart({do}) as done: print(done() != here)") == str(elsewhere)


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
def test_a_refusal_met_apart_is_told_as_it_was():
    told = apart("""
try:
    with apart(refused) as done:
        done()
except ComplianceError as refusal:
    print(type(refusal).__name__, refusal.objections[0].record, "is missing" in str(refusal), refusal.exit_code)
""")
    assert told == "MemoRefused MEM-0001 True 1"


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
def test_who_works_apart_has_ended_when_its_work_is_taken_over():
    assert (
        apart("""
with apart(lambda: "x" * 1_000_000) as done:
    print(len(done()), end=" ")
print(open(f"/proc/{here}/task/{here}/children").read() == "")
""")
        == "1000000 True"
    )


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
def test_who_no_longer_waits_ends_the_other():
    began = time.monotonic()
    assert (
        apart("""
import time
try:
    with apart(lambda: time.sleep(600)):
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print("interrupted")
""")
        == "interrupted"
    )
    assert time.monotonic() - began < 60


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
def test_many_things_done_apart_come_in_their_order_and_each_was_done_elsewhere():
    told = apart("""
import time
from functools import partial
from compliance.hands import each_apart
def work(number):
    time.sleep(0.3 if number == 0 else 0)
    return number, os.getpid()
found = list(each_apart([partial(work, number) for number in range(5)], 2))
print([number for number, _ in found], len({one for _, one in found} - {here}))
print(open(f"/proc/{here}/task/{here}/children").read() == "")
""")
    assert told == "[0, 1, 2, 3, 4] 5\nTrue"


@pytest.mark.skipif(not forks(), reason="only here is anything done apart")
def test_of_many_things_done_apart_those_that_failed_are_done_here_and_a_refusal_is_told_at_its_turn():
    told = apart("""
from compliance.hands import each_apart
done = each_apart([os.getpid, killed, faulty, refused, os.getpid], 3)
print([next(done) == here for _ in range(3)])
try:
    next(done)
except ComplianceError as refusal:
    print(type(refusal).__name__)
print(open(f"/proc/{here}/task/{here}/children").read() == "")
""")
    assert told == "[False, True, True]\nMemoRefused\nTrue"


def test_many_things_are_done_here_where_no_process_can_be_had(monkeypatch):
    monkeypatch.setattr("compliance.hands.forks", lambda: False)
    assert list(each_apart([os.getpid, os.getpid], 2)) == [os.getpid()] * 2
