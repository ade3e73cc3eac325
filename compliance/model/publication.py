"""What is published, what is withheld, and by which rule (guide A.24; GDPR 86 and access law)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.organisation import Role
from compliance.model.values import (
    Answer,
    Document,
    LegalRef,
    Line,
    Period,
    Text,
    many,
    told,
)


class Access(StrEnum):
    open = "open"
    partly_exempt = "partly_exempt"
    exempt = "exempt"
    case_by_case = "case_by_case"


class PublicationChannel(StrEnum):
    website = "website"
    post_journal = "post_journal"
    meeting_portal = "meeting_portal"
    open_data = "open_data"


class PublicationFrame(Document):
    """The frame for publishing a type of record. Access on request is another matter, and follows the access act."""

    record_type: Line | None = told("Type of record", "What the frame covers.")
    access: Access | None = told("Access on request", "Open, partly exempt, exempt or case by case.")
    exemption_ref: tuple[LegalRef, ...] = many("Exempted by", "The section that lets us withhold.")
    contains_confidential: Answer | None = told("Holds confidential data", "Whether secrecy covers some of it.")
    personal_data: Answer | None = told("Holds personal data", "Whether people are named.")
    publish_actively: Answer | None = told("Put on the web", "Whether it is published actively.")
    channels: tuple[PublicationChannel, ...] = many("Channels", "Where it is published.")
    legal_basis: tuple[LegalRef, ...] = many("Basis for publishing", "The provision that carries it.", "6(1)")
    publishes_national_id: Answer | None = told("Shows id number", "Whether the national number is shown.", "87")
    redaction_rule: Text | None = told("What is taken out", "How confidential parts are removed.")
    approver_role: Role | None = told("Approved by role", "Who says yes before it goes out.")
    remove_after: Period | None = told("Taken down after", "How long names stay.", "5(1)(e)", unit="ISO 8601 period")
    reviewed_on: date | None = told("Frame reviewed on", "Day the frame was last gone through.")
