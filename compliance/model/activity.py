"""The record of processing activities and the values inside it (guide A.2-A.10; GDPR Art. 30)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from compliance.model.values import (
    Answer,
    ControlId,
    Count,
    Country,
    Document,
    EngagementId,
    EvidenceId,
    LegalRef,
    Line,
    LocalId,
    NoticeId,
    OrganisationId,
    Period,
    PersonId,
    PublicationFrameId,
    RefersWithin,
    RiskId,
    SystemId,
    Text,
    Value,
    many,
    told,
)

PurposeId = Annotated[LocalId, RefersWithin("purposes")]
SubjectCategoryId = Annotated[LocalId, RefersWithin("subject_categories")]
DataCategoryId = Annotated[LocalId, RefersWithin("data_categories")]
RecipientId = Annotated[LocalId, RefersWithin("recipients")]
ConsentSchemeId = Annotated[LocalId, RefersWithin("consent_schemes")]


class ActivityRole(StrEnum):
    controller = "controller"
    joint = "joint"
    processor = "processor"


class ActivityStatus(StrEnum):
    planned = "planned"
    active = "active"
    paused = "paused"
    ended = "ended"


class FurtherKind(StrEnum):
    archiving = "archiving"
    research = "research"
    statistics = "statistics"
    other = "other"


class SubjectCode(StrEnum):
    resident = "resident"
    child = "child"
    pupil = "pupil"
    kindergarten_child = "kindergarten_child"
    parent = "parent"
    patient = "patient"
    care_recipient = "care_recipient"
    client_social = "client_social"
    client_child_welfare = "client_child_welfare"
    employee = "employee"
    applicant = "applicant"
    elected = "elected"
    volunteer = "volunteer"
    supplier_contact = "supplier_contact"
    website_visitor = "website_visitor"
    next_of_kin = "next_of_kin"
    other = "other"


class Sensitivity(StrEnum):
    ordinary = "ordinary"
    highly_personal = "highly_personal"
    art9 = "art9"
    art10 = "art10"
    national_id = "national_id"


class Art9Type(StrEnum):
    race_ethnicity = "race_ethnicity"
    political = "political"
    religion_philosophy = "religion_philosophy"
    trade_union = "trade_union"
    genetic = "genetic"
    biometric_id = "biometric_id"
    health = "health"
    sex_life_orientation = "sex_life_orientation"


class RecipientKind(StrEnum):
    internal_unit = "internal_unit"
    processor = "processor"
    joint_controller = "joint_controller"
    other_authority = "other_authority"
    court = "court"
    private = "private"
    public_at_large = "public_at_large"


class Mechanism(StrEnum):
    adequacy = "adequacy"
    adequacy_dpf = "adequacy_dpf"
    public_instrument = "public_instrument"
    bcr = "bcr"
    scc = "scc"
    scc_sa = "scc_sa"
    code = "code"
    certification = "certification"
    adhoc = "adhoc"
    admin_arrangement = "admin_arrangement"
    derogation_a = "49a"
    derogation_b = "49b"
    derogation_c = "49c"
    derogation_d = "49d"
    derogation_e = "49e"
    derogation_f = "49f"
    derogation_g = "49g"
    derogation_2sub = "49_2sub"
    none = "none"


class TransferKind(StrEnum):
    storage = "storage"
    support_access = "support_access"
    onward = "onward"


class Art6(StrEnum):
    a = "a"
    b = "b"
    c = "c"
    d = "d"
    e = "e"
    f = "f"


class Art9Condition(StrEnum):
    a = "a"
    b = "b"
    c = "c"
    d = "d"
    e = "e"
    f = "f"
    g = "g"
    h = "h"
    i = "i"
    j = "j"


class LawSearch(StrEnum):
    not_done = "not_done"
    named = "named"
    none_found = "none_found"


class RetentionMode(StrEnum):
    fixed = "fixed"
    event_based = "event_based"
    until_archived = "until_archived"
    indefinite = "indefinite"


WITHOUT_END = frozenset({RetentionMode.until_archived, RetentionMode.indefinite})
"""Modes that set no time of their own: until the archive has them, or for ever."""


class TriggerEvent(StrEnum):
    collected = "collected"
    case_closed = "case_closed"
    last_contact = "last_contact"
    service_ended = "service_ended"
    left_school = "left_school"
    employment_ended = "employment_ended"
    contract_ended = "contract_ended"
    person_died = "person_died"
    age_reached = "age_reached"
    accounting_year_ended = "accounting_year_ended"
    log_written = "log_written"
    other = "other"


class DisposalAction(StrEnum):
    delete = "delete"
    anonymise = "anonymise"
    restrict = "restrict"
    transfer_to_archive = "transfer_to_archive"
    return_ = "return"


class ArchivalDuty(StrEnum):
    preserve = "preserve"
    may_dispose = "may_dispose"
    none = "none"
    unknown = "unknown"


class AutomatedDecision(StrEnum):
    none = "none"
    support = "support"
    solely = "solely"


class AutomatedEffect(StrEnum):
    none = "none"
    minor = "minor"
    significant = "significant"


class Art22Ground(StrEnum):
    contract = "contract"
    law = "law"
    explicit_consent = "explicit_consent"


class NationalIdNeed(StrEnum):
    register_lookup = "register_lookup"
    payment_or_tax = "payment_or_tax"
    patient_or_client_record = "patient_or_client_record"
    statutory_report = "statutory_report"
    secure_login = "secure_login"
    safe_identity = "safe_identity"
    none = "none"


class VolumeBand(StrEnum):
    under_100 = "under_100"
    under_1000 = "under_1000"
    under_10000 = "under_10000"
    from_10000 = "from_10000"


class NoticeScope(StrEnum):
    art13 = "art13"
    art14 = "art14"
    both = "both"


class DataSource(StrEnum):
    data_subject = "data_subject"
    other = "other"


class Purpose(Value):
    """What the data are used for (5(1)(b), 30(1)(b))."""

    id: LocalId | None = told("Purpose id", "Identity within the activity.")
    text: Text | None = told("Purpose", "For whom, what service, what result.", "5(1)(b)", essential=True)
    task_as_authority: Answer | None = told(
        "Task as authority", "Whether it is done as a public task.", "6(1) second subparagraph", essential=True
    )
    further_processing_of: PurposeId | None = told("Further use of", "The purpose the data were first gathered for.")
    further_kind: FurtherKind | None = told("Kind of further use", "Archiving, research, statistics or other.", "89")
    compatibility_assessment: EvidenceId | None = told("Compatibility assessment", "Evidence of it.", "6(4)")
    data_category_ids: tuple[DataCategoryId, ...] = many("Data used", "Data categories used; empty means all.")
    measurable_result: Text | None = told("Measurable result", "How one sees that the purpose is met.")


class SubjectCategory(Value):
    """Whose data they are (30(1)(c))."""

    id: LocalId | None = told("Category id", "Identity within the activity.")
    code: SubjectCode | None = told("Category", "Which group of people.", "30(1)(c)", essential=True)
    name: Line | None = told("Own name", "What the municipality calls the group.")
    vulnerable: Answer | None = told("Vulnerable", "Whether the group is vulnerable.", "WP248 criterion 7")
    approximate_count: Count | None = told("About how many", "Approximate number.", unit="persons")


class DataCategory(Value):
    """A kind of personal data (9, 10, 30(1)(c))."""

    id: LocalId | None = told("Data id", "Identity within the activity.")
    name: Line | None = told("Data category", "What kind of data.", "30(1)(c)", essential=True)
    sensitivity: Sensitivity | None = told("Sensitivity", "Ordinary, highly personal, Art. 9, Art. 10 or id number.")
    art9_type: Art9Type | None = told("Kind of sensitive data", "Which special category.", "9(1)")
    statutory_secrecy: Answer | None = told("Secrecy by law", "Whether a duty of secrecy covers them.")
    secrecy_law: tuple[LegalRef, ...] = many("Secrecy law", "The provisions of secrecy.")
    protected_identity: Answer | None = told("Protected identity", "Hidden addresses or the like occur.")
    necessity_reason: Text | None = told("Why needed", "Why the service cannot do without.", "5(1)(c)")
    subject_category_ids: tuple[SubjectCategoryId, ...] = many("About whom", "The groups these data are about.")


class Recipient(Value):
    """Who receives the data (30(1)(d)); a single inquiry under law is no recipient (4(9))."""

    id: LocalId | None = told("Recipient id", "Identity within the activity.")
    name: Line | None = told("Recipient", "Name or category.", "30(1)(d)", essential=True)
    kind: RecipientKind | None = told("Kind of recipient", "Where it stands towards the controller.")
    country: Country | None = told("Country", "ISO 3166 code.")
    disclosure_basis: tuple[LegalRef, ...] = many("Basis for disclosure", "The rule that lets us hand over data.")
    secrecy_rule: tuple[LegalRef, ...] = many("Rule on secrecy", "The rule that lifts or keeps secrecy.")


class Transfer(Value):
    """Data that leave the EEA (Chapter V); remote access from outside is a transfer."""

    recipient_id: RecipientId | None = told("Recipient", "Who receives, of the recipients above.")
    engagement_id: EngagementId | None = told("Engagement", "The agreement under which data leave.")
    country: Country | None = told("Country", "ISO 3166 code.", "30(1)(e)", essential=True)
    mechanism: Mechanism | None = told("Transfer route", "Which provision of Chapter V carries it.", "44-49")
    adequacy_ref: tuple[LegalRef, ...] = many("Adequacy decision", "The decision relied on.", "45")
    dpf_certified: Answer | None = told("US certificate", "Whether the supplier is certified.", "45")
    dpf_checked_on: date | None = told("Certificate checked on", "Day the list was looked up.")
    assessment_evidence: EvidenceId | None = told("Assessment", "Assessment of the country's law.", "46(1)")
    supplementary_measures: Text | None = told("Extra measures", "What was added to the route.")
    kind: TransferKind | None = told("Kind of transfer", "Storage, support access or onward.")
    recurring: Answer | None = told("Recurring", "Whether it happens again and again.", "49(1)")


class ConsentScheme(Value):
    """How consent is asked for, kept and withdrawn (7, 8); never about a person."""

    id: LocalId | None = told("Consent id", "Identity within the activity.")
    text_version: Line | None = told("Text version", "Which wording is in use.", "7(1)")
    text_evidence_id: EvidenceId | None = told("Text evidence", "The wording itself.", "7(1)")
    log_evidence_id: EvidenceId | None = told("Consent log", "Where the yes-log lives.", "7(1)")
    granular: Answer | None = told("One yes per purpose", "Whether each purpose is asked apart.", "recital 43")
    explicit: Answer | None = told("Explicit", "Whether the yes is explicit.", "9(2)(a)")
    withdrawal_channel: Line | None = told("Way to withdraw", "Where a person says no again.", "7(3)")
    withdrawal_as_easy: Answer | None = told("As easy to withdraw", "As easy as saying yes.", "7(3)")
    imbalance_assessment: EvidenceId | None = told("Imbalance assessment", "The difference in power, weighed.")
    real_alternative: Text | None = told("Real alternative", "What those get who say no.", "7(4)")
    conditional_on_service: Answer | None = told("Condition for service", "The service depends on the yes.", "7(4)")
    child_min_age: Count | None = told("Lowest age", "Age from which a child's own yes counts.", "8", unit="years")
    parental_consent: Answer | None = told("Parents' consent", "Whether parents are asked.", "8")
    valid_from: date | None = told("Valid from", "First day in use.")
    valid_to: date | None = told("Valid to", "Last day in use.")


class LegalBasis(Value):
    """Why a purpose is lawful (6, 9, 10). What a source does not pair stays unpaired."""

    purpose_id: PurposeId | None = told("Purpose", "The purpose it carries; empty where the source does not pair.")
    art6: Art6 | None = told("Art. 6 basis", "Letter of Art. 6(1).", "6(1)", essential=True)
    supplementary_basis: tuple[LegalRef, ...] = many("National law", "The law that gives duty or task.", "6(3)")
    law_search: LawSearch | None = told("Search for law", "Not done, named, or none found.", "6(3), 5(2)")
    necessity_reason: Text | None = told("Why necessary", "Why the purpose needs it.", "6(1)")
    balancing_evidence: EvidenceId | None = told("Balancing test", "Evidence of the weighing.", "6(1)(f)")
    data_subject_is_party: Answer | None = told("Person is party", "Party to the contract, or asked for it.", "6(1)(b)")
    consent_scheme_id: ConsentSchemeId | None = told("Consent", "The consent scheme used.", "7")
    art9_condition: Art9Condition | None = told("Art. 9 condition", "Letter of Art. 9(2).", "9(2)")
    art9_law: tuple[LegalRef, ...] = many("Law for sensitive data", "The law the condition demands.", "9(2)-(3)")
    art9_safeguards: Text | None = told("Safeguards", "Safeguards for sensitive data.", "9(2)")
    professional_secrecy_ref: tuple[LegalRef, ...] = many("Professional secrecy", "The duty of secrecy.", "9(3)")
    art10_basis: tuple[LegalRef, ...] = many("Law for crime data", "The law that allows it.", "10")
    decided_by: PersonId | None = told("Decided by", "Who chose the basis.")
    decided_on: date | None = told("Decided on", "Day the basis was chosen.")


class LegalHold(Value):
    """Deletion put off for a case at law."""

    reason: Text | None = told("Reason", "Why deletion waits.")
    until: date | None = told("Until", "Day the hold is looked at again.")


class RetentionRule(Value):
    """How long data are kept and what happens then (5(1)(e), 30(1)(f); archive law)."""

    data_category_ids: tuple[DataCategoryId, ...] = many("Data covered", "The data categories it covers.", "30(1)(f)")
    mode: RetentionMode | None = told("Kind of rule", "Fixed, from an event, until archived, for ever.", "5(1)(e)")
    period: Period | None = told("Period", "How long after the event.", "13(2)(a)", unit="ISO 8601 period")
    trigger_event: TriggerEvent | None = told("Clock starts", "The event that starts the clock.", "5(1)(e)")
    trigger_other: Line | None = told("Other event", "The event in own words.")
    disposal_action: DisposalAction | None = told("Then", "What happens when the time is up.", "5(1)(e)")
    purpose_max_period: Period | None = told("Longest need", "The longest the purpose needs.", unit="ISO 8601 period")
    justification_ref: tuple[LegalRef, ...] = many("Law for keeping longer", "The law that allows it.", "5(1)(e)")
    min_period_by_law: Period | None = told("Shortest by law", "Least time by statute.", unit="ISO 8601 period")
    min_period_basis: tuple[LegalRef, ...] = many("Law on shortest time", "The statute.", "17(3)(b)")
    is_public_record: Answer | None = told("Public record", "Whether they are records of a public body.")
    archival_duty: ArchivalDuty | None = told("Duty to archive", "Preserve, may dispose, none or unknown.")
    archival_basis: tuple[LegalRef, ...] = many("Archive law", "The provision on preserving.")
    disposal_authority: tuple[LegalRef, ...] = many("Disposal decision", "The rule or decision that allows disposal.")
    archived_copy_first: Answer | None = told("Archived first", "Deletion comes after transfer.", "17(3)(b), (d)")
    legal_hold: LegalHold | None = told("Legal hold", "Deletion put off.")
    disposal_interval: Period | None = told("Deletion runs every", "How often it is done.", unit="ISO 8601 period")
    last_disposal_run: date | None = told("Last deletion run", "Day it was last done.", "5(2)")
    disposal_log_evidence: EvidenceId | None = told("Deletion log", "Proof of the run.", "5(2)")
    record_type: Line | None = told("Type of record", "As the disposal plan names it.")
    oldest_event_on: date | None = told("Oldest still kept", "Day of the oldest event whose data are still kept.")


class NoticeException(Value):
    """Why people are not told (13(4), 14(5), 23)."""

    scope: NoticeScope | None = told("Scope", "Art. 13, Art. 14 or both.")
    legal_ref: tuple[LegalRef, ...] = many("Exception", "The provision relied on.", "14(5)")
    reason: Text | None = told("Reason", "Why it applies.")


class Screening(Value):
    """The nine danger signs of WP248; two or more normally call for an impact assessment (35(1))."""

    scoring: Answer | None = told("Evaluation or scoring", "Criterion 1.")
    automated_decision: Answer | None = told("Automated decision", "Criterion 2.")
    monitoring: Answer | None = told("Systematic monitoring", "Criterion 3.")
    sensitive: Answer | None = told("Sensitive data", "Criterion 4.")
    large_scale: Answer | None = told("Large scale", "Criterion 5.")
    matching: Answer | None = told("Matching of data sets", "Criterion 6.")
    vulnerable: Answer | None = told("Vulnerable people", "Criterion 7.")
    innovative: Answer | None = told("New technology", "Criterion 8.")
    blocks_service: Answer | None = told("Blocks a right or service", "Criterion 9.")
    reason: Text | None = told("Reason", "Why a suggested yes was set to no.")


class Art35Cases(Value):
    """The three cases in which the law always asks for an impact assessment (35(3))."""

    a: Answer | None = told("35(3)(a)", "Systematic evaluation with significant effect.", "35(3)(a)")
    b: Answer | None = told("35(3)(b)", "Large scale of sensitive or crime data.", "35(3)(b)")
    c: Answer | None = told("35(3)(c)", "Large-scale monitoring of public areas.", "35(3)(c)")


class Activity(Document):
    """One entry of the record of processing activities (30)."""

    description: Text | None = told("Description", "What is done, in plain words.")
    role: ActivityRole | None = told("Our role", "Controller, joint controller or processor.", "30(1)-(2)")
    controller_ids: tuple[OrganisationId, ...] = many("Controllers", "Who answers.", "30(1)(a)", essential=True)
    controller_reason: Text | None = told("Why this controller", "Why this body is the right one.")
    joint_arrangement_evidence: EvidenceId | None = told("Joint arrangement", "Who does what.", "26(1)")
    joint_essence_published: Answer | None = told("Joint arrangement published", "Main points public.", "26(2)")
    owner_id: PersonId | None = told("Owner in the line", "The manager who answers.", "24(1)", essential=True)
    unit: Line | None = told("Unit", "Service area.")
    status: ActivityStatus | None = told("Status", "Planned, active, paused or ended.", "35(1)")
    created_on: date | None = told("Recorded on", "Day the entry was made.")
    started_on: date | None = told("Started on", "Day the processing began.")
    ended_on: date | None = told("Ended on", "Day the processing ended.")
    last_reviewed: date | None = told("Last reviewed", "Day the entry was last checked.", "24(1)")
    material_change_on: date | None = told("Last changed in substance", "Day purpose, data or use changed.", "35(11)")
    review_interval: Period | None = told("Review every", "How often it is checked.", unit="ISO 8601 period")
    purposes: tuple[Purpose, ...] = many("Purposes", "What the data are used for.", "30(1)(b)", essential=True)
    subject_categories: tuple[SubjectCategory, ...] = many("Data subjects", "Whose data.", "30(1)(c)", essential=True)
    data_categories: tuple[DataCategory, ...] = many("Personal data", "Which data.", "30(1)(c)", essential=True)
    recipients: tuple[Recipient, ...] = many("Recipients", "Who receives the data.", "30(1)(d)")
    no_recipients_declared: Answer | None = told("No recipients", "Declared that nobody receives data.", "30(1)(d)")
    transfers: tuple[Transfer, ...] = many("Transfers", "Data that leave the EEA.", "30(1)(e)")
    no_transfers_declared: Answer | None = told("No transfers", "Declared that no data leave the EEA.", "30(1)(e)")
    retention_rules: tuple[RetentionRule, ...] = many("Retention rules", "How long.", "30(1)(f)", essential=True)
    tom_summary: Text | None = told("Security measures", "How the data are secured.", "30(1)(g)")
    control_ids: tuple[ControlId, ...] = many("Controls", "The controls in use.", "30(1)(g)")
    legal_bases: tuple[LegalBasis, ...] = many("Legal bases", "Why it is lawful.", "6", essential=True)
    consent_schemes: tuple[ConsentScheme, ...] = many("Consent schemes", "How consent is asked for.", "7")
    notice_ids: tuple[NoticeId, ...] = many("Notices", "The information to people.", "12-14")
    notice_exception: NoticeException | None = told("Exception from informing", "Why people are not told.", "14(5)")
    sources: tuple[DataSource, ...] = many("Sources", "From the person or from others.", "13, 14")
    system_ids: tuple[SystemId, ...] = many("Systems", "The systems in use.")
    engagement_ids: tuple[EngagementId, ...] = many("Engagements", "The supplier agreements in use.")
    risk_ids: tuple[RiskId, ...] = many("Risks", "Risks assessed for it.")
    automated_decision: AutomatedDecision | None = told("Automated decision", "None, support or solely.", "22")
    automated_effect: AutomatedEffect | None = told("Effect of it", "None, minor or significant.", "22(1)")
    art22_ground: Art22Ground | None = told("Ground for it", "Contract, law or explicit consent.", "22(2)")
    art22_law: tuple[LegalRef, ...] = many("Law for it", "The law where that is the ground.", "22(2)(b)")
    art22_safeguards: Text | None = told("Safeguards for it", "Human review and the right to contest.", "22(3)")
    emergency_only: Answer | None = told("Emergencies only", "Used only when life is in danger.", "recital 46")
    profiling: Answer | None = told("Profiling", "Whether people are profiled.", "13(2)(f), 35(3)(a)")
    screening: Screening | None = told("DPIA screening", "The nine danger signs.", "35(1)")
    art35_3: Art35Cases | None = told("Always-DPIA cases", "The three cases of the law.", "35(3)")
    national_list_hits: tuple[Line, ...] = many("National DPIA list", "Codes of the national list.", "35(4)")
    art35_10_basis: tuple[LegalRef, ...] = many("Assessed by law", "Law already assessed in general.", "35(10)")
    dpia_evidence_id: EvidenceId | None = told("Impact assessment", "Where one not recorded apart is kept.", "35")
    dpia_refusal_reason: Text | None = told("Why no DPIA", "Why none is needed.", "35")
    online_service_to_children: Answer | None = told("Online service to children", "Offered to children.", "8")
    child_min_age: Count | None = told("Lowest age online", "Age from which a child's own yes counts.", unit="years")
    addresses_children: Answer | None = told("Addresses children", "Speaks to children directly.", "12(1)")
    national_id_need: NationalIdNeed | None = told("Need for id number", "Why the number is needed.", "87")
    camera: Answer | None = told("Camera", "Whether cameras watch people.")
    camera_assessment: EvidenceId | None = told("Camera assessment", "The balancing for the cameras.")
    camera_sign: Answer | None = told("Camera sign", "Whether signs are up.")
    staff_monitoring: Answer | None = told("Monitoring of staff", "Logs, position or e-mail used to check staff.", "88")
    produces_public_records: Answer | None = told("Public records", "Whether public records arise.")
    publishes_actively: Answer | None = told("Published actively", "Whether anything is put on the web.")
    publication_frame_id: PublicationFrameId | None = told("Publication frame", "The frame for what is published.")
    volume_persons: Count | None = told("Number of people", "People the activity concerns.", unit="persons")
    volume_band: VolumeBand | None = told("Size", "Band, where the number is not known.")
    client_ids: tuple[OrganisationId, ...] = many("Clients", "Those we process for.", "30(2)(a)")
    processing_categories: Text | None = told("Processing for clients", "What we do for them.", "30(2)(b)")
    subject_codes_kle: tuple[Line, ...] = many("Subject codes", "Codes of the municipal subject plan, such as KLE.")
