import json
from datetime import date

import pytest

from compliance.canonical import digest
from compliance.model.decision import Choice, MemoState, QuestionStatus
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.signoff import deciding
from compliance.signoff.deciding import (
    AlreadySigned,
    ChoiceUnknown,
    NoAuthority,
    NothingRecommended,
    NotPresented,
    OfficerMayNotDecide,
    PostponedToThePast,
    PreparerMayNotDecide,
    QuestionNotAsked,
    ReasonMissing,
    Ruling,
    UnlawfulChoice,
    asked,
    check_may_decide,
    check_open,
    decided,
    decision_bytes,
    ruling_from,
    undecided,
)

DAY = date(2026, 11, 20)
FILE = "a" * 64


def document(kind, **body):
    return read_document(KINDS[kind], {"name": "x"} | body)


def question(id="QUE-1", unlawful=(), **more):
    options = [
        {"id": "zero", "title": "Ingenting", "is_zero_option": True, "unlawful_because": list(unlawful)},
        {"id": "all", "title": "Alle"},
        {"id": "some", "title": "Noen"},
    ]
    return document("question", id=id, **({"options": options, "recommended_option": "all"} | more))


def memo(**more):
    body = {"id": "MEM-1", "question_ids": ["QUE-1", "QUE-2"], "prepared_by": "PER-1", "state": "presented"}
    return document("memo", **(body | {"pdf_sha256": FILE} | more))


LEADER = document("person", id="PER-2", roles=["chief_executive"], authority=[{"over": "decision"}])


def words(code):
    return {"CONS-IMBAL-001": "Vi ber om samtykke til det vi gjør som myndighet."}[code]


def decide(said, reason=None, on=DAY, **more):
    held = question(**more)
    return decided(held, ruling_from(held, said, reason), memo(), LEADER, on, words)


def test_following_the_advice_needs_no_reason():
    found = decide("recommended")
    assert (found.decision.choice, found.decision.option_id) == (Choice.recommended, "all")
    assert (found.decision.decided_by, found.decision.decided_on, found.decision.memo_id) == ("PER-2", DAY, "MEM-1")
    assert found.status is QuestionStatus.decided


def test_naming_the_recommended_option_is_following_the_advice():
    assert decide("all").decision.choice is Choice.recommended


@pytest.mark.parametrize("said", ["some", "zero", "reject", "postpone:2027-01-01"])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_departing_from_the_advice_needs_a_reason(said, reason):
    with pytest.raises(ReasonMissing):
        decide(said, reason)


def test_another_option_is_recorded_with_its_reason():
    found = decide("some", "Pengene rekker ikke til alle i år.")
    assert (found.decision.choice, found.decision.option_id) == (Choice.option, "some")
    assert found.decision.reason == "Pengene rekker ikke til alle i år."


def test_a_postponed_question_comes_back_on_its_day():
    found = decide("postpone:2027-01-01", "Vi venter på tilbudet.")
    assert found.status is QuestionStatus.postponed
    assert found.decision.postponed_until == date(2027, 1, 1)


@pytest.mark.parametrize("said", ["postpone:2026-11-20", "postpone:2020-01-01"])
def test_nothing_is_postponed_to_the_past(said):
    with pytest.raises(PostponedToThePast):
        decide(said, "x")


@pytest.mark.parametrize("said", ["", "yes", "postpone", "postpone:", "postpone:2027-02-30", "reject:x", "QUE-1"])
def test_what_is_no_answer_is_refused_with_the_answers_there_are(said):
    with pytest.raises(ChoiceUnknown) as refusal:
        decide(said, "x")
    assert "zero, all, some" in refusal.value.advice


@pytest.mark.parametrize("said", ["zero", "reject"])
def test_what_leaves_the_unlawful_as_it_is_is_refused_with_the_words_of_the_rule(said):
    with pytest.raises(UnlawfulChoice) as refusal:
        decide(said, "Vi vil ikke.", unlawful=["CONS-IMBAL-001"])
    assert "Vi ber om samtykke til det vi gjør som myndighet. (CONS-IMBAL-001)" in str(refusal.value)


@pytest.mark.parametrize("said", ["zero", "reject"])
def test_to_choose_the_lawful_zero_option_is_to_reject(said):
    decision = decide(said, "Det holder.").decision
    assert (decision.choice, decision.option_id) == (Choice.reject, None)


def test_the_zero_option_that_is_recommended_is_the_advice():
    assert decide("zero", recommended_option="zero").decision.choice is Choice.recommended


def test_where_nothing_is_recommended_there_is_no_advice_to_follow():
    with pytest.raises(NothingRecommended):
        decide("recommended", recommended_option=None)


def test_the_preparer_the_officer_and_those_without_authority_decide_nothing():
    powers = [{"over": "decision"}]
    with pytest.raises(PreparerMayNotDecide):
        check_may_decide(memo(), document("person", id="PER-1", authority=powers), DAY)
    with pytest.raises(OfficerMayNotDecide):
        check_may_decide(memo(), document("person", id="PER-3", roles=["dpo"], authority=powers), DAY)
    with pytest.raises(NoAuthority) as refusal:
        check_may_decide(memo(), document("person", id="PER-4"), DAY, [LEADER])
    assert "PER-2" in refusal.value.advice
    check_may_decide(memo(), LEADER, DAY)


@pytest.mark.parametrize("state", ["draft", None])
def test_nothing_is_decided_on_a_memo_that_was_not_presented(state):
    with pytest.raises(NotPresented):
        check_open(memo(state=state))


@pytest.mark.parametrize("state", ["signed", "closed"])
def test_a_signed_memo_is_not_decided_again(state):
    with pytest.raises(AlreadySigned):
        check_open(memo(state=state))


@pytest.mark.parametrize("state", [MemoState.presented, MemoState.decided])
def test_a_presented_memo_is_open_until_it_is_signed(state):
    check_open(memo(state=state.value))


def test_a_question_is_found_by_its_id_and_by_its_number_and_no_other():
    held = {"QUE-1": question(), "QUE-2": question("QUE-2"), "QUE-3": question("QUE-3")}
    assert asked(memo(), held, "QUE-2") is held["QUE-2"]
    assert asked(memo(), held, "1") is held["QUE-1"]
    for word in ("QUE-3", "0", "3", ""):
        with pytest.raises(QuestionNotAsked):
            asked(memo(), held, word)


def test_a_decision_taken_on_an_earlier_memo_does_not_answer_this_one():
    other = decided(question(), Ruling("QUE-1", Choice.recommended), memo(id="MEM-0"), LEADER, DAY, words)
    assert undecided(memo(), {"QUE-1": other}) == ("QUE-1", "QUE-2")
    assert undecided(memo(), {"QUE-1": decide("recommended")}) == ("QUE-2",)


def test_the_bytes_name_the_file_presented_and_every_answer():
    held = {"QUE-1": decide("recommended"), "QUE-2": decide("reject", "Nei.", id="QUE-2")}
    plain = json.loads(decision_bytes(memo(), held))
    assert plain["pdf_sha256"] == FILE
    assert [(each["question"], each["choice"]) for each in plain["decisions"]] == [
        ("QUE-1", "recommended"),
        ("QUE-2", "reject"),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"QUE-1": ("all", "nå med grunn")},
        {"QUE-1": ("some", "x")},
        {"QUE-2": ("reject", "Nei, nei.")},
        {"QUE-2": ("postpone:2027-01-01", "Nei.")},
    ],
)
def test_any_other_answer_gives_other_bytes(changed):
    def signed(said):
        held = {id: decide(*answer, id=id) for id, answer in said.items()}
        return digest(decision_bytes(memo(), held))

    first = {"QUE-1": ("recommended", None), "QUE-2": ("reject", "Nei.")}
    assert signed(first) != signed(first | changed)


def test_the_signature_that_comes_later_leaves_the_bytes_alone():
    before = decide("recommended")
    after = before.model_copy(update={"decision": before.decision.model_copy(update={"signoff_id": "SGN-1"})})
    assert decision_bytes(memo(), {"QUE-1": before}) == decision_bytes(memo(), {"QUE-1": after})
    assert deciding.undecided(memo(), {"QUE-1": after}) == ("QUE-2",)
