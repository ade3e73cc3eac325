"""What was answered is told with whom and when; what nobody answered, or too long ago, is never told as in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from compliance.checks.questionnaire import questionnaire_named
from compliance.matter.answers import NothingAsked
from compliance.model.checklist import Reply
from compliance.model.decision import Consequences
from compliance.register.view import RecordNotFound
from tests.matter.sample import AS_OF
from tests.matter.told import AGREEMENT, SYSTEM, a_note, a_plan, an_answer, answers, table, topic, words
from tests.memo.books import a_question, a_task, an_option

QUESTIONS = [item.id for item in questionnaire_named("CLOUD-MOVE").items]
ROLES = [item.id for item in questionnaire_named("ICT-COMPETENCE").items]


def everything(**changed):
    return [an_answer(id, **changed) for id in QUESTIONS]


def test_all_good_and_fresh_answers_are_told_as_good_and_nothing_is_open():
    told = topic(a_note(SYSTEM, answers(*everything())), "CHK-0001")
    assert told.statements[1].mark == "fine" and "13 av 13 spørsmål er besvart" in words(told)
    assert table(told, "points") == [] and len(table(told, "answers")) == 13


def test_an_answer_says_who_gave_it_when_why_and_by_what_proof():
    given = an_answer("sted", reason="Alt ligger i Irland.", evidence_ids=("EVI-0007",))
    told = topic(a_note(SYSTEM, answers(given)), "CHK-0001")
    (row,) = [each for each in table(told, "answers") if "Irland" in each[0]]
    assert row[0].endswith("Alt ligger i Irland. Bevis: EVI-0007") and row[1:] == ["Ja", "IT-sjef 8. okt. 2026"]


def test_what_is_unanswered_unknown_old_undated_or_set_aside_without_reason_is_open():
    given = {each.id: each for each in everything()}
    given |= {
        "sted": an_answer("sted", Reply.unknown),
        "risiko": an_answer("risiko", on=date(2025, 11, 1)),
        "nede": an_answer("nede", on=date(2026, 11, 21)),
        "arkiv": an_answer("arkiv", Reply.not_applicable),
    }
    del given["hjem"]
    told = topic(a_note(SYSTEM, answers(*given.values())), "CHK-0001")
    assert told.statements[1].mark == "unknown"
    marks = {row.cells[0].lines[0]: (row.cells[1].mark, row.cells[1].word) for row in told.tables[1].entries}
    open_words = sorted(word for mark, word in marks.values() if mark == "unknown")
    assert open_words == [
        "Ikke aktuelt, uten grunn", "Ikke svart", "Ja, men for gammelt", "Ja, uten gyldig dag", "Vet ikke",
    ]  # fmt: skip
    assert len(table(told, "points")) == 5
    assert all(state == "Ingen oppgave er laget" and due == "Ikke satt" for _, _, due, state in table(told, "points"))


def test_a_bad_answer_is_lacking_and_its_task_says_who_mends_it_by_when():
    task = a_task(question_id=None, name="Skrive liste", due=date(2026, 12, 4))
    given = an_answer("ansvar", Reply.no, task_ids=("TASK-0001",))
    told = topic(a_note(SYSTEM, task, answers(*everything()[:8], given, *everything()[9:])), "CHK-0001")
    assert told.statements[1].mark == "lacking"
    ((what, who, due, state),) = table(told, "points")
    assert what.startswith("Skrive liste") and (who, due, state) == ("IT-sjef", "4. des. 2026", "Åpen")


def test_an_answer_that_is_only_noted_leaves_nothing_open():
    given = [*everything()[:-1], an_answer("kostnad", Reply.no)]
    assert table(topic(a_note(SYSTEM, answers(*given)), "CHK-0001"), "points") == []


@given(
    some.lists(some.tuples(some.sampled_from(ROLES), some.sampled_from(list(Reply))), unique_by=lambda each: each[0])
)
def test_the_whole_is_never_better_than_its_worst_answer(replies):
    given = (an_answer(id, reply) for id, reply in replies)
    told = topic(a_plan(answers(*given, checklist="ICT-COMPETENCE", about="ORG-1")), "CHK-0001")
    marks = {row.cells[1].mark for each in told.tables if each.id == "answers" for row in each.entries}
    worst = "lacking" if "lacking" in marks else "unknown" if "unknown" in marks else "fine"
    assert told.statements[1].mark == worst


def test_what_follows_is_told_once_for_each_record_with_what_the_agreement_costs():
    records = (answers(an_answer("sted")), answers(an_answer("lisens"), number=2, checklist="OPEN-SOURCE"))
    report = a_note(SYSTEM, AGREEMENT, *records)
    assert [each.id for each in report.topics] == ["overview", "CHK-0001", "CHK-0002", "follows-SYS-0001"]
    ((name, cost, ends),) = table(topic(report, "follows-SYS-0001"), "agreements")
    assert name.startswith("E-post") and cost.replace("\xa0", " ") == "1 120 000 kr" and ends == "31. des. 2027"
    assert table(topic(report, "follows-SYS-0001"), "findings")


def test_a_proposal_tells_what_it_means_for_whom_and_what_nobody_wrote():
    option = an_option(consequences=Consequences(residents="Raskere svar."), annual_cost=None)
    record = answers(checklist="NEW-PROJECT", about="QUE-0001")
    follows = topic(a_note(a_question(options=(option,)), record), "follows-QUE-0001")
    said = dict(table(follows, "proposal"))
    assert "Raskere svar." in said.values() and list(said.values()).count("Ikke skrevet ned") == 6


def test_one_record_is_told_of_alone_also_where_nobody_answered():
    report = a_note(SYSTEM, SYSTEM.model_copy(update={"id": "SYS-0002"}), answers(an_answer("sted")), about="SYS-0002")
    assert "Ikke svart Ingen har svart på disse sjekklistene om Kontorpakken." in words(topic(report, "nobody"))
    assert topic(report, "follows-SYS-0002")
    assert "Ikke svart" in words(topic(a_note(), "nobody"))


def test_a_record_no_checklist_is_about_is_refused():
    with pytest.raises(NothingAsked) as refusal:
        a_note(about="PER-1")
    assert "CLOUD-MOVE" in refusal.value.facts["checklists"]
    with pytest.raises(RecordNotFound):
        a_note(about="SYS-0404")


def test_what_the_checklists_rest_on_and_nobody_confirmed_is_listed():
    report = a_note(SYSTEM, answers(an_answer("sted")))
    assert "GDPR artikkel 44" in report.unverified and not any("28" in each for each in report.unverified)
    assert report.head.as_of == AS_OF
