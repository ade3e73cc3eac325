from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.waivers import parted
from compliance.model.waiver import Waiver

DAY = date(2026, 6, 1)
LAW = law_on(DAY, "NO")
STANDARD = "[{instrument: ISO/IEC 27001, provision: '8.2', verified: false}]"
WHOLE = {
    "waived_as": "major",
    "waived_by": "PER-1",
    "waived_on": "2026-05-01",
    "reason": "Byttes ut.",
    "until": "2026-12-31",
}


def waiver(finding=None, **more):
    named = {"finding_id": finding.id} if finding else {}
    return Waiver.model_validate_json(_json({"id": "WAI-1", "name": "-", **named, **WHOLE, **more}))


def _json(body):
    import json

    return json.dumps({name: value for name, value in body.items() if value is not None})


@pytest.fixture
def found(a_rule, a_register):
    """The one finding of a rule on an empty activity."""

    def judged(gap_when="!has(activity.tom_summary)", *, cites=None, **more):
        rule = a_rule(gap_when, **more)
        if cites:
            rule = a_rule_citing(rule, cites)
        (one,) = judge(a_register(ACT_1={}), (rule,), LAW, DAY)
        return one

    return judged


def a_rule_citing(rule, citations):
    from dataclasses import replace

    return replace(rule, said=rule.said.model_copy(update={"citations": citations}))


def test_a_recorded_waiver_sets_a_finding_aside_and_loses_it_not(found):
    one = found()
    heaps = parted((one,), (waiver(one),), DAY)
    assert heaps.standing == ()
    assert [(each.finding, each.waiver.id) for each in heaps.waived] == [(one, "WAI-1")]


def test_it_may_be_named_by_rule_record_and_place(found):
    one = found()
    assert parted((one,), (waiver(rule="T-1", subject="ACT-1"),), DAY).standing == ()
    assert parted((one,), (waiver(rule="T-1", subject="ACT-1", path="purposes[0]"),), DAY).standing == (one,)
    assert parted((one,), (waiver(rule="T-1", subject="ACT-2"),), DAY).standing == (one,)
    assert parted((one,), (waiver(),), DAY).standing == (one,)


@pytest.mark.parametrize("field", WHOLE)
def test_without_who_why_and_until_it_does_nothing(found, field):
    one = found()
    assert parted((one,), (waiver(one, **{field: None}),), DAY).standing == (one,)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_it_holds_from_its_day_to_its_last(day):
    given_one = Waiver.model_validate_json(_json({"id": "WAI-1", "name": "-", "finding_id": "F-000000000001", **WHOLE}))
    from compliance.checks.waivers import holds

    assert holds(given_one, day) == (date(2026, 5, 1) <= day <= date(2026, 12, 31))


def test_an_open_breach_of_law_stands_whatever_is_recorded(found):
    one = found(severity="blocker")
    heaps = parted((one,), (waiver(one, waived_as="blocker"),), DAY)
    assert heaps.standing == (one,)
    assert heaps.waived == ()
    assert [each.waiver.id for each in heaps.not_allowed] == ["WAI-1"]


def test_a_blocker_by_a_standard_alone_may_be_set_aside(found):
    from compliance.checks.law import Reference

    one = found(severity="blocker", cites=(Reference(instrument="ISO/IEC 27001", provision="8.2", verified=False),))
    assert not one.binding
    assert parted((one,), (waiver(one, waived_as="blocker"),), DAY).standing == ()


def test_what_hides_an_open_breach_of_law_stands_too(a_rule, a_register):
    cause = a_rule("!has(activity.tom_summary)", also="[T-2]")
    breach = a_rule("activity.purposes == []", code="T-2", severity="blocker")
    (one,) = judge(a_register(ACT_1={}), (cause, breach), LAW, DAY)
    assert (one.rule, one.also, one.severity) == ("T-1", ("T-2",), "major")
    assert parted((one,), (waiver(one),), DAY).standing == (one,)
    (alone,) = judge(a_register(ACT_1={}), (cause,), LAW, DAY)
    assert parted((alone,), (waiver(alone),), DAY).standing == ()


@pytest.mark.parametrize(
    ("then", "now", "stands"),
    [
        ("minor", "minor", False),
        ("major", "minor", False),
        ("minor", "major", True),
        ("unknown", "minor", True),
        ("unknown", "major", True),
    ],
)
def test_what_has_become_graver_stands_again(found, then, now, stands):
    one = found(severity=now)
    assert bool(parted((one,), (waiver(one, waived_as=then),), DAY).standing) is stands


@pytest.mark.parametrize(("then", "stands"), [("unknown", False), ("major", True), ("blocker", True)])
def test_what_cannot_be_told_waits_only_as_that(found, then, stands):
    one = found("activity.camera", severity="blocker")
    assert (one.result, one.decides) == ("undetermined", "line")
    assert bool(parted((one,), (waiver(one, waived_as=then),), DAY).standing) is stands
