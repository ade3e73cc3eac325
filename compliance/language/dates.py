"""Dates and periods as an official writes them. The language is always given: no process locale is ever read."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_skeleton, format_time, get_month_names

from compliance.errors import ComplianceError
from compliance.language.amounts import number
from compliance.language.catalogues import gettext_for, locale_of, marked_plural
from compliance.language.lists import listing

_PERIOD: Final = re.compile(
    r"P(?=[\dT])(?:(?P<Y>\d{1,6})Y)?(?:(?P<M>\d{1,6})M)?"
    r"(?:(?P<W>\d{1,6})W)?(?:(?P<D>\d{1,6})D)?"
    r"(?:T(?=\d)(?:(?P<h>\d{1,6})H)?(?:(?P<m>\d{1,6})M)?)?",
    re.ASCII,
)
_UNITS: Final = {
    "Y": marked_plural("{n} year", "{n} years"),
    "M": marked_plural("{n} month", "{n} months"),
    "W": marked_plural("{n} week", "{n} weeks"),
    "D": marked_plural("{n} day", "{n} days"),
    "h": marked_plural("{n} hour", "{n} hours"),
    "m": marked_plural("{n} minute", "{n} minutes"),
}


class NotAPeriod(ComplianceError):
    sentence = "{period!r} is not a period of time."
    hint = "Write it as ISO 8601 has it: P5Y is five years, P6M six months, P30D thirty days, PT72H seventy-two hours."


def long_date(day: date, language: str) -> str:
    """The whole date, month in letters: 20. november 2026."""
    return format_date(day, "long", locale=locale_of(language))


def short_date(day: date, language: str, *, year: bool = False) -> str:
    """The date for a table, month cut short: 15. des., or 15. des. 2026."""
    locale = locale_of(language)
    return format_date(day, "medium", locale=locale) if year else str(format_skeleton("MMMd", day, locale=locale))


def month_cut_short(day: date, language: str) -> str:
    """The month for the foot of a chart: nov."""
    return format_date(day, "LLL", locale=locale_of(language))


def month_names(language: str) -> frozenset[str]:
    """The twelve months in letters, whole and cut short, as they stand in a date: august, aug."""
    locale = locale_of(language)
    whole, short = get_month_names("wide", locale=locale), get_month_names("abbreviated", locale=locale)
    return frozenset((*whole.values(), *short.values()))


def moment(at: datetime, language: str) -> str:
    """A point in time, to the minute, in the zone it carries, which is named: 20. november 2026 kl. 14.05 UTC."""
    clock = format_time(at.timetz(), gettext_for(language).text("HH:mm", "time pattern"), locale=locale_of(language))
    said = gettext_for(language).text("{date} at {time} {zone}")
    return said.format(date=long_date(at.date(), language), time=clock, zone=at.tzname() or "").rstrip()


def period(iso: str, language: str) -> str:
    """An ISO 8601 period in words: P5Y is 5 år, P1Y6M is 1 år og 6 måneder. Raises `NotAPeriod`."""
    found = _PERIOD.fullmatch(iso)
    if found is None:
        raise NotAPeriod(period=iso)
    counts = {unit: int(digits) for unit, digits in found.groupdict().items() if digits is not None}
    kept = {unit: n for unit, n in counts.items() if n} or dict(list(counts.items())[:1])
    return listing([duration(n, unit, language) for unit, n in kept.items()], language)


def days(n: int, language: str) -> str:
    """A number of days: 1 dag, 50 dager."""
    return duration(n, "D", language)


def duration(n: int, unit: str, language: str) -> str:
    """So many of one unit: Y years, M months, W weeks, D days, h hours, m minutes."""
    one, many = _UNITS[unit]
    return gettext_for(language).plural(one, many, n).format(n=number(n, language))
