"""Information to people, controls, proof and risk (guide A.11, A.15, A.16, A.19)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.organisation import Language, RiskLevel
from compliance.model.values import (
    ActivityId,
    Answer,
    ControlId,
    Count,
    Document,
    EvidenceId,
    Grade5,
    LegalRef,
    Line,
    Period,
    PersonId,
    RecordId,
    Sha256,
    SignOffId,
    SystemId,
    TaskId,
    Text,
    Value,
    many,
    told,
)


class NoticeBasis(StrEnum):
    art13 = "art13"
    art14 = "art14"


class NoticeChannel(StrEnum):
    web = "web"
    letter = "letter"
    form = "form"
    sign = "sign"
    oral_and_web = "oral_and_web"


class NoticeItem(StrEnum):
    """The points a notice must hold, by provision."""

    i13_1_a = "13.1.a"
    i13_1_b = "13.1.b"
    i13_1_c = "13.1.c"
    i13_1_d = "13.1.d"
    i13_1_e = "13.1.e"
    i13_1_f = "13.1.f"
    i13_2_a = "13.2.a"
    i13_2_b = "13.2.b"
    i13_2_c = "13.2.c"
    i13_2_d = "13.2.d"
    i13_2_e = "13.2.e"
    i13_2_f = "13.2.f"
    i14_1_a = "14.1.a"
    i14_1_b = "14.1.b"
    i14_1_c = "14.1.c"
    i14_1_d = "14.1.d"
    i14_1_e = "14.1.e"
    i14_1_f = "14.1.f"
    i14_2_a = "14.2.a"
    i14_2_b = "14.2.b"
    i14_2_c = "14.2.c"
    i14_2_d = "14.2.d"
    i14_2_e = "14.2.e"
    i14_2_f = "14.2.f"
    i14_2_g = "14.2.g"


class Mirrors(Value):
    """What the notice tells people, for comparison with the record (5(1)(a))."""

    purposes: tuple[Line, ...] = many("Purposes told", "The purposes the notice names.")
    recipients: tuple[Line, ...] = many("Recipients told", "The recipients the notice names.")
    retention: Text | None = told("Retention told", "What the notice says of storage time.")


class Notice(Document):
    """The information given to people (12-14); one notice may serve many activities."""

    basis: NoticeBasis | None = told("Written for", "Art. 13 or Art. 14.", "13, 14", essential=True)
    channel: NoticeChannel | None = told("Channel", "How it reaches people.", "12(1)")
    text: Text | None = told("Text", "The wording itself.")
    text_ref: Line | None = told("Where it stands", "Address of the published text.")
    language: Language | None = told("Language", "Language of the text.")
    version: Line | None = told("Version", "Which version it is.")
    published_on: date | None = told("Published on", "Day it was published.")
    items_present: tuple[NoticeItem, ...] | None = told("Points present", "Empty means not read yet.", "13, 14")
    given_within_days: Count | None = told("Given within", "Days after the data were got.", "14(3)", unit="days")
    child_version: Answer | None = told("Version for children", "Whether there is one.", "12(1)")
    mirrors: Mirrors | None = told("What it says", "For comparison with the record.", "5(1)(a)")
    objection_separate: Answer | None = told("Right to object apart", "Set apart from other text.", "21(4)")


class ControlStatus(StrEnum):
    not_started = "not_started"
    planned = "planned"
    partial = "partial"
    implemented = "implemented"
    not_applicable = "not_applicable"


class Effectiveness(StrEnum):
    not_tested = "not_tested"
    effective = "effective"
    partly = "partly"
    ineffective = "ineffective"


class Control(Document):
    """A measure that protects; it counts in figures only with valid evidence (32)."""

    catalogue_refs: tuple[Line, ...] = many("Catalogue references", "Such as iso27002_2022:8.5.")
    description: Text | None = told("Description", "What is done.")
    whole_organisation: Answer | None = told("Whole organisation", "Applies to every system.")
    system_ids: tuple[SystemId, ...] = many("Systems", "The systems it protects.")
    activity_ids: tuple[ActivityId, ...] = many("Activities", "The activities it protects.")
    status: ControlStatus | None = told("Status", "How far it has come.", essential=True)
    na_justification: Text | None = told("Why not applicable", "Reason.", "ISO/IEC 27001 6.1.3 d)")
    owner_id: PersonId | None = told("Owner", "Who answers for it.")
    due: date | None = told("Due", "Day it should be in place.")
    implemented_on: date | None = told("In place since", "Day it was in place.")
    effectiveness: Effectiveness | None = told("Effect", "Whether it works.")
    last_tested: date | None = told("Last tested", "Day it was tested.", "32(1)(d)")
    test_interval: Period | None = told("Tested every", "How often.", unit="ISO 8601 period")
    evidence_ids: tuple[EvidenceId, ...] = many("Evidence", "The proof.", "5(2)")
    cost_one_off: Count | None = told("Cost once", "What it costs to put in place.", unit="whole currency")
    cost_annual: Count | None = told("Cost per year", "What it costs to run.", unit="whole currency")


class EvidenceKind(StrEnum):
    document = "document"
    contract = "contract"
    log_extract = "log_extract"
    test_report = "test_report"
    minutes = "minutes"
    attestation = "attestation"
    screenshot = "screenshot"
    decision = "decision"
    certificate = "certificate"
    policy = "policy"


class Evidence(Document):
    """Proof, by where it is kept; it never holds residents' data."""

    kind: EvidenceKind | None = told("Kind", "What sort of proof.")
    location: Line | None = told("Where kept", "Archive reference preferred.")
    sha256: Sha256 | None = told("SHA-256", "Fingerprint of the file.")
    found_unchanged: Answer | None = told("Found unchanged", "Whether the file was there and unchanged when compared.")
    compared_on: date | None = told("Compared on", "Day the file was last compared with what was first kept.")
    created_on: date | None = told("Made on", "Day it was made.")
    collected_on: date | None = told("Collected on", "Day it was gathered.")
    collected_by: PersonId | None = told("Collected by", "Who gathered it.")
    max_age: Period | None = told("Valid for", "How long it counts as proof.", unit="ISO 8601 period")
    valid_to: date | None = told("Valid to", "Last day, for contracts and certificates.")
    classification: Line | None = told("Class", "How closely it is kept.")
    access_marking: tuple[LegalRef, ...] = many("Access marking", "The section that exempts it.")


class Perspective(StrEnum):
    organisation = "organisation"
    data_subject = "data_subject"


class RiskArea(StrEnum):
    privacy = "privacy"
    service = "service"
    life_health = "life_health"
    economy = "economy"
    law = "law"
    reputation = "reputation"


class Treatment(StrEnum):
    avoid = "avoid"
    reduce = "reduce"
    share = "share"
    accept = "accept"


class Assessment(Value):
    """Likelihood and consequence, each 1 to 5; the level is derived."""

    likelihood: Grade5 | None = told("Likelihood", "1 rare to 5 often.", unit="1-5")
    consequence: Grade5 | None = told("Consequence", "1 small to 5 grave.", unit="1-5")


class Acceptance(Value):
    """A leader's acceptance of what risk is left; a breach of law can never be accepted."""

    by: PersonId | None = told("Accepted by", "Who accepted.")
    on: date | None = told("Accepted on", "Day of acceptance.")
    valid_to: date | None = told("Accepted until", "Last day it holds.")
    reason: Text | None = told("Reason", "Why it is not lowered.")
    signoff_id: SignOffId | None = told("Sign-off", "The signature it rests on.")


class Risk(Document):
    """What may happen, to whom, and what is done about it (32(2), 35(7)(c))."""

    description: Text | None = told("Cause, event, consequence", "What may happen, why, and what follows.")
    perspective: Perspective | None = told("Whose risk", "The organisation's or people's.")
    area: RiskArea | None = told("Area", "What is at stake.")
    object_ids: tuple[RecordId, ...] = many("About", "The records it concerns.")
    inherent: Assessment | None = told("Before measures", "Assessment without measures.")
    residual: Assessment | None = told("After measures", "Assessment with measures in place.")
    acceptable_level: RiskLevel | None = told("Limit", "Highest level the leader has accepted for the area.")
    control_ids: tuple[ControlId, ...] = many("Controls", "The measures that lower it.")
    treatment: Treatment | None = told("Treatment", "Avoid, reduce, share or accept.")
    treatment_task_ids: tuple[TaskId, ...] = many("Tasks", "Work that lowers it.")
    owner_id: PersonId | None = told("Owner", "Who answers for it.")
    assessed_on: date | None = told("Assessed on", "Day it was last assessed.")
    interval: Period | None = told("Assessed every", "How often.", unit="ISO 8601 period")
    acceptance: Acceptance | None = told("Acceptance", "A leader's acceptance.")
