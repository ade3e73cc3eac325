from datetime import date

import pytest

from compliance.followup.accounts import Account, AccountState
from compliance.followup.pace import Pace
from compliance.followup.tasks import TaskAccount
from compliance.followup.words import goal_words, remarks, state_mark, state_words
from compliance.model.decision import TaskStatus


def account(state, **more):
    return Account(question_id="QUE-0001", name="Sak", state=state, **more)


@pytest.mark.parametrize("state", AccountState)
def test_every_state_has_words_and_a_mark(state):
    held = account(state, days_late=3, done_on=date(2026, 8, 28), postponed_until=date(2027, 2, 1))
    assert state_words(held, "nb").strip() and "{" not in state_words(held, "nb")
    assert state_mark(held) in ("stop", "lacking", "unknown", "fine", "none")


def test_late_is_counted_in_days():
    assert state_words(account(AccountState.late, days_late=1), "nb") == "1 dag for sent"
    assert state_words(account(AccountState.late, days_late=50), "nb") == "50 dager for sent"


def test_done_late_says_when_and_how_late():
    held = account(AccountState.done_late, days_late=3, done_on=date(2026, 6, 18))
    assert state_words(held, "nb") == "Gjort 18. juni 2026, 3 dager for sent"


def behind(**given):
    return Pace(reached=False, on_pace=False, **given)


def test_a_goal_is_told_by_whether_it_is_on_the_way_and_the_figures_that_say_so():
    slow = behind(unit="erklæringer", baseline=4, target=12, measured=9, expected=11, needed_per_month=3)
    on_its_way = Pace(target=8, baseline=30, measured=20, unit="timer", reached=False, on_pace=True)
    assert goal_words(slow, "nb") == (
        "Henger etter",
        "9 erklæringer, mål 12",
        "Skulle vært 11",
        "Trenger 3 til i måneden",
    )
    assert goal_words(Pace(target=8, measured=6, unit="timer", reached=True), "nb") == (
        "Nådd",
        "6 timer, mål høyst 8",
    )
    assert goal_words(Pace(target=1, baseline=0, measured=1, unit="ganger", reached=True), "nb") == (
        "Nådd",
        "1 ganger, mål 1",
    )
    assert goal_words(on_its_way, "nb") == ("I rute", "20 timer, mål høyst 8")


def test_a_goal_that_is_too_late_to_reach_is_not_reached_and_one_of_none_is_not_at_most_none():
    missed = Pace(
        indicator="Ansatte som har tatt kurset",
        unit="prosent",
        target=95,
        measured=91,
        reached=False,
        due=date(2026, 10, 31),
        measured_on=date(2026, 11, 1),
    )
    none_left = Pace(
        indicator="Maskiner uten oppdateringer", unit="maskiner", baseline=60, target=0, measured=0, reached=True
    )
    assert goal_words(missed, "nb") == ("Ikke nådd", "Ansatte som har tatt kurset: 91 prosent, mål 95")
    assert goal_words(none_left, "nb") == ("Nådd", "Maskiner uten oppdateringer: 0, mål 0")


def test_a_goal_not_measured_or_not_set_says_so():
    assert goal_words(Pace(target=8, unit="timer"), "nb") == ("Ikke målt", "mål 8 timer")
    assert goal_words(Pace(target=8, measured=9, expected=12, reached=False), "nb") == (
        "Ikke målt siden vedtaket",
        "9, mål 8",
    )
    assert goal_words(None, "nb") == ("Ikke satt",)


def test_moved_deadlines_and_missing_checks_are_told():
    task = TaskAccount(id="TASK-0001", name="Oppgave", status=TaskStatus.done, times_moved=2)
    held = account(AccountState.done_on_time, done_on=date(2026, 6, 18), tasks=(task,))
    assert remarks(held, "nb") == ("Fristen er flyttet 2 ganger", "Ikke kontrollert ennå")
    dated = task.model_copy(update={"due": date(2027, 3, 31), "times_moved": 1})
    assert "Flyttet én gang, til 31. mars 2027" in remarks(account(AccountState.under_way, tasks=(dated,)), "nb")


def test_what_must_fall_is_told_by_how_much_it_must_fall_a_month():
    given = {"indicator": "Brukere uten to trinn", "unit": "brukere", "baseline": 422, "target": 0}
    falling = behind(**given, measured=260, expected=158, needed_per_month=-180)
    assert goal_words(falling, "nb")[2:] == ("Skulle vært 158", "Må ned 180 i måneden")
