"""Periods of years, months, weeks and days: how they are added to a day, and how they compare (guide A.0)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from compliance.errors import ComplianceError
from compliance.model.values import PERIOD_PATTERN


class NotAPeriod(ComplianceError):
    sentence = "{period!r} is not a period of years, months, weeks and days."
    hint = "Write it as P5Y, P1Y6M, P3W or P30D."


@lru_cache(maxsize=4096)
def measure(period: str) -> tuple[int, int]:
    """A period as months and days. Periods compare as these pairs do: P1Y is longer than P364D, P12M equals P1Y.

    A week is always seven days.
    """
    found = PERIOD_PATTERN.match(period)
    if found is None:
        raise NotAPeriod(period=period)
    years, months, weeks, days = (int(digits or 0) for digits in found.groups())
    return years * 12 + months, weeks * 7 + days


def longer(period: str, than: str) -> bool:
    """Whether one period is longer than another."""
    return measure(period) > measure(than)


def together(one: str, other: str) -> str:
    """Two periods as one, so that a month end is met once and not twice: 31 January and P1M and P2M is 30 April."""
    months, days = (sum(parts) for parts in zip(measure(one), measure(other), strict=True))
    return f"P{months // 12}Y{months % 12}M{days}D"


def after(day: date, period: str) -> date:
    """The day a period after another: same day of the month, else its last, then the days. At most year 9999."""
    months, days = measure(period)
    return _shifted(day, months, days)


def before(day: date, period: str) -> date:
    """The day a period before another: same day of the month, else its last, less the days. At least year 1."""
    months, days = measure(period)
    return _shifted(day, -months, -days)


def _shifted(day: date, months: int, days: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
