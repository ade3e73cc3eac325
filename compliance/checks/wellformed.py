"""Holds a condition against the shapes of what it reads, before it ever judges anybody.

What is refused here would not fail loudly later: it would read as "unknown" for ever, or as "in order" by mistake.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from compliance.checks.faults import (
    AlwaysThere,
    AnswerCompared,
    CodesApart,
    ComparesPeriods,
    ComparesRecords,
    FieldOfList,
    FieldOfValue,
    GoesThroughTooOften,
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
    WritesMessage,
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
from compliance.checks.syntax import Call, Each, ListOf, Literal, MapOf, Name, Node, Select, parts, path, walk

DEEPEST_LOOP: Final = 3
"""How many `exists`, `all`, `filter` or `map` may stand inside each other: the cost grows by a factor with each."""

MOST_LISTS: Final = 2
"""How many lists a condition may go through inside each other, not counting those of what an outer loop goes through.

`in`, `==` and `+` on lists count: each is a loop in disguise, whose rounds the evaluator does not count. Two lists of n
values cost n², and a third would make that n³."""

_ORDER = frozenset({"_<_", "_<=_", "_>_", "_>=_"})
_LOGIC = frozenset({"_&&_", "_||_", "!_"})
_EQUAL = frozenset({"_==_", "_!=_"})
_SUMS = frozenset({"_+_", "_-_", "_*_", "-_"})
_TEXTS = frozenset({"startsWith", "endsWith", "contains"})
_INNER = frozenset({"@not_strictly_false"})


Scope = Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Around:
    """The loops around a part of a condition: how many, what they name, and the lists of their own they go through."""

    loops: int = 0
    names: frozenset[str] = frozenset()
    lists: tuple[str, ...] = ()

    def through(self, listed: Node) -> Around:
        """As it is inside something that goes through this list; raises `GoesThroughTooOften`."""
        read = {part.name for part in walk(listed) if isinstance(part, Name)}
        if not read or read & self.names:  # written out, or part of what an outer loop goes through
            return self
        lists = (*self.lists, _called_by(listed))
        if len(lists) > MOST_LISTS:
            raise GoesThroughTooOften(lists=", ".join(lists), most=MOST_LISTS)
        return Around(self.loops, self.names, lists)

    def inside(self, loop: Each) -> Around:
        """As it is inside a loop; raises `TooManyLoops` or `GoesThroughTooOften`."""
        if self.loops >= DEEPEST_LOOP:
            raise TooManyLoops(most=DEEPEST_LOOP)
        names = self.names | {loop.variable}
        return Around(self.loops + 1, names, self.through(loop.over).lists)


OUTSIDE: Final = Around()


def shape(node: Node, scope: Scope, around: Around = OUTSIDE) -> Shape:
    """The shape of what an expression gives; raises `Fault`."""
    match node:
        case Literal():
            return _literal(node)
        case Name(name=name):
            return _named(name, scope)
        case Select():
            return _selected(node, scope, around)
        case Call():
            return _called(node, scope, around)
        case ListOf(items=items):
            given = [shape(item, scope, around) for item in items]
            return Many(given[0] if given else ANYTHING)
        case MapOf(message=message):
            if message:
                raise WritesMessage(name=message)
            for part in parts(node):
                shape(part, scope, around)
            return ANYTHING
        case Each():
            return _looped(node, scope, around)


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


def _selected(node: Select, scope: Scope, around: Around) -> Shape:
    of = shape(node.of, scope, around)
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


def _called(node: Call, scope: Scope, around: Around) -> Shape:
    given = [shape(argument, scope, around) for argument in node.arguments]
    _refuse_costly(node, given, around)
    for functions, check in _CALLS:
        if node.function in functions:
            return check(node, given)
    raise NoSuchFunction(function=node.function)


def _refuse_costly(node: Call, given: list[Shape], around: Around) -> None:
    """Hold the operators that go through a list to the same limit as loops."""
    listed = [
        argument
        for argument, each in zip(node.arguments, given, strict=True)
        if isinstance(each, Many) and not isinstance(argument, ListOf)
    ]
    if node.function in {"@in", *_SUMS} or (node.function in _EQUAL and len(listed) > 1):
        for each in listed:
            around = around.through(each)


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
    if isinstance(_innermost(a), Record) and isinstance(_innermost(b), Record):
        raise ComparesRecords
    if not _alike(a, b):
        refusal = AnswerCompared if TRUTH in (a, b) else NotAlike
        raise refusal(one=describe(a), other=describe(b))


def _innermost(given: Shape) -> Shape:
    return _innermost(given.of) if isinstance(given, Many) else given


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


def _looped(node: Each, scope: Scope, around: Around) -> Shape:
    over = shape(node.over, scope, around)
    if not isinstance(over, Many | Anything):
        raise NotAList(path=_called_by(node.over), shape=describe(over))
    item = over.of if isinstance(over, Many) else ANYTHING
    inner: dict[str, Shape] = {**scope, node.variable: item, node.result_variable: ANYTHING}
    within = around.inside(node)
    gathered = _gathered(node.step, node.result_variable)
    shape(node.step, inner, within)
    if gathered is not None:
        return Many(shape(gathered, inner, within))
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
