from datetime import date

import pytest

from compliance.checks.facts.answers import (
    open_questions,
    stale_answers,
    subject_in_use,
    unexplained_answers,
    unmended_answers,
)
from compliance.checks.law import law_on
from compliance.checks.questionnaire import read_questionnaires
from compliance.checks.reading import Reading

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
ASKED = [item.id for item in read_questionnaires()["OPEN-SOURCE"].items]


def told(fact, a_register, subject="SYS-1", checklist="OPEN-SOURCE", given=(), **more):
    body = {"checklist": checklist, "subject_id": subject, "answers": list(given)}
    body = {name: value for name, value in body.items() if value is not None}
    register = a_register(**{"SYS_1": {"contains_personal_data": "yes"}, **more, "CHK_1": body})
    found = fact(register.get("CHK-1"), Reading(register), LAW, DAY)
    return tuple(name.removeprefix(f"{checklist}:") for name in found) if isinstance(found, tuple) else found


def every(**other):
    return [{"id": id, "reply": "yes", "on": "2026-11-01"} | other.get(id, {}) for id in ASKED]


def test_open_is_what_applies_and_has_no_answer_and_not_to_know_is_none(a_register):
    assert told(open_questions, a_register) == tuple(ASKED)
    assert told(open_questions, a_register, given=every()) == ()
    assert told(open_questions, a_register, given=every(liv={"reply": "unknown"}, lisens={"reply": None})) == (
        "lisens",
        "liv",
    )
    without = [answer for answer in every() if answer["id"] != "risiko"]
    assert told(open_questions, a_register, given=without) == ("risiko",)
    assert told(open_questions, a_register, given=without, SYS_1={"contains_personal_data": "no"}) == ()


def test_an_answer_to_a_question_there_is_not_any_more_does_no_harm(a_register):
    assert told(open_questions, a_register, given=[*every(), {"id": "gammelt", "reply": "no"}]) == ()
    assert told(unmended_answers, a_register, given=[*every(), {"id": "gammelt", "reply": "no"}]) == ()


@pytest.mark.parametrize("fact", [open_questions, stale_answers, unmended_answers])
def test_nothing_can_be_told_of_a_checklist_or_a_record_that_is_not_known(a_register, fact):
    assert told(fact, a_register, checklist="NO-SUCH") is None
    assert told(fact, a_register, checklist=None) is None
    assert told(fact, a_register, subject=None) is None


def test_stale_is_told_where_any_is_and_unknown_where_a_day_is_missing(a_register):
    old, undated = {"on": "2025-11-19"}, {"on": None}
    assert told(stale_answers, a_register, given=every()) == ()
    assert told(stale_answers, a_register, given=every(liv=old)) == ("liv",)
    assert told(stale_answers, a_register, given=every(liv=undated)) is None
    assert told(stale_answers, a_register, given=every(liv=undated, folk=old)) == ("folk",)
    assert told(stale_answers, a_register, given=every(liv={"reply": "unknown", "on": "2020-01-01"})) == ()


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({"status": "open"}, ()),
        ({}, ()),
        ({"status": "done"}, ("liv",)),
        ({"status": "cancelled"}, ("liv",)),
        ({"status": "open", "retired": {}}, ("liv",)),
    ],
)
def test_a_lack_is_mended_only_by_a_task_that_is_left_to_do(a_register, task, expected):
    given = every(liv={"reply": "no", "task_ids": ["TASK-1"]})
    assert told(unmended_answers, a_register, given=given, TASK_1=task) == expected


def test_a_note_is_no_lack(a_register):
    assert told(unmended_answers, a_register, given=every(sammen={"reply": "no"}, folk={"reply": "partly"})) == (
        "folk",
    )


def test_what_does_not_apply_needs_a_reason(a_register):
    passed = {"reply": "not_applicable"}
    given = every(liv=passed, folk={**passed, "reason": "Leverandøren tar seg av det"})
    assert told(unexplained_answers, a_register, given=given) == ("liv",)


def test_whether_the_record_is_in_use_is_unknown_where_none_is_named(a_register):
    assert told(subject_in_use, a_register) is True
    assert told(subject_in_use, a_register, SYS_1={"status": "retired"}) is False
    assert told(subject_in_use, a_register, subject=None) is None
