"""The declared joins: what a condition sees under `related`, one level deep, by the kind that is judged.

One table. A join is a typed pure function; it gives None where the register does not tell, which a condition then sees
as unknown. What a join gives has fields of its own but no joins of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from compliance.checks.reading import Reading
from compliance.checks.subjects import JUDGED, Within, purpose_of
from compliance.model.activity import (
    Activity,
    ConsentScheme,
    DataCategory,
    LegalBasis,
    Purpose,
    Recipient,
    RetentionRule,
    SubjectCategory,
    Transfer,
)
from compliance.model.assessment import Dpia
from compliance.model.assurance import Control, Evidence, Notice, Risk
from compliance.model.decision import Memo, Question, SignOff, Task
from compliance.model.governance import GovernanceProfile, ManagementReview
from compliance.model.incident import Incident
from compliance.model.organisation import Organisation, Person
from compliance.model.publication import PublicationFrame
from compliance.model.supply import Engagement, Supplier, System

Join: TypeAlias = Callable[[Any, Reading], object]


def _systems(activity: Activity, reading: Reading) -> tuple[System, ...]:
    return reading.find_all(System, activity.system_ids)


def _engagements(activity: Activity, reading: Reading) -> tuple[Engagement, ...]:
    """Those the activity names and those that name the activity."""
    named = reading.find_all(Engagement, activity.engagement_ids)
    naming = reading.naming(Engagement, "activity_ids", activity.id)
    return tuple({each.id: each for each in (*named, *naming)}.values())


def _notices(activity: Activity, reading: Reading) -> tuple[Notice, ...]:
    return reading.find_all(Notice, activity.notice_ids)


def _controls(activity: Activity, reading: Reading) -> tuple[Control, ...]:
    named = reading.find_all(Control, activity.control_ids)
    naming = reading.naming(Control, "activity_ids", activity.id)
    return tuple({each.id: each for each in (*named, *naming)}.values())


def _risks(activity: Activity, reading: Reading) -> tuple[Risk, ...]:
    named = reading.find_all(Risk, activity.risk_ids)
    naming = reading.naming(Risk, "object_ids", activity.id)
    return tuple({each.id: each for each in (*named, *naming)}.values())


def _activity_owner(activity: Activity, reading: Reading) -> Person | None:
    return reading.find(Person, activity.owner_id)


def _bases_of_purpose(purpose: Within[Purpose, Activity], reading: Reading) -> tuple[LegalBasis, ...] | None:
    """The bases that carry the purpose; unknown where none is paired with it and some are paired with nothing."""
    activity = purpose.document
    carried = [(basis, purpose_of(basis, activity)) for basis in activity.legal_bases]
    mine = tuple(basis for basis, found in carried if found is not None and found[0] == purpose.position)
    unpaired = any(found is None for _, found in carried)
    return None if unpaired and not mine else mine


def _data_of_purpose(purpose: Within[Purpose, Activity], reading: Reading) -> tuple[DataCategory, ...]:
    """The data the purpose uses; all of the activity's where it names none (guide A.3)."""
    named = purpose.value.data_category_ids
    return tuple(data for data in purpose.document.data_categories if not named or data.id in named)


def _data_of_basis(basis: Within[LegalBasis, Activity], reading: Reading) -> tuple[DataCategory, ...]:
    """The data used for the purpose the basis carries; all of the activity's where it is not paired."""
    activity = basis.document
    found = purpose_of(basis.value, activity)
    if found is None:
        return activity.data_categories
    return _data_of_purpose(Within(found[1], activity, found[0]), reading)


def _consent_of_basis(basis: Within[LegalBasis, Activity], reading: Reading) -> ConsentScheme | None:
    wanted = basis.value.consent_scheme_id
    schemes = basis.document.consent_schemes
    return next((scheme for scheme in schemes if wanted is not None and scheme.id == wanted), None)


def _rules_of_data(data: Within[DataCategory, Activity], reading: Reading) -> tuple[RetentionRule, ...] | None:
    """The retention rules that cover the data; unknown where none does and some rule does not say what it covers."""
    rules = data.document.retention_rules
    covering = tuple(rule for rule in rules if data.value.id is not None and data.value.id in rule.data_category_ids)
    open_ended = any(not rule.data_category_ids for rule in rules)
    return None if open_ended and not covering else covering


def _people_of_data(data: Within[DataCategory, Activity], reading: Reading) -> tuple[SubjectCategory, ...]:
    named = data.value.subject_category_ids
    return tuple(people for people in data.document.subject_categories if people.id in named)


def _data_of_rule(rule: Within[RetentionRule, Activity], reading: Reading) -> tuple[DataCategory, ...]:
    return tuple(data for data in rule.document.data_categories if data.id in rule.value.data_category_ids)


def _recipient_of_transfer(transfer: Within[Transfer, Activity], reading: Reading) -> Recipient | None:
    wanted = transfer.value.recipient_id
    recipients = transfer.document.recipients
    return next((recipient for recipient in recipients if wanted is not None and recipient.id == wanted), None)


def _engagement_of_transfer(transfer: Within[Transfer, Activity], reading: Reading) -> Engagement | None:
    return reading.find(Engagement, transfer.value.engagement_id)


def _supplier(engagement: Engagement, reading: Reading) -> Supplier | None:
    return reading.find(Supplier, engagement.supplier_id)


def _engagement_activities(engagement: Engagement, reading: Reading) -> tuple[Activity, ...]:
    named = reading.find_all(Activity, engagement.activity_ids)
    naming = reading.naming(Activity, "engagement_ids", engagement.id)
    return tuple({each.id: each for each in (*named, *naming)}.values())


def _engagement_systems(engagement: Engagement, reading: Reading) -> tuple[System, ...]:
    return reading.find_all(System, engagement.system_ids)


def _supplier_engagements(supplier: Supplier, reading: Reading) -> tuple[Engagement, ...]:
    return reading.naming(Engagement, "supplier_id", supplier.id)


def _system_activities(system: System, reading: Reading) -> tuple[Activity, ...]:
    return reading.naming(Activity, "system_ids", system.id)


def _system_engagements(system: System, reading: Reading) -> tuple[Engagement, ...]:
    return reading.naming(Engagement, "system_ids", system.id)


def system_controls(system: System, reading: Reading) -> tuple[Control, ...]:
    """Controls that name the system, and those that apply to the whole organisation."""
    naming = reading.naming(Control, "system_ids", system.id)
    return tuple({each.id: each for each in (*naming, *reading.common_controls)}.values())


def _notice_activities(notice: Notice, reading: Reading) -> tuple[Activity, ...]:
    return reading.naming(Activity, "notice_ids", notice.id)


def _control_evidence(control: Control, reading: Reading) -> tuple[Evidence, ...]:
    return reading.find_all(Evidence, control.evidence_ids)


def _risk_controls(risk: Risk, reading: Reading) -> tuple[Control, ...]:
    return reading.find_all(Control, risk.control_ids)


def _memo_questions(memo: Memo, reading: Reading) -> tuple[Question, ...]:
    return reading.find_all(Question, memo.question_ids)


def _question_tasks(question: Question, reading: Reading) -> tuple[Task, ...]:
    named = reading.find_all(Task, question.task_ids)
    naming = reading.naming(Task, "question_id", question.id)
    return tuple({each.id: each for each in (*named, *naming)}.values())


def _question_memo(question: Question, reading: Reading) -> Memo | None:
    return reading.find(Memo, question.memo_id)


def _signer(signoff: SignOff, reading: Reading) -> Person | None:
    return reading.find(Person, signoff.signed_by)


def _signed_memo(signoff: SignOff, reading: Reading) -> Memo | None:
    return reading.find(Memo, signoff.memo_id)


def _task_owner(task: Task, reading: Reading) -> Person | None:
    return reading.find(Person, task.owner_id)


def _task_question(task: Task, reading: Reading) -> Question | None:
    return reading.find(Question, task.question_id)


def _task_evidence(task: Task, reading: Reading) -> tuple[Evidence, ...]:
    return reading.find_all(Evidence, task.evidence_ids)


def _dpias(activity: Activity, reading: Reading) -> tuple[Dpia, ...]:
    return reading.naming(Dpia, "activity_ids", activity.id)


def _publication_frame(activity: Activity, reading: Reading) -> PublicationFrame | None:
    return reading.find(PublicationFrame, activity.publication_frame_id)


def _controllers(activity: Activity, reading: Reading) -> tuple[Organisation, ...]:
    return reading.find_all(Organisation, activity.controller_ids)


def _frame_activities(frame: PublicationFrame, reading: Reading) -> tuple[Activity, ...]:
    return reading.naming(Activity, "publication_frame_id", frame.id)


def _dpia_activities(dpia: Dpia, reading: Reading) -> tuple[Activity, ...]:
    return reading.find_all(Activity, dpia.activity_ids)


def _dpia_signoff(dpia: Dpia, reading: Reading) -> SignOff | None:
    return reading.find(SignOff, dpia.approval_signoff_id)


def _incident_engagement(incident: Incident, reading: Reading) -> Engagement | None:
    return reading.find(Engagement, incident.engagement_id)


def _incident_systems(incident: Incident, reading: Reading) -> tuple[System, ...]:
    return reading.find_all(System, incident.system_ids)


def _incident_tasks(incident: Incident, reading: Reading) -> tuple[Task, ...]:
    return reading.find_all(Task, incident.task_ids)


def _system_risks(system: System, reading: Reading) -> tuple[Risk, ...]:
    return reading.naming(Risk, "object_ids", system.id)


def _risk_tasks(risk: Risk, reading: Reading) -> tuple[Task, ...]:
    return reading.find_all(Task, risk.treatment_task_ids)


def _risk_owner(risk: Risk, reading: Reading) -> Person | None:
    return reading.find(Person, risk.owner_id)


def _risk_acceptor(risk: Risk, reading: Reading) -> Person | None:
    return reading.find(Person, risk.acceptance.by) if risk.acceptance is not None else None


def _system_owner(system: System, reading: Reading) -> Person | None:
    return reading.find(Person, system.owner_id)


def _officer(organisation: Organisation, reading: Reading) -> Person | None:
    return reading.find(Person, organisation.dpo_person_id)


def governance_of(organisation: Organisation, reading: Reading) -> GovernanceProfile | None:
    """The profile that names the organisation, else the one that names none where it is the register's own."""
    profiles = reading.all(GovernanceProfile)
    named = next((each for each in profiles if each.organisation_id == organisation.id), None)
    if named is not None or organisation.id != reading.organisation.id:
        return named
    return next((each for each in profiles if each.organisation_id is None), None)


def reviews_of(organisation: Organisation, reading: Reading) -> tuple[ManagementReview, ...]:
    """The reviews of its leadership; one that names no organisation is the register's own."""
    own = organisation.id == reading.organisation.id
    return tuple(
        each
        for each in reading.all(ManagementReview)
        if each.organisation_id == organisation.id or (own and each.organisation_id is None)
    )


def _review_questions(review: ManagementReview, reading: Reading) -> tuple[Question, ...]:
    return reading.find_all(Question, review.question_ids)


_TABLE: Final[dict[str, dict[str, Join]]] = {
    "activity": {
        "systems": _systems,
        "engagements": _engagements,
        "notices": _notices,
        "controls": _controls,
        "risks": _risks,
        "owner": _activity_owner,
        "dpias": _dpias,
        "publication_frame": _publication_frame,
        "controllers": _controllers,
    },
    "purpose": {"legal_bases": _bases_of_purpose, "data_categories": _data_of_purpose},
    "legal_basis": {"data_categories": _data_of_basis, "consent_scheme": _consent_of_basis},
    "data_category": {"retention_rules": _rules_of_data, "subject_categories": _people_of_data},
    "retention_rule": {"data_categories": _data_of_rule},
    "transfer": {"recipient": _recipient_of_transfer, "engagement": _engagement_of_transfer},
    "engagement": {"supplier": _supplier, "activities": _engagement_activities, "systems": _engagement_systems},
    "supplier": {"engagements": _supplier_engagements},
    "system": {
        "activities": _system_activities,
        "engagements": _system_engagements,
        "controls": system_controls,
        "risks": _system_risks,
        "owner": _system_owner,
    },
    "notice": {"activities": _notice_activities},
    "control": {"evidence": _control_evidence},
    "risk": {"controls": _risk_controls, "tasks": _risk_tasks, "owner": _risk_owner, "acceptor": _risk_acceptor},
    "organisation": {"officer": _officer, "governance": governance_of, "reviews": reviews_of},
    "dpia": {"activities": _dpia_activities, "signoff": _dpia_signoff},
    "incident": {"engagement": _incident_engagement, "systems": _incident_systems, "tasks": _incident_tasks},
    "publication_frame": {"activities": _frame_activities},
    "management_review": {"questions": _review_questions},
    "memo": {"questions": _memo_questions},
    "question": {"tasks": _question_tasks, "memo": _question_memo},
    "signoff": {"signer": _signer, "memo": _signed_memo},
    "task": {"owner": _task_owner, "question": _task_question, "evidence": _task_evidence},
}

RELATED: Final[Mapping[str, Mapping[str, Join]]] = MappingProxyType(
    {kind: MappingProxyType(_TABLE.get(kind, {})) for kind in JUDGED}
)
