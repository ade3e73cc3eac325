from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.checks.facts.archive import under_archive_rules
from compliance.checks.facts.disposal import (
    ArchiveOrder,
    archive_order,
    below_legal_minimum,
    can_delete,
    covered_by_disposal_plan,
    deletion_due,
    destruction_allowed,
    frozen,
    must_delete,
    run_overdue,
    something_due,
)
from compliance.checks.law import law_on
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
NAMED, NAMELESS = [{"instrument": "Kassasjonsplan"}], [{"provision": "pkt. 4"}]
AUTHORITY, PRIVATE, UNTOLD = {"kind": "municipality"}, {"kind": "private", "is_public_authority": "no"}, {}


@pytest.fixture
def fact_on(a_register):
    """A fact on a retention rule, in an activity, of an organisation, on a day."""

    def find(fact, rule, activity=None, organisation=AUTHORITY, day=DAY, **more):
        register = a_register(
            ORG_1=organisation, EVI_1={}, ACT_1={**(activity or {}), "retention_rules": [rule]}, **more
        )
        found = register.get("ACT-1")
        return fact(Within(found.retention_rules[0], found, 0), Reading(register), LAW, day)

    return find


@pytest.mark.parametrize(
    ("record", "duty", "organisation", "order"),
    [
        ("no", None, AUTHORITY, ArchiveOrder.privacy_alone),
        ("no", "may_dispose", AUTHORITY, ArchiveOrder.privacy_alone),
        ("no", "preserve", AUTHORITY, ArchiveOrder.preserve),
        ("yes", "preserve", PRIVATE, ArchiveOrder.preserve),
        ("yes", "may_dispose", AUTHORITY, ArchiveOrder.dispose),
        (None, "may_dispose", PRIVATE, ArchiveOrder.dispose),
        ("yes", "none", AUTHORITY, ArchiveOrder.dispose),
        (None, "none", AUTHORITY, ArchiveOrder.privacy_alone),
        ("yes", "unknown", AUTHORITY, ArchiveOrder.undecided),
        ("yes", None, PRIVATE, ArchiveOrder.undecided),
        (None, None, AUTHORITY, ArchiveOrder.undecided),
        (None, None, PRIVATE, ArchiveOrder.privacy_alone),
        (None, None, UNTOLD, None),
        (None, "none", UNTOLD, None),
    ],
)
def test_archive_law_goes_before_privacy_in_a_fixed_order(fact_on, record, duty, organisation, order):
    rule = {"is_public_record": record, "archival_duty": duty}
    assert fact_on(archive_order, rule, organisation=organisation) is order


RULES = st.fixed_dictionaries(
    {
        "is_public_record": st.sampled_from([None, "yes", "no", "unknown"]),
        "archival_duty": st.sampled_from([None, "preserve", "may_dispose", "none", "unknown"]),
        "archived_copy_first": st.sampled_from([None, "yes", "no", "unknown"]),
        "disposal_authority": st.sampled_from([[], NAMED, NAMELESS]),
    }
)
BODIES = st.sampled_from([AUTHORITY, PRIVATE, UNTOLD])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RULES, BODIES)
def test_a_record_is_destroyed_only_after_the_archive_has_it_or_with_leave(fact_on, rule, organisation):
    order = fact_on(archive_order, rule, organisation=organisation)
    allowed = fact_on(destruction_allowed, rule, organisation=organisation)
    under = fact_on(under_archive_rules, rule, organisation=organisation)
    assert (order is None) == (allowed is None) == (under is None)
    if rule["archival_duty"] == "preserve":
        assert allowed is (rule["archived_copy_first"] == "yes")
    elif rule["is_public_record"] == "yes":
        answered = rule["archival_duty"] in ("may_dispose", "none")
        assert allowed is (answered and rule["disposal_authority"] == NAMED)
    elif under is False:
        assert allowed is True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RULES, BODIES)
def test_leave_that_is_written_down_never_makes_destruction_less_allowed(fact_on, rule, organisation):
    more = {**rule, "disposal_authority": NAMED, "archived_copy_first": "yes"}
    if fact_on(destruction_allowed, rule, organisation=organisation):
        assert fact_on(destruction_allowed, more, organisation=organisation) is True


PLAN = {"adopted_on": "2026-11-20", "record_types": ["Søknad om støtte", "Postliste"]}


@pytest.mark.parametrize(
    ("kind", "plan", "covered"),
    [
        ("Søknad om støtte", PLAN, True),
        ("  søknad om STØTTE.", PLAN, True),
        ("Søknad", PLAN, False),
        (None, PLAN, False),
        ("…", {**PLAN, "record_types": ["!"]}, False),
        ("Postliste", {**PLAN, "adopted_on": "2026-11-21"}, False),
        ("Postliste", {**PLAN, "adopted_on": None}, False),
        ("Postliste", None, False),
    ],
)
def test_an_adopted_plan_covers_the_types_of_record_it_names(fact_on, kind, plan, covered):
    rule = {"record_type": kind, "archival_duty": "may_dispose"}
    assert fact_on(covered_by_disposal_plan, rule, GOV_1={"disposal_plan": plan}) is covered
    assert fact_on(destruction_allowed, rule, GOV_1={"disposal_plan": plan}) is covered
    assert fact_on(covered_by_disposal_plan, rule) is False


@pytest.mark.parametrize(
    ("period", "least", "below"),
    [("P4Y", "P5Y", True), ("P5Y", "P5Y", False), ("P6Y", "P5Y", False), (None, "P5Y", None), ("P5Y", None, None)],
)
def test_a_period_below_the_least_is_too_short(fact_on, period, least, below):
    assert fact_on(below_legal_minimum, {"period": period, "min_period_by_law": least}) is below


def due(fact_on, activity=None, day=DAY, **rule):
    return fact_on(something_due, rule, activity, day=day)


@pytest.mark.parametrize(
    ("rule", "activity", "expected"),
    [
        ({"oldest_event_on": "2021-11-19"}, {}, True),
        ({"oldest_event_on": "2021-11-20"}, {}, False),
        ({"oldest_event_on": "2025-01-01"}, {"started_on": "2000-01-01"}, False),
        ({"oldest_event_on": "2015-01-01"}, {"started_on": "2026-01-01"}, True),
        ({"trigger_event": "collected"}, {"started_on": "2021-11-19"}, True),
        ({"trigger_event": "collected"}, {"started_on": "2021-11-20"}, False),
        ({"trigger_event": "log_written"}, {"started_on": "2021-11-19"}, True),
        ({"trigger_event": "case_closed"}, {"started_on": "2021-11-19"}, None),
        ({"trigger_event": "case_closed"}, {"started_on": "2021-11-20"}, False),
        ({"trigger_event": "case_closed"}, {}, None),
        ({}, {"started_on": "2021-11-20"}, False),
        ({}, {"started_on": "2000-01-01"}, None),
        ({"trigger_event": "collected"}, {}, None),
        ({"trigger_event": "service_ended"}, {"ended_on": "2021-11-19"}, True),
        ({"trigger_event": "last_contact"}, {"ended_on": "2021-11-19"}, True),
        ({"trigger_event": "collected"}, {"ended_on": "2021-11-19"}, True),
        ({"trigger_event": "service_ended"}, {"ended_on": "2021-11-20", "started_on": "2000-01-01"}, None),
        ({"trigger_event": "person_died"}, {"ended_on": "2000-01-01"}, None),
    ],
)
def test_something_is_due_when_the_time_of_the_oldest_is_up(fact_on, rule, activity, expected):
    assert due(fact_on, activity, period="P5Y", **rule) is expected


def test_without_a_period_nobody_knows_what_is_due(fact_on):
    assert due(fact_on, {"started_on": "2000-01-01"}, oldest_event_on="2000-01-01") is None


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
PERIODS = st.builds("P{}Y{}M{}D".format, st.integers(0, 30), st.integers(0, 11), st.integers(0, 30))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, PERIODS)
def test_nothing_is_due_on_the_last_day_and_something_is_the_day_after(fact_on, oldest, period):
    last = after(oldest, period)
    rule = {"oldest_event_on": oldest.isoformat(), "period": period}
    assert due(fact_on, day=last, **rule) is False
    assert due(fact_on, day=last + timedelta(1), **rule) is True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, PERIODS)
def test_a_run_is_in_time_on_the_last_day_and_late_the_day_after(fact_on, ran, apart):
    last = after(ran, apart)
    rule = {"last_disposal_run": ran.isoformat(), "disposal_interval": apart}
    assert fact_on(run_overdue, rule, day=last) is False
    assert fact_on(run_overdue, rule, day=last + timedelta(1)) is True


@pytest.mark.parametrize(
    ("ran", "apart", "overdue"),
    [
        (None, "P1Y", True),
        (None, None, True),
        ("2026-10-01", None, None),
        ("2026-11-20", "P1D", False),
        ("2026-11-21", "P1D", None),
        ("2024-02-29", "P1Y", True),
    ],
)
def test_a_run_that_never_was_is_overdue_and_one_to_come_is_none(fact_on, ran, apart, overdue):
    assert fact_on(run_overdue, {"last_disposal_run": ran, "disposal_interval": apart}) is overdue


@pytest.mark.parametrize(
    ("hold", "is_frozen"),
    [
        (None, False),
        ({}, True),
        ({"reason": "Klagesak"}, True),
        ({"until": "2026-11-20"}, True),
        ({"until": "2026-11-19"}, False),
    ],
)
def test_deletion_is_frozen_until_the_day_and_for_good_without_one(fact_on, hold, is_frozen):
    assert fact_on(frozen, {"legal_hold": hold}) is is_frozen


OLD = {"disposal_action": "delete", "period": "P1Y", "oldest_event_on": "2020-01-01", "is_public_record": "no"}


@pytest.fixture
def in_system(a_register):
    """A fact on a system in which these retention rules hold, all in one activity."""

    def find(fact, *rules, system=None, **activity):
        body = {"system_ids": ["SYS-1"], "retention_rules": list(rules), **activity}
        register = a_register(ORG_1=UNTOLD, SYS_1=system or {}, ACT_1=body)
        return fact(register.get("SYS-1"), Reading(register), LAW, DAY)

    return find


@pytest.mark.parametrize(
    ("rules", "must", "is_due"),
    [
        ([OLD], True, True),
        ([{}, OLD], True, True),
        ([{**OLD, "disposal_action": "anonymise"}], False, False),
        ([{**OLD, "disposal_action": None}], None, False),
        ([{**OLD, "oldest_event_on": "2026-01-01"}], True, False),
        ([{**OLD, "oldest_event_on": None}], True, None),
        ([{**OLD, "oldest_event_on": None}, OLD], True, True),
        ([{**OLD, "legal_hold": {}}], True, False),
        ([{**OLD, "is_public_record": "yes"}], True, False),
        ([{**OLD, "is_public_record": None}], True, None),
        ([{**OLD, "is_public_record": None, "oldest_event_on": "2026-01-01"}], True, False),
        ([], False, False),
    ],
)
def test_deletion_is_due_where_data_must_go_may_go_and_their_time_is_up(in_system, rules, must, is_due):
    assert in_system(must_delete, *rules) is must
    assert in_system(deletion_due, *rules) is is_due


@pytest.mark.parametrize(
    ("activity", "counts"),
    [
        ({"status": "ended"}, True),
        ({"status": "planned"}, False),
        ({"role": "joint"}, True),
        ({"role": "processor"}, False),
        ({"system_ids": []}, False),
    ],
)
def test_what_we_did_counts_and_what_we_plan_or_do_for_others_does_not(in_system, activity, counts):
    assert in_system(must_delete, OLD, **activity) is counts
    assert in_system(deletion_due, OLD, **activity) is counts


@pytest.mark.parametrize(
    ("said", "expected"), [("yes", True), ("no", False), ("partly", None), ("unknown", None), (None, None)]
)
def test_a_system_that_deletes_in_part_may_or_may_not(in_system, said, expected):
    assert in_system(can_delete, system={"supports_deletion": said}) is expected
