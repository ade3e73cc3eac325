from datetime import date

import pytest

from compliance.followup.reporting import (
    DayToCome,
    NotMoved,
    OwnerMayNotVerify,
    TaskNotDone,
    TaskSettled,
    done,
    moved,
    verified,
)
from compliance.model.decision import TaskStatus
from tests.memo.books import AS_OF, a_task


def test_done_keeps_earlier_proof_and_adds_the_new():
    task = a_task(evidence_ids=("EVI-1",))
    assert done(task, date(2026, 8, 1), AS_OF, ("EVI-1", "EVI-2")) == {
        "status": "done", "done_on": "2026-08-01", "evidence_ids": ["EVI-1", "EVI-2"],
    }  # fmt: skip


def test_nothing_is_done_on_a_day_to_come():
    with pytest.raises(DayToCome):
        done(a_task(), date(2026, 11, 21), AS_OF)


@pytest.mark.parametrize("status", [TaskStatus.done, TaskStatus.verified, TaskStatus.cancelled])
def test_a_settled_task_is_not_reported_again(status):
    with pytest.raises(TaskSettled):
        done(a_task(status=status), AS_OF, AS_OF)
    with pytest.raises(TaskSettled):
        moved(a_task(status=status), date(2027, 1, 1))


def test_another_person_verifies_what_was_done():
    task = a_task(status=TaskStatus.done)
    assert verified(task, "PER-3", AS_OF) == {"status": "verified", "verified_by": "PER-3", "verified_on": "2026-11-20"}


def test_the_owner_may_not_verify_own_work():
    with pytest.raises(OwnerMayNotVerify) as refused:
        verified(a_task(status=TaskStatus.done), "PER-2", AS_OF)
    assert refused.value.exit_code == 1


def test_work_not_reported_done_is_not_verified():
    with pytest.raises(TaskNotDone):
        verified(a_task(), "PER-3", AS_OF)


def test_moving_keeps_the_first_day_and_counts_the_moves():
    once = moved(a_task(), date(2026, 12, 1))
    assert once == {"due": "2026-12-01", "postponements": 1, "original_due": "2026-09-01"}
    again = moved(a_task(due=date(2026, 12, 1), original_due=date(2026, 9, 1), postponements=1), date(2027, 1, 1))
    assert again == {"due": "2027-01-01", "postponements": 2, "original_due": "2026-09-01"}


def test_setting_a_day_where_there_was_none_is_no_move():
    assert moved(a_task(due=None), date(2026, 12, 1)) == {"due": "2026-12-01", "postponements": 0}


def test_moving_to_the_same_day_is_refused():
    with pytest.raises(NotMoved):
        moved(a_task(), date(2026, 9, 1))
