from datetime import date

import pytest

from compliance.checks.facts.plain_language import body_is_hard, summary_is_hard, summary_words, unexplained_terms
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.language.readability import lix

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
LIMITS = {summary_is_hard: "lix_summary", body_is_hard: "lix_body"}
EASY = "Vi sletter dataene når saken er ferdig. Ingen andre får se dem."
HARD = "Behandlingsansvarlig gjennomfører personvernkonsekvensvurdering før behandlingen igangsettes."


def told(register, fact):
    return fact(register.get("MEM-1"), Reading(register), law_on(DAY, "NO"), DAY)


@pytest.mark.parametrize(("summary", "hard"), [(EASY, False), (HARD, True), (None, None)])
@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "en", None])
def test_a_summary_is_hard_above_the_limit_and_english_is_not_measured(a_register, summary, hard, language):
    memo = {"summary": summary} if summary else {}
    register = a_register(ORG_1={"language": language} if language else {}, MEM_1=memo)
    assert told(register, summary_is_hard) is (None if language == "en" else hard)


@pytest.mark.parametrize(
    ("question", "hard"),
    [
        ({}, None),
        ({"background": EASY}, False),
        ({"background": HARD}, True),
        ({"why_leader": HARD}, True),
        ({"reasons": HARD}, True),
        ({"options": [{"id": "a", "description": HARD}, {"id": "b"}]}, True),
        ({"background": EASY * 9, "reasons": HARD}, False),
    ],
)
def test_the_body_is_what_is_written_for_the_questions_taken_together(a_register, question, hard):
    assert told(a_register(MEM_1={"question_ids": ["QUE-1"]}, QUE_1=question), body_is_hard) is hard


def test_the_body_in_english_is_not_measured(a_register):
    bodies = {"MEM_1": {"question_ids": ["QUE-1"]}, "QUE_1": {"background": HARD}}
    assert told(a_register(ORG_1={"language": "en"}, **bodies), body_is_hard) is None


def test_words_are_counted_and_terms_found_in_the_summary(a_register):
    register = a_register(MEM_1={"summary": "Vi slår på MFA for alle."})
    assert told(register, summary_words) == 6
    assert told(register, unexplained_terms) == ("MFA",)
    assert told(a_register(MEM_1={}), summary_words) is None
    assert told(a_register(MEM_1={}), unexplained_terms) is None


def test_a_text_just_at_the_limit_is_not_hard(a_register):
    at_limit = {fact: "så " * (LAW.number(limit) - 1) + "så." for fact, limit in LIMITS.items()}
    register = a_register(
        MEM_1={"summary": at_limit[summary_is_hard], "question_ids": ["QUE-1"]},
        QUE_1={"background": at_limit[body_is_hard]},
    )
    for fact, text in at_limit.items():
        assert lix(text, "nb") == LAW.number(LIMITS[fact])
        assert told(register, fact) is False
