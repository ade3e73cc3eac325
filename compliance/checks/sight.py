"""What a condition sees: the names, the shapes behind them, and the values for one thing that is judged.

Only what some rule's conditions name is ever looked up, computed or converted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import BaseModel

from compliance.checks.context import ABSENT, chosen, plain
from compliance.checks.expression import Expression
from compliance.checks.facts import FACTS
from compliance.checks.finding import Finding
from compliance.checks.law import Law, read_parameters
from compliance.checks.reading import Reading
from compliance.checks.related import RELATED
from compliance.checks.shapes import (
    DATE,
    NUMBER,
    PERIOD,
    TEXT,
    TRUTH,
    Code,
    Field,
    Many,
    Record,
    Shape,
    record_of,
    result_of,
)
from compliance.checks.subjects import JUDGED, Subject
from compliance.checks.syntax import paths
from compliance.model.activity import Purpose
from compliance.model.organisation import Organisation
from compliance.model.values import PERIOD_PATTERN

Stage = Literal["register", "memo"]

MOST_HELD: Final = 2_000
"""Converted values held at a time; more would cost memory on large registers and save little."""

ROOTS: Final = frozenset(JUDGED) | {"related", "facts", "law", "today", "findings"}
"""Every name any condition may use."""

FINDING: Final = Record(
    "Finding",
    MappingProxyType(
        {
            "id": Field(TEXT, always=True),
            "rule": Field(TEXT, always=True),
            "subject": Field(TEXT, always=True),
            "severity": Field(Code(frozenset({"blocker", "major", "minor"})), always=True),
            "result": Field(Code(frozenset({"gap", "undetermined"})), always=True),
            "decides": Field(Code(frozenset({"leader", "line"})), always=True),
            "theme": Field(TEXT),
            "silence": Field(TRUTH, always=True),
            "first_seen": Field(DATE),
            "binding": Field(TRUTH, always=True),
        }
    ),
)


@lru_cache(maxsize=64)
def names_seen(judges: str, stage: Stage) -> Mapping[str, Shape]:
    """The names a rule may use that judges this kind, with the shape of what stands behind each."""
    kind = JUDGED[judges]
    seen: dict[str, Shape] = {
        "organisation": record_of(Organisation),
        "law": _law_shape(),
        "today": DATE,
        kind.name: record_of(kind.shape),
        "related": Record("related", {name: Field(result_of(join)) for name, join in RELATED[judges].items()}),
        "facts": Record("facts", {name: Field(result_of(fact)) for name, fact in FACTS[judges].items()}),
    }
    if kind.parent:
        seen[kind.parent] = record_of(kind.document)
    if judges == "legal_basis":
        seen["purpose"] = record_of(Purpose)
    if stage == "memo":
        seen["findings"] = Many(FINDING)
    return MappingProxyType(seen)


def finding_seen(finding: Finding) -> dict[str, Any]:
    """A finding of the first pass as a condition of the second sees it."""
    told = {name: getattr(finding, name) for name in FINDING.fields}
    return {name: said for name, value in told.items() if (said := plain(value)) is not ABSENT}


@dataclass(frozen=True, slots=True)
class Needs:
    """What the conditions of some rules read: the fields of each name, or None for all of it."""

    fields: Mapping[str, frozenset[str] | None]

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def of(self, name: str) -> Collection[str] | None:
        """The fields wanted of a name."""
        return self.fields.get(name, frozenset())


def needs(expressions: Iterable[Expression]) -> Needs:
    """What these expressions read."""
    found: dict[str, set[str] | None] = {}
    for expression in expressions:
        for path in paths(expression.tree):
            root, _, rest = path.partition(".")
            wanted = found.setdefault(root, set())
            if not rest:
                found[root] = None
            elif wanted is not None:
                wanted.add(rest.split(".", 1)[0])
    return Needs({root: None if wanted is None else frozenset(wanted) for root, wanted in found.items()})


class Sight:
    """Looks up, for one run, what conditions see of each thing that is judged."""

    def __init__(self, reading: Reading, law: Law, as_of: date, findings: Iterable[Finding] = ()) -> None:
        self.reading = reading
        self.law = law
        self.as_of = as_of
        self.findings = [finding_seen(finding) for finding in findings]
        self._held: dict[int, tuple[BaseModel, Any]] = {}  # the value too, so that no other takes its place in memory
        self._common: dict[tuple[int, int], dict[str, Any]] = {}

    def values(self, subject: Subject, needed: Needs) -> dict[str, Any]:
        """The values behind the names the conditions use; what is not known is left out."""
        seen: dict[str, Any] = {"today": self.as_of.isoformat()}
        for name, value, _ in (*subject.around, (subject.kind.name, subject.value, "")):
            if name in needed:
                seen[name] = chosen(value, needed.of(name))
        if "organisation" in needed and "organisation" not in seen:
            seen["organisation"] = self._shared(self.reading.controller(subject.document), needed)
        if "law" in needed:
            seen["law"] = plain({name: self.law.parameters.get(name) for name in self._names(needed, "law")})
        if "related" in needed:
            seen["related"] = self._related(subject, needed)
        if "facts" in needed:
            seen["facts"] = self._facts(subject, needed)
        if "findings" in needed:
            seen["findings"] = self.findings
        return seen

    def _related(self, subject: Subject, needed: Needs) -> dict[str, Any]:
        joins = RELATED[subject.kind.name]
        wanted = needed.of("related")
        found = {
            name: join(subject.given, self.reading) for name, join in joins.items() if wanted is None or name in wanted
        }
        return {name: said for name, value in found.items() if (said := self._plain(value)) is not ABSENT}

    def _facts(self, subject: Subject, needed: Needs) -> dict[str, Any]:
        facts = FACTS[subject.kind.name]
        wanted = needed.of("facts")
        found = {
            name: fact(subject.given, self.reading, self.law, self.as_of)
            for name, fact in facts.items()
            if wanted is None or name in wanted
        }
        return {name: said for name, value in found.items() if (said := plain(value)) is not ABSENT}

    def _plain(self, value: object) -> Any:
        """As `plain`, with what many joins bring converted once, as long as few enough values are held."""
        if isinstance(value, tuple):
            return [self._plain(each) for each in value]
        if not isinstance(value, BaseModel):
            return plain(value)
        held = self._held.get(id(value))
        if held is None:
            if len(self._held) >= MOST_HELD:
                self._held.clear()
            held = self._held[id(value)] = (value, plain(value))
        return held[1]

    def _shared(self, document: BaseModel, needed: Needs) -> dict[str, Any]:
        key = (id(document), id(needed))
        if key not in self._common:
            self._common[key] = chosen(document, needed.of("organisation"))
        return self._common[key]

    def _names(self, needed: Needs, name: str) -> Collection[str]:
        wanted = needed.of(name)
        return self.law.parameters if wanted is None else wanted


@lru_cache(maxsize=1)
def _law_shape() -> Record:
    shapes: dict[str, Field] = {}
    for parameter in read_parameters():
        shapes[parameter.name] = Field(_parameter_shape(parameter.value))
    return Record("law", shapes)


def _parameter_shape(value: int | str | tuple[str, ...]) -> Shape:
    if isinstance(value, tuple):
        return Many(TEXT)
    if isinstance(value, int):
        return NUMBER
    return PERIOD if PERIOD_PATTERN.match(value) else TEXT
