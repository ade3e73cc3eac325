"""The word lists: kept by people, so their faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.language.catalogues import LOCALES, UnknownLanguage
from compliance.language.words import BrokenWords, read_words, words_of

FROM_THE_START = {
    "nr.",
    "jf.",
    "f.eks.",
    "bl.a.",
    "m.m.",
    "mv.",
    "osv.",
    "kap.",
    "pkt.",
    "ca.",
    "dvs.",
    "t.o.m.",
    "d.v.s.",
    "o.s.v.",
    "jfr.",
    "stk.",
}


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_language_has_its_lists(language: str) -> None:
    lists = words_of(language)
    assert lists.jargon
    assert lists.vague_purposes


@pytest.mark.parametrize("language", ["nb", "da"])
def test_the_common_abbreviations_are_known(language: str) -> None:
    assert set(words_of(language).abbreviations) >= FROM_THE_START


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_no_term_stands_twice_and_none_is_its_own_replacement(language: str) -> None:
    said = [form for entry in words_of(language).jargon for form in (entry.term, *entry.forms)]
    assert len(said) == len(set(said))
    assert not [entry for entry in words_of(language).jargon if entry.plain.casefold() == entry.term.casefold()]


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_list_holds_words_and_not_blanks(language: str) -> None:
    lists = words_of(language)
    assert all(word == word.strip() != "" for word in (*lists.abbreviations, *lists.vague_purposes))


@pytest.mark.parametrize(
    "broken", ["", "[]", "abbreviations: [", "abbreviations: nr.", "\x00", "jargon: [{term: MFA, plane: to trinn}]"]
)
def test_a_broken_list_is_named(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "nb.yaml"
    path.write_text(broken, "utf-8")
    with pytest.raises(BrokenWords) as refused:
        read_words(path)
    assert "nb.yaml" in str(refused.value)


def test_an_unknown_language_has_no_lists() -> None:
    with pytest.raises(UnknownLanguage):
        words_of("fi")
