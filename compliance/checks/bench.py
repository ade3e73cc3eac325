"""The rules that judge one kind of thing, sitting together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from compliance.checks.expression import Expression, Truth, Variables
from compliance.checks.finding import Result, Severity, gravest
from compliance.checks.rule import LANGUAGE, Rule
from compliance.checks.subjects import JudgedKind
from compliance.checks.wanted import Wanted, wanted

HANDFUL: Final = 6
"""How many rules are asked together before any is asked alone."""


@dataclass(frozen=True)
class Bench:
    """The rules that judge one kind, and what their conditions read."""

    kind: JudgedKind
    rules: tuple[Rule, ...]

    @cached_property
    def wanted(self) -> Wanted:
        return wanted(expression.tree for rule in self.rules for expression in rule.expressions())

    @cached_property
    def judging_every(self) -> tuple[Rule, ...]:
        """The rules that judge also what is ended, inactive or retired."""
        return tuple(rule for rule in self.rules if rule.standing is None)

    @cached_property
    def _together(self) -> tuple[tuple[Expression | None, tuple[Rule, ...]], ...]:
        """The rules in handfuls, each with one expression that is false where all of the handful are in order."""
        by_standing = sorted(self.rules, key=lambda rule: rule.standing is not None)
        handfuls = [tuple(by_standing[at : at + HANDFUL]) for at in range(0, len(by_standing), HANDFUL)]
        return tuple((LANGUAGE.any_of((rule.applies, rule.gap) for rule in some), some) for some in handfuls)

    def make_ready(self) -> None:
        """Compile what is otherwise compiled when the first thing is judged."""
        _ = self.wanted, self._together, self.judging_every

    def in_doubt(self, variables: Variables) -> Iterator[Rule]:
        """The rules that may have something to say of this one; the others are met or do not apply."""
        judging = self.judging(variables)
        for fused, some in self._together if judging else ():
            if fused is None or not fused.is_false(variables):
                yield from some if judging is self.rules else (rule for rule in some if rule.standing is None)

    def judging(self, variables: Variables) -> tuple[Rule, ...]:
        """The rules that judge this one; whether it stands at all is asked once, not by each."""
        standing = next((rule.standing for rule in self.rules if rule.standing is not None), None)
        stands = standing is None or standing.holds(variables).truth is Truth.true
        return self.rules if stands else self.judging_every


def result_of(rule: Rule, variables: Variables) -> tuple[Result, str]:
    """Not applicable, undetermined where that cannot be told, gap, undetermined where that cannot be told, met."""
    if rule.applies is not None:
        outcome = rule.applies.holds(variables)
        if outcome.truth is Truth.false:
            return Result.not_applicable, ""
        if outcome.truth is Truth.unknown:
            return Result.undetermined, outcome.missing
    outcome = rule.gap.holds(variables)
    if outcome.truth is Truth.unknown:
        return Result.undetermined, outcome.missing
    return (Result.gap if outcome.truth is Truth.true else Result.met), ""


def severity_of(rule: Rule, variables: Variables) -> Severity:
    """The first grade that holds; where one cannot be told, the graver of it and what follows."""
    possible: list[Severity] = []
    for when, severity in rule.grades:
        truth = Truth.true if when is None else when.holds(variables).truth
        if truth is not Truth.false:
            possible.append(severity)
        if truth is Truth.true:
            break
    return gravest(possible)


def is_silence(rule: Rule, variables: Variables) -> bool:
    """Whether a gap of this rule only says that something is not written down."""
    if isinstance(rule.silence, Expression):
        return rule.silence.holds(variables).truth is Truth.true
    return rule.silence


def takes_along(rule: Rule, variables: Variables) -> bool:
    """Whether the findings of the rule's `also` surely follow from its own."""
    return rule.takes_along is None or rule.takes_along.holds(variables).truth is Truth.true
