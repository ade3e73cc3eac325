"""The words a form uses in one language: headings, names of sheets, codes with their labels, yes and no."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from compliance.language.labels import member_label
from compliance.model.values import Answer

SEPARATOR: Final = " \u2013 "
"""Between a code and its label where both are shown."""

_SHORT: Final = 2


@cache
def member_word(member: StrEnum, language: str) -> str:
    """How a code is written: by its label, after the code itself where people know it by that (`e`, `28.3.a`, `NO`)."""
    label = member_label(member, language)
    if label.casefold() == member.value.replace("_", " ").casefold():
        return label
    known_by_code = (
        len(member.value) <= _SHORT or member.value.isupper() or any(char.isdigit() for char in member.value)
    )
    return f"{member.value}{SEPARATOR}{label}" if known_by_code else label


def truth_word(truth: bool, language: str) -> str:  # noqa: FBT001 (the truth is what is asked about)
    """Yes or no."""
    return member_word(Answer.yes if truth else Answer.no, language)
