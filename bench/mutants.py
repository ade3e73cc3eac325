"""`python -m bench.mutants`: how many small faults in conditions and facts the rules' examples would catch.

A mutant is a rule or a fact with one thing changed: an operator flipped, a clause dropped, a number moved by one. It is
caught where some example of the rule no longer comes out as written. What survives says which example is missing, or
that the change makes no difference; `bench/survivors.yaml` gives the reason for each that is let live.

    python -m bench.mutants                 both, with the survivors
    python -m bench.mutants ROPA-LEGAL-001  the conditions of one rule
    python -m bench.mutants facts.retention the facts of one topic
"""

from __future__ import annotations

import ast
import copy
import inspect
import io
import re
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from compliance.checks.bench import result_of, severity_of
from compliance.checks.engine import seen_by
from compliance.checks.examples import findings_before, overall
from compliance.checks.expression import DefectiveExpression, Expression, NotAnExpression, Truth
from compliance.checks.finding import Result, softened
from compliance.checks.law import law_on
from compliance.checks.rule import LANGUAGE, Example, Rule
from compliance.checks.rulebook import Rulebook, read_rulebook
from compliance.checks.sound import Municipality, read_sound
from compliance.checks.syntax import paths
from compliance.checks.wording import argument
from compliance.errors import ComplianceError

LONGEST: Final = 100
"""Characters of a changed piece of code that are shown whole."""

SURVIVORS: Final = Path(__file__).with_name("survivors.yaml")
TESTS: Final = Path(__file__).resolve().parents[1] / "tests" / "checks" / "facts"
_TOKEN: Final = re.compile(r"\"[^\"]*\"|'[^']*'|&&|\|\||==|!=|<=|>=|\w+|\s+|.", re.DOTALL)
_FLIPPED: Final = {"&&": "||", "||": "&&", "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
                   "exists": "all", "all": "exists", "true": "false", "false": "true"}  # fmt: skip
_OPENS, _CLOSES, _JOINS = frozenset("(["), frozenset(")]"), frozenset({"&&", "||"})
_PARTS: Final = frozenset({",", "?", ":"})


@dataclass(frozen=True)
class Mutant:
    """One changed thing, and whether the examples caught it."""

    of: str
    change: str
    caught: bool


# Conditions


def condition_mutants(rule: Rule, rules: Sequence[Rule]) -> Iterator[Mutant]:
    """Every mutant of the conditions of a rule."""
    cases = [_seen(rule, example, rules) for example in rule.said.examples]
    for place, source, changed in _conditions(rule):
        for text, what in _changes(source):
            try:
                mutated = changed(LANGUAGE.expression(text))
            except NotAnExpression:
                continue
            yield Mutant(rule.code, f"{place}: {what}", any(not _as_written(mutated, *case) for case in cases))


def _conditions(rule: Rule) -> Iterator[tuple[str, str, Any]]:
    yield "gap_when", rule.gap.source, lambda new: replace(rule, gap=new)
    if rule.applies is not None:
        yield "applies_when", rule.applies.source, lambda new: replace(rule, applies=new)
    for at, (when, severity) in enumerate(rule.grades):
        if when is not None:

            def graded(new: Expression, at: int = at, severity: Any = severity) -> Rule:
                return replace(rule, grades=(*rule.grades[:at], (new, severity), *rule.grades[at + 1 :]))

            yield f"severity[{at}].when", when.source, graded


def _changes(source: str) -> Iterator[tuple[str, str]]:
    tokens = _TOKEN.findall(source)
    for at in range(len(tokens)):
        for other in _others(tokens, at):
            text = "".join((*tokens[:at], other, *tokens[at + 1 :]))
            yield text, f"{_around(tokens, at)} becomes {other or 'nothing'}"
    for begin, end in _clauses(tokens):
        yield "".join((*tokens[:begin], *tokens[end:])), f"without {_line(tokens[begin:end])}"


def _others(tokens: Sequence[str], at: int) -> Iterator[str]:
    word = tokens[at]
    if word in {"exists", "all"} and tokens[at - 1] != ".":
        return
    if word in _FLIPPED:
        yield _FLIPPED[word]
    elif word == "!":
        yield ""
    elif word.isdecimal():
        yield str(int(word) + 1)


def _clauses(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each clause stands together with the operator that joins it, so that it can be cut out."""
    for begin, end in _groups(tokens):
        joins = [at for at in _level(tokens, begin, end) if tokens[at] in _JOINS]
        if joins:
            yield begin, joins[0] + 1
            yield from ((join, after) for join, after in zip(joins, [*joins[1:], end], strict=True))


def _groups(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches that one pair of brackets, or a comma inside them, encloses."""
    starts: list[int] = [0]
    for at, token in enumerate(tokens):
        if token in _OPENS:
            starts.append(at + 1)
        elif token in _CLOSES:
            yield starts.pop(), at
        elif token in _PARTS:
            yield starts.pop(), at
            starts.append(at + 1)
    yield starts.pop(), len(tokens)


def _level(tokens: Sequence[str], begin: int, end: int) -> Iterator[int]:
    depth = 0
    for at in range(begin, end):
        depth += (tokens[at] in _OPENS) - (tokens[at] in _CLOSES)
        if depth == 0:
            yield at


def _around(tokens: Sequence[str], at: int) -> str:
    return _line(["".join(tokens[max(0, at - 6) : at]), "«", tokens[at], "»", "".join(tokens[at + 1 : at + 7])])


def _line(tokens: Sequence[str]) -> str:
    return " ".join("".join(tokens).split())


@cache
def _patched(code: str, number: int) -> Municipality:
    return read_sound().patched(read_rulebook_once().named(code).said.examples[number].patch)


@cache
def read_rulebook_once() -> Rulebook:
    """The shipped rules, read once for all mutants."""
    return read_rulebook()


@cache
def _law(day: Any, country: Any) -> Any:
    return law_on(day, country)


def _seen(rule: Rule, example: Example, rules: Sequence[Rule]) -> tuple[Example, list[Any]]:
    """An example with what the conditions see of each thing that is judged in it."""
    view, day = _patched(rule.code, rule.said.examples.index(example)), example.as_of or read_sound().as_of
    law = _law(day, view.organisation.country)
    first = findings_before(view, rule, example, law, day, rules)
    return example, [LANGUAGE.variables(values) for _, values in seen_by(view, rule, law, day, first)]


def _as_written(rule: Rule, example: Example, seen: list[Any]) -> bool:
    """Whether a rule says of an example what the example says."""
    try:
        results, severities, shown = [], [], []
        for variables in seen:
            if rule.standing is not None and rule.standing.holds(variables).truth is not Truth.true:
                continue
            result, _ = result_of(rule, variables)
            results.append(result)
            if result in (Result.gap, Result.undetermined):
                severity = severity_of(rule, variables)
                severities.append(severity if result is Result.gap else softened(severity))
                shown.append({name: argument(each.value(variables)) for name, each in rule.shows.items()})
    except DefectiveExpression:
        return False
    return (
        _overall(results) is example.expect
        and (example.severity is None or example.severity in severities)
        and (example.arguments is None or example.arguments in shown)
    )


def _overall(results: list[Result]) -> Result:
    return overall(types.SimpleNamespace(result=result) for result in results)  # type: ignore[misc]


# Facts


def fact_mutants(topic: str, rules: Sequence[Rule]) -> Iterator[Mutant]:
    """Every mutant of the functions of one topic of facts.

    Each is tried on the examples of the rules that use facts of the topic, and then on the tests of the topic itself.
    """
    module = sys.modules[f"compliance.checks.facts.{topic}"]
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    named = {fact.__name__ for some in module.FACTS.values() for fact in some}
    using = [rule for rule in rules if named & _facts_of(rule)]
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        closest = sorted(using, key=lambda rule, name=function.name: name not in _facts_of(rule))  # type: ignore[misc]
        for at, (node, other) in enumerate(_swaps(function)):
            change = f"{function.name}: {_short(node)} becomes {_short(other)}"
            with _swapped(module, _with(function, at)) as fits:
                if fits:
                    yield Mutant(f"facts.{topic}", change, _caught(closest, rules) or _tested(topic))


def _facts_of(rule: Rule) -> set[str]:
    read = (path for expression in rule.expressions() for path in paths(expression.tree))
    return {path.split(".")[1] for path in read if path.startswith("facts.")}


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"


def _swaps(function: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node, other) for node in ast.walk(function) for other in _turned(node)]


def _turned(node: ast.AST) -> Iterator[ast.expr]:
    """A node with one thing about it changed."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=right):
            yield from (ast.Compare(left, [kind()], right) for kind in _COMPARISONS.get(type(operator), ()))
        case ast.Compare(left=left, ops=[first, *rest], comparators=[middle, *right]):
            yield ast.Compare(left, [first], [middle])
            yield ast.Compare(middle, rest, right)
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
            for at in range(len(values)):
                rest_of = [*values[:at], *values[at + 1 :]]
                yield rest_of[0] if len(rest_of) == 1 else ast.BoolOp(operator, rest_of)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(body=body, orelse=otherwise):
            yield body
            yield otherwise
        case ast.Constant(value=bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(value=int() as number):
            yield ast.Constant(number + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _OPPOSITE:
            yield ast.Call(ast.Name(_OPPOSITE[name], ast.Load()), node.args, node.keywords)


_OPPOSITE: Final = {"any": "all", "all": "any", "max": "min", "min": "max"}
_COMPARISONS: Final[dict[Any, tuple[Any, ...]]] = {
    ast.Lt: (ast.LtE,), ast.LtE: (ast.Lt,), ast.Gt: (ast.GtE,), ast.GtE: (ast.Gt,), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip


def _with(function: ast.FunctionDef, wanted: int) -> ast.FunctionDef:
    """The function with one of its swaps made."""
    copied = copy.deepcopy(function)
    node, other = _swaps(copied)[wanted]

    class Swap(ast.NodeTransformer):
        def visit(self, each: ast.AST) -> Any:
            return ast.copy_location(other, each) if each is node else super().visit(each)

    return ast.fix_missing_locations(Swap().visit(copied))


@contextmanager
def _swapped(module: types.ModuleType, function: ast.FunctionDef) -> Iterator[bool]:
    """Run with the changed function in place of the real one, wherever that was imported to."""
    real = getattr(module, function.name)
    inner = inspect.unwrap(real)
    made: dict[str, Any] = dict(module.__dict__)
    function.decorator_list = []
    function.returns = None
    exec(compile(ast.Module([function], []), "mutant", "exec"), made)  # noqa: S102 (our own source, one thing changed)
    before = inner.__code__
    try:
        inner.__code__ = made[function.name].__code__
        getattr(real, "cache_clear", lambda: None)()
        yield True
    except ValueError:  # the change took away a variable of an inner function
        yield False
    finally:
        inner.__code__ = before
        getattr(real, "cache_clear", lambda: None)()


def _caught(using: Sequence[Rule], rules: Sequence[Rule]) -> bool:
    return any(not _holds(rule, example, rules) for rule in using for example in rule.said.examples)


def _holds(rule: Rule, example: Example, rules: Sequence[Rule]) -> bool:
    try:
        return _as_written(rule, *_seen(rule, example, rules))
    except _FELL:
        return False


_FELL: Final = (
    ComplianceError,
    TypeError,
    AttributeError,
    ValueError,
    KeyError,
    IndexError,
    StopIteration,
    RecursionError,
)


def _tested(topic: str) -> bool:
    """Whether a test of the topic fails."""
    path = TESTS / f"test_{topic}.py"
    quiet = io.StringIO()
    with redirect_stdout(quiet), redirect_stderr(quiet):
        asked = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "--no-header", str(path)]
        return path.is_file() and pytest.main(asked) != pytest.ExitCode.OK


# Both


def survivors(found: Sequence[Mutant]) -> list[Mutant]:
    """Those that no example caught."""
    return [mutant for mutant in found if not mutant.caught]


def excused() -> dict[str, dict[str, str]]:
    """The survivors that are known, with the reason each is let live: by what it is a mutant of, then by the change."""
    return yaml.safe_load(SURVIVORS.read_text("utf-8")) or {} if SURVIVORS.is_file() else {}


def topic_names() -> list[str]:
    """Every topic of facts."""
    place = "compliance.checks.facts."
    return sorted(
        name.removeprefix(place)
        for name, each in sys.modules.items()
        if name.startswith(place) and hasattr(each, "FACTS")
    )


def main(wanted: Sequence[str]) -> None:
    """Print, for each rule and topic, how many mutants were caught, and those that were not."""
    rules = read_rulebook_once().rules
    caught = total = 0
    known = excused()
    for of, found in _every(wanted, rules):
        mutants = list(found)
        total, caught = total + len(mutants), caught + sum(mutant.caught for mutant in mutants)
        alive = survivors(mutants)
        print(f"{of:<24}{len(mutants) - len(alive):>5} of {len(mutants)}", flush=True)
        for mutant in alive:
            print(f"    {mutant.change}" + ("  (excused)" if mutant.change in known.get(of, {}) else ""))
    print(f"\n{caught} of {total} caught ({100 * caught / max(total, 1):.1f} %)")


def _every(wanted: Sequence[str], rules: Sequence[Rule]) -> Iterator[tuple[str, Iterator[Mutant]]]:
    for rule in rules:
        if not wanted or rule.code in wanted:
            yield rule.code, condition_mutants(rule, rules)
    for topic in topic_names():
        if not wanted or f"facts.{topic}" in wanted:
            yield f"facts.{topic}", fact_mutants(topic, rules)


if __name__ == "__main__":
    main(sys.argv[1:])
