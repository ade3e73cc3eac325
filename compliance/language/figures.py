"""The figures a reader of a text has to hold in mind.

Figures are numbers written in digits that say how much: `1 802`, `30 000`, `22,7`, `14 %`. What only says when, where
or which is none: days, years, times, sections, chapters, pages, and numbers inside a word (`QUE-0003`, `A4`). Numbers
written in letters are words. Four digits without a mark between them, from 1900 to 2099, are read as a year.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from compliance.language.dates import month_names
from compliance.language.prose import blocks
from compliance.language.words import words_of

_NUMBER: Final = r"\d{1,3}(?:[ \u00a0\u202f.,'\u2019]\d{3}){1,5}(?:[.,]\d{1,3})?(?!\d)|\d+(?:[.,]\d+)?"
_FIGURE: Final = re.compile(rf"(?<![\w.,/:§-])(?:{_NUMBER})(?:\s?[%‰])?(?![\w/:-]|[.,]\d)", re.ASCII)
_YEAR: Final = r"(?:19|20)\d\d"
_DIGITAL: Final = re.compile(
    r"\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?(?!\d)"
    r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4}|-\d{2,4})?\b"
    r"|\b\d{1,2}:\d\d\b"
    rf"|\b{_YEAR}\s?[\u2013/-]\s?(?:{_YEAR}|\d\d)\b"
)
_LONE_YEAR: Final = re.compile(rf"(?<![\d.,]){_YEAR}(?!\d|[.,]\d|\s?%)")
_SECTION: Final = re.compile(r"§+\s*\d+(?:[-.]\d+)*(?:\s?[a-zæøåäö]\b)?")
_RANGE: Final = re.compile(r"(?<=\d)\s?\u2013\s?(?=\d)|(?<=\d)-(?=\d)")
_ORDINAL: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:\.(?=\s+[a-zæøåäöéü])|:[ae]\b|(?:st|nd|rd|th)\b)")


def figures(text: str, language: str) -> list[str]:
    """The different figures in the prose of a text, in its order; a figure said twice is held in mind once."""
    found = (figure for block in blocks(text) for figure in _in_block(block, language))
    return list(dict.fromkeys(found))


def _in_block(block: str, language: str) -> list[str]:
    for what in (_dated(language), _DIGITAL, _SECTION, _numbered(language), _ORDINAL, _LONE_YEAR):
        block = what.sub(" \u2026 ", block)
    return [found[0].strip() for found in _FIGURE.finditer(_RANGE.sub(" \u2013 ", block))]


@lru_cache(maxsize=16)
def _dated(language: str) -> re.Pattern[str]:
    """A day with its month in letters: 31. august 2026, 9 December, December 9, 2026."""
    months = "|".join(re.escape(name) for name in sorted(month_names(language), key=len, reverse=True))
    day, year = r"\d{1,2}(?:\.|st|nd|rd|th)?", rf"(?:,?\s+{_YEAR})?"
    return re.compile(
        rf"\b{day}(?:\s?[\u2013-]\s?{day})?\s+(?:of\s+)?(?:{months})\b\.?{year}|\b(?:{months})\b\.?\s+{day}\b{year}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=16)
def _numbered(language: str) -> re.Pattern[str]:
    """A number that a word before it makes the name of a place or a time: kapittel 3, side 4, kl. 14.30."""
    before = "|".join(re.escape(word) for word in sorted(words_of(language).numbered, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{before})\s*\d+(?:[.:\u2013-]\d+)*(?:\.[a-z]\b)?", re.IGNORECASE)
