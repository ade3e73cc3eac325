"""Which words stand for which codes: a workbook's own words first, then every language's labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from compliance.formats.lexicon import SEPARATOR
from compliance.language.catalogues import LOCALES
from compliance.language.labels import member_label
from compliance.model.values import Answer

_BLANKS: Final = re.compile(r"[\s_\u00a0]+")


def folded(word: str) -> str:
    """A word without its case, doubled blanks and underscores, and with one kind of apostrophe, for comparison."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", word)).strip().casefold().replace("’", "'")


class Wordbook:
    """Looks up words; `own` maps the name of an enumeration to its words and codes as one source spells them.

    The own words come first, so that a workbook written months ago is read by the labels of its day.
    """

    def __init__(self, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._spelled = {name: list(words) for name, words in (own or {}).items()}
        self._own = {name: {folded(word): code for word, code in words.items()} for name, words in (own or {}).items()}

    def member(self, enumeration: type[StrEnum], word: str) -> str | None:
        """The code a word stands for, or None: unknown, or of two meanings in different languages."""
        sought = folded(word)
        found = self._own.get(enumeration.__name__, {}).get(sought) or _labels(enumeration).get(sought)
        if found or SEPARATOR not in word:
            return found or None
        code = word.partition(SEPARATOR)[0].strip()
        return next((member.value for member in enumeration if folded(member.value) == folded(code)), None)

    def spelled(self, enumeration: type[StrEnum]) -> list[str]:
        """The words to offer for an enumeration: the source's own, else the codes."""
        return self._spelled.get(enumeration.__name__) or [member.value for member in enumeration]

    def truth(self, word: str) -> bool | None:
        """Whether a word means yes or no."""
        sought = folded(word)
        if sought in _TRUTHS:
            return _TRUTHS[sought]
        return {Answer.yes.value: True, Answer.no.value: False}.get(self.member(Answer, word) or "")


_TRUTHS: Final = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False, "x": True}


@cache
def _labels(enumeration: type[StrEnum]) -> dict[str, str]:
    """Every label in every language; one that means two things in two languages means neither."""
    found: dict[str, str] = {}
    for language in LOCALES:
        for member in enumeration:
            label = folded(member_label(member, language))
            found[label] = member.value if found.get(label, member.value) == member.value else ""
    return found


EVERY_LANGUAGE: Final = Wordbook()
