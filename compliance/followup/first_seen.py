"""Since when a fault is known: silence is left to the line for a while before it reaches the leader (guide D.6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from compliance.followup.accounts import PUT_BEFORE_LEADER
from compliance.model.decision import Memo

if TYPE_CHECKING:
    from compliance.checks.engine import FirstSeen
    from compliance.register.view import View


def first_seen_in(view: View) -> FirstSeen:
    """The day a finding was first seen, by its id and its subject's.

    That is the as-of day of the earliest presented memo that holds it, else the day of the entry that last changed
    its subject: the book stores no findings.
    """
    told = _told(view)

    def first_seen(finding: str, subject: str) -> date | None:
        if finding in told:
            return told[finding]
        return view.changed_at(subject).date() if view.get(subject) is not None else None

    return first_seen


def _told(view: View) -> dict[str, date]:
    told: dict[str, date] = {}
    for memo in view.of("memo"):
        if isinstance(memo, Memo) and memo.state in PUT_BEFORE_LEADER and memo.as_of:
            for finding in memo.finding_ids:
                told[finding] = min(told.get(finding, memo.as_of), memo.as_of)
    return told
