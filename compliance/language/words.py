"""The word lists of each language, `checklists/words/<language>.yaml`: kept by people who know the language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.errors import ComplianceError, Place
from compliance.language.catalogues import locale_of
from compliance.resources import folder, read_yaml


class BrokenWords(ComplianceError):
    sentence = "The word list cannot be read: {reason}."
    hint = "Correct the file; the other languages show its shape."


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Jargon(_Value):
    """A word of the trade, and what to write instead."""

    term: str = Field(min_length=1)
    plain: str = Field(min_length=1)
    forms: tuple[str, ...] = Field(default=(), description="inflected forms that also count")


class Passive(_Value):
    """How the language builds the passive: by an ending, or by a helping verb with a participle soon after."""

    endings: tuple[str, ...] = ()
    not_endings: tuple[str, ...] = Field(default=(), description="longer endings that look passive and are not")
    not_passive: tuple[str, ...] = Field(default=(), description="whole words that look passive and are not")
    helpers: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()


class Words(_Value):
    """What the measures of a text must know about its language."""

    abbreviations: tuple[str, ...] = Field(description="shortened words whose full stop does not end a sentence")
    everyday: tuple[str, ...] = Field(description="abbreviations in capitals that everyone knows")
    numbered: tuple[str, ...] = Field(description="words before a number that only says where, which or when")
    explained_by: tuple[str, ...] = Field(description="words that, right after a term, begin its explanation")
    jargon: tuple[Jargon, ...]
    vague_purposes: tuple[str, ...] = Field(description="whole purposes that say nothing anyone can test")
    passive: Passive


def words_of(language: str) -> Words:
    """The word lists of a language; raises `UnknownLanguage` or `BrokenWords`."""
    locale_of(language)
    return read_words(folder("checklists") / "words" / f"{language}.yaml")


@lru_cache(maxsize=16)
def read_words(path: Path) -> Words:
    """The word lists in a file; raises `BrokenWords`."""
    try:
        return Words.model_validate(read_yaml(path))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as fault:
        raise BrokenWords(place=Place(file=path.name), reason=str(fault)) from fault
