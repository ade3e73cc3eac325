"""What people answered to checklists, record by record: by whom and when, what is open, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from compliance.checks.answering import Situation, Standing
from compliance.checks.questionnaire import Item, Questionnaire, questionnaire_named
from compliance.checks.replies import answers_of
from compliance.errors import ComplianceError
from compliance.followup.tasks import TaskAccount, task_account
from compliance.language.amounts import kroner
from compliance.language.catalogues import gettext_for
from compliance.language.dates import short_date
from compliance.language.labels import field_label
from compliance.language.provisions import in_legal_order
from compliance.matter.composed import Cell, Entry, Statement, Table, Topic, TopicReport
from compliance.matter.source import Source
from compliance.matter.topics import Rows
from compliance.memo.composed import Mark
from compliance.memo.costs import horizon, total
from compliance.memo.kind import KIND, report_kind
from compliance.memo.material import Material
from compliance.model.assurance import Risk
from compliance.model.checklist import ChecklistAnswers, GivenAnswer, Reply
from compliance.model.decision import Consequences, Option, Question, Task
from compliance.model.kinds import kind_of
from compliance.model.organisation import Organisation
from compliance.model.supply import Engagement, EngagementStatus, System
from compliance.model.values import Document
from compliance.register.view import id_order

SECTION: Final = "answers"
_MARKS: Final[dict[str, Mark]] = {
    "good": "fine", "lacking": "lacking", "unanswered": "unknown", "unknown": "unknown", "stale": "unknown",
    "undated": "unknown", "unreasoned": "unknown", "aside": "none", "noted": "none",
}  # fmt: skip
_OPEN: Final = ("lacking", "stale", "undated", "unreasoned", "unknown", "unanswered")
"""The verdicts that leave something to be done, in the order they are counted in."""


class NothingAsked(ComplianceError):
    sentence = "No checklist of {report} is answered about one of the {kind}, as {id} is."
    hint = "Its checklists are: {checklists}. “compliance answer --list” shows what each is about."


@dataclass(frozen=True, slots=True)
class Answered:
    """One checklist about one record, with how each question that applies stands."""

    questionnaire: Questionnaire
    subject: Document
    record: ChecklistAnswers
    standings: tuple[Standing, ...]


def answers_report(source: Source, judged: Material, about: str | None = None) -> TopicReport:
    """What was answered about one record, or about all, and what follows; several are listed first.

    Raises `RecordNotFound` where there is no such record, and `NothingAsked` where no checklist is about such.
    """
    if about is not None:
        _refuse_unasked(source, about)
    answers, follows, found = Answers(source), _Follows(source, judged), answered(source, about)
    topics = [answers.overview(found)] if len(found) > 1 else []
    for subject, own in groupby(sorted(found, key=_subject_order), key=attrgetter("subject")):
        topics += [answers.topic(each) for each in own]
        topics += follows.of(subject)
    if not found:
        subject = source.reading.find(Document, about)
        topics = [answers.nobody(subject), *(follows.of(subject) if subject else ())]
    return TopicReport(head=source.head(), topics=tuple(topics), unverified=unverified(found, source))


def _refuse_unasked(source: Source, about: str) -> None:
    kind = kind_of(source.view.record(about))
    checklists = source.kind.checklists
    if not any(kind.name in questionnaire_named(code).said.about for code in checklists):
        raise NothingAsked(report=source.kind.code, kind=kind.plural, id=about, checklists=", ".join(checklists))


def _subject_order(found: Answered) -> tuple[str, tuple[tuple[str | int, ...], str]]:
    return kind_of(found.subject).name, id_order(found.subject.id)


def answered(source: Source, about: str | None = None) -> tuple[Answered, ...]:
    """Every record of answers to the report's checklists, about one record or all, in the order of the checklists."""
    held = [each for each in source.reading.all(ChecklistAnswers) if about in (None, each.subject_id)]
    found = (
        _read(source, questionnaire_named(code), record)
        for code in source.kind.checklists for record in held if record.checklist == code
    )  # fmt: skip
    return tuple(each for each in found if each is not None)


def _read(source: Source, questionnaire: Questionnaire, record: ChecklistAnswers) -> Answered | None:
    """None where there is no such record, or it is none the checklist is about."""
    subject = source.reading.find(Document, record.subject_id)
    if subject is None or kind_of(subject).name not in questionnaire.said.about:
        return None
    situation = Situation(questionnaire, subject, source.reading, source.as_of)
    return Answered(questionnaire, subject, record, tuple(situation.standings(answers_of(record))))


def unverified(found: Iterable[Answered], source: Source) -> tuple[str, ...]:
    """What the checklists told of rest on and nobody has confirmed, each once, in order."""
    country = source.reading.organisation.country or ""
    said = [each.questionnaire.said for each in found]
    parts = [each.citations for each in said]
    parts += [item.citations for each in said for item in each.questions.values()]
    cited = (each for part in parts for each in part if each.concerns(country, source.as_of))
    return in_legal_order(each.said_in(source.language) for each in cited if not source.confirmed.covers(each))


class Answers:
    """Tells one checklist about one record: how it stands, every answer, and what is open with whom."""

    def __init__(self, source: Source) -> None:
        self.source, self.rows, self.language = source, Rows(source), source.language

    def nobody(self, about: Document | None = None) -> Topic:
        """That nobody has answered any of the report's checklists, about one record or at all."""
        said = self.source.said
        text = said("nobody_about", name=about.name) if about else said("nobody")
        unknown = Statement(text=text, mark="unknown", word=self.rows.said("verdicts.unanswered"))
        return Topic(id="nobody", section=SECTION, heading=said("nobody.heading"), statements=(unknown,))

    def overview(self, found: Iterable[Answered]) -> Topic:
        """Every checklist that is told of, and how each stands."""
        entries = [self._line(each) for each in found]
        tables = self.rows.table("overview", entries)
        return Topic(id="overview", section=SECTION, heading=self.rows.said("overview"), tables=tables)

    def _line(self, found: Answered) -> Entry:
        state, told = self.standing(found)
        return Entry(
            cells=(
                Cell(lines=(found.subject.name, found.subject.id)), Cell(lines=(self._title(found),)),
                Cell(lines=(told.text,), mark=state.mark, word=state.word),
            ),
            rests_on=(found.record.id,),
        )  # fmt: skip

    def topic(self, found: Answered) -> Topic:
        """A checklist about a record: how it stands, every answer, and what is open."""
        said = found.questionnaire.said
        why = Statement(text=f"{self._text(found, 'purpose', said.purpose)} {self._text(found, 'why', said.why)}")
        every = [self._answer(found, each) for each in found.standings]
        return Topic(
            id=found.record.id, section=SECTION, statements=(why, *self.standing(found)),
            heading=self.rows.said("answered_about", title=self._title(found), name=found.subject.name),
            tables=(
                *self.rows.table("points", self._points(found), self.rows.said("points")),
                *self.rows.table("answers", every, self.rows.said("answers")),
            ),
        )  # fmt: skip

    def _title(self, found: Answered) -> str:
        return self._text(found, "title", found.questionnaire.said.title).rstrip("?")

    def standing(self, found: Answered) -> tuple[Statement, Statement]:
        """How the whole of it stands: never better than its worst answer, and what is not known is told."""
        verdicts = [self._verdict(each) for each in found.standings]
        state = "lacking" if "lacking" in verdicts else "open" if set(verdicts) & set(_OPEN) else "good"
        marks: dict[str, Mark] = {"lacking": "lacking", "open": "unknown", "good": "fine"}
        fresh = sum(each.fresh(self.source.as_of) for each in found.standings)
        proved = sum(bool(each.given and each.given.evidence_ids) for each in found.standings)
        counts = [(each, verdicts.count(each)) for each in _OPEN]
        items = [self.rows.said.counted(f"counts.{name}", n) for name, n in counts if n]
        items.append(self.rows.said("counts.proved", n=proved, of=len(verdicts)))
        told = self.rows.said("counts.fresh", n=fresh, of=len(verdicts))
        rests_on = (found.record.id,)
        return (
            Statement(text="", mark=marks[state], word=self.rows.said(f"standing.{state}"), rests_on=rests_on),
            Statement(text=told, items=tuple(items), rests_on=rests_on),
        )  # fmt: skip

    def _points(self, found: Answered) -> list[Entry]:
        """What is open, with whom and by when; where no task is made, with whoever should answer, and no day."""
        return [
            entry
            for each in found.standings if self._verdict(each) in _OPEN
            for entry in self._point(found, each)
        ]  # fmt: skip

    def _point(self, found: Answered, standing: Standing) -> Iterator[Entry]:
        item = standing.item
        question = self._text(found, f"questions.{item.id}.question", item.said.question)
        guidance = self._text(found, f"questions.{item.id}.guidance", item.said.guidance)
        given = standing.given
        tasks = [self._task(each) for each in self.source.reading.find_all(Task, given.task_ids if given else ())]
        for task in tasks:
            yield Entry(
                cells=(
                    Cell(lines=(task.name, f"{question} {task.id}")), self.rows.person(task.owner),
                    self.rows.day(task.due), self.rows.task_state(task),
                ),
                rests_on=(task.id,),
            )  # fmt: skip
        if not tasks:
            state = Cell(mark="lacking", word=self.rows.said("no_task"))
            yield Entry(
                cells=(Cell(lines=(question, guidance)), Cell(lines=(self._who(found, item),)),
                       self.rows.day(None), state),
                rests_on=(found.record.id,),
            )  # fmt: skip

    def _task(self, task: Task) -> TaskAccount:
        return task_account(task, self.source.reading, self.source.as_of)

    def _answer(self, found: Answered, standing: Standing) -> Entry:
        item, given, verdict = standing.item, standing.given, self._verdict(standing)
        lines = [self._text(found, f"questions.{item.id}.question", item.said.question)]
        lines += [given.reason] if given and given.reason else []
        if given and given.evidence_ids:
            lines.append(self.rows.said("evidence", ids=list(given.evidence_ids)))
        reply = self.rows.name(given.reply) if given and given.reply else ""
        word = self.rows.said(f"verdicts.{verdict}", reply=reply)
        return Entry(
            cells=(Cell(lines=tuple(lines)), Cell(mark=_MARKS[verdict], word=word), self._by(given)),
            rests_on=(found.record.id, *(given.evidence_ids if given else ())),
        )

    def _by(self, given: GivenAnswer | None) -> Cell:
        if given is None or given.reply is None:
            return Cell(lines=("–",))
        who = self.source.person(given.by) or given.by or self.rows.said("by_nobody")
        when = short_date(given.on, self.language, year=True) if given.on else self.rows.said("undated")
        return Cell(lines=(who, when))

    def _verdict(self, standing: Standing) -> str:
        """How an answer stands: good, lacking, or what leaves it open. An old answer is no longer known to hold."""
        given = standing.given
        if given is None or given.reply is None:
            return "unanswered"
        if given.reply is Reply.unknown:
            return "unknown"
        stale = standing.stale(self.source.as_of)
        if stale is not False:
            return "stale" if stale else "undated"
        if given.reply is Reply.not_applicable:
            return "aside" if given.reason else "unreasoned"
        return "lacking" if standing.lacking else "good" if given.reply is standing.item.good else "noted"

    def _who(self, found: Answered, item: Item) -> str:
        if item.said.who:
            return self._text(found, f"questions.{item.id}.who", item.said.who)
        return self.rows.name(item.said.role) if item.said.role else "–"

    def _text(self, found: Answered, path: str, text: str) -> str:
        return " ".join(gettext_for(self.language).content(found.questionnaire.code, path, text).split())


class _Follows:
    """What follows for the organisation: what the rules found of the record, its risks, agreements and proposals."""

    def __init__(self, source: Source, judged: Material) -> None:
        self.source, self.judged, self.rows = source, judged, Rows(source)

    def of(self, subject: Document) -> tuple[Topic, ...]:
        """One topic; none for the organisation itself, for what the rules found of it stands in the memo."""
        if isinstance(subject, Organisation):
            return ()
        tables = self._tables(subject)
        heading = self.rows.said("follows", name=subject.name)
        statements = () if tables else (self.rows.not_written(self.rows.said("follows.nothing")),)
        return (
            Topic(id=f"follows-{subject.id}", section=SECTION, heading=heading, statements=statements, tables=tables),
        )  # fmt: skip

    def _tables(self, subject: Document) -> tuple[Table, ...]:
        risks = [each for each in self.source.reading.all(Risk) if subject.id in each.object_ids]
        findings = self.judged.by_subject.get(subject.id, ())
        proposal = self._proposal(subject) if isinstance(subject, Question) else ()
        return (
            *self.rows.table("proposal", proposal, self.rows.said("proposal")),
            *self.rows.table("risks", [self.rows.risk(each) for each in risks], self.rows.said("risks")),
            *self.rows.table("findings", self.rows.findings(findings), self.rows.said("findings")),
            *self.rows.table("agreements", self._agreements(subject), self.rows.said("agreements")),
        )

    def _agreements(self, subject: Document) -> list[Entry]:
        held: tuple[Engagement, ...] = ()
        if isinstance(subject, System):
            held = self.source.reading.naming(Engagement, "system_ids", subject.id)
        elif isinstance(subject, Engagement):
            held = (subject,)
        return [self._agreement(each) for each in held if each.status is not EngagementStatus.ended]

    def _agreement(self, engagement: Engagement) -> Entry:
        cost, ends = engagement.annual_cost, engagement.dpa_valid_to
        yearly = self.rows.said("not_written") if cost is None else kroner(cost, self.source.language)
        return Entry(
            cells=(
                Cell(lines=(engagement.name, engagement.id)), Cell(lines=(yearly,)),
                self.rows.day(ends) if ends else Cell(lines=(self.rows.said("no_end"),)),
            ),
            rests_on=(engagement.id,),
        )  # fmt: skip

    def _proposal(self, question: Question) -> list[Entry]:
        """The option advised: what it costs over the memo's years, and for whom it means what."""
        option = next((each for each in question.options if each.id == question.recommended_option), None)
        if option is None:
            return []
        years = horizon(question.options, self.source.as_of.year, report_kind(KIND).limits.horizon_years)
        cost = total(option, years)
        money = self.rows.said("not_written") if cost is None else kroner(cost, self.source.language)
        rows = [(self.rows.said("advised"), option.title or "–"), (self.rows.said("cost", n=len(years)), money)]
        rows += list(self._consequences(option))
        return [
            Entry(cells=(Cell(lines=(label,)), Cell(lines=(text,))), rests_on=(question.id,)) for label, text in rows
        ]

    def _consequences(self, option: Option) -> Iterator[tuple[str, str]]:
        told = option.consequences or Consequences()
        for field in Consequences.model_fields:
            text = getattr(told, field)
            yield field_label(Consequences, field, self.source.language), text or self.rows.said("not_written")
