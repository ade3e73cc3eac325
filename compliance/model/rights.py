"""Routines for people's rights, and how requests are answered (guide A.12; GDPR 12, 15-22)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.values import (
    Document,
    EvidenceId,
    LegalRef,
    PersonId,
    many,
    told,
)


class Right(StrEnum):
    """The rights of people whose data are used, by article."""

    access = "15"
    rectification = "16"
    erasure = "17"
    restriction = "18"
    notify_recipients = "19"
    portability = "20"
    objection = "21"
    automated = "22"
    withdraw = "7.3"


class RequestOutcome(StrEnum):
    granted = "granted"
    partly = "partly"
    refused = "refused"
    withdrawn = "withdrawn"


class RightsProcedure(Document):
    """The routine by which one right is met (12(2), 24(1))."""

    right: Right | None = told("Right", "Which right it serves.", "15-22, 7(3)", essential=True)
    owner_id: PersonId | None = told("Owner", "Who answers for it.")
    evidence_ids: tuple[EvidenceId, ...] = many("Evidence", "The routine in writing.", "24(1)")
    tested_on: date | None = told("Tested on", "Day it was last tried.")


class RightsRequest(Document):
    """One request, without a word of who asked (12(3))."""

    right: Right | None = told("Right", "Which right was used.", "15-22", essential=True)
    received_on: date | None = told("Received on", "Day the request came, or the day identity was clear.", "12(3)")
    extended_on: date | None = told("Extended on", "Day the person was told it takes longer.", "12(3)")
    answered_on: date | None = told("Answered on", "Day of the answer.", "12(3)")
    outcome: RequestOutcome | None = told("Outcome", "Granted, partly, refused or withdrawn.")
    refusal_basis: tuple[LegalRef, ...] = many("Basis for refusal", "The provision relied on.", "12(4)")
    owner_id: PersonId | None = told("Handled by", "Who answers it.")
