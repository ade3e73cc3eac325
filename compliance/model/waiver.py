"""A finding set aside for a time, by somebody, for a reason (guide A.26)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from compliance.model.values import Document, Line, PersonId, Text, told

FindingId = Annotated[str, StringConstraints(pattern=r"^F-[0-9a-f]{12}$")]


class WaivedAs(StrEnum):
    """How grave the finding was when it was set aside; `unknown` where it could not be told."""

    blocker = "blocker"
    major = "major"
    minor = "minor"
    unknown = "unknown"


class Waiver(Document):
    """A finding that is known and left standing until a day. It is named by its id, or by rule, record and place.

    Without who, why and until it does nothing. It covers the finding as it was when it was set aside: once graver, or
    found where it could not be told before, the finding stands again. An open breach of law cannot be set aside.
    """

    finding_id: FindingId | None = told("Finding", "Id of the finding, as check and explain print it.")
    rule: Line | None = told("Rule", "Code of the rule that found it.", essential=True)
    subject: Line | None = told("Record", "Id of the record it is about.", essential=True)
    path: Line | None = told("Place", "Where in the record; empty for the record as a whole.")
    waived_as: WaivedAs | None = told("Set aside as", "How grave it was then.", essential=True)
    waived_by: PersonId | None = told("Set aside by", "Who answers for it.", essential=True)
    waived_on: date | None = told("Set aside on", "Day it was set aside.", essential=True)
    reason: Text | None = told("Reason", "Why it may stand.", essential=True)
    until: date | None = told("Until", "Last day it is set aside.", essential=True)
