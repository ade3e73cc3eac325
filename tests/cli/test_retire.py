import pytest

from compliance.register.register import open_register
from tests.register.books import activity, candidate, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(
            register, candidate("system", "SYS-1", name="Visma"), activity("ACT-1", name="Lønn", system_ids=["SYS-1"])
        )
    return tmp_path / "r.db"


def test_a_record_goes_out_of_use_with_its_reason_and_those_that_name_it_are_told(compliance, path):
    outcome = compliance("retire", "SYS-1", "--reason", "byttet ut", "--register", path)
    assert outcome.code == 0
    assert "ACT-1" in outcome.err
    with open_register(path) as register:
        assert register.view().get("SYS-1").retired.reason == "byttet ut"
        assert register.entries()[-1].reason == "byttet ut"


def test_trying_it_changes_nothing(compliance, path):
    told = compliance("retire", "SYS-1", "--reason", "x", "--dry-run", "--register", path, "--json").json
    assert told == {"id": "SYS-1", "entry": None, "named_by": ["ACT-1"], "dry_run": True}
    with open_register(path) as register:
        assert register.head().seq == 2


def test_what_is_out_of_use_already_stays_so(compliance, path):
    compliance("retire", "SYS-1", "--reason", "x", "--register", path)
    outcome = compliance("retire", "SYS-1", "--reason", "y", "--register", path)
    assert outcome.code == 0
    with open_register(path) as register:
        assert register.head().seq == 3


@pytest.mark.parametrize(
    "arguments", [("SYS-9", "--reason", "x"), ("SYS-1",), ("SYS-1", "--reason", " "), ("PER-1", "--reason", "x")]
)
def test_what_cannot_be_retired_is_refused(compliance, path, arguments):
    assert compliance("retire", *arguments, "--register", path).code == 2
    with open_register(path) as register:
        assert register.head().seq == 2


def test_a_stranger_does_not_act(compliance, path):
    outcome = compliance("retire", "SYS-1", "--reason", "x", "--actor", "PER-9", "--register", path, "--json")
    assert outcome.error["kind"] == "ActorUnknown"
    assert "PER-1" in outcome.error["hint"]
