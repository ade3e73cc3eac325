"""The words a form uses in one language: headings, names of sheets, codes with their labels, yes and no."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from compliance.language.labels import member_label
from compliance.model.values import Answer

SEPARATOR: Final = " \u2013 "
"""Between a code and its label where both are shown."""


@cache
def member_word(member: StrEnum, language: str) -> str:
    """How a code is written: by its label, after the code itself where another code has the same label."""
    label = member_label(member, language)
    others = (member_label(other, language).casefold() for other in type(member) if other is not member)
    return f"{member.value}{SEPARATOR}{label}" if label.casefold() in others else label


def truth_word(truth: bool, language: str) -> str:  # noqa: FBT001 (the truth is what is asked about)
    """Yes or no."""
    return member_word(Answer.yes if truth else Answer.no, language)
