from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.followup.pace import pace
from compliance.model.decision import Goal

DECIDED = date(2026, 1, 1)
DUE = date(2026, 12, 31)
HALFWAY = date(2026, 7, 2)


def goal(**changed):
    return Goal(
        **{"indicator": "Erklæringer", "unit": "erklæringer", "baseline": 0, "target": 100, "due": DUE, **changed}
    )


def test_halfway_in_time_a_straight_line_is_halfway_to_the_target():
    told = pace(goal(measured=60, measured_on=HALFWAY), DECIDED, HALFWAY)
    assert told.expected == 50 and told.on_pace is True and told.reached is False


def test_less_than_the_straight_line_is_behind():
    assert pace(goal(measured=40, measured_on=HALFWAY), DECIDED, HALFWAY).on_pace is False


def test_a_falling_goal_is_reached_from_above():
    falling = goal(baseline=30, target=8, measured=6, measured_on=HALFWAY)
    assert pace(falling, DECIDED, HALFWAY).reached is True
    assert pace(goal(baseline=30, target=8, measured=20, measured_on=HALFWAY), DECIDED, HALFWAY).on_pace is False


def test_what_is_left_is_shared_over_the_months_left_and_rounded_up():
    told = pace(goal(measured=40, measured_on=HALFWAY), DECIDED, date(2026, 10, 31))
    assert told.needed_per_month == 30  # 60 left, 61 days: a little more than two months


def test_a_falling_goal_needs_a_negative_pace():
    told = pace(goal(baseline=100, target=0, measured=50), DECIDED, date(2026, 12, 1))
    assert told.needed_per_month == -50


def test_nothing_is_needed_when_the_target_is_reached_or_time_is_out():
    assert pace(goal(measured=100), DECIDED, HALFWAY).needed_per_month is None
    assert pace(goal(measured=10), DECIDED, DUE).needed_per_month is None


def test_a_goal_never_measured_is_neither_reached_nor_missed():
    told = pace(goal(), DECIDED, HALFWAY)
    assert told.reached is None and told.on_pace is None and not told.settled


def test_a_value_measured_after_the_day_is_not_known_on_the_day():
    told = pace(goal(measured=100, measured_on=DUE), DECIDED, HALFWAY)
    assert told.measured is None and told.reached is None


def test_a_goal_measured_when_time_was_up_is_settled_though_missed():
    assert pace(goal(measured=10, measured_on=DUE), DECIDED, DUE).settled
    assert not pace(goal(measured=10, measured_on=HALFWAY), DECIDED, DUE).settled


@given(
    st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000),
    st.integers(0, 800), st.integers(1, 800),
)  # fmt: skip
def test_the_straight_line_never_leaves_the_way_from_baseline_to_target(baseline, target, measured, gone, span):
    day = DECIDED + timedelta(days=gone)
    held = goal(baseline=baseline, target=target, measured=measured, due=DECIDED + timedelta(days=span))
    told = pace(held, DECIDED, day)
    assert min(baseline, target) <= told.expected <= max(baseline, target)
    if told.reached:
        assert told.on_pace and told.settled and told.needed_per_month is None
    if told.needed_per_month is not None:
        assert (told.needed_per_month > 0) == (target > measured)
