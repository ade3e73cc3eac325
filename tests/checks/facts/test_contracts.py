from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.contracts import (
    contract_ends_soon,
    delivers_important_systems,
    is_processor,
    missing_points,
    next_followup,
    next_guarantee_check,
    next_subprocessor_list,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.model.supply import DpaItem, Engagement

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def ends_soon(last, on):
    return contract_ends_soon(Engagement(id="ENG-1", name="Avtale", dpa_valid_to=last), None, law_on(on, "NO"), on)


def missing(items):
    day = date(2026, 11, 20)
    return missing_points(Engagement(id="ENG-1", name="Avtale", dpa_items=items), None, law_on(day, "NO"), day)


@pytest.mark.parametrize(
    ("on", "last", "soon"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), True),
        (date(2026, 11, 30), date(2027, 3, 1), False),
        (date(2023, 11, 30), date(2024, 2, 29), True),
        (date(2023, 11, 29), date(2024, 2, 29), True),
        (date(2023, 11, 28), date(2024, 2, 29), False),
        (date(2024, 2, 29), date(2024, 5, 29), True),
        (date(2024, 2, 29), date(2024, 5, 30), False),
        (date(2026, 11, 20), date(2026, 11, 20), True),
        (date(2026, 11, 20), date(2026, 11, 19), False),
        (date(2026, 11, 20), None, None),
    ],
)
def test_a_contract_ends_soon_from_three_months_before_to_its_last_day(on, last, soon):
    assert ends_soon(last, on) is soon


@given(days, days)
def test_a_contract_that_ends_soon_has_not_ended_and_does_so_within_a_quarter(on, last):
    if ends_soon(last, on):
        assert on <= last <= on + timedelta(days=92)
    elif last >= on:
        assert last > on + timedelta(days=88)


@given(days)
def test_once_a_contract_ends_soon_it_does_so_until_its_last_day(last):
    said = [ends_soon(last, last - timedelta(days=back)) for back in range(100)]
    assert said == sorted(said, reverse=True)
    assert said[0] and not said[-1]


@given(st.lists(st.sampled_from(DpaItem), unique=True).map(tuple))
def test_what_a_contract_has_and_what_it_lacks_is_all_the_law_asks_for(items):
    assert {*items, *missing(items)} == set(DpaItem)
    assert not set(items) & set(missing(items))
    assert list(missing(items)) == [item for item in DpaItem if item in missing(items)]


def test_a_contract_nobody_has_read_may_lack_anything():
    assert missing(None) is None
    assert missing(()) == tuple(DpaItem)


DAY = date(2026, 11, 20)


def on_engagement(fact, on=DAY, **body):
    engagement = read_document(KINDS["engagement"], {"id": "ENG-1", "name": "Avtale", **body})
    return fact(engagement, None, law_on(on, "NO"), on)


@pytest.mark.parametrize("answer", [None, "unknown"])
@pytest.mark.parametrize(
    ("agreed", "processor"),
    [
        ({}, None),
        ({"dpa_signed_on": "2026-01-01"}, True),
        ({"dpa_evidence": "EVI-1"}, True),
        ({"other_legal_act": [{"instrument": "kommuneloven"}]}, True),
        ({"other_legal_act": [{"provision": "§ 20-1"}]}, None),
        ({"other_legal_act": [{"provision": "§ 20-1"}, {"instrument": "kommuneloven"}]}, True),
        ({"dpa_valid_from": "2026-01-01"}, None),
    ],
)
def test_where_nobody_answers_what_is_agreed_tells_that_the_supplier_handles_data(answer, agreed, processor):
    unanswered = {"handles_personal_data": answer} if answer else {}
    assert on_engagement(is_processor, **unanswered, **agreed) is processor
    assert on_engagement(is_processor, handles_personal_data="yes", **agreed) is True
    assert on_engagement(is_processor, handles_personal_data="no", **agreed) is False


def important(*systems):
    """What a supplier that delivers systems of these classes (c, i, a and perhaps a status) delivers."""
    held = {}
    for number, (c, i, a, *status) in enumerate(systems):
        body = {"c": c, "i": i, "a": a, **({"status": status[0]} if status else {})}
        known = {name: value for name, value in body.items() if value is not None}
        held[f"SYS-{number}"] = read_document(KINDS["system"], {"id": f"SYS-{number}", "name": "System", **known})
    engagement = Engagement(id="ENG-1", name="Avtale", system_ids=tuple(held))
    return delivers_important_systems(engagement, Reading(Municipality(held)), law_on(DAY, "NO"), DAY)


@pytest.mark.parametrize(
    ("systems", "found"),
    [
        ([], None),
        ([(2, 2, 2)], False),
        ([(3, 1, 1)], True),
        ([(1, 3, 1)], True),
        ([(1, 1, 3)], True),
        ([(None, None, 4)], True),
        ([(2, 2, None)], None),
        ([(None, None, None)], None),
        ([(2, 2, 2), (None, None, None)], None),
        ([(3, 1, 1), (None, None, None)], True),
        ([(4, 4, 4, "retired")], False),
        ([(4, 4, 4, "retired"), (1, 1, 1)], False),
        ([(4, 4, 4, "planned")], True),
    ],
)
def test_a_supplier_delivers_important_systems_where_one_is_of_class_three_in_anything(systems, found):
    assert important(*systems) is found


@given(st.lists(st.tuples(*[st.none() | st.integers(1, 4)] * 3), max_size=3))
def test_setting_a_class_that_was_not_set_never_turns_what_was_known(systems):
    before = important(*systems)
    low = [tuple(each or 1 for each in classes) for classes in systems]
    high = [tuple(each or 4 for each in classes) for classes in systems]
    if before is not None:
        assert important(*low) is important(*high) is before
    elif systems:
        assert (important(*low), important(*high)) == (False, True)


CHECKS = [
    (next_guarantee_check, "guarantees_assessed_on", 3),
    (next_subprocessor_list, "subprocessor_list_date", 1),
    (next_followup, "last_followup", 1),
]


@pytest.mark.parametrize(("fact", "field", "years"), CHECKS)
@pytest.mark.parametrize(
    ("last", "known"), [("2024-02-29", True), ("2026-11-20", True), ("2026-11-21", False), (None, False)]
)
def test_the_next_time_is_counted_from_the_last_unless_that_is_to_come(fact, field, years, last, known):
    due = on_engagement(fact, **({field: last} if last else {}))
    if not known:
        assert due is None
    elif last == "2024-02-29":
        assert due == date(2024 + years, 2, 28)
    else:
        assert due == date(2026 + years, 11, 20)


@pytest.mark.parametrize(("fact", "field", "years"), CHECKS)
@given(last=days, on=days)
def test_the_next_time_is_whole_years_after_the_last(fact, field, years, last, on):
    due = on_engagement(fact, on, **{field: last.isoformat()})
    assert (due is None) is (last > on)
    assert due is None or 365 * years <= (due - last).days <= 365 * years + 1


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ({"dpa_valid_from": "2026-05-01", "dpa_signed_on": "2026-04-01"}, date(2027, 5, 1)),
        ({"dpa_signed_on": "2026-04-01"}, date(2027, 4, 1)),
        ({"dpa_valid_from": "2026-12-01", "dpa_signed_on": "2026-04-01"}, None),
        (
            {"last_followup": "2025-08-31", "dpa_valid_from": "2026-05-01", "followup_interval": "P6M"},
            date(2026, 2, 28),
        ),
        ({"dpa_signed_on": "2024-02-29", "followup_interval": "P2Y"}, date(2026, 2, 28)),
        ({"followup_interval": "P6M"}, None),
    ],
)
def test_before_the_first_follow_up_the_time_runs_from_the_start_of_the_contract(body, due):
    assert on_engagement(next_followup, **body) == due
