from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.wording import spoken
from compliance.language.catalogues import LOCALES, Texts, gettext_for
from compliance.language.po import Catalogue
from compliance.language.provisions import article
from compliance.model.assurance import NoticeItem
from compliance.model.supply import DpaItem

as_written = gettext_for("nb")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "ukjent"),
        (True, "ja"),
        (False, "nei"),
        (0, "0"),
        ("13.2.a", "hvor lenge vi lagrer (art. 13 nr. 2 a)"),
        (["13.2.a", "13.2.c"], "hvor lenge vi lagrer (art. 13 nr. 2 a), at samtykke kan trekkes (art. 13 nr. 2 c)"),
        (["rto", "continuity_plan", "Fastlegen"], "hvor lenge det kan stå stille, en plan, Fastlegen"),
        ("28.3.0", "hva avtalen gjelder (art. 28 nr. 3)"),
        ("GDPR 7.3", "å trekke et samtykke (GDPR art. 7 nr. 3)"),
        ("WP248.4", "følsomme opplysninger (WP248 kjennetegn 4)"),
        (["iso27002_2022:8.5", "nsm_2_1:2.6.7"], "ISO/IEC 27002 8.5, NSM 2.6.7"),
        ("nis2:21.2.i", "NIS2 artikkel 21 nr. 2 bokstav i"),
        ("egen:2.6", "egen:2.6"),
        ("2026-08-31", "31. august 2026"),
        ("2026-02-31", "2026-02-31"),
        ([], ""),
        ({"a": 1, "b": ["x", None]}, "a: 1, b: x, ukjent"),
    ],
)
def test_an_argument_reads_as_words_in_a_sentence(value, words):
    assert spoken(value, as_written) == words


@pytest.mark.parametrize("language", LOCALES)
def test_every_point_the_law_asks_for_has_words_and_no_code(language):
    for point in (*NoticeItem, *DpaItem):
        said = spoken(point.value, gettext_for(language))
        assert said.endswith(f" ({article(point.value, language, short=True)})") and point.value not in said


def test_the_words_around_are_translated_as_those_of_the_rules_are():
    assert spoken([True, None, "2026-08-31"], gettext_for("en")) == "yes, unknown, 31 August 2026"


def test_doubt_is_said_around_the_statement_in_the_readers_language(a_rule, a_register):
    english = {
        "finding.undetermined\x04Ikke avklart: {statement}": ("Not clear: {statement}",),
        "T-1.statement\x04Noe mangler.": ("Something is missing.",),
    }
    (finding,) = judge(
        a_register(ACT_1={}),
        [a_rule("activity.profiling")],
        law_on(date(2026, 6, 1), "NO"),
        date(2026, 6, 1),
        texts=Texts("en", Catalogue(english)),
    )
    assert finding.statement == "Not clear: Something is missing."


def test_a_long_list_is_named_in_part_and_counted_in_full():
    many = [f"ACT-{number:04}" for number in range(1, 3_001)]
    said = spoken(many, as_written)
    assert said.startswith("ACT-0001, ACT-0002") and said.endswith("ACT-0024, og 2976 til")
    assert spoken(many[:24], as_written).endswith("ACT-0024")


def test_questions_of_a_checklist_are_told_as_they_are_asked_and_few_of_them():
    asked = ["ICT-COMPETENCE:kjop", "ICT-COMPETENCE:hull"]
    first = "«Har vi nok egen kunnskap til å kjøpe og følge opp det andre gjør for oss?»"
    assert spoken(asked, as_written) == f"{first}, «Er det for hvert hull bestemt hvordan det skal tettes?»"
    assert spoken(asked * 3, as_written).endswith(f"{first}, og 3 til")
    assert spoken("ICT-COMPETENCE:kjop", gettext_for("sv")).startswith("”")
    assert spoken(["ICT-COMPETENCE:borte", "NABOENS:kjop"], as_written) == "ICT-COMPETENCE:borte, NABOENS:kjop"
