import pytest

from compliance.model.decision import TaskStatus
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_task, date


@pytest.fixture
def book(tmp_path):
    return a_register(
        tmp_path / "r.db", a_memo(), a_decided(), a_task(1), a_task(2, status=TaskStatus.done, done_on=date(2026, 8, 1))
    )


def task(capsys, book, id):
    (found,) = [each for each in said(capsys, "tasks", "--register", book, "--json", *DAY)["tasks"] if each["id"] == id]
    return found


def test_a_task_goes_from_open_by_done_to_verified_and_the_decision_with_it(capsys, book):
    line = ("--register", book, "--actor", "PER-2", *DAY)
    assert said(capsys, "task", "done", "TASK-0001", "--on", "2026-11-19", *line, "--json")["entry"] == 3
    assert task(capsys, book, "TASK-0001")["status"] == "done"
    assert said(capsys, "task", "verify", "TASK-0001", *line, "--json", code=1)["kind"] == "OwnerMayNotVerify"
    said(capsys, "task", "verify", "TASK-0001", "--register", book, "--actor", "PER-3", *DAY)
    said(capsys, "task", "verify", "TASK-0002", "--register", book, "--actor", "PER-3", *DAY)
    (account,) = said(capsys, "followup", "--register", book, "--json", *DAY)["decisions"]
    assert account["state"] == "done_late" and account["closed"] and account["days_late"] == 79


def test_moving_a_task_keeps_the_first_day_and_the_reason(capsys, book):
    line = ("--register", book, "--actor", "PER-2", *DAY)
    said(capsys, "task", "move", "TASK-0001", "--to", "2027-01-15", "--reason", "Venter på levering", *line)
    moved = task(capsys, book, "TASK-0001")
    assert (moved["due"], moved["original_due"], moved["times_moved"]) == ("2027-01-15", "2026-09-01", 1)
    assert "Venter på levering" in said(capsys, "history", "TASK-0001", "--register", book)


def test_a_dry_run_says_what_would_change_and_changes_nothing(capsys, book):
    line = ("--register", book, "--actor", "PER-2", *DAY)
    assert "TASK-0001 would change" in said(capsys, "task", "done", "TASK-0001", "--dry-run", *line)
    assert task(capsys, book, "TASK-0001")["status"] == "open"


def test_a_task_that_is_not_there_and_a_record_that_is_no_task_are_refused(capsys, book):
    for id in ("TASK-9999", "QUE-0001"):
        refused = said(capsys, "task", "done", id, "--register", book, "--actor", "PER-2", "--json", *DAY, code=2)
        assert refused["kind"] == "TaskNotFound"


def test_proof_must_be_a_record_of_the_register(capsys, book):
    line = ("--register", book, "--actor", "PER-2", "--json", *DAY)
    refused = said(capsys, "task", "done", "TASK-0001", "--evidence", "EVI-0099", *line, code=2)
    assert refused["kind"] == "DanglingReference"
