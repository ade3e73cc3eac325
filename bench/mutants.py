"""`python -m bench.mutants`: how many small faults in conditions and facts the rules' examples would catch.

A mutant is a rule or a fact with one thing changed: an operator flipped, a clause dropped, a number moved by one. It is
caught where some example of the rule no longer comes out as written. What survives says which example is missing, or
that the change makes no difference; `bench/survivors.yaml` gives the reason for each that is let live. It ends with 1
where one survives that is not excused there.

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
import signal
import sys
import types
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pytest
import yaml
from hypothesis import Phase, settings

from compliance.checks.bench import result_of, severity_of
from compliance.checks.engine import seen_by
from compliance.checks.examples import findings_before, overall
from compliance.checks.expression import DefectiveExpression, Expression, NotAnExpression, Truth
from compliance.checks.finding import Finding, Result, softened
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
FACTS: Final = "compliance.checks.facts."
PATIENCE: Final = 20.0
"""Seconds after which a changed loop is taken not to end."""
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


def condition_mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of the conditions of a rule."""
    cases = [_seen(rule, example) for example in rule.said.examples]
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
def _first(code: str, number: int) -> tuple[Finding, ...]:
    """What the first pass finds in an example, with every condition and fact as it is."""
    rules = read_rulebook_once()
    rule, view = rules.named(code), _patched(code, number)
    example = rule.said.examples[number]
    day = example.as_of or read_sound().as_of
    return findings_before(view, rule, example, _law(day, view.organisation.country), day, rules.rules)


@cache
def _law(day: Any, country: Any) -> Any:
    return law_on(day, country)


def _seen(rule: Rule, example: Example) -> tuple[Example, list[Any]]:
    """An example with what the conditions see of each thing that is judged in it."""
    number = rule.said.examples.index(example)
    view, day = _patched(rule.code, number), example.as_of or read_sound().as_of
    law, first = _law(day, view.organisation.country), _first(rule.code, number)
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


@dataclass
class FactMutant:
    """One changed function of a topic of facts."""

    function: str
    made: ast.FunctionDef
    change: str
    caught: bool = False


def fact_mutants(topic: str, rules: Sequence[Rule]) -> Iterator[Mutant]:
    """Every mutant of the functions of one topic of facts.

    Each is tried on the examples of the rules that use facts of the topic, or of a topic that leans on it, and then on
    the tests of these topics. What never runs the changed function cannot catch it, and is not run.
    """
    module = sys.modules[f"{FACTS}{topic}"]
    topics = leaning_on(topic)
    mutants = _mutants(module)
    cases = _cases(module, topics, rules)
    for mutant in mutants:
        with _swapped(module, mutant):
            mutant.caught = any(not _holds(*case) for case, reached in cases if mutant.function in reached)
    _try_on_tests(module, topics, [mutant for mutant in mutants if not mutant.caught])
    yield from (Mutant(f"facts.{topic}", mutant.change, mutant.caught) for mutant in mutants)


def fact_changes(topic: str) -> list[str]:
    """Every change that is made in a topic of facts, by the names they are excused by."""
    return [mutant.change for mutant in _mutants(sys.modules[f"{FACTS}{topic}"])]


def _mutants(module: types.ModuleType) -> list[FactMutant]:
    return [each for function in _functions(module) for each in _mutants_of(function) if _fits(module, each)]


def leaning_on(topic: str) -> list[str]:
    """The topic, and every topic that imports a function of one of these."""
    found = [topic]
    for each in found:
        for name in topic_names():
            held = vars(sys.modules[f"{FACTS}{name}"]).values()
            if name not in found and any(getattr(value, "__module__", "") == f"{FACTS}{each}" for value in held):
                found.append(name)
    return found


def _functions(module: types.ModuleType) -> list[ast.FunctionDef]:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _mutants_of(function: ast.FunctionDef) -> Iterator[FactMutant]:
    told: Counter[str] = Counter()
    for at, (_, _, what) in enumerate(_swaps(function)):
        change = f"{function.name}: {what}"
        told[change] += 1
        again = f" ({told[change]})" if told[change] > 1 else ""
        yield FactMutant(function.name, _with(function, at), change + again)


def _facts_of(rule: Rule) -> set[str]:
    read = (path for expression in rule.expressions() for path in paths(expression.tree))
    return {path.split(".")[1] for path in read if path.startswith("facts.")}


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"


def _swaps(function: ast.FunctionDef) -> list[tuple[ast.AST, ast.AST, str]]:
    nodes = (node for statement in function.body for node in ast.walk(statement))
    return [(node, other, what) for node in nodes for other, what in _turned(node)]


def _turned(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """A node with one thing about it changed, and what that is."""
    match node:
        case ast.BoolOp(op=operator, values=values):
            yield _becomes(node, ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values))
            for at, value in enumerate(values):
                rest = [*values[:at], *values[at + 1 :]]
                left = rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
                yield left, f"without {_short(value)} in {_short(node)}"
        case ast.comprehension(target=target, iter=many, ifs=[_, *_] as clauses):
            for at, clause in enumerate(clauses):
                rest = [*clauses[:at], *clauses[at + 1 :]]
                yield ast.comprehension(target, many, rest, node.is_async), f"without if {_short(clause)}"
        case _:
            yield from (_becomes(node, other) for other in _changed(node))


def _becomes(node: ast.AST, other: ast.AST) -> tuple[ast.AST, str]:
    return other, f"{_short(node)} becomes {_short(other)}"


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=right):
            yield from (ast.Compare(left, [kind()], right) for kind in _COMPARISONS.get(type(operator), ()))
        case ast.Compare(left=left, ops=[first, *rest], comparators=[middle, *right]):
            yield ast.Compare(left, [first], [middle])
            yield ast.Compare(middle, rest, right)
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
    node, other, _ = _swaps(copied)[wanted]

    class Swap(ast.NodeTransformer):
        def visit(self, each: ast.AST) -> Any:
            return ast.copy_location(other, each) if each is node else super().visit(each)

    made = ast.fix_missing_locations(Swap().visit(copied))
    made.decorator_list, made.returns = [], None
    return made


def _fits(module: types.ModuleType, mutant: FactMutant) -> bool:
    """Whether the changed function can stand in the real one's place: it takes the same variables from outside."""
    return len(_code(module, mutant).co_freevars) == len(_inner(module, mutant.function).__code__.co_freevars)


def _code(module: types.ModuleType, mutant: FactMutant) -> types.CodeType:
    made: dict[str, Any] = dict(vars(module))
    exec(compile(ast.Module([mutant.made], []), "mutant", "exec"), made)  # noqa: S102 (our own source, one thing changed)
    return made[mutant.function].__code__


def _inner(module: types.ModuleType, name: str) -> Any:
    return inspect.unwrap(getattr(module, name))


@contextmanager
def _swapped(module: types.ModuleType, mutant: FactMutant) -> Iterator[None]:
    """Run with the changed function in place of the real one, wherever that was imported to."""
    inner = _inner(module, mutant.function)
    before = inner.__code__
    forget = getattr(getattr(module, mutant.function), "cache_clear", lambda: None)
    try:
        inner.__code__ = _code(module, mutant)
        forget()
        yield
    finally:
        inner.__code__ = before
        forget()


class _FailsAsItIs(SystemExit):
    """An example or test that fails without any change, so that it says nothing of one."""


class _Hangs(BaseException):
    """A changed loop that does not end; no `Exception`, so that nothing tries the same once more."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _reached(module: types.ModuleType) -> Iterator[set[str]]:
    """Tells which of the topic's functions are run; those that remember their answers count as run."""
    names = {_inner(module, function.name).__code__: function.name for function in _functions(module)}
    found = {name for name in names.values() if hasattr(getattr(module, name), "cache_clear")}

    def note(frame: types.FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in names:
            found.add(names[frame.f_code])

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)


# Facts on examples


def _cases(
    module: types.ModuleType, topics: Sequence[str], rules: Sequence[Rule]
) -> list[tuple[tuple[Rule, Example], set[str]]]:
    """The examples of the rules that use facts of these topics, each with the topic's functions that it runs."""
    held = (vars(sys.modules[f"{FACTS}{topic}"]).get("FACTS", {}) for topic in topics)
    named = {fact.__name__ for table in held for some in table.values() for fact in some}
    found = []
    for rule in rules:
        for example in rule.said.examples if named & _facts_of(rule) else ():
            _seen(rule, example)  # what is held from one time to the next is held before what is run is noted
            with _reached(module) as reached:
                held_true = _holds(rule, example)
            if not held_true:
                raise _FailsAsItIs(rule.code, example.sentence)
            found.append(((rule, example), reached))
    return found


def _holds(rule: Rule, example: Example) -> bool:
    try:
        with _at_most(PATIENCE):
            return _as_written(rule, *_seen(rule, example))
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
    _Hangs,
)


# Facts on their tests


def _try_on_tests(module: types.ModuleType, topics: Sequence[str], mutants: Sequence[FactMutant]) -> None:
    """Note of each mutant whether a test of these topics fails."""
    files = [str(path) for topic in topics for path in sorted(TESTS.glob(f"test_{topic}.py"))]
    if not mutants or not files:
        return
    quiet = io.StringIO()
    with redirect_stdout(quiet), redirect_stderr(quiet), _same_every_time():
        asked = ["-q", "-n0", "-p", "no:cacheprovider", "--tb=no", "-m", "not slow", *files]
        ended = pytest.main(asked, plugins=[_OneAfterAnother(module, mutants)])
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(quiet.getvalue())


@contextmanager
def _same_every_time() -> Iterator[None]:
    """Properties are tried on the same values each time, and what fails is not made smaller first."""
    before = settings.get_current_profile_name()
    settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
    )
    try:
        yield
    finally:
        settings.load_profile(before)


class _OneAfterAnother:
    """Runs, in one session, for each mutant the tests that run the changed function, the quickest first."""

    def __init__(self, module: types.ModuleType, mutants: Sequence[FactMutant]) -> None:
        self.module = module
        self.mutants = mutants
        self.failed = False

    def pytest_sessionstart(self) -> None:
        settings.load_profile("mutants")  # after conftest.py has loaded its own

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        tests = sorted((self._measured(item) for item in session.items), key=lambda measured: measured[0])
        for mutant in self.mutants:
            with _swapped(self.module, mutant):
                mutant.caught = any(self._fails(item) for _, reached, item in tests if mutant.function in reached)
        return True

    def _measured(self, item: pytest.Item) -> tuple[float, set[str], pytest.Item]:
        begun = perf_counter()
        with _reached(self.module) as reached:
            if self._fails(item):
                raise _FailsAsItIs(item.nodeid)
        return perf_counter() - begun, reached, item

    def _fails(self, item: pytest.Item) -> bool:
        self.failed = False
        with _at_most(PATIENCE):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        return self.failed


# Both


def survivors(found: Sequence[Mutant]) -> list[Mutant]:
    """Those that no example caught."""
    return [mutant for mutant in found if not mutant.caught]


def excused() -> dict[str, dict[str, str]]:
    """The survivors that are known, with the reason each is let live: by what it is a mutant of, then by the change."""
    return yaml.safe_load(SURVIVORS.read_text("utf-8")) or {} if SURVIVORS.is_file() else {}


def topic_names() -> list[str]:
    """Every topic of facts."""
    return sorted(name.removeprefix(FACTS) for name in sys.modules if name.startswith(FACTS))


def main(wanted: Sequence[str]) -> int:
    """Print, for each rule and topic, how many mutants were caught, and those that were not; 1 if one is unexcused."""
    rules = read_rulebook_once().rules
    caught = total = unexcused = 0
    known = excused()
    for of, found in _every(wanted, rules):
        mutants = list(found)
        total, caught = total + len(mutants), caught + sum(mutant.caught for mutant in mutants)
        alive = survivors(mutants)
        print(f"{of:<24}{len(mutants) - len(alive):>5} of {len(mutants)}", flush=True)
        for mutant in alive:
            let_live = mutant.change in known.get(of, {})
            unexcused += not let_live
            print(f"    {mutant.change}{'  (excused)' if let_live else ''}", flush=True)
    print(f"\n{caught} of {total} caught ({100 * caught / max(total, 1):.1f} %); not excused: {unexcused}")
    return int(unexcused > 0)


def _every(wanted: Sequence[str], rules: Sequence[Rule]) -> Iterator[tuple[str, Iterator[Mutant]]]:
    for rule in rules:
        if not wanted or rule.code in wanted:
            yield rule.code, condition_mutants(rule)
    for topic in topic_names():
        if not wanted or f"facts.{topic}" in wanted:
            yield f"facts.{topic}", fact_mutants(topic, rules)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
