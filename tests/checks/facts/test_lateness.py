from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.lateness import days_overdue, review_due, review_long_overdue, times_moved, unfinished
from compliance.checks.law import law_on
from compliance.model.activity import Activity
from compliance.model.decision import Task, TaskStatus

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")


@pytest.mark.parametrize(
    ("due", "days"), [(date(2024, 2, 29), 1), (DAY, 0), (date(2024, 3, 2), 0), (date(2023, 3, 1), 366), (None, None)]
)
def test_a_task_is_late_from_the_day_after_its_due_day(due, days):
    assert days_overdue(Task(id="TASK-1", name="Oppgave", due=due), None, LAW, DAY) == days


@pytest.mark.parametrize(
    ("reviewed", "interval", "due"),
    [
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2024, 2, 29), "P6M", date(2024, 8, 29)),
        (None, "P6M", None),
    ],
)
def test_a_review_is_due_by_its_own_interval_or_the_usual_one(reviewed, interval, due):
    activity = Activity(id="ACT-1", name="Behandling", last_reviewed=reviewed, review_interval=interval)
    assert review_due(activity, None, LAW, DAY) == due


@pytest.mark.parametrize(
    ("reviewed", "made", "due"),
    [
        (None, date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 1), date(2020, 1, 1), date(2024, 3, 1)),
        (DAY, date(2020, 1, 1), date(2024, 4, 1)),
        (date(2024, 3, 2), date(2024, 1, 1), date(2024, 2, 1)),
        (None, DAY, date(2024, 4, 1)),
        (None, date(2024, 3, 2), None),
        (None, None, None),
    ],
)
def test_an_entry_never_reviewed_counts_from_the_day_it_was_made(reviewed, made, due):
    activity = Activity(id="ACT-1", name="Behandling", last_reviewed=reviewed, created_on=made, review_interval="P1M")
    assert review_due(activity, None, LAW, DAY) == due


@pytest.mark.parametrize(
    ("reviewed", "interval", "long"),
    [
        (None, None, None),
        (date(2022, 3, 1), None, False),
        (date(2022, 2, 28), None, True),
        (date(2024, 1, 1), "P1M", False),
        (date(2023, 12, 31), "P1M", True),
    ],
)
def test_a_review_is_long_overdue_when_the_next_one_should_have_been_held_too(reviewed, interval, long):
    activity = Activity(id="ACT-1", name="Behandling", last_reviewed=reviewed, review_interval=interval)
    assert review_long_overdue(activity, None, LAW, DAY) is long


@pytest.mark.parametrize(
    ("status", "done_on", "left"),
    [
        (None, None, True),
        ("open", None, True),
        ("in_progress", DAY, True),
        ("done", None, False),
        ("done", DAY, False),
        ("done", date(2024, 3, 2), True),
        ("verified", date(2024, 3, 2), True),
        ("verified", date(2024, 2, 29), False),
        ("cancelled", date(2024, 3, 2), False),
    ],
)
def test_work_is_left_until_the_day_it_was_reported_done(status, done_on, left):
    task = Task(id="TASK-1", name="Oppgave", status=status and TaskStatus(status), done_on=done_on)
    assert unfinished(task, None, LAW, DAY) is left


@pytest.mark.parametrize(
    ("counted", "first", "due", "moved"),
    [
        (None, None, None, 0),
        (None, DAY, DAY, 0),
        (None, DAY, date(2024, 3, 2), 1),
        (None, date(2024, 3, 2), DAY, 0),
        (0, DAY, date(2025, 3, 1), 1),
        (3, DAY, date(2025, 3, 1), 3),
        (2, None, DAY, 2),
    ],
)
def test_a_later_due_day_was_moved_at_least_once(counted, first, due, moved):
    task = Task(id="TASK-1", name="Oppgave", postponements=counted, original_due=first, due=due)
    assert times_moved(task, None, LAW, DAY) == moved


@given(st.sampled_from([None, *TaskStatus]), st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_lateness_grows_by_the_day_and_what_is_done_stays_done(status, due, done_on, day):
    task = Task(id="TASK-1", name="Oppgave", status=status, due=due, done_on=done_on)
    next_day = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    today, tomorrow = days_overdue(task, None, LAW, day), days_overdue(task, None, LAW, next_day)
    assert (today is None) == (due is None)
    assert today is None or 0 <= today <= tomorrow <= today + 1
    assert unfinished(task, None, LAW, day) or not unfinished(task, None, LAW, next_day)
