"""Facts about systems: what is not in place, how old tests and reviews are, and whether the law on AI binds.

Guide A.14; GDPR 32; AI Act 5, 26, 27.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.facts.archive import is_authority
from compliance.checks.law import Law
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.model.supply import System
from compliance.model.values import Answer

CONFIDENTIAL: Final = 3
"""The class of confidentiality from which access is gone through more often (guide B.0)."""


def classes_not_set(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """Which of the three classes nobody has set."""
    classes = {"confidentiality": system.c, "integrity": system.i, "availability": system.a}
    return tuple(name for name, grade in classes.items() if grade is None)


def recovery_class(system: System, reading: Reading, law: Law, as_of: date) -> int | None:
    """The higher of integrity and availability as far as they are set, which says how much a copy is needed.

    Unknown where neither is set. One that is not set may be higher: that a class is not set is a fault of its own.
    """
    return max((grade for grade in (system.i, system.a) if grade is not None), default=None)


def not_encrypted(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """Where data are known to be open to others. Unknown where none is, and one of the two is not answered."""
    answers = {"encryption_transit": system.encryption_transit, "encryption_rest": system.encryption_rest}
    found = tuple(name for name, answer in answers.items() if answer is Answer.no)
    return found or (() if all(answer is Answer.yes for answer in answers.values()) else None)


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


def continuity_lacking(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """What is not in place for doing without the system; a rehearsal that is too old is none.

    Unknown where nothing else lacks, and the rehearsal is dated ahead.
    """
    lately = rehearsed_lately(system, reading, law, as_of) if system.continuity_exercised_on is not None else False
    in_place = {
        "rto": system.rto is not None,
        "continuity_plan": system.continuity_plan is not None,
        "continuity_exercised_on": lately is not False,
    }
    found = tuple(name for name, there in in_place.items() if not there)
    return None if lately is None and not found else found


def ai_duties_lacking(system: System, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """What those who use high-risk AI must have and do not; the assessment of rights is asked of authorities only.

    Unknown where nothing else lacks, and it is not told whether the organisation is one.
    """
    asked_of_us = is_authority(reading.controller(system))
    in_place = {
        "ai_oversight_person_id": system.ai_oversight_person_id is not None,
        "ai_instructions_evidence": system.ai_instructions_evidence is not None,
        "fria_evidence": system.fria_evidence is not None or not asked_of_us,
    }
    found = tuple(name for name, there in in_place.items() if not there)
    return None if asked_of_us is None and system.fria_evidence is None and not found else found


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
        classes_not_set,
        recovery_class,
        not_encrypted,
        restore_tested_lately,
        log_checked_lately,
        access_reviewed_lately,
        rehearsed_lately,
        continuity_lacking,
        ai_duties_lacking,
        ai_bans_bind,
        ai_duties_bind,
    ),
}
