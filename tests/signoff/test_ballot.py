from datetime import date

import pytest
from walked import presented_once

from compliance.model.decision import Choice, Decision, Memo
from compliance.model.organisation import Person
from compliance.signoff.ballot import (
    DAY_PLACE,
    SIGNER_PLACE,
    NoBox,
    NoMemoInside,
    TicksUnclear,
    decisions_shown,
    marks_for,
    memo_inside,
)
from compliance.signoff.book import questions_of
from compliance.signoff.ticks import Ticks

LEADER = Person(id="PER-2", name="Kommunedirektøren")
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def presented(tmp_path_factory):
    walked = presented_once(tmp_path_factory)
    with walked.open() as register:
        view = register.view()
        memo = view.get(walked.memo)
        assert isinstance(memo, Memo)
        return memo_inside((walked.folder / "presented.pdf").read_bytes()), questions_of(view, memo)


def decided(questions, **decision):
    return {id: q.model_copy(update={"decision": Decision(**decision)}) for id, q in questions.items()}


def test_each_question_gets_one_box_and_the_page_the_name_and_the_day(presented):
    memo, questions = presented
    answers = {
        id: q.model_copy(update={"decision": Decision(choice=Choice.recommended, option_id=q.recommended_option)})
        for id, q in questions.items()
    }
    marks = marks_for(memo, answers, LEADER, DAY)
    assert len(marks.boxes) == len(questions)
    assert marks.texts == {SIGNER_PLACE: "Kommunedirektøren", DAY_PLACE: "20. november 2026"}


def test_a_postponement_prints_its_day_and_its_reason(presented):
    memo, questions = presented
    answers = decided(questions, choice=Choice.postpone, postponed_until=date(2027, 2, 1), reason="Vi venter.")
    texts = marks_for(memo, answers, LEADER, DAY).texts
    first = memo.questions[0]
    assert texts[first.until_place] == "2027-02-01" and texts[first.reason_place] == "Vi venter."


def test_what_the_page_does_not_offer_cannot_be_ticked(presented):
    memo, questions = presented
    barred = next(q for q in memo.questions if any(o.is_zero_option and o.unlawful for o in q.options))
    answers = dict(questions)
    answers[barred.id] = questions[barred.id].model_copy(
        update={"decision": Decision(choice=Choice.reject, reason="x")}
    )
    with pytest.raises(NoBox):
        marks_for(memo, answers, LEADER, DAY)


def test_marks_read_back_say_the_same_decisions(presented):
    memo, questions = presented
    answers = decided(questions, choice=Choice.postpone, postponed_until=date(2027, 2, 1), reason="Vi  venter.\n")
    marks = marks_for(memo, answers, LEADER, DAY)
    ticks = Ticks(marks.boxes, tuple(sorted((place, text.strip()) for place, text in marks.texts.items())))
    shown = decisions_shown(memo, "MEM-0002", "a" * 64, ticks).decode()
    assert shown.count('"choice":"postpone"') == len(questions)
    assert '"postponed_until":"2027-02-01"' in shown and '"reason":"Vi  venter."' in shown


def test_ticks_that_say_nothing_or_two_things_are_no_answer(presented):
    memo, _ = presented
    every = frozenset(option.box.name for q in memo.questions for option in q.options if option.box)
    for ticked in (frozenset(), every):
        with pytest.raises(TicksUnclear):
            decisions_shown(memo, "MEM-0002", "a" * 64, Ticks(ticked, ()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
def test_a_file_without_the_memos_data_is_refused(data):
    with pytest.raises(NoMemoInside):
        memo_inside(data)
