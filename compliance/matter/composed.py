"""The shape of what a report tells: plain frozen values, in the report's language, before any page is laid out.

Their canonical JSON travels inside the PDF, as a memo's does (`compliance.memo.composed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from compliance.canonical import canonical
from compliance.followup.tasks import TaskAccount
from compliance.memo.composed import Citation, Mark
from compliance.model.values import Count, Line, Text, Value

FORMAT: Final = 1


class State(StrEnum):
    """Whether the register says a thing. What is not written down is never told as “none”."""

    told = "told"
    none = "none"
    """The register says that there is none."""
    missing = "missing"
    unknown = "unknown"


class ReportHead(Value):
    """Whose report it is, in which language, and which state of the register it was made from."""

    format: Count = FORMAT
    kind: Line
    title: Line
    organisation: Line
    as_of: date
    entry: Count
    head: Line
    register_id: Line
    program: Line
    language: Line
    written_in: Line
    """The language the organisation writes in: what stands in the register is never translated."""


class Row(Value):
    """One thing a card tells: which, by what provision, and in which lines."""

    id: Line
    label: Line
    provision: Line
    lines: tuple[Text, ...] = ()
    state: State = State.told


class ContactPoint(Value):
    """An organisation and how it is reached, with its data protection officer (30(1)(a), 30(2)(a))."""

    id: Line
    name: Line
    org_number: Line | None = None
    address: Text | None = None
    email: Line | None = None
    phone: Line | None = None
    officer: Line | None = None
    officer_contact: Line | None = None
    ours: bool = True

    @property
    def reachable(self) -> bool:
        return bool(self.address or self.email or self.phone)


class Card(Value):
    """One entry of the record of processing activities."""

    id: Line
    name: Line
    unit: Line
    as_processor: bool = False
    facts: Line
    """Role, state and owner, on one line."""
    description: Text | None = None
    rows: tuple[Row, ...]


class Measure(Value):
    """A security measure the cards name by id."""

    id: Line
    name: Line
    status: Line
    mark: Mark


class Lacking(Value):
    """How many entries lack a thing the law asks for."""

    label: Line
    provision: Line
    missing: Count
    unknown: Count


class Report(Value):
    """What every report has."""

    head: ReportHead

    @property
    def draft(self) -> bool:
        """Whether it lacks something and says so on every page."""
        return False

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        """What the sections of the report list, by their ids, where they list something."""
        return {}


class RecordReport(Report):
    """The whole record of processing activities (30(1), 30(2))."""

    controllers: tuple[ContactPoint, ...]
    common_measures: tuple[Text, ...] = ()
    cards: tuple[Card, ...] = ()
    measures: tuple[Measure, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    unverified: tuple[Line, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {
            "controller": tuple(card for card in self.cards if not card.as_processor),
            "processor": tuple(card for card in self.cards if card.as_processor),
            "measures": self.measures,
        }


class Todo(Value):
    """Findings of one rule that say the same, for the person who mends them."""

    rule: Line
    mark: Mark
    word: Line
    statement: Text
    remedy: Text | None = None
    subjects: tuple[Line, ...]
    count: Count
    citations: tuple[Citation, ...] = ()


class TaskLine(Value):
    """A task, which decision it carries out, and how far the goal of that decision is."""

    task: TaskAccount
    mark: Mark
    word: Line
    what: Text | None = None
    decision: Line | None = None
    decided_on: date | None = None
    goal: tuple[Line, ...] = ()


class Assignment(Value):
    """A decision a person is to carry out, and nobody has made tasks of yet."""

    id: Line
    name: Line
    option: Line | None = None
    decided_on: date | None = None
    deadline: date | None = None
    mark: Mark
    word: Line
    goal: tuple[Line, ...] = ()


class PersonsTasks(Value):
    """What one person has to do; without an id, what nobody has been given."""

    id: Line | None = None
    name: Line
    unit: Line | None = None
    late: tuple[TaskLine, ...] = ()
    due: tuple[TaskLine, ...] = ()
    done: tuple[TaskLine, ...] = ()
    """Reported done, and not yet verified by anybody."""
    assignments: tuple[Assignment, ...] = ()
    todos: tuple[Todo, ...] = ()
    findings: Count = 0


class TasksReport(Report):
    """What the line has to do, person by person."""

    people: tuple[PersonsTasks, ...] = ()
    unverified: tuple[Line, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"people": self.people}


class Paragraph(Value):
    """What a notice says of one thing: sentences, or a list under a sentence."""

    lead: Text | None = None
    items: tuple[Text, ...] = ()
    apart: bool = False
    """Whether the law wants it set apart from all else (21(4))."""


class Chapter(Value):
    """A heading of a notice and what stands under it, by the points of Art. 13 and 14 it answers."""

    id: Line
    heading: Line
    points: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...] = ()


class NoticeReport(Report):
    """What people are told of one activity (13, 14)."""

    activity_id: Line
    activity: Line
    unit: Line | None = None
    lead: Text | None = None
    chapters: tuple[Chapter, ...] = ()
    children: tuple[Chapter, ...] = ()
    lacks: tuple[Line, ...] = ()
    """What the law wants told and the register does not say: while any stands, the notice is a draft."""
    unverified: tuple[Line, ...] = ()

    @property
    def draft(self) -> bool:
        return bool(self.lacks)


def report_bytes(report: Report) -> bytes:
    """The canonical bytes of a composed report: what its PDF carries."""
    return canonical(report.model_dump(mode="json"))
