from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.periods import NotAPeriod, after, before, longer, measure, together

periods = st.builds(
    "P{}Y{}M{}W{}D".format, st.integers(0, 200), st.integers(0, 40), st.integers(0, 50), st.integers(0, 4000)
)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2026, 12, 31), "P2M", date(2027, 2, 28)),
        (date(2026, 1, 31), "P1M1D", date(2026, 3, 1)),
        (date(2026, 5, 1), "P30D", date(2026, 5, 31)),
        (date(2026, 5, 1), "P0D", date(2026, 5, 1)),
        (date(2026, 5, 1), "P3W", date(2026, 5, 22)),
        (date(2026, 1, 31), "P1M1W1D", date(2026, 3, 8)),
        (date(9999, 1, 1), "P9999Y", date.max),
        (date(9999, 12, 31), "P99999D", date.max),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(day, period, expected):
    assert after(day, period) == expected


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 3, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 2, 29), "P1Y", date(2023, 2, 28)),
        (date(2026, 1, 15), "P2M", date(2025, 11, 15)),
        (date(1, 1, 1), "P1D", date.min),
        (date(5, 1, 1), "P10Y", date.min),
    ],
)
def test_periods_run_backwards_too(day, period, expected):
    assert before(day, period) == expected


def test_periods_compare_by_months_then_days():
    assert longer("P1Y", "P364D")
    assert not longer("P12M", "P1Y")
    assert not longer("P1Y", "P12M")
    assert longer("P1M1D", "P1M")
    assert measure("P1Y6M") == (18, 0)
    assert measure("P3W") == measure("P21D") == (0, 21)


@pytest.mark.parametrize("text", ["", "P", "5Y", "P-1Y", "PT1H", "P1W1M", "P1.5Y", "p1y"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(NotAPeriod):
        measure(text)


@given(days, periods)
def test_a_day_after_a_period_is_never_earlier(day, period):
    assert after(day, period) >= day >= before(day, period)


@given(days, periods, periods)
def test_a_longer_period_never_ends_earlier_when_it_is_longer_in_months_and_days(day, one, other):
    if all(a >= b for a, b in zip(measure(one), measure(other), strict=True)):
        assert after(day, one) >= after(day, other)


@pytest.mark.parametrize(
    ("one", "other", "sum"),
    [
        ("P1M", "P2M", "P0Y3M0D"),
        ("P1Y11M", "P2M3D", "P2Y1M3D"),
        ("P0D", "P0D", "P0Y0M0D"),
        ("P20D", "P20D", "P0Y0M40D"),
    ],
)
def test_two_periods_are_one_period_of_both(one, other, sum):
    assert together(one, other) == sum


def test_a_month_end_is_met_once_by_two_periods_together():
    assert after(date(2026, 1, 31), together("P1M", "P2M")) == date(2026, 4, 30)
    assert after(after(date(2026, 1, 31), "P1M"), "P2M") == date(2026, 4, 28)
