"""Whether proof still counts (guide A.19): a control stands in a figure only with evidence that is not too old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.assurance import Control, ControlStatus, Evidence, EvidenceKind

USUAL_AGE: Mapping[EvidenceKind, str] = MappingProxyType(
    {
        EvidenceKind.attestation: "P1Y",
        EvidenceKind.test_report: "P1Y",
        EvidenceKind.log_extract: "P6M",
        EvidenceKind.policy: "P2Y",
    }
)
"""How long proof of a kind counts where the record does not say; other kinds do not grow old by themselves."""


def counts_on(evidence: Evidence, day: date) -> bool | None:
    """Whether the proof counts on a day; None where its age cannot be told."""
    if evidence.valid_to is not None:
        return day <= evidence.valid_to
    age = evidence.max_age or (USUAL_AGE.get(evidence.kind) if evidence.kind else None)
    made = evidence.created_on or evidence.collected_on
    if age is None:
        return None if evidence.kind is None and made is None else True
    return None if made is None else day <= after(made, age)


def in_place(control: Control, reading: Reading, day: date) -> bool | None:
    """Whether a control is carried out and proved on a day; None where the register does not tell."""
    if control.status is None:
        return None
    if control.status != ControlStatus.implemented:
        return False
    proofs = [counts_on(evidence, day) for evidence in reading.find_all(Evidence, control.evidence_ids)]
    if any(proofs):
        return True
    return None if None in proofs else False
