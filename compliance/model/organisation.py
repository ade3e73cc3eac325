"""Who answers: the controller and its people (guide A.1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from compliance.model.values import (
    Answer,
    Count,
    Country,
    Currency,
    Document,
    EvidenceId,
    LegalRef,
    Line,
    OrganisationId,
    PersonId,
    Text,
    Value,
    many,
    told,
)


class OrganisationKind(StrEnum):
    municipality = "municipality"
    county = "county"
    board = "board"
    municipal_enterprise = "municipal_enterprise"
    intermunicipal_company = "intermunicipal_company"
    shared_service_host = "shared_service_host"
    private = "private"
    state = "state"


PUBLIC_KINDS = frozenset(
    {OrganisationKind.municipality, OrganisationKind.county, OrganisationKind.board, OrganisationKind.state}
)


class Nis2Scope(StrEnum):
    essential = "essential"
    important = "important"
    nis1_operator = "nis1_operator"
    not_in_scope = "not_in_scope"
    unknown = "unknown"


class Language(StrEnum):
    nb = "nb"
    nn = "nn"
    sv = "sv"
    da = "da"
    en = "en"


class Contact(Value):
    """How the public reaches the controller (30(1)(a), 13(1)(a))."""

    address: Text | None = told("Address", "Postal address.")
    email: Line | None = told("E-mail", "Mailbox that is read.")
    phone: Line | None = told("Phone", "Switchboard or direct number.")


class ManagementMember(Value):
    """A member of the management body with the day of the last security training (NIS2 20(2))."""

    person_id: PersonId | None = told("Person", "The member.")
    training_on: date | None = told("Trained on", "Day of the last cybersecurity training.", "NIS2 20(2)")


class Organisation(Document):
    """A controller, joint controller or shared host."""

    org_number: Line | None = told("Organisation number", "National business register number.")
    kind: OrganisationKind | None = told("Kind", "Decides who the controller is.", essential=True)
    country: Country | None = told("Country", "ISO 3166 code; picks the national rules.", essential=True)
    is_public_authority: Answer | None = told(
        "Public authority",
        "Whether it is a public authority; derived yes for municipality, county, board and state.",
        "6(1) second subparagraph, 37(1)(a), 49(3)",
    )
    tom_common: Text | None = told("Common security measures", "Measures common to all processing.", "30(1)(g)")
    register_since: date | None = told("Register kept since", "Day the record was first kept.")
    contact: Contact | None = told("Contact", "How the public reaches the controller.", "30(1)(a), 13(1)(a)")
    parent_id: OrganisationId | None = told("Parent organisation", "The organisation it belongs to.")
    chief_executive_id: PersonId | None = told("Chief executive", "Who answers at the top of the administration.")
    dpo_person_id: PersonId | None = told("Data protection officer", "Who holds the office.", "37(1)(a), 37(7)")
    dpo_contact: Line | None = told("DPO contact", "Published contact point.", "37(7)")
    dpo_published_on: date | None = told("DPO published on", "Day the contact details were published.", "37(7)")
    dpo_reported_to_sa_on: date | None = told("DPO reported on", "Day reported to the authority.", "37(7)")
    dpo_report_dates: tuple[date, ...] = many("DPO report dates", "Days the DPO reported to the top.", "38(3)")
    dpo_conflict_assessment: EvidenceId | None = told("DPO conflict assessment", "Why no conflict arises.", "38(6)")
    nis2_scope: Nis2Scope | None = told("NIS2 scope", "Whether the cybersecurity law covers it.", "NIS2 2-3")
    nis2_scope_reason: Text | None = told("NIS2 reason", "Why it is or is not covered.")
    nis2_scope_law: tuple[LegalRef, ...] = many("NIS2 law", "Provisions the scope rests on.")
    nis2_registered_on: date | None = told("NIS2 registered on", "Day of registration.", "NIS2 3(4)")
    management_body: tuple[ManagementMember, ...] = many("Management body", "Members and training.", "NIS2 20(2)")
    inhabitants: Count | None = told("Inhabitants", "Number of residents.", unit="persons")
    staff_count: Count | None = told("Staff", "Number of employees.", unit="persons")
    language: Language | None = told("Language", "Language of memos and texts.")
    currency: Currency | None = told("Currency", "ISO 4217 code of every amount.")
    own_rules: Line | None = told(
        "Own rules", "Folder of the municipality's own rules; where it is no full path, beside the register's file."
    )
    last_management_review: date | None = told(
        "Last management review", "Day of the last one that is not recorded apart.", "ISO/IEC 27001 9.3"
    )
    management_review_evidence: EvidenceId | None = told("Management review minutes", "Minutes of that review.")


class Role(StrEnum):
    chief_executive = "chief_executive"
    management_member = "management_member"
    line_manager = "line_manager"
    process_owner = "process_owner"
    system_owner = "system_owner"
    security_officer = "security_officer"
    dpo = "dpo"
    records_manager = "records_manager"
    legal_adviser = "legal_adviser"
    it_manager = "it_manager"
    hr_manager = "hr_manager"
    auditor = "auditor"
    preparer = "preparer"


class AuthorityOver(StrEnum):
    decision = "decision"
    risk_acceptance = "risk_acceptance"
    dpia_approval = "dpia_approval"
    measure_set = "measure_set"
    policy = "policy"
    review_minutes = "review_minutes"
    record_attest = "record_attest"


class RiskLevel(StrEnum):
    low = "low"
    moderate = "moderate"
    high = "high"
    critical = "critical"


class Authority(Value):
    """What a person may sign or accept, and for how long (ISO/IEC 27001 5.3; delegation matrix)."""

    over: AuthorityOver | None = told("May sign", "Kind of sign-off.")
    up_to: RiskLevel | None = told("Up to risk level", "Highest risk the person may accept.")
    valid_from: date | None = told("Valid from", "First day of the power.")
    valid_to: date | None = told("Valid to", "Last day of the power; empty while it lasts.")
    evidence_id: EvidenceId | None = told("Evidence", "The delegation in writing.")


class Person(Document):
    """A member of staff in a role. The name is kept apart from the record, so that it can be erased."""

    unit: Line | None = told("Unit", "Where in the line the person works.")
    email: Line | None = told("E-mail", "Work address; kept with the name, apart from the record.")
    roles: tuple[Role, ...] = many("Roles", "The offices the person holds.")
    deputy_ids: tuple[PersonId, ...] = many("Deputies", "Who acts in the person's absence.")
    authority: tuple[Authority, ...] = many("Authority", "What the person may sign or accept.")
