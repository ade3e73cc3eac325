from datetime import date

import pytest

from compliance.checks.engine import DefectiveRule, judge, judge_memo, verdicts
from compliance.checks.finding import Decides, Result, Severity
from compliance.checks.law import law_on
from compliance.checks.reading import Overlay
from compliance.language.catalogues import Texts
from compliance.language.po import Catalogue
from compliance.model.decision import Memo, Question, Theme

DAY = date(2026, 6, 1)
LAW = law_on(DAY, "NO")


def judged(register, *rules, **more):
    return judge(register, rules, LAW, DAY, **more)


def results(register, rule, subject="ACT-1"):
    return [(verdict.subject.path, verdict.result) for verdict in verdicts(register, [rule], LAW, DAY, subject)]


def test_a_gap_becomes_a_finding_with_everything_a_person_needs(a_rule, a_register):
    rule = a_rule("activity.purposes == []", severity="blocker", decides="leader", theme="lawfulness")
    (finding,) = judged(a_register(ACT_1={}), rule)
    assert (finding.rule, finding.subject, finding.subject_name, finding.path) == ("T-1", "ACT-1", "Navn ACT-1", "")
    assert (finding.result, finding.severity, finding.decides) == (Result.gap, Severity.blocker, Decides.leader)
    assert (finding.statement, finding.remedy, finding.theme) == ("Noe mangler.", "Gjør noe.", Theme.lawfulness)
    assert [str(citation) for citation in finding.citations] == ["GDPR 6(1)"]


def test_what_cannot_be_told_is_softer_for_the_line_and_says_so(a_rule, a_register):
    rule = a_rule("activity.profiling", severity="blocker", decides="leader", theme="lawfulness")
    (finding,) = judged(a_register(ACT_1={"profiling": "unknown"}), rule)
    assert (finding.result, finding.severity, finding.decides) == (Result.undetermined, Severity.major, Decides.line)
    assert finding.statement == "Ikke avklart: Noe mangler."
    assert finding.missing == "profiling"


def test_a_rule_may_have_its_own_words_for_what_cannot_be_told(a_rule, a_register):
    rule = a_rule("activity.profiling", undetermined="Vi vet ikke om noe mangler.")
    assert judged(a_register(ACT_1={}), rule)[0].statement == "Vi vet ikke om noe mangler."


def test_what_is_met_makes_no_finding(a_rule, a_register):
    assert judged(a_register(ACT_1={"profiling": "no"}), a_rule("activity.profiling")) == ()


def test_a_rule_over_an_empty_list_does_not_apply(a_rule, a_register):
    assert results(a_register(ACT_1={}), a_rule("!has(transfer.country)", judges="transfer")) == []


def test_an_activity_without_purposes_is_judged_as_one_of_which_nothing_is_said(a_rule, a_register):
    rule = a_rule("!has(purpose.text)", judges="purpose")
    assert results(a_register(ACT_1={}), rule) == [("", Result.gap)]
    assert results(a_register(ACT_1={"purposes": [{}]}), rule) == [("purposes[0]", Result.gap)]


def test_each_value_in_a_list_is_judged_by_itself(a_rule, a_register):
    register = a_register(ACT_1={"legal_bases": [{"art6": "e"}, {}, {"art6": "f"}]})
    rule = a_rule('legal_basis.art6 == "f"', judges="legal_basis")
    assert results(register, rule) == [
        ("legal_bases[0]", Result.met),
        ("legal_bases[1]", Result.undetermined),
        ("legal_bases[2]", Result.gap),
    ]
    assert [finding.path for finding in judged(register, rule)] == ["legal_bases[2]", "legal_bases[1]"]


def test_retired_documents_are_not_judged(a_rule, a_register):
    assert judged(a_register(ACT_1={"retired": {"reason": "x"}}), a_rule("activity.purposes == []")) == ()


def test_one_document_can_be_judged_alone(a_rule, a_register):
    register = a_register(ACT_1={}, ACT_2={})
    assert [each.subject for each in judged(register, a_rule("activity.purposes == []"), subject="ACT-2")] == ["ACT-2"]


def test_arguments_fill_the_words_and_unknown_ones_say_so(a_rule, a_register):
    rule = a_rule(
        "activity.purposes == []",
        shows="{ids: activity.system_ids, camera: activity.camera, when: activity.started_on}",
        undetermined="Ukjent.",
    )
    text = rule.said.model_copy(update={"statement": "{ids}; {camera}; {when}."})
    rule = type(rule)(**{name: getattr(rule, name) for name in rule.__dataclass_fields__} | {"said": text})
    register = a_register(SYS_1={}, SYS_2={}, ACT_1={"system_ids": ["SYS-1", "SYS-2"], "camera": "yes"})
    (finding,) = judged(register, rule)
    assert finding.arguments == {"ids": ["SYS-1", "SYS-2"], "camera": True, "when": None}
    assert finding.statement == "SYS-1, SYS-2; ja; ukjent."


def test_texts_are_translated_before_they_are_filled(a_rule, a_register):
    danish = Catalogue(
        {"T-1.statement\x04Noe mangler.": ("Noget mangler.",), "T-1.remedy\x04Gjør noe.": ("Gør noget.",)}
    )
    texts = Texts("da", danish)
    (finding,) = judged(a_register(ACT_1={}), a_rule("activity.purposes == []"), texts=texts)
    assert (finding.statement, finding.remedy) == ("Noget mangler.", "Gør noget.")


def test_first_seen_is_asked_of_the_finding_and_its_document(a_rule, a_register):
    asked = []
    rule = a_rule("activity.purposes == []", decides="leader", theme="lawfulness", silence="true")
    (finding,) = judged(a_register(ACT_1={}), rule, first_seen=lambda *given: asked.append(given))
    assert asked == [(finding.id, "ACT-1")]


def test_a_finding_keeps_its_identity_when_values_with_ids_move(a_rule, a_register):
    rule = a_rule("!has(purpose.text)", judges="purpose")
    one = judged(a_register(ACT_1={"purposes": [{"id": "P1", "text": "x"}, {"id": "P2"}]}), rule)
    other = judged(a_register(ACT_1={"purposes": [{"id": "P2"}, {"id": "P1", "text": "x"}]}), rule)
    assert [each.id for each in one] == [each.id for each in other]
    assert [each.path for each in one] != [each.path for each in other]


def test_the_controller_of_an_activity_is_the_organisation_a_condition_sees(a_rule, a_register):
    register = a_register(
        ORG_1={"kind": "municipality", "country": "SE"},
        ORG_2={"kind": "board", "parent_id": "ORG-1", "inhabitants": 7},
        ORG_3={"kind": "private", "inhabitants": 7},
        ACT_1={"controller_ids": ["ORG-3", "ORG-2"]},
        ACT_2={"controller_ids": ["ORG-3"]},
        ACT_3={},
    )
    rule = a_rule("organisation.inhabitants == 7")
    assert [(each.subject, each.result) for each in judged(register, rule)] == [
        ("ACT-1", Result.gap),
        ("ACT-2", Result.undetermined),
        ("ACT-3", Result.undetermined),
    ]


def test_only_our_own_organisations_are_judged(a_rule, a_register):
    register = a_register(ORG_1={}, ORG_2={"parent_id": "ORG-1"}, ORG_3={}, ORG_4={"parent_id": "ORG-2"})
    rule = a_rule("!has(organisation.dpo_person_id)", judges="organisation")
    assert [each.subject for each in judged(register, rule)] == ["ORG-1", "ORG-2", "ORG-4"]


def test_an_act_of_law_is_judged_once_however_many_name_it(a_rule, a_register):
    law = {"jurisdiction": "NO", "instrument": "opplæringslova"}
    register = a_register(
        ACT_1={"legal_bases": [{"supplementary_basis": [{**law, "provision": "§ 1"}, {**law, "provision": "§ 2"}]}]},
        ACT_2={
            "legal_bases": [{"supplementary_basis": [{**law, "provision": "§ 1"}]}],
            "art22_law": [{"instrument": "X"}],
        },
    )
    rule = a_rule(
        "act_of_law.references.exists(r, !has(r.checked_on))", judges="act_of_law", shows="{used: act_of_law.used_by}"
    )
    found = judged(register, rule)
    assert [(each.subject, each.path, each.arguments) for each in found] == [
        ("ORG-1", "law[ X]", {"used": ["ACT-2"]}),
        ("ORG-1", "law[NO opplæringslova]", {"used": ["ACT-1", "ACT-2"]}),
    ]


def test_why_shows_every_rule_and_what_it_looked_at(a_rule, a_register):
    rule = a_rule(
        "activity.profiling && related.systems == []", applies_when="activity.camera", shows="{s: activity.status}"
    )
    register = a_register(ACT_1={"camera": "yes"}, ACT_2={})
    (verdict,) = verdicts(register, [rule], LAW, DAY, "ACT-1")
    assert (verdict.result, verdict.missing) == (Result.undetermined, "profiling")
    assert verdict.facts == {
        "activity.status": None,
        "activity.camera": True,
        "activity.profiling": None,
        "related.systems": [],
    }


def test_why_tells_what_was_out_of_scope(a_rule, a_register):
    register = a_register(ACT_1={"status": "ended"})
    assert results(register, a_rule("activity.purposes == []")) == [("", Result.not_applicable)]


def test_a_rule_that_breaks_stops_the_run_with_file_and_line(a_rule, a_register):
    rule = a_rule("activity.volume_persons * 9223372036854775807 > 1")
    with pytest.raises(DefectiveRule) as refused:
        judged(a_register(ACT_1={"volume_persons": 2}), rule)
    assert "T-1 (a-rule.yaml, line 1) cannot judge ACT-1" in str(refused.value)


def test_the_same_register_day_and_rules_give_the_same_findings(rulebook, sound):
    register = sound.patched({"ACT-1": {"legal_bases": {"0": {"art6": None}}}, "ENG-1": {"dpa_valid_to": "2020-01-01"}})
    assert judge(register, rulebook, LAW, DAY) == judge(register, reversed(list(rulebook)), LAW, DAY)


def memo_and_question(**question):
    return (
        Memo(id="MEM-9", name="Sak", question_ids=("QUE-9",)),
        Question(id="QUE-9", name="Spørsmål", memo_id="MEM-9", **question),
    )


def test_the_second_pass_judges_the_composed_memo_on_the_findings_of_the_first(rulebook, sound):
    register = sound.patched({"ACT-1": {"legal_bases": {"0": {"art6": None}}}, "MEM-1": None, "QUE-1": None})
    first = judge(register, rulebook, LAW, DAY)
    memo, question = memo_and_question()
    found = judge_memo(Overlay(register, (memo, question)), rulebook, LAW, DAY, memo, first)
    assert [(each.rule, each.subject) for each in found] == [("TEST-MEMO-001", "MEM-9")]
    memo, question = memo_and_question(finding_ids=tuple(each.id for each in first))
    assert judge_memo(Overlay(register, (memo, question)), rulebook, LAW, DAY, memo, first) == ()


def test_the_second_pass_looks_at_no_other_memo(a_rule, a_register):
    register = a_register(MEM_1={"question_ids": ["QUE-1"]}, QUE_1={"memo_id": "MEM-1"}, SGN_1={"memo_id": "MEM-1"})
    rules = [
        a_rule("!has(memo.summary)", judges="memo", stage="memo"),
        a_rule("question.options == []", judges="question", stage="memo", code="T-2"),
        a_rule("!has(signoff.signed_by)", judges="signoff", stage="memo", code="T-3"),
    ]
    memo, question = memo_and_question()
    found = judge_memo(Overlay(register, (memo, question)), rules, LAW, DAY, memo, ())
    assert [each.subject for each in found] == ["MEM-9", "QUE-9"]
    assert len(judge_memo(register, rules, LAW, DAY, register.get("MEM-1"), ())) == 3
    assert judge(register, rules, LAW, DAY) == ()
