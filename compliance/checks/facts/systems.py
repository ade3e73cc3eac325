"""Facts about systems: how old tests and reviews are, and whether the law on AI binds (guide A.14; GDPR 32)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.model.supply import System

CONFIDENTIAL: Final = 3
"""The class of confidentiality from which access is gone through more often (guide B.0)."""


def restore_tested_lately(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether data were brought back from a copy within the usual time. Unknown without a day that has come."""
    tested = system.backup.last_restore_test if system.backup is not None else None
    return _within(tested, law.period("restore_test"), as_of)


def log_checked_lately(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the log was gone through within the usual time. Unknown without a day that has come."""
    return _within(system.log_review_last, law.period("log_check"), as_of)


def access_reviewed_lately(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether access was gone through within the time its class asks for.

    Unknown without a day that has come, and where that day would do for one class and not for another.
    """
    usual = _within(system.access_review_on, law.period("access_review"), as_of)
    strict = _within(system.access_review_on, law.period("access_review_confidential"), as_of)
    if usual == strict:
        return usual
    return None if system.c is None else system.c < CONFIDENTIAL


def rehearsed_lately(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether doing without the system was rehearsed within the usual time. Unknown without a day that has come."""
    return _within(system.continuity_exercised_on, law.period("continuity_rehearsal"), as_of)


def ai_bans_bind(system: System, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the bans of the AI Act bind in this country on that day; False too where no day was found."""
    return law.binds("ai_bans")


def ai_duties_bind(system: System, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the duties of those who use high-risk AI bind already; False too where no day was found."""
    return law.binds("ai_high_risk")


def _within(day: date | None, period: str, as_of: date) -> bool | None:
    """Whether a day is no longer ago than a period; a day that has not come tells nothing."""
    return None if day is None or day > as_of else day >= before(as_of, period)


FACTS: Final = {
    "system": (
        restore_tested_lately,
        log_checked_lately,
        access_reviewed_lately,
        rehearsed_lately,
        ai_bans_bind,
        ai_duties_bind,
    ),
}
