"""A rule: what its file says, and its conditions compiled and held against the model."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from compliance.checks.expression import Expression, Language, NotAnExpression
from compliance.checks.faults import Fault
from compliance.checks.finding import Area, Decides, Result, Severity
from compliance.checks.law import Reference, in_force
from compliance.checks.loading import MalformedChecklist, Sheet, Steps
from compliance.checks.packs import National, Packs, said_of
from compliance.checks.sight import ROOTS, names_seen
from compliance.checks.subjects import JUDGED, JudgedKind
from compliance.checks.syntax import Node
from compliance.checks.wellformed import Scope, condition, shape, silences
from compliance.checks.written import FILE_NAME, TOPIC, Code, Part, Shown, Source, Words
from compliance.model.decision import Theme

LANGUAGE: Final = Language(ROOTS)


class Graded(Part):
    """A severity that holds in a case; without `when`, in every other."""

    when: Source | None = None
    severity: Severity = Field(alias="is")


class Example(Part):
    """One case in words, as a patch on the sound municipality, and what the rule must say of it."""

    sentence: Words
    patch: dict[str, Any] = Field(default_factory=dict)
    expect: Result
    severity: Severity | None = None
    arguments: dict[str, Any] | None = None
    as_of: date | None = None
    known_since: date | None = None
    """For a rule on the memo: since when every finding it sees is known."""


class RuleFile(Part):
    """A rule as it is written."""

    code: Code
    area: Area
    judges: str
    stage: Literal["register", "memo"] = "register"
    scope: Literal["standing", "every"] = "standing"
    statement: Words
    undetermined: Words | None = None
    why: Words
    remedy: Words
    citations: tuple[Reference, ...] = Field(min_length=1)
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    severity: Severity | tuple[Graded, ...]
    decides: Decides
    theme: Theme | None = None
    silence: bool | Source = False
    applies_when: Source | None = None
    gap_when: Source
    absence_is_fine: tuple[str, ...] = ()
    shows: dict[Shown, Source] = Field(default_factory=dict)
    also: tuple[Code, ...] = ()
    also_when: Source | None = None
    note: Words | None = None
    examples: tuple[Example, ...] = ()

    @property
    def grades(self) -> tuple[Graded, ...]:
        """The severities, each with its case; the last without."""
        return (Graded(severity=self.severity),) if isinstance(self.severity, Severity) else self.severity


def _contradictions(said: RuleFile) -> Iterator[tuple[str, str]]:
    """Fields that do not agree with each other, each with the reason."""
    if said.judges not in JUDGED:
        yield "judges", f"“{said.judges}” is none of: {', '.join(JUDGED)}"
    if (said.decides is Decides.leader) != (said.theme is not None):
        yield "theme", "a rule the leader decides names its theme, and no other does"
    if said.silence and said.decides is not Decides.leader:
        yield "silence", "only what the leader decides can wait in the line first"
    if said.also_when and not said.also:
        yield "also_when", "there is no also that it could hold for"
    if not said.grades or said.grades[-1].when or not all(grade.when for grade in said.grades[:-1]):
        yield "severity", "every entry but the last has a when, and the last has none"
    for text in ("statement", "undetermined", "remedy"):
        yield from ((text, reason) for reason in _astray(getattr(said, text) or "", said.shows))


def _astray(text: str, shown: Mapping[str, str]) -> Iterator[str]:
    """What stands in braces in a text but is not shown."""
    try:
        named = [(name, how, turned) for _, name, how, turned in string.Formatter().parse(text) if name is not None]
    except ValueError:
        yield "a brace stands alone"
        return
    for name, how, turned in named:
        if name not in shown:
            yield f"{{{name}}} is not among shows" if name else "the braces are empty"
        elif how or turned:  # {name:>999999999} would write as many blanks
            yield f"only a name stands in braces: {{{name}}}"


_SAYS_NOTHING: Final = National()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to judge."""

    said: RuleFile
    file: str
    line: int
    kind: JudgedKind
    standing: Expression | None
    """What its kind must be for rules to judge it; None for a rule that judges every one."""
    applies: Expression | None
    gap: Expression
    shows: Mapping[str, Expression]
    grades: tuple[tuple[Expression | None, Severity], ...]
    silence: Expression | bool
    takes_along: Expression | None = None
    """When the findings of `also` follow from its own; None for always."""
    topic: str = ""
    """The folder the file stands in."""
    national: Mapping[str, National] = field(default_factory=dict)
    """What the packs of single countries say of it, by country."""

    @property
    def code(self) -> str:
        """The code that never changes."""
        return self.said.code

    def expressions(self) -> Iterator[Expression]:
        """Every expression of the rule."""
        yield from (each for each in (self.standing, self.applies) if each is not None)
        yield self.gap
        yield from self.shows.values()
        yield from (when for when, _ in self.grades if when is not None)
        if isinstance(self.silence, Expression):
            yield self.silence
        if self.takes_along is not None:
            yield self.takes_along

    def in_force(self, on: date, country: str) -> bool:
        """Whether it judges anybody in that country on that day."""
        said, here = self.said, self.national.get(country, _SAYS_NOTHING)
        meant = not said.countries or country in said.countries
        return meant and in_force(said.since, said.until, on) and here.judges(on)

    def citations(self, on: date, country: str) -> tuple[Reference, ...]:
        """What it cites in that country on that day."""
        return tuple(cited for cited in self.every_citation if cited.concerns(country, on))

    def capped(self, severity: Severity, on: date, country: str) -> Severity:
        """A severity of its own, or the gravest that a gap of it can have in that country on that day."""
        return self.national.get(country, _SAYS_NOTHING).capped(severity, on)

    @property
    def every_citation(self) -> tuple[Reference, ...]:
        """What it cites in any country on any day; its own file goes before a pack that cites the same."""
        packs = (cited for here in self.national.values() for cited in here.citations)
        cited: dict[tuple[str, str | None], Reference] = {}
        for each in (*self.said.citations, *packs):
            cited.setdefault((str(each), each.jurisdiction), each)
        return tuple(cited.values())


def rule_of(sheet: Sheet, topic: str = "", packs: Packs | None = None) -> Rule:
    """The rule a file holds, with what the packs say of it; raises `MalformedChecklist` with file, line and reason."""
    read = rule_in(sheet, topic, packs)
    if isinstance(read, Rule):
        return read
    raise read[0]


def rule_in(sheet: Sheet, topic: str = "", packs: Packs | None = None) -> Rule | tuple[MalformedChecklist, ...]:
    """The rule a file holds, or everything that is wrong with it: at least one fault, in the order of lines.

    Faults in the conditions show only where the fields themselves are in order.
    """
    faults = [] if FILE_NAME.fullmatch(Path(sheet.file).name) else [sheet.fault((), _NAMED)]
    if topic and not TOPIC.fullmatch(topic):
        faults.append(sheet.fault((), "the folder is named after its topic in small letters and hyphens"))
    said = _read(sheet)
    rule: Rule | None = None
    if isinstance(said, RuleFile):
        compiling = _Compiling(sheet, said)
        rule = _compiled(compiling, topic, packs)
        faults += compiling.faults
    else:
        faults += said
    if rule is None or faults:
        return tuple(sorted(faults, key=lambda fault: fault.place_of_fault.row))
    return rule


_NAMED: Final = "the file is named after the gap in small letters and hyphens, such as no-legal-basis.yaml"


def _compiled(compiled: _Compiling, topic: str, packs: Packs | None) -> Rule:
    sheet, said = compiled.sheet, compiled.said
    kind = JUDGED[said.judges]
    return Rule(
        said=said,
        file=sheet.file,
        line=sheet.line(("code",)),
        kind=kind,
        standing=_expression(kind.standing) if kind.standing and said.scope == "standing" else None,
        applies=compiled.condition(("applies_when",), said.applies_when) if said.applies_when else None,
        gap=compiled.gap(),
        shows=MappingProxyType({name: compiled.value(("shows", name), text) for name, text in said.shows.items()}),
        grades=compiled.grades(),
        silence=said.silence if isinstance(said.silence, bool) else compiled.condition(("silence",), said.silence),
        takes_along=compiled.condition(("also_when",), said.also_when) if said.also_when else None,
        topic=topic,
        national=said_of(said.code, packs or {}),
    )


def _read(sheet: Sheet) -> RuleFile | tuple[MalformedChecklist, ...]:
    if not isinstance(sheet.data, dict):
        return (sheet.fault((), "a rule is a map of fields"),)
    try:
        said = RuleFile.model_validate(sheet.data)
    except ValidationError as error:
        told = _deepest(map(_told, error.errors(include_url=False)))
        return tuple(sheet.fault(steps, reason) for steps, reason in told.items())
    return tuple(sheet.fault((astray,), reason) for astray, reason in _contradictions(said)) or said


def _deepest(told: Iterable[tuple[Steps, str]]) -> dict[Steps, str]:
    """One reason for each place: where a field may hold this or that, what is wrong inside says more than neither."""
    found: dict[Steps, str] = {}
    for steps, reason in sorted(told, key=lambda each: -len(each[0])):
        if not steps or not any(other[: len(steps)] == steps for other in found):
            found[steps] = reason
    return found


def _told(error: ErrorDetails) -> tuple[Steps, str]:
    """Where in the file an error is, without the model's own words for its alternatives, and what it says."""
    *around, last = error["loc"]
    steps = tuple(step for step in around if isinstance(step, int) or step in _KEYS)
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(last), _KEYS, n=1)
        return (*steps, last), "there is no such field" + (f"; perhaps “{near[0]}”" if near else "")
    told = error["msg"][:1].lower() + error["msg"][1:400]
    return (*steps, last) if isinstance(last, int) or last in _KEYS else steps, told


_KEYS: Final = frozenset(
    key
    for part in (RuleFile, Example, Graded, Reference)
    for name, info in part.model_fields.items()
    for key in (name, info.alias or name)
)


class _Compiling:
    """Compiles the expressions of one file, and gathers what is wrong with each."""

    def __init__(self, sheet: Sheet, said: RuleFile) -> None:
        self.sheet = sheet
        self.said = said
        self.faults: list[MalformedChecklist] = []
        self.scope = names_seen(said.judges, said.stage)

    def condition(self, steps: Steps, source: str) -> Expression:
        return self._compiled(steps, source, condition)

    def value(self, steps: Steps, source: str) -> Expression:
        return self._compiled(steps, source, shape)

    def gap(self) -> Expression:
        compiled = self.condition(("gap_when",), self.said.gap_when)
        if self.faults:
            return compiled
        favouring = set(silences(compiled.tree))
        if undeclared := sorted(favouring - set(self.said.absence_is_fine)):
            reason = f"where {undeclared[0]} is not recorded, this would pass as in order; ask has({undeclared[0]}) in"
            self._refuse(("gap_when",), f"{reason} applies_when, or list it under absence_is_fine")
        if needless := sorted(set(self.said.absence_is_fine) - favouring):
            self._refuse(("absence_is_fine",), f"the condition does not ask has({needless[0]})")
        return compiled

    def grades(self) -> tuple[tuple[Expression | None, Severity], ...]:
        return tuple(
            (self.condition(("severity", at, "when"), grade.when) if grade.when else None, grade.severity)
            for at, grade in enumerate(self.said.grades)
        )

    def _compiled(self, steps: Steps, source: str, check: Callable[[Node, Scope], object]) -> Expression:
        """The expression, or one that stands in its place until the faults are told."""
        try:
            compiled = _expression(source)
            check(compiled.tree, self.scope)
        except NotAnExpression as fault:
            self._refuse(steps, fault.facts["reason"])
        except Fault as fault:
            self._refuse(steps, str(fault))
        else:
            return compiled
        return _expression("true")

    def _refuse(self, steps: Steps, reason: str) -> None:
        self.faults.append(self.sheet.fault(steps, reason))


@lru_cache(maxsize=4096)
def _expression(source: str) -> Expression:
    return LANGUAGE.expression(source)
