import pytest

from compliance.checks.reading import Reading
from compliance.checks.related import RELATED
from compliance.checks.subjects import JUDGED, subjects

MARKS = ("id", "art6", "mode")


def joined(register, kind, id, name, position=0):
    """What a join brings, as ids or other marks of the values; None where the register does not tell."""
    reading = Reading(register)
    subject = list(subjects(JUDGED[kind], register.get(id), reading))[position]
    brought = RELATED[kind][name](subject.given, reading)
    if isinstance(brought, tuple):
        return [next(filter(None, (getattr(each, mark, None) for mark in MARKS))) for each in brought]
    return brought and brought.id


def test_an_activity_and_what_names_it_are_joined_from_both_sides(a_register):
    register = a_register(
        SYS_1={},
        NOT_1={},
        PER_1={},
        ENG_1={},
        ENG_2={"activity_ids": ["ACT-1"]},
        CTL_1={},
        CTL_2={"activity_ids": ["ACT-1"]},
        RISK_1={},
        RISK_2={"object_ids": ["ACT-1"]},
        ACT_1={
            "system_ids": ["SYS-1"],
            "notice_ids": ["NOT-1"],
            "engagement_ids": ["ENG-1", "ENG-2"],
            "control_ids": ["CTL-1"],
            "risk_ids": ["RISK-1"],
            "owner_id": "PER-1",
        },
    )
    brought = {name: joined(register, "activity", "ACT-1", name) for name in RELATED["activity"]}
    assert brought == {
        "systems": ["SYS-1"],
        "engagements": ["ENG-1", "ENG-2"],
        "notices": ["NOT-1"],
        "controls": ["CTL-1", "CTL-2"],
        "risks": ["RISK-1", "RISK-2"],
        "owner": "PER-1",
        "dpias": [],
        "publication_frame": None,
        "controllers": [],
    }
    assert joined(register, "notice", "NOT-1", "activities") == ["ACT-1"]
    assert joined(register, "system", "SYS-1", "activities") == ["ACT-1"]
    assert joined(register, "engagement", "ENG-1", "activities") == ["ACT-1"]
    assert joined(register, "engagement", "ENG-2", "activities") == ["ACT-1"]


TWO = [{"id": "P1"}, {"id": "P2"}]


@pytest.mark.parametrize(
    ("purposes", "bases", "first"),
    [
        (TWO, [{"purpose_id": "P1", "art6": "e"}, {"purpose_id": "P2", "art6": "c"}], ["e"]),
        (TWO, [{"purpose_id": "P2", "art6": "c"}], []),
        (TWO, [{"art6": "e"}], None),
        (TWO, [{"purpose_id": "P1", "art6": "e"}, {"art6": "c"}], ["e"]),
        (TWO, [], []),
        ([{"id": "P1"}], [{"art6": "e"}, {"art6": "c"}], ["e", "c"]),
    ],
)
def test_a_purpose_is_not_said_to_lack_a_basis_while_the_source_left_some_unpaired(a_register, purposes, bases, first):
    register = a_register(ACT_1={"purposes": purposes, "legal_bases": bases})
    assert joined(register, "purpose", "ACT-1", "legal_bases") == first


def test_a_purpose_that_names_no_data_uses_all_of_them(a_register):
    data = [{"id": "D1"}, {"id": "D2"}]
    purposes = [{"id": "P1", "data_category_ids": ["D2"]}, {"id": "P2"}]
    register = a_register(
        ACT_1={
            "data_categories": data,
            "purposes": purposes,
            "legal_bases": [{"purpose_id": "P1"}, {"purpose_id": "P2"}, {}],
        }
    )
    assert [joined(register, "purpose", "ACT-1", "data_categories", at) for at in (0, 1)] == [["D2"], ["D1", "D2"]]
    assert [joined(register, "legal_basis", "ACT-1", "data_categories", at) for at in (0, 1, 2)] == [
        ["D2"],
        ["D1", "D2"],
        ["D1", "D2"],
    ]


@pytest.mark.parametrize(
    ("rules", "covering"),
    [
        ([{"data_category_ids": ["D1"], "mode": "fixed"}], ["fixed"]),
        ([{"data_category_ids": ["D2"], "mode": "fixed"}], []),
        ([{"mode": "fixed"}], None),
        ([{"mode": "fixed"}, {"data_category_ids": ["D1"], "mode": "indefinite"}], ["indefinite"]),
        ([], []),
    ],
)
def test_data_are_not_said_to_lack_a_rule_while_some_rule_does_not_say_what_it_covers(a_register, rules, covering):
    register = a_register(ACT_1={"data_categories": [{"id": "D1"}, {"id": "D2"}], "retention_rules": rules})
    assert joined(register, "data_category", "ACT-1", "retention_rules") == covering


def test_values_inside_an_activity_are_joined_with_each_other(a_register):
    register = a_register(
        ENG_1={},
        ACT_1={
            "subject_categories": [{"id": "S1"}, {"id": "S2"}],
            "data_categories": [{"id": "D1", "subject_category_ids": ["S2"]}],
            "retention_rules": [{"data_category_ids": ["D1"], "mode": "fixed"}],
            "recipients": [{"id": "R1"}],
            "transfers": [{"recipient_id": "R1", "engagement_id": "ENG-1"}, {}],
            "consent_schemes": [{"id": "C1"}],
            "legal_bases": [{"consent_scheme_id": "C1"}, {}],
        },
    )
    assert joined(register, "data_category", "ACT-1", "subject_categories") == ["S2"]
    assert joined(register, "retention_rule", "ACT-1", "data_categories") == ["D1"]
    assert [joined(register, "transfer", "ACT-1", name) for name in ("recipient", "engagement")] == ["R1", "ENG-1"]
    assert [joined(register, "transfer", "ACT-1", name, 1) for name in ("recipient", "engagement")] == [None, None]
    assert [joined(register, "legal_basis", "ACT-1", "consent_scheme", at) for at in (0, 1)] == ["C1", None]


def test_suppliers_engagements_and_systems_are_joined(a_register):
    register = a_register(
        SUP_1={}, SYS_1={}, ENG_1={"supplier_id": "SUP-1", "system_ids": ["SYS-1"]}, CTL_1={"whole_organisation": "yes"}
    )
    assert joined(register, "engagement", "ENG-1", "supplier") == "SUP-1"
    assert joined(register, "engagement", "ENG-1", "systems") == ["SYS-1"]
    assert joined(register, "supplier", "SUP-1", "engagements") == ["ENG-1"]
    assert joined(register, "system", "SYS-1", "engagements") == ["ENG-1"]
    assert joined(register, "system", "SYS-1", "controls") == ["CTL-1"]


def test_what_the_leader_is_asked_is_joined_with_what_follows(a_register):
    register = a_register(
        PER_1={},
        EVI_1={},
        MEM_1={"question_ids": ["QUE-1"]},
        QUE_1={"memo_id": "MEM-1", "task_ids": ["TASK-1"]},
        TASK_1={"owner_id": "PER-1", "evidence_ids": ["EVI-1"]},
        TASK_2={"question_id": "QUE-1"},
        SGN_1={"signed_by": "PER-1", "memo_id": "MEM-1"},
        CTL_1={"evidence_ids": ["EVI-1"]},
        RISK_1={"control_ids": ["CTL-1"]},
    )
    assert joined(register, "memo", "MEM-1", "questions") == ["QUE-1"]
    assert joined(register, "question", "QUE-1", "tasks") == ["TASK-1", "TASK-2"]
    assert joined(register, "question", "QUE-1", "memo") == "MEM-1"
    assert joined(register, "task", "TASK-1", "owner") == "PER-1"
    assert joined(register, "task", "TASK-2", "question") == "QUE-1"
    assert joined(register, "task", "TASK-1", "evidence") == ["EVI-1"]
    assert joined(register, "signoff", "SGN-1", "signer") == "PER-1"
    assert joined(register, "signoff", "SGN-1", "memo") == "MEM-1"
    assert joined(register, "control", "CTL-1", "evidence") == ["EVI-1"]
    assert joined(register, "risk", "RISK-1", "controls") == ["CTL-1"]
