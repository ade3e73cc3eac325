from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.decisions import decisions_left_out, findings_decided_before, not_closed, work_lacks
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.followup.accounts import accounts, all_accounts
from compliance.model.decision import (
    Choice,
    Decision,
    Goal,
    Memo,
    MemoState,
    Question,
    QuestionStatus,
    Task,
    TaskStatus,
)
from compliance.model.organisation import Organisation
from compliance.model.values import Answer, Retirement

DAY = date(2024, 2, 29)
LAW = law_on(DAY, "NO")
NEAR = st.none() | st.dates(DAY - timedelta(days=2), DAY + timedelta(days=2))
AMOUNTS = st.none() | st.integers(0, 3)


def reading_of(*documents):
    own = Organisation(id="ORG-1", name="Prøve")
    return Reading(Municipality({document.id: document for document in (own, *documents)}))


def memo(**fields):
    return Memo(id="MEM-2", name="Notat", state=MemoState.draft, **fields)


def decided(choice=Choice.recommended, **fields):
    decision = Decision(choice=choice, decided_on=date(2024, 1, 1), postponed_until=fields.pop("until", None))
    return Question(id="QUE-1", name="Innlogging", decision=decision, **fields)


def goals():
    return st.builds(
        Goal, target=AMOUNTS, baseline=AMOUNTS, measured=AMOUNTS, measured_on=NEAR, due=NEAR, indicator=st.none()
    )


def questions():
    decisions = st.builds(
        Decision, choice=st.sampled_from([None, *Choice]), decided_on=NEAR, postponed_until=NEAR, option_id=st.none()
    )
    return st.builds(
        Question,
        id=st.just("QUE-1"),
        name=st.just("Innlogging"),
        decision=st.none() | decisions,
        status=st.sampled_from([None, *QuestionStatus]),
        requires_action=st.sampled_from([None, *Answer]),
        goal=st.none() | goals(),
        deadline=NEAR,
        task_ids=st.sampled_from([(), ("TASK-1",), ("TASK-2",)]),
    )


def tasks(id):
    return st.builds(
        Task,
        id=st.just(id),
        name=st.just("Oppgave"),
        question_id=st.sampled_from([None, "QUE-1"]),
        status=st.sampled_from([None, *TaskStatus]),
        due=NEAR,
        done_on=NEAR,
        verified_on=NEAR,
    )


@given(questions(), tasks("TASK-1"), tasks("TASK-2"))
def test_what_is_not_closed_is_what_the_account_of_decisions_keeps_open(question, one, other):
    reading = reading_of(question, one, other)
    kept_open = [account.question_id for account in all_accounts(reading, DAY) if not account.closed]
    assert not_closed(question, reading, DAY) is (kept_open == ["QUE-1"])


@given(questions(), tasks("TASK-1"), tasks("TASK-2"))
def test_a_memo_that_takes_over_the_accounts_leaves_nothing_out(question, one, other):
    reading = reading_of(question, one, other)
    told = memo(earlier_question_ids=tuple(account.question_id for account in accounts(reading, DAY)))
    assert decisions_left_out(told, reading, LAW, DAY) == ()


def test_decisions_left_out_are_named_and_those_asked_again_are_not():
    reading = reading_of(decided())
    assert decisions_left_out(memo(), reading, LAW, DAY) == ("Innlogging",)
    assert decisions_left_out(memo(question_ids=("QUE-1",)), reading, LAW, DAY) == ()
    assert decisions_left_out(memo(), reading_of(), LAW, DAY) == ()


def test_a_task_out_of_use_counts_for_nothing():
    done = {"question_id": "QUE-1", "status": TaskStatus.verified}
    gone = Task(id="TASK-1", name="Feilført", retired=Retirement(reason="Feilført"), **done)
    reading = reading_of(decided(task_ids=("TASK-1",)), gone)
    assert not_closed(decided(task_ids=("TASK-1",)), reading, DAY)


@pytest.mark.parametrize(
    ("fields", "in_hand"),
    [
        ({"deadline": DAY}, True),
        ({"deadline": DAY - timedelta(days=1)}, False),
        ({"deadline": None}, False),
        ({"deadline": DAY, "choice": Choice.option}, True),
        ({"deadline": DAY, "choice": Choice.reject}, False),
        ({"deadline": DAY, "choice": None}, False),
        ({"deadline": DAY, "status": QuestionStatus.withdrawn}, False),
        ({"choice": Choice.postpone, "until": DAY}, True),
        ({"choice": Choice.postpone, "until": DAY - timedelta(days=1), "deadline": DAY}, False),
        ({"choice": Choice.postpone, "until": None, "deadline": DAY}, False),
    ],
)
def test_a_decision_deals_with_its_findings_until_its_day(fields, in_hand):
    reading = reading_of(decided(finding_ids=("F-1", "F-2"), **fields))
    told = memo(earlier_question_ids=("QUE-1",))
    assert findings_decided_before(told, reading, LAW, DAY) == (("F-1", "F-2") if in_hand else ())


def test_only_decisions_the_memo_accounts_for_deal_with_anything():
    reading = reading_of(decided(finding_ids=("F-1",), deadline=DAY))
    assert findings_decided_before(memo(), reading, LAW, DAY) == ()
    again = memo(earlier_question_ids=("QUE-1",), question_ids=("QUE-1",))
    assert findings_decided_before(again, reading, LAW, DAY) == ()


def test_a_decision_yet_to_come_deals_with_nothing():
    question = decided(finding_ids=("F-1",), deadline=date(2025, 1, 1))
    told = memo(earlier_question_ids=("QUE-1",))
    assert findings_decided_before(told, reading_of(question), LAW, date(2023, 12, 31)) == ()


def test_work_lacks_what_is_empty_in_the_order_of_the_form():
    bare = Question(id="QUE-1", name="Innlogging")
    every = ("owner_id", "deadline", "goal.indicator", "goal.baseline", "goal.target", "goal.due")
    assert work_lacks(bare, None, LAW, DAY) == every
    goal = Goal(indicator="Brukere", baseline=0, target=0, due=DAY)
    whole = Question(id="QUE-1", name="Innlogging", owner_id="PER-1", deadline=DAY, goal=goal)
    assert work_lacks(whole, None, LAW, DAY) == ()
