from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.contracts import contract_ends_soon, missing_points
from compliance.checks.law import law_on
from compliance.model.supply import DpaItem, Engagement

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def ends_soon(last, on):
    return contract_ends_soon(Engagement(id="ENG-1", name="Avtale", dpa_valid_to=last), None, law_on(on, "NO"), on)


def missing(items):
    day = date(2026, 11, 20)
    return missing_points(Engagement(id="ENG-1", name="Avtale", dpa_items=items), None, law_on(day, "NO"), day)


@pytest.mark.parametrize(
    ("on", "last", "soon"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), True),
        (date(2026, 11, 30), date(2027, 3, 1), False),
        (date(2023, 11, 30), date(2024, 2, 29), True),
        (date(2023, 11, 29), date(2024, 2, 29), True),
        (date(2023, 11, 28), date(2024, 2, 29), False),
        (date(2024, 2, 29), date(2024, 5, 29), True),
        (date(2024, 2, 29), date(2024, 5, 30), False),
        (date(2026, 11, 20), date(2026, 11, 20), True),
        (date(2026, 11, 20), date(2026, 11, 19), False),
        (date(2026, 11, 20), None, None),
    ],
)
def test_a_contract_ends_soon_from_three_months_before_to_its_last_day(on, last, soon):
    assert ends_soon(last, on) is soon


@given(days, days)
def test_a_contract_that_ends_soon_has_not_ended_and_does_so_within_a_quarter(on, last):
    if ends_soon(last, on):
        assert on <= last <= on + timedelta(days=92)
    elif last >= on:
        assert last > on + timedelta(days=88)


@given(days)
def test_once_a_contract_ends_soon_it_does_so_until_its_last_day(last):
    said = [ends_soon(last, last - timedelta(days=back)) for back in range(100)]
    assert said == sorted(said, reverse=True)
    assert said[0] and not said[-1]


@given(st.lists(st.sampled_from(DpaItem), unique=True).map(tuple))
def test_what_a_contract_has_and_what_it_lacks_is_all_the_law_asks_for(items):
    assert {*items, *missing(items)} == set(DpaItem)
    assert not set(items) & set(missing(items))
    assert list(missing(items)) == [item for item in DpaItem if item in missing(items)]


def test_a_contract_nobody_has_read_may_lack_anything():
    assert missing(None) is None
    assert missing(()) == tuple(DpaItem)
