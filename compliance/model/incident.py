"""Incidents and breaches of personal data security (guide A.17; GDPR 33-34, NIS2 23)."""

from __future__ import annotations

from enum import StrEnum

from compliance.model.values import (
    Answer,
    Count,
    Document,
    EngagementId,
    LegalRef,
    Moment,
    SystemId,
    TaskId,
    Text,
    many,
    told,
)


class BreachType(StrEnum):
    """What was harmed."""

    confidentiality = "confidentiality"
    integrity = "integrity"
    availability = "availability"


class BreachRisk(StrEnum):
    none = "none"
    risk = "risk"
    high_risk = "high_risk"
    unknown = "unknown"


class IncidentOrigin(StrEnum):
    internal = "internal"
    processor = "processor"
    attack = "attack"
    loss = "loss"
    error = "error"


class BreachItem(StrEnum):
    """The points a report to the authority must hold (33(3))."""

    a = "33.3.a"
    b = "33.3.b"
    c = "33.3.c"
    d = "33.3.d"


class Art34Exception(StrEnum):
    """Why people need not be told (34(3))."""

    a = "34.3.a"
    b = "34.3.b"
    c = "34.3.c"


class Incident(Document):
    """Something that went wrong with security. Nobody affected is named (33(5))."""

    types: tuple[BreachType, ...] = many("What was harmed", "Confidentiality, integrity, availability.", "4(12)")
    system_ids: tuple[SystemId, ...] = many("Systems", "The systems it struck.")
    detected_at: Moment | None = told("Detected at", "Moment it was first seen.", essential=True)
    occurred_from: Moment | None = told("Began at", "Moment it began, as far as is known.")
    aware_at: Moment | None = told("Aware at", "Moment we knew it was a breach; starts the clock.", "33(1)")
    personal_data: Answer | None = told("Personal data", "Whether personal data were touched.", "4(12)", essential=True)
    risk: BreachRisk | None = told("Risk for people", "None, risk, high risk or unknown.", "33(1), 34(1)")
    persons_approx: Count | None = told("About how many people", "Approximate number.", "33(3)(a)", unit="persons")
    records_approx: Count | None = told("About how many records", "Approximate number.", "33(3)(a)", unit="records")
    origin_kind: IncidentOrigin | None = told("Arose from", "Own work, supplier, attack, loss or error.")
    engagement_id: EngagementId | None = told("Engagement", "The supplier's agreement, where it began there.")
    processor_aware_at: Moment | None = told("Supplier aware at", "Moment the supplier knew.", "33(2)")
    processor_told_us_at: Moment | None = told("Supplier told us at", "Moment the supplier told us.", "33(2)")
    notified_sa_at: Moment | None = told("Reported at", "Moment it was reported to the authority.", "33(1)")
    notice_items: tuple[BreachItem, ...] | None = told("Points reported", "Empty means not read yet.", "33(3)")
    delay_reason: Text | None = told("Why late", "Why the report came late.", "33(1)")
    no_notify_reason: Text | None = told("Why not reported", "Why the risk was found unlikely.", "33(1)")
    subjects_informed_at: Moment | None = told("People told at", "Moment people were told.", "34(1)")
    art34_exception: Art34Exception | None = told("Why people were not told", "The case of 34(3).", "34(3)")
    art34_national_exception: tuple[LegalRef, ...] = many("National exception", "The provision relied on.", "23")
    facts: Text | None = told("Facts", "What happened.", "33(5)")
    effects: Text | None = told("Effects", "What followed for people.", "33(5)")
    remedial_action: Text | None = told("What was done", "What was done about it.", "33(5)")
    nis2_significant: Answer | None = told("Significant incident", "Whether it is significant.", "NIS2 23(3)")
    nis2_aware_at: Moment | None = told("Known significant at", "Moment it was seen to be significant.", "NIS2 23(4)")
    recipients_affected: Answer | None = told("Users affected", "Whether users of the service are.", "NIS2 23(1)")
    recipients_informed_at: Moment | None = told("Users told at", "Moment users were told.", "NIS2 23(1)-(2)")
    early_warning_at: Moment | None = told("Early warning at", "Moment of the early warning.", "NIS2 23(4)(a)")
    incident_notification_at: Moment | None = told("Notified at", "Moment of the full notice.", "NIS2 23(4)(b)")
    final_report_at: Moment | None = told("Final report at", "Moment of the final report.", "NIS2 23(4)(d)")
    progress_reports: tuple[Moment, ...] = many("Progress reports", "Moments of progress reports.", "NIS2 23(4)(e)")
    closed_at: Moment | None = told("Closed at", "Moment the case was closed.")
    root_cause: Text | None = told("Cause", "Why it could happen.", "NIS2 21(2)(b)")
    task_ids: tuple[TaskId, ...] = many("Tasks", "The work that follows.")
