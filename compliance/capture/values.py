"""Words into values: what a person wrote in a cell or a file, as the plain JSON value the model reads.

Every function takes what was given (text, number, truth, date, moment) and returns a plain value, or raises a refusal
that says what would have been understood. Nothing here knows of sheets or files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from compliance.errors import ComplianceError

Given = Any
Convert = Callable[[Given], Any]


class NotADate(ComplianceError):
    sentence = "“{given}” is not a date."
    hint = "Write it as 31.12.2026 or 2026-12-31."


class NoSuchDay(ComplianceError):
    sentence = "“{given}” is a day that does not exist."
    hint = "Correct the day, the month or the year."


class NotAMoment(ComplianceError):
    sentence = "“{given}” is not a point in time with its zone."
    hint = "Write it as 2026-12-31T12:00:00Z."


class NotAWholeNumber(ComplianceError):
    sentence = "“{given}” is not a whole number."
    hint = "Write digits only, for example 1200."


class NotAPeriodOfTime(ComplianceError):
    sentence = "“{given}” is not a period of time."
    hint = "Write it as P5Y (five years), P6M (six months), P3W (three weeks), P30D (30 days), or in words: 5 years."


class NotText(ComplianceError):
    sentence = "A date, a time or a truth value stands where a text belongs, and how it was written is lost."
    hint = "Format the cell as text and write it again, so that it stands exactly as you mean it."


class NotOneValue(ComplianceError):
    sentence = "A list or an object stands where one value belongs."
    hint = "Write one word, number or date."


_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_NORDIC_DATE: Final = re.compile(r"(\d{1,2})[.\-] ?(\d{1,2})[.\-] ?(\d{4})\.?", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?\d+", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([ .\u00a0\u202f\u2009])\d{3}(?:\1\d{3})*", re.ASCII)
_PERIOD: Final = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?", re.ASCII)
_PERIOD_WORDS: Final = re.compile(r"(\d{1,4})\s*([^\W\d_]+)\.?")
_UNITS: Final = {
    "Y": ("y", "år", "years", "year", "årene"),
    "M": ("m", "måned", "måneder", "mnd", "månad", "månader", "mån", "months", "month", "mdr"),
    "W": ("w", "uke", "uker", "vecka", "veckor", "uge", "uger", "weeks", "week"),
    "D": ("d", "dag", "dager", "dagar", "dage", "døgn", "dygn", "days", "day"),
}
_UNIT_OF: Final = {word: unit for unit, words in _UNITS.items() for word in words}
_EXACT: Final = 1e15
"""Below this every whole number a cell can hold is exact."""

_MOST_DIGITS: Final = 25
_AND: Final = re.compile(r"\b(?:og|och|and)\b|[,+]")


def text(given: Given) -> str | None:
    """A text of any length; numbers as Excel shows them, dates refused because their spelling is lost."""
    if isinstance(given, str):
        return given.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    return _spelled(given)


def line(given: Given) -> str | None:
    """A text on one line; line breaks and tabs inside become blanks."""
    said = text(given)
    return re.sub(r"\s*[\n\t]\s*", " ", said) if said and ("\n" in said or "\t" in said) else said


def _spelled(given: Given) -> str | None:
    if given is None:
        return None
    if isinstance(given, bool):
        raise NotText
    if isinstance(given, int):
        return str(given)
    if isinstance(given, float):
        return str(int(given)) if given.is_integer() and abs(given) < _EXACT else repr(given)
    if isinstance(given, date | time | timedelta):
        raise NotText
    if isinstance(given, dict | list):
        raise NotOneValue
    return str(given)


def number(given: Given) -> int | None:
    """A whole number, also as 3.0, `3 000` or 3.000."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, float) and given.is_integer():
        return int(given)
    said = one_word(given)
    if said is None:
        return None
    said = said.replace("\u2212", "-")
    if found := _GROUPED.fullmatch(said):
        said = said.replace(found[1], "")
    if _WHOLE.fullmatch(said) and len(said) <= _MOST_DIGITS:
        return int(said)
    raise NotAWholeNumber(given=given)


def day(given: Given) -> str | None:
    """A date in ISO form, from a date cell, ISO or Nordic spelling; slashes are refused as ambiguous."""
    if isinstance(given, datetime):
        if given.time() != time():
            raise NotADate(given=given)
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    said = one_word(given)
    if said is None:
        return None
    if found := _ISO_DATE.fullmatch(said):
        parts = found[1], found[2], found[3]
    elif found := _NORDIC_DATE.fullmatch(said):
        parts = found[3], found[2], found[1]
    else:
        raise NotADate(given=said)
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        raise NoSuchDay(given=said) from None


def moment(given: Given) -> str | None:
    """A point in time in ISO form; its zone must be told, so that no local clock is guessed at."""
    said = given.isoformat() if isinstance(given, datetime) else one_word(given)
    if said is None:
        return None
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        raise NotAMoment(given=said) from None
    if read.tzinfo is None:
        raise NotAMoment(given=said)
    return said


def period(given: Given) -> str | None:
    """An ISO 8601 period, from one or from words: `5 år`, `1 year and 6 months`."""
    said = one_word(given)
    if said is None:
        return None
    if _PERIOD.fullmatch(said.upper()):
        return said.upper()
    counts: dict[str, str] = {}
    for word in filter(None, (part.strip() for part in _AND.split(said.lower()))):
        found = _PERIOD_WORDS.fullmatch(word)
        unit = _UNIT_OF.get(found[2]) if found else None
        if found is None or unit is None or unit in counts:
            raise NotAPeriodOfTime(given=said)
        counts[unit] = found[1]
    if not counts:
        raise NotAPeriodOfTime(given=said)
    return "P" + "".join(f"{counts[unit]}{unit}" for unit in "YMWD" if unit in counts)


def code(given: Given) -> str | None:
    """A country or a currency, in capitals."""
    said = one_word(given)
    return said.upper() if said else None


def local_id(given: Given) -> str | None:
    """The identifier of a value within its record."""
    return one_word(given)


def one_word(given: Given) -> str | None:
    """What was given as one word, stripped; a list or an object is refused."""
    if isinstance(given, str):
        return given.strip() or None
    if given is None:
        return None
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dict | list):
        raise NotOneValue
    return str(given) if isinstance(given, date | time | timedelta) else _spelled(given)
