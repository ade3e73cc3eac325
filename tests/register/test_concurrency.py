"""Several processes at one book: nothing is lost, the chain never breaks, and nobody sees half an edit."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from compliance.register.database import RegisterBusy
from compliance.register.register import open_register
from tests.register.books import START, activity, candidate, founded, written

ROOT = Path(__file__).resolve().parent.parent.parent
WRITER = """
import sys
from compliance.register.register import open_register
from tests.register.books import START, activity, candidate
address, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_register(address) as register:
    for number in range(count):
        plan = register.plan([activity(name=f"{name} {number}"), candidate("system", name=f"{name} {number}")])
        register.apply(plan, actor="PER-1", reason=name, at=START)
"""


def started(script, *arguments):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


@pytest.mark.parametrize(("writers", "edits"), [(2, 12), pytest.param(6, 40, marks=pytest.mark.slow)])
def test_several_writers_lose_no_edit_and_break_no_chain(address, writers, edits):
    founded(address).close()
    running = [started(WRITER, address, f"writer {number}", edits) for number in range(writers)]
    for process in running:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said.decode()
    with open_register(address) as register:
        assert register.verify() == ()
        assert register.head().seq == 1 + writers * edits
        assert [entry.seq for entry in register.entries()] == list(range(1, 2 + writers * edits))
        names = {document.name for document in register.view().of("activity")}
        assert names == {f"writer {number} {edit}" for number in range(writers) for edit in range(edits)}
        assert len(register.view().of("system")) == writers * edits


def test_threads_share_one_open_register(register):
    failures = []

    def work(name):
        try:
            for number in range(5):
                written(register, activity(name=f"{name} {number}"), at=START)
        except Exception as failure:  # noqa: BLE001 (told below, on the thread that asserts)
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures
    assert len(register.view().of("activity")) == 15
    assert register.verify() == ()


def test_a_reader_sees_the_book_as_it_was_when_it_began(register):
    with open_register(register.address) as other:
        before = other.view()
        written(register, activity("ACT-1", name="Skole"), candidate("system", "SYS-1", name="Visma"))
        assert before.of("activity") == ()
        after = other.view()
        assert (after.name_of("ACT-1"), after.name_of("SYS-1")) == ("Skole", "Visma")


def test_whoever_waits_too_long_is_told_and_nothing_is_written(register, monkeypatch):
    monkeypatch.setattr("compliance.register.database.BUSY_SECONDS", 0.2)
    with open_register(register.address) as waiting:
        with blocked(register), pytest.raises(RegisterBusy):
            written(waiting, activity(name="Skole"))
        assert written(waiting, activity(name="Skole")).seq == 2


def blocked(register):
    from compliance.register.database import writing

    return writing(register._engine, register.address, register.id)
