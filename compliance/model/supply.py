"""Systems, suppliers and the agreements with them (guide A.13, A.14; GDPR 28, 32)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.values import (
    ActivityId,
    Answer,
    Count,
    Country,
    Document,
    EvidenceId,
    Grade4,
    LegalRef,
    Line,
    Period,
    PersonId,
    SupplierId,
    SystemId,
    Text,
    Value,
    many,
    told,
)


class LifeStatus(StrEnum):
    planned = "planned"
    in_use = "in_use"
    retired = "retired"


class Hosting(StrEnum):
    own = "own"
    shared_municipal = "shared_municipal"
    cloud = "cloud"


class Mfa(StrEnum):
    none = "none"
    admins = "admins"
    remote = "remote"
    all = "all"
    unknown = "unknown"


class AiClass(StrEnum):
    prohibited = "prohibited"
    high_risk = "high_risk"
    limited = "limited"
    minimal = "minimal"
    unknown = "unknown"


class SupportsDeletion(StrEnum):
    yes = "yes"
    partly = "partly"
    no = "no"
    unknown = "unknown"


class Backup(Value):
    """Copies of the data (32(1)(c))."""

    exists: Answer | None = told("Backup exists", "Whether copies are made.", "32(1)(c)")
    offline_or_immutable: Answer | None = told("Backup protected", "Whether an attacker cannot reach the copy.")
    retention: Period | None = told("Backup kept for", "How long copies live.", unit="ISO 8601 period")
    last_restore_test: date | None = told("Last restore test", "Day data were last brought back.", "32(1)(d)")


class System(Document):
    """A system or register that holds data."""

    owner_id: PersonId | None = told("System owner", "Who answers for it.", "ISO/IEC 27002 5.9", essential=True)
    vendor_id: SupplierId | None = told("Vendor", "Who makes or runs it.")
    status: LifeStatus | None = told("Status", "Planned, in use or retired.")
    description: Text | None = told("Description", "What it is used for.")
    contains_personal_data: Answer | None = told("Holds personal data", "Whether it holds any.", "30")
    holds_public_records: Answer | None = told("Holds public records", "Whether it holds any.")
    c: Grade4 | None = told("Confidentiality", "1 open to 4 strictly confidential.", "32(1)(b)", unit="1-4")
    i: Grade4 | None = told("Integrity", "1 low to 4 critical.", "32(1)(b)", unit="1-4")
    a: Grade4 | None = told("Availability", "1 low to 4 critical.", "32(1)(b)", unit="1-4")
    c_reason: Text | None = told("Why this confidentiality", "Reason for the class.")
    i_reason: Text | None = told("Why this integrity", "Reason for the class.")
    a_reason: Text | None = told("Why this availability", "Reason for the class.")
    hosting: Hosting | None = told("Hosting", "Own, shared or cloud.")
    storage_countries: tuple[Country, ...] = many("Stored in", "Countries the data lie in.", "44")
    internet_exposed: Answer | None = told("Open to the internet", "Can be reached from outside.")
    privileged_functions: Answer | None = told("Powerful functions", "Gives power over other systems.")
    mfa: Mfa | None = told("Two-factor log-in", "For whom it is on.", "NIS2 21(2)(j)")
    encryption_transit: Answer | None = told("Encrypted on the way", "Data travel encrypted.", "32(1)(a)")
    encryption_rest: Answer | None = told("Encrypted where stored", "Data lie encrypted.", "32(1)(a)")
    backup: Backup | None = told("Backup", "Copies of the data.", "32(1)(c)")
    logging: Answer | None = told("Logging", "Look-ups are logged.", "32")
    log_review_interval: Period | None = told("Logs reviewed every", "How often.", unit="ISO 8601 period")
    log_review_last: date | None = told("Logs last reviewed", "Day of the last review.")
    access_review_on: date | None = told("Access last reviewed", "Day rights were last gone through.")
    health_record: Answer | None = told("Health record", "Patient or client record with a duty to check log-ins.")
    ai_used: Answer | None = told("Uses AI", "Whether it uses AI.", "AI Act 3")
    ai_class: AiClass | None = told("AI class", "Risk class.", "AI Act 5, 6")
    ai_oversight_person_id: PersonId | None = told("AI oversight", "Who oversees it.", "AI Act 26")
    ai_instructions_evidence: EvidenceId | None = told("AI instructions", "The maker's instructions.", "AI Act 26")
    fria_evidence: EvidenceId | None = told("Fundamental rights assessment", "The assessment.", "AI Act 27")
    public_website: Answer | None = told("Public website", "Whether it is one.")
    trackers_before_consent: Answer | None = told("Tracks before consent", "Trackers run before a yes.")
    trackers_own_statistics_only: Answer | None = told("Only own statistics", "We count visits ourselves, nobody else.")
    supports_deletion: SupportsDeletion | None = told("Can delete", "Yes, partly or no.", "17, 25")
    archive_abroad_assessment: EvidenceId | None = told("Archive abroad", "The assessment of storage abroad.")
    rto: Count | None = told("Back in service within", "Longest stop the service can bear.", unit="hours")
    rpo: Count | None = told("Data loss at most", "Most work that may be lost.", unit="hours")
    continuity_plan: EvidenceId | None = told("Continuity plan", "How the service runs without it.")
    continuity_exercised_on: date | None = told("Continuity rehearsed", "Day of the last rehearsal.")
    end_of_support: date | None = told("End of support", "Last day with security updates.")
    replacement_decided: Answer | None = told("Replacement decided", "Whether it is decided what comes instead.")
    material_change_on: date | None = told("Last changed in substance", "Day its use or build changed.", "35(11)")
    link_ids: tuple[SystemId, ...] = many("Linked systems", "Systems it exchanges data with.")


class Supplier(Document):
    """Somebody who delivers to the municipality; a processor where personal data are handled (28)."""

    org_number: Line | None = told("Organisation number", "National business register number.")
    country: Country | None = told("Country", "Where it is established.")
    group_parent_country: Country | None = told("Owner's country", "Where the group's parent is.")
    contact: Line | None = told("Contact", "Department or mailbox, no private person.")


class EngagementStatus(StrEnum):
    planned = "planned"
    active = "active"
    ended = "ended"


class DpaTemplate(StrEnum):
    eu_2021_915 = "eu_2021_915"
    authority_28_8 = "authority_28_8"
    national_association = "national_association"
    own = "own"
    supplier = "supplier"


class DpaItem(StrEnum):
    subject = "28.3.0"
    instructions = "28.3.a"
    confidentiality = "28.3.b"
    security = "28.3.c"
    subprocessors = "28.3.d"
    rights = "28.3.e"
    assistance = "28.3.f"
    return_or_delete = "28.3.g"
    audit = "28.3.h"


class SubAuthorisation(StrEnum):
    specific = "specific"
    general = "general"
    none = "none"


class Subprocessor(Value):
    """A supplier's supplier that touches the data (28(2), 28(4))."""

    name: Line | None = told("Name", "Who it is.")
    country: Country | None = told("Country", "Where it is.")
    remote_access_from: tuple[Country, ...] = many("Remote access from", "Countries staff reach the data from.")
    service: Line | None = told("Service", "What it does.")


class Engagement(Document):
    """The agreement with a supplier (28(3))."""

    supplier_id: SupplierId | None = told("Supplier", "With whom.", essential=True)
    activity_ids: tuple[ActivityId, ...] = many("Activities", "The activities it serves.")
    system_ids: tuple[SystemId, ...] = many("Systems", "The systems it delivers.")
    handles_personal_data: Answer | None = told("Handles personal data", "Whether it does.", "28", essential=True)
    status: EngagementStatus | None = told("Status", "Planned, active or ended.")
    dpa_signed_on: date | None = told("Contract signed on", "Day the data processing contract was signed.", "28(3)")
    dpa_valid_from: date | None = told("Contract from", "First day.")
    dpa_valid_to: date | None = told("Contract to", "Last day; empty while open-ended.")
    dpa_evidence: EvidenceId | None = told("Contract", "Where it is kept.", "28(9)")
    other_legal_act: tuple[LegalRef, ...] = many("Other legal act", "A legal act instead of a contract.", "28(3)")
    dpa_template: DpaTemplate | None = told("Template", "Whose standard text was used.")
    dpa_items: tuple[DpaItem, ...] | None = told("Points covered", "Empty means not read yet.", "28(3)(a)-(h)")
    sub_authorisation: SubAuthorisation | None = told("Sub-suppliers allowed", "Specific, general, none.", "28(2)")
    subprocessors: tuple[Subprocessor, ...] = many("Sub-suppliers", "Those behind the supplier.", "28(4)")
    subprocessor_list_date: date | None = told("List dated", "Date of the sub-supplier list.")
    guarantees_assessed_on: date | None = told("Guarantees assessed", "Day it was found good enough.", "28(1)")
    followup_interval: Period | None = told("Followed up every", "How often.", "28(3)(h)", unit="ISO 8601 period")
    last_followup: date | None = told("Last followed up", "Day of the last follow-up.", "28(3)(h)")
    breach_notice_hours: Count | None = told("Breach notice", "Hours to warn us.", "33(2)", unit="hours")
    foreign_access_assessed_on: date | None = told("Foreign access assessed", "Day it was weighed.")
    exit_plan: EvidenceId | None = told("Exit plan", "How we leave in order.", "28(3)(g)")
    security_requirements: tuple[Line, ...] = many("Security requirements", "What we demand.", "NIS2 21(2)(d)")
    annual_cost: Count | None = told("Cost per year", "What it costs.", unit="whole currency")
