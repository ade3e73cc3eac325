import pytest

from tests.register.books import activity, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(register, activity("ACT-1", name="Barnehage", unit="Oppvekst"), reason="captured from a.xlsx")
        written(register, activity("ACT-1", name="Barnehagen", unit=None), reason="asked the school office")
    return tmp_path / "r.db"


def test_every_revision_is_told_with_who_when_why_and_what(compliance, path):
    told = compliance("history", "ACT-1", "--register", path, "--json").json
    assert [(one["revision"], one["entry"], one["actor"], one["actor_name"], one["reason"]) for one in told] == [
        (1, 2, "PER-1", "Kari Ås", "captured from a.xlsx"),
        (2, 3, "PER-1", "Kari Ås", "asked the school office"),
    ]
    assert {(change["path"], change["before"], change["after"]) for change in told[1]["changes"]} == {
        ("name", "Barnehage", "Barnehagen"),
        ("unit", "Oppvekst", None),
    }
    assert told[0]["record"]["name"] == "Barnehage"
    assert told[0]["at"] == "2026-01-05T09:00:00+00:00"


def test_a_person_reads_it_line_by_line(compliance, path):
    shown = compliance("history", "ACT-1", "--register", path).out
    assert "asked the school office" in shown
    assert "name: Barnehage → Barnehagen" in shown
    assert "unit: Oppvekst → –" in shown


def test_history_ends_where_it_is_asked_to(compliance, path):
    assert len(compliance("history", "ACT-1", "--register", path, "--at", "2", "--json").json) == 1


def test_the_history_of_nothing_is_refused(compliance, path):
    assert compliance("history", "ACT-9", "--register", path).code == 2
