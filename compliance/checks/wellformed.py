"""Holds a condition against the shapes of what it reads, before it ever judges anybody.

What is refused here would not fail loudly later: it would read as "unknown" for ever, or as "in order" by mistake.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from compliance.checks.faults import (
    AlwaysThere,
    AnswerCompared,
    CodesApart,
    ComparesPeriods,
    FieldOfList,
    FieldOfValue,
    NoOrder,
    NoSize,
    NoSuchCode,
    NoSuchField,
    NoSuchFunction,
    NoSum,
    NotACondition,
    NotADate,
    NotAlike,
    NotAList,
    NotSeen,
    NotText,
    NotYesOrNo,
    TooManyLoops,
    WritesNull,
    WritesOddLiteral,
)
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

_ORDER = frozenset({"_<_", "_<=_", "_>_", "_>=_"})
_LOGIC = frozenset({"_&&_", "_||_", "!_"})
_EQUAL = frozenset({"_==_", "_!=_"})
_SUMS = frozenset({"_+_", "_-_", "_*_", "-_"})
_TEXTS = frozenset({"startsWith", "endsWith", "contains"})
_INNER = frozenset({"@not_strictly_false"})


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
        raise NotACondition(shape=describe(given))


def silences(node: Node, *, favours: bool | None = True) -> Iterator[str]:
    """The paths whose absence can make the condition false: `has(x)` that is not turned round.

    In `gap_when` such a path lets silence read as being in order, so a rule must say that it means it.
    `favours` is whether the node's truth counts for (True), against (False), or either way (None).
    """
    match node:
        case Select(tested=True):
            if favours is not False:
                yield path(node) or node.field
        case Call(function="!_", arguments=(inner,)):
            yield from silences(inner, favours=None if favours is None else not favours)
        case Call(function="_&&_" | "_||_", arguments=arguments):
            for argument in arguments:
                yield from silences(argument, favours=favours)
        case Call(function="_?_:_", arguments=(test, then, otherwise)):
            yield from silences(test, favours=None)
            yield from silences(then, favours=favours)
            yield from silences(otherwise, favours=favours)
        case Each(step=Call(function="_&&_" | "_||_")):
            yield from silences(node.over, favours=None)
            yield from silences(node.step, favours=favours)
        case _:
            for part in parts(node):
                yield from silences(part, favours=None)


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
        raise WritesNull
    if isinstance(node.value, bool):
        return TRUTH
    if isinstance(node.value, int):
        return NUMBER
    if isinstance(node.value, str):
        return TEXT
    raise WritesOddLiteral


def _named(name: str, scope: Scope) -> Shape:
    if name not in scope:
        raise NotSeen(name=name, meant=_meant(name, scope))
    return scope[name]


def _selected(node: Select, scope: Scope, loops: int) -> Shape:
    of = shape(node.of, scope, loops)
    if isinstance(of, Anything):
        return TRUTH if node.tested else ANYTHING
    if isinstance(of, Many):
        raise FieldOfList(path=_called_by(node.of))
    if not isinstance(of, Record):
        raise FieldOfValue(path=_called_by(node.of), shape=describe(of), field=node.field)
    if node.field not in of.fields:
        raise NoSuchField(record=of.name, field=node.field, meant=_meant(node.field, of.fields))
    field = of.fields[node.field]
    if node.tested and field.always:
        raise AlwaysThere(path=_called_by(node))
    return TRUTH if node.tested else field.shape


def _called(node: Call, scope: Scope, loops: int) -> Shape:
    given = [shape(argument, scope, loops) for argument in node.arguments]
    for functions, check in _CALLS:
        if node.function in functions:
            return check(node, given)
    raise NoSuchFunction(function=node.function)


def _logic(node: Call, given: list[Shape]) -> Shape:
    for argument, each in zip(node.arguments, given, strict=True):
        if each not in (TRUTH, ANYTHING):
            raise NotYesOrNo(path=_called_by(argument), shape=describe(each))
    return TRUTH


def _equal(node: Call, given: list[Shape]) -> Shape:
    _comparable(node.arguments[0], given[0], node.arguments[1], given[1])
    return TRUTH


def _order(node: Call, given: list[Shape]) -> Shape:
    _comparable(node.arguments[0], given[0], node.arguments[1], given[1])
    for argument, each in zip(node.arguments, given, strict=True):
        written = each == TEXT and isinstance(argument, Literal) and given != [TEXT, TEXT]
        if each not in (NUMBER, DATE, MOMENT, ANYTHING) and not written:
            raise NoOrder(path=_called_by(argument), shape=describe(each))
    return TRUTH


def _member(node: Call, given: list[Shape]) -> Shape:
    item, listed = node.arguments
    if isinstance(listed, ListOf):
        for each in listed.items:
            _comparable(item, given[0], each, shape(each, {}) if isinstance(each, Literal) else ANYTHING)
    elif isinstance(given[1], Many):
        _comparable(item, given[0], listed, given[1].of)
    elif given[1] != ANYTHING:
        raise NotAList(path=_called_by(listed), shape=describe(given[1]))
    return TRUTH


def _choice(node: Call, given: list[Shape]) -> Shape:
    _logic(Call(node.function, node.arguments[:1]), given[:1])
    return given[1] if given[1] != ANYTHING else given[2]


def _size(node: Call, given: list[Shape]) -> Shape:
    if isinstance(given[0], Many | Anything) or given[0] == TEXT:
        return NUMBER
    raise NoSize(path=_called_by(node.arguments[0]), shape=describe(given[0]))


def _sum(_: Call, given: list[Shape]) -> Shape:
    if all(each in (NUMBER, ANYTHING) for each in given):
        return NUMBER
    if all(isinstance(each, Many | Anything) for each in given):
        return next(each for each in given if isinstance(each, Many))
    raise NoSum


def _text(node: Call, given: list[Shape]) -> Shape:
    if all(each in (TEXT, ANYTHING) for each in given):
        return TRUTH
    raise NotText(function=node.function)


def _inner(_: Call, given: list[Shape]) -> Shape:
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
            raise ComparesPeriods
        if isinstance(one, Code):
            _coded(one, other, said)
        elif one == DATE and isinstance(said, Literal):
            _dated(said)
    if not _alike(a, b):
        refusal = AnswerCompared if TRUTH in (a, b) else NotAlike
        raise refusal(one=describe(a), other=describe(b))


def _coded(code: Code, other: Shape, said: Node) -> None:
    known = ", ".join(sorted(code.words))
    if isinstance(said, Literal) and said.value not in code.words:
        raise NoSuchCode(word=str(said.value), known=known)
    if isinstance(other, Code) and not code.words & other.words:
        raise CodesApart(known=known)


def _dated(said: Literal) -> None:
    try:
        date.fromisoformat(str(said.value))
    except ValueError:
        raise NotADate(word=said.value) from None


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


def _looped(node: Each, scope: Scope, loops: int) -> Shape:
    if loops > DEEPEST_LOOP:
        raise TooManyLoops(most=DEEPEST_LOOP)
    over = shape(node.over, scope, loops - 1)
    if not isinstance(over, Many | Anything):
        raise NotAList(path=_called_by(node.over), shape=describe(over))
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


def _called_by(node: Node) -> str:
    """What the writer of the condition would call this part."""
    return path(node) or "it"


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; perhaps “{near[0]}”" if near else ""
