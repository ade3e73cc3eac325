"""The tree of a compiled condition, read from the standard form in which any CEL implementation writes it.

That form is the protocol buffer message `cel.expr.CheckedExpr`. Its few message types are read here by hand: the
numbers below are the field numbers of the published schema. The tree is what lets a rule be checked against the model
before it ever judges anybody, and lets `check --why` say which facts decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from compliance.errors import ComplianceError


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: text, number, truth or null."""

    value: str | int | float | bool | bytes | None


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, or the loop variable of an enclosing `Each`."""

    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """A field of something; with `tested`, the question `has(...)` whether it is there."""

    of: Node
    field: str
    tested: bool


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or function; a method's own object is the first argument."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list written out."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map written out; with `message`, a protocol buffer message of that type."""

    entries: tuple[tuple[Node, Node], ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """A loop over a list, as `exists`, `all`, `exists_one`, `filter` and `map` are written out."""

    variable: str
    over: Node
    result_variable: str
    start: Node
    goes_on: Node
    step: Node
    result: Node


Node: TypeAlias = Literal | Name | Select | Call | ListOf | MapOf | Each

_BYTES, _VARINT, _FIXED64, _FIXED32 = 2, 0, 1, 5
_NULL, _TRUTH, _WHOLE, _STRING = 1, 2, 3, 6  # the kinds of constant
_ENTRY = 2  # of a map
_MORE = 0x80  # another byte of the number follows


class NoSuchForm(ComplianceError):
    sentence = "The compiled condition has a form this version does not know."
    hint = "The installed cel-expr-python is newer than the one this version was made for; see requirements.lock."


def tree(serialized: bytes) -> Node:
    """The tree inside a serialized `CheckedExpr`, bare or packed in an `Any`."""
    fields = _fields(serialized)
    packed = _first(fields, 1)
    if isinstance(packed, bytes) and packed.endswith(b"CheckedExpr"):
        fields = _fields(_bytes(fields, 2))
    return _expression(_bytes(fields, 4))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for below in parts(node):
        yield from walk(below)


def parts(node: Node) -> tuple[Node, ...]:
    """What stands directly below a node."""
    match node:
        case Select(of=of):
            return (of,)
        case Call(arguments=arguments):
            return arguments
        case ListOf(items=items):
            return items
        case MapOf(entries=entries):
            return tuple(part for entry in entries for part in entry)
        case Each():
            return (node.over, node.start, node.goes_on, node.step, node.result)
        case _:
            return ()


def path(node: Node) -> str:
    """`legal_basis.art6` for a plain chain of fields on a variable; empty for anything else."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Select) and (before := path(node.of)):
        return f"{before}.{node.field}"
    return ""


def paths(node: Node) -> tuple[str, ...]:
    """The longest chains of fields that a condition reads, in order of appearance, those on loop variables left out."""
    found = dict.fromkeys(_chains(node, frozenset()))
    return tuple(found)


def _chains(node: Node, loops: frozenset[str]) -> Iterator[str]:
    chain = path(node)
    if chain:
        if chain.split(".", 1)[0] not in loops:
            yield chain
        return
    if isinstance(node, Each):
        yield from _chains(node.over, loops)
        loops = loops | {node.variable, node.result_variable}
        for below in (node.step, node.result):
            yield from _chains(below, loops)
        return
    for below in parts(node):
        yield from _chains(below, loops)


_Fields: TypeAlias = list[tuple[int, bytes | int]]


def _fields(data: bytes) -> _Fields:
    found: _Fields = []
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            value, at = _varint(data, at)
            found.append((number, value))
        else:
            length, at = _varint(data, at) if wire == _BYTES else ({_FIXED64: 8, _FIXED32: 4}[wire], at)
            found.append((number, data[at : at + length]))
            at += length
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < _MORE:
            return value, at
        shift += 7


def _first(fields: _Fields, number: int) -> bytes | int | None:
    return next((value for at, value in fields if at == number), None)


def _bytes(fields: _Fields, number: int) -> bytes:
    value = _first(fields, number)
    return value if isinstance(value, bytes) else b""


def _text(fields: _Fields, number: int) -> str:
    return _bytes(fields, number).decode("utf-8")


def _expression(data: bytes) -> Node:
    for number, value in _fields(data):
        if number in _READERS and isinstance(value, bytes):
            return _READERS[number](value)
    raise NoSuchForm


def _literal(data: bytes) -> Node:
    number, value = _fields(data)[0]
    if number == _NULL:
        return Literal(None)
    if number == _TRUTH:
        return Literal(bool(value))
    if number == _WHOLE and isinstance(value, int):
        return Literal(value - (1 << 64) if value >> 63 else value)
    if number == _STRING and isinstance(value, bytes):
        return Literal(value.decode("utf-8"))
    return Literal(value)


def _name(data: bytes) -> Node:
    return Name(_text(_fields(data), 1))


def _select(data: bytes) -> Node:
    fields = _fields(data)
    return Select(_expression(_bytes(fields, 1)), _text(fields, 2), bool(_first(fields, 3)))


def _call(data: bytes) -> Node:
    fields = _fields(data)
    arguments = [value for number, value in fields if number in (1, 3) and isinstance(value, bytes)]
    return Call(_text(fields, 2), tuple(map(_expression, arguments)))


def _list(data: bytes) -> Node:
    return ListOf(
        tuple(_expression(value) for number, value in _fields(data) if number == 1 and isinstance(value, bytes))
    )


def _map(data: bytes) -> Node:
    fields = _fields(data)
    entries = [_fields(value) for number, value in fields if number == _ENTRY and isinstance(value, bytes)]
    return MapOf(tuple((_key(entry), _expression(_bytes(entry, 4))) for entry in entries), _text(fields, 1))


def _key(entry: _Fields) -> Node:
    named = _text(entry, 2)
    return Literal(named) if named else _expression(_bytes(entry, 3))


def _each(data: bytes) -> Node:
    fields = _fields(data)
    over, start, goes_on, step, result = (_expression(_bytes(fields, number)) for number in (2, 4, 5, 6, 7))
    return Each(_text(fields, 1), over, _text(fields, 3), start, goes_on, step, result)


_READERS = {3: _literal, 4: _name, 5: _select, 6: _call, 7: _list, 8: _map, 9: _each}
