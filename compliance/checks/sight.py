"""What a condition sees: the names, the shapes behind them, and the values for one thing that is judged.

Only what some rule's conditions name is ever looked up, computed or converted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import BaseModel

from compliance.checks.context import ABSENT, chosen, plain
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
from compliance.checks.wanted import Wanted
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


class Sight:
    """Looks up, for one run, what conditions see of each thing that is judged."""

    def __init__(self, reading: Reading, law: Law, as_of: date) -> None:
        self.reading = reading
        self.law = law
        self.as_of = as_of
        # The value too, so that no other takes its place in memory.
        self._held: dict[tuple[int, int], tuple[BaseModel, Any]] = {}

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of the first pass as conditions see them."""
        return [finding_seen(finding) for finding in self.reading.findings]

    def values(self, subject: Subject, wanted: Wanted) -> dict[str, Any]:
        """The values behind the names the conditions use; what is not known is left out."""
        seen: dict[str, Any] = {"today": self.as_of.isoformat()}
        named = wanted.fields
        for name, value, _ in subject.around:
            if name in named:  # the same around everything inside a document
                seen[name] = self._shared(value, named[name])
        if subject.kind.name in named:
            seen[subject.kind.name] = chosen(subject.value, named[subject.kind.name])
        if "organisation" in named and "organisation" not in seen:
            seen["organisation"] = self._shared(self.reading.controller(subject.document), named["organisation"])
        if "law" in named:
            seen["law"] = plain({name: self.law.parameters.get(name) for name in named["law"].fields})
        if "related" in named:
            seen["related"] = self._related(subject, named["related"])
        if "facts" in named:
            seen["facts"] = self._facts(subject, named["facts"])
        if "findings" in named:
            seen["findings"] = self.findings
        return seen

    def _related(self, subject: Subject, wanted: Wanted) -> dict[str, Any]:
        joins = RELATED[subject.kind.name]
        found = ((name, joins[name](subject.given, self.reading), below) for name, below in wanted.fields.items())
        return {name: said for name, value, below in found if (said := self._chosen(value, below)) is not ABSENT}

    def _facts(self, subject: Subject, wanted: Wanted) -> dict[str, Any]:
        facts = FACTS[subject.kind.name]
        given = (subject.given, self.reading, self.law, self.as_of)
        found = ((name, facts[name](*given), below) for name, below in wanted.fields.items())
        return {name: said for name, value, below in found if (said := chosen(value, below)) is not ABSENT}

    def _chosen(self, value: object, wanted: Wanted) -> Any:
        """As `chosen`, with what many joins bring converted once, as long as few enough values are held."""
        if isinstance(value, tuple):
            return [self._chosen(each, wanted) for each in value]
        if not isinstance(value, BaseModel):
            return plain(value)
        return self._shared(value, wanted)

    def _shared(self, value: BaseModel, wanted: Wanted) -> Any:
        key = (id(value), id(wanted))
        held = self._held.get(key)
        if held is None:
            if len(self._held) >= MOST_HELD:
                self._held.clear()
            held = self._held[key] = (value, chosen(value, wanted))
        return held[1]


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
