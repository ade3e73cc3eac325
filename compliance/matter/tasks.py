"""What each person in the line has to do: tasks late and due, decisions not yet begun, and what the rules found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeVar

from compliance.checks.finding import Finding, Result, Severity, in_order
from compliance.followup.accounts import Account, AccountState, all_accounts
from compliance.followup.tasks import TaskAccount, task_accounts
from compliance.followup.words import goal_words, state_mark, state_words
from compliance.language.dates import days
from compliance.language.labels import member_label
from compliance.matter.composed import Assignment, PersonsTasks, TaskLine, TasksReport, Todo
from compliance.matter.source import Source
from compliance.memo.affected import activities_of, units_of
from compliance.memo.composed import Mark
from compliance.memo.line import citation, heap
from compliance.memo.material import Material
from compliance.memo.questions import open_questions
from compliance.model.decision import Task, TaskStatus
from compliance.model.organisation import Person, Role
from compliance.model.values import Document

T = TypeVar("T")

_NOT_BEGUN: Final = frozenset({AccountState.not_handed_out, AccountState.late, AccountState.under_way})


def tasks_report(source: Source, judged: Material, person: str | None = None) -> TasksReport:
    """The tasks of one person, or of everybody who has any, by unit and name; last what nobody has been given.

    Raises `RecordNotFound` where there is no such person.
    """
    if person is not None:
        source.view.record(person)
    found = _Lists(source, judged)
    people = [each for each in source.reading.all(Person) if person in (None, each.id)]
    ordered = sorted(people, key=lambda each: ((each.unit or "").casefold(), each.name.casefold(), each.id))
    lists = [found.of(each) for each in ordered]
    if person is None:
        lists = [each for each in (*lists, found.of(None)) if _anything(each)]
    return TasksReport(head=source.head(), people=tuple(lists), unverified=judged.unconfirmed)


def _anything(found: PersonsTasks) -> bool:
    return bool(found.late or found.due or found.done or found.assignments or found.todos)


class _Lists:
    """Shares tasks, decisions and findings out among people; each is with exactly one, or with nobody."""

    def __init__(self, source: Source, judged: Material) -> None:
        self.source, self.said, self.language = source, source.said, source.language
        self.reading = source.reading
        self.judged = judged
        self.most = max((section.most for section in source.kind.sections.values()), default=0)
        self.accounts = all_accounts(self.reading, source.as_of)
        self.tasks = _by_owner((each.owner_id, each) for each in task_accounts(self.reading, source.as_of))
        self.findings = _by_owner((self._answers(each), each) for each in self._for_the_line())

    def of(self, person: Person | None) -> PersonsTasks:
        id = person.id if person else None
        tasks = self.tasks.get(id, ())
        still = [task for task in tasks if not task.settled]
        findings = self.findings.get(id, ())
        return PersonsTasks(
            id=id, name=person.name if person else self.said("nobody"), unit=person.unit if person else None,
            late=tuple(self._line(task) for task in still if task.days_late),
            due=tuple(self._line(task) for task in still if not task.days_late),
            done=tuple(self._line(task) for task in tasks if task.status is TaskStatus.done),
            assignments=tuple(self._assignment(each) for each in self.accounts if self._waits_for(each, id)),
            todos=tuple(self._todos(findings)), findings=len(findings),
        )  # fmt: skip

    def _line(self, task: TaskAccount) -> TaskLine:
        account = self._decision(task)
        record = self.reading.find(Task, task.id)
        late: Mark = "lacking" if task.days_late else "none"
        word = self.said("late", days=days(task.days_late, self.language)) if task.days_late else self._status(task)
        return TaskLine(
            task=task, mark=late, word=word, what=record.description if record else None,
            decision=account.option or account.name if account else None,
            decided_on=account.decided_on if account else None,
            goal=goal_words(account.goal, self.language) if account and account.goal else (),
        )  # fmt: skip

    def _status(self, task: TaskAccount) -> str:
        return member_label(task.status, self.language).capitalize()

    def _decision(self, task: TaskAccount) -> Account | None:
        return next((each for each in self.accounts if task.id in {own.id for own in each.tasks}), None)

    def _waits_for(self, account: Account, id: str | None) -> bool:
        return account.owner_id == id and not account.tasks and account.state in _NOT_BEGUN

    def _assignment(self, account: Account) -> Assignment:
        mark = state_mark(account)
        return Assignment(
            id=account.question_id, name=account.name, option=account.option, decided_on=account.decided_on,
            deadline=account.deadline, mark=mark, word=state_words(account, self.language),  # type: ignore[arg-type]
            goal=goal_words(account.goal, self.language) if account.goal else (),
        )  # fmt: skip

    def _for_the_line(self) -> Iterator[Finding]:
        asked = {finding: 1 for question in open_questions(self.judged) for finding in question.finding_ids}
        return (each for each in self.judged.findings if heap(each, asked, self.judged) == "line")

    def _answers(self, finding: Finding) -> str | None:
        """Who mends it: who owns the record, else who owns its activities, else who leads its unit."""
        document = self.reading.find(Document, finding.subject)
        if document is None:
            return None
        owners = [
            getattr(document, "owner_id", None),
            *(each.owner_id for each in activities_of(document, self.reading)),
        ]
        known = [id for id in owners if self.reading.find(Person, id)]
        return known[0] if known else self._leader_of(units_of(document, self.reading))

    def _leader_of(self, units: Sequence[str]) -> str | None:
        leaders = (each for each in self.reading.all(Person) if Role.line_manager in each.roles)
        return next((each.id for each in leaders if each.unit in units), None)

    def _todos(self, findings: Iterable[Finding]) -> Iterator[Todo]:
        """Those that say the same stand together, gravest first."""
        ordered = in_order(findings)
        first: dict[tuple[str, str, Severity, Result], int] = {}
        for number, finding in enumerate(ordered):
            first.setdefault(_alike(finding), number)
        for _, held in groupby(sorted(ordered, key=lambda each: first[_alike(each)]), key=_alike):
            yield self._todo(list(held))

    def _todo(self, held: Sequence[Finding]) -> Todo:
        finding, most = held[0], self.most or len(held)
        subjects = dict.fromkeys(f"{each.subject_name} ({each.subject})" for each in held)
        mark: Mark = "stop" if finding.severity is Severity.blocker else "lacking"
        mark = "unknown" if finding.result is Result.undetermined else mark
        word = "minor" if mark == "lacking" and finding.severity is Severity.minor else mark
        return Todo(
            rule=finding.rule, mark=mark, word=self.said(f"marks.{word}"), statement=finding.statement,
            remedy=finding.remedy or None, subjects=tuple(subjects)[:most], count=len(subjects),
            citations=tuple(citation(each, self.language) for each in finding.citations),
        )  # fmt: skip


def _alike(finding: Finding) -> tuple[str, str, Severity, Result]:
    return finding.rule, finding.statement, finding.severity, finding.result


def _by_owner(owned: Iterable[tuple[str | None, T]]) -> Mapping[str | None, list[T]]:
    found: dict[str | None, list[T]] = {}
    for owner, each in owned:
        found.setdefault(owner, []).append(each)
    return found
