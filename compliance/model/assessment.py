"""Impact assessments (guide A.18; GDPR 35-36)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.values import (
    ActivityId,
    Answer,
    Document,
    EvidenceId,
    Line,
    SignOffId,
    Text,
    many,
    told,
)


class DpiaStatus(StrEnum):
    not_started = "not_started"
    in_progress = "in_progress"
    completed = "completed"
    rejected = "rejected"


class DpiaPart(StrEnum):
    """The four things an assessment must hold (35(7))."""

    a = "35.7.a"
    b = "35.7.b"
    c = "35.7.c"
    d = "35.7.d"


class ResidualRisk(StrEnum):
    low = "low"
    medium = "medium"
    high = "high"


class Dpia(Document):
    """An assessment of what a processing means for people; one may cover a set of like activities (35(1))."""

    activity_ids: tuple[ActivityId, ...] = many("Activities", "The activities it covers.", "35(1)", essential=True)
    status: DpiaStatus | None = told("Status", "How far it has come.", essential=True)
    version: Line | None = told("Version", "Which version it is.")
    parts_done: tuple[DpiaPart, ...] | None = told("Parts done", "Empty means not looked at yet.", "35(7)(a)-(d)")
    evidence_ids: tuple[EvidenceId, ...] = many("Evidence", "Where it is kept.", "5(2)")
    dpo_advice_on: date | None = told("DPO advised on", "Day of the data protection officer's advice.", "35(2)")
    dpo_advice_followed: Answer | None = told("Advice followed", "Whether the advice was followed.", "35(2)")
    dpo_deviation_reason: Text | None = told("Why not followed", "Why the advice was set aside.", "35(2)")
    views_sought: Answer | None = told("Views sought", "Whether those affected were heard.", "35(9)")
    views_reason: Text | None = told("Why not heard", "Why those affected were not heard.", "35(9)")
    residual_risk: ResidualRisk | None = told("Risk left", "The risk for people with measures in place.", "36(1)")
    prior_consultation_on: date | None = told("Authority asked on", "Day the authority was consulted.", "36(1)")
    sa_answer_on: date | None = told("Authority answered on", "Day the authority answered.", "36(2)")
    completed_on: date | None = told("Completed on", "Day it was completed.")
    approval_signoff_id: SignOffId | None = told("Approved by sign-off", "The signature that approved it.")
    next_review: date | None = told("Next review", "Day it is looked at again.", "35(11)")
    review_after_change_on: date | None = told("Reviewed after change", "Day it was redone after a change.", "35(11)")
