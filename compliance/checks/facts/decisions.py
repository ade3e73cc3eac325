"""Facts about what the leader is asked, and about what was decided before (guide A.20, D.3)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.model.decision import Choice, Goal, Memo, Question, QuestionStatus, Task, TaskStatus
from compliance.model.values import Answer

GOAL_FIELDS: Final = ("indicator", "baseline", "target", "due")
"""What makes a goal measurable: what is counted, from where, to where, and by when."""


def work_lacks(question: Question, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The fields still empty of those that say who carries it out, by when, and how one will know, in form order."""
    goal = question.goal or Goal()
    said = {"owner_id": question.owner_id, "deadline": question.deadline}
    said |= {f"goal.{field}": getattr(goal, field) for field in GOAL_FIELDS}
    return tuple(
        path for path, value in said.items() if value is None or (isinstance(value, str) and not value.strip())
    )


def findings_decided_before(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The findings that earlier decisions, which the memo accounts for, deal with in time.

    A decision to mend counts until its deadline, a postponement until its day; a rejection never, for what is unlawful
    stays so. Without a day there is nothing that runs out, and the fault is the leader's again.
    """
    earlier = reading.find_all(Question, memo.earlier_question_ids)
    dealing = (question for question in earlier if question.id not in memo.question_ids and _in_hand(question, as_of))
    return tuple(sorted({finding for question in dealing for finding in question.finding_ids}))


def decisions_left_out(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The names of earlier decisions that are not closed and that the memo does not account for."""
    known = {*memo.earlier_question_ids, *memo.question_ids}
    asked = (question for question in reading.all(Question) if question.id not in known)
    return tuple(question.name for question in asked if not_closed(question, reading, as_of))


def not_closed(question: Question, reading: Reading, as_of: date) -> bool:
    """Whether a decision taken by `as_of` still calls for something: work, a check of it, or a measurement."""
    decision = question.decision
    if decision is None or decision.choice is None or (decision.decided_on and decision.decided_on > as_of):
        return False
    if decision.choice is Choice.reject or question.status is QuestionStatus.withdrawn:
        return False
    tasks = _tasks(question, reading)
    if tasks and all(task.status is TaskStatus.cancelled for task in tasks):
        return False
    return decision.choice is Choice.postpone or _work_left(question, tasks, as_of) or _unmeasured(question.goal, as_of)


def calls_for_work(question: Question, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether what was decided by `as_of` must be carried out by somebody.

    Not what was postponed or refused, not a choice to do nothing, and not where the officer says that nothing needs
    doing. Unknown where the choice, or the option chosen, is not told.
    """
    decision = question.decision
    if decision is None or (decision.decided_on and decision.decided_on > as_of):
        return False
    if question.requires_action is Answer.no or decision.choice in (Choice.postpone, Choice.reject):
        return False
    option = _chosen(question)
    if decision.choice is None or option is None:
        return None
    return not any(each.id == option and each.is_zero_option for each in question.options)


def deviates(question: Question, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the leader chose against the advice. Unknown where choice or advice is not told."""
    choice = question.decision.choice if question.decision else None
    if choice is None:
        return None
    if choice is not Choice.option:
        return choice is not Choice.recommended
    chosen = _chosen(question)
    return None if chosen is None or question.recommended_option is None else chosen != question.recommended_option


def recommended_cost(question: Question, reading: Reading, law: Law, as_of: date) -> int | None:
    """What the recommended option costs, once and over the years named, in whole currency. Unknown unless estimated."""
    advised = next((each for each in question.options if each.id and each.id == question.recommended_option), None)
    if advised is None or advised.one_off_cost is None or advised.annual_cost is None:
        return None
    years = [year.amount for year in advised.annual_cost]
    return None if None in years else advised.one_off_cost + sum(amount for amount in years if amount is not None)


def _chosen(question: Question) -> str | None:
    """The id of the option that was chosen."""
    decision = question.decision
    if decision is None or decision.choice is None:
        return None
    return decision.option_id or (question.recommended_option if decision.choice is Choice.recommended else None)


def findings_with_task(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The findings that somebody has a task to mend that is not finished, checked or called off."""
    left = (task for task in reading.all(Task) if task.status in (None, TaskStatus.open, TaskStatus.in_progress))
    return tuple(sorted({finding for task in left for finding in task.finding_ids}))


def taskless_since(memo: Memo, reading: Reading, law: Law, as_of: date) -> date:
    """The day by which a serious fault must have been known for it to be overlong without a task."""
    return before(as_of, law.period("taskless_grace"))


def _in_hand(question: Question, as_of: date) -> bool:
    """Whether a decision taken by `as_of` still runs: to mend until the deadline, to postpone until its day."""
    return postponed_still(question, as_of) or mending_in_time(question, as_of)


def postponed_still(question: Question, as_of: date) -> bool:
    """Whether the leader has put the question off, and the day it comes back is not past."""
    decision = question.decision
    if decision is None or decision.choice is not Choice.postpone or _later(decision.decided_on, as_of):
        return False
    return decision.postponed_until is not None and as_of <= decision.postponed_until


def mending_in_time(question: Question, as_of: date) -> bool:
    """Whether the leader has chosen an option, the question is not withdrawn, and its deadline is not past."""
    decision = question.decision
    if decision is None or decision.choice not in (Choice.recommended, Choice.option):
        return False
    begun = not _later(decision.decided_on, as_of) and question.status is not QuestionStatus.withdrawn
    return begun and question.deadline is not None and as_of <= question.deadline


def _tasks(question: Question, reading: Reading) -> tuple[Task, ...]:
    """The tasks that carry it out: those it names, and those that name it."""
    named = reading.find_all(Task, question.task_ids)
    found = {task.id: task for task in (*named, *reading.naming(Task, "question_id", question.id))}
    return tuple(task for task in found.values() if task.retired is None)


def _work_left(question: Question, tasks: tuple[Task, ...], as_of: date) -> bool:
    """Whether some task is not finished and checked; where nobody was given one, whether work was called for."""
    live = [task for task in tasks if task.status is not TaskStatus.cancelled]
    if not live:
        return question.requires_action is not Answer.no
    return not all(_checked(task, as_of) for task in live)


def _checked(task: Task, as_of: date) -> bool:
    done = task.status is TaskStatus.verified
    return done and not _later(task.done_on, as_of) and not _later(task.verified_on, as_of)


def _unmeasured(goal: Goal | None, as_of: date) -> bool:
    """Whether a target is neither reached nor measured when time was up."""
    if goal is None or goal.target is None:
        return False
    if goal.measured is None or _later(goal.measured_on, as_of):
        return True
    falling = goal.baseline is not None and goal.target < goal.baseline
    reached = goal.measured <= goal.target if falling else goal.measured >= goal.target
    in_time = goal.due is not None and goal.measured_on is not None and goal.measured_on >= goal.due
    return not (reached or in_time)


def _later(day: date | None, as_of: date) -> bool:
    return day is not None and day > as_of


FACTS: Final = {
    "question": (work_lacks, calls_for_work, deviates, recommended_cost),
    "memo": (findings_decided_before, decisions_left_out, findings_with_task, taskless_since),
}
