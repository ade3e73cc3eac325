"""Anybody may read the report to the council: it counts as the memo does, and names no weakness and no system."""

from datetime import UTC, date, datetime

from compliance.checks.facts.governance import council_report_due
from compliance.language.readability import lix
from compliance.language.wording import wording
from compliance.matter.council import council_report
from compliance.memo.compose import compose
from compliance.memo.kind import report_kind
from compliance.model.decision import Choice, Theme
from compliance.model.incident import BreachRisk, Incident
from compliance.model.rights import RequestOutcome, Right, RightsRequest
from compliance.model.values import Answer
from tests.matter.sample import a_book, for_others, source, told
from tests.matter.told import PROFILE, SYSTEM, a_council_report, said, table, topic, words
from tests.memo.books import a_decided, a_memo, a_question, a_task, an_option, judged_by_the_rules


def an_incident(number=1, **changed):
    given = {
        "id": f"INC-{number:04}", "name": "Brev til feil person", "personal_data": Answer.yes, "risk": BreachRisk.risk,
        "detected_at": datetime(2026, 9, 14, 8, tzinfo=UTC), "aware_at": datetime(2026, 9, 14, 8, tzinfo=UTC),
    }  # fmt: skip
    return Incident(**{**given, **changed})


def test_a_decision_on_security_or_one_that_names_a_system_is_counted_and_never_named():
    decided = (
        a_decided(1, name="Gi folk svar"), a_decided(2, name="Tette hullet", theme=Theme.security),
        a_decided(3, name="Bytte kontorpakken"), a_decided(4, name="Uten tema", theme=None),
        a_decided(5, name="Godta faren", theme=Theme.risk_acceptance),
    )  # fmt: skip
    report = a_council_report(a_memo(), SYSTEM, *decided)
    assert [row[0].split(" Rette")[0] for row in table(topic(report, "decided"), "outcomes")] == ["Gi folk svar"]
    assert "4 vedtak er ikke vist" in words(topic(report, "decided"))
    assert not any(name in said(report) for name in ("Tette", "ontorpakken", "Uten tema", "Godta faren"))


def test_nobody_of_the_staff_is_named():
    assert "IT-sjef" not in said(a_council_report(a_memo(), a_decided(), a_task()))


def test_no_finding_and_no_incident_is_told_of_in_words():
    report = a_council_report(SYSTEM, told(), an_incident(name="Hull i brannmuren", facts="Passordet var 1234."))
    assert not any(each in said(report) for each in ("brannmuren", "1234", "Kontorpakken"))


def test_areas_and_figures_are_those_of_the_memo():
    documents = (SYSTEM, told(), told(2, legal_bases=()), for_others())
    memo = compose(judged_by_the_rules(a_book(*documents)), draft=True).memo
    report = a_council_report(*documents)
    assert [row[0] for row in table(topic(report, "state"), "areas")] == [area.label for area in memo.areas]
    law = next(area for area in memo.areas if area.id == "law")
    shown = table(topic(report, "state"), "areas")[0]
    assert shown[1] == law.word and shown[2:] == [str(n) for n in (law.blockers, law.majors, law.minors, law.unknown)]
    basis = next(figure for figure in memo.figures if figure.id == "lawful_basis")
    assert f"{basis.numerator} av {basis.denominator} formål har et lovlig grunnlag" in words(topic(report, "uses"))


def test_an_area_with_nothing_to_judge_has_no_noughts():
    rows = {row[0]: row[1:] for row in table(topic(a_council_report(), "state"), "areas")}
    assert rows["Hendelser"] == ["Ingen registrert", "–", "–", "–", "–"]


def test_incidents_of_the_year_are_counted_by_what_is_known_of_them():
    incidents = (
        an_incident(1, notified_sa_at=datetime(2026, 9, 15, 8, tzinfo=UTC)),
        an_incident(2, personal_data=Answer.unknown),
        an_incident(3, detected_at=datetime(2025, 1, 1, tzinfo=UTC), aware_at=None),
    )  # fmt: skip
    told_of = words(topic(a_council_report(*incidents), "breaches"))
    assert "2 hendelser er ført." in told_of and "Én ble meldt til tilsynet." in told_of
    assert "For én vet vi ikke om den gjaldt opplysninger om folk." in told_of
    assert "Det kan også bety at ingen har meldt fra" in words(topic(a_council_report(), "breaches"))


def test_requests_are_counted_by_outcome_and_what_waits_is_told():
    requests = (
        RightsRequest(id="RRQ-0001", name="Innsyn", right=Right.access, received_on=date(2026, 9, 1),
                      answered_on=date(2026, 9, 9), outcome=RequestOutcome.granted),
        RightsRequest(id="RRQ-0002", name="Innsyn", right=Right.access, received_on=date(2026, 11, 1)),
    )  # fmt: skip
    told_of = words(topic(a_council_report(*requests), "rights"))
    assert "2 krav har kommet. Ett er innvilget. Ett venter på svar. 1 av 1 krav" in told_of


def test_a_cost_nobody_estimated_is_no_nought():
    dear = a_decided(1)
    unsure = a_decided(2, options=(an_option(annual_cost=None),), decision={"choice": Choice.recommended})
    told_of = words(topic(a_council_report(a_memo(), dear, unsure), "money"))
    assert "anslått til å koste 150 kr over 4 år" in told_of.replace("\xa0", " ")
    assert "For ett vedtak er kostnaden ikke anslått." in told_of
    assert "ikke ført vedtak" in words(topic(a_council_report(), "money"))


def test_a_decision_of_an_earlier_year_is_not_of_this_one():
    old = a_decided(decision={"decided_on": date(2025, 1, 1)})
    assert "Ingen vedtak er ført" in words(topic(a_council_report(old), "decided"))


def test_what_waits_for_a_decision_is_counted_and_not_told():
    report = a_council_report(told(), a_question(name="Hemmelig sak"))
    assert "Én sak er gjort klar" in words(topic(report, "next")) and "Hemmelig" not in said(report)


def test_a_report_that_comes_too_late_says_so():
    profile = PROFILE.model_copy(update={"council_report_on": date(2025, 6, 18)})
    short = topic(a_council_report(profile), "short")
    assert short.statements[-1].mark == "lacking" and "18. juni 2026" in words(short)
    asked = source("council-report", a_book(profile))
    assert council_report_due(asked.reading.organisation, asked.reading, asked.law, asked.as_of) == date(2026, 6, 18)
    assert "Ikke skrevet ned" in words(topic(a_council_report(), "short"))


def test_where_no_law_sets_a_day_no_report_is_late():
    profile = PROFILE.model_copy(update={"council_report_on": date(2025, 6, 18)})
    book = a_book(profile)
    book.owner = book.held["ORG-1"] = book.owner.model_copy(update={"country": "SE"})
    report = council_report(source("council-report", book), judged_by_the_rules(book))
    assert "Forrige rapport ble lagt fram 18. juni 2025" in words(topic(report, "short"))
    assert all(each.mark is None for each in topic(report, "short").statements)


def test_its_own_words_are_easy_to_read():
    texts = [text for text in _texts(wording("council-report", "nb").content) if text.endswith((".", ":"))]
    assert lix("\n\n".join(texts), "nb") <= 45 and report_kind("council-report").sections


def _texts(held):
    for name, each in held.items():
        if isinstance(each, str) and name in ("text", "one", "many"):
            yield each
        elif isinstance(each, dict):
            yield from _texts(each)
