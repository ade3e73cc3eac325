"""Examines rule files before they judge anybody: what is wrong with them, and what could be better.

The loader finds what is malformed. Here that is gathered for every file at once, and the rules are tried: on their own
examples, on the sound municipality, and on the examples again with one clause at a time taken out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final

from compliance.checks.clauses import Clause, clauses, settled, written
from compliance.checks.engine import DefectiveRule
from compliance.checks.examples import Outcome, Setting, result_on, setting_of
from compliance.checks.expression import LONGEST, Expression, NotAnExpression
from compliance.checks.finding import Result
from compliance.checks.loading import MalformedChecklist, Sheet, Steps, read_bounded, sheet_of
from compliance.checks.rule import LANGUAGE, Rule, rule_in
from compliance.checks.rulebook import rule_files
from compliance.checks.shapes import Record
from compliance.checks.sight import names_seen
from compliance.checks.sound import Sound, UnfitPatch, read_sound
from compliance.checks.syntax import Select, path, paths, walk
from compliance.errors import ComplianceError, Place
from compliance.language.readability import lix
from compliance.language.terms import unexplained_jargon
from compliance.resources import folder

MOST_WORDS: Final = 15
"""Words a statement may have: a leader reads it once."""

HARDEST: Final = 35
"""The LIX that the statements of a family together may have."""

SOURCE_LANGUAGE: Final = "nb"
_TEXTS: Final = ("statement", "undetermined", "why", "remedy")
_FILLED: Final = frozenset({"statement", "undetermined", "remedy"})
_FEW: Final = 2


class Weight(StrEnum):
    """Whether a remark stops a rule from being used."""

    fault = "fault"
    advice = "advice"


class NothingToLint(ComplianceError):
    sentence = "{path} is no rule file, and no folder that holds any."
    hint = "Give a rule file, a folder of rule files, or a folder with a folder for each topic."


class Remark(ComplianceError):
    """Something to say of a rule file, and where: file, line and field. Never raised; it lends its words."""

    weight: ClassVar[Weight] = Weight.fault

    def __init__(self, where: Place, **facts: Any) -> None:
        super().__init__(**facts)
        self.where = where


class Malformed(Remark):
    sentence = "{reason}"


class NotRead(Remark):
    sentence = "no rule is read here: a rule stands in a folder that names its topic"


class TakenCode(Remark):
    sentence = "{other} has the code {code} already"


class NoExample(Remark):
    sentence = "no example expects {result}; at least one met and one gap are wanted"


class FewExamples(Remark):
    weight = Weight.advice
    sentence = "examples that expect {result}: {n}; better {wanted}"


class UnfitExample(Remark):
    sentence = "{reason}"


class OtherOutcome(Remark):
    sentence = "the example comes out otherwise: {reason}"


class NotSound(Remark):
    sentence = "on the sound municipality the rule says {result}; it must be met there, or not apply"


class Unjudging(Remark):
    sentence = "{reason}"


class IdleClause(Remark):
    sentence = "no example would notice if this were always {truth}: {clause}"


class LongStatement(Remark):
    sentence = "it has {n} words; {most} are the most"


class HardStatement(Remark):
    weight = Weight.advice
    sentence = "it is hard to read (LIX {lix}); the statements of a family together may have {most}: use shorter words"


class UnfilledBraces(Remark):
    sentence = "what stands in braces here is not filled in"


class WordOfTheTrade(Remark):
    sentence = "“{term}” is a word of the trade; write: {plain}"


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in so many rule files, in the order of files and lines."""

    files: int
    remarks: tuple[Remark, ...]

    def of(self, weight: Weight) -> tuple[Remark, ...]:
        """The faults, or the advice."""
        return tuple(remark for remark in self.remarks if remark.weight is weight)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule file, its rule as far as it is one, and what the loader says of it."""

    path: Path
    sheet: Sheet
    rule: Rule | None
    faults: tuple[MalformedChecklist, ...]

    def at(self, *steps: str | int) -> Place:
        return self.sheet.fault(steps, "").place_of_fault


def lint(given: Path) -> Linted:
    """Examine a rule file, or all of a folder; raises `NothingToLint`."""
    files = _files(given)
    resolved = {path.resolve() for path in files}
    others = [each for each in _shipped() if each.path.resolve() not in resolved]
    own = [_candidate(path) for path in files]
    rules = [each.rule for each in (*others, *own) if each.rule]
    codes = {each.rule.code: each.path.name for each in others if each.rule}
    remarks: list[Remark] = [NotRead(Place(str(path), row=1)) for path in _astray(given)]
    for candidate in own:
        remarks += sorted(_remarks(candidate, codes, rules), key=lambda remark: remark.where.row)
        if candidate.rule:
            codes.setdefault(candidate.rule.code, str(candidate.path))
    return Linted(len(files), tuple(remarks))


def _files(given: Path) -> tuple[Path, ...]:
    if given.is_dir():
        files = rule_files(given) or tuple(sorted(given.glob("*.yaml")))
    else:
        files = (given,) if given.is_file() else ()
    if not files:
        raise NothingToLint(path=given)
    return files


def _astray(given: Path) -> tuple[Path, ...]:
    """Files that look like rules but stand where none are read; the shipped folder holds other lists there."""
    if given.is_dir() and rule_files(given) and given.resolve() != folder("checklists").resolve():
        return tuple(sorted(given.glob("*.yaml")))
    return ()


def _candidate(path: Path) -> _Candidate:
    try:
        sheet = sheet_of(read_bounded(path), str(path))
    except MalformedChecklist as fault:
        return _Candidate(path, Sheet(str(path), None, {}), None, (fault,))
    read = rule_in(sheet, path.resolve().parent.name)
    return _Candidate(path, sheet, read, ()) if isinstance(read, Rule) else _Candidate(path, sheet, None, read)


@lru_cache(maxsize=1)
def _shipped() -> tuple[_Candidate, ...]:
    return tuple(_candidate(path) for path in rule_files(folder("checklists")))


def _remarks(candidate: _Candidate, codes: Mapping[str, str], rules: Sequence[Rule]) -> Iterator[Remark]:
    for fault in candidate.faults:
        yield Malformed(fault.place_of_fault, reason=fault.facts["reason"])
    if rule := candidate.rule:
        if other := codes.get(rule.code):
            yield TakenCode(candidate.at("code"), code=rule.code, other=other)
        yield from _on_texts(candidate, rule)
        yield from _on_examples(candidate, rule)
        try:
            yield from _on_trial(candidate, rule, rules)
        except DefectiveRule as defect:
            yield Unjudging(candidate.at("code"), reason=str(defect.facts["reason"]))


def _on_texts(candidate: _Candidate, rule: Rule) -> Iterator[Remark]:
    place = candidate.at("statement")
    if (n := len(rule.said.statement.split())) > MOST_WORDS:
        yield LongStatement(place, n=n, most=MOST_WORDS)
    if (hard := lix(rule.said.statement, SOURCE_LANGUAGE)) > HARDEST:
        yield HardStatement(place, lix=hard, most=HARDEST)
    for field in _TEXTS:
        text = getattr(rule.said, field) or ""
        if field not in _FILLED and ("{" in text or "}" in text):
            yield UnfilledBraces(candidate.at(field))
        for jargon in unexplained_jargon(text, SOURCE_LANGUAGE):
            yield WordOfTheTrade(candidate.at(field), term=jargon.term, plain=jargon.plain)


def _on_examples(candidate: _Candidate, rule: Rule) -> Iterator[Remark]:
    place = candidate.at("examples")
    expected = Counter(example.expect for example in rule.said.examples)
    for result, wanted in _wanted(rule).items():
        if not expected[result] and result in (Result.met, Result.gap):
            yield NoExample(place, result=result.value)
        elif expected[result] < wanted:
            yield FewExamples(place, n=expected[result], result=result.value, wanted=wanted)


def _wanted(rule: Rule) -> dict[Result, int]:
    """How many examples of each result make a rule well shown; none of a result that cannot happen."""
    said = rule.said
    wanted = {Result.met: _FEW, Result.gap: _FEW}
    if any(_may_be_unknown(rule, expression) for expression in (rule.applies, rule.gap) if expression):
        wanted[Result.undetermined] = 1
    if said.applies_when or said.countries or said.since or said.until:
        wanted[Result.not_applicable] = 1
    return wanted


def _may_be_unknown(rule: Rule, expression: Expression) -> bool:
    """Whether the condition reads something that may not be recorded, and does not ask first."""
    asked = {path(node) for node in walk(expression.tree) if isinstance(node, Select) and node.tested}
    return any(_may_be_absent(rule, chain) for chain in paths(expression.tree) if chain not in asked)


def _may_be_absent(rule: Rule, chain: str) -> bool:
    root, *fields = chain.split(".")
    shape = names_seen(rule.said.judges, rule.said.stage).get(root)
    for name in fields:
        if not isinstance(shape, Record) or name not in shape.fields:
            return False
        if not shape.fields[name].always:
            return True
        shape = shape.fields[name].shape
    return False


def _on_trial(candidate: _Candidate, rule: Rule, rules: Sequence[Rule]) -> Iterator[Remark]:
    sound = read_sound()
    settings: list[tuple[Setting, Outcome]] = []
    for at, example in enumerate(rule.said.examples):
        place = candidate.at("examples", at)
        try:
            setting = setting_of(rule, example, sound, rules)
        except UnfitPatch as unfit:
            yield UnfitExample(place, reason=str(unfit))
            continue
        outcome = setting.outcome(rule)
        settings.append((setting, outcome))
        yield from (OtherOutcome(place, reason=fault) for fault in outcome.faults)
    yield from _on_sound(candidate, rule, sound)
    if settings and all(outcome.as_expected for _, outcome in settings):
        for steps, clause, truth in _idle(rule, settings):
            yield IdleClause(candidate.at(*steps), clause=str(clause), truth="true" if truth else "false")


def _on_sound(candidate: _Candidate, rule: Rule, sound: Sound) -> Iterator[Remark]:
    result = result_on(rule, sound.municipality, sound)
    if result in (Result.gap, Result.undetermined):
        yield NotSound(candidate.at("gap_when"), result=result.value)


def _idle(rule: Rule, settings: Sequence[tuple[Setting, Outcome]]) -> Iterator[tuple[Steps, Clause, bool]]:
    """The clauses that might as well be true, or false, as far as the examples tell, with where they stand."""
    for steps, expression in _conditions(rule):
        for clause in clauses(expression.tree):
            for truth in (True, False):
                variant = _variant(rule, steps, expression, clause, truth=truth)
                if variant is not None and not _noticed(variant, settings):
                    yield steps, clause, truth


def _conditions(rule: Rule) -> Iterator[tuple[Steps, Expression]]:
    if rule.applies:
        yield ("applies_when",), rule.applies
    yield ("gap_when",), rule.gap
    yield from (
        (("severity", at, "when"), when) for at, (when, _) in enumerate(rule.grades) if isinstance(when, Expression)
    )


def _variant(rule: Rule, steps: Steps, expression: Expression, clause: Clause, *, truth: bool) -> Rule | None:
    """The rule with one clause settled; None where it cannot be written, so that nothing is claimed of it."""
    try:
        changed = LANGUAGE.expression(written(settled(expression.tree, clause, truth=truth)), longest=2 * LONGEST)
    except NotAnExpression:
        return None
    match steps:
        case ("applies_when",):
            return replace(rule, applies=changed)
        case ("gap_when",):
            return replace(rule, gap=changed)
        case _:
            grades = tuple((changed if when is expression else when, severity) for when, severity in rule.grades)
            return replace(rule, grades=grades)


def _noticed(variant: Rule, settings: Sequence[tuple[Setting, Outcome]]) -> bool:
    """Whether an example comes out otherwise; a variant that cannot judge at all has been noticed too."""
    try:
        return any(setting.outcome(variant).faults != outcome.faults for setting, outcome in settings)
    except DefectiveRule:
        return True
