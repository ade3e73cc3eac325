"""Pace towards a goal: where a straight line from decision to due day would be, and what is needed from here on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from compliance.model.decision import Goal
from compliance.model.values import Amount, Line, Value

DAYS_IN_MONTH = Fraction(365, 12)


class Pace(Value):
    """A goal on a day. What cannot be told is None: a goal never measured is neither reached nor missed."""

    indicator: Line | None = None
    unit: Line | None = None
    baseline: Amount | None = None
    target: Amount | None = None
    measured: Amount | None = None
    measured_on: date | None = None
    due: date | None = None
    reached: bool | None = None
    expected: Amount | None = None
    """Where the straight line was on the day measured, rounded towards the baseline."""
    on_pace: bool | None = None
    needed_per_month: Amount | None = None
    """What each month left must bring, rounded up; None when reached, never measured, or out of time."""

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to wait for: no target, target reached, or measured when time was up."""
        if self.target is None or self.reached:
            return True
        return bool(self.due and self.measured_on and self.measured_on >= self.due)


def pace(goal: Goal, decided_on: date | None, as_of: date) -> Pace:
    """How a goal stands on `as_of`; a value measured later is not known yet."""
    known = goal.measured is not None and (goal.measured_on is None or goal.measured_on <= as_of)
    measured = goal.measured if known else None
    measured_on = goal.measured_on if known else None
    expected = _expected(goal, decided_on, measured_on or as_of)
    old = _before(measured_on, decided_on)
    return Pace(
        indicator=goal.indicator, unit=goal.unit, baseline=goal.baseline, target=goal.target,
        measured=measured, measured_on=measured_on, due=goal.due, expected=expected,
        reached=None if old else _at_least(goal, measured, goal.target),
        on_pace=None if old else _at_least(goal, measured, expected),
        needed_per_month=_needed(goal, measured, as_of),
    )  # fmt: skip


def _before(measured_on: date | None, decided_on: date | None) -> bool:
    """A value from before the decision says nothing of the work that followed."""
    return measured_on is not None and decided_on is not None and measured_on < decided_on


def _at_least(goal: Goal, measured: int | None, mark: int | None) -> bool | None:
    """Whether the measured value is as far as the mark, in the direction the goal goes."""
    if measured is None or mark is None or goal.target is None:
        return None
    falling = goal.baseline is not None and goal.target < goal.baseline
    return measured <= mark if falling else measured >= mark


def _expected(goal: Goal, decided_on: date | None, day: date) -> int | None:
    if goal.baseline is None or goal.target is None or goal.due is None or decided_on is None:
        return None
    span = (goal.due - decided_on).days
    gone = min(max((day - decided_on).days, 0), span)
    if span <= 0:
        return goal.target
    way = Fraction((goal.target - goal.baseline) * gone, span)
    return goal.baseline + (floor(way) if way >= 0 else ceil(way))


def _needed(goal: Goal, measured: int | None, as_of: date) -> int | None:
    if measured is None or goal.target is None or goal.due is None or _at_least(goal, measured, goal.target):
        return None
    days = (goal.due - as_of).days
    if days <= 0:
        return None
    step = (goal.target - measured) * DAYS_IN_MONTH / max(Fraction(days), DAYS_IN_MONTH)
    return ceil(step) if step > 0 else floor(step)
