from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.decisions import (
    calls_for_work,
    decisions_left_out,
    deviates,
    findings_decided_before,
    findings_with_task,
    not_closed,
    postponed_still,
    recommended_cost,
    taskless_since,
    work_lacks,
)
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


OPTIONS = [{"id": "zero", "is_zero_option": True}, {"id": "all"}, {"id": "some"}]


def asked(a_register, fact, day=date(2026, 11, 20), **fields):
    register = a_register(QUE_1={"options": OPTIONS, "recommended_option": "all", **fields})
    return fact(register.get("QUE-1"), Reading(register), law_on(day, "NO"), day)


@pytest.mark.parametrize(
    ("decision", "more", "work", "against"),
    [
        (None, {}, False, None),
        ({}, {}, None, None),
        ({"choice": "recommended"}, {}, True, False),
        ({"choice": "recommended"}, {"recommended_option": None}, None, False),
        ({"choice": "recommended", "option_id": "all"}, {"recommended_option": None}, True, False),
        ({"choice": "recommended"}, {"recommended_option": "zero"}, False, False),
        ({"choice": "option", "option_id": "zero"}, {}, False, True),
        ({"choice": "option", "option_id": "some"}, {}, True, True),
        ({"choice": "option", "option_id": "all"}, {}, True, False),
        ({"choice": "option"}, {}, None, None),
        ({"choice": "option", "option_id": "some"}, {"recommended_option": None}, True, None),
        ({"choice": "postpone"}, {}, False, True),
        ({"choice": "reject"}, {}, False, True),
        ({"choice": "recommended"}, {"requires_action": "no"}, False, False),
        ({"choice": "recommended"}, {"requires_action": "unknown"}, True, False),
        ({"choice": "recommended", "decided_on": "2026-11-20"}, {}, True, False),
        ({"choice": "recommended", "decided_on": "2026-11-21"}, {}, False, False),
    ],
)
def test_what_was_decided_says_whether_there_is_work_and_whether_the_advice_was_followed(
    a_register, decision, more, work, against
):
    told = {key: value for key, value in more.items() if value is not None}
    if "recommended_option" in more and more["recommended_option"] is None:
        register = a_register(QUE_1={"options": OPTIONS, "decision": decision} if decision is not None else {})
        day = date(2026, 11, 20)
        seen = [
            fact(register.get("QUE-1"), Reading(register), law_on(day, "NO"), day)
            for fact in (calls_for_work, deviates)
        ]
        assert seen == [work, against]
        return
    fields = {**told, **({"decision": decision} if decision is not None else {})}
    assert asked(a_register, calls_for_work, **fields) is work
    assert asked(a_register, deviates, **fields) is against


@pytest.mark.parametrize(
    ("option", "cost"),
    [
        ({"one_off_cost": 10, "annual_cost": [{"year": 2027, "amount": 5}, {"year": 2028, "amount": -2}]}, 13),
        ({"one_off_cost": 0, "annual_cost": []}, 0),
        ({"one_off_cost": 10}, None),
        ({"annual_cost": []}, None),
        ({"one_off_cost": 10, "annual_cost": [{"year": 2027}]}, None),
    ],
)
def test_the_cost_of_the_advice_is_known_when_every_part_of_it_is(a_register, option, cost):
    assert (
        asked(a_register, recommended_cost, options=[{"id": "zero", "one_off_cost": 1}, {"id": "all", **option}])
        == cost
    )


def test_without_advice_there_is_no_cost_of_it(a_register):
    register = a_register(QUE_1={"options": [{"one_off_cost": 1, "annual_cost": []}]})
    assert (
        recommended_cost(register.get("QUE-1"), Reading(register), law_on(date(2026, 1, 1), "NO"), date(2026, 1, 1))
        is None
    )


def test_a_fault_is_in_hand_while_a_task_that_names_it_is_left(a_register):
    states = {
        "TASK_1": None,
        "TASK_2": "open",
        "TASK_3": "in_progress",
        "TASK_4": "done",
        "TASK_5": "verified",
        "TASK_6": "cancelled",
    }
    tasks = {id: {"finding_ids": [id], **({"status": status} if status else {})} for id, status in states.items()}
    register = a_register(MEM_1={}, **tasks)
    day = date(2026, 3, 31)
    reading, law = Reading(register), law_on(day, "NO")
    one = register.get("MEM-1")
    assert findings_with_task(one, reading, law, day) == ("TASK_1", "TASK_2", "TASK_3")
    assert taskless_since(one, reading, law, day) == date(2026, 3, 1)


CHECKED = {"status": "verified", "done_on": "2024-02-01", "verified_on": "2024-02-28"}
REACHED = {"baseline": 1, "target": 3, "measured": 3, "measured_on": "2024-02-01", "due": "2024-06-01"}


@pytest.mark.parametrize(
    ("decision", "fields", "task", "open_still"),
    [
        ({"choice": "recommended"}, {}, CHECKED, False),
        ({"choice": "recommended", "decided_on": "2024-02-29"}, {}, {"status": "open"}, True),
        ({"choice": "recommended", "decided_on": "2024-03-01"}, {}, {"status": "open"}, False),
        ({}, {}, {"status": "open"}, False),
        ({"choice": "reject"}, {}, {"status": "open"}, False),
        ({"choice": "recommended"}, {"status": "withdrawn"}, {"status": "open"}, False),
        ({"choice": "postpone"}, {}, CHECKED, True),
        ({"choice": "recommended"}, {}, {"status": "cancelled"}, False),
        ({"choice": "recommended"}, {}, {**CHECKED, "done_on": "2024-02-29", "verified_on": "2024-02-29"}, False),
        ({"choice": "recommended"}, {}, {**CHECKED, "done_on": "2024-03-01"}, True),
        ({"choice": "recommended"}, {}, {**CHECKED, "verified_on": "2024-03-01"}, True),
        ({"choice": "recommended"}, {}, {"status": "verified"}, False),
        ({"choice": "recommended"}, {}, {"status": "done", "done_on": "2024-02-01"}, True),
        ({"choice": "recommended"}, {"goal": {}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": REACHED}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": None}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured_on": "2024-02-29"}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured_on": "2024-03-01"}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured_on": None}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 2}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 2, "due": "2024-02-01"}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 2, "due": "2024-02-02"}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 2, "due": None}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 2, "measured_on": None}}, CHECKED, True),
        ({"choice": "recommended"}, {"goal": {**REACHED, "measured": 4}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "baseline": None, "measured": 4}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "baseline": 3, "measured": 4}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "baseline": 5, "measured": 3}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "baseline": 5, "measured": 2}}, CHECKED, False),
        ({"choice": "recommended"}, {"goal": {**REACHED, "baseline": 5, "measured": 4}}, CHECKED, True),
    ],
)
def test_a_decision_is_closed_when_its_work_is_checked_and_its_goal_reached_or_measured_in_the_end(
    a_register, decision, fields, task, open_still
):
    fields = {key: value for key, value in fields.items() if key != "goal"} | (
        {"goal": {key: value for key, value in fields["goal"].items() if value is not None}} if "goal" in fields else {}
    )
    register = a_register(QUE_1={"decision": decision, **fields}, TASK_1={"question_id": "QUE-1", **task})
    assert not_closed(register.get("QUE-1"), Reading(register), DAY) is open_still


@pytest.mark.parametrize(
    ("other", "open_still"), [(CHECKED, False), ({"status": "cancelled"}, False), ({"status": "open"}, True)]
)
def test_of_several_tasks_each_that_was_not_called_off_must_be_checked(a_register, other, open_still):
    register = a_register(
        QUE_1={"decision": {"choice": "recommended"}, "task_ids": ["TASK-2"]},
        TASK_1={"question_id": "QUE-1", **CHECKED},
        TASK_2=other,
    )
    assert not_closed(register.get("QUE-1"), Reading(register), DAY) is open_still


def test_a_decision_without_tasks_is_open_unless_nobody_needs_to_do_anything(a_register):
    for answer, open_still in ((None, True), ("yes", True), ("no", False)):
        told = {"requires_action": answer} if answer else {}
        register = a_register(QUE_1={"decision": {"choice": "recommended"}, **told})
        assert not_closed(register.get("QUE-1"), Reading(register), DAY) is open_still


def test_a_question_nobody_has_decided_deals_with_nothing():
    asked = Question(id="QUE-1", name="Innlogging", finding_ids=("F-1",), deadline=DAY)
    told = memo(earlier_question_ids=("QUE-1",))
    assert findings_decided_before(told, reading_of(asked), LAW, DAY) == ()


@pytest.mark.parametrize("on", [DAY, None])
def test_a_decision_deals_with_its_findings_from_its_own_day_and_where_the_day_is_not_written(on):
    decision = Decision(choice=Choice.recommended, decided_on=on)
    question = Question(id="QUE-1", name="Innlogging", decision=decision, finding_ids=("F-1",), deadline=DAY)
    told = memo(earlier_question_ids=("QUE-1",))
    assert findings_decided_before(told, reading_of(question), LAW, DAY) == ("F-1",)


@pytest.mark.parametrize(
    ("choice", "decided_on", "until", "still"),
    [
        (Choice.postpone, DAY, DAY, True),
        (Choice.postpone, DAY, DAY - timedelta(days=1), False),
        (Choice.postpone, DAY + timedelta(days=1), DAY + timedelta(days=9), False),
        (Choice.postpone, DAY, None, False),
        (Choice.recommended, DAY, DAY, False),
        (None, DAY, DAY, False),
    ],
)
def test_a_question_is_put_off_until_the_day_it_comes_back(choice, decided_on, until, still):
    decision = Decision(choice=choice, decided_on=decided_on, postponed_until=until)
    assert postponed_still(Question(id="QUE-1", name="Innlogging", decision=decision), DAY) is still
    assert not postponed_still(Question(id="QUE-1", name="Innlogging"), DAY)
