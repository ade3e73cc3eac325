"""What people answered to the questions of a checklist, about one record."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.values import (
    Document,
    EvidenceId,
    Line,
    LocalId,
    PersonId,
    RecordId,
    Sha256,
    TaskId,
    Text,
    Value,
    many,
    told,
)


class Reply(StrEnum):
    """What a person can answer. Not answered counts as unknown, and unknown is never in order."""

    yes = "yes"
    partly = "partly"
    no = "no"
    unknown = "unknown"
    not_applicable = "not_applicable"


class GivenAnswer(Value):
    """The answer to one question; it bears the question's id, so that a question has one answer."""

    id: LocalId | None = told("Question", "The question's id in the checklist.", essential=True)
    reply: Reply | None = told("Answer", "Yes, partly, no, unknown or not applicable.", essential=True)
    reason: Text | None = told("Reason", "Why; needed where the question does not apply.")
    by: PersonId | None = told("Answered by", "Who answered.")
    on: date | None = told("Answered on", "Day of the answer.")
    evidence_ids: tuple[EvidenceId, ...] = many("Evidence", "The proof.", "5(2)")
    task_ids: tuple[TaskId, ...] = many("Tasks", "The work that mends what is lacking.")


class ChecklistAnswers(Document):
    """One checklist answered about one record; answering again renews it, and the history keeps what was said."""

    checklist: Line | None = told("Checklist", "The checklist's code.", essential=True)
    checklist_sha256: Sha256 | None = told("Checklist as answered", "Fingerprint of the checklist last answered.")
    subject_id: RecordId | None = told("Answered about", "The record it concerns.", essential=True)
    answers: tuple[GivenAnswer, ...] = many("Answers", "What was answered to each question.")
