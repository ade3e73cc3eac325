"""Facts about checklists that people answered: what is open, too old, not in order, or passed over without a reason.

Questions are told by the checklist and their id (`named`), in the order of the checklist. Where the checklist is not
known here, or it is not said which record was answered about, nothing can be told.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.answering import Situation, Standing, given_by, stands
from compliance.checks.facts.lateness import unfinished
from compliance.checks.law import Law
from compliance.checks.questionnaire import named, read_questionnaires
from compliance.checks.reading import Reading
from compliance.model.checklist import ChecklistAnswers, GivenAnswer, Reply
from compliance.model.decision import Task
from compliance.model.values import Document


def subject_in_use(answers: ChecklistAnswers, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the record answered about is in use. Unknown where none is named."""
    subject = reading.find(Document, answers.subject_id)
    return None if subject is None else stands(subject)


def open_questions(answers: ChecklistAnswers, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The questions that apply and nobody has answered; not to know is no answer."""
    standings = _standings(answers, reading, as_of)
    return None if standings is None else tuple(_named(answers, each) for each in standings if not each.answered)


def stale_answers(answers: ChecklistAnswers, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The questions whose answer has become too old. Unknown where none has and some answer has no day, or a later."""
    standings = _standings(answers, reading, as_of)
    if standings is None:
        return None
    aged = [(_named(answers, each), each.stale(as_of)) for each in standings if each.answered]
    stale = tuple(id for id, old in aged if old)
    return None if not stale and any(old is None for _, old in aged) else stale


def unmended_answers(answers: ChecklistAnswers, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The questions whose answer shows that something needed is lacking, while no task is at work on it."""
    standings = _standings(answers, reading, as_of)
    if standings is None:
        return None
    lacking = (each for each in standings if each.lacking and not _at_work(each.given, reading, law, as_of))
    return tuple(_named(answers, each) for each in lacking)


def unexplained_answers(answers: ChecklistAnswers, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The questions said not to apply without a reason."""
    passed = (each for each in answers.answers if each.reply is Reply.not_applicable)
    return tuple(named(answers.checklist, each.id) for each in passed if each.reason is None or each.reason.isspace())


def _named(answers: ChecklistAnswers, standing: Standing) -> str:
    return named(answers.checklist, standing.item.id)


def _at_work(given: GivenAnswer | None, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether a task named is left to do: one that was reported done should have changed the answer."""
    tasks = reading.find_all(Task, given.task_ids) if given is not None else ()
    return any(task.retired is None and unfinished(task, reading, law, as_of) for task in tasks)


def _standings(answers: ChecklistAnswers, reading: Reading, as_of: date) -> tuple[Standing, ...] | None:
    questionnaire = read_questionnaires().get(answers.checklist or "")
    subject = reading.find(Document, answers.subject_id)
    if questionnaire is None or subject is None:
        return None
    return tuple(Situation(questionnaire, subject, reading, as_of).standings(given_by(answers.answers)))


FACTS: Final = {
    "checklist_answers": (subject_in_use, open_questions, stale_answers, unmended_answers, unexplained_answers)
}
