"""A capture killed at any moment: all of it stands in the register, or nothing, and it can be captured again."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.acceptance.conftest import ROOT

RECORDS = 600


def line(book, inventory):
    capture = ["capture", "--register", str(book), str(inventory), "--quiet"]
    return [sys.executable, "-m", "compliance", *capture]


def begin(book, inventory):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        line(book, inventory), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def inventory(tmp_path):
    records = [
        {"id": f"SYS-{number}", "name": f"System {number}", "description": "x" * 900} for number in range(RECORDS)
    ]
    (tmp_path / "systems.json").write_text(json.dumps({"systems": records}), "utf-8")
    return tmp_path / "systems.json"


def a_book(compliance, path):
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    assert compliance("init", "--register", path, *named).code == 0
    return path


def held(compliance, book):
    return len(compliance("list", "systems", "--register", book, "--json").json)


@pytest.mark.slow
def test_ten_captures_killed_at_random_moments_leave_all_or_nothing(compliance, inventory, tmp_path):
    started = time.monotonic()
    assert begin(a_book(compliance, tmp_path / "whole.db"), inventory).wait() == 0
    taken, seed = time.monotonic() - started, random.randrange(10**6)
    draw = random.Random(seed)
    for number in range(10):
        book = a_book(compliance, tmp_path / f"{number}.db")
        process = begin(book, inventory)
        # From the time the program has started, when it reads and writes, to just after it usually ends.
        time.sleep(draw.uniform(taken * 0.3, taken * 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert compliance("verify", book).code == 0, (seed, number)
        assert held(compliance, book) in (0, RECORDS), (seed, number)
        again = compliance("capture", "--register", book, inventory, "--json")
        assert again.code == 0 and again.json["counts"]["conflict"] == again.json["counts"]["refused"] == 0
        assert held(compliance, book) == RECORDS and compliance("verify", book).code == 0, (seed, number)
