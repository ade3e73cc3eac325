"""How the municipality is governed, and what its leadership reviews (guide A.16, A.23, A.25; GDPR 24)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from compliance.model.assurance import RiskArea
from compliance.model.organisation import RiskLevel, Role
from compliance.model.values import (
    Answer,
    Document,
    EvidenceId,
    Line,
    OrganisationId,
    Period,
    PersonId,
    QuestionId,
    Text,
    Value,
    many,
    told,
)

Percent = Annotated[int, Field(ge=0, le=100)]


class Assignment(Value):
    """A role handed to somebody in writing (ISO/IEC 27001 5.3)."""

    role: Role | None = told("Role", "Which office.")
    person_id: PersonId | None = told("Held by", "Who holds it.")
    evidence_id: EvidenceId | None = told("In writing", "The delegation.")


class RiskAppetite(Value):
    """The highest risk the leader accepts in an area (ISO/IEC 27001 6.1.2)."""

    area: RiskArea | None = told("Area", "What is at stake.")
    limit: RiskLevel | None = told("Highest level", "Highest level that needs no decision.")
    approved_by: PersonId | None = told("Approved by", "Who decided it.")
    approved_on: date | None = told("Approved on", "Day it was decided.")
    valid_to: date | None = told("Valid to", "Last day it holds; empty while it does.")


class DisposalPlan(Value):
    """Which types of record may be destroyed, and when (archive law)."""

    evidence_id: EvidenceId | None = told("Plan in writing", "Where it is kept.")
    adopted_on: date | None = told("Adopted on", "Day it was adopted.")
    record_types: tuple[Line, ...] = many("Record types", "The types of record it covers.")


class GovernanceProfile(Document):
    """How an organisation directs its work with privacy and information security (24(1), ISO/IEC 27001 5-10)."""

    organisation_id: OrganisationId | None = told("Organisation", "Whose governance it is; empty means the register's.")
    objectives_evidence: EvidenceId | None = told("Goals", "The goals in writing.")
    strategy_evidence: EvidenceId | None = told("Strategy", "The strategy in writing.")
    policy_evidence: EvidenceId | None = told("Policy", "The policy in writing.")
    approved_on: date | None = told("Approved on", "Day goals and strategy were adopted.")
    standard_ref: Line | None = told("Standard", "The recognised standard that is followed.")
    required_roles: tuple[Role, ...] = many("Roles needed", "The offices that must be filled.")
    assignments: tuple[Assignment, ...] = many("Roles handed out", "Who holds each, in writing.")
    risk_appetites: tuple[RiskAppetite, ...] = many("Risk limits", "The highest risk accepted in each area.")
    training_coverage_pct: Percent | None = told("Staff trained", "Share of staff trained.", "32(4)", unit="per cent")
    training_target_pct: Percent | None = told("Training goal", "Share aimed at.", unit="per cent")
    ai_training_on: date | None = told("AI training on", "Day staff were last trained in using AI.", "AI Act 4")
    last_independent_review: date | None = told("Independent review", "Day of the last one.", "ISO/IEC 27001 9.2")
    council_report_on: date | None = told("Council told on", "Day of the last yearly report to the council.")
    documentation_plan_evidence: EvidenceId | None = told("Records plan", "The plan for documents and archives.")
    documentation_plan_reviewed: date | None = told("Records plan reviewed", "Day it was last gone through.")
    disposal_plan: DisposalPlan | None = told("Disposal plan", "What may be destroyed.")
    staff_monitoring_routine: EvidenceId | None = told("Routine on monitoring staff", "In writing.", "88")
    staff_consulted_on: date | None = told("Staff consulted on", "Day the staff were consulted.", "88")
    review_interval: Period | None = told("Review every", "How often it is checked.", unit="ISO 8601 period")


class ReviewInputCode(StrEnum):
    """The points a management review covers (ISO/IEC 27001 9.3.2), and privacy's own."""

    earlier_actions = "9.3.2.a"
    issues = "9.3.2.b"
    needs = "9.3.2.c"
    performance = "9.3.2.d"
    feedback = "9.3.2.e"
    risk = "9.3.2.f"
    improvement = "9.3.2.g"
    rights_requests = "privacy.rights"
    breaches = "privacy.breaches"
    dpias = "privacy.dpia"
    dpo_report = "privacy.dpo"
    transfers = "privacy.transfers"


class ReviewInput(Value):
    """One point that was gone through."""

    code: ReviewInputCode | None = told("Point", "Which point.", "ISO/IEC 27001 9.3.2")
    summary: Text | None = told("In short", "What was seen.")
    evidence_id: EvidenceId | None = told("Basis", "What was shown.")


class ManagementReview(Document):
    """The leadership's review of information security and privacy (ISO/IEC 27001 9.3)."""

    held_on: date | None = told("Held on", "Day it was held.", essential=True)
    organisation_id: OrganisationId | None = told("Organisation", "Whose leadership; empty means the register's.")
    chair_id: PersonId | None = told("Chair", "The chief executive or a deputy.")
    participant_ids: tuple[PersonId, ...] = many("Participants", "Who took part.")
    period_from: date | None = told("Covers from", "First day of the time looked at.")
    period_to: date | None = told("Covers to", "Last day of the time looked at.")
    inputs: tuple[ReviewInput, ...] = many("Points covered", "What was gone through.", "ISO/IEC 27001 9.3.2")
    question_ids: tuple[QuestionId, ...] = many("Decisions", "The decisions it led to.", "ISO/IEC 27001 9.3.3")
    no_change_decided: Answer | None = told("No change decided", "Decided to go on as before.", "ISO/IEC 27001 9.3.3")
    minutes_evidence: EvidenceId | None = told("Minutes", "The minutes.")
    next_on: date | None = told("Next review on", "Day of the next one.")
