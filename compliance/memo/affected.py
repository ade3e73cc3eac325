"""Whom findings touch: which activities and units, how many people, since when, and what happens on a known day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from compliance.checks.finding import Finding
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.related import RELATED
from compliance.model.activity import Activity
from compliance.model.assurance import Risk
from compliance.model.kinds import kind_of
from compliance.model.organisation import Person
from compliance.model.supply import Engagement, Supplier, System
from compliance.model.values import Document

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Affected:
    """What a set of findings touches. `people` counts a person once per activity; None where no number is known."""

    documents: tuple[Document, ...]
    activities: tuple[Activity, ...]
    units: tuple[str, ...]
    people: int | None
    people_unknown: int
    """Activities for which the number of people is not recorded."""
    oldest: date | None


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens on a known day whether or not anything is decided."""

    day: date
    kind: str
    name: str
    record: str = field(compare=False)
    """Id of the record it happens to; of several that read alike, the first."""


def affected(findings: Iterable[Finding], reading: Reading) -> Affected:
    """Whom the findings touch, each document and activity once."""
    documents = _documents(findings, reading)
    activities = _unique(activity for document in documents for activity in activities_of(document, reading))
    known = [activity.volume_persons for activity in activities if activity.volume_persons is not None]
    begun = [day for activity in activities if (day := activity.started_on or activity.created_on)]
    return Affected(
        documents=documents,
        activities=activities,
        units=tuple(sorted({unit for document in documents for unit in units_of(document, reading)})),
        people=sum(known) if known else None,
        people_unknown=len(activities) - len(known),
        oldest=min(begun, default=None),
    )


def activities_of(document: Document, reading: Reading) -> tuple[Activity, ...]:
    """The activities a record belongs to: itself, those it serves, or those it is about."""
    if isinstance(document, Activity):
        return (document,)
    if isinstance(document, Risk):
        return reading.find_all(Activity, document.object_ids)
    if isinstance(document, Supplier):
        engagements = reading.naming(Engagement, "supplier_id", document.id)
        return _unique(activity for held in engagements for activity in activities_of(held, reading))
    join = RELATED[kind_of(document).name].get("activities")
    found = join(document, reading) if join else ()
    return tuple(item for item in found if isinstance(item, Activity)) if isinstance(found, tuple) else ()


def units_of(document: Document, reading: Reading) -> tuple[str, ...]:
    """The units that have to do with a record: its own, its owner's, or those of its activities."""
    own = getattr(document, "unit", None)
    if own:
        return (own,)
    activities = activities_of(document, reading)
    found = {activity.unit for activity in activities if activity.unit and activity.id != document.id}
    owner = reading.find(Person, getattr(document, "owner_id", None))
    if not found and owner and owner.unit:
        return (owner.unit,)
    return tuple(sorted(found))


def events(documents: Iterable[Document], reading: Reading, as_of: date, months: int) -> tuple[Event, ...]:
    """What happens to these records by itself from `as_of` and so many months on, in order of days."""
    last = after(as_of, f"P{months}M")
    near = _unique(each for document in documents for each in _near(document, reading))
    found = (event for event in (_event(document) for document in near) if event is not None)
    return tuple(sorted({event for event in found if as_of <= event.day <= last}))


def _event(document: Document) -> Event | None:
    if isinstance(document, Engagement) and document.dpa_valid_to:
        return Event(document.dpa_valid_to, "contract_end", document.name, document.id)
    if isinstance(document, System) and document.end_of_support:
        return Event(document.end_of_support, "support_end", document.name, document.id)
    if isinstance(document, Risk) and document.acceptance and document.acceptance.valid_to:
        return Event(document.acceptance.valid_to, "acceptance_end", document.name, document.id)
    return None


def _near(document: Document, reading: Reading) -> tuple[Document, ...]:
    """The record itself, and for an activity the agreements and systems it uses."""
    if not isinstance(document, Activity):
        return (document,)
    joins = RELATED["activity"]
    beside = (each for name in ("engagements", "systems") for each in _items(joins[name](document, reading)))
    return (document, *beside)


def _items(found: object) -> tuple[Document, ...]:
    return tuple(item for item in found if isinstance(item, Document)) if isinstance(found, tuple) else ()


def _documents(findings: Iterable[Finding], reading: Reading) -> tuple[Document, ...]:
    return _unique(found for finding in findings if (found := reading.find(Document, finding.subject)) is not None)


def _unique(documents: Iterable[D]) -> tuple[D, ...]:
    return tuple({document.id: document for document in documents}.values())
