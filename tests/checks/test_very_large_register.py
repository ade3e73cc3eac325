"""A register too large to hold is read by need, and judged just the same."""

from datetime import date

import pytest
from sqlalchemy import delete

from bench.registers import write_register
from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.register import rows, view
from compliance.register.register import open_register
from compliance.register.tables import REVISIONS
from compliance.register.view import RecordDamaged

DAY = date(2026, 11, 20)
ACTIVITIES = 120


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.db"
    write_register(path, ACTIVITIES)
    return path


@pytest.fixture
def read_by_need(monkeypatch):
    monkeypatch.setattr(rows, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(view, "PORTION", 7)
    monkeypatch.setattr(view, "BESIDE", 16)
    monkeypatch.setattr(view, "MOST_HELD", 40)


def findings(path):
    with open_register(path) as register:
        return judge(register.view(), read_rulebook(), law_on(DAY, "NO"), DAY)


@pytest.mark.slow
def test_the_same_is_found_whether_a_register_is_held_or_read_by_need(path, request):
    held = findings(path)
    request.getfixturevalue("read_by_need")
    assert len(held) > ACTIVITIES and findings(path) == held


def test_a_kind_too_large_to_hold_is_gone_through_in_its_order(path, read_by_need):
    with open_register(path) as register:
        seen = register.view()
        activities = seen.of("activity")
        ids = [activity.id for activity in activities]
        assert len(activities) == len(set(ids)) == ACTIVITIES
        assert ids == sorted(ids, key=view.id_order)
        assert [activity.id for activity in activities[3:5]] == ids[3:5] and activities[-1].id == ids[-1]
        assert len(seen._documents) <= view.MOST_HELD + view.PORTION
        assert sorted(each.id for each in seen.walk()) == sorted(seen.ids())


def test_what_is_retired_is_left_out_of_a_kind_read_by_need(path, tmp_path, read_by_need):
    with open_register(path).copy_to(tmp_path / "copy.db") as register:
        register.retire("ACT-0002", actor="PER-1", reason="Lagt ned", at=register.head().at)
        seen = register.view()
        assert "ACT-0002" not in [activity.id for activity in seen.of("activity")]
        assert "ACT-0002" in [activity.id for activity in seen.of("activity", retired=True)]
        assert "ACT-0002" not in [each.id for each in seen.walk()]
        assert seen.record("ACT-0002").retired is not None


def test_a_record_lost_from_the_book_meanwhile_is_told_as_damaged(path, tmp_path, read_by_need):
    with open_register(path).copy_to(tmp_path / "copy.db") as register:
        seen = register.view()
        with register._engine.begin() as connection:
            connection.execute(delete(REVISIONS).where(REVISIONS.c.id == "ACT-0005"))
        with pytest.raises(RecordDamaged, match="ACT-0005"):
            list(seen.of("activity"))
