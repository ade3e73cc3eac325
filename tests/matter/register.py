"""Systems, suppliers, controls and assessments told in full, for the tests of the reports that list them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from compliance.model.activity import ArchivalDuty, DisposalAction, RetentionMode, RetentionRule, TriggerEvent
from compliance.model.assessment import Dpia, DpiaPart, DpiaStatus, ResidualRisk
from compliance.model.assurance import (
    Assessment,
    Control,
    ControlStatus,
    Effectiveness,
    Evidence,
    EvidenceKind,
    Perspective,
    Risk,
    Treatment,
)
from compliance.model.decision import SignOff
from compliance.model.supply import (
    Engagement,
    EngagementStatus,
    Hosting,
    LifeStatus,
    Subprocessor,
    Supplier,
    SupportsDeletion,
    System,
)
from compliance.model.values import Answer, Jurisdiction, LegalRef

ARCHIVE = LegalRef(jurisdiction=Jurisdiction.norway, instrument="arkivlova", provision="§ 12")
PLAN = LegalRef(jurisdiction=Jurisdiction.local, instrument="Kassasjonsplanen", provision="punkt 2", verified=True)
PROOF = Evidence(
    id="EVI-0001", name="Vurderingen", kind=EvidenceKind.document, location="Sak 26/1, dokument 2",
    collected_on=date(2026, 9, 1), max_age="P1Y", found_unchanged=Answer.yes, compared_on=date(2026, 11, 1),
)  # fmt: skip
SIGNED = SignOff(
    id="SGN-0001", name="Godkjent", signed_by="PER-1", role_at_signing="kommunedirektør",
    signed_at=datetime(2026, 9, 3, 8, tzinfo=UTC),
)  # fmt: skip


def a_rule(**changed: Any) -> RetentionRule:
    """Kept for the archive after ten years."""
    given: dict[str, Any] = {
        "data_category_ids": ("d",), "mode": RetentionMode.event_based, "period": "P10Y",
        "trigger_event": TriggerEvent.case_closed, "disposal_action": DisposalAction.transfer_to_archive,
        "purpose_max_period": "P10Y", "is_public_record": Answer.yes, "archival_duty": ArchivalDuty.preserve,
        "archival_basis": (ARCHIVE,), "disposal_interval": "P1Y", "last_disposal_run": date(2026, 2, 16),
    }  # fmt: skip
    return RetentionRule(**{**given, **changed})


def disposed(**changed: Any) -> RetentionRule:
    """Deleted after a year, by the disposal plan."""
    given = {
        "period": "P1Y", "purpose_max_period": "P1Y", "disposal_action": DisposalAction.delete,
        "archival_duty": ArchivalDuty.may_dispose, "archival_basis": (), "disposal_authority": (PLAN,),
    }  # fmt: skip
    return a_rule(**{**given, **changed})


def a_system(number: int = 1, **changed: Any) -> System:
    given: dict[str, Any] = {
        "id": f"SYS-{number:04}", "name": f"System {number}", "owner_id": "PER-2", "vendor_id": "SUP-0001",
        "status": LifeStatus.in_use, "hosting": Hosting.cloud, "storage_countries": ("NO",),
        "supports_deletion": SupportsDeletion.yes,
    }  # fmt: skip
    return System(**{**given, **changed})


def a_supplier(number: int = 1, **changed: Any) -> Supplier:
    given: dict[str, Any] = {"id": f"SUP-{number:04}", "name": f"Leverandør {number}", "country": "NO"}
    return Supplier(**{**given, **changed})


def an_engagement(number: int = 1, **changed: Any) -> Engagement:
    given: dict[str, Any] = {
        "id": f"ENG-{number:04}", "name": "Avtalen", "supplier_id": "SUP-0001", "status": EngagementStatus.active,
        "subprocessors": (Subprocessor(name="Bak Inc.", country="US", remote_access_from=("IN",)),),
    }  # fmt: skip
    return Engagement(**{**given, **changed})


def a_control(number: int = 1, **changed: Any) -> Control:
    given: dict[str, Any] = {
        "id": f"CTL-{number:04}", "name": "Innlogging i to trinn", "catalogue_refs": ("iso27002_2022:8.5",),
        "whole_organisation": Answer.yes, "status": ControlStatus.implemented, "owner_id": "PER-2",
        "effectiveness": Effectiveness.effective, "evidence_ids": ("EVI-0001",),
    }  # fmt: skip
    return Control(**{**given, **changed})


def a_risk(number: int = 1, **changed: Any) -> Risk:
    given: dict[str, Any] = {
        "id": f"RISK-{number:04}", "name": "Fremmede leser mappen", "perspective": Perspective.data_subject,
        "object_ids": ("ACT-0001",), "inherent": Assessment(likelihood=4, consequence=4),
        "residual": Assessment(likelihood=2, consequence=3), "control_ids": ("CTL-0001",),
        "treatment": Treatment.reduce, "owner_id": "PER-3",
    }  # fmt: skip
    return Risk(**{**given, **changed})


def a_dpia(**changed: Any) -> Dpia:
    """An assessment that lacks nothing."""
    given: dict[str, Any] = {
        "id": "DPIA-0001", "name": "Elevmapper", "activity_ids": ("ACT-0001",), "status": DpiaStatus.completed,
        "version": "2", "parts_done": tuple(DpiaPart), "evidence_ids": ("EVI-0001",),
        "dpo_advice_on": date(2026, 8, 20), "dpo_advice_followed": Answer.yes, "views_sought": Answer.yes,
        "residual_risk": ResidualRisk.medium, "completed_on": date(2026, 9, 1), "approval_signoff_id": "SGN-0001",
        "next_review": date(2028, 9, 1),
    }  # fmt: skip
    return Dpia(**{**given, **changed})
