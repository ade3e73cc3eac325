from datetime import date

from compliance.checks.engine import judge, seen_by
from compliance.checks.law import law_on
from compliance.checks.sight import finding_seen

DAY = date(2026, 6, 1)


def seen(rule, register):
    return [values for _, values in seen_by(register, rule, law_on(DAY, "NO"), DAY)]


def test_a_condition_sees_plain_data_and_nothing_more(a_rule, a_register):
    rule = a_rule(
        'legal_basis.art6 == "f" && purpose.task_as_authority && organisation.is_public_authority && activity.camera '
        "&& related.data_categories == [] && law.overdue_escalation_days > 1",
        judges="legal_basis",
    )
    register = a_register(
        ACT_1={"camera": "unknown", "purposes": [{"task_as_authority": "yes"}], "legal_bases": [{"art6": "e"}]}
    )
    assert seen(rule, register) == [
        {
            "today": "2026-06-01",
            "activity": {},
            "purpose": {"task_as_authority": True},
            "legal_basis": {"art6": "e"},
            "organisation": {"is_public_authority": True},
            "law": {"overdue_escalation_days": 90},
            "related": {"data_categories": []},
        }
    ]


def test_an_unknown_fact_or_join_is_left_out(a_rule, a_register):
    rule = a_rule("facts.days_overdue > 1 && related.owner.roles == []", judges="task")
    assert seen(rule, a_register(TASK_1={})) == [{"today": "2026-06-01", "related": {}, "facts": {}}]


def test_a_finding_is_seen_by_its_plain_words(a_rule, a_register):
    rule = a_rule("activity.purposes == []", decides="leader", theme="lawfulness")
    (finding,) = judge(a_register(ACT_1={}), [rule], law_on(DAY, "NO"), DAY)
    assert finding_seen(finding) == {
        "id": finding.id,
        "rule": "T-1",
        "subject": "ACT-1",
        "severity": "major",
        "result": "gap",
        "decides": "leader",
        "theme": "lawfulness",
        "silence": False,
        "binding": True,
    }
