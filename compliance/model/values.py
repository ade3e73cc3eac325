"""What every document is built of: identifiers, answers, periods, references to law, and the base classes.

No field holds a float, so that every value has one canonical spelling; text is stripped and free of control
characters, so that every file format can carry it unharmed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

ID_PATTERN = r"^[A-Z]{2,5}-[A-Za-z0-9._-]{1,40}$"
LOCAL_ID_PATTERN = r"^[A-Za-z0-9._-]{1,40}$"
PERIOD_PATTERN = re.compile(r"^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$")
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
LARGEST_AMOUNT = 10**12


def told(
    title: str, meaning: str, provision: str = "", *, unit: str = "", default: Any = None, essential: bool = False
) -> Any:
    """A field that may be missing, with its label, what it means, its unit, and the provision that asks for it.

    `essential` marks what the law or the tool cannot do without; forms show it, the model does not enforce it.
    """
    more: dict[str, JsonValue] = {"provision": provision, "unit": unit, "essential": essential}
    return Field(default, title=title, description=meaning, json_schema_extra={k: v for k, v in more.items() if v})


def many(title: str, meaning: str, provision: str = "", *, essential: bool = False) -> Any:
    """A list of values that may be empty; described as by `told`."""
    return told(title, meaning, provision, default=(), essential=essential)


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks an identifier as that of a document of this kind; the empty kind is any."""

    kind: str


@dataclass(frozen=True, slots=True)
class RefersWithin:
    """Marks an identifier as that of a value in this list of the same document."""

    field: str


def _fit(text: str) -> str:
    if found := UNFIT.search(text):
        reason = f"holds the character U+{ord(found[0]):04X}, which no form or page can show"
        raise ValueError(reason)
    return text


def _whole_seconds_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _period(text: str) -> str:
    if not PERIOD_PATTERN.match(text):
        reason = "is not a period in years, months, weeks and days, such as P5Y or P1Y6M"
        raise ValueError(reason)
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_fit)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\n\t]*$"), AfterValidator(_fit)]
DocumentId = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
LocalId = Annotated[str, StringConstraints(pattern=LOCAL_ID_PATTERN)]
Period = Annotated[str, AfterValidator(_period)]
Moment = Annotated[AwareDatetime, AfterValidator(_whole_seconds_utc)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=LARGEST_AMOUNT)]
Amount = Annotated[int, Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT)]
Grade4 = Annotated[int, Field(ge=1, le=4)]
Grade5 = Annotated[int, Field(ge=1, le=5)]
Year = Annotated[int, Field(ge=1900, le=2200)]

RecordId = Annotated[DocumentId, RefersTo("")]
OrganisationId = Annotated[DocumentId, RefersTo("organisation")]
PersonId = Annotated[DocumentId, RefersTo("person")]
ActivityId = Annotated[DocumentId, RefersTo("activity")]
SystemId = Annotated[DocumentId, RefersTo("system")]
SupplierId = Annotated[DocumentId, RefersTo("supplier")]
EngagementId = Annotated[DocumentId, RefersTo("engagement")]
IncidentId = Annotated[DocumentId, RefersTo("incident")]
PublicationFrameId = Annotated[DocumentId, RefersTo("publication_frame")]
NoticeId = Annotated[DocumentId, RefersTo("notice")]
ControlId = Annotated[DocumentId, RefersTo("control")]
EvidenceId = Annotated[DocumentId, RefersTo("evidence")]
RiskId = Annotated[DocumentId, RefersTo("risk")]
QuestionId = Annotated[DocumentId, RefersTo("question")]
MemoId = Annotated[DocumentId, RefersTo("memo")]
SignOffId = Annotated[DocumentId, RefersTo("signoff")]
TaskId = Annotated[DocumentId, RefersTo("task")]


class Answer(StrEnum):
    """A legal question's answer. Not answered counts as unknown, and unknown is never no."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


class Value(BaseModel):
    """A frozen value; unknown fields and wrong types are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, str_strip_whitespace=True, use_attribute_docstrings=False
    )


class Jurisdiction(StrEnum):
    eu = "EU"
    norway = "NO"
    sweden = "SE"
    denmark = "DK"
    finland = "FI"
    iceland = "IS"
    local = "local"


class LegalRefKind(StrEnum):
    power = "power"
    duty = "duty"
    exception = "exception"
    secrecy = "secrecy"
    archive = "archive"
    minimum_retention = "minimum_retention"
    self_government = "self_government"


class LegalRef(Value):
    """A provision of law with the time it is in force; never free text only."""

    jurisdiction: Jurisdiction | None = told("Jurisdiction", "Whose law it is.", essential=True)
    instrument: Line | None = told("Act", "The act or regulation by its usual name.", essential=True)
    provision: Line | None = told("Provision", "Section or article, as the act numbers it.", essential=True)
    instrument_id: Line | None = told("Act identifier", "CELEX, LOV, SFS or LBK number.")
    kind: LegalRefKind | None = told("What it does", "Power, duty, exception, secrecy, archive or minimum retention.")
    valid_from: date | None = told("In force from", "First day in force.")
    valid_to: date | None = told("In force to", "Last day in force; empty while in force.")
    checked_on: date | None = told("Checked on", "Day the wording was last read.")
    checked_by: PersonId | None = told("Checked by", "Who read the wording.")
    verified: bool | None = told("Verified", "Whether a lawyer has confirmed the reference; empty means not said.")
    replaced_by: LegalRef | None = told("Replaced by", "The successor where the act was replaced.")


class Origin(Value):
    """Where a captured record came from; matching is by id, then by origin, never by name."""

    format: Line | None = told("Format", "Name of the format it was read from.")
    source: Line | None = told("Source", "File or system it was read from.")
    key: Line | None = told("Key", "The record's identity in that source.")
    digest: Sha256 | None = told("Digest", "SHA-256 of the source record as it was read.")


class Retirement(Value):
    """A record taken out of use; its history stays."""

    on: date | None = told("Retired on", "Day it went out of use.")
    reason: Text | None = told("Reason", "Why it went out of use.")


class Document(Value):
    """A record with its own id, history and sheet. Only `id` and `name` are required."""

    id: DocumentId = Field(title="Id", description="Stable identifier, for example ACT-0012.")
    name: Line = Field(title="Name", description="What people call it.")
    remarks: Text | None = told("Remarks", "Anything the other fields have no room for.")
    origin: Origin | None = told("Origin", "Where a captured record came from.")
    retired: Retirement | None = told("Retired", "Set when the record goes out of use.")
