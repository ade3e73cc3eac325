"""Words a reader outside the trade does not know, and abbreviations nobody has explained.

A term is explained where it first stands: by brackets around it or after it ("innlogging i to trinn (MFA)"), by words
that begin an explanation ("MFA betyr …"), or because what it means stands in the text too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from compliance.language.dates import month_names
from compliance.language.prose import blocks, words
from compliance.language.words import Jargon, words_of

_SHORT: Final = re.compile(r"(?<![\w.-])(?:[^\W\d_]{1,4}\.)+(?=\s+([^\W\d_]))")
"""A full stop inside a sentence ends a shortened word: what follows begins in lower case."""

_SUFFIX: Final = 3
_SHOUTED: Final = 3
_ROMAN: Final = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it stands in the text, and what to write instead; None for an abbreviation no list knows."""

    said: str
    entry: Jargon | None = None

    @property
    def name(self) -> str:
        """What the term is known by, whatever its ending."""
        return self.entry.term if self.entry else self.said


def unexplained_jargon(text: str, language: str) -> list[Jargon]:
    """The words of the trade that a text uses and, where it first uses them, does not explain."""
    return [term.entry for term in jargon_in(text, language) if term.entry and not explained(text, term, language)]


def jargon_in(text: str, language: str) -> list[Term]:
    """The words of the trade that a text uses, explained or not, in the order of the list."""
    prose = _prose(text)
    found = ((entry, pattern.search(prose)) for entry, pattern in _terms(language))
    return [Term(first[0], entry) for entry, first in found if first]


def abbreviations_in(text: str, language: str, names: Collection[str] = ()) -> list[Term]:
    """The abbreviations in a text that neither everyone knows nor the list of jargon has, paragraph by paragraph.

    They are words in capitals, and words cut short by a full stop inside a sentence. `names` are words in capitals that
    are names here, such as a supplier's.
    """
    kept = {*words_of(language).everyday, *names}
    found = [
        each for block in blocks(text) for each in (*_capitals(block, language, kept), *_cut_short(block, language))
    ]
    return [Term(said) for said in dict.fromkeys(found)]


def explained(text: str, term: Term, language: str) -> bool:
    """Whether the text explains a term of its own where it first uses it."""
    prose = _prose(text)
    if term.entry and term.entry.plain.casefold() in prose.casefold():
        return True
    first = (_term(term.entry) if term.entry else _pattern((term.said,), re.NOFLAG)).search(prose)
    return first is None or _explained_at(prose, first.start(), first.end(), language)


def _prose(text: str) -> str:
    return "\n".join(blocks(text))


def _explained_at(prose: str, start: int, end: int, language: str) -> bool:
    after = prose[end : end + 40]
    in_brackets = prose[:start].endswith("(") and after.startswith(")")
    return in_brackets or bool(re.match(r"[\w-]*\s\(\w", after)) or _begins_explanation(after, language)


def _begins_explanation(after: str, language: str) -> bool:
    said = after.lstrip(" ,:\u2013\u2014-").casefold()
    return any(said.startswith(f"{phrase.casefold()} ") for phrase in words_of(language).explained_by)


@lru_cache(maxsize=16)
def _terms(language: str) -> tuple[tuple[Jargon, re.Pattern[str]], ...]:
    return tuple((entry, _term(entry)) for entry in words_of(language).jargon)


def _term(entry: Jargon) -> re.Pattern[str]:
    """Letters' case counts in abbreviations only: RoPA and DPIA are terms, `Patch` is `patch`."""
    abbreviation = any(char.isupper() for char in entry.term)
    return _pattern((entry.term, *entry.forms), re.NOFLAG if abbreviation else re.IGNORECASE)


@lru_cache(maxsize=1024)
def _pattern(forms: tuple[str, ...], flags: re.RegexFlag) -> re.Pattern[str]:
    end = "" if forms[0].endswith(".") else r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))}){end}", flags)


def _capitals(block: str, language: str, kept: Collection[str]) -> Iterator[str]:
    spoken = words(block)
    if len(spoken) >= _SHOUTED and sum(word.isupper() and len(word) > 1 for word in spoken) * 2 > len(spoken):
        return  # a text that is shouted has no abbreviations to be told from the rest
    for word in spoken:
        said = _abbreviated(word)
        if said and said not in kept and word not in kept and said not in _jargon_forms(language):
            yield said


def _abbreviated(word: str) -> str:
    """The capitals a word begins with: DPIA of DPIA, DPIAen and DPIA-rapport; nothing of QUE-0003, A4, IV and Oslo."""
    head, _, rest = word.replace("\u2011", "-").replace("\u2010", "-").partition("-")
    capitals = "".join(_leading_capitals(head))
    ending = head[len(capitals) :]
    numbered = rest[:1].isdigit()
    short = sum(char.isupper() for char in capitals) >= 2 and len(ending) <= _SUFFIX  # noqa: PLR2004
    return capitals if short and not numbered and not _ROMAN.fullmatch(capitals) else ""


def _leading_capitals(head: str) -> Iterator[str]:
    for char in head:
        if not (char.isupper() or char.isdigit()):
            return
        yield char


def _cut_short(block: str, language: str) -> Iterator[str]:
    known = _known_short(language)
    for found in _SHORT.finditer(block):
        if found[1].islower() and found[0].casefold() not in known:
            yield found[0]


@lru_cache(maxsize=16)
def _known_short(language: str) -> frozenset[str]:
    months = (name if name.endswith(".") else f"{name}." for name in month_names(language))
    return frozenset(word.casefold() for word in (*words_of(language).abbreviations, *months))


@lru_cache(maxsize=16)
def _jargon_forms(language: str) -> frozenset[str]:
    return frozenset(form for entry in words_of(language).jargon for form in (entry.term, *entry.forms))
