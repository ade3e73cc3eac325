"""The report on an impact assessment: every point of the law told, or told as lacking."""

from datetime import date

import pytest

from compliance.matter.composed import State
from compliance.matter.dpia import NoAssessment, dpia_report
from compliance.model.activity import Art6, DataCategory, LegalBasis
from compliance.model.assessment import DpiaPart, DpiaStatus, ResidualRisk
from compliance.model.assurance import Assessment, Perspective
from compliance.model.values import Answer
from compliance.register.view import RecordNotFound
from tests.matter.register import PROOF, SIGNED, a_control, a_dpia, a_risk
from tests.matter.sample import a_book, source, told

CRITICAL = Assessment(likelihood=4, consequence=5)


def a_report(*others, activity=None, **changed):
    book = a_book(PROOF, SIGNED, activity or told(), a_dpia(**changed), *others)
    return dpia_report(source("dpia-report", book), "DPIA-0001")


def outcome(report):
    return {row.id: row for row in report.outcome}


def test_a_whole_assessment_is_no_draft_and_says_where_it_is_kept():
    report = a_report(a_risk(), a_control())
    assert report.lacks == () and not report.draft
    assert report.facts == "DPIA-0001 · versjon 2 · fullført 1. september 2026"
    assert report.kept == ("Vurderingen (EVI-0001), Sak 26/1, dokument 2",)
    assert [(each.provision, each.done) for each in report.points] == [
        ("35(7)(a)", True), ("35(7)(b)", True), ("35(7)(c)", True), ("35(7)(d)", True),
    ]  # fmt: skip
    assert [card.id for card in report.cards] == ["ACT-0001"]
    assert outcome(report)["approved"].lines == ("Kommunedirektøren, kommunedirektør, 3. september 2026 (SGN-0001)",)
    assert outcome(report)["asked"].state is State.none


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ({"activity_ids": ()}, "artikkel 35 nr. 1"),
        ({"status": DpiaStatus.in_progress}, "at vurderingen er fullført"),
        ({"status": None}, "at vurderingen er fullført"),
        ({"parts_done": (DpiaPart.a, DpiaPart.b, DpiaPart.d)}, "risiko for folk (artikkel 35 nr. 7 bokstav c)"),
        ({"parts_done": None}, "om den har risiko for folk (artikkel 35 nr. 7 bokstav c)"),
        ({"dpo_advice_on": None}, "artikkel 35 nr. 2"),
        ({"dpo_advice_followed": Answer.no}, "hvorfor rådet fra personvernombudet ikke er fulgt"),
        ({"views_sought": None}, "artikkel 35 nr. 9"),
        ({"views_sought": Answer.unknown}, "artikkel 35 nr. 9"),
        ({"views_sought": Answer.no}, "artikkel 35 nr. 9"),
        ({"residual_risk": None}, "hvor stor risiko som er igjen"),
        ({"residual_risk": ResidualRisk.high}, "at tilsynet er spurt"),
        ({"evidence_ids": ()}, "hvor selve vurderingen ligger"),
        ({"approval_signoff_id": None}, "artikkel 24 nr. 1"),
    ],
)
def test_what_the_register_does_not_say_makes_it_a_draft(gone, said):
    report = a_report(**gone)
    assert report.draft and any(said in each for each in report.lacks)


def test_advice_and_views_may_be_set_aside_with_a_reason():
    report = a_report(
        dpo_advice_followed=Answer.no, dpo_deviation_reason="Rådet kom for sent.",
        views_sought=Answer.no, views_reason="Vi spurte elevrådet.",
    )  # fmt: skip
    assert report.lacks == ()
    assert "Rådet kom for sent." in outcome(report)["advice"].lines
    assert "Vi spurte elevrådet." in outcome(report)["views"].lines


def test_the_authority_must_be_asked_though_only_the_register_of_risks_says_high():
    report = a_report(a_risk(residual=CRITICAL))
    assert any("RISK-0001" in each and "artikkel 36 nr. 1" in each for each in report.lacks)
    assert outcome(report)["asked"].state is State.missing and report.risks[0].mark == "stop"
    asked = a_report(a_risk(residual=CRITICAL), prior_consultation_on=date(2026, 9, 2))
    assert asked.lacks == () and "Svar er ikke kommet" in outcome(asked)["asked"].lines


def test_risks_are_those_to_people_and_say_where_nobody_has_graded_them():
    report = a_report(
        a_risk(residual=None), a_risk(2, perspective=Perspective.organisation), a_risk(3, object_ids=("ACT-0404",)),
        a_control(),
    )  # fmt: skip
    assert [(each.id, each.before, each.after, each.mark) for each in report.risks] == [
        ("RISK-0001", "Kritisk", None, "unknown")
    ]
    assert [each.id for each in report.measures] == ["CTL-0001"]


def test_need_is_told_from_the_register_and_what_is_left_is_named():
    activity = told(
        data_categories=(
            DataCategory(id="d", name="Navn", necessity_reason="For å kjenne eleven"),
            DataCategory(id="e", name="Helse"),
        ),
        legal_bases=(LegalBasis(purpose_id="p", art6=Art6.e, necessity_reason="Loven krever mappe"),),
    )  # fmt: skip
    (need,) = a_report(activity=activity).needs
    rows = {row.id: row for row in need.rows}
    assert rows["grounds"].lines == ("Gi elever opplæring de har rett til: Loven krever mappe",)
    assert rows["data"].lines == ("Navn: For å kjenne eleven", "Ikke skrevet ned for: Helse")
    (bare,) = a_report(activity=told(legal_bases=())).needs
    assert [row.state for row in bare.rows if row.id != "keeping"] == [State.missing, State.missing]


def test_a_review_that_is_late_or_a_change_since_is_told():
    assert outcome(a_report(next_review=date(2026, 10, 1)))["review"].state is State.missing
    changed = a_report(activity=told(material_change_on=date(2026, 10, 1)))
    assert "Behandlingen er endret siden vurderingen ble gjort" in outcome(changed)["review"].lines


def test_it_is_of_an_assessment_and_of_nothing_else():
    asked = source("dpia-report", a_book(told()))
    for id, refusal in (("ACT-0001", NoAssessment), ("DPIA-0404", RecordNotFound)):
        with pytest.raises(refusal):
            dpia_report(asked, id)
