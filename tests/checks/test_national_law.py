"""The same register is judged by the law of its country on the day: nothing before an act is in force."""

from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.finding import family
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound

BOOK = read_rulebook()
NIS2 = tuple(rule for rule in BOOK if family(rule.code) == "NIS2")
ORGANISATIONAL = {"NIS2-REG-001", "NIS2-APPR-001", "NIS2-TRAIN-001"}
SIGNIFICANT = {"nis2_significant": "yes", "recipients_affected": "yes"}
NOTHING_SENT = dict.fromkeys(
    ("early_warning_at", "incident_notification_at", "final_report_at", "recipients_informed_at")
)


def found(as_of, country, scope, **incident):
    """The codes of the findings of the family NIS2 on a municipality of that country that has done nothing."""
    covered = {"country": country, "nis2_scope": scope, "nis2_registered_on": None, "management_body": [{}]}
    view = read_sound().patched({"ORG-1": covered, "INC-1": {**SIGNIFICANT, **NOTHING_SENT, **incident}})
    return {finding.rule for finding in judge(view, NIS2, law_on(as_of, country), as_of)}


def test_a_swedish_municipality_has_no_duties_in_december_and_has_them_in_february():
    seen = {"nis2_aware_at": "2026-01-20T08:00:00Z", "detected_at": "2026-01-20T08:00:00Z"}
    before, since = date(2025, 12, 1), date(2026, 2, 1)
    assert found(before, "SE", "important", **seen) == set()
    assert found(before, "SE", "unknown", **seen) == set()
    duties = found(since, "SE", "important", **seen)
    assert duties >= ORGANISATIONAL | {"NIS2-24H-001", "NIS2-USER-001"}
    assert "NIS2-SCOPE-001" in found(since, "SE", "unknown", **seen)


def test_an_undecided_scope_is_one_finding_with_its_consequences_under_it():
    as_of = date(2026, 2, 1)
    view = read_sound().patched({"ORG-1": {"country": "SE", "nis2_scope": None, "nis2_registered_on": None}})
    rules = tuple(rule for rule in NIS2 if rule.kind.name == "organisation")
    (finding,) = judge(view, rules, law_on(as_of, "SE"), as_of, subject="ORG-1")
    assert finding.rule == "NIS2-SCOPE-001" and finding.silence
    assert {"NIS2-REG-001", "NIS2-APPR-001"} <= set(finding.also)


@pytest.mark.parametrize(("country", "first"), [("SE", date(2026, 1, 15)), ("DK", date(2025, 7, 1))])
def test_the_duties_begin_on_the_very_day_the_act_is_in_force(country, first):
    assert found(date.fromordinal(first.toordinal() - 1), country, "essential") == set()
    assert found(first, country, "essential") >= ORGANISATIONAL


def test_an_incident_seen_before_the_act_is_judged_by_none_of_it():
    seen = {"nis2_aware_at": "2026-01-14T23:00:00Z", "detected_at": "2026-01-14T22:00:00Z"}
    assert (
        found(date(2026, 2, 1), "SE", "important", **seen) & {"NIS2-24H-001", "NIS2-72H-001", "NIS2-USER-001"} == set()
    )


def test_a_norwegian_operator_registers_and_warns_and_owes_nothing_else():
    seen = {"nis2_aware_at": "2026-01-20T08:00:00Z", "detected_at": "2026-01-20T08:00:00Z"}
    assert found(date(2026, 2, 1), "NO", "nis1_operator", **seen) == {"NIS2-REG-001", "NIS2-24H-001"}
    assert found(date(2025, 9, 30), "NO", "nis1_operator", **seen) == set()


def test_a_norwegian_municipality_outside_the_act_owes_nothing():
    assert found(date(2026, 2, 1), "NO", "not_in_scope") == set()


@pytest.mark.parametrize(
    ("country", "cited", "elsewhere"), [("SE", "2025:1506", "434/2025"), ("DK", "434/2025", "2025:1506")]
)
def test_a_country_is_shown_its_own_act_and_no_others(country, cited, elsewhere):
    as_of = date(2026, 2, 1)
    for rule in NIS2:
        shown = " ".join(str(each) for each in rule.citations(as_of, country))
        assert elsewhere not in shown
    assert any(cited in str(each) for rule in NIS2 for each in rule.citations(as_of, country))
