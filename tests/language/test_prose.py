"""Where sentences end, and what is no prose."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES
from compliance.language.prose import bare, blocks, sentences, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a-b c'd", ["a-b", "c'd"]),
        ("to- og tre-trinns", ["to", "og", "tre-trinns"]),
        ("PC-er, 24/7 og 3,5", ["PC-er", "24", "7", "og", "3", "5"]),
        ("čáhci ŋ đ_š", ["čáhci", "ŋ", "đ", "š"]),
        ("person\u00advern", ["personvern"]),
        ("e\u0301n", ["én"]),
        ("-- ' ''", []),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi sletter. Ingen ser dem.", 2),
        ("Vi sletter dem", 1),
        ("Hva nå? Ingenting! Jo: Alt.", 4),
        ("Vi har tre: en, to og tre.", 1),
        ("Se nr. 5 og kap. 3.", 1),
        ("Vi har f.eks. Oslo, jf. Bergen m.m. Det holder.", 1),
        ("(Jf. Oslo.) Vi sletter.", 2),
        ("Vi sletter i 2026. 14 leverandører mangler avtale.", 2),
        ("Fristen er 15. desember.", 1),
        ("Vi sa «nei.» Da sluttet de.", 2),
        ("Vi sletter. «Hvorfor?» spurte de.", 2),
        ("Versjon 2.1 er ute.", 1),
        ("...! ?", 0),
        ("", 0),
    ],
)
def test_a_sentence_ends_at_a_mark_before_a_capital_or_a_digit(text: str, count: int) -> None:
    assert len(sentences(text, "nb")) == count


def test_a_list_item_is_a_sentence_of_its_own() -> None:
    text = "Vi gjør dette:\n- sletter gamle søknader\n- spør\n  fylket\n\n1. Vi slår av\n2) Dere slår på"
    assert sentences(text, "nb") == [
        "Vi gjør dette:",
        "sletter gamle søknader",
        "spør fylket",
        "Vi slår av",
        "Dere slår på",
    ]


def test_a_date_that_begins_a_line_is_no_list_item() -> None:
    assert sentences("15. desember er fristen", "nb") == ["15. desember er fristen"]


def test_a_line_that_goes_on_is_one_sentence() -> None:
    assert sentences("Vi sletter\nalt i morgen.", "nb") == ["Vi sletter alt i morgen."]


NO_PROSE = [
    "# Behandlingsansvarliges plikter",
    "Behandlingsansvarlig\n====================",
    "| Behandlingsansvarlig | Databehandler |\n|---|---|\n| Kommunen | Leverandøren |",
    "```python\nbehandlingsansvarlig = 1\n\nslettefrist = 2\n```",
    "~~~\nbehandlingsansvarlig\n~~~",
]


@pytest.mark.parametrize("other", NO_PROSE)
@given(before=st.text(alphabet="abcÆØÅ .:!?\n123-"), after=st.text(alphabet="abcÆØÅ .:!?\n123-"))
def test_what_is_no_prose_changes_nothing(other: str, before: str, after: str) -> None:
    assert sentences(f"{before}\n\n{other}\n\n{after}", "nb") == sentences(f"{before}\n\n{after}", "nb")


@pytest.mark.parametrize(
    "reference",
    [
        "(GDPR artikkel 6 nr. 1 bokstav e)",
        "(jf. opplæringslova § 2-3)",
        "(personvernforordningen art. 9(2)(h))",
        "[kap. 4]",
        "(6(1)(e))",
        "(6.1.e)",
        "`legal_bases[0].art6`",
        "https://example.org/Behandlingsansvarlig.Html",
        "www.example.org",
    ],
)
def test_references_code_and_addresses_are_left_out(reference: str) -> None:
    assert sentences(f"Vi sletter {reference} alt. Ingen ser det.", "nb") == ["Vi sletter alt.", "Ingen ser det."]


def test_brackets_that_refer_to_no_law_stay() -> None:
    assert blocks("Vi sletter (i 2026) alt.") == ["Vi sletter (i 2026) alt."]


def test_an_address_leaves_the_mark_that_ends_its_sentence() -> None:
    assert len(sentences("Les mer på https://example.org/a. Spør oss.", "nb")) == 2


def test_a_fence_never_closed_hides_nothing() -> None:
    assert words(sentences("```\nVi sletter alt.", "nb")[0]) == ["Vi", "sletter", "alt"]


@given(st.text(), st.sampled_from(sorted(LOCALES)))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert all(words(sentence) for sentence in sentences(text, language))


@given(st.text(alphabet="ab Æ.:!?\n-*1)", max_size=80))
def test_no_word_is_lost_or_made(text: str) -> None:
    spoken = [word for sentence in sentences(text, "nb") for word in words(sentence)]
    prose = [word for block in blocks(text) for word in words(block)]
    assert spoken == prose


@pytest.mark.parametrize(
    "hostile", ["(" * 20_000, "(a" * 20_000, "`" * 20_000, "```x\n" * 5_000, ".: " * 20_000, "www." * 10_000]
)
def test_hostile_text_is_read_in_no_time(hostile: str) -> None:
    started = time.perf_counter()
    sentences(hostile, "nb")
    assert time.perf_counter() - started < 2


def test_a_text_is_bare_of_all_but_its_words() -> None:
    assert bare("  Søknad\nom\u00ad  STØTTE. ") == bare("søknad om støtte") == "søknad om støtte"
    assert bare("a-b") != bare("a b")
    assert bare("…") == ""
