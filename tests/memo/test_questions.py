from compliance.checks.finding import Decides, Result, Severity
from compliance.memo.questions import candidates, drafts, marked
from compliance.model.decision import Choice, QuestionStatus, Theme
from tests.memo.books import a_decided, a_finding, a_question, a_zero, an_activity, an_option, date, judged


def drafted(*documents, findings=(), **more):
    return drafts(judged(*documents, findings=findings), **more)


def storm(n, **changed):
    return [a_finding(number, **changed) for number in range(1, n + 1)]


def test_a_storm_of_findings_becomes_one_question_with_a_count():
    found = drafted(*[an_activity(n) for n in range(1, 15)], findings=storm(14))
    (one,) = found.questions
    assert one.new and len(one.question.finding_ids) == 14
    assert (
        one.question.question == "Skal vi bytte grunnlag for 14 offentlige oppgaver som bygger på kommunens egen nytte?"
    )
    assert "14 steder" in one.question.background and "10 500 personer" in one.question.background.replace("\xa0", " ")


def test_one_fault_is_asked_about_in_the_singular():
    (one,) = drafted(an_activity(), findings=storm(1)).questions
    assert (
        one.question.question == "Skal vi bytte grunnlag for en offentlig oppgave som bygger på kommunens egen nytte?"
    )
    assert "Behandling 1" in one.question.background and "1. januar 2020" in one.question.background


def test_activities_without_a_basis_are_counted_once_however_many_purposes_lack_one():
    found = [a_finding(n, rule="ROPA-LEGAL-001", subject="ACT-0001", silence=True) for n in (1, 2)]
    found.append(a_finding(3, rule="ROPA-LEGAL-001", subject="ACT-0002", silence=True))
    (one,) = drafted(an_activity(1), an_activity(2), findings=found).questions
    assert one.question.name == "To behandlinger uten nedskrevet grunnlag"
    assert one.question.goal.baseline == 2 and len(one.question.finding_ids) == 3


def test_faults_of_several_rules_are_asked_about_in_the_words_of_their_theme():
    found = [a_finding(1), a_finding(2, rule="ROPA-LEGAL-012", statement="Vi fant ingen lov.")]
    (one,) = drafted(an_activity(1), an_activity(2), findings=found).questions
    assert one.question.question.startswith("Skal vi rette eller stanse to måter")


def test_every_theme_has_its_own_question():
    found = [a_finding(n, theme=theme, rule=f"X-{n}") for n, theme in enumerate(list(Theme)[:5], start=1)]
    assert [each.question.theme for each in drafted(findings=found).questions] == list(Theme)[:5]


def test_a_draft_has_one_zero_option_one_remedy_and_leaves_the_officers_fields_empty():
    (one,) = drafted(an_activity(), findings=storm(1)).questions
    zero, remedy = one.question.options
    assert zero.is_zero_option and zero.one_off_cost == 0 and zero.unlawful_because == ("ROPA-LEGAL-002",)
    assert not remedy.is_zero_option and remedy.one_off_cost is None and remedy.effects == ()
    assert one.question.recommended_option == remedy.id
    assert one.question.owner_id is None and one.question.deadline is None and one.question.goal.due is None
    assert one.question.status is QuestionStatus.draft


def test_silence_is_not_called_unlawful():
    (one,) = drafted(an_activity(), findings=storm(1, rule="ROPA-LEGAL-001", silence=True)).questions
    assert one.question.options[0].unlawful_because == ()


def test_what_the_line_mends_what_is_minor_and_what_cannot_be_told_is_never_asked():
    found = [
        a_finding(1, decides=Decides.line), a_finding(2, severity=Severity.minor),
        a_finding(3, result=Result.undetermined), a_finding(4, theme=Theme.late_work),
    ]  # fmt: skip
    assert drafted(findings=found).questions == ()


def test_a_prepared_question_takes_the_findings_of_the_rules_its_options_would_break():
    prepared = a_question(options=(a_zero(unlawful_because=("ROPA-LEGAL-002",)), an_option()))
    (one,) = drafted(prepared, findings=storm(3)).questions
    assert not one.new and one.added == tuple(f"F-{n:012x}" for n in (1, 2, 3))
    assert one.question.question == prepared.question and not one.marked


def test_a_prepared_question_keeps_its_findings_and_gets_more_on_the_same_record():
    prepared = a_question(finding_ids=("F-000000000001",))
    other = a_finding(2, rule="ROPA-LEGAL-012", subject="ACT-0001")
    (one,) = drafted(prepared, findings=[a_finding(1), other]).questions
    assert one.question.finding_ids == ("F-000000000001", "F-000000000002")


def test_a_prepared_question_about_nothing_in_particular_takes_its_whole_theme():
    (one,) = drafted(a_question(), findings=storm(2)).questions
    assert not one.new and len(one.added) == 2 and one.marked
    assert one.question.options[0].unlawful_because == ("ROPA-LEGAL-002",)


def test_another_matter_of_the_same_theme_gets_a_question_of_its_own():
    prepared = a_question(options=(a_zero(unlawful_because=("CONS-IMBAL-001",)), an_option()))
    found = drafted(prepared, findings=storm(1)).questions
    assert [each.new for each in found] == [False, True]


def test_more_than_five_are_never_asked_and_what_waits_is_named():
    prepared = [
        a_question(n, theme=theme, finding_ids=(f"F-9{n}",)) for n, theme in enumerate((Theme.security,) * 4, 1)
    ]
    lawfulness, suppliers = a_finding(1), a_finding(2, theme=Theme.suppliers, rule="X-1", severity=Severity.major)
    found = drafted(*prepared, an_activity(1), findings=[lawfulness, suppliers])
    assert len(found.questions) == 5
    assert [finding.id for finding in found.waiting] == [suppliers.id]


def test_a_theme_that_is_asked_about_already_gives_way_to_one_that_is_not():
    prepared = [a_question(n, theme=Theme.security, finding_ids=(f"F-9{n}",)) for n in range(1, 4)]
    asked_about = a_question(4, theme=Theme.lawfulness, finding_ids=("F-94",))
    new = storm(2, theme=Theme.people_risk, rule="X-1", severity=Severity.major)
    more = [a_finding(n, rule="X-2") for n in range(5, 9)]
    found = drafted(*prepared, asked_about, *map(an_activity, range(1, 9)), findings=[*new, *more])
    assert found.questions[-1].question.theme is Theme.people_risk
    assert set(found.questions[3].added) == {finding.id for finding in more} and found.waiting == ()


def test_without_room_a_blocker_goes_into_a_prepared_question_of_its_theme():
    prepared = [a_question(n, finding_ids=(f"F-9{n}",)) for n in range(1, 6)]
    found = drafted(*prepared, findings=[a_finding(1), a_finding(2, severity=Severity.major, rule="ROPA-LEGAL-004")])
    assert len(found.questions) == 5 and found.questions[0].added == ("F-000000000001",)
    assert [finding.id for finding in found.waiting] == ["F-000000000002"]


def test_what_an_earlier_decision_mends_in_time_is_not_asked_again():
    in_time = a_decided(finding_ids=("F-000000000001",), deadline=date(2027, 3, 1))
    assert drafted(in_time, findings=storm(1)).questions == ()
    too_late = a_decided(finding_ids=("F-000000000001",), deadline=date(2026, 3, 1))
    assert len(drafted(too_late, findings=storm(1)).questions) == 1
    rejected = a_decided(choice=Choice.reject, finding_ids=("F-000000000001",), deadline=date(2027, 3, 1))
    assert len(drafted(rejected, findings=storm(1)).questions) == 1


def test_a_question_before_the_leader_is_neither_changed_nor_asked_twice():
    before = a_question(status=QuestionStatus.submitted, memo_id="MEM-0001", finding_ids=("F-000000000001",))
    assert drafted(before, findings=storm(1)).questions == ()


def test_only_what_is_new_or_changed_is_written():
    prepared = a_question(1, finding_ids=("F-000000000001",), options=(a_zero(unlawful_because=("ROPA-LEGAL-002",)),))
    settled = drafted(prepared, findings=storm(1))
    assert candidates(settled) == ()
    grown = candidates(drafted(prepared, findings=storm(2)))
    assert [(each.id, set(each.fields)) for each in grown] == [("QUE-0001", {"finding_ids"})]
    (new,) = candidates(drafted(findings=storm(1)))
    assert new.id is None and new.fields["theme"] == "lawfulness" and "id" not in new.fields


def test_only_the_zero_option_is_marked_unlawful():
    other = an_option()
    assert marked(other, storm(1)) is other
