"""Findings and verdicts as lines on a screen: one line each, and one line for a storm of the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.cli.table import screen_width, table

if TYPE_CHECKING:
    from compliance.checks.engine import Verdict
    from compliance.checks.finding import Finding

NOT_RECORDED = "–"
INDENT = "    "
TO_CONFIRM = "*"
"""After a rule that rests on law a lawyer has still to confirm."""


@dataclass(frozen=True, slots=True)
class Storm:
    """Findings of one rule that say the same of several records or places."""

    first: Finding
    more: int = 0


def storms(findings: Sequence[Finding]) -> tuple[Storm, ...]:
    """The findings, those that say the same gathered where the first of them stands.

    What differs between them but is not said in the sentence, such as which danger signs were seen, parts nothing.
    """
    gathered: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = (finding.rule, finding.result, finding.severity, finding.decides, finding.statement)
        gathered.setdefault(said, []).append(finding)
    return tuple(Storm(each[0], len(each) - 1) for each in gathered.values())


def finding_lines(rows: Sequence[Storm]) -> str:
    """One line for each: record, rule, severity (with ? where it cannot be told), who decides, what is wrong.

    A rule that rests on law which a lawyer has still to confirm has a * after it.
    """
    cells = [
        (
            f"{storm.first.subject} +{storm.more}" if storm.more else storm.first.subject,
            storm.first.rule + ("" if all(each.verified for each in storm.first.citations) else TO_CONFIRM),
            storm.first.severity + ("?" if storm.first.result == "undetermined" else ""),
            storm.first.decides,
            storm.first.statement,
        )
        for storm in rows
    ]
    return _without_headings(cells)


def verdict_lines(verdict: Verdict, statement: str | None) -> Iterator[str]:
    """What one rule says of one place; below it, where it applies, every value its conditions looked at."""
    where = verdict.subject.path or verdict.subject.document.id
    yield _cut(f"{verdict.result:<15} {verdict.rule.code:<16} {where}")
    if verdict.result == "not_applicable":
        return
    if statement:
        yield _cut(f"{INDENT}{statement}")
    for path, value in (verdict.facts or {}).items():
        yield _cut(f"{INDENT}{path} = {shown(value)}")


def shown(value: Any) -> str:
    """A value as conditions see it, on one line; what is not recorded as a dash."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        return f"({len(value)}) " + ", ".join(_named(each) for each in value)
    return json.dumps(value, ensure_ascii=False)


def _named(value: Mapping[str, Any]) -> str:
    name = value.get("name") or value.get("id")
    return str(name) if name else json.dumps(dict(value), ensure_ascii=False)


def _cut(line: str) -> str:
    width = screen_width()
    return line if len(line) <= width else line[: width - 1] + "…"


def _without_headings(cells: Sequence[Sequence[str]]) -> str:
    return "\n".join(table([""] * 5, cells).split("\n")[1:])
