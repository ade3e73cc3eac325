"""Holds a condition against the shapes of what it reads, before it ever judges anybody.

What is refused here would not fail loudly later: it would read as "unknown" for ever, or as "in order" by mistake.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from compliance.checks.shapes import (
    ANYTHING,
    DATE,
    MOMENT,
    NUMBER,
    PERIOD,
    TEXT,
    TRUTH,
    Anything,
    Code,
    Many,
    Plain,
    Record,
    Shape,
)
from compliance.checks.syntax import Call, Each, ListOf, Literal, MapOf, Name, Node, Select, parts, path

DEEPEST_LOOP: Final = 3
"""How many `exists`, `all`, `filter` or `map` may stand inside each other: the cost grows by a factor with each."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ORDER = frozenset({"_<_", "_<=_", "_>_", "_>=_"})
_LOGIC = frozenset({"_&&_", "_||_", "!_"})
_EQUAL = frozenset({"_==_", "_!=_"})
_SUMS = frozenset({"_+_", "_-_", "_*_", "-_"})
_TEXTS = frozenset({"startsWith", "endsWith", "contains"})
_INNER = frozenset({"@not_strictly_false"})


class Fault(Exception):
    """What is wrong with a condition, in words; caught where the file and line are known."""


Scope = Mapping[str, Shape]


def shape(node: Node, scope: Scope, loops: int = 0) -> Shape:
    """The shape of what an expression gives; raises `Fault`."""
    match node:
        case Literal():
            return _literal(node)
        case Name(name=name):
            return _named(name, scope)
        case Select():
            return _selected(node, scope, loops)
        case Call():
            return _called(node, scope, loops)
        case ListOf(items=items):
            given = [shape(item, scope, loops) for item in items]
            return Many(given[0] if given else ANYTHING)
        case MapOf():
            for part in parts(node):
                shape(part, scope, loops)
            return ANYTHING
        case Each():
            return _looped(node, scope, loops + 1)


def condition(node: Node, scope: Scope) -> None:
    """Check that an expression is well formed and says yes or no; raises `Fault`."""
    given = shape(node, scope)
    if given not in (TRUTH, ANYTHING):
        raise Fault(f"it gives {describe(given)}, where a condition says yes or no")


def silences(node: Node, favours: bool | None = True) -> Iterator[str]:
    """The paths whose absence can make the condition false: `has(x)` that is not turned round.

    In `gap_when` such a path lets silence read as being in order, so a rule must say that it means it.
    `favours` is whether the node's truth counts for (True), against (False), or either way (None).
    """
    match node:
        case Select(tested=True):
            if favours is not False:
                yield path(node) or node.field
        case Call(function="!_", arguments=(inner,)):
            yield from silences(inner, None if favours is None else not favours)
        case Call(function="_&&_" | "_||_", arguments=arguments):
            for argument in arguments:
                yield from silences(argument, favours)
        case Call(function="_?_:_", arguments=(test, then, otherwise)):
            yield from silences(test, None)
            yield from silences(then, favours)
            yield from silences(otherwise, favours)
        case Each(step=Call(function="_&&_" | "_||_")):
            yield from silences(node.over, None)
            yield from silences(node.step, favours)
        case _:
            for part in parts(node):
                yield from silences(part, None)


def describe(given: Shape) -> str:
    """A shape in words."""
    match given:
        case Plain(name=name):
            return name
        case Code():
            return "a code"
        case Many():
            return "a list"
        case Record(name=name):
            return f"a {name}"
        case Anything():
            return "anything"


def _literal(node: Literal) -> Shape:
    if node.value is None:
        raise Fault("nothing is ever null here; write !has(…) for what is not recorded")
    if isinstance(node.value, bool):
        return TRUTH
    if isinstance(node.value, int):
        return NUMBER
    if isinstance(node.value, str):
        return TEXT
    raise Fault("only text, whole numbers, true and false are written in conditions")


def _named(name: str, scope: Scope) -> Shape:
    if name not in scope:
        raise Fault(f"“{name}” is not seen here{_meant(name, scope)}")
    return scope[name]


def _selected(node: Select, scope: Scope, loops: int) -> Shape:
    of = shape(node.of, scope, loops)
    if isinstance(of, Anything):
        return TRUTH if node.tested else ANYTHING
    if isinstance(of, Many):
        raise Fault(f"“{path(node.of) or 'it'}” is a list; ask with exists, all, filter or map")
    if not isinstance(of, Record):
        raise Fault(f"“{path(node.of) or 'it'}” is {describe(of)} and has no field “{node.field}”")
    if node.field not in of.fields:
        raise Fault(f"{of.name} has no field “{node.field}”{_meant(node.field, of.fields)}")
    field = of.fields[node.field]
    if node.tested and field.always:
        empty = "; compare it with []" if isinstance(field.shape, Many) else ""
        raise Fault(f"“{path(node)}” is always there, even when nothing is recorded{empty}")
    return TRUTH if node.tested else field.shape


def _called(node: Call, scope: Scope, loops: int) -> Shape:
    given = [shape(argument, scope, loops) for argument in node.arguments]
    for functions, check in _CALLS:
        if node.function in functions:
            return check(node, given)
    raise Fault(f"“{node.function}” is not used in conditions; let a fact compute it")


def _logic(node: Call, given: list[Shape]) -> Shape:
    for argument, each in zip(node.arguments, given, strict=True):
        if each not in (TRUTH, ANYTHING):
            raise Fault(f"“{path(argument) or 'a part'}” is {describe(each)}, where yes or no is wanted")
    return TRUTH


def _equal(node: Call, given: list[Shape]) -> Shape:
    _comparable(node.arguments[0], given[0], node.arguments[1], given[1])
    return TRUTH


def _order(node: Call, given: list[Shape]) -> Shape:
    _comparable(node.arguments[0], given[0], node.arguments[1], given[1])
    for argument, each in zip(node.arguments, given, strict=True):
        dated = isinstance(argument, Literal)
        if each not in (NUMBER, DATE, MOMENT, ANYTHING) and not (each == TEXT and dated):
            raise Fault(f"“{path(argument) or 'it'}” is {describe(each)}; only numbers, dates and moments have an order")
    if given == [TEXT, TEXT]:
        raise Fault("texts have no order")
    return TRUTH


def _member(node: Call, given: list[Shape]) -> Shape:
    item, listed = node.arguments
    if isinstance(listed, ListOf):
        for each in listed.items:
            _comparable(item, given[0], each, shape(each, {}) if isinstance(each, Literal) else ANYTHING)
    elif isinstance(given[1], Many):
        _comparable(item, given[0], listed, given[1].of)
    elif given[1] != ANYTHING:
        raise Fault(f"“{path(listed) or 'it'}” is {describe(given[1])}, where a list is wanted")
    return TRUTH


def _choice(node: Call, given: list[Shape]) -> Shape:
    _logic(Call(node.function, node.arguments[:1]), given[:1])
    return given[1] if given[1] != ANYTHING else given[2]


def _size(node: Call, given: list[Shape]) -> Shape:
    if isinstance(given[0], Many | Anything) or given[0] == TEXT:
        return NUMBER
    raise Fault(f"“{path(node.arguments[0]) or 'it'}” is {describe(given[0])} and has no size")


def _sum(node: Call, given: list[Shape]) -> Shape:
    if all(isinstance(each, Many) for each in given):
        return next((each for each in given if isinstance(each, Many) and each.of != ANYTHING), given[0])
    if all(each in (NUMBER, ANYTHING) for each in given):
        return NUMBER
    raise Fault("only whole numbers are added, subtracted and multiplied; let a fact compute the rest")


def _text(node: Call, given: list[Shape]) -> Shape:
    if all(each in (TEXT, ANYTHING) for each in given):
        return TRUTH
    raise Fault(f"“{node.function}” is asked of text")


def _inner(node: Call, given: list[Shape]) -> Shape:
    return given[0]


_Check = Callable[[Call, list[Shape]], Shape]
_CALLS: Final[tuple[tuple[Iterable[str], _Check], ...]] = (
    (_LOGIC, _logic),
    (_EQUAL, _equal),
    (_ORDER, _order),
    ({"@in"}, _member),
    ({"_?_:_"}, _choice),
    ({"size"}, _size),
    (_SUMS, _sum),
    (_TEXTS, _text),
    (_INNER, _inner),
)


def _comparable(left: Node, a: Shape, right: Node, b: Shape) -> None:
    for one, other, said in ((a, b, right), (b, a, left)):
        if one == PERIOD:
            raise Fault("periods are compared by facts, not in conditions")
        if isinstance(one, Code):
            _coded(one, other, said)
        elif one == DATE and isinstance(said, Literal):
            _dated(said)
    if not _alike(a, b):
        raise Fault(f"{describe(a)} is compared with {describe(b)}{_bare(a, b)}")


def _coded(code: Code, other: Shape, said: Node) -> None:
    known = ", ".join(sorted(code.words))
    if isinstance(said, Literal) and said.value not in code.words:
        raise Fault(f"“{said.value}” is none of: {known} (unknown is asked for with !has(…))")
    if isinstance(other, Code) and not code.words & other.words:
        raise Fault(f"two codes are compared that have no word in common: {known}")


def _dated(said: Literal) -> None:
    try:
        date.fromisoformat(str(said.value))
    except ValueError:
        raise Fault(f"“{said.value}” is no date; write it as 2026-01-31") from None


def _alike(a: Shape, b: Shape) -> bool:
    if isinstance(a, Many) and isinstance(b, Many):
        return _alike(a.of, b.of)
    texts = (TEXT, DATE, MOMENT)
    return (
        isinstance(a, Anything)
        or isinstance(b, Anything)
        or a == b
        or (isinstance(a, Code) and (isinstance(b, Code) or b == TEXT))
        or (isinstance(b, Code) and a == TEXT)
        or (a in texts and b in texts and TEXT in (a, b))
    )


def _bare(a: Shape, b: Shape) -> str:
    return "; an answer stands bare, or behind !" if TRUTH in (a, b) else ""


def _looped(node: Each, scope: Scope, loops: int) -> Shape:
    if loops > DEEPEST_LOOP:
        raise Fault(f"more than {DEEPEST_LOOP} loops stand inside each other; that is too costly")
    over = shape(node.over, scope, loops - 1)
    if not isinstance(over, Many | Anything):
        raise Fault(f"“{path(node.over) or 'it'}” is {describe(over)}, where a list is wanted")
    item = over.of if isinstance(over, Many) else ANYTHING
    inner: dict[str, Shape] = {**scope, node.variable: item, node.result_variable: ANYTHING}
    gathered = _gathered(node.step, node.result_variable)
    shape(node.step, inner, loops)
    if gathered is not None:
        return Many(shape(gathered, inner, loops))
    return TRUTH


def _gathered(step: Node, result: str) -> Node | None:
    """What `filter` and `map` put into the new list; None for `exists`, `all` and `exists_one`."""
    match step:
        case Call(function="_?_:_", arguments=(_, then, _)):
            return _gathered(then, result)
        case Call(function="_+_", arguments=(Name(name=name), ListOf(items=(item,)))) if name == result:
            return item
    return None


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; perhaps “{near[0]}”" if near else ""


EMPTY: Final[Scope] = MappingProxyType({})
