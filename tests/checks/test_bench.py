from datetime import date

import pytest

from compliance.checks.engine import judge, verdicts
from compliance.checks.finding import Decides, Result
from compliance.checks.law import law_on

DAY = date(2026, 6, 1)
LAW = law_on(DAY, "NO")
SEVERITY = "[{when: activity.camera, is: minor}, {when: activity.profiling, is: blocker}, {is: major}]"


def judged(register, *rules, **more):
    return judge(register, rules, LAW, DAY, **more)


def results(register, rule, subject="ACT-1"):
    return [(verdict.subject.path, verdict.result) for verdict in verdicts(register, [rule], LAW, DAY, subject)]


@pytest.mark.parametrize(
    ("camera", "profiling", "result"),
    [
        ("no", "yes", Result.not_applicable),
        ("no", None, Result.not_applicable),
        (None, "yes", Result.undetermined),
        (None, "no", Result.undetermined),
        ("yes", "yes", Result.gap),
        ("yes", None, Result.undetermined),
        ("yes", "no", Result.met),
    ],
)
def test_the_order_is_not_applicable_then_gap_then_undetermined_then_met(a_rule, a_register, camera, profiling, result):
    rule = a_rule("activity.profiling", applies_when="activity.camera")
    register = a_register(ACT_1={"camera": camera, "profiling": profiling})
    assert results(register, rule) == [("", result)]
    assert [finding.result for finding in judged(register, rule)] == (
        [result] if result in (Result.gap, Result.undetermined) else []
    )


def test_what_ended_is_left_alone_unless_the_rule_says_every(a_rule, a_register):
    register = a_register(ACT_1={"status": "ended"}, ACT_2={"status": "paused"}, ACT_3={})
    assert {each.subject for each in judged(register, a_rule("activity.purposes == []"))} == {"ACT-2", "ACT-3"}
    every = a_rule("activity.purposes == []", scope="every")
    assert {each.subject for each in judged(register, every)} == {"ACT-1", "ACT-2", "ACT-3"}
    both = [a_rule("activity.purposes == []"), a_rule("activity.purposes == []", scope="every", code="T-2")]
    assert {each.rule for each in judged(register, *both) if each.subject == "ACT-1"} == {"T-2"}


def test_values_inside_what_ended_are_left_alone_too(a_rule, a_register):
    register = a_register(ACT_1={"status": "ended", "retention_rules": [{}]})
    plain = a_rule("!has(retention_rule.period)", judges="retention_rule")
    every = a_rule("!has(retention_rule.period)", judges="retention_rule", scope="every", code="T-2")
    assert [each.rule for each in judged(register, plain, every)] == ["T-2"]


@pytest.mark.parametrize(
    ("camera", "profiling", "severity"),
    [
        ("yes", "yes", "minor"),
        ("no", "yes", "blocker"),
        ("no", "no", "major"),
        (None, "no", "major"),
        (None, "yes", "blocker"),
        ("no", None, "blocker"),
        (None, None, "blocker"),
    ],
)
def test_the_first_grade_that_holds_counts_and_in_doubt_the_gravest(a_rule, a_register, camera, profiling, severity):
    rule = a_rule("activity.purposes == []", severity=SEVERITY)
    (finding,) = judged(a_register(ACT_1={"camera": camera, "profiling": profiling}), rule)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("seen", "silence", "decides"),
    [
        (date(2026, 5, 3), "true", Decides.line),
        (date(2026, 5, 2), "true", Decides.leader),
        (None, "true", Decides.leader),
        (date(2026, 5, 3), "false", Decides.leader),
        (date(2026, 5, 3), '"!has(activity.status)"', Decides.line),
        (date(2026, 5, 3), "activity.camera", Decides.leader),
    ],
)
def test_silence_waits_thirty_days_in_the_line(a_rule, a_register, seen, silence, decides):
    rule = a_rule("activity.purposes == []", decides="leader", theme="lawfulness", silence=silence)
    (finding,) = judged(a_register(ACT_1={}), rule, first_seen=lambda *_: seen)
    assert finding.decides is decides


def test_many_rules_are_asked_together_and_answer_as_alone(a_rule, a_register):
    conditions = ["activity.camera", "activity.profiling", "!has(activity.status)", "activity.purposes == []"] * 5
    rules = [a_rule(condition, code=f"T-{at}") for at, condition in enumerate(conditions)]
    register = a_register(ACT_1={"camera": "no", "profiling": "yes"}, ACT_2={"camera": "no", "status": "active"})
    together = judged(register, *rules)
    alone = [finding for rule in rules for finding in judged(register, rule)]
    assert {(each.rule, each.subject, each.result) for each in together} == {
        (each.rule, each.subject, each.result) for each in alone
    }
    assert len(together) == len(alone)
