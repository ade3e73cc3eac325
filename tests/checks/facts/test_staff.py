from datetime import date

import pytest

from compliance.checks.facts.profiles import profiles_over
from compliance.checks.facts.staff import (
    activities_watching_staff,
    recordings_kept_too_long,
    staff_consulted,
    staff_routine_written,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
STAFF = {"subject_categories": [{"code": "resident"}, {"code": "employee"}]}
HOME = {"kind": "municipality", "country": "NO"}


def on(register, fact, id="ORG-1"):
    return fact(register.get(id), Reading(register), LAW, DAY)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"staff_monitoring": "yes", **STAFF}, ("ACT-1",)),
        ({"staff_monitoring": "yes"}, ("ACT-1",)),
        ({"staff_monitoring": "yes", "status": "paused"}, ("ACT-1",)),
        ({"staff_monitoring": "yes", "status": "planned"}, ()),
        ({"staff_monitoring": "yes", "status": "ended"}, ()),
        ({"staff_monitoring": "yes", "role": "processor"}, ()),
        ({"staff_monitoring": "no", **STAFF}, ()),
        (STAFF, None),
        ({"staff_monitoring": "unknown", **STAFF}, None),
        ({**STAFF, "role": "processor"}, ()),
        ({"subject_categories": [{"code": "resident"}]}, ()),
        ({}, ()),
    ],
)
def test_staff_are_watched_where_somebody_says_so(a_register, body, expected):
    assert on(a_register(ACT_1=body), activities_watching_staff) == expected


def test_one_that_watches_settles_it_whatever_another_does_not_say(a_register):
    register = a_register(ACT_1=STAFF, ACT_2={"staff_monitoring": "yes"})
    assert on(register, activities_watching_staff) == ("ACT-2",)


def test_each_organisation_watches_its_own_staff(a_register):
    register = a_register(
        ORG_1=HOME,
        ORG_2={"parent_id": "ORG-1"},
        ACT_1={"staff_monitoring": "yes", "controller_ids": ["ORG-2"]},
        ACT_2={"staff_monitoring": "yes"},
    )
    assert on(register, activities_watching_staff) == ("ACT-2",)
    assert on(register, activities_watching_staff, "ORG-2") == ("ACT-1",)


@pytest.mark.parametrize(
    ("profile", "written", "consulted"),
    [
        ({"staff_monitoring_routine": "EVI-1", "staff_consulted_on": "2026-11-20"}, True, True),
        ({"staff_consulted_on": "2026-11-21"}, False, False),
        ({"staff_monitoring_routine": "EVI-1"}, True, False),
        ({}, False, False),
    ],
)
def test_a_routine_is_written_and_staff_are_heard(a_register, profile, written, consulted):
    register = a_register(EVI_1={}, GOV_1=profile)
    assert on(register, staff_routine_written) is written
    assert on(register, staff_consulted) is consulted
    assert on(a_register(), staff_consulted) is on(a_register(), staff_routine_written) is False


def test_a_profile_holds_for_whom_it_names_and_for_those_below(a_register):
    register = a_register(
        ORG_1={**HOME, "parent_id": "ORG-9"},
        ORG_2={"parent_id": "ORG-1"},
        ORG_3={},
        ORG_9={"parent_id": "ORG-1"},
        GOV_1={"organisation_id": "ORG-9"},
        GOV_2={},
        GOV_3={"organisation_id": "ORG-2"},
        GOV_4={"organisation_id": "ORG-3"},
    )

    def over(id):
        return [each.id for each in profiles_over(register.get(id), Reading(register))]

    assert over("ORG-2") == ["GOV-3", "GOV-2", "GOV-1"]
    assert over("ORG-1") == ["GOV-2", "GOV-1"]
    assert over("ORG-3") == ["GOV-4"]


ACT = [{"instrument": "skytevåpenloven"}]
SHORT, AT, LONG = {"period": "P7D"}, {"period": "P1M"}, {"period": "P1M1D"}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([SHORT], False),
        ([AT], False),
        ([LONG], True),
        ([SHORT, LONG], None),
        ([AT, LONG], None),
        ([LONG, LONG], True),
        ([SHORT, AT], False),
        ([{**LONG, "justification_ref": ACT}], False),
        ([{**LONG, "min_period_basis": ACT}], False),
        ([{**LONG, "archival_basis": ACT}], False),
        ([{**LONG, "justification_ref": [{"provision": "§ 1"}]}], True),
        ([{**LONG, "justification_ref": ACT}, LONG], True),
        ([{"mode": "indefinite"}], True),
        ([{"mode": "until_archived", **SHORT}, LONG], None),
        ([{"mode": "until_archived"}], True),
        ([{"mode": "until_archived", "archival_basis": ACT}], False),
        ([{}], None),
        ([{}, SHORT], None),
        ([{}, LONG], None),
        ([{"mode": "fixed"}], None),
        ([], None),
    ],
)
def test_recordings_lie_too_long_where_no_rule_can_be_theirs_and_be_short(a_register, rules, expected):
    assert on(a_register(ACT_1={"retention_rules": rules}), recordings_kept_too_long, "ACT-1") is expected
