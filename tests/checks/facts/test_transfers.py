from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.transfers import (
    adequacy_in_force,
    for_public_task,
    next_certificate_check,
    unrecorded_countries,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.checks.subjects import Within
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
PREFIXES = {kind.prefix: kind for kind in KINDS.values()}
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
countries = st.sampled_from(["US", "IN", "SE"])


def read(**bodies):
    ids = {word.replace("_", "-"): body for word, body in bodies.items()}
    return {id: read_document(PREFIXES[id.split("-")[0]], {"id": id, "name": id, **ids[id]}) for id in ids}


def on_transfer(fact, transfer, law=LAW, on=DAY, **activity):
    document = read(ACT_1={"transfers": [transfer], **activity})["ACT-1"]
    return fact(Within(document.transfers[0], document, 0), None, law, on)


def law_with_us_framework_ending(day):
    return replace(LAW, parameters={**LAW.parameters, "us_framework_ends": day.isoformat() if day else "unknown"})


@pytest.mark.parametrize(
    ("references", "country_alone", "framework"),
    [
        ([], None, True),
        ([{"provision": "art. 1"}], None, True),
        ([{"provision": "art. 1", "valid_from": "2020-01-01"}], None, True),
        ([{"instrument": "Vedtak"}], None, True),
        ([{"instrument": "Vedtak", "checked_on": "2026-01-01"}], True, True),
        ([{"instrument": "Vedtak", "valid_from": "2026-11-20", "valid_to": "2026-11-20"}], True, True),
        ([{"instrument": "Vedtak", "valid_from": "2026-11-21"}], False, False),
        ([{"instrument": "Vedtak", "valid_from": "2020-01-01", "valid_to": "2026-11-19"}], False, False),
        ([{"instrument": "Gammelt", "valid_to": "2020-01-01"}, {"instrument": "Nytt"}], None, True),
        (
            [{"instrument": "Gammelt", "valid_to": "2020-01-01"}, {"instrument": "Nytt", "valid_from": "2021-01-01"}],
            True,
            True,
        ),
    ],
)
def test_a_decision_must_be_named_and_in_force_but_that_on_the_us_is_known(references, country_alone, framework):
    sent = {"adequacy_ref": references}
    assert on_transfer(adequacy_in_force, {**sent, "mechanism": "adequacy"}) is country_alone
    assert on_transfer(adequacy_in_force, {**sent, "mechanism": "adequacy_dpf"}) is framework


@pytest.mark.parametrize(
    ("ends", "in_force"),
    [(None, True), (DAY, True), (DAY - timedelta(days=1), False), (DAY + timedelta(days=1), True)],
)
def test_the_decision_on_the_us_holds_until_the_day_it_ends_for_all_who_rely_on_it(ends, in_force):
    law = law_with_us_framework_ending(ends)
    named = [{"instrument": "Beslutning (EU) 2023/1795", "valid_from": "2023-07-10"}]
    for references in ([], named):
        sent = {"mechanism": "adequacy_dpf", "adequacy_ref": references}
        assert on_transfer(adequacy_in_force, sent, law) is in_force
    assert on_transfer(adequacy_in_force, {"mechanism": "adequacy", "adequacy_ref": named}, law) is True


@pytest.mark.parametrize(
    ("checked", "due"),
    [
        (None, None),
        ("2024-02-29", date(2025, 2, 28)),
        ("2026-11-20", date(2027, 11, 20)),
        ("2026-11-21", None),
    ],
)
def test_the_us_list_is_looked_up_again_within_a_year(checked, due):
    assert on_transfer(next_certificate_check, {"dpf_checked_on": checked} if checked else {}) == due


@given(days, days)
def test_a_look_at_the_us_list_holds_for_a_year_and_never_before_it_was_done(checked, on):
    due = on_transfer(next_certificate_check, {"dpf_checked_on": checked.isoformat()}, law_on(on, "NO"), on)
    assert (due is None) is (checked > on)
    assert due is None or timedelta(days=365) <= due - checked <= timedelta(days=366)


@pytest.mark.parametrize(
    ("answers", "public"),
    [
        (["yes"], True),
        (["yes", "yes"], True),
        (["no"], False),
        (["no", "no"], False),
        (["yes", "no"], None),
        (["yes", None], None),
        (["no", "unknown"], None),
        ([None], None),
        ([], None),
    ],
)
def test_data_leave_for_a_public_task_where_every_purpose_is_one(answers, public):
    purposes = [{"task_as_authority": answer} if answer else {} for answer in answers]
    assert on_transfer(for_public_task, {}, purposes=purposes) is public


def left_out(*, supplier=None, behind=(), transfers=(), status="active", named_by="engagement", without_supplier=False):
    """The countries of ENG-1 that no transfer of ACT-1 shows; the two name each other from one side."""
    engagement = {"subprocessors": list(behind)}
    engagement |= {} if without_supplier else {"supplier_id": "SUP-1"}
    activity = {"status": status, "transfers": list(transfers)}
    if named_by == "engagement":
        engagement["activity_ids"] = ["ACT-1"]
    elif named_by == "activity":
        activity["engagement_ids"] = ["ENG-1"]
    documents = read(
        ORG_1={"country": "NO"},
        SUP_1={"country": supplier} if supplier else {},
        ENG_1=engagement,
        ACT_1=activity,
    )
    return unrecorded_countries(documents["ENG-1"], Reading(Municipality(documents)), LAW, DAY)


def sent(country=None, engagement=None):
    given_fields = {"country": country, "engagement_id": engagement}
    return {name: value for name, value in given_fields.items() if value}


IN_INDIA = [{"country": "IN"}]


@pytest.mark.parametrize(
    ("case", "countries"),
    [
        ({}, ()),
        ({"supplier": "SE", "behind": [{"country": "NO", "remote_access_from": ["DK"]}]}, ()),
        ({"supplier": "CA"}, ("CA",)),
        ({"behind": IN_INDIA}, ("IN",)),
        ({"behind": IN_INDIA, "without_supplier": True}, ("IN",)),
        ({"behind": [{"country": "SE", "remote_access_from": ["US", "SE", "IN"]}]}, ("IN", "US")),
        ({"supplier": "US", "behind": [{"country": "US"}]}, ("US",)),
        ({"behind": [{}]}, None),
        ({"behind": [{}, {"country": "IN"}]}, ("IN",)),
        ({"behind": [{"remote_access_from": ["IN"]}]}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent("IN", "ENG-1")]}, ()),
        ({"behind": IN_INDIA, "transfers": [sent("IN", "ENG-1")], "named_by": None}, ()),
        ({"behind": IN_INDIA, "transfers": [sent("US", "ENG-1")]}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent("IN", "ENG-1")], "status": "ended"}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent("IN", "ENG-1")], "status": "paused"}, ()),
        ({"behind": IN_INDIA, "transfers": [sent("IN", "ENG-2")]}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent(None, "ENG-1")]}, None),
        ({"behind": IN_INDIA, "transfers": [sent(None, "ENG-2")]}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent("IN")]}, None),
        ({"behind": IN_INDIA, "transfers": [sent("IN")], "named_by": "activity"}, None),
        ({"behind": IN_INDIA, "transfers": [sent("IN")], "named_by": None}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent("US")]}, ("IN",)),
        ({"behind": IN_INDIA, "transfers": [sent()]}, None),
        ({"behind": [{"country": "IN"}, {"country": "US"}], "transfers": [sent("IN")]}, ("US",)),
        ({"behind": [{"country": "IN"}, {"country": "US"}], "transfers": [sent("IN"), sent("US", "ENG-1")]}, None),
        ({"behind": [{"country": "IN"}, {}], "transfers": [sent("IN", "ENG-1")]}, None),
        ({"transfers": [sent(None, "ENG-1")]}, ()),
    ],
)
def test_a_country_the_data_are_reached_from_must_stand_among_the_transfers(case, countries):
    assert left_out(**case) == countries


@given(
    st.lists(countries),
    st.lists(st.builds(sent, st.none() | countries, st.none() | st.sampled_from(["ENG-1", "ENG-2"]))),
)
def test_what_is_surely_left_out_is_outside_the_eea_reached_and_not_shown(reached, transfers):
    found = left_out(behind=[{"country": country} for country in reached], transfers=transfers)
    shown = {each.get("country") for each in transfers if each.get("engagement_id") == "ENG-1"}
    outside = set(reached) - {"SE"}
    if found is None:
        assert outside - shown
    else:
        assert set(found) <= outside - shown
        assert list(found) == sorted(set(found))
    everything = [*transfers, *(sent(country, "ENG-1") for country in outside)]
    assert left_out(behind=[{"country": country} for country in reached], transfers=everything) == ()
