"""The words a form uses in one language: headings, names of sheets, codes with their labels, yes and no."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache
from typing import Final

from compliance.language.labels import member_label
from compliance.model.values import Answer

SEPARATOR: Final = " \u2013 "
"""Between a code and its label where both are shown."""


def member_word(member: StrEnum, language: str) -> str:
    """How a code is written: by its label, after the code itself where another code has the same label."""
    return _words(type(member), language)[member.value]


@cache  # by class, since the codes of two enumerations are equal where their words are
def _words(choices: type[StrEnum], language: str) -> dict[str, str]:
    labels = {member.value: member_label(member, language) for member in choices}
    counted = Counter(label.casefold() for label in labels.values())
    return {
        code: f"{code}{SEPARATOR}{label}" if counted[label.casefold()] > 1 else label for code, label in labels.items()
    }


def truth_word(truth: bool, language: str) -> str:  # noqa: FBT001 (the truth is what is asked about)
    """Yes or no."""
    return member_word(Answer.yes if truth else Answer.no, language)
