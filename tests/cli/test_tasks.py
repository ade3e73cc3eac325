from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_task, date


def test_tasks_are_listed_with_the_days_they_are_late_and_by_owner(capsys, tmp_path):
    book = a_register(
        tmp_path / "r.db", a_memo(), a_decided(), a_task(1), a_task(2, owner_id="PER-3", due=date(2027, 1, 1))
    )
    told = said(capsys, "tasks", "--register", book, "--json", *DAY)
    assert [(task["id"], task["days_late"]) for task in told["tasks"]] == [("TASK-0001", 80), ("TASK-0002", 0)]
    assert told["as_of"] == "2026-11-20" and told["entry"] == 2
    mine = said(capsys, "tasks", "--owner", "PER-3", "--register", book, "--json", *DAY)["tasks"]
    assert [task["id"] for task in mine] == ["TASK-0002"]
    assert "1 of 2 open tasks is late" in said(capsys, "tasks", "--register", book, "--language", "en", *DAY)


def test_a_register_without_tasks_says_so(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_memo())
    assert "No tasks." in said(capsys, "tasks", "--register", book, "--language", "en", *DAY)
