from datetime import date

import pytest

from compliance.memo.proof import counts_on, in_place
from compliance.model.assurance import Control, ControlStatus, Evidence, EvidenceKind
from tests.memo.books import AS_OF, reading


def proof(**fields):
    return Evidence(**{"id": "EVI-0001", "name": "Bevis", **fields})


def control(**fields):
    return Control(
        **{
            "id": "CTL-0001",
            "name": "Kopi",
            "status": ControlStatus.implemented,
            "evidence_ids": ("EVI-0001",),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": EvidenceKind.log_extract, "created_on": date(2026, 5, 20)}, True),
        ({"kind": EvidenceKind.log_extract, "created_on": date(2026, 5, 19)}, False),
        ({"kind": EvidenceKind.attestation, "collected_on": date(2025, 11, 20)}, True),
        ({"kind": EvidenceKind.attestation, "max_age": "P1M", "created_on": date(2026, 1, 1)}, False),
        ({"kind": EvidenceKind.contract, "valid_to": date(2026, 11, 19)}, False),
        ({"kind": EvidenceKind.minutes}, True),
        ({"kind": EvidenceKind.test_report}, None),
        ({}, None),
    ],
)
def test_proof_counts_until_it_is_too_old_and_unknown_where_its_age_is(fields, expected):
    assert counts_on(proof(**fields), AS_OF) is expected


def test_a_control_is_in_place_when_it_is_carried_out_and_proved():
    fresh = proof(kind=EvidenceKind.attestation, created_on=date(2026, 6, 1))
    stale = proof(kind=EvidenceKind.attestation, created_on=date(2024, 6, 1))
    assert in_place(control(), reading(fresh), AS_OF) is True
    assert in_place(control(), reading(stale), AS_OF) is False
    assert in_place(control(), reading(proof()), AS_OF) is None
    assert in_place(control(evidence_ids=()), reading(), AS_OF) is False
    assert in_place(control(status=ControlStatus.partial), reading(fresh), AS_OF) is False
    assert in_place(control(status=None), reading(fresh), AS_OF) is None
