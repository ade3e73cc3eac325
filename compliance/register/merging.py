"""Two edits of one record: what differs, and what can be joined without losing anybody's work.

Records are compared as plain bodies. Objects are compared field by field, and lists of objects of equal length
item by item; every other list is one value, as it is one cell in a sheet. An absent field and None are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.model.reading import path_text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with its value before and after; None means empty."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that both changed, and differently."""

    path: Path
    mine: Any
    theirs: Any


def changes_between(before: Any, after: Any) -> tuple[FieldChange, ...]:
    """Every field whose value differs."""
    return tuple(FieldChange(path_text(path), *pair) for path, *pair in _differences(before, after, ()))


def joined(base: Any, mine: Any, theirs: Any, path: Path = ()) -> tuple[Any, tuple[Collision, ...]]:
    """Both edits of `base` in one, and the fields where that cannot be (there `theirs` is kept)."""
    if mine in (theirs, base):
        return theirs, ()
    if theirs == base:
        return mine, ()
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _joined_objects(base if isinstance(base, Mapping) else {}, mine, theirs, path)
    if _item_by_item(base, mine, theirs):
        join = joined if all("id" in item for item in base) else _joined_whole
        parts = [join(*three, (*path, n)) for n, three in enumerate(zip(base, mine, theirs, strict=True))]
        return [value for value, _ in parts], tuple(collision for _, some in parts for collision in some)
    return theirs, (Collision(path, mine, theirs),)


def value_at(body: Any, path: Path) -> Any:
    """The value at a path; None where there is nothing."""
    for step in path:
        if isinstance(step, int):
            body = body[step] if isinstance(body, list) and step < len(body) else None
        else:
            body = body.get(step) if isinstance(body, Mapping) else None
    return body


def _joined_whole(base: Any, mine: Any, theirs: Any, path: Path) -> tuple[Any, tuple[Collision, ...]]:
    """An item without an id may have been moved, so that two edits of it cannot be told apart field by field."""
    if mine in (theirs, base):
        return theirs, ()
    return (mine, ()) if theirs == base else (theirs, (Collision(path, mine, theirs),))


def _joined_objects(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], path: Path
) -> tuple[dict[str, Any], tuple[Collision, ...]]:
    result: dict[str, Any] = {}
    collisions: tuple[Collision, ...] = ()
    for key in {**base, **theirs, **mine}:
        value, some = joined(base.get(key), mine.get(key), theirs.get(key), (*path, key))
        collisions += some
        if value is not None:
            result[key] = value
    return result, collisions


def _item_by_item(*lists: Any) -> bool:
    """Whether the lists hold objects that stand for each other place by place."""
    if not all(isinstance(some, list) for some in lists) or len({len(some) for some in lists}) != 1:
        return False
    if not all(isinstance(item, Mapping) for some in lists for item in some):
        return False
    return len({tuple(item.get("id") for item in some) for some in lists}) == 1


def _differences(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if before == after:
        return
    if _objects(before) and _objects(after) and (before or after):
        for key in {**(before or {}), **(after or {})}:
            yield from _differences((before or {}).get(key), (after or {}).get(key), (*path, key))
    elif _lists_of_objects(before) and _lists_of_objects(after) and (before or after):
        first, second = before or [], after or []
        for number in range(max(len(first), len(second))):
            was, now = (some[number] if number < len(some) else None for some in (first, second))
            yield from _differences(was, now, (*path, number))
    else:
        yield path, before, after


def _objects(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def _lists_of_objects(value: Any) -> bool:
    return value is None or (isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value))
