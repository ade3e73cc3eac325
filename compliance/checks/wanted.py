"""What conditions read of the values they are given, field by field and into lists: the rest need not be converted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from compliance.checks.syntax import Call, Each, ListOf, Name, Node, Select, parts


class Wanted:
    """What is read of a value: all of it (`whole`), or some of its fields. A list wants this of each item."""

    __slots__ = ("fields", "whole")

    def __init__(self) -> None:
        self.fields: dict[str, Wanted] = {}
        self.whole = False

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __repr__(self) -> str:
        return "*" if self.whole else repr(self.fields)

    def field(self, name: str) -> Wanted:
        """What is read of one field, which thereby is one that is read."""
        return self.fields.setdefault(name, Wanted())


_Loops: TypeAlias = Mapping[str, Wanted | None]


def wanted(trees: Iterable[Node]) -> Wanted:
    """What these conditions read, by the names they use.

    Where the way to a value cannot be followed, as through a list made on the spot, the value is wanted whole.
    """
    root = Wanted()
    for tree in trees:
        _read(tree, root, {})
    return root


def _read(node: Node, root: Wanted, loops: _Loops) -> None:
    match node:
        case Name() | Select():
            place = _place(node, root, loops)
            if place is not None and not (isinstance(node, Select) and node.tested):
                place.whole = True
        case Each():
            inner = {**loops, node.variable: _place(node.over, root, loops), node.result_variable: None}
            for below in (node.start, node.goes_on, node.step, node.result):
                _read(below, root, inner)
        case (
            Call(function="size", arguments=(one,))
            | Call(function="_==_" | "_!=_", arguments=(one, ListOf(items=())) | (ListOf(items=()), one))
        ):  # that it is there, and how many items it has
            _place(one, root, loops)
        case _:
            for below in parts(node):
                _read(below, root, loops)


def _place(node: Node, root: Wanted, loops: _Loops) -> Wanted | None:
    """Where the value of a node stands, its fields not yet read; None where it is not a field of anything given."""
    match node:
        case Name(name=name):
            return loops[name] if name in loops else root.field(name)
        case Select(of=of, field=field):
            before = _place(of, root, loops)
            return None if before is None else before.field(field)
        case _:
            _read(node, root, loops)
            return None
