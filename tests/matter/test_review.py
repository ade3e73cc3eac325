"""The review tells what was seen and decided, how it stands now by the memo's own figures, and what nobody wrote."""

from datetime import UTC, date, datetime

import pytest

from compliance.matter.numbers import Numbers
from compliance.matter.review import review_report
from compliance.model.assurance import Assessment, Perspective, Risk, RiskArea
from compliance.model.decision import Advice
from compliance.model.governance import ManagementReview, ReviewInput, ReviewInputCode, RiskAppetite
from compliance.model.incident import BreachRisk, Incident
from compliance.model.law import LawConfirmation
from compliance.model.organisation import RiskLevel
from compliance.model.values import Answer
from tests.matter.sample import a_book, source, told
from tests.matter.told import PROFILE, SYSTEM, a_review_report, table, topic, words
from tests.memo.books import a_decided, a_memo, a_question, a_task, judged_by_the_rules


def a_review(**changed):
    given = {
        "id": "REV-0001", "name": "Gjennomgang 2025", "organisation_id": "ORG-1", "held_on": date(2025, 9, 18),
        "inputs": (ReviewInput(code=ReviewInputCode.risk, summary="Ti risikoer er vurdert."),),
    }  # fmt: skip
    return ManagementReview(**{**given, **changed})


def test_a_point_is_told_as_it_was_seen_and_the_others_as_not_written_down():
    report = a_review_report(a_review())
    points = report.lists["points"]
    assert [each.id for each in points] == [code.name for code in ReviewInputCode]
    assert points[5].statements[0].text == "Gjennomgangen 18. september 2025: Ti risikoer er vurdert."
    assert all(each.statements[0].word == "Ikke skrevet ned" for each in points if each.id != "risk")
    assert "1 av 12 punkter er tatt opp og skrevet ned" in words(topic(report, "review"))


def test_a_point_taken_up_without_a_word_of_it_is_not_told_as_seen():
    report = a_review_report(a_review(inputs=(ReviewInput(code=ReviewInputCode.risk),)))
    assert topic(report, "risk").statements[0].word == "Ikke skrevet ned"
    assert "0 av 12 punkter" in words(topic(report, "review"))


def test_the_latest_review_held_by_the_day_is_the_one_told():
    later = a_review(id="REV-0002", held_on=date(2026, 2, 2))
    coming = a_review(id="REV-0003", held_on=date(2026, 12, 9))
    assert "Holdt 2. februar 2026" in words(topic(a_review_report(a_review(), later, coming), "review"))
    of_others = a_review(id="REV-0004", organisation_id="ORG-2", held_on=date(2026, 5, 5))
    assert "Holdt 18. september 2025" in words(topic(a_review_report(a_review(), of_others), "review"))


def test_no_review_is_told_first_and_no_point_pretends_to_have_been_seen():
    report = a_review_report()
    assert topic(report, "review").statements[0].word == "Ikke skrevet ned"
    assert not any("Gjennomgangen" in words(each) for each in report.lists["points"])
    assert words(topic(report, "decisions")).startswith("Ikke skrevet ned")


def test_a_review_of_which_only_the_day_is_written_is_told_beside_the_last_that_is_recorded():
    for documents, days in (((), 1), ((a_review(),), 2)):
        book = a_book(*documents)
        book.owner = book.held["ORG-1"] = book.owner.model_copy(update={"last_management_review": date(2026, 3, 3)})
        report = review_report(source("management-review", book), judged_by_the_rules(book))
        assert "En gjennomgang er ført 3. mars 2026" in words(topic(report, "review"))
        assert "senest 3. mars 2027" in words(topic(report, "review"))
        assert words(topic(report, "review")).count("Holdt") == days - 1


def test_a_review_held_too_long_ago_says_so():
    report = a_review_report(a_review(next_on=date(2026, 9, 17)))
    assert "skulle neste vært holdt senest 18. september 2026" in words(topic(report, "review"))
    assert "Den dagen er gått" in words(topic(report, "decisions"))


def test_what_it_decided_is_told_with_what_became_of_it_and_what_is_open():
    report = a_review_report(
        a_memo(), a_decided(1), a_question(2, name="Uavgjort"), a_review(question_ids=("QUE-0001", "QUE-0002"))
    )
    decided = topic(report, "decisions")
    ((what, who, due, state),) = table(decided, "decisions")
    assert what.startswith("Sak 1 Rette det") and (who, due) == ("IT-sjef", "1. sep. 2026")
    assert state == "80 dager for sent" and "Ikke avgjort: Uavgjort." in words(decided)
    same = topic(a_review_report(a_review(no_change_decided=Answer.yes)), "decisions")
    assert "gå videre som før" in words(same)


@pytest.mark.parametrize("field", ["chair_id", "participant_ids", "period_from", "minutes_evidence", "next_on"])
def test_what_the_minutes_lack_is_told(field):
    whole = a_review(
        chair_id="PER-1", participant_ids=("PER-1", "PER-2"), period_from=date(2024, 9, 1),
        period_to=date(2025, 8, 31), minutes_evidence="EVI-0002", next_on=date(2026, 12, 9),
        no_change_decided=Answer.yes,
    )  # fmt: skip
    empty = () if field == "participant_ids" else None

    def missing(review):
        report = a_review_report(review)
        found = (*topic(report, "review").statements, *topic(report, "decisions").statements)
        return sum(each.word == "Ikke skrevet ned" for each in found)

    assert missing(whole) == 0 and missing(whole.model_copy(update={field: empty})) == 1


def test_every_figure_is_the_memos_own_and_its_parts_are_told():
    documents = (told(), told(2, legal_bases=()), SYSTEM)
    judged = judged_by_the_rules(a_book(*documents))
    numbers = Numbers(source("management-review", a_book(*documents)), judged)
    shown = " ".join(words(each) for each in a_review_report(*documents).topics)
    for id in ("lawful_basis", "record_complete", "findings", "dpia_done"):
        assert numbers.sentence(id) in shown
    basis = numbers.held["lawful_basis"]
    assert numbers.sentence("lawful_basis").startswith(f"{basis.numerator} av {basis.denominator} formål")
    parts = [part for part in basis.parts if part.count and part.id != "in_order"]
    assert numbers.sentence("lawful_basis").count("Resten:") == bool(parts)
    assert numbers.sentence("transfers") == "Overføringer ut av EØS: ingen registrert."


def test_risks_above_the_limit_and_unknown_ones_are_named_and_those_within_it_are_not():
    def risk(number, likelihood, consequence):
        left = Assessment(likelihood=likelihood, consequence=consequence) if likelihood else None
        return Risk(id=f"RISK-{number:04}", name=f"Fare {number}", area=RiskArea.service, residual=left,
                    perspective=Perspective.organisation)  # fmt: skip

    limits = (RiskAppetite(area=RiskArea.service, limit=RiskLevel.moderate, approved_by="PER-1"),)
    profile = PROFILE.model_copy(update={"risk_appetites": limits})
    report = a_review_report(profile, risk(1, 1, 1), risk(2, 4, 4), risk(3, None, None))
    rows = {row[0].split(" RISK")[0]: row[-1] for row in table(topic(report, "risk"), "risks")}
    assert rows == {"Fare 2": "Over grensen", "Fare 3": "Ukjent"}
    assert "Risiko opp til disse nivåene kan godtas uten eget vedtak: tjenester moderat." in words(
        topic(report, "risk")
    )
    assert "Ikke skrevet ned" in words(topic(a_review_report(), "risk"))


def test_each_incident_says_whether_it_was_reported_as_the_memo_counts_it():
    aware = datetime(2026, 9, 14, 8, tzinfo=UTC)

    def incident(number, **changed):
        given = {"personal_data": Answer.yes, "risk": BreachRisk.risk, "detected_at": aware, "aware_at": aware}
        return Incident(id=f"INC-{number:04}", name=f"Brudd {number}", **{**given, **changed})

    incidents = (
        incident(1, notified_sa_at=datetime(2026, 9, 15, 8, tzinfo=UTC)),
        incident(2, notified_sa_at=datetime(2026, 9, 30, 8, tzinfo=UTC)),
        incident(3), incident(4, risk=BreachRisk.none, no_notify_reason="Kryptert."),
        incident(5, aware_at=None, detected_at=None),
    )  # fmt: skip
    rows = [row[-1] for row in table(topic(a_review_report(*incidents), "breaches"), "incidents")]
    assert rows == [
        "Meldt i tide Meldt 15. september 2026", "Meldt for sent Meldt 30. september 2026", "Ikke meldt",
        "Ikke meldt Kryptert.", "Ukjent",
    ]  # fmt: skip


def test_late_tasks_the_officers_advice_and_proposals_are_told():
    memo = a_memo(advice=(Advice(by="PER-2", on=date(2026, 4, 1), text="Begynn med barna."),))
    report = a_review_report(memo, a_decided(), a_task(), a_question(2))
    assert table(topic(report, "earlier_actions"), "tasks") == [
        ["Oppgave 1 TASK-0001", "IT-sjef", "1. sep. 2026", "80 dager for sent"]
    ]
    assert "Råd fra IT-sjef til det siste notatet: Begynn med barna." in words(topic(report, "feedback"))
    ((what, _who, _due, cost),) = table(topic(report, "improvement"), "proposals")
    assert what.startswith("Sak 2") and cost.replace("\xa0", " ") == "150 kr"
    assert "150 kr" in words(topic(report, "money")).replace("\xa0", " ")


def test_the_standard_is_marked_until_somebody_has_read_it():
    assert a_review_report().unverified == ("ISO/IEC 27001 9.3",)
    read = LawConfirmation(
        id="LAW-0001", name="Lest", instrument="ISO/IEC 27001", provision="9.3", confirmed_by="PER-1",
        confirmed_on=date(2026, 1, 1),
    )  # fmt: skip
    assert a_review_report(read).unverified == ()
