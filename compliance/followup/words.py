"""The accounts in words: what became of a decision, and how far its goal is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.followup.accounts import Account, AccountState
from compliance.followup.pace import Pace
from compliance.language.dates import short_date
from compliance.language.wording import Wording, wording

CODE = "follow-up"


def state_words(account: Account, language: str) -> str:
    """What became of a decision: gjort 28. august; 50 dager for sent; utsatt til 1. mai 2027."""
    said = wording(CODE, language)
    path = f"states.{account.state}"
    if account.state == AccountState.late:
        return said.counted(path, account.days_late)
    text = said(path, done_on=_day(account.done_on, language), postponed_until=_day(account.postponed_until, language))
    if account.state == AccountState.done_late:
        return f"{text}, {said.counted(f'{path}.late', account.days_late)}"
    return text


def state_mark(account: Account) -> str:
    """How the state is marked beside the words: fine, lacking, unknown or none."""
    return str(wording(CODE, "nb").held(f"states.{account.state}.mark"))


def remarks(account: Account, language: str) -> tuple[str, ...]:
    """What else a leader should know: deadlines moved, and whether anybody checked."""
    said = wording(CODE, language)
    found = _moved(account, said, language)
    if account.done_on and account.tasks:
        found.append(said("checked" if account.verified else "unchecked"))
    return tuple(found)


def _moved(account: Account, said: Wording, language: str) -> list[str]:
    moved = max((task.times_moved for task in account.tasks), default=0)
    due = max((task.due for task in account.tasks if task.times_moved and task.due), default=None)
    if not moved:
        return []
    return [said.counted("moved", moved, due=_day(due, language)) if due else said.counted("moved_undated", moved)]


def _day(day: date | None, language: str) -> str:
    """Short, for a narrow column."""
    return short_date(day, language, year=True) if day else ""


def goal_words(goal: Pace | None, language: str) -> tuple[str, ...]:
    """Whether the goal is reached or on the way, then the figures that say so: ikke nådd; Erklæringer: 13, mål 18."""
    said = wording(CODE, language)
    if goal is None or goal.target is None:
        return (said("goal.none"),)
    if goal.measured is None:
        return said("goal.unmeasured"), _figures(goal, "target", said)
    held = _held(goal)
    figures = _figures(goal, "standing", said)
    return (said(f"goal.{held}"), figures, *_way(goal, said, held)) if held else (figures,)


def _held(goal: Pace) -> str | None:
    """None where nobody can say: neither when it was decided nor where it started is known."""
    if goal.settled:
        return "reached" if goal.reached else "missed"
    if goal.on_pace is not None:
        return "on_pace" if goal.on_pace else "behind"
    return "not_since" if goal.expected is not None else None


def _figures(goal: Pace, path: str, said: Wording) -> str:
    """The unit is left out where the indicator has said it."""
    named = f"{goal.indicator}: " if goal.indicator else ""
    unit = f" {goal.unit}" if goal.unit and goal.unit.casefold() not in named.casefold() else ""
    falls = path == "standing" and bool(goal.target) and _falls(goal)
    return named + said(f"goal.{'falling' if falls else path}", measured=goal.measured, target=goal.target, unit=unit)


def _falls(goal: Pace) -> bool:
    """Whether less is better: by where it started, or by a target reached from below."""
    if goal.target is None:
        return False
    if goal.baseline is not None:
        return goal.target < goal.baseline
    return bool(goal.reached) and goal.measured is not None and goal.measured < goal.target


def _way(goal: Pace, said: Wording, held: str) -> Iterator[str]:
    if held == "behind" and goal.expected is not None:
        yield said("goal.expected", expected=goal.expected)
    if held == "behind" and goal.needed_per_month:
        path = "needed_fewer" if goal.needed_per_month < 0 else "needed"
        yield said(f"goal.{path}", needed=abs(goal.needed_per_month))
