"""Numbers, money and shares, by the memo's rules of arithmetic: sum first, round last, and never promise all.

Groups of digits, and a number and its unit, are held together by no-break spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from statistics import median_low
from typing import Final

from babel.numbers import format_decimal

from compliance.errors import ComplianceError
from compliance.language.catalogues import gettext_for, locale_of

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_MINUS: Final = "\N{MINUS SIGN}"


class NotAShare(ComplianceError):
    sentence = "{part} of {whole} is not a share."
    hint = "The part is a whole number from 0 up to the whole."


def number(value: int | Decimal, language: str) -> str:
    """A number with the language's own groups and decimal mark: 1 150 000 and 22,7."""
    written = format_decimal(-value if value < 0 else value, format=_pattern(value), locale=locale_of(language))
    return f"{_MINUS}{written}" if value < 0 else written


def kroner(amount: int, language: str) -> str:
    """Whole kroner: 1 150 000 kr."""
    said = gettext_for(language).text("{amount} kr").format(amount=number(amount, language))
    return said.replace(" ", NO_BREAK)


def thousands(amount: int | Decimal, language: str) -> str:
    """An amount in kroner said in thousands, rounded half to even: 480 tusen kroner."""
    said = gettext_for(language).text("{n} thousand kroner")
    return said.format(n=number(to_thousands(amount) // 1000, language)).replace(" ", NO_BREAK, 1)


def to_thousands(amount: int | Decimal) -> int:
    """The amount in kroner, rounded half to even to whole thousands. Give it the sum, never the summands."""
    return round(Fraction(amount) / 1000) * 1000


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, floored, so that 100 means all; None where there is nothing to take a share of."""
    if not 0 <= part <= whole:
        raise NotAShare(part=part, whole=whole)
    return part * 100 // whole if whole else None


def share(part: int, whole: int, language: str) -> str:
    """How many of how many: 44 av 71 (61 %); "ingen registrert" where the whole is nothing."""
    texts, rate = gettext_for(language), percent(part, whole)
    if rate is None:
        return texts.text("none registered")
    said = texts.text("{part} of {whole} ({percent})")
    per_cent = texts.text("{n}%").format(n=rate).replace(" ", NO_BREAK)
    return said.format(part=number(part, language), whole=number(whole, language), percent=per_cent)


def median(values: Iterable[int]) -> int | None:
    """The middle value, the lower of the two for an even number; None for no values."""
    ordered = list(values)
    return median_low(ordered) if ordered else None


def _pattern(value: int | Decimal) -> str:
    """CLDR's number pattern with exactly the decimals the value carries."""
    places = -int(Decimal(value).as_tuple().exponent) if isinstance(value, Decimal) else 0
    return "#,##0." + "0" * places if places > 0 else "#,##0"
