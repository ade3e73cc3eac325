import os
import subprocess
import sys

import pytest

from compliance.register.register import open_register
from tests.register.books import activity, candidate, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(
            register,
            candidate("person", "PER-2", name="Ola Nordmann"),
            activity("ACT-1", name="x", remarks="Ola Nordmann"),
        )
    return tmp_path / "r.db"


def test_a_name_is_erased_and_what_is_left_is_listed(compliance, path):
    outcome = compliance("erase-person", "PER-2", "--reason", "by request", "--actor", "PER-1", "--register", path)
    assert outcome.code == 0
    assert "ACT-1" in outcome.out
    with open_register(path) as register:
        assert register.view().name_of("PER-2") == "Slettet navn (PER-2)"
        assert register.verify() == ()


def test_trying_it_erases_nothing(compliance, path):
    told = compliance("erase-person", "PER-2", "--reason", "x", "--dry-run", "--register", path, "--json").json
    assert (told["dry_run"], [one["where"] for one in told["left"]]) == (True, ["ACT-1"])
    with open_register(path) as register:
        assert register.view().name_of("PER-2") == "Ola Nordmann"


@pytest.mark.parametrize("who", ["ACT-1", "PER-9"])
def test_only_people_are_erased(compliance, path, who):
    given = ("--reason", "x", "--actor", "PER-1", "--register", path)
    assert compliance("erase-person", who, *given).code == 2


def test_who_acts_must_be_said_where_there_are_several(compliance, path):
    outcome = compliance("erase-person", "PER-2", "--reason", "x", "--register", path, "--json")
    assert outcome.error["kind"] == "ActorNeeded"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of its own")
@pytest.mark.parametrize(("said", "name"), [(b"n\n", "Ola Nordmann"), (b"y\n", "Slettet navn (PER-2)")])
def test_at_a_terminal_it_asks_first(path, said, name):
    ours, theirs = os.openpty()
    os.write(ours, said)
    command = ["erase-person", "PER-2", "--reason", "x", "--actor", "PER-1", "--register", path]
    subprocess.run([sys.executable, "-m", "compliance", *command], stdin=theirs, capture_output=True, check=False)
    os.close(ours)
    os.close(theirs)
    with open_register(path) as register:
        assert register.view().name_of("PER-2") == name
