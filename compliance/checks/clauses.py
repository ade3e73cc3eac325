"""Conditions taken apart into the clauses that decide, and written again with one of them settled.

So it can be asked whether any example of a rule would notice if a clause were not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from compliance.checks.syntax import Call, Each, ListOf, Literal, MapOf, Name, Node, NoSuchForm, Select

_JOINS: Final = frozenset({"_&&_", "_||_"})
_METHODS: Final = frozenset({"startsWith", "endsWith", "contains"})
_LEVELS: Final[dict[str, int]] = {
    "_?_:_": 1,
    "_||_": 2,
    "_&&_": 3,
    **dict.fromkeys(("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in"), 4),
    **dict.fromkeys(("_+_", "_-_"), 5),
    **dict.fromkeys(("_*_", "_/_", "_%_"), 6),
    **dict.fromkeys(("!_", "-_"), 7),
}
"""How tightly an operator binds; what is not among them needs no brackets."""
_TIGHTEST: Final = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """One operand of the outermost `&&` and `||` of a condition: its tree, and the way down to it by arguments."""

    steps: tuple[int, ...]
    node: Node

    def __str__(self) -> str:
        return written(self.node)


def clauses(condition: Node, steps: tuple[int, ...] = ()) -> Iterator[Clause]:
    """The clauses of a condition in the order written; one that joins nothing is a clause itself."""
    if isinstance(condition, Call) and condition.function in _JOINS:
        for at, argument in enumerate(condition.arguments):
            yield from clauses(argument, (*steps, at))
    else:
        yield Clause(steps, condition)


def settled(condition: Node, clause: Clause, *, truth: bool) -> Node:
    """The condition with true or false in the clause's place."""
    return _replaced(condition, clause.steps, Literal(truth))


def _replaced(node: Node, steps: tuple[int, ...], new: Node) -> Node:
    if not steps or not isinstance(node, Call):
        return new
    at, *below = steps
    arguments = list(node.arguments)
    arguments[at] = _replaced(arguments[at], tuple(below), new)
    return Call(node.function, tuple(arguments))


def written(node: Node) -> str:
    """A tree as a condition that compiles to it again, but for brackets that change nothing.

    Raises `NoSuchForm` for what no condition that was held against the model can hold.
    """
    match node:
        case Literal(value=bool() as value):
            return "true" if value else "false"
        case Literal(value=int() | str() as value):
            return json.dumps(value, ensure_ascii=False)
        case Name(name=name):
            return name
        case Select(of=of, field=field, tested=tested):
            chain = f"{_bracketed(of, _TIGHTEST)}.{field}"
            return f"has({chain})" if tested else chain
        case Call():
            return _call(node)
        case ListOf(items=items):
            return f"[{', '.join(map(written, items))}]"
        case MapOf(entries=entries, message=""):
            return f"{{{', '.join(f'{written(key)}: {written(value)}' for key, value in entries)}}}"
        case Each():
            return _loop(node)
    raise NoSuchForm


def _call(node: Call) -> str:
    function, level = node.function, _LEVELS.get(node.function, _TIGHTEST)
    if function in _JOINS:
        operands = [_bracketed(part, level + 1) for part in _joined(node, function)]
        return f" {function.strip('_')} ".join(operands)
    match node.arguments:
        case (test, then, otherwise) if function == "_?_:_":
            return " ".join((_bracketed(test, 2), "?", _bracketed(then, 2), ":", _bracketed(otherwise, 2)))
        case (only,) if level == _LEVELS["!_"]:
            return function[0] + _bracketed(only, _TIGHTEST)
        case (left, right) if level < _TIGHTEST:
            operator = "in" if function == "@in" else function.strip("_")
            return f"{_bracketed(left, level + 1)} {operator} {_bracketed(right, level + 1)}"
        case (of, text) if function in _METHODS:
            return f"{_bracketed(of, _TIGHTEST)}.{function}({written(text)})"
    return f"{function}({', '.join(map(written, node.arguments))})"


def _joined(node: Node, function: str) -> Iterator[Node]:
    """The operands of a chain of the same operator."""
    if isinstance(node, Call) and node.function == function:
        for argument in node.arguments:
            yield from _joined(argument, function)
    else:
        yield node


def _bracketed(node: Node, least: int) -> str:
    """A part as it stands beside an operator: in brackets where it binds less tightly than that wants."""
    text = written(node)
    level = _LEVELS.get(node.function, _TIGHTEST) if isinstance(node, Call) else _TIGHTEST
    negative = isinstance(node, Literal) and text.startswith("-")
    return f"({text})" if level < least or negative else text


def _loop(node: Each) -> str:
    over, name = _bracketed(node.over, _TIGHTEST), node.variable
    match node.start, node.step:
        case Literal(value=False), Call(function="_||_", arguments=(_, asked)):
            return f"{over}.exists({name}, {written(asked)})"
        case Literal(value=True), Call(function="_&&_", arguments=(_, asked)):
            return f"{over}.all({name}, {written(asked)})"
        case Literal(), Call(function="_?_:_", arguments=(asked, _, _)):
            return f"{over}.exists_one({name}, {written(asked)})"
        case ListOf(), Call(function="_+_", arguments=(_, ListOf(items=(item,)))):
            return f"{over}.map({name}, {written(item)})"
        case ListOf(), Call(function="_?_:_", arguments=(asked, Call(arguments=(_, ListOf(items=(item,)))), _)):
            if item == Name(name):
                return f"{over}.filter({name}, {written(asked)})"
            return f"{over}.map({name}, {written(asked)}, {written(item)})"
    raise NoSuchForm
