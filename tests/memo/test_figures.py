from datetime import date

import pytest

from compliance.checks.finding import Area, Result, Severity
from compliance.language.wording import wording
from compliance.memo.counted import Counted, Sources
from compliance.memo.figures import FIGURES, NoSuchFigure, figure_of, figures, stored, trace, traced
from compliance.memo.kind import KIND
from compliance.memo.stakes import fraction
from compliance.model.activity import (
    ActivityRole,
    ActivityStatus,
    Art6,
    DataCategory,
    LegalBasis,
    Mechanism,
    Purpose,
    RetentionRule,
    Transfer,
)
from compliance.model.assurance import Notice
from compliance.model.supply import DpaItem, Engagement, EngagementStatus
from compliance.model.values import Answer
from tests.memo.books import a_finding, an_activity, judged

SAID = wording(KIND, "nb")


def parts(name, *documents, findings=()):
    found = {figure.id: figure for figure in figures(Sources(judged(*documents, findings=findings)))}
    return {part.id: part.count for part in found[name].parts}


def share_of(name, parts):
    asked = next(each for each in FIGURES if each.id == name)
    return figure_of(asked, [Counted(part, "ACT-1", "-") for part, n in parts.items() for _ in range(n)], SAID)


def test_58_of_71_leaves_the_two_and_the_eleven():
    figure = share_of("lawful_basis", {"in_order": 58, "unlawful": 2, "not_written_down": 11})
    assert (figure.numerator, figure.denominator, figure.percent) == (58, 71, 81)
    assert fraction(figure.numerator, figure.denominator, SAID) == "58 av 71"


def test_nothing_registered_is_neither_nought_nor_all():
    figure = share_of("transfers", {})
    assert figure.value is None and figure.percent is None
    assert fraction(figure.numerator, figure.denominator, SAID) == "ingen registrert"


def test_a_purpose_with_a_basis_and_without_faults_is_in_order():
    assert parts("lawful_basis", an_activity()) == {"in_order": 1}


def test_an_activity_without_purposes_counts_as_one_that_is_not_written_down():
    assert parts("lawful_basis", an_activity(purposes=())) == {"not_written_down": 1}
    assert parts("lawful_basis", an_activity(legal_bases=())) == {"not_written_down": 1}


def test_silence_is_not_written_down_and_content_is_unlawful():
    assert parts("lawful_basis", an_activity(), findings=[a_finding()]) == {"unlawful": 1}
    silent = a_finding(rule="ROPA-LEGAL-001", path="purposes[0]", silence=True)
    assert parts("lawful_basis", an_activity(), findings=[silent]) == {"not_written_down": 1}


def test_what_cannot_be_told_is_a_part_of_its_own():
    open_question = a_finding(result=Result.undetermined, severity=Severity.major)
    assert parts("lawful_basis", an_activity(), findings=[open_question]) == {"unknown": 1}


def test_a_fault_of_one_basis_touches_only_the_purpose_it_carries():
    two = an_activity(
        purposes=(Purpose(id="p1", text="A"), Purpose(id="p2", text="B")),
        legal_bases=(LegalBasis(purpose_id="p1", art6=Art6.f), LegalBasis(purpose_id="p2", art6=Art6.e)),
    )
    assert parts("lawful_basis", two, findings=[a_finding()]) == {"in_order": 1, "unlawful": 1}


def test_a_lesser_fault_does_not_make_a_basis_unlawful():
    assert parts("lawful_basis", an_activity(), findings=[a_finding(severity=Severity.major)]) == {"in_order": 1}


@pytest.mark.parametrize("status", [ActivityStatus.ended, ActivityStatus.planned])
def test_what_is_ended_or_planned_is_not_in_the_figures(status):
    assert parts("lawful_basis", an_activity(status=status)) == {}


def test_what_we_do_for_others_is_not_in_the_figures_and_an_unsaid_status_is():
    assert parts("lawful_basis", an_activity(role=ActivityRole.processor)) == {}
    assert parts("lawful_basis", an_activity(status=None)) == {"in_order": 1}


def test_information_is_missing_incomplete_unknown_or_in_order():
    notice = Notice(id="NOT-0001", name="Erklæring")
    told = an_activity(notice_ids=("NOT-0001",))
    lacks = a_finding(rule="INFO-ITEM-001", subject="NOT-0001", path="", severity=Severity.major)
    unread = a_finding(
        rule="INFO-ITEM-001", subject="NOT-0001", path="", result=Result.undetermined, severity=Severity.major
    )
    assert parts("information_given", an_activity()) == {"missing": 1}
    assert parts("information_given", told, notice) == {"in_order": 1}
    assert parts("information_given", told, notice, findings=[lacks]) == {"incomplete": 1}
    assert parts("information_given", told, notice, findings=[unread]) == {"unknown": 1}


def test_data_are_in_order_when_a_rule_without_faults_covers_them():
    kept = an_activity(
        data_categories=(DataCategory(id="d1", name="Navn"), DataCategory(id="d2", name="Helse")),
        retention_rules=(RetentionRule(data_category_ids=("d1",), period="P5Y"),),
    )
    assert parts("retention_in_order", kept) == {"in_order": 1, "missing": 1}
    long = a_finding(rule="RET-LONG-001", path="retention_rules[0]", severity=Severity.major)
    assert parts("retention_in_order", kept, findings=[long]) == {"incomplete": 1, "missing": 1}


def test_a_contract_is_in_order_with_every_point_and_in_time():
    whole = {
        "id": "ENG-0001", "name": "Avtale", "status": EngagementStatus.active, "handles_personal_data": Answer.yes,
        "dpa_signed_on": date(2024, 1, 1), "dpa_items": tuple(DpaItem),
    }  # fmt: skip

    def of(**changed):
        return parts("supplier_contracts", Engagement(**{**whole, **changed}))

    assert of() == {"in_order": 1}
    assert of(dpa_items=tuple(DpaItem)[1:]) == {"incomplete": 1}
    assert of(dpa_items=None) == {"unknown": 1}
    assert of(dpa_valid_to=date(2026, 11, 19)) == {"expired": 1}
    assert of(dpa_signed_on=None) == {"missing": 1}
    assert of(dpa_signed_on=None, handles_personal_data=Answer.unknown) == {"unknown": 1}
    assert of(handles_personal_data=Answer.no) == {} == of(status=EngagementStatus.ended)


def test_a_transfer_without_a_route_is_missing_one():
    out = an_activity(
        transfers=(Transfer(country="US", mechanism=Mechanism.none), Transfer(country="US", mechanism=Mechanism.scc))
    )
    assert parts("transfers", out) == {"in_order": 1, "missing": 1}


def test_findings_are_shared_out_by_weight_and_the_areas_add_up_to_all():
    found = [
        a_finding(1), a_finding(2, severity=Severity.minor, area=Area.security),
        a_finding(3, result=Result.undetermined, severity=Severity.major),
    ]  # fmt: skip
    told = {figure.id: figure for figure in figures(Sources(judged(findings=found)))}
    assert {part.id: part.count for part in told["findings"].parts} == {
        "blocker": 1,
        "major": 0,
        "minor": 1,
        "unknown": 1,
    }
    assert sum(told[f"findings.{area}"].value for area in Area) == told["findings"].value == 3


def test_the_memo_record_keeps_every_part_as_a_figure_of_its_own():
    kept = stored(figures(Sources(judged(an_activity(), findings=[a_finding()]))))
    held = {figure.id: figure for figure in kept}
    assert len(held) == len(kept)
    assert held["lawful_basis.unlawful"].numerator == 1 and held["lawful_basis"].denominator == 1
    assert held["findings.law.blocker"].value == 1


def test_every_figure_can_be_traced_to_the_records_it_counts():
    found = traced(Sources(judged(an_activity(1), an_activity(2, purposes=()), findings=[a_finding()])))
    one = trace(found, "lawful_basis")
    assert [(each.record, each.place, each.part) for each in one.counted] == [
        ("ACT-0001", "purposes[0]", "unlawful"), ("ACT-0002", "", "not_written_down"),
    ]  # fmt: skip
    assert one.figure.query == "compliance memo --trace lawful_basis --as-of 2026-11-20 --at 7"
    assert trace(found, "findings.law").counted[0].place == "F-000000000001"
    with pytest.raises(NoSuchFigure, match="nonsense"):
        trace(found, "nonsense")


def test_the_age_of_findings_is_the_lower_middle_one_and_the_oldest():
    days = [date(2026, 11, 10), date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1), None]
    found = [a_finding(number, first_seen=day) for number, day in enumerate(days, start=1)]
    told = {figure.id: figure for figure in figures(Sources(judged(findings=found)))}
    age, oldest = told["findings.age"], told["findings.oldest.leader"]
    assert (age.value, age.numerator, age.denominator) == (19, 4, 5) and oldest.value == 80
    assert told["findings.age.line"].value is None


def test_every_part_has_its_words_and_every_figure_says_what_it_counts():
    for figure in figures(Sources(judged(an_activity()))):
        assert figure.unit and figure.source.endswith(".") and figure.query.split()[3] == figure.id
        if "." not in figure.id and figure.id != "findings":
            assert SAID(f"figures.{figure.id}.title")
        for part in figure.parts:
            assert SAID.counted(f"parts.{part.id}", part.count)
