"""Facts about how the leadership governs (guide A.23, D.2; ISO/IEC 27001 9.3)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.organisation import Organisation


def next_management_review(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next review is in time. Unknown where none was held, or the day is still to come."""
    last = organisation.last_management_review
    if last is None or last > as_of:
        return None
    return after(last, law.period("management_review_interval"))


FACTS: Final = {"organisation": (next_management_review,)}
