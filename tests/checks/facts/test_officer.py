from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.officer import (
    CLASHING,
    clashing_offices,
    officer_appointed,
    officer_not_made_known,
    officer_reported_lately,
)
from compliance.checks.law import law_on
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.model.organisation import Organisation, Person, Role

DAY = date(2025, 2, 28)
LAW = law_on(DAY, "NO")
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
RETIRED = {"on": "2025-01-01", "reason": "Har sluttet."}


def said_of_us(fact, register):
    return fact(register.organisation, Reading(register), LAW, DAY)


def us(**told):
    return Organisation(id="ORG-1", name="Prøve", **told)


@pytest.mark.parametrize(
    ("told", "officer", "appointed"),
    [
        ({}, {}, False),
        ({"dpo_person_id": "PER-1"}, {}, True),
        ({"dpo_person_id": "PER-1"}, {"retired": RETIRED}, False),
        ({"dpo_person_id": "PER-1", "dpo_contact": "post@example.no"}, {"retired": RETIRED}, False),
        ({"dpo_contact": "post@example.no"}, {}, None),
    ],
)
def test_an_officer_is_somebody_who_has_not_left_and_not_a_mailbox(a_register, told, officer, appointed):
    assert said_of_us(officer_appointed, a_register(ORG_1=told, PER_1=officer)) is appointed


@pytest.mark.parametrize(
    ("published", "reported", "missing"),
    [
        (DAY, DAY, ()),
        (None, DAY, ("dpo_published_on",)),
        (DAY, None, ("dpo_reported_to_sa_on",)),
        (date(2025, 3, 1), DAY, ("dpo_published_on",)),
        (DAY, date(2025, 3, 1), ("dpo_reported_to_sa_on",)),
        (None, None, ("dpo_published_on", "dpo_reported_to_sa_on")),
    ],
)
def test_an_officer_is_made_known_to_people_and_to_the_authority_by_today(published, reported, missing):
    told = us(dpo_published_on=published, dpo_reported_to_sa_on=reported)
    assert officer_not_made_known(told, None, LAW, DAY) == missing


@pytest.mark.parametrize(
    ("roles", "more", "clashing"),
    [
        (["dpo"], {}, ()),
        (["dpo", "legal_adviser", "records_manager"], {}, ()),
        (["security_officer", "it_manager"], {}, (Role.security_officer, Role.it_manager)),
        (["dpo"], {"ACT_1": {"owner_id": "PER-1"}}, (Role.process_owner,)),
        (["dpo"], {"ACT_1": {"owner_id": "PER-1", "status": "paused"}}, (Role.process_owner,)),
        (["dpo"], {"ACT_1": {"owner_id": "PER-1", "status": "ended"}}, ()),
        (["dpo"], {"ACT_1": {"owner_id": "PER-2"}, "PER_2": {}}, ()),
        (["dpo"], {"SYS_1": {"owner_id": "PER-1"}}, (Role.system_owner,)),
        (["dpo"], {"SYS_1": {"owner_id": "PER-1", "status": "retired"}}, ()),
        (
            ["dpo"],
            {"ACT_1": {"owner_id": "PER-1", "status": "ended"}, "ACT_2": {"owner_id": "PER-1", "status": "active"}},
            (Role.process_owner,),
        ),
        (
            ["dpo"],
            {"SYS_1": {"owner_id": "PER-1", "status": "retired"}, "SYS_2": {"owner_id": "PER-1", "status": "in_use"}},
            (Role.system_owner,),
        ),
        ([], {}, None),
        ([], {"SYS_1": {"owner_id": "PER-1"}}, (Role.system_owner,)),
    ],
)
def test_an_officer_watches_nothing_that_is_the_officers_own(a_register, roles, more, clashing):
    register = a_register(ORG_1={"dpo_person_id": "PER-1"}, PER_1={"roles": roles}, **more)
    assert said_of_us(clashing_offices, register) == clashing


def test_without_an_officer_nothing_is_known_to_clash(a_register):
    assert said_of_us(clashing_offices, a_register()) is None


@given(roles=st.lists(st.sampled_from(Role), unique=True, min_size=1))
def test_the_clashing_offices_are_those_held_that_decide(roles):
    officer = Person(id="PER-1", name="Ombud", roles=tuple(roles))
    register = Municipality({"ORG-1": us(dpo_person_id="PER-1"), "PER-1": officer})
    assert set(said_of_us(clashing_offices, register)) == set(roles) & CLASHING


@pytest.mark.parametrize(
    ("reports", "published", "reported", "lately"),
    [
        ([], None, None, None),
        ([date(2025, 3, 1)], None, None, None),
        ([], date(2025, 3, 1), date(2025, 3, 1), None),
        ([DAY], None, None, True),
        ([date(2024, 2, 28)], None, None, True),
        ([date(2024, 2, 27)], None, None, False),
        ([date(2024, 2, 27), date(2025, 3, 1)], None, None, False),
        ([date(2024, 6, 1), date(2023, 6, 1)], None, None, True),
        ([], date(2024, 2, 28), None, True),
        ([], None, date(2024, 2, 28), True),
        ([], date(2024, 2, 27), date(2024, 6, 1), False),
        ([], date(2024, 6, 1), date(2024, 2, 27), False),
        ([], DAY, None, True),
        ([date(2023, 6, 1)], date(2024, 6, 1), date(2024, 7, 1), True),
        ([date(2023, 6, 1)], date(2020, 1, 1), date(2024, 7, 1), False),
    ],
)
def test_an_officer_reports_within_a_year_also_of_taking_office(reports, published, reported, lately):
    told = us(dpo_report_dates=tuple(reports), dpo_published_on=published, dpo_reported_to_sa_on=reported)
    assert officer_reported_lately(told, None, LAW, DAY) is lately


@given(on=DAYS, report=DAYS)
def test_a_report_counts_from_its_day_until_a_year_has_passed(on, report):
    lately = officer_reported_lately(us(dpo_report_dates=(report,)), None, law_on(on, "NO"), on)
    assert lately is (None if report > on else before(on, "P1Y") <= report)
