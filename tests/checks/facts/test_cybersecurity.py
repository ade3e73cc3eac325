from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.cybersecurity import (
    covered_by_cybersecurity_act,
    covered_by_nis2,
    cybersecurity_act_in_force,
    measures_approved,
    measures_approved_until,
    members_untrained,
    scope_fits_act,
    under_cybersecurity_act,
    under_nis2,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.model.organisation import ManagementMember, Nis2Scope, Organisation, OrganisationKind

DAY = date(2026, 3, 1)


def asked(fact, country, as_of=DAY, **fields):
    organisation = Organisation(id="ORG-1", name="Kommune", kind=OrganisationKind.municipality, **fields)
    return fact(organisation, None, law_on(as_of, country), as_of)


@pytest.mark.parametrize(
    ("country", "first"), [("SE", date(2026, 1, 15)), ("DK", date(2025, 7, 1)), ("NO", date(2025, 10, 1))]
)
def test_an_act_binds_from_its_own_day_in_its_own_country(country, first):
    day_before = date.fromordinal(first.toordinal() - 1)
    assert asked(cybersecurity_act_in_force, country, first)
    assert not asked(cybersecurity_act_in_force, country, day_before)


@pytest.mark.parametrize("country", ["FI", "IS", None])
def test_no_act_binds_where_none_is_found(country):
    assert not asked(cybersecurity_act_in_force, country)
    assert asked(covered_by_nis2, country, nis2_scope=Nis2Scope.essential) is False
    assert asked(covered_by_cybersecurity_act, country) is False


@pytest.mark.parametrize(
    ("country", "scope", "nis2", "either"),
    [
        ("SE", "essential", True, True),
        ("DK", "important", True, True),
        ("SE", "nis1_operator", False, False),
        ("SE", "not_in_scope", False, False),
        ("SE", "unknown", None, None),
        ("SE", None, None, None),
        ("NO", "important", False, False),
        ("NO", "nis1_operator", False, True),
        ("NO", "not_in_scope", False, False),
        ("NO", None, False, None),
    ],
)
def test_who_is_covered_follows_from_the_answer_and_the_act(country, scope, nis2, either):
    scope = Nis2Scope(scope) if scope else None
    assert asked(covered_by_nis2, country, nis2_scope=scope) is nis2
    assert asked(covered_by_cybersecurity_act, country, nis2_scope=scope) is either


@pytest.mark.parametrize(
    ("country", "kind", "scope", "fits"),
    [
        ("SE", "municipality", "important", True),
        ("SE", "municipality", "not_in_scope", False),
        ("DK", "municipality", "nis1_operator", False),
        ("DK", "intermunicipal_company", "not_in_scope", True),
        ("DK", "intermunicipal_company", "nis1_operator", False),
        ("NO", "municipality", "not_in_scope", True),
        ("NO", "municipality", "nis1_operator", True),
        ("NO", "municipality", "essential", False),
        ("FI", "municipality", "essential", True),
        ("SE", "municipality", "unknown", None),
        ("NO", "municipality", None, None),
    ],
)
def test_an_answer_fits_the_act_of_the_country(a_register, country, kind, scope, fits):
    view = a_register(ORG_1={"kind": kind, "country": country, "nis2_scope": scope})
    assert scope_fits_act(view.organisation, Reading(view), law_on(DAY, country), DAY) is fits


@pytest.mark.parametrize(
    ("seen", "bound"),
    [
        ({"nis2_aware_at": "2026-01-14T23:59:59Z"}, False),
        ({"nis2_aware_at": "2026-01-15T00:00:00Z"}, True),
        ({"detected_at": "2026-01-14T23:59:59Z"}, False),
        ({"detected_at": "2026-01-14T23:59:59Z", "nis2_aware_at": "2026-01-15T00:00:00Z"}, True),
        ({}, True),
    ],
)
def test_an_act_binds_for_what_was_seen_while_it_was_in_force(a_register, seen, bound):
    view = a_register(ORG_1={"kind": "municipality", "country": "SE", "nis2_scope": "important"}, INC_1=seen)
    for fact in (under_nis2, under_cybersecurity_act):
        assert fact(view.get("INC-1"), Reading(view), law_on(DAY, "SE"), DAY) is bound


def test_what_will_be_seen_tomorrow_brings_no_act_forward(a_register):
    view = a_register(
        ORG_1={"kind": "municipality", "country": "SE", "nis2_scope": "important"},
        INC_1={"nis2_aware_at": "2026-02-01T00:00:00Z"},
    )
    day = date(2026, 1, 14)
    assert under_nis2(view.get("INC-1"), Reading(view), law_on(day, "SE"), day) is False


def test_an_operator_under_the_old_act_only_warns(a_register):
    view = a_register(ORG_1={"kind": "municipality", "country": "NO", "nis2_scope": "nis1_operator"}, INC_1={})
    given_to_fact = (view.get("INC-1"), Reading(view), law_on(DAY, "NO"), DAY)
    assert under_nis2(*given_to_fact) is False and under_cybersecurity_act(*given_to_fact) is True


@pytest.mark.parametrize(
    ("signoff", "members", "approved", "until"),
    [
        ({"signed_by": "PER-1", "signed_at": "2026-02-28T10:00:00Z"}, ["PER-1"], True, date(2027, 2, 28)),
        ({"signed_by": "PER-1", "signed_at": "2024-02-29T10:00:00Z"}, ["PER-1"], True, date(2025, 2, 28)),
        ({"signed_by": "PER-1", "signed_at": "2026-03-01T23:59:59Z"}, ["PER-1"], True, date(2027, 3, 1)),
        ({"signed_by": "PER-1", "signed_at": "2026-03-02T00:00:00Z"}, ["PER-1"], False, None),
        ({"signed_by": "PER-2", "signed_at": "2026-02-28T10:00:00Z"}, ["PER-1"], False, None),
        ({"signed_at": "2026-02-28T10:00:00Z"}, ["PER-1"], None, None),
        ({"signed_by": "PER-1"}, ["PER-1"], None, None),
        ({"signed_by": "PER-1", "signed_at": "2026-02-28T10:00:00Z"}, [], None, None),
        ({"signed_by": "PER-1", "signed_at": "2026-03-01T23:59:59Z"}, [], None, None),
        ({"signed_by": "PER-1", "signed_at": "2026-03-02T00:00:00Z"}, [], False, None),
        (
            {"signed_by": "PER-1", "signed_at": "2026-02-28T10:00:00Z", "kind": "policy"},
            ["PER-1"],
            False,
            None,
        ),
    ],
)
def test_a_member_of_the_management_body_approves(a_register, signoff, members, approved, until):
    view = a_register(
        ORG_1={"kind": "municipality", "country": "SE", "management_body": [{"person_id": each} for each in members]},
        SGN_1={"kind": "measure_set", **signoff},
    )
    given_to_fact = (view.organisation, Reading(view), law_on(DAY, "SE"), DAY)
    assert measures_approved(*given_to_fact) is approved
    assert measures_approved_until(*given_to_fact) == until


def test_the_latest_approval_counts_and_none_is_no_approval(a_register):
    body = {"kind": "municipality", "country": "SE", "management_body": [{"person_id": "PER-1"}]}
    view = a_register(
        ORG_1=body,
        SGN_1={"kind": "measure_set", "signed_by": "PER-1", "signed_at": "2026-02-01T10:00:00Z"},
        SGN_2={"kind": "measure_set", "signed_by": "PER-1", "signed_at": "2025-02-01T10:00:00Z"},
    )
    assert measures_approved_until(view.organisation, Reading(view), law_on(DAY, "SE"), DAY) == date(2027, 2, 1)
    empty = a_register(ORG_1=body)
    assert measures_approved(empty.organisation, Reading(empty), law_on(DAY, "SE"), DAY) is False


@given(st.lists(st.none() | st.dates(), max_size=4), st.dates())
def test_a_member_is_untrained_before_the_training_and_when_it_is_too_old(trainings, day):
    body = tuple(ManagementMember(training_on=training) for training in trainings)
    untrained = asked(members_untrained, "SE", day, management_body=body)
    if not trainings:
        assert untrained is None
        return
    for at, training in enumerate(trainings):
        lacking = f"management_body[{at}]" in untrained
        if training is None or training > day:
            assert lacking
        elif (months := (day.year - training.year) * 12 + day.month - training.month) != 24:
            assert lacking is (months > 24)


@pytest.mark.parametrize(
    ("training", "untrained"),
    [(date(2024, 3, 1), False), (date(2024, 2, 29), True), (date(2026, 3, 1), False), (date(2026, 3, 2), True)],
)
def test_training_holds_for_two_years_to_the_day(training, untrained):
    body = (ManagementMember(training_on=training),)
    assert bool(asked(members_untrained, "SE", DAY, management_body=body)) is untrained


def test_what_else_was_signed_by_nobody_knows_whom_leaves_nothing_open(a_register):
    body = {"kind": "municipality", "country": "SE", "management_body": [{"person_id": "PER-1"}]}
    view = a_register(ORG_1=body, SGN_1={"kind": "policy"})
    assert measures_approved(view.organisation, Reading(view), law_on(DAY, "SE"), DAY) is False


def test_a_member_without_a_name_has_not_signed_what_nobody_is_named_on(a_register):
    body = {"kind": "municipality", "country": "SE", "management_body": [{"training_on": "2026-01-01"}]}
    view = a_register(ORG_1=body, SGN_1={"kind": "measure_set", "signed_at": "2026-02-28T10:00:00Z"})
    assert measures_approved(view.organisation, Reading(view), law_on(DAY, "SE"), DAY) is None
