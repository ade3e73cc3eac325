"""The account of every earlier decision: what was decided, what became of it, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from compliance.checks.reading import Reading
from compliance.followup.pace import Pace, pace
from compliance.followup.tasks import TaskAccount, task_accounts, tasks_of
from compliance.model.decision import (
    Choice,
    Decision,
    Memo,
    MemoState,
    Option,
    Question,
    QuestionStatus,
    TaskStatus,
)
from compliance.model.organisation import Person
from compliance.model.values import Answer, Count, Line, MemoId, PersonId, QuestionId, Text, Value


class AccountState(StrEnum):
    """What became of a decision."""

    done_on_time = "done_on_time"
    done_late = "done_late"
    done_undated = "done_undated"
    under_way = "under_way"
    late = "late"
    not_handed_out = "not_handed_out"
    postponed = "postponed"
    postponement_over = "postponement_over"
    rejected = "rejected"
    overtaken = "overtaken"


DONE = frozenset({AccountState.done_on_time, AccountState.done_late, AccountState.done_undated})
ENDED = DONE | {AccountState.rejected, AccountState.overtaken}
PUT_BEFORE_LEADER = frozenset({MemoState.presented, MemoState.decided, MemoState.signed, MemoState.closed})


class Account(Value):
    """One earlier decision on a day."""

    question_id: QuestionId
    name: Line
    question: Line | None = None
    memo_id: MemoId | None = None
    decided_on: date | None = None
    decided_by: PersonId | None = None
    choice: Choice | None = None
    option: Line | None = None
    reason: Text | None = None
    owner_id: PersonId | None = None
    owner: Line | None = None
    deadline: date | None = None
    state: AccountState
    days_late: Count = 0
    done_on: date | None = None
    postponed_until: date | None = None
    verified: bool = False
    """Whether somebody other than the owner has checked every task that was finished."""
    closed: bool = False
    tasks: tuple[TaskAccount, ...] = ()
    goal: Pace | None = None


class FollowUpGrade(Value):
    """How earlier decisions were carried out: counts that the memo shows as x of y."""

    decisions: Count = 0
    done: Count = 0
    done_on_time: Count = 0
    late: Count = 0
    goals_measured: Count = 0
    goals_reached: Count = 0


def accounts(reading: Reading, as_of: date) -> tuple[Account, ...]:
    """Every decision taken by `as_of` that is not closed, or was closed since the last memo told of it.

    Ordered by the day of the decision, then by id. Nothing decided is left out before a memo has shown it closed.
    """
    tasks = task_accounts(reading, as_of)
    told = _told_of(reading, as_of)
    every = (_account(question, tasks_of(question, tasks), reading, as_of) for question in _decided(reading, as_of))
    shown = (account for account in every if not _told_closed(account, told))
    return tuple(sorted(shown, key=lambda account: (account.decided_on or date.min, account.question_id)))


def all_accounts(reading: Reading, as_of: date) -> tuple[Account, ...]:
    """Every decision ever taken by `as_of`, those long closed too."""
    tasks = task_accounts(reading, as_of)
    return tuple(_account(question, tasks_of(question, tasks), reading, as_of) for question in _decided(reading, as_of))


def grade(accounted: Sequence[Account]) -> FollowUpGrade:
    """How many were done, on time, late; how many goals were measured and reached."""
    goals = [account.goal for account in accounted if account.goal and account.goal.reached is not None]
    asked = due_work(accounted)
    return FollowUpGrade(
        decisions=len(asked),
        done=sum(account.state in DONE for account in asked),
        done_on_time=sum(account.state == AccountState.done_on_time for account in asked),
        late=sum(account.days_late > 0 and account.state not in DONE for account in asked),
        goals_measured=len(goals),
        goals_reached=sum(bool(goal.reached) for goal in goals),
    )


def due_work(accounted: Sequence[Account]) -> tuple[Account, ...]:
    """The decisions that something was to be done about: neither rejected nor overtaken."""
    idle = (AccountState.rejected, AccountState.overtaken)
    return tuple(account for account in accounted if account.state not in idle)


def last_memo(reading: Reading, as_of: date) -> Memo | None:
    """The latest memo put before the leader by `as_of`."""
    memos = [memo for memo in reading.all(Memo) if memo.state in PUT_BEFORE_LEADER]
    dated = [memo for memo in memos if memo.as_of and memo.as_of <= as_of]
    return max(dated, key=lambda memo: (memo.as_of or date.min, memo.entry or 0, memo.id), default=None)


def _decided(reading: Reading, as_of: date) -> list[Question]:
    return [question for question in reading.all(Question) if _decision_by(question, as_of) is not None]


def _decision_by(question: Question, as_of: date) -> Decision | None:
    decision = question.decision
    if decision is None or decision.choice is None:
        return None
    return None if decision.decided_on and decision.decided_on > as_of else decision


def _told_of(reading: Reading, as_of: date) -> dict[str, date]:
    """For each question, the as-of day of the latest memo that accounted for it."""
    told: dict[str, date] = {}
    for memo in reading.all(Memo):
        if memo.state in PUT_BEFORE_LEADER and memo.as_of and memo.as_of <= as_of:
            for question in memo.earlier_question_ids:
                told[question] = max(told.get(question, memo.as_of), memo.as_of)
    return told


def _told_closed(account: Account, told: dict[str, date]) -> bool:
    day = told.get(account.question_id)
    return account.closed and day is not None and (_ended_on(account) or date.max) <= day


def _ended_on(account: Account) -> date | None:
    """The day after which nothing more could happen to it: finished, checked and measured."""
    days = [account.decided_on, account.done_on, account.goal.measured_on if account.goal else None]
    days += [task.verified_on for task in account.tasks]
    return max((day for day in days if day), default=None)


def _account(question: Question, tasks: tuple[TaskAccount, ...], reading: Reading, as_of: date) -> Account:
    decision = question.decision or Decision()
    owner = reading.find(Person, question.owner_id)
    goal = pace(question.goal, decision.decided_on, as_of) if question.goal else None
    live = tuple(task for task in tasks if task.status != TaskStatus.cancelled)
    finished, done_on = _finished(question, live)
    deadline = question.deadline or max((task.original_due for task in live if task.original_due), default=None)
    state = _state(question, tasks, (finished, done_on), deadline, as_of)
    verified = bool(live) and all(task.status == TaskStatus.verified for task in live)
    return Account(
        question_id=question.id, name=question.name, question=question.question, memo_id=decision.memo_id,
        decided_on=decision.decided_on, decided_by=decision.decided_by, choice=decision.choice,
        option=taken.title if (taken := _option_taken(question)) else None, reason=decision.reason,
        owner_id=question.owner_id, owner=owner.name if owner else None,
        deadline=deadline, state=state, days_late=_days_late(state, decision, done_on, deadline, as_of),
        done_on=done_on if state in DONE else None, postponed_until=decision.postponed_until,
        verified=verified, closed=_closed(state, goal, checked=verified or not live), tasks=tasks, goal=goal,
    )  # fmt: skip


def _option_taken(question: Question) -> Option | None:
    decision = question.decision or Decision()
    if decision.choice not in (Choice.recommended, Choice.option):
        return None
    wanted = decision.option_id or (question.recommended_option if decision.choice == Choice.recommended else None)
    return next((option for option in question.options if option.id == wanted), None)


def _let_be(question: Question) -> bool:
    """Whether the leader chose that nothing be done."""
    taken = _option_taken(question)
    return taken is not None and taken.is_zero_option


def _finished(question: Question, live: tuple[TaskAccount, ...]) -> tuple[bool, date | None]:
    """Whether every task is finished, and the day the last one was. Nobody asked: finished where no work was due."""
    if live:
        days = [day for task in live if (day := task.done_on or task.verified_on)]
        return all(task.settled for task in live), max(days, default=None)
    no_work = question.decision is not None and (question.requires_action == Answer.no or _let_be(question))
    return no_work, question.decision.decided_on if no_work and question.decision else None


def _state(
    question: Question,
    tasks: tuple[TaskAccount, ...],
    finished: tuple[bool, date | None],
    deadline: date | None,
    as_of: date,
) -> AccountState:
    decision = question.decision or Decision()
    if decision.choice == Choice.reject or (decision.choice == Choice.option and _let_be(question)):
        return AccountState.rejected
    if question.status == QuestionStatus.withdrawn or (tasks and all(_called_off(task) for task in tasks)):
        return AccountState.overtaken
    if decision.choice == Choice.postpone:
        over = decision.postponed_until is not None and decision.postponed_until < as_of
        return AccountState.postponement_over if over else AccountState.postponed
    if finished[0]:
        return _done_state(finished[1], deadline)
    if deadline and deadline < as_of:
        return AccountState.late
    return AccountState.under_way if tasks else AccountState.not_handed_out


def _done_state(done_on: date | None, deadline: date | None) -> AccountState:
    if done_on is None:
        return AccountState.done_undated
    return AccountState.done_late if deadline and done_on > deadline else AccountState.done_on_time


def _called_off(task: TaskAccount) -> bool:
    return task.status == TaskStatus.cancelled


def _days_late(
    state: AccountState, decision: Decision, done_on: date | None, deadline: date | None, as_of: date
) -> int:
    """Against the day the leader was promised; moving a task does not make a decision less late."""
    if state == AccountState.postponement_over and decision.postponed_until:
        return (as_of - decision.postponed_until).days
    if state == AccountState.late and deadline:
        return (as_of - deadline).days
    if state == AccountState.done_late and deadline and done_on:
        return (done_on - deadline).days
    return 0


def _closed(state: AccountState, goal: Pace | None, *, checked: bool) -> bool:
    """Rejected and overtaken are closed; done is closed once it was checked and the goal has nothing to wait for."""
    if state in DONE:
        return checked and (goal is None or goal.settled)
    return state in ENDED
