from datetime import date

import pytest

from compliance.checks.facts.lateness import days_overdue, review_due
from compliance.checks.law import law_on
from compliance.model.activity import Activity
from compliance.model.decision import Task

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
