"""What the line takes care of, and every finding in groups that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from compliance.checks.finding import Decides, Finding, Result, Severity, in_order
from compliance.checks.law import Reference
from compliance.followup.tasks import TaskAccount
from compliance.language.wording import Wording
from compliance.memo.affected import units_of
from compliance.memo.composed import Citation, ComposedQuestion, FindingCounts, FindingGroup, Mark, Named, UnitLoad
from compliance.memo.counted import weight
from compliance.memo.material import Material, calls_for_question
from compliance.model.decision import Theme
from compliance.model.values import Document

IN_TABLES = frozenset({Theme.risk_acceptance, Theme.late_work})


class _Alike(NamedTuple):
    """What findings that stand together have in common."""

    question: int
    place: str
    rule: str
    statement: str
    remedy: str
    result: Result
    severity: Severity


def counts(material: Material, questions: Sequence[ComposedQuestion]) -> FindingCounts:
    """Every finding in exactly one heap: behind a question, decided on, in a table, waiting, or with the line."""
    asked = asked_in(questions)
    heaps = Counter(heap(finding, asked, material) for finding in material.findings)
    return FindingCounts(
        asked=heaps["asked"], decided=heaps["decided"], tables=heaps["tables"], waiting=heaps["waiting"],
        line=heaps["line"], total=len(material.findings),
    )  # fmt: skip


def asked_in(questions: Sequence[ComposedQuestion]) -> Mapping[str, int]:
    """The number of the question each finding stands behind."""
    return {finding: question.number for question in reversed(questions) for finding in question.finding_ids}


def heap(finding: Finding, asked: Mapping[str, int], material: Material) -> str:
    """Where a finding belongs: asked, decided, tables, waiting or line."""
    if finding.id in asked:
        return "asked"
    if calls_for_question(finding):
        return "decided" if finding.id in material.decided_before else "waiting"
    routed = finding.decides is Decides.leader and finding.result is Result.gap and finding.theme in IN_TABLES
    return "tables" if routed else "line"


def units(
    material: Material, questions: Sequence[ComposedQuestion], tasks: Sequence[TaskAccount], said: Wording
) -> tuple[UnitLoad, ...]:
    """What each unit has to mend, as counts; the heaviest load first."""
    asked = asked_in(questions)
    loads: dict[str, Counter[str]] = {}
    behind: dict[str, list[str]] = {}
    for finding in material.findings:
        if heap(finding, asked, material) == "line":
            unit = _unit(finding, material, said)
            loads.setdefault(unit, Counter())[weight(finding)] += 1
            behind.setdefault(unit, []).append(finding.id)
    for task in tasks:
        if not task.settled:
            unit = task.unit or said("no_unit")
            loads.setdefault(unit, Counter()).update({"open": 1, "late": int(task.days_late > 0)})
            behind.setdefault(unit, []).append(task.id)
    found = [_load(unit, counted, behind[unit]) for unit, counted in loads.items()]
    return tuple(sorted(found, key=lambda load: (-load.total, -load.open_tasks, load.unit)))


def _load(unit: str, counted: Counter[str], behind: Sequence[str]) -> UnitLoad:
    return UnitLoad(
        unit=unit, blockers=counted["blocker"], majors=counted["major"], minors=counted["minor"],
        unknown=counted["unknown"], open_tasks=counted["open"], late_tasks=counted["late"],
        rests_on=tuple(behind),
    )  # fmt: skip


def _unit(finding: Finding, material: Material, said: Wording) -> str:
    document = material.reading.find(Document, finding.subject)
    found = units_of(document, material.reading) if document else ()
    if len(found) > 1:
        return said("many_units")
    return found[0] if found else said("no_unit")


def groups(material: Material, questions: Sequence[ComposedQuestion]) -> tuple[FindingGroup, ...]:
    """The findings that say the same, and ask the same to be done, in one place, in the order of a report."""
    asked = asked_in(questions)

    def alike(finding: Finding) -> _Alike:
        number, place = asked.get(finding.id, 0), heap(finding, asked, material)
        return _Alike(number, place, finding.rule, finding.statement, finding.remedy, finding.result, finding.severity)

    first: dict[_Alike, int] = {}
    for number, finding in enumerate(in_order(material.findings)):
        first.setdefault(alike(finding), number)
    ordered = sorted(in_order(material.findings), key=lambda finding: first[alike(finding)])
    return tuple(_group(list(held), key, material.language) for key, held in groupby(ordered, key=alike))


def _group(held: Sequence[Finding], key: _Alike, language: str) -> FindingGroup:
    finding = held[0]
    subjects = {each.subject: each.subject_name for each in held}
    return FindingGroup(
        rule=finding.rule, area=finding.area.value, severity=finding.severity.value, result=finding.result.value,
        decides=finding.decides.value, mark=_mark(finding), statement=finding.statement, remedy=finding.remedy or None,
        question=key.question or None, place=key.place,
        subjects=tuple(Named(id=each, name=name) for each, name in subjects.items()),
        finding_ids=tuple(each.id for each in held),
        citations=tuple(citation(each, language) for each in finding.citations),
    )  # fmt: skip


def citation(reference: Reference, language: str) -> Citation:
    """What a finding cites, in the words of a language, and whether it binds by itself."""
    text, binding = reference.said_in(language), reference.jurisdiction is not None
    return Citation(text=text, verified=reference.verified, binding=binding)


def _mark(finding: Finding) -> Mark:
    if finding.result is Result.undetermined:
        return "unknown"
    return "stop" if finding.severity is Severity.blocker else "lacking"
