from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.archive import (
    only_for_archive_since,
    processing_over,
    stored_outside_country,
    under_archive_rules,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.checks.subjects import Within
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation
from compliance.model.reading import read_document
from compliance.model.supply import System

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")
MUNICIPALITY = {"kind": "municipality", "country": "NO"}


def fact_on(fact, rule=None, activity=None, organisation=None, day=DAY):
    body = {"id": "ACT-1", "name": "Behandling", "retention_rules": [rule or {}], **(activity or {})}
    document = read_document(KINDS["activity"], body)
    held = MUNICIPALITY if organisation is None else organisation
    own = read_document(KINDS["organisation"], {"id": "ORG-1", "name": "Prøve", **held})
    reading = Reading(Municipality({"ORG-1": own, "ACT-1": document}))
    return fact(Within(document.retention_rules[0], document, 0), reading, LAW, day)


@pytest.mark.parametrize(
    ("rule", "organisation", "under"),
    [
        ({"is_public_record": "yes"}, {"kind": "private"}, True),
        ({"is_public_record": "no"}, MUNICIPALITY, False),
        ({"is_public_record": "no", "archival_duty": "preserve"}, MUNICIPALITY, True),
        ({"is_public_record": "no", "archival_duty": "may_dispose"}, MUNICIPALITY, False),
        ({"archival_duty": "preserve"}, {}, True),
        ({"archival_duty": "may_dispose"}, {}, True),
        ({"is_public_record": "unknown"}, MUNICIPALITY, True),
        ({}, MUNICIPALITY, True),
        ({}, {"is_public_authority": "yes"}, True),
        ({}, {"is_public_authority": "no", "kind": "municipality"}, False),
        ({}, {"is_public_authority": "unknown"}, None),
        ({}, {"kind": "municipal_enterprise"}, None),
        ({"archival_duty": "none"}, {"kind": "private"}, None),
        ({"archival_duty": "unknown"}, {}, None),
        ({}, {}, None),
    ],
)
def test_archive_law_decides_over_what_a_public_body_records(rule, organisation, under):
    assert fact_on(under_archive_rules, rule, organisation=organisation) is under


@pytest.mark.parametrize(
    ("activity", "over"),
    [
        ({"status": "ended"}, True),
        ({"status": "ended", "ended_on": "2024-12-31"}, True),
        ({"status": "active", "ended_on": "2024-02-29"}, True),
        ({"ended_on": "2024-02-29"}, True),
        ({"status": "active", "ended_on": "2024-03-01"}, False),
        ({"ended_on": "2024-03-02"}, False),
        ({"status": "paused"}, False),
        ({"status": "planned"}, False),
        ({}, None),
    ],
)
def test_an_activity_is_over_by_its_status_or_the_day_after_its_last(activity, over):
    assert fact_on(processing_over, activity=activity) is over


@pytest.mark.parametrize(
    ("rule", "last", "since"),
    [
        ({"mode": "until_archived"}, "2024-02-29", date(2024, 2, 29)),
        ({"mode": "until_archived", "period": "P5Y"}, "2024-02-29", date(2024, 2, 29)),
        ({"mode": "indefinite"}, "2024-02-29", date(2024, 2, 29)),
        ({"mode": "event_based", "period": "P1Y"}, "2024-02-29", date(2025, 2, 28)),
        ({"mode": "fixed", "period": "P1M"}, "2023-01-31", date(2023, 2, 28)),
        ({"period": "P7D"}, "2023-12-31", date(2024, 1, 7)),
        ({"mode": "fixed"}, "2024-02-29", None),
        ({}, "2024-02-29", None),
        ({"mode": "until_archived"}, None, None),
        ({"mode": "until_archived"}, "2024-03-02", None),
    ],
)
def test_data_are_kept_for_the_archive_alone_when_the_period_has_run(rule, last, since):
    activity = {"status": "ended", "ended_on": last}
    assert fact_on(only_for_archive_since, rule, activity) == since


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 1200), st.integers(0, 400))
def test_a_longer_period_never_lets_the_archive_begin_earlier(last, months, more):
    day = last + timedelta(days=1)
    activity = {"status": "ended", "ended_on": last.isoformat()}

    def since(period):
        return fact_on(only_for_archive_since, {"mode": "fixed", "period": period}, activity, day=day)

    assert last <= since(f"P{months}M") <= since(f"P{months}M{more}D") <= since(f"P{months + more}M400D")


@pytest.mark.parametrize(
    ("countries", "own", "outside"),
    [
        (("NO",), "NO", False),
        (("NO", "SE"), "NO", True),
        (("SE",), "SE", False),
        ((), "NO", None),
        (("SE",), None, None),
        ((), None, None),
    ],
)
def test_no_country_recorded_is_not_the_same_as_at_home(countries, own, outside):
    organisation = Organisation(id="ORG-1", name="Prøve", country=own)
    system = System(id="SYS-1", name="Arkiv", storage_countries=countries)
    reading = Reading(Municipality({"ORG-1": organisation, "SYS-1": system}))
    assert stored_outside_country(system, reading, LAW, DAY) is outside
