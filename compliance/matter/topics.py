"""What reports told in topics share: risks, decisions, tasks and findings as rows of tables, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from compliance.checks.facts.risk import above_limit, acceptance_ends, accepted, risk_limit
from compliance.checks.finding import Finding
from compliance.followup.accounts import Account
from compliance.followup.tasks import TaskAccount
from compliance.followup.words import goal_words, remarks, state_mark, state_words
from compliance.language.dates import days, short_date
from compliance.language.labels import member_label
from compliance.language.wording import Wording, wording
from compliance.matter.composed import Cell, Entry, Statement, Table
from compliance.matter.source import Source
from compliance.memo.composed import Mark
from compliance.memo.counted import weight
from compliance.memo.kind import KIND
from compliance.model.assurance import Risk
from compliance.model.decision import TaskStatus
from compliance.model.levels import level
from compliance.model.organisation import RiskLevel

TOPICS: Final = "topics"
"""The file of reports/ with the words that these reports share."""
MARKS: Final[dict[str, Mark]] = {"blocker": "stop", "major": "lacking", "minor": "lacking", "unknown": "unknown"}
"""How a finding is marked, by how grave it is."""


class Rows:
    """Tells things of the register as rows of tables, in the language of a report."""

    def __init__(self, source: Source) -> None:
        self.source, self.language = source, source.language
        self.most = max((section.most for section in source.kind.sections.values()), default=0)

    @cached_property
    def said(self) -> Wording:
        return wording(TOPICS, self.language)

    @cached_property
    def memo_words(self) -> Wording:
        return wording(KIND, self.language)

    def name(self, member: StrEnum) -> str:
        """What a code is called, as it begins a line: IT-leder."""
        return _begun(member_label(member, self.language))

    def table(self, id: str, entries: Sequence[Entry], heading: str | None = None) -> tuple[Table, ...]:
        """The entries as a table, at most as many as the report's file says; none where there are none."""
        if not entries:
            return ()
        shown = tuple(entries[: self.most or len(entries)])
        columns = tuple(self.said(f"tables.{id}.{name}.label") for name in self.said.held(f"tables.{id}"))
        return (
            Table(id=id, heading=heading, columns=columns, entries=shown, left_out=len(entries) - len(shown)),
        )  # fmt: skip

    def not_written(self, what: str) -> Statement:
        """That the register does not say a thing."""
        return Statement(text=what, mark="lacking", word=self.said("not_written"))

    def day(self, day: date | None) -> Cell:
        """A day, or that none is set."""
        return Cell(lines=(short_date(day, self.language, year=True) if day else self.said("not_set"),))

    def person(self, name: str | None) -> Cell:
        """Who, or that nobody has been given it."""
        return Cell(lines=(name or self.said("nobody"),))

    def risk(self, risk: Risk) -> Entry:
        """A risk by the level that is left with the measures in place, against the limit."""
        given = (risk, self.source.reading, self.source.law, self.source.as_of)
        left, limit = level(risk.residual, risk.perspective), risk_limit(*given)
        over = above_limit(*given)
        state = "accepted" if over and accepted(*given) else {True: "over", False: "within", None: "unknown"}[over]
        marks: dict[str, Mark] = {"accepted": "none", "over": "lacking", "within": "fine", "unknown": "unknown"}
        ends = acceptance_ends(*given) if state == "accepted" else None
        until = (self.said("risk.until", day=ends),) if ends else ()
        return Entry(
            cells=(
                Cell(lines=(risk.name, risk.id)), Cell(lines=(self.level(left),)), Cell(lines=(self.level(limit),)),
                Cell(lines=until, mark=marks[state], word=self.said(f"risk.{state}")),
            ),
            rests_on=(risk.id,),
        )  # fmt: skip

    def level(self, level: RiskLevel | None) -> str:
        """A level of risk by its name; an unknown one is told as unknown."""
        return self.name(level) if level else self.said("risk.unknown")

    def decision(self, account: Account) -> Entry:
        """An earlier decision and what became of it."""
        goal = goal_words(account.goal, self.language) if account.goal else ()
        beside = (*remarks(account, self.language), *goal)
        on = self.said("decided_on", day=account.decided_on) if account.decided_on else self.said("decided_undated")
        chosen = (account.option,) if account.option else ()
        return Entry(
            cells=(
                Cell(lines=(account.name, *chosen, f"{account.question_id} · {on}")),
                self.person(account.owner), self.day(account.deadline),
                Cell(lines=beside, mark=state_mark(account), word=state_words(account, self.language)),  # type: ignore[arg-type]
            ),
            rests_on=(account.question_id,),
        )  # fmt: skip

    def task(self, task: TaskAccount) -> Entry:
        """A task, whose it is, and how late."""
        return Entry(
            cells=(
                Cell(lines=(task.name, task.id)), self.person(task.owner), self.day(task.due), self.task_state(task),
            ),
            rests_on=(task.id,),
        )  # fmt: skip

    def task_state(self, task: TaskAccount) -> Cell:
        """How a task stands; what nobody else has checked is not in order yet."""
        if task.days_late:
            return Cell(mark="lacking", word=self.said("late", days=days(task.days_late, self.language)))
        if task.status is TaskStatus.done:
            return Cell(mark="unknown", word=self.said("unchecked"))
        return Cell(mark="fine" if task.status is TaskStatus.verified else "none", word=self.name(task.status))

    def findings(self, found: Iterable[Finding]) -> tuple[Entry, ...]:
        """Findings, each with how grave it is and what mends it."""
        return tuple(self._finding(each) for each in found)

    def _finding(self, finding: Finding) -> Entry:
        mark = MARKS[weight(finding)]
        word = "minor" if weight(finding) == "minor" else mark
        return Entry(
            cells=(
                Cell(mark=mark, word=self.memo_words(f"marks.{word}.word")),
                Cell(lines=(finding.statement, finding.rule)), Cell(lines=(finding.remedy or "–",)),
            ),
            rests_on=(finding.id, finding.subject),
        )  # fmt: skip


def listed(lead: str, items: Sequence[str], rests_on: Sequence[str] = ()) -> Statement:
    """A list under the sentence that leads in; a single thing stands on its line."""
    if len(items) == 1:
        return Statement(text=f"{lead} {items[0]}", rests_on=tuple(rests_on))
    return Statement(text=lead, items=tuple(items), rests_on=tuple(rests_on))


def _begun(text: str) -> str:
    """The text with a capital first; what is in capitals stays so."""
    return text[:1].upper() + text[1:]
