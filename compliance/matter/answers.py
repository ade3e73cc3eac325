"""What people answered to checklists, record by record: by whom and when, what is open, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from compliance.checks.answering import Situation, Standing
from compliance.checks.questionnaire import Item, Questionnaire, questionnaire_named
from compliance.checks.replies import answers_of
from compliance.errors import ComplianceError
from compliance.followup.tasks import TaskAccount, task_account
from compliance.language.amounts import kroner
from compliance.language.catalogues import gettext_for
from compliance.language.dates import short_date
from compliance.language.labels import field_label, member_label
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
    record: ChecklistAnswers | None
    standings: tuple[Standing, ...]


def answers_report(source: Source, judged: Material, about: str | None = None) -> TopicReport:
    """What was answered about one record, or about all, and what follows.

    Raises `RecordNotFound` where there is no such record, and `NothingAsked` where no checklist is about such.
    """
    found = answered(source, about)
    if about is not None and not found:
        subject = source.view.record(about)
        checklists, kind = ", ".join(source.kind.checklists), kind_of(subject).plural
        raise NothingAsked(report=source.kind.code, kind=kind, id=about, checklists=checklists)
    answers, follows = Answers(source), _Follows(source, judged)
    topics = [answers.topic(each, follows.of(each.subject)) for each in found] or [answers.nobody()]
    return TopicReport(head=source.head(), topics=tuple(topics), unverified=unverified(source))


def answered(source: Source, about: str | None = None) -> tuple[Answered, ...]:
    """Every record of answers to the report's checklists, by checklist; about one record, also what nobody answered."""
    held = [each for each in source.reading.all(ChecklistAnswers) if about in (None, each.subject_id)]
    found: list[Answered] = []
    for code in source.kind.checklists:
        questionnaire = questionnaire_named(code)
        own = [each for each in held if each.checklist == code]
        found += [each for record in own if (each := _read(source, questionnaire, record.subject_id, record))]
        if about is not None and not own and (unanswered := _read(source, questionnaire, about, None)):
            found.append(unanswered)
    return tuple(found)


def _read(
    source: Source, questionnaire: Questionnaire, subject_id: str | None, record: ChecklistAnswers | None
) -> Answered | None:
    """None where there is no such record, or it is none the checklist is about."""
    subject = source.reading.find(Document, subject_id)
    if subject is None or kind_of(subject).name not in questionnaire.said.about:
        return None
    situation = Situation(questionnaire, subject, source.reading, source.as_of)
    return Answered(questionnaire, subject, record, tuple(situation.standings(answers_of(record))))


def unverified(source: Source) -> tuple[str, ...]:
    """What the report's checklists rest on and nobody has confirmed, each once, sorted."""
    country = source.reading.organisation.country or ""
    cited = (
        each
        for code in source.kind.checklists
        for part in (questionnaire_named(code).said, *questionnaire_named(code).said.questions.values())
        for each in part.citations
    )
    here = (each for each in cited if each.concerns(country, source.as_of))
    return tuple(sorted({str(each) for each in here if not source.confirmed.covers(each)}))


class Answers:
    """Tells one checklist about one record: how it stands, every answer, and what is open with whom."""

    def __init__(self, source: Source) -> None:
        self.source, self.rows, self.language = source, Rows(source), source.language

    def nobody(self) -> Topic:
        """That nobody has answered any of the report's checklists."""
        said = self.source.said
        unknown = Statement(text=said("nobody"), mark="unknown", word=self.rows.said("verdicts.unanswered"))
        return Topic(id="nobody", section=SECTION, heading=said("nobody.heading"), statements=(unknown,))

    def topic(self, found: Answered, more: Sequence[Table] = (), section: str = SECTION) -> Topic:
        """A checklist about a record, and after it what else there is to tell of the record."""
        said, code = found.questionnaire.said, found.questionnaire.code
        statements = (
            Statement(text=f"{self._text(found, 'purpose', said.purpose)} {self._text(found, 'why', said.why)}"),
            *self.standing(found),
        )
        every = [self._answer(found, each) for each in found.standings]
        title = self._text(found, "title", said.title).rstrip("?")
        return Topic(
            id=f"{code}-{found.subject.id}", section=section, statements=statements,
            heading=self.rows.said("answered_about", title=title, name=found.subject.name, id=found.subject.id),
            tables=(
                *self.rows.table("answers", every, self.rows.said("answers")),
                *self.rows.table("points", self.points(found), self.rows.said("points")), *more,
            ),
        )  # fmt: skip

    def standing(self, found: Answered) -> tuple[Statement, ...]:
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
        rests_on = (found.record.id if found.record else found.subject.id,)
        return (
            Statement(text="", mark=marks[state], word=self.rows.said(f"standing.{state}"), rests_on=rests_on),
            Statement(text=told, items=tuple(items), rests_on=rests_on),
        )  # fmt: skip

    def points(self, found: Answered) -> list[Entry]:
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
                rests_on=(found.record.id if found.record else found.subject.id,),
            )  # fmt: skip

    def _task(self, task: Task) -> TaskAccount:
        return task_account(task, self.source.reading, self.source.as_of)

    def _answer(self, found: Answered, standing: Standing) -> Entry:
        item, given, verdict = standing.item, standing.given, self._verdict(standing)
        lines = [self._text(found, f"questions.{item.id}.question", item.said.question)]
        lines += [given.reason] if given and given.reason else []
        if given and given.evidence_ids:
            lines.append(self.rows.said("evidence", ids=list(given.evidence_ids)))
        reply = member_label(given.reply, self.language).capitalize() if given and given.reply else ""
        word = self.rows.said(f"verdicts.{verdict}", reply=reply)
        return Entry(
            cells=(Cell(lines=tuple(lines)), Cell(mark=_MARKS[verdict], word=word), self._by(given)),
            rests_on=(found.record.id if found.record else found.subject.id, *(given.evidence_ids if given else ())),
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
        return member_label(item.said.role, self.language).capitalize() if item.said.role else "–"

    def _text(self, found: Answered, path: str, text: str) -> str:
        return " ".join(gettext_for(self.language).content(found.questionnaire.code, path, text).split())


class _Follows:
    """What follows for the organisation: what the rules found of the record, its risks, agreements and proposals."""

    def __init__(self, source: Source, judged: Material) -> None:
        self.source, self.judged, self.rows = source, judged, Rows(source)

    def of(self, subject: Document) -> tuple[Table, ...]:
        """The organisation itself is left out: what the rules found of it stands in the memo."""
        if isinstance(subject, Organisation):
            return ()
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
