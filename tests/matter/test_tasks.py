"""What each in the line has to do: every task and finding with one person, or openly with nobody."""

from datetime import date

import pytest

from compliance.model.activity import Activity
from compliance.model.decision import Goal, TaskStatus
from compliance.register.view import RecordNotFound
from tests.matter.sample import a_task_list, told
from tests.memo.books import a_decided, a_memo, a_task


def person(report, id):
    (found,) = [each for each in report.people if each.id == id]
    return found


def test_a_late_task_says_how_late_from_which_decision_and_how_far_the_goal_is():
    goal = Goal(indicator="Erklæringer", unit="erklæringer", baseline=4, target=12, due=date(2026, 10, 1), measured=9)
    report = a_task_list(a_memo(), a_decided(goal=goal), a_task())
    (line,) = person(report, a_task().owner_id).late
    assert line.word == "80 dager for sent" and line.mark == "lacking"
    assert line.decided_on == date(2026, 5, 12) and line.decision == "Rette det"
    assert line.goal[:2] == ("Henger etter", "Erklæringer: 9, mål 12")


def test_tasks_due_done_and_called_off_are_kept_apart():
    tasks = (
        a_task(1, due=date(2027, 1, 1)),
        a_task(2, status=TaskStatus.done, done_on=date(2026, 10, 1)),
        a_task(3, status=TaskStatus.verified, done_on=date(2026, 10, 1), verified_on=date(2026, 10, 9)),
        a_task(4, status=TaskStatus.cancelled),
    )
    found = person(a_task_list(a_memo(), a_decided(), *tasks), a_task().owner_id)
    assert [each.task.id for each in found.due] == ["TASK-0001"] and found.late == ()
    assert [each.task.id for each in found.done] == ["TASK-0002"]


def test_a_decision_nobody_has_made_tasks_of_waits_with_its_owner():
    found = person(a_task_list(a_memo(), a_decided()), a_decided().owner_id)
    assert [each.id for each in found.assignments] == ["QUE-0001"]


def test_every_finding_for_the_line_is_with_exactly_one():
    activities = (
        told(1),
        Activity(id="ACT-0002", name="Eierløs"),
        Activity(id="ACT-0003", name="Skolens", unit="Oppvekst"),
    )
    report = a_task_list(*activities)
    held = [(each.id, subject) for each in report.people for todo in each.todos for subject in todo.subjects]
    assert {owner for owner, subject in held if "ACT-0002" in subject} == {None}
    assert {owner for owner, subject in held if "ACT-0003" in subject} == {"PER-3"}
    assert report.people[-1].id is None and report.people[-1].name == "Ingen har fått ansvaret"
    assert all(sum(todo.count for todo in each.todos) <= each.findings for each in report.people)


def test_findings_say_what_is_wrong_and_what_to_do():
    todos = [todo for each in a_task_list(Activity(id="ACT-0002", name="Eierløs")).people for todo in each.todos]
    assert todos and all(todo.statement and todo.remedy and todo.citations for todo in todos)
    assert {todo.mark for todo in todos} <= {"stop", "lacking", "unknown"}


def test_one_person_gets_only_what_is_theirs_though_it_be_nothing():
    report = a_task_list(Activity(id="ACT-0002", name="Eierløs"), person="PER-2")
    assert [each.id for each in report.people] == ["PER-2"]
    with pytest.raises(RecordNotFound):
        a_task_list(person="PER-404")
