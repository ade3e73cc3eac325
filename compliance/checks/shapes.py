"""What kind of thing stands in each field a condition may read, found from the model's and the facts' own types.

A mistyped field name would read as "unknown" for ever, a mistyped code as "never": both would pass for care. So
conditions are held against these shapes when they are loaded.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from compliance.checks.context import UNKNOWN
from compliance.model.values import Answer, Period


@dataclass(frozen=True, slots=True)
class Plain:
    """A single value: truth, number, text, date, moment or period."""

    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """One of a closed list of words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, and whether it is there even when nothing is known."""

    shape: Shape
    always: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A map with known fields."""

    name: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Anything:
    """Something whose shape is not told."""


Shape: TypeAlias = Plain | Code | Many | Record | Anything

TRUTH: Final = Plain("yes or no")
NUMBER: Final = Plain("number")
TEXT: Final = Plain("text")
DATE: Final = Plain("date")
MOMENT: Final = Plain("moment")
PERIOD: Final = Plain("period")
ANYTHING: Final = Anything()

_PERIOD_MARK: Final = get_args(Period)[1]
_SINGLE: Final[tuple[tuple[type, Shape], ...]] = (
    (Answer, TRUTH),
    (bool, TRUTH),
    (int, NUMBER),
    (datetime, MOMENT),
    (AwareDatetime, MOMENT),
    (date, DATE),
)


@lru_cache(maxsize=1024)
def record_of(kind: type[BaseModel]) -> Record:
    """The shape of a document or of a value inside one."""
    found: dict[str, Field] = {}
    record = Record(kind.__name__, found)
    _STARTED[kind] = record
    for name, info in kind.model_fields.items():
        found[name] = Field(_of_info(info), always=_is_always_there(info))
    return record


_STARTED: dict[type[BaseModel], Record] = {}


def result_of(function: Callable[..., object]) -> Shape:
    """The shape of what a fact or join gives."""
    return shape_of(get_type_hints(function, include_extras=True)["return"])


def shape_of(annotation: Any) -> Shape:
    """The shape of a type; None and unions with None are about absence, not shape."""
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        return PERIOD if _PERIOD_MARK in marks else shape_of(base)
    if get_origin(annotation) in (Union, types.UnionType):
        some = [part for part in get_args(annotation) if part is not type(None)]
        return shape_of(some[0]) if len(some) == 1 else ANYTHING
    if isinstance(origin := get_origin(annotation), type) and issubclass(origin, Sequence | AbstractSet):
        return Many(shape_of(get_args(annotation)[0]))
    return _of_class(annotation) if isinstance(annotation, type) else ANYTHING


def _of_class(kind: type) -> Shape:
    for base, shape in _SINGLE:
        if issubclass(kind, base):
            return shape
    if issubclass(kind, StrEnum):
        return Code(frozenset(member.value for member in kind) - {UNKNOWN})
    if issubclass(kind, BaseModel):
        return _STARTED.get(kind) or record_of(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return Record(kind.__name__, {each.name: Field(shape_of(hints[each.name])) for each in fields(kind)})
    return TEXT if issubclass(kind, str) else ANYTHING


def _of_info(info: FieldInfo) -> Shape:
    return PERIOD if _PERIOD_MARK in info.metadata else shape_of(info.annotation)


def _is_always_there(info: FieldInfo) -> bool:
    if info.is_required():
        return True
    return info.default is not None and get_origin(info.annotation) is tuple
