from datetime import UTC, datetime, timedelta

import pytest

from compliance.register.moments import MomentUnreadable, NoSuchEntry, NothingYet
from tests.register.books import START, activity, founded, written


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def dated(request, tmp_path_factory):
    """Entries 2 and 3 on one day, entry 4 two days later. Only looked at, so one for all."""
    on_file = request.param == "sqlite"
    address = tmp_path_factory.mktemp("dated") / "r.db" if on_file else request.getfixturevalue("new_database")()
    with founded(address) as register:
        for hours in (1, 5, 53):
            written(register, activity(name=f"after {hours}"), at=START + timedelta(hours=hours))
        yield register


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ("2", 2),
        (" 4 ", 4),
        ("2026-01-05", 3),
        ("2026-01-06", 3),
        ("2026-01-07", 4),
        ("2026-01-05T08:00:00Z", 1),
        ("2026-01-05T08:59:59Z", 1),
        ("2026-01-05T09:00", 2),
        ("2026-01-05T10:00+01:00", 2),
        ("2030-01-01", 4),
        (3, 3),
        (datetime(2026, 1, 5, 13, 30, tzinfo=UTC), 3),
    ],
)
def test_an_entry_is_meant_by_number_day_or_moment(dated, given, entry):
    assert dated.entry_at(given) == entry


@pytest.mark.parametrize("given", ["0", "5", "99999999999999999999", 0, -1, 2**40])
def test_a_number_the_register_does_not_have_is_refused(dated, given):
    with pytest.raises(NoSuchEntry):
        dated.entry_at(given)


def test_a_day_before_the_register_is_refused(dated):
    with pytest.raises(NothingYet):
        dated.entry_at("2025-12-31")


@pytest.mark.parametrize("given", ["", "yesterday", "2026-02-30", "2026-13-01T00:00", "1.5", "-1", "\u0661\u0667"])
def test_what_is_none_of_them_is_refused(dated, given):
    with pytest.raises(MomentUnreadable):
        dated.entry_at(given)
