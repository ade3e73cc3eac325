"""Each language refers to European law as its own lawyers do; national law stands as its own country writes it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.catalogues import shipped_standards
from compliance.checks.known_law import known_law, reference_called
from compliance.checks.rulebook import read_rulebook
from compliance.language.catalogues import LOCALES
from compliance.language.labels import models
from compliance.language.provisions import article, by_act, cited, in_legal_order, requirement

LANGUAGES = tuple(LOCALES)


@pytest.mark.parametrize(
    ("provision", "said"),
    [
        (
            "6(1)(c)",
            (
                "artikkel 6 nr. 1 bokstav c",
                "artikkel 6 nr. 1 bokstav c",
                "artikel 6.1 c",
                "artikel 6, stk. 1, litra c",
                "Article 6(1)(c)",
            ),
        ),
        (
            "9(1), 10",
            (
                "artikkel 9 nr. 1 og artikkel 10",
                "artikkel 9 nr. 1 og artikkel 10",
                "artiklarna 9.1 och 10",
                "artikel 9, stk. 1, og artikel 10",
                "Articles 9(1) and 10",
            ),
        ),
        (
            "17, 19",
            (
                "artikkel 17 og 19",
                "artikkel 17 og 19",
                "artiklarna 17 och 19",
                "artikel 17 og 19",
                "Articles 17 and 19",
            ),
        ),
        (
            "32(1)(a), (b)",
            (
                "artikkel 32 nr. 1 bokstav a og b",
                "artikkel 32 nr. 1 bokstav a og b",
                "artikel 32.1 a och b",
                "artikel 32, stk. 1, litra a og b",
                "Article 32(1)(a) and (b)",
            ),
        ),
        (
            "13(1)-(2)",
            (
                "artikkel 13 nr. 1–2",
                "artikkel 13 nr. 1–2",
                "artikel 13.1–2",
                "artikel 13, stk. 1-2",
                "Article 13(1)–(2)",
            ),
        ),
        (
            "4(11)",
            ("artikkel 4 nr. 11", "artikkel 4 nr. 11", "artikel 4.11", "artikel 4, nr. 11", "Article 4(11)"),
        ),
        (
            "6(1) andre ledd",
            (
                "artikkel 6 nr. 1 andre ledd",
                "artikkel 6 nr. 1 andre ledd",
                "artikel 6.1 andra stycket",
                "artikel 6, stk. 1, andet afsnit",
                "Article 6(1), second subparagraph",
            ),
        ),
        (
            "fortalen 75-76",
            ("fortalepunkt 75–76", "fortalepunkt 75–76", "skäl 75–76", "præambelbetragtning 75-76", "recitals 75–76"),
        ),
    ],
)
def test_each_language_words_european_law_as_its_lawyers_do(provision, said):
    assert tuple(cited("EU", "GDPR", provision, language) for language in LANGUAGES) == tuple(
        f"GDPR {each}" for each in said
    )


@pytest.mark.parametrize(
    ("jurisdiction", "instrument", "provision"),
    [
        ("NO", "eForvaltningsforskriften", "§ 15 andre ledd"),
        ("SE", "cybersäkerhetslagen 2025:1506", "2 kap. 5 §"),
        ("DK", "databeskyttelsesloven", "§ 11, stk. 3"),
        ("local", "Kassasjonsplan", "pkt. 4"),
        (None, "ISO/IEC 27001", "9.3.2 a)"),
        (None, "Utredningsinstruksen", "2-1"),
    ],
)
def test_what_is_no_european_law_stands_as_it_is_written_in_every_language(jurisdiction, instrument, provision):
    assert {cited(jurisdiction, instrument, provision, each) for each in LANGUAGES} == {f"{instrument} {provision}"}


@pytest.mark.parametrize(
    ("jurisdiction", "provision", "said"),
    [
        ("NO", "§§ 14-15", "§§ 14–15"),
        ("NO", "§§ 13-13 b", "§§ 13–13 b"),
        ("SE", "2 kap. 5-8 §§", "2 kap. 5–8 §§"),
        ("NO", "§ 2-1", "§ 2-1"),
        ("NO", "§§ 9-1, 9-2", "§§ 9-1, 9-2"),
        ("NO", "§§ 25-1 og 25-2", "§§ 25-1 og 25-2"),
        ("DK", "§§ 12-13", "§§ 12-13"),
    ],
)
def test_a_span_of_sections_has_a_dash_and_a_section_numbered_by_chapter_its_hyphen(jurisdiction, provision, said):
    assert {cited(jurisdiction, "loven", provision, each) for each in LANGUAGES} == {f"loven {said}"}


@pytest.mark.parametrize(
    ("reference", "said", "brief"),
    [
        ("iso27002_2022:8.5", "ISO/IEC 27002 8.5", "ISO/IEC 27002 8.5"),
        ("nsm_2_1:2.6.7", "NSM 2.6.7", "NSM 2.6.7"),
        ("nis2:21.2.i", "NIS2 artikkel 21 nr. 2 bokstav i", "NIS2 art. 21 nr. 2 i"),
        ("gdpr:32.1", "GDPR artikkel 32 nr. 1", "GDPR art. 32 nr. 1"),
        ("egen:A-4", "egen:A-4", "egen:A-4"),
        ("etter skjønn", "etter skjønn", "etter skjønn"),
    ],
)
def test_a_requirement_is_named_as_people_write_it(reference, said, brief):
    assert requirement(reference, "nb") == said
    assert requirement(reference, "nb", short=True) == brief


def test_every_requirement_of_a_catalogue_that_controls_may_name_has_a_name():
    for catalogue in shipped_standards().catalogues.values():
        for item in catalogue.items:
            reference = f"{catalogue.id}:{item.id}"
            assert reference not in requirement(reference, "nb")


def test_a_narrow_column_cuts_the_words_short_and_never_the_provision():
    assert article("30(1)(f)", "nb", short=True) == "art. 30 nr. 1 f"
    assert article("17(3)(b), (d)", "nb", short=True) == "art. 17 nr. 3 b og d"
    assert article("5(1)(e), 5(2)", "nb", short=True) == "art. 5 nr. 1 e og art. 5 nr. 2"
    assert article("24.1", "nb") == "artikkel 24 nr. 1"


def test_a_directive_that_binds_through_national_law_only_is_worded_all_the_same():
    assert cited(None, "NIS2", "21(2)(b)", "da") == "NIS2 artikel 21, stk. 2, litra b"
    assert cited("EU", "KI-forordningen", "26, 27", "sv") == "AI-förordningen artiklarna 26 och 27"
    assert cited(None, "WP248", "kjennetegn 7", "en") == "WP248 criterion 7"


def test_what_somebody_wrote_in_another_form_is_left_as_it_stands():
    assert cited("EU", "GDPR", "art 6 nr 1 c", "sv") == "GDPR art 6 nr 1 c"
    assert cited("EU", "GDPR", None, "sv") == "GDPR"
    assert cited(None, None, None, "sv") == ""


def test_the_codes_of_the_model_are_provisions_too():
    assert article("13.1.a", "sv") == "artikel 13.1 a"
    assert article("AI Act 26", "nb") == "KI-forordningen artikkel 26"


def test_every_provision_the_model_names_has_words():
    extras = (field.json_schema_extra for model in models() for field in model.model_fields.values())
    named = {str(each["provision"]) for each in extras if isinstance(each, dict) and each.get("provision")}
    assert len(named) > 100
    assert not [each for each in sorted(named) if "(" in article(each, "nb")]


def test_no_rule_cites_a_regulation_in_a_form_that_no_language_has_words_for():
    shipped = {each for rule in read_rulebook() for each in rule.every_citation if each.instrument == "GDPR"}
    assert not [str(each) for each in shipped if re.search(r"[()]", each.said_in("sv"))]


def test_a_reference_is_found_by_how_any_language_prints_it():
    known = known_law(read_rulebook(), (), "NO")
    for each in known.values():
        if each.provision.startswith(("6(", "32(")):
            for said in each.spoken():
                assert reference_called(said, known, each.jurisdiction) == each


def test_references_are_listed_as_a_lawyer_looks_them_up():
    articles = [cited("EU", "GDPR", each, "sv") for each in ("12(3)", "5(1)(e)", "5(1)(c)", "12(3)")]
    assert in_legal_order([*articles, "arkivlova § 13"]) == (
        "GDPR artikel 5.1 c",
        "GDPR artikel 5.1 e",
        "GDPR artikel 12.3",
        "arkivlova § 13",
    )


@given(st.integers(1, 99), st.integers(1, 20), st.sampled_from("abcdefgh"), st.sampled_from(LANGUAGES))
def test_no_number_or_letter_is_lost(number, paragraph, letter, language):
    said = cited("EU", "GDPR", f"{number}({paragraph})({letter})", language)
    assert re.findall(r"\d+", said) == [str(number), str(paragraph)]
    assert re.findall(r"\b[a-h]\b", said) == [letter]


def test_each_act_is_named_once_where_many_places_in_it_are_listed():
    listed = in_legal_order(["arkivlova § 12", "Planen punkt 3.1", "arkivlova § 5", "GDPR artikkel 5 nr. 2", "loven"])
    assert by_act(listed) == ("GDPR artikkel 5 nr. 2", "Planen punkt 3.1", "arkivlova § 5, § 12", "loven")
    clauses = ["ISO/IEC 27001 5.3", "ISO/IEC 27001 5.3, 7.2", "ISO/IEC 27002 5.24", "ISO/IEC 27002 6.3"]
    assert by_act(clauses) == ("ISO/IEC 27001 5.3, 7.2", "ISO/IEC 27002 5.24, 6.3")
    assert by_act(["bokføringsloven § 13"]) == ("bokføringsloven § 13",) and by_act([]) == ()
