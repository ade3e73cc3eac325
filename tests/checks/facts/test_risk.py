from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.risk import (
    above_limit,
    acceptance_begun,
    acceptance_ends,
    accepted,
    acceptor_had_power,
    assessment_due,
    authority_consulted,
    decided_in_time,
    levels_fallen,
    limits_decided,
    owner_and_plan_lacking,
    residual_level,
    risk_limit,
    some_limit_decided,
    treated_soon,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.model.assurance import Acceptance, Assessment, Risk
from compliance.model.authority import LEVELS

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")
LEADER = {"roles": ["chief_executive"]}
MODERATE, HIGH = {"likelihood": 3, "consequence": 3}, {"likelihood": 3, "consequence": 4}
LIMIT = {"area": "privacy", "limit": "moderate", "approved_by": "PER-1"}


@pytest.fixture
def fact_on(a_register):
    """What a fact says of a risk, with limits the leader decided and further documents."""

    def asked(fact, risk=None, limits=(), as_of=DAY, **bodies):
        profile = {"GOV_1": {"risk_appetites": list(limits)}} if limits else {}
        view = a_register(RISK_1=risk or {}, **{"PER_1": LEADER, **profile, **bodies})
        return fact(view.get("RISK-1"), Reading(view), LAW, as_of)

    return asked


@pytest.fixture
def decided(a_register):
    """Whether limits count as decided for an organisation."""

    def asked(*limits, of="ORG-1", profile=None, **bodies):
        view = a_register(GOV_1={"risk_appetites": list(limits), **(profile or {})}, **{"PER_1": LEADER, **bodies})
        return limits_decided(view.get(of), Reading(view), LAW, DAY)

    return asked


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({}, True),
        ({"area": None}, False),
        ({"limit": None}, False),
        ({"approved_by": None}, False),
        ({"approved_by": "PER-9"}, False),
        ({"approved_on": "2024-03-01"}, True),
        ({"approved_on": "2024-03-02"}, False),
        ({"valid_to": "2024-03-01"}, True),
        ({"valid_to": "2024-02-29"}, False),
    ],
)
def test_a_limit_counts_when_it_is_whole_and_in_force(decided, changed, counts):
    assert decided({**LIMIT, **changed}) is counts


def test_who_may_decide_limits_is_the_chief_executive_or_who_could_sign_policy_that_day(decided):
    power = {"authority": [{"over": "policy", "valid_from": "2024-02-01", "valid_to": "2024-02-29"}]}
    dated = {**LIMIT, "approved_on": "2024-02-29"}
    assert not decided(dated, PER_1={})
    assert decided(dated, PER_1=power)
    assert not decided({**dated, "approved_on": "2024-03-01"}, PER_1=power)
    assert not decided(LIMIT, PER_1=power)
    assert not decided(dated, PER_1={**power, "roles": ["dpo"]})
    chief = {"kind": "municipality", "country": "NO", "chief_executive_id": "PER-1"}
    assert decided(LIMIT, PER_1={}, ORG_1=chief)


def test_a_board_stands_under_the_limits_of_the_municipality_and_not_the_other_way(decided):
    board = {"ORG_2": {"kind": "board", "parent_id": "ORG-1"}}
    assert decided(LIMIT, of="ORG-2", **board)
    own = {"organisation_id": "ORG-2"}
    assert decided(LIMIT, of="ORG-2", profile=own, **board)
    assert not decided(LIMIT, of="ORG-1", profile=own, **board)


def test_some_limit_for_any_area_is_a_decision(fact_on):
    assert fact_on(some_limit_decided, {"area": "law"}, [LIMIT]) is True
    assert fact_on(some_limit_decided, {"area": "law"}) is False


@pytest.mark.parametrize(
    ("own", "decided", "limit"),
    [
        (None, None, None),
        ("high", None, "high"),
        (None, "moderate", "moderate"),
        ("high", "moderate", "moderate"),
        ("low", "moderate", "low"),
        ("critical", "critical", "critical"),
    ],
)
def test_a_risk_may_tighten_the_leaders_limit_and_not_loosen_it(fact_on, own, decided, limit):
    limits = [{**LIMIT, "limit": decided}] if decided else []
    assert fact_on(risk_limit, {"area": "privacy", "acceptable_level": own}, limits) == limit


def test_the_limit_is_that_of_the_area_and_the_lowest_of_several(fact_on):
    several = [
        LIMIT,
        {**LIMIT, "limit": "low"},
        {**LIMIT, "limit": "high"},
        {**LIMIT, "area": "law", "limit": "critical"},
    ]
    assert fact_on(risk_limit, {"area": "privacy"}, several) == "low"
    assert fact_on(risk_limit, {"area": "law"}, several) == "critical"
    assert fact_on(risk_limit, {"area": "service"}, several) is None
    assert fact_on(risk_limit, {}, several) is None


@pytest.mark.parametrize(
    ("residual", "limit", "above"),
    [
        (MODERATE, "moderate", False),
        (HIGH, "moderate", True),
        (HIGH, "critical", False),
        (HIGH, None, None),
        (None, "moderate", None),
        ({"likelihood": 3}, "moderate", None),
    ],
)
def test_above_is_more_than_the_limit_itself(fact_on, residual, limit, above):
    assert fact_on(above_limit, {"residual": residual, "acceptable_level": limit}) is above


def test_the_level_left_counts_the_gravest_harm_to_people_as_high(fact_on):
    gravest = {"residual": {"likelihood": 1, "consequence": 5}}
    assert fact_on(residual_level, gravest) == "moderate"
    assert fact_on(residual_level, {**gravest, "perspective": "data_subject"}) == "high"
    assert fact_on(residual_level) is None


@given(*(st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)) for _ in range(2)))
def test_levels_fall_by_what_they_differ_and_rise_the_other_way(before, left):
    inherent, residual = (Assessment(likelihood=each[0], consequence=each[1]) for each in (before, left))
    risk = Risk(id="RISK-1", name="Risiko", inherent=inherent, residual=residual)
    turned = Risk(id="RISK-1", name="Risiko", inherent=residual, residual=inherent)
    fallen = levels_fallen(risk, None, LAW, DAY)
    if None in (*before, *left):
        assert fallen is None
    else:
        assert fallen == -levels_fallen(turned, None, LAW, DAY)
        assert abs(fallen) < len(LEVELS)
        assert fallen >= 0 or before[0] * before[1] < left[0] * left[1]


@pytest.mark.parametrize(
    ("acceptance", "begun", "ends", "holds"),
    [
        (None, False, None, False),
        ({"on": "2024-02-01"}, False, "2025-02-01", False),
        ({"by": "PER-1"}, True, None, True),
        ({"by": "PER-1", "on": "2024-03-01"}, True, "2025-03-01", True),
        ({"by": "PER-1", "on": "2024-03-02"}, False, "2025-03-02", False),
        ({"by": "PER-1", "valid_to": "2024-03-01"}, True, "2024-03-01", True),
        ({"by": "PER-1", "valid_to": "2024-02-29"}, True, "2024-02-29", False),
        ({"by": "PER-1", "on": "2023-03-01"}, True, "2024-03-01", True),
        ({"by": "PER-1", "on": "2023-02-28", "valid_to": "2030-01-01"}, True, "2024-02-28", False),
        ({"by": "PER-1", "on": "2024-02-29", "valid_to": "2030-01-01"}, True, "2025-02-28", True),
    ],
)
def test_an_acceptance_holds_from_its_first_day_to_its_last_and_at_most_a_year(fact_on, acceptance, begun, ends, holds):
    risk = {"acceptance": acceptance}
    assert fact_on(acceptance_begun, risk) is begun
    assert fact_on(acceptance_ends, risk) == (ends and date.fromisoformat(ends))
    assert fact_on(accepted, risk) is holds


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_what_ran_out_does_not_come_back(first, last, day):
    risk = Risk(id="RISK-1", name="Risiko", acceptance=Acceptance(by="PER-1", on=first, valid_to=last))
    next_day = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    begun = acceptance_begun(risk, None, LAW, day)
    assert not begun or acceptance_begun(risk, None, LAW, next_day)
    if begun and not accepted(risk, None, LAW, day):
        assert not accepted(risk, None, LAW, next_day)


@pytest.mark.parametrize(
    ("person", "on", "power"),
    [
        ({"authority": [{"over": "risk_acceptance", "up_to": "high"}]}, "2024-02-29", True),
        ({"authority": [{"over": "risk_acceptance", "up_to": "moderate"}]}, "2024-02-29", False),
        ({"authority": [{"over": "risk_acceptance", "up_to": "high", "valid_to": "2024-02-28"}]}, "2024-02-29", False),
        ({"authority": [{"over": "risk_acceptance", "up_to": "high", "valid_to": "2024-02-29"}]}, "2024-02-29", True),
        ({"authority": [{"over": "decision", "up_to": "high"}]}, "2024-02-29", False),
        ({"roles": ["dpo"], "authority": [{"over": "risk_acceptance", "up_to": "high"}]}, "2024-02-29", False),
        ({"authority": [{"over": "risk_acceptance", "up_to": "high"}]}, None, None),
        (None, "2024-02-29", None),
    ],
)
def test_power_to_accept_is_asked_for_on_the_day_of_acceptance(fact_on, person, on, power):
    risk = {"residual": HIGH, "acceptance": {"by": "PER-2", "on": on}}
    assert fact_on(acceptor_had_power, risk, **({"PER_2": person} if person else {})) is power


def test_power_is_unknown_without_acceptance_or_level_and_never_the_officers(fact_on):
    able = {"authority": [{"over": "risk_acceptance", "up_to": "critical"}]}
    accepted_risk = {"residual": HIGH, "acceptance": {"by": "PER-2", "on": "2024-02-29"}}
    assert fact_on(acceptor_had_power, {"residual": HIGH}, PER_2=able) is None
    assert fact_on(acceptor_had_power, {**accepted_risk, "residual": None}, PER_2=able) is None
    officer = {"kind": "municipality", "country": "NO", "dpo_person_id": "PER-2"}
    assert fact_on(acceptor_had_power, accepted_risk, PER_2=able, ORG_1=officer) is False


@pytest.mark.parametrize(
    ("objects", "activity", "dpia"),
    [
        (["ACT-1"], {}, {"activity_ids": ["ACT-1"]}),
        ([], {"risk_ids": ["RISK-1"]}, {"activity_ids": ["ACT-1"]}),
        (["SYS-1"], {"system_ids": ["SYS-1"]}, {"activity_ids": ["ACT-1"]}),
        (["DPIA-1"], {}, {}),
    ],
)
def test_the_authority_was_consulted_on_what_the_risk_is_about(fact_on, objects, activity, dpia):
    about = {"ACT_1": activity, "SYS_1": {}}
    risk = {"object_ids": objects}
    for asked_on, consulted in (("2024-03-01", True), ("2024-03-02", False), (None, False)):
        found = fact_on(authority_consulted, risk, **about, DPIA_1={**dpia, "prior_consultation_on": asked_on})
        assert found is consulted


def test_a_consultation_on_something_else_is_none(fact_on):
    consulted = {"activity_ids": ["ACT-1"], "prior_consultation_on": "2024-02-01"}
    assert fact_on(authority_consulted, {"object_ids": ["ACT-2"]}, ACT_1={}, ACT_2={}, DPIA_1=consulted) is False
    assert fact_on(authority_consulted, {"object_ids": ["ACT-1"]}, ACT_1={}) is False


OPEN = {"status": "open", "due": "2024-06-01", "budget": 0}


@pytest.mark.parametrize(
    ("tasks", "soon"),
    [
        ([], False),
        ([OPEN], True),
        ([OPEN, OPEN], True),
        ([{**OPEN, "due": "2024-06-02"}], False),
        ([{**OPEN, "due": "2024-03-01"}], True),
        ([{**OPEN, "due": "2024-02-29"}], False),
        ([{**OPEN, "due": None}], False),
        ([{**OPEN, "budget": None}], False),
        ([{**OPEN, "budget": None, "question_id": "QUE-1"}], True),
        ([{**OPEN, "budget": None, "question_id": "QUE-2"}], False),
        ([{**OPEN, "status": "verified"}], False),
        ([{**OPEN, "status": "verified"}, OPEN], True),
        ([OPEN, {**OPEN, "due": "2024-06-02"}], False),
        ([OPEN, {**OPEN, "status": "cancelled"}], False),
        ([{**OPEN, "retired": {"on": "2024-01-01"}}], False),
    ],
)
def test_treated_soon_is_all_the_work_left_funded_and_due_within_three_months(fact_on, tasks, soon):
    bodies = {f"TASK_{number}": body for number, body in enumerate(tasks)}
    risk = {"treatment_task_ids": [name.replace("_", "-") for name in bodies]}
    questions = {"QUE_1": {"funding_ref": "Ramme 1"}, "QUE_2": {}}
    assert fact_on(treated_soon, risk, **bodies, **questions) is soon


MEND = {"risk_ids": ["RISK-1"], "deadline": "2024-03-01", "recommended_option": "do"}
OPTIONS = [{"id": "zero", "is_zero_option": True}, {"id": "do"}]


@pytest.mark.parametrize(
    ("question", "decided"),
    [
        ({"decision": {"choice": "recommended"}}, True),
        ({"decision": {"choice": "recommended"}, "deadline": "2024-02-29"}, False),
        ({"decision": {"choice": "recommended"}, "deadline": None}, False),
        ({"decision": {"choice": "recommended"}, "risk_ids": ["RISK-2"]}, False),
        ({"decision": {"choice": "recommended"}, "requires_action": "no"}, False),
        ({"decision": {"choice": "recommended"}, "status": "withdrawn"}, False),
        ({"decision": {"choice": "recommended", "decided_on": "2024-03-02"}}, False),
        ({"decision": {"choice": "option", "option_id": "zero"}}, False),
        ({"decision": {"choice": "option"}}, False),
        ({"decision": {"choice": "reject"}}, False),
        ({"decision": {"choice": "postpone", "postponed_until": "2024-03-01"}}, True),
        ({"decision": {"choice": "postpone", "postponed_until": "2024-02-29"}}, False),
        ({"decision": {}}, False),
        ({}, False),
    ],
)
def test_a_risk_is_decided_while_the_answer_to_a_question_that_names_it_runs(fact_on, question, decided):
    assert fact_on(decided_in_time, {}, QUE_1={**MEND, "options": OPTIONS, **question}, RISK_2={}) is decided


@pytest.mark.parametrize(
    ("risk", "lacking"),
    [
        ({"owner_id": "PER-1", "treatment": "reduce", "residual": HIGH}, ()),
        ({"owner_id": "PER-1", "residual": MODERATE}, ()),
        ({"owner_id": "PER-1", "residual": HIGH}, ("treatment",)),
        ({"residual": HIGH}, ("owner_id", "treatment")),
        ({"residual": MODERATE}, ("owner_id",)),
        ({"treatment": "reduce"}, ("owner_id",)),
        ({}, ("owner_id",)),
        ({"owner_id": "PER-1"}, None),
        ({"owner_id": "PER-1", "treatment": "accept"}, ()),
    ],
)
def test_an_owner_is_always_asked_for_and_a_plan_above_the_limit(fact_on, risk, lacking):
    assert fact_on(owner_and_plan_lacking, {"acceptable_level": "moderate", **risk}) == lacking


@pytest.mark.parametrize(
    ("assessed", "interval", "due"),
    [
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2023, 8, 31), "P6M", date(2024, 2, 29)),
        (date(2022, 8, 31), "P6M", date(2023, 2, 28)),
        (DAY, "P1D", date(2024, 3, 2)),
        (date(2024, 3, 2), None, None),
        (None, "P1Y", None),
    ],
)
def test_an_assessment_is_due_by_its_own_interval_or_the_usual_one(assessed, interval, due):
    risk = Risk(id="RISK-1", name="Risiko", assessed_on=assessed, interval=interval)
    assert assessment_due(risk, None, LAW, DAY) == due


@given(st.dates(max_value=date(9998, 1, 1)), st.sampled_from(["P1Y", "P6M", "P1M", "P30D"]))
def test_an_assessment_is_never_due_before_it_was_made(assessed, interval):
    risk = Risk(id="RISK-1", name="Risiko", assessed_on=assessed, interval=interval)
    assert assessment_due(risk, None, LAW, assessed) >= assessed + timedelta(days=28)
