"""The accounts in words: what became of a decision, and how far its goal is."""

from __future__ import annotations

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
    """Where the goal stands, then whether that is on the way: 44 av 71 erklæringer; skulle vært 60."""
    said = wording(CODE, language)
    if goal is None or goal.target is None:
        return (said("goal.none"),)
    if goal.measured is None:
        return (said("goal.unmeasured", target=goal.target, unit=goal.unit or ""),)
    if goal.reached:
        return (_standing(goal, "reached_falling", "reached", said),)
    return (_standing(goal, "falling", "now", said), *_way(goal, said))


def _standing(goal: Pace, falling: str, rising: str, said: Wording) -> str:
    path = falling if _falls(goal) else rising
    return said(f"goal.{path}", measured=goal.measured, target=goal.target, unit=goal.unit or "")


def _falls(goal: Pace) -> bool:
    """Whether less is better: by where it started, or by a target reached from below."""
    if goal.target is None:
        return False
    if goal.baseline is not None:
        return goal.target < goal.baseline
    return bool(goal.reached) and goal.measured is not None and goal.measured < goal.target


def _way(goal: Pace, said: Wording) -> tuple[str, ...]:
    if goal.on_pace:
        return (said("goal.on_pace"),)
    if goal.on_pace is None:
        return (said("goal.not_since"),) if goal.expected is not None else ()
    found = []
    if goal.expected is not None:
        found.append(said("goal.behind", expected=goal.expected))
    if goal.needed_per_month:
        found.append(said("goal.needed", needed=abs(goal.needed_per_month)))
    return tuple(found)
