from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.questionnaire import questionnaire_named
from compliance.checks.replies import (
    WORDS,
    Hand,
    NoSuchQuestion,
    NotAbout,
    NotAnswers,
    NotAReply,
    NotInCountry,
    ReasonNeeded,
    answers_in,
    answers_set,
    candidate,
    refuse_unfit,
    reply_of,
)
from compliance.errors import ComplianceError
from compliance.formats.source import Source
from compliance.model.checklist import GivenAnswer, Reply

HAND = Hand("PER-1", date(2026, 11, 20))
LIST = questionnaire_named("SUPPLIER-AGREEMENT")


def in_file(text, name="answers.yaml"):
    return answers_in(Source(name, text.encode()), LIST, HAND)


class Book:
    """A register's reading side, over the records of a test."""

    register, entry = "r", 7

    def __init__(self, register):
        self.of = register.of

    def revision(self, id):
        return 3


@pytest.mark.parametrize(("reply", "word"), [(reply, word) for reply, words in WORDS.items() for word in words])
def test_an_answer_may_be_said_in_any_of_its_words(reply, word):
    assert reply_of(f"  {word.upper()} ", "avtale") is reply


def test_every_answer_can_be_said_by_its_code_and_no_word_means_two():
    assert all(reply_of(reply.value, "avtale") is reply for reply in Reply)
    every = [word for words in WORDS.values() for word in words]
    assert len(every) == len(set(every))


@given(st.text())
def test_any_other_word_is_refused(word):
    known = {said for words in WORDS.values() for said in words}
    if " ".join(word.replace("_", " ").casefold().split()) not in known:
        with pytest.raises(NotAReply):
            reply_of(word, "avtale")


def test_answers_are_set_with_one_reason_and_whose_they_are():
    found = answers_set(LIST, ["avtale=ja", "utgang= delvis"], "Prøvd i mai", HAND)
    assert found["utgang"] == GivenAnswer(
        id="utgang", reply=Reply.partly, reason="Prøvd i mai", by="PER-1", on=date(2026, 11, 20)
    )
    assert found["avtale"].reply is Reply.yes


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [("avtale", NotAnswers), ("avtal=ja", NoSuchQuestion), ("avtale=joda", NotAReply), ("avtale=i", ReasonNeeded)],
)
def test_what_cannot_be_set_is_refused(setting, refusal):
    with pytest.raises(refusal):
        answers_set(LIST, [setting], " ", HAND)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("avtale: ja\nutgang: {reply: i, reason: Egen drift, evidence_ids: [EVI-1], on: 2026-05-01}\n", "a.yaml"),
        (
            (
                "answers:\n  avtale: yes\n  utgang:\n    reply: not_applicable\n    reason: Egen drift\n"
                "    evidence_ids: EVI-1\n    on: 01.05.2026\n"
            ),
            "a.yml",
        ),
        (
            (
                '{"avtale": "yes", "utgang": {"reply": "x", "reason": "Egen drift", "evidence_ids": ["EVI-1"],'
                ' "on": "2026-05-01"}}'
            ),
            "a.json",
        ),
    ],
)
def test_a_file_may_say_a_word_or_the_whole_answer(text, name):
    found = in_file(text, name)
    assert found["avtale"].reply is Reply.yes and found["avtale"].on == date(2026, 11, 20)
    assert found["utgang"] == GivenAnswer(
        id="utgang",
        reply=Reply.not_applicable,
        reason="Egen drift",
        by="PER-1",
        on=date(2026, 5, 1),
        evidence_ids=("EVI-1",),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("avtale: ja\nutgng: ja\n", 2),
        ("avtale: ja\nutgang: joda\n", 2),
        ("avtale: ja\nutgang: ikke aktuelt\n", 2),
        ("avtale: ja\nutgang: {reason: Fordi}\n", 2),
        ("avtale: ja\nutgang: {reply: ja, grunn: Fordi}\n", 2),
        ("avtale: ja\nutgang: {reply: ja, on: 31.02.2026}\n", 2),
        ("avtale: ja\nutgang: {reply: ja, by: Kari}\n", 2),
        ("avtale: [ja]\n", 1),
        ("- avtale\n", 0),
        ("a: b\n---\na: b\n", 0),
    ],
)
def test_what_is_wrong_in_a_file_is_refused_with_its_line(text, line):
    with pytest.raises(ComplianceError) as refused:
        in_file(text)
    assert refused.value.place.file == "answers.yaml" and refused.value.place.row == line


def test_a_checklist_is_answered_about_what_it_is_for(a_register):
    register = a_register(ENG_1={}, SYS_1={})
    refuse_unfit(LIST, register.get("ENG-1"), None)
    with pytest.raises(NotAbout, match="one of the systems"):
        refuse_unfit(LIST, register.get("SYS-1"), "NO")


def test_a_checklist_is_answered_where_it_is_for(a_register):
    narrow = type(LIST)(LIST.said.model_copy(update={"countries": ("NO",)}), LIST.file, LIST.items)
    with pytest.raises(NotInCountry, match="of SE"):
        refuse_unfit(narrow, a_register(ENG_1={}).get("ENG-1"), "SE")


def test_the_first_answers_make_a_record_named_after_both(a_register):
    register = a_register(ENG_1={})
    made = candidate(Book(register), LIST, register.get("ENG-1"), answers_set(LIST, ["avtale=ja"], None, HAND))
    assert made.id is None and made.fields["name"] == "Avtalen med leverandøren: Navn ENG-1"
    assert made.fields["checklist_sha256"] == LIST.digest
    assert made.fields["answers"] == [{"id": "avtale", "reply": "yes", "by": "PER-1", "on": "2026-11-20"}]


def test_later_answers_are_laid_over_those_there_are_and_keep_proof_and_tasks(a_register):
    held = [
        {"id": "avtale", "reply": "no", "reason": "Mangler", "evidence_ids": ["EVI-1"], "task_ids": ["TASK-1"]},
        {"id": "under", "reply": "yes"},
    ]
    register = a_register(
        ENG_1={}, CHK_1={"checklist": LIST.code, "subject_id": "ENG-1", "answers": held}, EVI_1={}, TASK_1={}
    )
    made = candidate(
        Book(register), LIST, register.get("ENG-1"), answers_set(LIST, ["utgang=ja", "avtale=ja"], None, HAND)
    )
    assert (made.id, made.basis.revision) == ("CHK-1", 3)
    first, second, third = made.fields["answers"]
    assert first == {
        "id": "avtale",
        "reply": "yes",
        "by": "PER-1",
        "on": "2026-11-20",
        "evidence_ids": ["EVI-1"],
        "task_ids": ["TASK-1"],
    }
    assert second == {"id": "under", "reply": "yes"} and third["id"] == "utgang"
