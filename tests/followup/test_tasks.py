from datetime import date

import pytest

from compliance.followup.tasks import task_accounts, tasks_of
from compliance.model.decision import TaskStatus
from tests.memo.books import AS_OF, a_question, a_task, reading


def only(*tasks, as_of=AS_OF):
    (account,) = task_accounts(reading(*tasks), as_of)
    return account


def test_an_open_task_is_late_from_the_day_after_it_was_due():
    assert only(a_task(due=AS_OF)).days_late == 0
    assert only(a_task(due=date(2026, 11, 19))).days_late == 1


@pytest.mark.parametrize("status", [TaskStatus.done, TaskStatus.verified, TaskStatus.cancelled])
def test_a_settled_task_is_never_late(status):
    assert only(a_task(status=status)).days_late == 0


def test_a_task_reported_done_later_was_not_done_on_the_day():
    account = only(a_task(status=TaskStatus.verified, done_on=date(2026, 12, 1), verified_on=date(2026, 12, 2)))
    assert account.status is TaskStatus.in_progress
    assert account.days_late == 80 and account.done_on is None


def test_a_task_checked_later_was_done_but_not_checked_on_the_day():
    account = only(a_task(status=TaskStatus.verified, done_on=date(2026, 8, 1), verified_on=date(2026, 12, 2)))
    assert account.status is TaskStatus.done


def test_a_task_without_a_due_day_is_not_late_and_without_status_is_open():
    account = only(a_task(due=None, status=None))
    assert account.days_late == 0 and account.status is TaskStatus.open


def test_tasks_come_with_the_latest_first_then_by_due_day():
    found = task_accounts(reading(a_task(1), a_task(2, due=date(2026, 1, 1)), a_task(3, due=date(2027, 1, 1))), AS_OF)
    assert [task.id for task in found] == ["TASK-0002", "TASK-0001", "TASK-0003"]


def test_owner_and_unit_are_named():
    account = only(a_task())
    assert (account.owner, account.unit) == ("IT-sjef", "IT")


def test_the_tasks_of_a_question_are_those_it_names_and_those_that_name_it():
    question = a_question(task_ids=("TASK-0002",))
    tasks = task_accounts(reading(question, a_task(1), a_task(2, question_id=None), a_task(3, question_id=None)), AS_OF)
    assert {task.id for task in tasks_of(question, tasks)} == {"TASK-0001", "TASK-0002"}
