import pytest

from compliance.memo.compose import compose
from compliance.memo.gate import MemoRefused, objection, objections, pass_gate
from compliance.model.decision import Goal, QuestionStatus
from tests.memo.books import a_decided, a_finding, a_memo, a_question, a_task, a_zero, an_option, judged


def stopped(*documents, findings=()):
    material = judged(*documents, findings=findings)
    return {(each.rule, each.record): each for each in objections(compose(material), material)}


def test_a_whole_memo_passes():
    material = judged(a_question(finding_ids=("F-000000000001",)), findings=[a_finding()])
    pass_gate(compose(material), material)


def test_without_a_zero_option_it_is_stopped():
    assert stopped(a_question(options=(an_option(),)))["MEMO-ZERO-001", "QUE-0001"].fields == ("options",)


def test_without_a_real_choice_it_is_stopped():
    assert ("MEMO-OPT-001", "QUE-0001") in stopped(a_question(options=(a_zero(),)))


def test_an_option_without_cost_is_named_with_its_field():
    lacking = a_question(options=(a_zero(), an_option(one_off_cost=None)))
    assert stopped(lacking)["MEMO-COST-001", "QUE-0001"].fields == ("options[1].one_off_cost",)


def test_owner_deadline_and_goal_are_named_field_by_field():
    lacking = a_question(owner_id=None, deadline=None, goal=Goal(indicator="Feil", target=0))
    held = stopped(lacking)["MEMO-OWN-001", "QUE-0001"]
    assert held.fields == ("owner_id", "deadline", "goal.baseline", "goal.due")
    settings = "--set owner_id=… --set deadline=… --set goal.baseline=… --set goal.due=…"
    assert held.command == f"compliance edit QUE-0001 {settings}"


def test_a_serious_fault_no_question_asks_about_stops_it_and_names_the_command():
    held = stopped(a_question(), findings=[a_finding()])
    assert [each.command for (rule, _), each in held.items() if rule == "MEMO-OPEN-001"] == [
        "compliance questions --save"
    ]


def test_what_is_said_of_a_memo_without_a_record_is_explained_and_not_edited():
    about_it = a_finding(rule="ACT-NONE-001", subject="MEM-NEW", path="", decides="line")
    composition = compose(judged(a_question()))
    assert objection(about_it, composition).command == "compliance explain ACT-NONE-001"


def test_a_question_that_asks_or_advises_nothing_stops_it():
    held = stopped(a_question(question="Rett det.", recommended_option=None))
    assert ("", "QUE-0001") in held


def test_a_memo_still_before_the_leader_is_answered_first():
    waiting = a_question(2, status=QuestionStatus.submitted, memo_id="MEM-0001")
    assert stopped(a_memo(), waiting)["", "MEM-0001"].command == "compliance decide MEM-0001"


def test_earlier_decisions_are_always_accounted_for_and_so_never_stop_it():
    assert not [rule for rule, _ in stopped(a_decided(), a_task()) if rule == "MEMO-PREV-001"]


def test_the_refusal_lists_every_objection_and_says_how_to_read_it_anyway():
    material = judged(a_question(owner_id=None), a_question(2, options=(an_option(),)))
    with pytest.raises(MemoRefused) as refused:
        pass_gate(compose(material), material)
    assert {each.record for each in refused.value.objections} == {"QUE-0001", "QUE-0002"}
    assert "QUE-0001 owner_id" in str(refused.value) and "--draft" in refused.value.advice
    assert refused.value.exit_code == 1
