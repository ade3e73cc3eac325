"""How hard a text is to read: counted so that anyone counts the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES
from compliance.language.readability import (
    LINE_LETTERS,
    Counts,
    Passives,
    counts,
    lix,
    long_paragraphs,
    long_sentences,
    passive_sentences,
    passives,
    vague_purpose,
    word_count,
)
from compliance.report.room import WIDE

LANGUAGES = st.sampled_from(sorted(LOCALES))


@pytest.mark.parametrize(
    ("text", "expected", "figure"),
    [
        ("Vi sletter dataene når saken er ferdig. Ingen andre får se dem.", Counts(12, 2, 2), "22.7"),
        (
            "Behandlingsansvarlig gjennomfører personvernkonsekvensvurdering før behandlingen igangsettes.",
            Counts(6, 1, 5),
            "89.3",
        ),
        ("", Counts(0, 1, 0), "0.0"),
        ("Fødselsnummer 12345678901", Counts(2, 1, 1), "52.0"),
        ("a-b-c-d-e-f", Counts(1, 1, 0), "1.0"),
        ("a-b-c-d-e-f-g", Counts(1, 1, 1), "101.0"),
    ],
)
def test_lix_is_words_per_sentence_and_the_share_of_long_words(text: str, expected: Counts, figure: str) -> None:
    assert counts(text, "nb") == expected
    assert str(lix(text, "nb")) == figure


@pytest.mark.parametrize(
    ("words", "sentences", "figure"), [(21, 20, "1.0"), (23, 20, "1.2"), (5, 4, "1.2"), (7, 4, "1.8")]
)
def test_half_a_tenth_goes_to_the_even_side(words: int, sentences: int, figure: str) -> None:
    assert str(Counts(words, sentences, 0).lix) == figure


@given(st.text(), LANGUAGES)
def test_any_text_has_a_lix_of_one_decimal(text: str, language: str) -> None:
    figure = lix(text, language)
    assert figure >= 0
    assert figure.as_tuple().exponent == -1


@given(st.text(alphabet="abcdefghÆ .:!?\n"))
def test_a_text_said_twice_is_as_hard_as_once(text: str) -> None:
    assert lix(f"{text}\n\n{text}", "nb") == lix(text, "nb")


@given(st.lists(st.sampled_from(["hus", "båt", "personvern", "kommune", "sak"]), min_size=2, max_size=40))
def test_a_sentence_cut_in_two_is_no_harder(said: list[str]) -> None:
    whole = " ".join(said)
    cut = f"{' '.join(said[:1])}. A{' '.join(said[1:])}"
    assert lix(cut.replace("A", "", 1).replace(". ", ".\n\n"), "nb") <= lix(whole, "nb")


def test_a_sentence_is_long_beyond_twenty_five_words() -> None:
    fine, long = " ".join(["ord"] * 25), " ".join(["ord"] * 26)
    assert long_sentences(f"{fine}.\n\n{long}.", "nb")[0].words == 26
    assert not long_sentences(fine, "nb")
    assert word_count(f"{fine}.\n\n{long}.", "nb") == 51


@pytest.mark.parametrize("text", ["Saksbehandling", " saksbehandling. ", "Utføre kommunens oppgaver"])
def test_a_purpose_that_says_nothing_is_vague(text: str) -> None:
    assert vague_purpose(text, "nb")


def test_a_purpose_that_says_for_whom_is_not_vague() -> None:
    assert not vague_purpose("Saksbehandling av søknader om skoleskyss", "nb")
    assert not vague_purpose("", "nb")


@pytest.mark.parametrize(
    ("text", "language", "passive"),
    [
        ("Opplysningene slettes. Vi sletter dem.", "nb", 1),
        ("De blir raskt slettet.", "nb", 1),
        ("Kommunenes ansvar finnes. Det er deres.", "nb", 0),
        ("Opplysningane skal slettast.", "nn", 1),
        ("Uppgifterna raderas.", "sv", 1),
        ("Oplysningerne slettes.", "da", 1),
        ("The data are quickly deleted. We delete them.", "en", 1),
    ],
)
def test_the_passive_is_counted_by_sentence(text: str, language: str, passive: int) -> None:
    assert passives(text, language).passive == passive


@given(st.text(), LANGUAGES)
def test_no_more_sentences_are_passive_than_there_are(text: str, language: str) -> None:
    found = passives(text, language)
    assert Passives(0, found.sentences).passive <= found.passive <= found.sentences


@given(st.text(), LANGUAGES)
def test_nothing_counted_is_ever_negative(text: str, language: str) -> None:
    found = counts(text, language)
    assert 0 <= found.long_words <= found.words and found.sentences >= 1
    assert all(each.lines > 0 for each in long_paragraphs(text, 0))
    assert len(passive_sentences(text, language)) <= found.sentences


@given(st.text(alphabet="abcdefghÆ .:!?\n-1"), LANGUAGES)
def test_a_sentence_more_is_counted_as_just_that(text: str, language: str) -> None:
    before, after = counts(text, language), counts(f"{text}\n\nEn setning på fem ord.", language)
    assert after.words == before.words + 5
    assert after.sentences == (before.sentences if not before.words else before.sentences + 1)
    assert long_sentences(f"{text}\n\nKort.", language) == long_sentences(text, language)


def test_a_paragraph_is_long_beyond_six_lines_of_a_page() -> None:
    fine, long = "o" * 84 * 6, "o" * (84 * 6 + 1)
    assert long_paragraphs(f"{fine}\n{fine}\n\n{fine}") == []
    assert [each.lines for each in long_paragraphs(f"{fine}\n{long}")] == [7]
    assert LINE_LETTERS == WIDE


def test_passive_sentences_are_told_as_they_stand() -> None:
    assert passive_sentences("Vi sletter dem. Opplysningene slettes. Slutt.", "nb") == ["Opplysningene slettes."]
