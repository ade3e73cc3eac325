import json
from datetime import date

import pytest

from compliance.checks.finding import Area, Decides, Result, Severity
from compliance.memo.compose import NO_MEMO, compose
from compliance.memo.composed import Box, memo_bytes, read_memo_bytes
from compliance.model.assurance import Acceptance, Assessment, Perspective, Risk
from compliance.model.decision import Choice, Figure, MemoState, QuestionStatus, Theme
from compliance.model.organisation import RiskLevel
from compliance.model.supply import Engagement
from compliance.model.values import LegalRef
from tests.memo.books import (
    AS_OF,
    a_decided,
    a_finding,
    a_memo,
    a_question,
    a_task,
    a_zero,
    an_activity,
    an_option,
    judged,
)


def composed(*documents, findings=(), **more):
    return compose(judged(*documents, findings=findings), **more).memo


def said(stated):
    return tuple(each.text for each in stated)


def test_the_same_register_gives_the_same_bytes_and_they_read_back_as_the_same_memo():
    documents, findings = (a_question(finding_ids=("F-000000000001",)), an_activity(), a_decided(2)), [a_finding()]
    one, other = (composed(*documents, findings=findings) for _ in range(2))
    assert memo_bytes(one) == memo_bytes(other)
    assert read_memo_bytes(memo_bytes(one)) == one
    assert json.loads(memo_bytes(one))["kind"] == "decision-memo"


def test_open_questions_stand_in_it_gravest_first_and_decided_ones_do_not():
    lesser, graver = a_question(1), a_question(2, finding_ids=("F-000000000001",))
    memo = composed(
        lesser, graver, a_decided(3), a_question(4, status=QuestionStatus.withdrawn), findings=[a_finding()]
    )
    assert [question.id for question in memo.questions] == ["QUE-0002", "QUE-0001"]
    assert [question.number for question in memo.questions] == [1, 2]


def test_the_memo_record_decides_which_open_questions_in_which_order_each_once():
    named = ("QUE-0002", "QUE-0004", "QUE-0001", "QUE-0002")
    record = a_memo(2, state=MemoState.draft, question_ids=named)
    memo = composed(record, a_decided(4), *(a_question(n) for n in (1, 2, 3)))
    assert [question.id for question in memo.questions] == ["QUE-0002", "QUE-0001"]


def test_six_questions_are_cut_to_five():
    assert len(composed(*(a_question(n) for n in range(1, 7))).questions) == 5


def test_costs_are_compared_over_four_years_from_the_first_one_named():
    question = composed(a_question()).questions[0]
    fix = question.recommended
    assert [(cost.year, cost.amount) for cost in fix.yearly] == [(2027, 150), (2028, 0), (2029, 0), (2030, 0)]
    assert fix.total == 150 and question.options[0].total == 0


def test_an_unlawful_option_has_no_box_and_then_the_question_cannot_be_rejected():
    memo = composed(a_question(finding_ids=("F-000000000001",)), an_activity(), findings=[a_finding()])
    (question,) = memo.questions
    zero, fix = question.options
    assert zero.unlawful_because == ("ROPA-LEGAL-002",) and zero.box is None
    assert fix.box.name == "QUE-0001.recommended" and fix.box.option_id == "fix"
    assert [box.choice for box in question.boxes] == ["postpone"]


def test_to_choose_a_lawful_zero_option_is_to_reject_so_that_one_answer_has_one_place():
    (question,) = composed(a_question()).questions
    assert question.options[0].box == Box(name="QUE-0001.reject", choice=Choice.reject)
    assert [box.choice for box in question.boxes] == ["postpone"]


def test_a_question_without_a_zero_option_or_that_recommends_it_can_still_be_rejected():
    advised = composed(a_question(recommended_option="zero")).questions[0]
    assert advised.options[0].box.choice == "recommended"
    assert [box.choice for box in advised.boxes] == ["postpone", "reject"]
    only = a_question().model_copy(update={"options": a_question().options[1:]})
    assert [box.choice for box in composed(only).questions[0].boxes] == ["postpone", "reject"]


def test_what_happens_if_nothing_is_done_is_told_from_the_register_of_the_day():
    agreement = Engagement(id="ENG-0001", name="Nordlys", activity_ids=("ACT-0001",), dpa_valid_to=date(2026, 12, 15))
    memo = composed(a_question(finding_ids=("F-000000000001",)), an_activity(), agreement, findings=[a_finding()])
    happens = memo.questions[0].options[0].happens
    assert said(happens) == (
        "Én feil som må rettes, blir liggende.",
        "Avtalen «Nordlys» løper ut 15. desember 2026.",
    )
    assert [each.rests_on for each in happens] == [("F-000000000001",), ("ENG-0001",)]
    assert memo.questions[0].options[1].happens == ()
    assert memo.in_short.if_nothing[0].text == "Gjør vi ingenting, blir én feil som må rettes, liggende."
    assert "Det bryter loven å la spørsmål 1 ligge." in said(memo.in_short.if_nothing)


def test_findings_mended_since_the_question_was_written_are_told_apart():
    (question,) = composed(a_question(finding_ids=("F-gone", "F-000000000001")), findings=[a_finding()]).questions
    assert question.finding_ids == ("F-000000000001",) and question.mended_finding_ids == ("F-gone",)


def test_what_is_missing_is_said_in_words():
    bare = a_question(owner_id=None, goal=None, options=(a_zero(), an_option(one_off_cost=None)))
    missing = composed(bare, draft=True).questions[0].missing
    assert "kostnad for «Rette det»" in missing and "hvem som gjennomfører" in missing


def test_every_finding_stands_in_exactly_one_heap():
    found = [
        a_finding(1), a_finding(2), a_finding(3), a_finding(4, decides=Decides.line),
        a_finding(5, theme=Theme.late_work, rule="ACT-LATE-002"),
    ]  # fmt: skip
    memo = composed(
        a_question(1, finding_ids=("F-000000000001",)),
        a_decided(2, finding_ids=("F-000000000002",), deadline=date(2027, 1, 1)),
        findings=found,
    )
    counts = memo.counts
    assert (counts.asked, counts.decided, counts.waiting, counts.line, counts.tables) == (1, 1, 1, 1, 1)
    assert sum(len(group.finding_ids) for group in memo.findings) == counts.total == 5


def test_findings_that_say_the_same_stand_together():
    memo = composed(findings=[a_finding(n, decides=Decides.line) for n in range(1, 5)])
    (group,) = memo.findings
    assert [subject.id for subject in group.subjects] == ["ACT-0001", "ACT-0002", "ACT-0003", "ACT-0004"]


def test_findings_that_ask_for_different_things_to_be_done_do_not_stand_together():
    memo = composed(findings=[a_finding(n, decides=Decides.line, remedy=f"Rett {n % 2}.") for n in range(1, 5)])
    assert [(group.remedy, len(group.subjects)) for group in memo.findings] == [("Rett 1.", 2), ("Rett 0.", 2)]


def test_the_line_is_told_in_counts_per_unit_that_add_up():
    found = [a_finding(1, decides=Decides.line), a_finding(2, decides=Decides.line, severity=Severity.minor)]
    memo = composed(an_activity(1), an_activity(2, unit="Helse"), a_task(), findings=found)
    assert sum(unit.total for unit in memo.units) == memo.counts.line == 2
    by_unit = {unit.unit: unit for unit in memo.units}
    assert by_unit["Oppvekst"].blockers == 1 and by_unit["Helse"].minors == 1
    assert by_unit["IT"].open_tasks == 1 and by_unit["IT"].late_tasks == 1


@pytest.mark.parametrize(
    ("findings", "mark", "word"),
    [
        ([a_finding()], "stop", "Må rettes"),
        ([a_finding(silence=True)], "stop", "Ikke dokumentert"),
        ([a_finding(severity=Severity.major)], "lacking", "Mangler"),
        ([a_finding(severity=Severity.minor)], "fine", "I orden"),
        ([a_finding(result=Result.undetermined, severity=Severity.major)], "unknown", "Ukjent"),
        ([], "none", "Ingen registrert"),
    ],
)
def test_an_area_is_never_better_than_its_worst_finding(findings, mark, word):
    area = next(area for area in composed(findings=findings).areas if area.id == "law")
    assert (area.mark, area.word) == (mark, word)


def test_an_area_with_something_registered_and_no_finding_is_in_order():
    area = next(area for area in composed(an_activity()).areas if area.id == "law")
    assert (area.mark, area.word, area.in_order) == ("fine", "I orden", "1 av 1")


def test_an_empty_register_is_never_called_in_order():
    memo = composed()
    assert {area.mark for area in memo.areas if area.figure_id} == {"none"}
    assert said(memo.in_short.at_stake) == (
        "Registeret har ingen behandlinger i bruk. Da kan reglene ikke si om noe er i orden.",
    )
    assert memo.in_short.figures == ()


def test_a_leader_is_told_how_many_faults_with_the_line_cannot_stand():
    rest = composed(an_activity(), findings=[a_finding(n, decides=Decides.line) for n in (1, 2)]).in_short.the_rest
    assert rest.rests_on == ("findings.heaps", "F-000000000001", "F-000000000002")
    assert rest.text == "Lederne i linjen tar seg av to funn uten vedtak fra deg. To av dem må rettes."


def test_a_marking_nobody_confirmed_is_listed_for_the_lawyer():
    marked = (LegalRef(instrument="offentleglova", provision="§ 14"),)
    memo = composed(a_memo(2, state=MemoState.draft, access_marking=marked))
    assert "offentleglova § 14" in memo.method.unverified


def test_an_area_no_rule_judges_is_not_in_order_but_not_judged():
    area = next(area for area in compose(judged(rules=_no_rules())).memo.areas if area.id == "law")
    assert (area.mark, area.word) == ("none", "Ikke vurdert")


def _no_rules():
    from compliance.checks.rulebook import Rulebook

    return Rulebook((), "0" * 64)


def test_areas_are_compared_with_the_last_memo_by_what_cannot_stand_first():
    def before(blockers, majors):
        counted = {"blocker": blockers, "major": majors, "minor": 0, "unknown": 0}
        return a_memo(figures=tuple(Figure(id=f"findings.law.{part}", value=n) for part, n in counted.items()))

    def change(memo):
        found = composed(memo, findings=[a_finding(1), a_finding(2, severity=Severity.major)]).areas
        return next(area.change for area in found if area.id == "law")

    assert change(before(1, 1)) == "Uendret"
    assert change(before(3, 0)) == "Bedre: 2 færre å rette"
    assert change(before(0, 9)) == "Verre: 1 flere å rette"
    assert change(before(1, 4)) == "Bedre: 3 færre"
    assert change(a_memo()) == "Første måling"


def test_key_figures_show_what_they_were_last_time():
    last = a_memo(figures=(Figure(id="lawful_basis", value=49, numerator=49, denominator=68),))
    first = composed(an_activity(), last).in_short.figures[0]
    assert (first.shown, first.before) == ("1 av 1", "Sist (30. april 2026): 49 av 68.")
    assert composed(an_activity()).in_short.figures[0].before is None


def test_what_is_at_stake_is_at_most_three_sentences_gravest_first():
    found = composed(an_activity(1), an_activity(2, legal_bases=()), findings=[a_finding()]).in_short.at_stake
    assert {each.rests_on for each in found} == {("lawful_basis",), ("information_given",)}
    found = said(found)
    assert found[0] == "For ett formål har kommunen ikke et lovlig grunnlag som holder."
    assert found[1].startswith("For ett formål kan kommunen ikke vise") and len(found) <= 3


def test_risks_above_the_limit_are_listed_unless_accepted_and_some_cannot_be():
    def risk(number, **changed):
        given = {"residual": Assessment(likelihood=3, consequence=5), "acceptable_level": RiskLevel.moderate}
        return Risk(**{"id": f"RISK-{number:04}", "name": "Stans", **given, **changed})

    accepted = risk(2, acceptance=Acceptance(by="PER-1", on=date(2026, 5, 1), valid_to=date(2027, 5, 1)))
    people = risk(3, perspective=Perspective.data_subject)
    memo = composed(risk(1), accepted, people, a_question(risk_ids=("RISK-0003",)))
    assert [(row.id, row.may_be_accepted, row.question) for row in memo.risks] == [
        ("RISK-0001", True, None), ("RISK-0003", False, 1),
    ]  # fmt: skip


def test_late_and_often_moved_tasks_go_back_to_the_leader():
    ninety_one, twice, fresh = (
        a_task(1, due=date(2026, 8, 21)),
        a_task(2, due=date(2027, 1, 1), postponements=2),
        a_task(3),
    )
    assert [task.id for task in composed(ninety_one, twice, fresh).late_tasks] == ["TASK-0001", "TASK-0002"]


def test_the_head_says_who_asks_whom_and_from_which_state():
    marked = (LegalRef(instrument="offentleglova", provision="§ 14"),)
    memo = composed(a_memo(2, state=MemoState.draft, case_no="26/01482", access_marking=marked), prepared_by="PER-2")
    assert (memo.head.case_no, memo.head.access_marking) == ("26/01482", ("offentleglova § 14",))
    assert memo.head.prepared_by.name == "IT-sjef" and memo.head.addressed_to.name == "Kommunedirektøren"
    assert (memo.head.entry, memo.head.head[:4], memo.head.as_of) == (7, "7f3a", AS_OF)


def test_the_record_that_presenting_writes_holds_what_composing_found():
    material = judged(a_question(finding_ids=("F-000000000001",)), a_decided(2), findings=[a_finding()])
    made = compose(material)
    assert made.document.id == NO_MEMO and made.document.question_ids == ("QUE-0001",)
    assert made.document.earlier_question_ids == ("QUE-0002",) and made.document.finding_ids == ("F-000000000001",)
    assert {"lawful_basis", "findings.law.blocker"} <= {figure.id for figure in made.document.figures}


def test_a_memo_that_names_weak_systems_says_so():
    from compliance.model.supply import System

    weak = a_finding(subject="SYS-0001", area=Area.security, rule="SEC-MFA-001", theme=Theme.security)
    assert composed(System(id="SYS-0001", name="Journal"), findings=[weak]).head.shows_vulnerabilities
    assert not composed(findings=[a_finding()]).head.shows_vulnerabilities


def test_every_sentence_of_the_data_names_what_it_rests_on_and_all_of_it_is_there():
    documents = (
        a_memo(), a_question(finding_ids=("F-000000000001",), risk_ids=("RISK-0001",)), a_decided(2), a_task(),
        an_activity(1), an_activity(2), Engagement(id="ENG-0001", name="N", dpa_valid_to=date(2026, 12, 15)),
        Risk(id="RISK-0001", name="Stans", acceptance=Acceptance(valid_to=date(2026, 12, 1))),
    )  # fmt: skip
    material = judged(*documents, findings=[a_finding(1), a_finding(2, decides=Decides.line)])
    memo = compose(material).memo
    known = {each.id for each in (*material.findings, *memo.figures)} | set(material.view.held)
    sentences = list(_stated(json.loads(memo_bytes(memo))))
    assert len(sentences) > 20
    for sentence in sentences:
        assert sentence["rests_on"] and set(sentence["rests_on"]) <= known, sentence
    assert any("Godkjenningen av risikoen «Stans»" in each.get("text", "") for each in sentences)


def _stated(value):
    """Every value of the data that says what it rests on."""
    if isinstance(value, dict):
        if "rests_on" in value:
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _stated(inner)
