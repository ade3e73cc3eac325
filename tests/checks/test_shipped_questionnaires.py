"""Every shipped checklist is held to what its readers need."""

import re
from itertools import pairwise

import pytest
import yaml

from compliance.checks.questionnaire import questionnaire_files, read_questionnaires
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound
from compliance.language.readability import lix, word_count
from compliance.language.sources import CHECKLIST_FIELDS, content_messages
from compliance.model.kinds import kind_of
from compliance.resources import folder

HELD = read_questionnaires()
BY_CODE = {"argvalues": HELD.values(), "ids": list(HELD)}
ITEMS = [(each, item) for each in HELD.values() for item in each.items]
BY_ITEM = {"argvalues": ITEMS, "ids": [f"{each.code} {item.id}" for each, item in ITEMS]}


def test_there_is_a_checklist_in_every_file_and_none_has_the_code_of_a_rule():
    assert len(HELD) == len(questionnaire_files()) >= 9
    assert not set(HELD) & {rule.code for rule in read_rulebook()}


@pytest.mark.parametrize("questionnaire", **BY_CODE)
def test_a_checklist_has_eight_to_fifteen_questions(questionnaire):
    assert 8 <= len(questionnaire.items) <= 15


@pytest.mark.parametrize("questionnaire", **BY_CODE)
def test_a_checklist_is_easy_to_read(questionnaire):
    said = questionnaire.said
    assert lix(" ".join(item.said.question for item in questionnaire.items), "nb") <= 37
    assert lix(" ".join(item.said.guidance for item in questionnaire.items), "nb") <= 35
    assert lix(f"{said.purpose} {said.why}", "nb") <= 40
    assert word_count(said.purpose, "nb") <= 25 and word_count(said.why, "nb") <= 45


@pytest.mark.parametrize("questionnaire", **BY_CODE)
def test_a_checklist_rests_on_something(questionnaire):
    assert questionnaire.said.citations or all(item.said.citations for item in questionnaire.items)


@pytest.mark.parametrize(("questionnaire", "item"), **BY_ITEM)
def test_a_question_is_one_short_sentence_with_short_guidance(questionnaire, item):
    said = item.said
    assert word_count(said.question, "nb") <= 20
    assert said.question[0].isupper() and "." not in said.question
    assert 4 <= word_count(said.guidance, "nb") <= 60
    for text in (said.guidance, said.evidence):
        assert re.search(r"[.!?»]$", text), text
    assert said.who is None or not said.who.endswith(".")


@pytest.mark.parametrize(("questionnaire", "item"), **BY_ITEM)
def test_national_law_is_cited_as_national(questionnaire, item):
    for cited in item.said.citations:
        assert cited.instrument != "GDPR" or cited.jurisdiction == "EU"


def test_the_agreement_with_a_supplier_is_asked_about_every_point_of_the_law():
    cited = " ".join(each.provision for item in HELD["SUPPLIER-AGREEMENT"].items for each in item.said.citations)
    assert all(f"28(3)({letter})" in cited for letter in "abcdefgh")
    assert "33(2)" in cited and "28(4)" in cited


def test_the_screening_asks_for_each_of_the_nine_marks_and_counts_them():
    screening = HELD["DPIA-SCREENING"]
    marks = {
        item.id: each.provision
        for item in screening.items
        for each in item.said.citations
        if each.instrument == "WP248"
    }
    assert sorted(marks.values()) == [f"kjennetegn {number}" for number in range(1, 10)]
    assert all(f"answers.{id}" in screening.item("vurdering").said.applies_when for id in marks)


def test_the_review_of_the_leadership_covers_every_input_of_the_standard():
    cited = " ".join(each.provision for item in HELD["MANAGEMENT-REVIEW"].items for each in item.said.citations)
    assert all(f"9.3.2 {letter})" in cited for letter in "abcdefg") and "9.3.3" in cited


@pytest.mark.parametrize("questionnaire", **BY_CODE)
def test_every_word_for_people_can_be_translated_where_it_is_looked_up(questionnaire):
    path = folder("checklists") / "questionnaires" / questionnaire.file
    found = content_messages(yaml.safe_load(path.read_text("utf-8")), path.name, CHECKLIST_FIELDS)
    held = {(message.context, message.forms[0].strip()) for message in found}
    said, code = questionnaire.said, questionnaire.code
    wanted = {(f"{code}.{field}", getattr(said, field)) for field in ("title", "purpose", "why")}
    for item in questionnaire.items:
        for field in ("question", "guidance", "who", "evidence"):
            if text := getattr(item.said, field):
                wanted.add((f"{code}.questions.{item.id}.{field}", text))
    assert wanted <= held


def test_the_sound_municipality_has_answered_every_checklist_about_a_record_of_the_right_kind():
    municipality = read_sound().municipality
    answered = {each.checklist: each for each in municipality.of("checklist_answers")}
    assert set(answered) == set(HELD)
    for code, answers in answered.items():
        assert kind_of(municipality.get(answers.subject_id)).name in HELD[code].said.about
        order = [item.id for item in HELD[code].items]
        places = [order.index(answer.id) for answer in answers.answers]
        assert all(earlier < later for earlier, later in pairwise(places))
