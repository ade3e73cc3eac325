"""Conditions in the Common Expression Language, with three values: the only file that knows the library.

In the variables an unknown answer is an absent key. An expression that needs an absent key is *unknown*; CEL's own
logic makes `missing && false` false and `missing || true` true. Nothing is ever null. Any other error is a defect of
the one who wrote the condition, never a verdict on the one who is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, Final

from cel_expr_python import cel  # type: ignore[import-untyped]  # ships stubs without the py.typed mark

from compliance.checks import syntax
from compliance.errors import ComplianceError

LONGEST: Final = 2_000
"""Characters a condition may have. Longer ones no lawyer reads."""

MOST_ROUNDS: Final = 10_000
"""How often the loops of one condition together go round before it is given up: the library's own limit, not ours to
set. It is what keeps a condition from hanging, however long the lists are that it meets."""

_ABSENT: Final = re.compile(r'^NOT_FOUND: Key not found in map : "(.*)"', re.DOTALL)
_UNBOUND: Final = re.compile(r'^UNKNOWN: No value with name "(.*)" found in Activation')
_SPENT: Final = "Iteration budget exceeded"
_HALF: Final = re.compile("[\ud800-\udfff]")
_NOISE: Final = re.compile(r"^[A-Z_]+: |ERROR: <input>:-?\d+:-?\d+: | \(in container ''\)| \[[A-Z_]+\]$", re.MULTILINE)


class NotAnExpression(ComplianceError):
    sentence = "The condition is not well formed: {reason}."
    hint = "Conditions are written in the Common Expression Language (CEL); see docs/contributing/adding-a-rule.md."


class DefectiveExpression(ComplianceError):
    sentence = "The condition “{source}” cannot be evaluated: {reason}."
    hint = "This is a fault of the rule, not of the register. Nothing was judged; correct the rule."


class Truth(Enum):
    """What a condition can say."""

    true = "true"
    false = "false"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition said; where it is unknown, the first key that was missing."""

    truth: Truth
    missing: str = ""


TRUE: Final = Outcome(Truth.true)
FALSE: Final = Outcome(Truth.false)


class Variables:
    """Values bound to the names of one language, converted once and then seen by many expressions."""

    __slots__ = ("activation",)

    def __init__(self, activation: cel.Activation) -> None:
        self.activation = activation


class Expression:
    """A compiled expression; made by `Language.expression`."""

    def __init__(self, source: str, program: cel.Expression) -> None:
        self.source = source
        self._program = program

    @cached_property
    def tree(self) -> syntax.Node:
        """What is written, as a tree."""
        return syntax.tree(self._program.serialize())

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def holds(self, variables: Variables) -> Outcome:
        """Whether it is true of these variables; raises `DefectiveExpression`."""
        result = self._evaluated(variables)
        value = result.value()
        if value is True:
            return TRUE
        if value is False:
            return FALSE
        if result.type() == cel.Type.ERROR:
            return _unknown(self._missing(value))
        raise DefectiveExpression(source=self.source, reason=f"it gives {result.type().name()}, not yes or no")

    def is_false(self, variables: Variables) -> bool:
        """Whether it is known to be false; neither an unknown nor a defect is."""
        try:
            return self._evaluated(variables).value() is False
        except DefectiveExpression:
            return False

    def value(self, variables: Variables) -> Any:
        """Its value as plain data, or an `Outcome` that is unknown; raises `DefectiveExpression`."""
        result = self._evaluated(variables)
        if result.type() == cel.Type.ERROR:
            return _unknown(self._missing(result.value()))
        return result.plain_value()

    def _evaluated(self, variables: Variables) -> cel.Value:
        try:
            return self._program.eval(variables.activation)
        except RuntimeError as fault:
            reason = f"its loops go round more than {MOST_ROUNDS} times" if _SPENT in str(fault) else _plain(str(fault))
            raise DefectiveExpression(source=self.source, reason=reason) from None

    def _missing(self, error: str) -> str:
        for pattern in (_ABSENT, _UNBOUND):
            if found := pattern.match(error):
                return found[1]
        raise DefectiveExpression(source=self.source, reason=_plain(error))


class Language:
    """Expressions over a fixed set of variable names."""

    def __init__(self, names: frozenset[str]) -> None:
        self._environment = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN))

    def expression(self, source: str, *, longest: int = LONGEST) -> Expression:
        """Compile; raise `NotAnExpression` where the text is none, or uses a name that is not declared."""
        if len(source) > longest:
            raise NotAnExpression(reason=f"it has {len(source)} characters; {longest} is the most")
        if _HALF.search(source):
            raise NotAnExpression(reason="it holds half a character")
        try:
            return Expression(source, self._environment.compile(source))
        except RuntimeError as fault:
            raise NotAnExpression(reason=_plain(str(fault))) from None

    def any_of(self, cases: Iterable[tuple[Expression | None, Expression]]) -> Expression | None:
        """One expression that is false only where every case is: its first part does not hold, or its second is false.

        Asking it once spares asking each, for most things are in order. None where together they are too deep.
        """
        asked = ((applies.source if applies else "true", gap.source) for applies, gap in cases)
        fused = " || ".join(f"(({applies}\n) ? ({gap}\n) : false)" for applies, gap in asked)
        try:
            return Expression(fused, self._environment.compile(fused))
        except RuntimeError:
            return None

    def variables(self, values: Mapping[str, Any]) -> Variables:
        """Bind names to plain data: dicts, lists, text, numbers, truths. What is bound must not change afterwards."""
        return Variables(self._environment.Activation(values))


@lru_cache(maxsize=1024)
def _unknown(missing: str) -> Outcome:
    return Outcome(Truth.unknown, missing)


def _plain(error: str) -> str:
    lines = [line for line in _NOISE.sub("", error).splitlines() if not line.startswith(" |")]
    return "; ".join(line.strip() for line in lines if line.strip())
