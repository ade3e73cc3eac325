"""The plan names every role needed and says of each whether it is held in writing; what is not known is told."""

from compliance.model.checklist import Reply
from tests.matter.told import PROFILE, a_plan, an_answer, answers, table, topic, words


def test_every_role_is_held_in_writing_by_word_of_mouth_or_not_at_all():
    told = topic(a_plan(PROFILE), "roles")
    assert "1 av 3 roller er gitt til noen skriftlig" in words(told)
    assert [row[1:] for row in table(told, "roles")] == [
        ["Kommunedirektøren", "Gitt skriftlig"], ["IT-sjef", "Ikke gitt skriftlig"], ["Ingen er ført", "Ikke fylt"],
    ]  # fmt: skip


def test_roles_nobody_wrote_down_are_told_as_not_written_down():
    for documents in ((), (PROFILE.model_copy(update={"required_roles": ()}),)):
        told = topic(a_plan(*documents), "roles")
        assert told.statements[0].word == "Ikke skrevet ned" and not told.tables


def test_training_is_measured_against_its_goal_and_never_without_one():
    def mark(**changed):
        return topic(a_plan(PROFILE.model_copy(update=changed)), "training").statements[0].mark

    assert mark() == "lacking" and mark(training_coverage_pct=90) == "fine"
    assert mark(training_target_pct=None) == "unknown" and mark(training_coverage_pct=None) == "lacking"


def test_the_checklist_tells_how_each_gap_is_closed_and_its_silence_is_told():
    record = answers(an_answer("en_person", Reply.no), checklist="ICT-COMPETENCE", about="ORG-1")
    told = topic(a_plan(PROFILE, record), "CHK-0001")
    gaps = [row for row in table(told, "points") if row[0].startswith("Kan alle viktige systemer")]
    assert gaps[0][1:] == ["IT-leder", "Ikke satt", "Ingen oppgave er laget"]
    assert "Ikke svart" in words(topic(a_plan(PROFILE), "nobody"))
    elsewhere = record.model_copy(update={"subject_id": "ORG-2"})
    assert "Ikke svart" in words(topic(a_plan(PROFILE, elsewhere), "nobody"))
