"""Facts about the contracts with suppliers (guide A.13; GDPR 28(3))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.supply import DpaItem, Engagement


def contract_ends_soon(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the contract runs out today or within the time of warning. Unknown without a last day."""
    last = engagement.dpa_valid_to
    return None if last is None else as_of <= last <= after(as_of, law.period("dpa_warning"))


def missing_points(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> tuple[DpaItem, ...] | None:
    """The points of 28(3) the contract leaves out, in the order of the law. Unknown while nobody has read it."""
    if engagement.dpa_items is None:
        return None
    return tuple(item for item in DpaItem if item not in engagement.dpa_items)


FACTS: Final = {"engagement": (contract_ends_soon, missing_points)}
