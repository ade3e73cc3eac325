"""Words of the trade and abbreviations: found in any form, and let be where they are explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES
from compliance.language.terms import Term, abbreviations_in, explained, jargon_in, unexplained_jargon
from compliance.language.words import words_of

LANGUAGES = st.sampled_from(sorted(LOCALES))
EVERY_TERM = [(language, entry) for language in sorted(LOCALES) for entry in words_of(language).jargon]


@pytest.mark.parametrize(
    "text",
    [
        "Vi trenger MFA overalt.",
        "Vi lager en DPIA-rapport.",
        "Patching skjer hver uke.",
        "Alle endepunkter må oppdateres.",
        "MFA er bra. Innlogging med MFA (to trinn) er bedre.",
    ],
)
def test_jargon_is_found_in_any_form_and_explained_at_first_use_only(text: str) -> None:
    assert len(unexplained_jargon(text, "nb")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Vi trenger MFA (to trinn for å logge inn).",
        "Vi trenger to trinn (MFA).",
        "Vi trenger MFA, det vil si to trinn.",
        "MFA betyr to trinn.",
        "Vi krever innlogging i to trinn, MFA.",
        "Samfaget er greit.",
        "Se `MFA`.",
    ],
)
def test_jargon_that_is_explained_is_no_fault(text: str) -> None:
    assert not unexplained_jargon(text, "nb")


def test_jargon_comes_with_what_to_write_instead() -> None:
    assert [entry.plain for entry in unexplained_jargon("Vi må patche.", "nb")] == ["sikkerhetsoppdatering"]


@pytest.mark.parametrize(("language", "entry"), EVERY_TERM, ids=lambda each: getattr(each, "term", each))
def test_every_form_of_every_term_is_found_as_it_stands_and_its_replacement_is_no_jargon(language, entry) -> None:
    for form in (entry.term, *entry.forms):
        found = [term for term in jargon_in(f"Vi har {form} her", language) if term.entry == entry]
        assert found and form.startswith(found[0].said)
    assert jargon_in(entry.plain, language) == []
    assert explained(f"{entry.plain} ({entry.term})", Term(entry.term, entry), language)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Vi trenger en PPT-vurdering.", "nb", ["PPT"]),
        ("NSMs råd er fulgt, og NSM er fornøyd.", "nb", ["NSM"]),
        ("Vi retter det ifm. arbeidet.", "nb", ["ifm."]),
        ("Vi rettar det ifm. arbeidet til PPT.", "nn", ["PPT", "ifm."]),
        ("IMY har frågat om det i samb. med granskningen.", "sv", ["IMY", "samb."]),
        ("STIL svarede vedr. sagen.", "da", ["STIL", "vedr."]),
        ("The ICO asked re. the matter.", "en", ["ICO", "re."]),
    ],
)
def test_an_abbreviation_not_everyone_knows_is_found(text: str, language: str, said: list[str]) -> None:
    assert [term.said for term in abbreviations_in(text, language)] == said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EU og EØS krever det, jf. loven, kl. 12.", "nb"),
        ("EUs regler gjelder for PC-er og SMS.", "nb"),
        ("Se QUE-0003 på ark A4, kapittel IV, fra Oslo i dag.", "nb"),
        ("Det var i aug. og i des. det gjaldt.", "nb"),
        ("STOPP NÅ MED DETTE", "nb"),
        ("DPIA står i ordlista.", "nb"),
        ("Se `DPIA`, SKR, EU:s regler och t.ex. detta.", "sv"),
        ("CPR-nummer og MitID, jf. loven, bl.a. her.", "da"),
        ("The EU and the UK, e.g. here.", "en"),
        ("Kontoret er åpent. og stengt", "nb"),
    ],
)
def test_everyday_ones_names_and_numbers_are_no_abbreviations_to_explain(text: str, language: str) -> None:
    assert abbreviations_in(text, language) == []


def test_a_supplier_s_name_in_capitals_is_a_name() -> None:
    assert abbreviations_in("VISMO har avtale.", "nb", {"VISMO"}) == []


@pytest.mark.parametrize(
    "text",
    ["PPT (pedagogisk hjelp) svarte. PPT er ferdig.", "De som hjelper (PPT) svarte.", "PPT er en hjelpetjeneste."],
)
def test_an_abbreviation_explained_at_first_use_is_no_fault(text: str) -> None:
    assert explained(text, Term("PPT"), "nb")


def test_an_explanation_that_comes_later_is_too_late() -> None:
    assert not explained("PPT svarte. PPT (pedagogisk hjelp) er ferdig.", Term("PPT"), "nb")


@given(st.text(), LANGUAGES)
def test_any_text_can_be_searched_and_what_is_found_stands_in_it(text: str, language: str) -> None:
    for term in (*abbreviations_in(text, language), *jargon_in(text, language)):
        assert term.name
        assert isinstance(explained(text, term, language), bool)


@pytest.mark.parametrize(
    "text", ["(" * 5000, "A." * 5000, "a. " * 5000, "AB" * 5000, "MFA (" * 2000, "\u202eDPIA\u0000"]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    for language in LOCALES:
        abbreviations_in(text, language)
        unexplained_jargon(text, language)
