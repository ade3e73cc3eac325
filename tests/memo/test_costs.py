from hypothesis import given
from hypothesis import strategies as st

from compliance.memo.costs import beyond, estimated, horizon, total, yearly
from compliance.model.decision import Option, YearAmount
from tests.memo.books import an_option

YEARS = (2027, 2028, 2029, 2030)
AMOUNTS = st.integers(0, 10**9)
COSTS = st.lists(st.builds(YearAmount, year=st.integers(2026, 2034), amount=AMOUNTS), max_size=8).map(tuple)


def test_what_is_paid_once_falls_in_the_first_year():
    option = Option(one_off_cost=160, annual_cost=tuple(YearAmount(year=year, amount=80) for year in YEARS))
    assert [cost.amount for cost in yearly(option, YEARS)] == [240, 80, 80, 80]
    assert total(option, YEARS) == 480


def test_a_cost_not_given_is_not_nought():
    assert total(Option(one_off_cost=100), YEARS) is None
    assert total(Option(annual_cost=()), YEARS) is None
    assert total(Option(one_off_cost=0, annual_cost=(YearAmount(year=2027),)), YEARS) is None
    assert yearly(Option(one_off_cost=100), YEARS) == ()


def test_nothing_per_year_and_nothing_once_is_nought():
    assert total(Option(one_off_cost=0, annual_cost=()), YEARS) == 0


def test_options_are_compared_from_the_first_year_any_of_them_names():
    assert horizon((an_option(annual_cost=(YearAmount(year=2028, amount=1),)), an_option()), 2026, 4) == YEARS
    assert horizon((), 2026, 4) == YEARS


@given(st.none() | AMOUNTS, st.none() | COSTS)
def test_the_years_add_up_to_the_total_and_nothing_is_lost(once, per_year):
    option = Option(one_off_cost=once, annual_cost=per_year)
    whole = total(option, YEARS)
    assert (whole is not None) == estimated(option)
    if whole is not None:
        assert sum(cost.amount for cost in yearly(option, YEARS)) == whole
        assert whole + beyond(option, YEARS) == once + sum(cost.amount for cost in per_year)
