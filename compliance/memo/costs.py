"""What an option costs, year by year and in all. Sums are exact; rounding is for whoever prints them."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.memo.composed import YearCost
from compliance.model.decision import Option


def horizon(options: Sequence[Option], after_year: int, years: int) -> tuple[int, ...]:
    """The years a question's options are compared over: from the first year any of them names, else the next one."""
    named = [cost.year for option in options for cost in option.annual_cost or () if cost.year is not None]
    first = min(named, default=after_year + 1)
    return tuple(range(first, first + years))


def yearly(option: Option, years: Sequence[int]) -> tuple[YearCost, ...]:
    """The cost in each year, what is paid once in the first; empty where the cost is not estimated."""
    if not estimated(option):
        return ()
    spent = dict.fromkeys(years, 0)
    spent[years[0]] += option.one_off_cost or 0
    for cost in option.annual_cost or ():
        if cost.year in spent:
            spent[cost.year] += cost.amount or 0
    return tuple(YearCost(year=year, amount=amount) for year, amount in spent.items())


def total(option: Option, years: Sequence[int]) -> int | None:
    """Once and per year over these years, undiscounted; None where the cost is not estimated."""
    return sum(cost.amount for cost in yearly(option, years)) if estimated(option) else None


def beyond(option: Option, years: Sequence[int]) -> int:
    """What the option costs in years the comparison leaves out."""
    return sum(cost.amount or 0 for cost in option.annual_cost or () if cost.year not in years)


def estimated(option: Option) -> bool:
    """Whether every part of the cost is given: a missing one is not nought."""
    if option.one_off_cost is None or option.annual_cost is None:
        return False
    return all(cost.year is not None and cost.amount is not None for cost in option.annual_cost)
