"""How hard a text is to read. Every measure warns; none of them proves that a text is clear.

LIX (Björnsson) is words per sentence plus the percentage of words of more than six letters. It measures length, not
clarity, and is calibrated for the Scandinavian languages only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Final

from compliance.language.prose import paragraphs, sentences, words
from compliance.language.words import Passive, words_of

LONG_WORD: Final = 6
"""A word is long when it has more letters than this."""

LONG_SENTENCE: Final = 25
"""A sentence is long when it has more words than this."""

LINE_LETTERS: Final = 84
"""Letters on one line of running text in a memo, about."""

LONG_PARAGRAPH: Final = 6
"""A paragraph is long when it has more lines than this."""

LIX_LANGUAGES: Final = frozenset({"nb", "nn", "sv", "da"})
"""The languages LIX is calibrated for."""

_SHORTEST_PASSIVE: Final = 5
_SHORTEST_PARTICIPLE: Final = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """What LIX is made of."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> Decimal:
        """W/S + 100 L/W to one decimal, rounded half to even; 0.0 for a text without words."""
        if not self.words:
            return Decimal("0.0")
        exact = Fraction(self.words, max(self.sentences, 1)) + Fraction(100 * self.long_words, self.words)
        return Decimal(round(exact * 10)).scaleb(-1)


@dataclass(frozen=True, slots=True)
class LongSentence:
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class LongParagraph:
    text: str
    lines: int


@dataclass(frozen=True, slots=True)
class Passives:
    """Sentences with a verb in the passive, of all sentences."""

    passive: int
    sentences: int


def counts(text: str, language: str) -> Counts:
    """Words, sentences and long words of the prose in a text."""
    found = sentences(text, language)
    spoken = [word for sentence in found for word in words(sentence)]
    return Counts(len(spoken), max(len(found), 1), sum(_letters(word) > LONG_WORD for word in spoken))


def lix(text: str, language: str) -> Decimal:
    """The LIX of a text; below 30 very easy, 40-49 ordinary news, 60 and above bureaucratic."""
    return counts(text, language).lix


def word_count(text: str, language: str) -> int:
    """The number of words in the prose of a text."""
    return counts(text, language).words


def long_sentences(text: str, language: str, limit: int = LONG_SENTENCE) -> list[LongSentence]:
    """The sentences with more than `limit` words, in the order of the text."""
    measured = (LongSentence(sentence, len(words(sentence))) for sentence in sentences(text, language))
    return [sentence for sentence in measured if sentence.words > limit]


def long_paragraphs(text: str, limit: int = LONG_PARAGRAPH) -> list[LongParagraph]:
    """The paragraphs with more than `limit` lines of `LINE_LETTERS` letters, in the order of the text."""
    measured = (LongParagraph(part, ceil(len(part) / LINE_LETTERS)) for part in paragraphs(text))
    return [paragraph for paragraph in measured if paragraph.lines > limit]


def vague_purpose(text: str, language: str) -> bool:
    """Whether a purpose is one of those that say nothing anyone can test."""
    return " ".join(words(text)).casefold() in _vague(language)


def passives(text: str, language: str) -> Passives:
    """How many sentences have a verb in the passive, as far as endings and helping verbs tell."""
    return Passives(len(passive_sentences(text, language)), len(sentences(text, language)))


def passive_sentences(text: str, language: str) -> list[str]:
    """The sentences with a verb in the passive, in the order of the text."""
    return [sentence for sentence in sentences(text, language) if _passive(sentence, language)]


def _letters(word: str) -> int:
    return sum(char.isalpha() for char in word)


@lru_cache(maxsize=16)
def _vague(language: str) -> frozenset[str]:
    return frozenset(" ".join(words(purpose)).casefold() for purpose in words_of(language).vague_purposes)


def _passive(sentence: str, language: str) -> bool:
    how = words_of(language).passive
    spoken = [word.casefold() for word in words(sentence)]
    return any(_has_ending(word, how) for word in spoken) or any(_with_helper(spoken, how))


def _has_ending(word: str, how: Passive) -> bool:
    looks = len(word) >= _SHORTEST_PASSIVE and word.endswith(how.endings)
    return looks and not word.endswith(how.not_endings) and word not in how.not_passive


def _with_helper(spoken: list[str], how: Passive) -> Iterator[bool]:
    for number, word in enumerate(spoken):
        if word in how.helpers:
            yield any(
                len(near) >= _SHORTEST_PARTICIPLE and near.endswith(how.participles)
                for near in spoken[number + 1 : number + 4]
            )
