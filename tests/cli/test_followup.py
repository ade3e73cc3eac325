from compliance.model.decision import Choice, Goal
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_task, date


def test_every_earlier_decision_is_accounted_for_with_state_task_and_goal(capsys, tmp_path):
    goal = Goal(indicator="Erklæringer", unit="erklæringer", baseline=4, target=12, due=date(2026, 10, 1), measured=9)
    book = a_register(
        tmp_path / "r.db", a_memo(), a_decided(1, goal=goal), a_decided(2, choice=Choice.reject), a_task()
    )
    told = said(capsys, "followup", "--register", book, "--json", *DAY)
    late, rejected = told["decisions"]
    assert (late["question_id"], late["state"], late["days_late"]) == ("QUE-0001", "late", 80)
    assert late["state_text"] == "80 dager for sent" and late["goal_text"][:2] == [
        "Henger etter",
        "Erklæringer: 9, mål 12",
    ]
    assert late["tasks"][0]["id"] == "TASK-0001" and late["goal"]["reached"] is False
    assert rejected["state"] == "rejected" and told["grade"]["decisions"] == 1


def test_one_late_decision_is_late_and_two_are_late(capsys, tmp_path):
    one = a_register(tmp_path / "one.db", a_memo(), a_decided(), a_task())
    told = said(capsys, "followup", "--register", one, "--language", "en", *DAY)
    assert "0 of 1 decision is carried out. 1 is late." in told
    two = a_register(tmp_path / "two.db", a_memo(), a_decided(1), a_decided(2), a_task())
    told = said(capsys, "followup", "--register", two, "--language", "en", *DAY)
    assert "0 of 2 decisions are carried out. 2 are late." in told


def test_on_an_earlier_day_the_same_decision_was_not_yet_late(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_memo(), a_decided(), a_task())
    (account,) = said(capsys, "followup", "--register", book, "--json", "--as-of", "2026-08-31")["decisions"]
    assert account["state"] == "under_way"


def test_without_decisions_it_says_so(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_memo())
    assert "No decision was taken before." in said(capsys, "followup", "--register", book, "--language", "en", *DAY)
