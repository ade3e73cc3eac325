"""Facts about what is written down of an incident, and what was reported (guide A.17; GDPR 33)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.incident import BreachItem, Incident

DOCUMENTED: Final = ("facts", "effects", "remedial_action")
"""What must be written down of every breach (33(5))."""


def documentation_lacking(incident: Incident, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The fields still empty of what must be written down of a breach, in the order of the law."""
    return tuple(field for field in DOCUMENTED if not (getattr(incident, field) or "").strip())


def points_not_reported(incident: Incident, reading: Reading, law: Law, as_of: date) -> tuple[BreachItem, ...] | None:
    """The points of 33(3) the report leaves out, in the order of the law. Unknown while nobody has read it."""
    if incident.notice_items is None:
        return None
    return tuple(item for item in BreachItem if item not in incident.notice_items)


def lessons_lacking(incident: Incident, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """Which of cause and tasks is not written down."""
    lacking = {"root_cause": not (incident.root_cause or "").strip(), "task_ids": not incident.task_ids}
    return tuple(field for field, is_lacking in lacking.items() if is_lacking)


FACTS: Final = {"incident": (documentation_lacking, points_not_reported, lessons_lacking)}
