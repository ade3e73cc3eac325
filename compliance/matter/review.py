"""Management's review: what the last one saw and decided, how each point stands now, and what nobody wrote down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import MappingProxyType
from typing import Final

from compliance.checks.facts.governance import next_management_review
from compliance.checks.facts.risk import above_limit
from compliance.checks.law import Reference
from compliance.checks.related import governance_of, reviews_of
from compliance.followup.accounts import all_accounts, last_memo
from compliance.followup.tasks import task_accounts
from compliance.language.amounts import kroner
from compliance.language.labels import member_label
from compliance.matter.competence import Competence
from compliance.matter.composed import Cell, Entry, Statement, Table, Topic, TopicReport
from compliance.matter.numbers import Numbers
from compliance.matter.source import Source
from compliance.matter.topics import Rows, listed
from compliance.memo.affected import events
from compliance.memo.composed import ComposedQuestion, Mark
from compliance.memo.kind import KIND, report_kind
from compliance.memo.material import Material
from compliance.memo.stakes import told
from compliance.memo.work_queries import breach_day, since
from compliance.model.activity import Activity, ActivityStatus
from compliance.model.assurance import Evidence, Risk
from compliance.model.authority import LEVELS
from compliance.model.decision import Question
from compliance.model.governance import ManagementReview, ReviewInput, ReviewInputCode
from compliance.model.incident import BreachRisk, Incident
from compliance.model.levels import level
from compliance.model.organisation import Person
from compliance.model.supply import Engagement, LifeStatus, System
from compliance.model.values import Answer

STANDARD: Final = Reference(instrument="ISO/IEC 27001", provision="9.3", verified=False)
"""What the points are taken from; nobody here has compared them with its wording."""

_FIGURES: Final = MappingProxyType(
    {
        ReviewInputCode.earlier_actions: ("earlier_done", "earlier_on_time", "goals_reached", "tasks_late"),
        ReviewInputCode.performance: (
            "findings", "record_complete", "lawful_basis", "information_given", "retention_in_order", "deletion_done",
            "supplier_contracts", "controls_in_place", "requirements.nis2", "requirements.nsm_2_1",
        ),
        ReviewInputCode.risk: ("risks.now",),
        ReviewInputCode.rights_requests: ("rights_in_time",),
        ReviewInputCode.breaches: ("breaches_in_time",),
        ReviewInputCode.dpias: ("dpia_done",),
        ReviewInputCode.transfers: ("transfers",),
    }
)  # fmt: skip
"""The figures of the memo that show how a point stands."""


def review_report(source: Source, judged: Material) -> TopicReport:
    """The last review of the register's own leadership, and the state it would see now."""
    return _Review(source, judged).report()


def last_review(source: Source) -> ManagementReview | None:
    """The latest review held by the day of the report; one without a day only where there is no other."""
    every = reviews_of(source.reading.organisation, source.reading)
    held = [each for each in every if each.held_on and each.held_on <= source.as_of]
    undated = [each for each in every if each.held_on is None]
    return max(held, key=lambda each: (each.held_on, each.id), default=undated[-1] if undated else None)


class _Review:
    def __init__(self, source: Source, judged: Material) -> None:
        self.source, self.judged, self.said, self.rows = source, judged, source.said, Rows(source)
        self.reading, self.numbers = source.reading, Numbers(source, judged)
        self.review = last_review(source)
        self.profile = governance_of(self.reading.organisation, self.reading)

    def report(self) -> TopicReport:
        competence = Competence(self.source)
        topics = (
            self._held(), *(self._point(code) for code in ReviewInputCode), self._decided(), self._goals(),
            competence.roles("means"), competence.training("means"), self._money(),
        )  # fmt: skip
        unread = () if self.source.confirmed.covers(STANDARD) else (str(STANDARD),)
        return TopicReport(head=self.source.head(), topics=topics, unverified=unread)

    # The review itself.

    def _held(self) -> Topic:
        statements = (*self._of_review(), *self._next())
        return Topic(id="review", section="held", heading=self.said("held.heading"), statements=statements)

    def _of_review(self) -> Iterator[Statement]:
        review, elsewhere = self.review, self.reading.organisation.last_management_review
        recorded = (review.held_on if review else None) or date.min
        if elsewhere is not None and recorded < elsewhere <= self.source.as_of:
            yield Statement(text=self.said("held.elsewhere", day=elsewhere), rests_on=(self.reading.organisation.id,))
        elif review is None:
            yield self.rows.not_written(self.said("held.none"))
        if review is not None:
            yield from self._minuted(review)

    def _minuted(self, review: ManagementReview) -> Iterator[Statement]:
        names = [each.name for each in self.reading.find_all(Person, review.participant_ids)]
        chair = self.source.person(review.chair_id)
        first, last = review.period_from, review.period_to
        facts = {
            "held": self.said("held.dated", day=review.held_on) if review.held_on else None,
            "chair": self.said("held.chair", name=chair) if chair else None,
            "people": self.said("held.people", names=names) if names else None,
            "period": self.said("held.period", first=first, last=last) if first and last else None,
        }
        seen = [found for code in ReviewInputCode if (found := self._seen_of(code))]
        covered = sum(bool(each.summary) for each in seen)
        said = [fact for fact in facts.values() if fact]
        said.append(self.said("held.covered", n=covered, of=len(ReviewInputCode)))
        yield Statement(text=" ".join(said), rests_on=(review.id,))
        for name, fact in facts.items():
            if fact is None:
                yield self.rows.not_written(self.said(f"held.missing.{name}.label"))

    def _next(self) -> Iterator[Statement]:
        """By the interval the rules use, whatever day the review set."""
        due = next_management_review(self.reading.organisation, self.reading, self.source.law, self.source.as_of)
        if due is not None and due < self.source.as_of:
            yield Statement(text=self.said("held.late", day=due), mark="lacking", word=self.said("held.marks.late"))
        elif due is not None:
            yield Statement(text=self.said("held.due", day=due))

    # What it shall see, point by point.

    def _seen_of(self, code: ReviewInputCode) -> ReviewInput | None:
        inputs = self.review.inputs if self.review else ()
        return next((each for each in inputs if each.code is code), None)

    def _point(self, code: ReviewInputCode) -> Topic:
        more: dict[ReviewInputCode, Callable[[], tuple[tuple[Statement, ...], tuple[Table, ...]]]] = {
            ReviewInputCode.earlier_actions: self._earlier,
            ReviewInputCode.issues: self._changes,
            ReviewInputCode.needs: lambda: ((Statement(text=self.said("by_hand")),), ()),
            ReviewInputCode.performance: lambda: (tuple(self._independent()), self.numbers.areas()),
            ReviewInputCode.feedback: lambda: (tuple(self._advice()), ()),
            ReviewInputCode.risk: self._risks,
            ReviewInputCode.improvement: self._proposals,
            ReviewInputCode.breaches: lambda: ((), self._incidents()),
            ReviewInputCode.dpo_report: lambda: (tuple(self._dpo()), ()),
        }
        statements, tables = more[code]() if code in more else ((), ())
        figures = _FIGURES.get(code, ())
        now = (self.numbers.told(self.said("now", day=self.source.as_of), figures),) if figures else ()
        heading = self.said(f"points.{code.name}.heading")
        if code.startswith("9.3"):
            heading = self.said("numbered", heading=heading, code=" ".join(code.rsplit(".", maxsplit=1)))
        return Topic(
            id=code.name, section="points", heading=heading,
            statements=(*self._seen(code), *now, *statements), tables=tables,
        )  # fmt: skip

    def _seen(self, code: ReviewInputCode) -> Iterator[Statement]:
        """What the last review saw of a point, or that nobody wrote it down; nothing where no review is recorded."""
        if self.review is None:
            return
        day = self.review.held_on or self.rows.said("undated")
        found = self._seen_of(code)
        if found is None:
            yield self.rows.not_written(self.said("uncovered", day=day))
        elif not found.summary:
            yield self.rows.not_written(self.said("unseen", day=day))
        else:
            proof = [found.evidence_id] if found.evidence_id else []
            path = "seen_proof" if proof else "seen"
            named = [self._proof(each) for each in proof]
            text = self.said(path, day=day, summary=found.summary, proof=named)
            yield Statement(text=text, rests_on=(self.review.id, *proof))

    def _earlier(self) -> tuple[tuple[Statement, ...], tuple[Table, ...]]:
        late = [each for each in task_accounts(self.reading, self.source.as_of) if each.days_late]
        decisions = self.rows.table("decisions", [self.rows.decision(each) for each in self.numbers.memo.earlier])
        return (), (
            *decisions,
            *self.rows.table("tasks", [self.rows.task(each) for each in late], self.said("late_tasks")),
        )

    def _changes(self) -> tuple[tuple[Statement, ...], tuple[Table, ...]]:
        months = report_kind(KIND).limits.events_months
        documents = (*self.reading.all(Engagement), *self.reading.all(System), *self.reading.all(Risk))
        coming = [told(each, self.numbers.said) for each in events(documents, self.reading, self.source.as_of, months)]
        planned = {
            "activities": sum(each.status is ActivityStatus.planned for each in self.reading.all(Activity)),
            "systems": sum(each.status is LifeStatus.planned for each in self.reading.all(System)),
        }
        items = [self.said.counted(f"planned.{name}", n) for name, n in planned.items() if n]
        items += [each.text for each in coming]
        items = items or [self.said("planned.nothing", n=months)]
        rests_on = [id for each in coming for id in each.rests_on]
        now = listed(self.said("now", day=self.source.as_of), items, rests_on)
        return (now, Statement(text=self.said("changes_by_hand"))), ()

    def _independent(self) -> Iterator[Statement]:
        on = self.profile.last_independent_review if self.profile else None
        yield (
            Statement(text=self.said("independent.dated", day=on))
            if on
            else self.rows.not_written(self.said("independent.none"))
        )

    def _advice(self) -> Iterator[Statement]:
        memo = last_memo(self.reading, self.source.as_of)
        given = [each for each in memo.advice if each.text] if memo else []
        for each in given:
            by = self.source.person(each.by) or self.said("somebody")
            yield Statement(text=self.said("advice", by=by, text=each.text), rests_on=(memo.id,) if memo else ())
        if not given:
            yield Statement(text=self.said("by_hand"))

    def _risks(self) -> tuple[tuple[Statement, ...], tuple[Table, ...]]:
        """Those above the limit, and those of which nobody can say, the highest first."""
        given = (self.reading, self.source.law, self.source.as_of)
        shown = [each for each in self.reading.all(Risk) if above_limit(each, *given) is not False]
        table = self.rows.table("risks", [self.rows.risk(each) for each in sorted(shown, key=_highest_first)])
        return (self._limits(),), table

    def _limits(self) -> Statement:
        set_ = [each for each in self.profile.risk_appetites if each.area and each.limit] if self.profile else []
        holding = [each for each in set_ if each.valid_to is None or each.valid_to >= self.source.as_of]
        if not holding or self.profile is None:
            return self.rows.not_written(self.said("appetite.none"))
        language = self.source.language
        items = [
            self.said("appetite.item", area=member_label(each.area, language), level=member_label(each.limit, language))
            for each in holding if each.area and each.limit
        ]  # fmt: skip
        return Statement(text=self.said("appetite", limits=items), rests_on=(self.profile.id,))

    def _proposals(self) -> tuple[tuple[Statement, ...], tuple[Table, ...]]:
        entries = [self._proposal(each) for each in self.numbers.memo.questions]
        none = () if entries else (Statement(text=self.said("improvement_none")),)
        return none, self.rows.table("proposals", entries)

    def _proposal(self, question: ComposedQuestion) -> Entry:
        option = question.recommended
        cost = option.total if option else None
        money = self.rows.said("not_written") if cost is None else kroner(cost, self.source.language)
        return Entry(
            cells=(
                Cell(lines=(question.title, f"{option.title} · {question.id}" if option else question.id)),
                self.rows.person(question.owner.name if question.owner else None), self.rows.day(question.deadline),
                Cell(lines=(money,)),
            ),
            rests_on=(question.id,),
        )  # fmt: skip

    def _incidents(self) -> tuple[Table, ...]:
        """Those of the last year, and those nobody has dated."""
        every = self.reading.all(Incident)
        recent = [each for each in every if since(breach_day(each), self.judged) is not False]
        return self.rows.table("incidents", [self._incident(each) for each in recent])

    def _incident(self, incident: Incident) -> Entry:
        day = breach_day(incident)
        risk = self.rows.name(incident.risk) if incident.risk else self.rows.said("risk.unknown")
        return Entry(
            cells=(
                Cell(lines=(incident.name, incident.id)), self.rows.day(day), Cell(lines=(risk,)),
                self._reported(incident),
            ),
            rests_on=(incident.id,),
        )  # fmt: skip

    def _reported(self, incident: Incident) -> Cell:
        """Whether the authority was told in time, as the memo's figure has it."""
        found = self.numbers.counted("breaches_in_time").get(incident.id)
        part = found.part if found else "spared" if _spared(incident) else "in_time"
        marks: dict[str, Mark] = {
            "in_order": "fine", "late": "lacking", "not_reported": "stop", "unknown": "unknown", "spared": "none",
            "in_time": "none",
        }  # fmt: skip
        on = incident.notified_sa_at
        lines = [self.rows.said("reported.dated", day=on.date())] if on and on.date() <= self.source.as_of else []
        lines += [incident.no_notify_reason] if part == "spared" and incident.no_notify_reason else []
        return Cell(lines=tuple(lines), mark=marks[part], word=self.rows.said(f"reported.{part}"))

    def _dpo(self) -> Iterator[Statement]:
        days = [each for each in self.reading.organisation.dpo_report_dates if each <= self.source.as_of]
        if days:
            yield Statement(text=self.said("dpo.dated", day=max(days)), rests_on=(self.reading.organisation.id,))
        else:
            yield self.rows.not_written(self.said("dpo.none"))

    def _proof(self, id: str) -> str:
        """What a piece of evidence is called, with its code."""
        found = self.reading.find(Evidence, id)
        return f"{found.name} ({id})" if found else id

    # What it decided.

    def _decided(self) -> Topic:
        review = self.review
        ids = review.question_ids if review else ()
        accounts = [each for each in all_accounts(self.reading, self.source.as_of) if each.question_id in ids]
        answered = {each.question_id for each in accounts}
        open_ = [each.name for each in self.reading.find_all(Question, ids) if each.id not in answered]
        table = self.rows.table("decisions", [self.rows.decision(each) for each in accounts])
        statements = tuple(self._of_decisions(review, open_, decided=bool(accounts)))
        return Topic(
            id="decisions", section="decided", heading=self.said("decided.heading"), statements=statements, tables=table
        )

    def _of_decisions(self, review: ManagementReview | None, open_: list[str], *, decided: bool) -> Iterator[Statement]:
        if review is not None and review.no_change_decided is Answer.yes:
            yield Statement(text=self.said("decided.same"), rests_on=(review.id,))
        elif not decided:
            yield self.rows.not_written(self.said("decided.nothing"))
        if open_:
            yield Statement(
                text=self.said("decided.open", names=open_), mark="unknown", word=self.rows.said("risk.unknown")
            )
        if review is not None:
            yield self._minutes(review)
            yield self._set_next(review)

    def _minutes(self, review: ManagementReview) -> Statement:
        if review.minutes_evidence is None:
            return self.rows.not_written(self.said("decided.no_minutes"))
        proof = self._proof(review.minutes_evidence)
        return Statement(text=self.said("decided.minutes", proof=proof), rests_on=(review.id,))

    def _set_next(self, review: ManagementReview) -> Statement:
        if review.next_on is None:
            return self.rows.not_written(self.said("decided.no_next"))
        if review.next_on >= self.source.as_of:
            return Statement(text=self.said("decided.next_on", day=review.next_on), rests_on=(review.id,))
        text, word = self.said("decided.next_passed", day=review.next_on), self.said("held.marks.late")
        return Statement(text=text, mark="lacking", word=word, rests_on=(review.id,))

    # Goals and means.

    def _goals(self) -> Topic:
        profile, held, lacking = self.profile, list[str](), list[str]()
        for name in ("objectives", "strategy", "policy"):
            what, id = self.said(f"goals.{name}.label"), getattr(profile, f"{name}_evidence", None)
            if id:
                held.append(self.said("goals.held", what=what, proof=self._proof(id)))
            else:
                lacking.append(what)
        if profile and profile.approved_on:
            held.append(self.said("goals.approved", day=profile.approved_on))
        else:
            lacking.append(self.said("goals.not_approved"))
        statements = [Statement(text=" ".join(held), rests_on=(profile.id,))] if profile and held else []
        statements += [self.rows.not_written(each) for each in lacking]
        return Topic(id="goals", section="means", heading=self.said("goals.heading"), statements=tuple(statements))

    def _money(self) -> Topic:
        heading = self.said("money.heading")
        if not self.numbers.memo.questions:
            none = Statement(text=self.said("money.none"))
            return Topic(id="money", section="means", heading=heading, statements=(none,))
        cost, work = (self.numbers.held[f"{name}.recommended"].value for name in ("cost", "work"))
        years = report_kind(KIND).limits.horizon_years
        statements = (
            self.rows.not_written(self.said("money.no_cost")) if cost is None else Statement(
                text=self.said("money.cost", amount=kroner(cost, self.source.language), years=years),
                rests_on=("cost.recommended",),
            ),
            self.rows.not_written(self.said("money.no_work")) if work is None else Statement(
                text=self.said("money.work", n=work), rests_on=("work.recommended",)
            ),
        )  # fmt: skip
        return Topic(id="money", section="means", heading=heading, statements=statements)


def _spared(incident: Incident) -> bool:
    """Whether nothing had to be reported: no data about people, or no risk for them."""
    return incident.personal_data is Answer.no or incident.risk is BreachRisk.none


def _highest_first(risk: Risk) -> tuple[int, str]:
    found = level(risk.residual, risk.perspective)
    return (-LEVELS.index(found) if found else 1, risk.id)
