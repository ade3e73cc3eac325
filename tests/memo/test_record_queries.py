"""The queries agree with the rules that judge the same thing, and never take the unknown for in order."""

from datetime import date

import pytest
from hypothesis import given, settings

from compliance.checks.finding import Result
from compliance.memo.counted import Sources
from compliance.memo.record_queries import deletion_done, dpia_carried_out, in_use, record_complete
from compliance.model.activity import (
    Activity,
    ActivityStatus,
    DataCategory,
    DisposalAction,
    RetentionRule,
    Screening,
    TriggerEvent,
)
from compliance.model.assessment import Dpia, DpiaStatus
from compliance.model.values import Answer
from tests.memo.books import Book, an_activity, judged, judged_by_the_rules
from tests.strategies import registers

RULES = {
    "30.1.a": {"ORG-CTRL-001"},
    "30.1.b": {"ROPA-PURP-001"},
    "30.1.c": {"ROPA-SUBJ-001"},
    "30.1.d": {"ROPA-RECP-001"},
    "30.1.f": {"RET-NONE-001"},
    "30.1.g": {"ROPA-TOM-001"},
}
NEEDED = {"DPIA-NEED-001", "DPIA-NEED-002", "DPIA-NEED-003"}


def parts(query, *documents):
    return [(each.record, each.place, each.part) for each in query(Sources(judged(*documents)))]


def only_of_transfers(finding):
    """The rule on recipients also asks what leaves the EEA, which is a point of its own (30.1.e)."""
    return finding.rule == "ROPA-RECP-001" and "recipients" not in finding.arguments.get("missing", ())


@settings(max_examples=40, deadline=None)
@given(registers(("organisation", "person", "activity", "control"), most=2))
def test_a_point_is_missing_or_unknown_exactly_where_the_rule_on_it_says_so(documents):
    material = judged_by_the_rules(Book(*documents))
    named = {Result.gap: "missing", Result.undetermined: "unknown"}
    ours = {activity.id for activity in in_use(material)}
    found = {
        (finding.subject, point): named[finding.result]
        for finding in material.findings for point, rules in RULES.items()
        if finding.rule in rules and finding.subject in ours and not only_of_transfers(finding)
    }  # fmt: skip
    counted = {(each.record, each.place): each.part for each in record_complete(Sources(material))}
    assert {key: part for key, part in counted.items() if part != "in_order" and key[1] in RULES} == found


@settings(max_examples=40, deadline=None)
@given(registers(("organisation", "person", "activity", "dpia"), most=2))
def test_every_assessment_the_rules_miss_is_missing_in_the_figure(documents):
    material = judged_by_the_rules(Book(*documents))
    counted = {each.record: each.part for each in dpia_carried_out(Sources(material))}
    for finding in material.findings:
        if finding.rule in NEEDED and finding.result is Result.gap:
            assert counted[finding.subject] == "missing"


def test_where_no_data_leave_the_eea_the_point_does_not_apply_and_silence_is_unknown():
    assert not [part for _, place, part in parts(record_complete, an_activity(no_transfers_declared=Answer.yes))
                if place == "30.1.e"]  # fmt: skip
    assert ("ACT-0001", "30.1.e", "unknown") in parts(record_complete, an_activity())


def test_nobody_asked_about_danger_is_unknown_and_asked_without_danger_is_outside():
    calm = Screening(**{sign: Answer.no for sign in Screening.model_fields if sign != "reason"})
    assert parts(dpia_carried_out, an_activity()) == [("ACT-0001", "", "unknown")]
    assert parts(dpia_carried_out, an_activity(screening=calm)) == []
    grave = calm.model_copy(update={"sensitive": Answer.yes, "large_scale": Answer.yes})
    needs = an_activity(screening=grave)
    assert parts(dpia_carried_out, needs) == [("ACT-0001", "", "missing")]
    done = Dpia(id="DPIA-1", name="Vurdering", activity_ids=("ACT-0001",), status=DpiaStatus.completed)
    assert parts(dpia_carried_out, needs, done) == [("ACT-0001", "", "in_order")]
    assert parts(dpia_carried_out, needs.model_copy(update={"dpia_refusal_reason": "Liten fare."})) == []


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ({"last_disposal_run": date(2026, 10, 1), "disposal_interval": "P1Y"}, "in_order"),
        ({"last_disposal_run": date(2025, 10, 1), "disposal_interval": "P1Y"}, "not_done"),
        ({"last_disposal_run": date(2026, 10, 1)}, "unknown"),
        ({"oldest_event_on": date(2015, 1, 1)}, "not_done"),
        ({"oldest_event_on": date(2026, 1, 1)}, "nothing_due"),
        ({"trigger_event": TriggerEvent.other}, "unknown"),
        ({"disposal_action": DisposalAction.restrict}, None),
    ],
)
def test_deletion_is_done_where_the_last_run_is_new_enough(rule, part):
    made = RetentionRule(**{"period": "P5Y", "disposal_action": DisposalAction.delete, **rule})
    activity: Activity = an_activity(data_categories=(DataCategory(id="d1", name="Navn"),), retention_rules=(made,))
    assert [each for _, _, each in parts(deletion_done, activity)] == ([part] if part else [])
    assert parts(deletion_done, activity.model_copy(update={"status": ActivityStatus.planned})) == []
