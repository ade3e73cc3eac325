"""The yearly report to the elected: anybody may read it, so nothing in it names a weakness or a system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from compliance.checks.facts.governance import council_report_due, next_management_review
from compliance.checks.related import governance_of
from compliance.followup.accounts import ENDED, Account, all_accounts, grade
from compliance.language.amounts import kroner
from compliance.matter.composed import Entry, Statement, Table, Topic, TopicReport
from compliance.matter.numbers import Numbers
from compliance.matter.source import Source
from compliance.matter.topics import Rows, listed
from compliance.memo.costs import horizon, total
from compliance.memo.kind import KIND, report_kind
from compliance.memo.material import Material
from compliance.memo.record_queries import in_use
from compliance.memo.work_queries import breach_day, since
from compliance.model.activity import Activity, ActivityRole, ActivityStatus
from compliance.model.decision import Choice, Option, Question, Theme
from compliance.model.incident import Incident
from compliance.model.rights import RightsRequest
from compliance.model.supply import System
from compliance.model.values import Answer

SECTION: Final = "council"
_RECORD: Final = ("record_complete", "lawful_basis", "information_given", "retention_in_order", "supplier_contracts")


def council_report(source: Source, judged: Material) -> TopicReport:
    """The report of the last year, to the day it is made."""
    return _Council(source, judged).report()


class _Council:
    def __init__(self, source: Source, judged: Material) -> None:
        self.source, self.judged, self.said, self.rows = source, judged, source.said, Rows(source)
        self.reading, self.numbers = source.reading, Numbers(source, judged)
        self.profile = governance_of(self.reading.organisation, self.reading)
        self.accounts = all_accounts(self.reading, source.as_of)
        self.systems = [each.name.casefold() for each in self.reading.all(System)]

    def report(self) -> TopicReport:
        told: dict[str, Callable[[], tuple[Iterable[Statement], tuple[Table, ...]]]] = {
            "short": lambda: (self._short(), ()),
            "uses": lambda: (self._uses(), ()),
            "decided": self._decided,
            "gone": lambda: ((self._gone(),), ()),
            "state": lambda: ((Statement(text=self.said("state.lead")),), self.numbers.areas()),
            "breaches": lambda: ((self._breaches(),), ()),
            "rights": lambda: ((self._rights(),), ()),
            "money": lambda: (self._money(), ()),
            "next": lambda: (self._next(), ()),
        }
        topics = tuple(self._topic(id, *made()) for id, made in told.items())
        return TopicReport(head=self.source.head(), topics=topics)

    def _topic(self, id: str, statements: Iterable[Statement], tables: tuple[Table, ...]) -> Topic:
        heading = self.said(f"{id}.heading")
        return Topic(id=id, section=SECTION, heading=heading, statements=tuple(statements), tables=tables)

    def _short(self) -> Iterator[Statement]:
        """The sentences of the memo's first page: they count, and name nothing."""
        stakes = self.numbers.memo.in_short.at_stake
        rests_on = dict.fromkeys(id for each in stakes for id in each.rests_on)
        yield listed(self.said("short.stakes"), [each.text for each in stakes], tuple(rests_on))
        before = self.profile.council_report_on if self.profile else None
        if before is None or before > self.source.as_of:
            yield self.rows.not_written(self.said("short.no_before"))
            return
        yield Statement(text=self.said("short.before", day=before))
        due = self._due()
        if due is not None and due < self.source.as_of:
            yield Statement(text=self.said("short.late", day=due), mark="lacking", word=self.said("short.marks.late"))

    def _due(self) -> date | None:
        """The last day for the next report; none where no law of the country sets one."""
        if "council_report" not in self.source.law.parameters:
            return None
        return council_report_due(self.reading.organisation, self.reading, self.source.law, self.source.as_of)

    def _uses(self) -> Iterator[Statement]:
        n = len(in_use(self.judged))
        yield Statement(text=self.said.counted("uses.in_use", n) if n else self.said("uses.nothing"))
        others = sum(
            each.role is ActivityRole.processor and each.status is not ActivityStatus.ended
            for each in self.reading.all(Activity)
        )
        more = [self.said.counted("uses.for_others", others)] if others else []
        yield self.numbers.told(self.said("uses.more"), _RECORD, more)

    # What was decided.

    def _of_the_year(self) -> list[Account]:
        return [each for each in self.accounts if since(each.decided_on, self.judged) is not False]

    def _decided(self) -> tuple[Iterable[Statement], tuple[Table, ...]]:
        every = self._of_the_year()
        named = [each for each in every if self._may_be_named(each)]
        hidden = [each for each in every if each not in named]
        lead = (Statement(text=self.said("decided.named" if named else "decided.none")),) if named or not every else ()
        table = self.rows.table("outcomes", [_without_name(self.rows.decision(each)) for each in named])
        return (*lead, *self._hidden(hidden)), table

    def _hidden(self, accounts: Sequence[Account]) -> Iterator[Statement]:
        if accounts:
            found = grade(accounts)
            told = [self.said.counted("decided.hidden", len(accounts))]
            told += [self.said.counted("decided.hidden_done", found.done)] if found.done else []
            told += [self.said.counted("decided.hidden_late", found.late)] if found.late else []
            yield Statement(text=" ".join(told), rests_on=tuple(each.question_id for each in accounts))

    def _may_be_named(self, account: Account) -> bool:
        """Whether the register says that it is about something else than security, and its words name no system."""
        question = self.reading.find(Question, account.question_id)
        if question is None or question.theme in (None, Theme.security, Theme.risk_acceptance):
            return False
        goal = account.goal.unit if account.goal else None
        shown = " ".join(filter(None, (account.name, account.option, goal))).casefold()
        return not any(name in shown for name in self.systems)

    # How it went.

    def _gone(self) -> Statement:
        """What became of the decisions of the year: unlike the memo's own figure, with those that are closed since."""
        every = self._of_the_year()
        found = grade(every)
        items = []
        if found.decisions:
            items.append(self.said("gone.done", n=found.done, of=found.decisions))
            items += [self.said.counted("gone.late", found.late)] if found.late else []
        if found.goals_measured:
            items.append(self.said("gone.goals", n=found.goals_reached, of=found.goals_measured))
        items += [*self._trained(), self._trend()]
        return listed(self.said("gone.lead"), items, [each.question_id for each in every])

    def _trained(self) -> Iterator[str]:
        if self.profile and self.profile.training_coverage_pct is not None:
            now, target = self.profile.training_coverage_pct, self.profile.training_target_pct
            yield self.said("gone.trained_no_target" if target is None else "gone.trained", n=now, target=target)

    def _trend(self) -> str:
        measured = self.numbers.memo.trend
        if len(measured) < 2:  # noqa: PLR2004 (it takes two to compare)
            return self.said("gone.no_trend")
        before, now = (sum(part.count for part in each.parts) for each in measured[-2:])
        return self.said("gone.trend", before=before, day=measured[-2].as_of, now=now)

    # What happened.

    def _breaches(self) -> Statement:
        every = [each for each in self.reading.all(Incident) if since(breach_day(each), self.judged) is not False]
        if not every:
            return Statement(text=self.said("breaches.none"))
        counts = {
            "all": len(every),
            "people": sum(each.personal_data is Answer.yes for each in every),
            "unsure": sum(each.personal_data in (None, Answer.unknown) for each in every),
            "reported": sum(self._by_now(each.notified_sa_at) for each in every),
            "informed": sum(self._by_now(each.subjects_informed_at) for each in every),
        }
        items = [self.said.counted(f"breaches.{name}", n) for name, n in counts.items() if n]
        items.append(self.numbers.sentence("breaches_in_time"))
        return listed(self.said("breaches.lead"), items, [*(each.id for each in every), "breaches_in_time"])

    def _rights(self) -> Statement:
        every = [each for each in self.reading.all(RightsRequest) if since(each.received_on, self.judged) is not False]
        if not every:
            return Statement(text=self.said("rights.none"))
        outcomes = Counter(self._outcome(each) for each in every)
        items = [self.said.counted("rights.all", len(every))]
        order = self.said.held("rights.outcome")
        items += [self.said.counted(f"rights.outcome.{name}", outcomes[name]) for name in order if outcomes[name]]
        items.append(self.numbers.sentence("rights_in_time"))
        return listed(self.said("rights.lead"), items, [*(each.id for each in every), "rights_in_time"])

    def _outcome(self, request: RightsRequest) -> str:
        if request.outcome is not None:
            return request.outcome.value
        return "waiting" if request.answered_on is None or request.answered_on > self.source.as_of else "unknown"

    def _by_now(self, moment: datetime | None) -> bool:
        return moment is not None and moment.date() <= self.source.as_of

    # Money, and what comes.

    def _money(self) -> Iterator[Statement]:
        """What was chosen costs over the memo's years; a cost nobody estimated is told, and never nought."""
        years = report_kind(KIND).limits.horizon_years
        chosen = [(question, option) for question in self._questions() if (option := _chosen(question))]
        if not chosen:
            yield Statement(text=self.said("money.none"))
            return
        costs = [total(option, horizon(q.options, self.source.as_of.year, years)) for q, option in chosen]
        known, days = [each for each in costs if each is not None], [option.person_days for _, option in chosen]
        rests_on = tuple(question.id for question, _ in chosen)
        if known:
            amount = kroner(sum(known), self.source.language)
            yield Statement(text=self.said("money.sum", amount=amount, years=years), rests_on=rests_on)
        if unknown := len(costs) - len(known):
            text = self.said.counted("money.unknown", unknown)
            yield Statement(text=text, mark="unknown", word=self.rows.said("risk.unknown"), rests_on=rests_on)
        if work := sum(filter(None, days)):
            lacking = sum(each is None for each in days)
            more = self.said.counted("money.no_work", lacking) if lacking else ""
            yield Statement(text=f"{self.said('money.work', n=work)} {more}".strip(), rests_on=rests_on)

    def _questions(self) -> tuple[Question, ...]:
        return self.reading.find_all(Question, [each.question_id for each in self._of_the_year()])

    def _next(self) -> Iterator[Statement]:
        waiting, line = len(self.numbers.memo.questions), self.numbers.memo.counts.line
        running = sum(each.state not in ENDED for each in self.accounts)
        items = [self.said.counted("next.running", running)] if running else []
        items.append(self.said.counted("next.waiting", waiting) if waiting else self.said("next.no_waiting"))
        items += [self.said.counted("next.line", line)] if line else []
        yield listed(self.said("next.lead"), items, ("findings.heaps",))
        yield self._review()

    def _review(self) -> Statement:
        due = next_management_review(self.reading.organisation, self.reading, self.source.law, self.source.as_of)
        if due is None:
            return self.rows.not_written(self.said("next.review_unknown"))
        if due >= self.source.as_of:
            return Statement(text=self.said("next.review", day=due))
        word = self.said("short.marks.late")
        return Statement(text=self.said("next.review_late", day=due), mark="lacking", word=word)


def _without_name(entry: Entry) -> Entry:
    """A decision without who carries it out: the elected hold the chief executive to account, not the staff."""
    what, _who, *rest = entry.cells
    return entry.model_copy(update={"cells": (what, *rest)})


def _chosen(question: Question) -> Option | None:
    """The option that was decided on, where one was."""
    decision = question.decision
    if decision is None or decision.choice not in (Choice.recommended, Choice.option):
        return None
    recommended = question.recommended_option if decision.choice is Choice.recommended else None
    wanted = decision.option_id or recommended
    return next((each for each in question.options if each.id is not None and each.id == wanted), None)
