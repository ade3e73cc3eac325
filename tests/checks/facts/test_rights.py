import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.entitlements import Entitlement, entitlements
from compliance.checks.facts.rights import (
    CONDITIONAL,
    Having,
    activities_with_it,
    answer_due,
    applicable_rights,
    applies,
    late_answers_shown_from,
    people_have_it,
    people_may_object,
    rights_concerned,
    routine_tried,
    routine_written,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import read_sound
from compliance.checks.subjects import Within
from compliance.model.rights import Right, RightsRequest

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
ALWAYS = ["15", "16", "17", "18"]
SETTLED = {
    "purposes": [{"id": "p1"}],
    "data_categories": [{"id": "d1", "sensitivity": "ordinary"}],
    "legal_bases": [{"purpose_id": "p1", "art6": "c"}],
    "no_recipients_declared": "yes",
    "automated_decision": "none",
    "system_ids": ["SYS-1"],
}
"""An activity in which people surely have only the rights they always have."""


@pytest.fixture
def said(a_register):
    """What is said of a right in an activity."""

    def find(right, **changes):
        register = a_register(SYS_1={}, ACT_1={**SETTLED, **changes})
        return applies(Right(right), register.get("ACT-1"), Reading(register), LAW)

    return find


@pytest.mark.parametrize("recorded", [set(), {None}, {Right.access}, set(Right)])
def test_every_right_is_asked_for_once_and_those_without_a_routine_together(recorded):
    asked = entitlements(recorded)
    assert sorted(right for one in asked for right in one.rights) == sorted(Right)
    assert len(asked) == len(recorded - {None}) + (recorded != set(Right))


def test_some_rights_people_always_have(a_register):
    register = a_register(SYS_1={}, ACT_1=SETTLED, ACT_2={})
    for id in ("ACT-1", "ACT-2"):
        assert [right.value for right in applicable_rights(register.get(id), Reading(register), LAW)] == ALWAYS
    assert set(Right) - set(CONDITIONAL) == set(map(Right, ALWAYS))


def bases(**basis):
    return {"legal_bases": [{"purpose_id": "p1", **basis}]}


@pytest.mark.parametrize(
    ("right", "changes", "expected"),
    [
        ("19", {}, False),
        ("19", {"no_recipients_declared": None}, None),
        ("19", {"no_recipients_declared": "no"}, None),
        ("19", {"recipients": [{"kind": "internal_unit"}], "no_recipients_declared": None}, False),
        ("19", {"recipients": [{"kind": "internal_unit"}], "no_recipients_declared": "no"}, False),
        ("19", {"recipients": [{"kind": "internal_unit"}, {"kind": None}]}, True),
        ("19", {"recipients": [{"kind": "court"}]}, True),
        ("20", bases(art6="a"), True),
        ("20", bases(art6="b"), True),
        ("20", {**bases(art6="b"), "system_ids": []}, None),
        ("20", bases(art6="c", art9_condition="a"), True),
        ("20", bases(art6="e"), False),
        ("20", bases(art6="f"), False),
        ("20", {"legal_bases": []}, None),
        ("20", {**bases(art6="c"), "data_categories": [{"id": "d1", "sensitivity": "art9"}]}, None),
        ("21", bases(art6="e"), True),
        ("21", bases(art6="f"), True),
        ("21", bases(art6="a"), False),
        ("21", bases(art6="b"), False),
        ("21", bases(art6="d"), False),
        ("21", {"legal_bases": []}, None),
        ("21", {"purposes": [{"id": "p1"}, {"id": "p2"}]}, None),
        ("21", {"purposes": [], "legal_bases": [{"art6": "c"}]}, False),
        ("21", {"purposes": [], "legal_bases": [{}]}, None),
        ("22", {}, False),
        ("22", {"automated_decision": None}, None),
        ("22", {"automated_decision": "solely", "automated_effect": "significant"}, True),
        ("22", {"automated_decision": "solely", "automated_effect": "minor"}, False),
        ("7.3", bases(art6="a"), True),
        ("7.3", bases(art6="c", art9_condition="a"), True),
        ("7.3", bases(art6="c"), False),
        ("7.3", {"legal_bases": []}, None),
    ],
)
def test_the_other_rights_hang_on_what_is_done(said, right, changes, expected):
    assert said(right, **changes) is expected


def one(right):
    return Entitlement(rights=tuple(map(Right, right.split())))


@pytest.fixture
def on_all(a_register):
    """A fact on one right over some activities and routines."""

    def find(fact, right, **bodies):
        register = a_register(SYS_1={}, EVI_1={}, **bodies)
        return fact(Within(one(right), register.organisation, 0), Reading(register), LAW, DAY)

    return find


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ({}, True),
        ({"status": "active"}, True),
        ({"status": "paused"}, True),
        ({"status": "planned"}, False),
        ({"status": "ended"}, False),
        ({"role": "joint"}, True),
        ({"role": "processor"}, False),
    ],
)
def test_rights_are_had_in_what_we_do_and_answer_for(on_all, body, counts):
    assert on_all(people_have_it, "15", ACT_1=body) is counts
    assert on_all(activities_with_it, "15", ACT_1=body) == (("ACT-1",) if counts else ())


def test_one_activity_is_enough_and_doubt_about_another_changes_nothing(on_all):
    sure, doubt, no = {**SETTLED, **bases(art6="e")}, {**SETTLED, "legal_bases": []}, SETTLED
    assert on_all(people_have_it, "21", ACT_1=no, ACT_2=doubt, ACT_3=sure) is True
    assert on_all(people_have_it, "21", ACT_1=no, ACT_2=doubt) is None
    assert on_all(people_have_it, "21", ACT_1=no) is False
    assert on_all(people_have_it, "21") is False
    assert on_all(activities_with_it, "21", ACT_1=no, ACT_2=doubt, ACT_3=sure) == ("ACT-3",)


def test_of_several_rights_those_people_surely_have_are_named_else_those_they_may_have(on_all):
    sure, doubt, no = {**SETTLED, **bases(art6="e")}, {**SETTLED, "legal_bases": []}, SETTLED
    assert on_all(rights_concerned, "15 21", ACT_1=doubt) == ("GDPR 15",)
    assert on_all(rights_concerned, "15 21", ACT_1=sure) == ("GDPR 15", "GDPR 21")
    assert on_all(rights_concerned, "21 22", ACT_1=doubt) == ("GDPR 21",)
    assert on_all(people_have_it, "21 22", ACT_1=doubt) is None
    assert on_all(people_have_it, "21 22", ACT_1=no) is False
    assert on_all(people_have_it, "15 21", ACT_1=doubt) is True
    assert on_all(activities_with_it, "21 15", ACT_1=no, ACT_2=doubt) == ("ACT-1", "ACT-2")


@pytest.mark.parametrize(
    ("procedure", "written", "tried"),
    [
        ({"right": "15", "evidence_ids": ["EVI-1"], "tested_on": "2026-11-20"}, True, True),
        ({"right": "15", "evidence_ids": ["EVI-1"], "tested_on": "2026-11-21"}, True, False),
        ({"right": "15", "evidence_ids": ["EVI-1"]}, True, False),
        ({"right": "15", "tested_on": "2026-11-20"}, False, False),
        ({"right": "16", "evidence_ids": ["EVI-1"], "tested_on": "2026-11-20"}, False, False),
        ({"evidence_ids": ["EVI-1"], "tested_on": "2026-11-20"}, False, False),
    ],
)
def test_a_routine_is_in_writing_and_has_been_tried(on_all, procedure, written, tried):
    assert on_all(routine_written, "15", RPR_1=procedure) is written
    assert on_all(routine_tried, "15", RPR_1=procedure) is tried


def due(received, extended=None):
    return answer_due(RightsRequest(id="RRQ-1", name="1", received_on=received, extended_on=extended), None, LAW, DAY)


@pytest.mark.parametrize(
    ("received", "extended", "day"),
    [
        (date(2026, 9, 1), None, date(2026, 10, 1)),
        (date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1)),
        (date(2026, 9, 1), date(2026, 10, 2), date(2026, 10, 1)),
        (date(2026, 1, 31), None, date(2026, 2, 28)),
        (date(2024, 1, 31), None, date(2024, 2, 29)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 28)),
        (date(2023, 11, 29), date(2023, 12, 1), date(2024, 2, 29)),
        (None, date(2026, 10, 1), None),
        (None, None, None),
    ],
)
def test_an_answer_is_due_in_a_month_and_in_three_where_people_are_told_in_the_first(received, extended, day):
    assert due(received, extended) == day


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(DAYS)
def test_an_answer_is_due_on_the_same_day_of_a_later_month_or_its_last(received):
    for day, months in ((due(received), 1), (due(received, received), 3)):
        passed = (day.year - received.year) * 12 + day.month - received.month
        assert passed == months
        assert day.day == min(received.day, calendar.monthrange(day.year, day.month)[1])


@given(DAYS, st.integers(0, 120))
def test_an_extension_told_of_in_time_never_shortens_and_one_told_of_late_never_lengthens(received, later):
    usual, extended = due(received), due(received, received + timedelta(later))
    told_in_time = received + timedelta(later) <= usual
    assert (extended > usual) is told_in_time
    assert told_in_time or extended == usual


def test_late_answers_are_shown_for_a_year():
    request = RightsRequest(id="RRQ-1", name="1")
    assert late_answers_shown_from(request, None, LAW, DAY) == date(2025, 11, 20)
    assert late_answers_shown_from(request, None, LAW, date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ([bases(art6="c"), bases(art6="e")], True),
        ([{"legal_bases": []}, bases(art6="f")], True),
        ([{"legal_bases": []}, bases(art6="c")], None),
        ([bases(art6="c")], False),
        ([{**bases(art6="e"), "status": "ended"}], False),
        ([{**bases(art6="e"), "role": "processor"}], False),
        ([], False),
    ],
)
def test_people_may_object_to_something_a_notice_covers(a_register, activities, expected):
    bodies = {f"ACT_{at}": {**SETTLED, "notice_ids": ["NOT-1"], **each} for at, each in enumerate(activities)}
    register = a_register(SYS_1={}, NOT_1={}, **bodies)
    assert people_may_object(register.get("NOT-1"), Reading(register), LAW, DAY) is expected


def test_what_was_gathered_under_the_law_of_one_day_is_not_taken_for_that_of_another():
    reading = Reading(read_sound().municipality)
    assert reading.gathered(Having(reading, LAW)) is reading.gathered(Having(reading, law_on(DAY, "NO")))
    later = law_on(DAY + timedelta(days=1), "NO")
    assert reading.gathered(Having(reading, later)) is not reading.gathered(Having(reading, LAW))
