from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.loading import MalformedChecklist

DAY = date(2026, 6, 1)
LAW = law_on(DAY, "NO")


def judged(register, *rules, **more):
    return judge(register, rules, LAW, DAY, **more)


def test_a_cause_hides_what_only_follows_from_it(rulebook, sound):
    register = sound.patched({"ACT-1": {"legal_bases": {"0": {"art6": None}}}})
    findings = judge(register, rulebook, LAW, sound.as_of)
    assert [(each.rule, each.also) for each in findings] == [("TEST-LEGAL-001", ("TEST-LEGAL-002",))]


def test_a_cause_hides_nothing_beside_it(a_rule, a_register):
    cause = a_rule("!has(purpose.text)", judges="purpose", also="[T-2]")
    follower = a_rule("!has(legal_basis.art6)", judges="legal_basis", code="T-2")
    body = {
        "purposes": [{"id": "P1"}, {"id": "P2", "text": "Noe"}],
        "legal_bases": [{"purpose_id": "P1"}, {"purpose_id": "P2"}, {}],
    }
    found = judged(a_register(ACT_1=body), cause, follower)
    assert [(each.rule, each.path) for each in found] == [
        ("T-1", "purposes[0]"),
        ("T-2", "legal_bases[1]"),
        ("T-2", "legal_bases[2]"),
    ]


def test_a_cause_takes_along_only_when_it_says_so_and_it_is_known(a_rule, a_register):
    cause = a_rule("activity.purposes == []", also="[T-2]", also_when="activity.camera")
    follower = a_rule("activity.legal_bases == []", code="T-2")
    register = a_register(ACT_1={"camera": "yes"}, ACT_2={"camera": "no"}, ACT_3={})
    found = {(each.subject, each.rule): each.also for each in judged(register, cause, follower)}
    assert found == {
        ("ACT-1", "T-1"): ("T-2",),
        ("ACT-2", "T-1"): (),
        ("ACT-2", "T-2"): (),
        ("ACT-3", "T-1"): (),
        ("ACT-3", "T-2"): (),
    }


def test_a_rule_that_takes_nothing_along_cannot_say_when(a_rule):
    with pytest.raises(MalformedChecklist, match="also_when"):
        a_rule("activity.purposes == []", also_when="activity.camera")


def test_an_open_question_does_not_hide_a_gap(a_rule, a_register):
    cause = a_rule("activity.camera", also="[T-2, T-3]")
    gap = a_rule("activity.purposes == []", code="T-2")
    doubt = a_rule("activity.profiling", code="T-3")
    assert [(each.rule, each.also) for each in judged(a_register(ACT_1={}), cause, gap, doubt)] == [
        ("T-2", ()),
        ("T-1", ("T-3",)),
    ]
