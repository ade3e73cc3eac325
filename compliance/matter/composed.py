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
from compliance.memo.composed import Citation, Mark, unsaid
from compliance.model.values import Count, Value

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
    kind: str
    title: str
    organisation: str
    as_of: date
    entry: Count
    head: str
    register_id: str
    program: str
    language: str
    written_in: str
    """The language the organisation writes in: what stands in the register is never translated."""


class Row(Value):
    """One thing a card tells: which, by what provision, and in which lines."""

    id: str
    label: str
    provision: str
    lines: tuple[str, ...] = ()
    state: State = State.told


class ContactPoint(Value):
    """An organisation and how it is reached, with its data protection officer (30(1)(a), 30(2)(a))."""

    id: str
    name: str
    org_number: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    officer: str | None = None
    officer_contact: str | None = None
    ours: bool = True

    @property
    def reachable(self) -> bool:
        return bool(self.address or self.email or self.phone)


class Card(Value):
    """One entry of the record of processing activities."""

    id: str
    name: str
    unit: str
    as_processor: bool = False
    facts: str
    """Role, state and owner, on one line."""
    description: str | None = None
    rows: tuple[Row, ...]


class Measure(Value):
    """A security measure the cards name by id."""

    id: str
    name: str
    status: str
    mark: Mark


class Lacking(Value):
    """How many entries lack a thing the law asks for."""

    label: str
    provision: str
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


class ReportOnOne(Report):
    """A report on one record, which must tell some things and may lack them."""

    lacks: tuple[str, ...] = ()
    """What the law wants told and the register does not say: while any stands, the report is a draft."""

    @property
    def about(self) -> tuple[str, str]:
        """The record it is on: its id and its name."""
        raise NotImplementedError

    @property
    def draft(self) -> bool:
        return bool(self.lacks)


class RecordReport(Report):
    """The whole record of processing activities (30(1), 30(2))."""

    controllers: tuple[ContactPoint, ...]
    common_measures: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    measures: tuple[Measure, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {
            "controller": tuple(card for card in self.cards if not card.as_processor),
            "processor": tuple(card for card in self.cards if card.as_processor),
            "measures": self.measures,
        }


class Todo(Value):
    """Findings of one rule that say the same, for the person who mends them."""

    rule: str
    mark: Mark
    word: str
    statement: str
    remedy: str | None = None
    subjects: tuple[str, ...]
    count: Count
    citations: tuple[Citation, ...] = ()


class TaskLine(Value):
    """A task, which decision it carries out, and how far the goal of that decision is."""

    task: TaskAccount
    mark: Mark
    word: str
    what: str | None = None
    decision: str | None = None
    decided_on: date | None = None
    goal: tuple[str, ...] = ()


class Assignment(Value):
    """A decision a person is to carry out, and nobody has made tasks of yet."""

    id: str
    name: str
    option: str | None = None
    decided_on: date | None = None
    deadline: date | None = None
    mark: Mark
    word: str
    goal: tuple[str, ...] = ()


class PersonsTasks(Value):
    """What one person has to do; without an id, what nobody has been given."""

    id: str | None = None
    name: str
    unit: str | None = None
    late: tuple[TaskLine, ...] = ()
    due: tuple[TaskLine, ...] = ()
    done: tuple[TaskLine, ...] = ()
    """Reported done, and not yet verified by anybody."""
    assignments: tuple[Assignment, ...] = ()
    todos: tuple[Todo, ...] = ()
    findings: Count = 0

    @property
    def unit_unsaid(self) -> str | None:
        """The unit, where the name does not say it already."""
        return unsaid(self.unit, self.name)


class TasksReport(Report):
    """What the line has to do, person by person."""

    people: tuple[PersonsTasks, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"people": self.people}


class Paragraph(Value):
    """What a notice says of one thing: sentences, or a list under a sentence."""

    lead: str | None = None
    items: tuple[str, ...] = ()
    apart: bool = False
    """Whether the law wants it set apart from all else (21(4))."""


class Chapter(Value):
    """A heading of a notice and what stands under it, by the points of Art. 13 and 14 it answers."""

    id: str
    heading: str
    points: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...] = ()


class NoticeReport(ReportOnOne):
    """What people are told of one activity (13, 14)."""

    activity_id: str
    activity: str
    unit: str | None = None
    lead: str | None = None
    chapters: tuple[Chapter, ...] = ()
    children: tuple[Chapter, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, str]:
        return self.activity_id, self.activity


class Statement(Value):
    """A sentence, or a list under one; `rests_on` holds ids of records and figures."""

    text: str
    items: tuple[str, ...] = ()
    mark: Mark | None = None
    word: str = ""
    rests_on: tuple[str, ...] = ()


class Cell(Value):
    """A place in a table: its lines, the first of them the main one, under a mark where it is judged."""

    lines: tuple[str, ...] = ()
    mark: Mark | None = None
    word: str = ""


class Entry(Value):
    """A row of a table, and the records it tells of."""

    cells: tuple[Cell, ...]
    rests_on: tuple[str, ...] = ()


class Table(Value):
    """Rows under a heading of their own; `id` says which columns it has."""

    id: str
    heading: str | None = None
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    left_out: Count = 0
    """How many more there are than are shown."""


class Topic(Value):
    """What a report tells under one heading."""

    id: str
    section: str
    """The section of the report it stands in."""
    heading: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()


class TopicReport(Report):
    """A report told topic by topic."""

    topics: tuple[Topic, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        sections = dict.fromkeys(topic.section for topic in self.topics)
        return {each: tuple(topic for topic in self.topics if topic.section == each) for each in sections}


def report_bytes(report: Report) -> bytes:
    """The canonical bytes of a composed report: what its PDF carries."""
    return canonical(report.model_dump(mode="json"))
