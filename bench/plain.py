"""The conditions of the rules as plain Python: the floor under judging, and one more opinion on what they mean.

Each condition's tree is written out as one Python expression over the documents themselves, without converting them.
What is not known is None, and the logic is the one of three values: that is all CEL adds to `and`, `or` and `not`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from compliance.checks.context import DERIVED
from compliance.checks.expression import Expression
from compliance.checks.facts import FACTS
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.checks.related import RELATED
from compliance.checks.rule import Rule
from compliance.checks.subjects import Subject, documents, subjects
from compliance.checks.syntax import Call, Each, ListOf, Literal, Name, Node, Select
from compliance.model.values import Answer

Plain = Callable[[Mapping[str, Any]], Any]


class Sought:
    """Facts or joins of one subject, computed when a condition asks for them."""

    def __init__(self, table: Mapping[str, Callable[..., Any]], *given: Any) -> None:
        self._table, self._given = table, given
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = seen(self._table[name](*self._given))
        return self._found[name]


def results(rules: list[Rule], reading: Reading, law: Law, as_of: date) -> Iterator[tuple[Rule, Subject, bool | None]]:
    """Gap, undetermined (None) or neither, for everything the rules judge; raises nothing."""
    for kind in {rule.kind.name: rule.kind for rule in rules}.values():
        judging = [(rule, *map(plain, (rule.standing, rule.applies, rule.gap))) for rule in rules if rule.kind is kind]
        for document in documents(kind.document, reading):
            for subject in subjects(kind, document, reading):
                values = _values(subject, reading, law, as_of)
                for rule, standing, applies, gap in judging:
                    if standing is not None and standing(values) is not True:
                        continue
                    applied = True if applies is None else applies(values)
                    if applied is not False:
                        yield rule, subject, None if applied is None else gap(values)


def _values(subject: Subject, reading: Reading, law: Law, as_of: date) -> Mapping[str, Any]:
    return {
        "organisation": reading.controller(subject.document),
        **{name: value for name, value, _ in subject.around},
        subject.kind.name: subject.value,
        "today": as_of.isoformat(),
        "law": law.parameters,
        "facts": Sought(FACTS[subject.kind.name], subject.given, reading, law, as_of),
        "related": Sought(RELATED[subject.kind.name], subject.given, reading),
    }


def plain(expression: Expression | None) -> Plain | None:
    """The same condition as a Python function of the names it uses."""
    if expression is None:
        return None
    made: Plain = eval(f"lambda names: {_written(expression.tree)}", dict(_WORDS))  # noqa: S307 - our own trees
    return made


def seen(value: Any) -> Any:
    """A value as a condition sees it, one layer deep; None where it is not known."""
    turn = _TURNS.get(type(value))
    if turn is None:
        turn = _TURNS[type(value)] = _turning(type(value))
    return turn(value)


def _turning(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Answer):
        return {Answer.yes: True, Answer.no: False, Answer.unknown: None}.__getitem__
    if issubclass(kind, StrEnum):
        return {member: None if member.value == "unknown" else member.value for member in kind}.__getitem__
    if issubclass(kind, str):
        return lambda text: text if text and not text.isspace() else None
    if issubclass(kind, date) and not issubclass(kind, datetime):
        return date.isoformat
    if issubclass(kind, tuple | list):
        return lambda some: [said for each in some if (said := seen(each)) is not None]
    if issubclass(kind, set | frozenset):
        return lambda some: sorted(said for each in some if (said := seen(each)) is not None)
    return lambda value: value


_TURNS: Final[dict[type, Callable[[Any], Any]]] = {}


def _field(of: Any, name: str) -> Any:
    if of is None:
        return None
    if not isinstance(of, BaseModel):
        return of[name] if isinstance(of, Sought) else seen(of.get(name))
    said = seen(getattr(of, name, None))
    if said is None and type(of) in DERIVED and DERIVED[type(of)][0] == name:
        return seen(DERIVED[type(of)][1](of))
    return said


def _both(one: Any, other: Callable[[], Any]) -> bool | None:
    if one is False:
        return False
    two = other()
    return False if two is False else None if one is None or two is None else True


def _either(one: Any, other: Callable[[], Any]) -> bool | None:
    if one is True:
        return True
    two = other()
    return True if two is True else None if one is None or two is None else False


def _any(some: Any, holds: Callable[[Any], Any]) -> bool | None:
    said: bool | None = False
    for each in some if some is not None else (None,):
        found = None if some is None else holds(each)
        if found is True:
            return True
        said = None if found is None else said
    return said


def _every(some: Any, holds: Callable[[Any], Any]) -> bool | None:
    found = _any(some, lambda each: _not(holds(each)))
    return _not(found)


def _not(said: Any) -> bool | None:
    return None if said is None else not said


def _compared(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda one, other: None if one is None or other is None else compare(one, other)


def _kept(some: Any, holds: Callable[[Any], Any]) -> Any:
    said = [(each, holds(each)) for each in some or ()]
    return None if some is None or any(held is None for _, held in said) else [each for each, held in said if held]


_OF_ONE: Final = {"!_": "negated", "size": "size"}
_COMPARED: Final[Mapping[str, tuple[str, Callable[[Any, Any], Any]]]] = {
    "_==_": ("equal", lambda one, other: one == other),
    "_!=_": ("unequal", lambda one, other: one != other),
    "_<_": ("less", lambda one, other: one < other),
    "_<=_": ("at_most", lambda one, other: one <= other),
    "_>_": ("more", lambda one, other: one > other),
    "_>=_": ("at_least", lambda one, other: one >= other),
    "_+_": ("sum", lambda one, other: one + other),
    "@in": ("among", lambda one, some: one in some),
}
_WORDS: Final[Mapping[str, Any]] = {
    "field": _field, "both": _both, "either": _either, "negated": _not, "any_of": _any, "all_of": _every,
    "kept": _kept, "size": lambda some: None if some is None else len(some),
    **{word: _compared(compare) for word, compare in _COMPARED.values()},
}  # fmt: skip


def _written(node: Node, loops: frozenset[str] = frozenset()) -> str:  # noqa: PLR0911 - one for each kind of node
    match node:
        case Literal(value=value):
            return repr(value)
        case Name(name=name):
            return f"v_{name}" if name in loops else f"names[{name!r}]"
        case Select(of=of, field=name, tested=tested):
            told = f"field({_written(of, loops)}, {name!r})"
            return f"({told} is not None)" if tested else told
        case ListOf(items=items):
            return f"[{', '.join(_written(item, loops) for item in items)}]"
        case Call(function="_&&_" | "_||_" as function, arguments=(one, other)):
            word = "both" if function == "_&&_" else "either"
            return f"{word}({_written(one, loops)}, lambda: {_written(other, loops)})"
        case Call(function=function, arguments=(one,)) if function in _OF_ONE:
            return f"{_OF_ONE[function]}({_written(one, loops)})"
        case Call(function="_?_:_", arguments=(asked, one, other)):
            return f"({_written(one, loops)} if {_written(asked, loops)} else {_written(other, loops)})"
        case Call(function=function, arguments=(one, other)) if function in _COMPARED:
            return f"{_COMPARED[function][0]}({_written(one, loops)}, {_written(other, loops)})"
        case Each():
            return _looped(node, loops)
    raise NotImplementedError(node)


def _looped(each: Each, loops: frozenset[str]) -> str:
    """`exists`, `all`, `filter` or `map`, told apart by how a round changes the result."""
    over, inner = _written(each.over, loops), loops | {each.variable}
    match each.step:
        case Call(function="_||_" | "_&&_" as function, arguments=(_, holds)):
            word = "any_of" if function == "_||_" else "all_of"
            return f"{word}({over}, lambda v_{each.variable}: {_written(holds, inner)})"
        case Call(function="_?_:_", arguments=(holds, _, _)):
            return f"kept({over}, lambda v_{each.variable}: {_written(holds, inner)})"
        case Call(function="_+_", arguments=(_, ListOf(items=(made,)))):
            return f"[{_written(made, inner)} for v_{each.variable} in {over}]"
    raise NotImplementedError(each)
