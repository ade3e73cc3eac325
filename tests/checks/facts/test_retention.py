from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.retention import data_without_rule, exceeds_need, within_legal_minimum
from compliance.checks.law import law_on
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, DataCategory, RetentionRule
from compliance.model.values import LegalRef

DAY = date(2024, 2, 29)
LAW = law_on(DAY, "NO")
NAMED = LegalRef(instrument="bokføringsloven", provision="§ 13")
PERIODS = st.builds("P{}Y{}M{}D".format, st.integers(0, 99), st.integers(0, 11), st.integers(0, 30))


def fact_on(fact, **fields):
    rule = RetentionRule(**fields)
    return fact(Within(rule, Activity(id="ACT-1", name="Behandling", retention_rules=(rule,)), 0), None, LAW, DAY)


@pytest.mark.parametrize(
    ("period", "need", "exceeds"),
    [
        ("P5Y", "P5Y", False),
        ("P61M", "P5Y", True),
        ("P60M", "P5Y", False),
        ("P5Y1D", "P5Y", True),
        ("P364D", "P1Y", False),
        ("P0D", None, False),
        ("P0Y0M", None, False),
        ("P1D", None, None),
        ("P0D", "P0D", False),
        (None, "P5Y", None),
        ("P5Y", None, None),
        (None, None, None),
    ],
)
def test_a_period_longer_than_the_need_exceeds_it(period, need, exceeds):
    assert fact_on(exceeds_need, period=period, purpose_max_period=need) is exceeds


@pytest.mark.parametrize(
    ("period", "least", "act", "within"),
    [
        ("P5Y", "P5Y", (NAMED,), True),
        ("P4Y", "P5Y", (NAMED,), True),
        ("P5Y1D", "P5Y", (NAMED,), False),
        ("P5Y", None, (NAMED,), None),
        (None, "P5Y", (NAMED,), None),
        ("P5Y", "P5Y", (), False),
        ("P5Y", "P5Y", (LegalRef(provision="§ 13"),), False),
        ("P5Y", None, (), False),
    ],
)
def test_only_an_act_that_is_named_carries_a_least_time(period, least, act, within):
    found = fact_on(within_legal_minimum, period=period, min_period_by_law=least, min_period_basis=act)
    assert found is within


@given(PERIODS, PERIODS)
def test_of_two_periods_one_exceeds_the_other_or_they_are_alike(one, other):
    forward = fact_on(exceeds_need, period=one, purpose_max_period=other)
    backward = fact_on(exceeds_need, period=other, purpose_max_period=one)
    assert not (forward and backward)
    within = fact_on(within_legal_minimum, period=one, min_period_by_law=other, min_period_basis=(NAMED,))
    assert within is (not forward)


@pytest.mark.parametrize(
    ("data", "rules", "left"),
    [
        ([], [], None),
        ([], [("d1",)], None),
        (["d1"], [], ("Navn d1",)),
        (["d1"], [("d1",)], ()),
        (["d1", "d2"], [("d1",), ("d2",)], ()),
        (["d1", "d2"], [("d2",)], ("Navn d1",)),
        (["d1", "d2"], [("d2",), ()], None),
        (["d1"], [("d1",), ()], ()),
        ([None], [("d1",)], ("Navn None",)),
        ([None], [()], None),
    ],
)
def test_data_that_no_rule_covers_are_named(data, rules, left):
    activity = Activity(
        id="ACT-1",
        name="Behandling",
        data_categories=tuple(DataCategory(id=id, name=f"Navn {id}") for id in data),
        retention_rules=tuple(RetentionRule(data_category_ids=ids) for ids in rules),
    )
    assert data_without_rule(activity, None, LAW, DAY) == left


@pytest.mark.parametrize(("known", "told"), [({"id": "d1"}, "d1"), ({}, "?")])
def test_data_without_a_name_are_told_by_what_is_known_of_them(known, told):
    activity = Activity(id="ACT-1", name="Behandling", data_categories=(DataCategory(**known),))
    assert data_without_rule(activity, None, LAW, DAY) == (told,)
