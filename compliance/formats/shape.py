"""What a field of the model can hold, told in the few words a sheet, a notation or a converter needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, StringConstraints

from compliance.model.values import Country, Currency, DocumentId, LocalId, Period, RefersTo, RefersWithin


class Sort(Enum):
    """The kinds of thing a cell can say."""

    text = "text"
    line = "line"
    code = "code"
    """A short word in capitals: a country or a currency."""
    number = "number"
    date = "date"
    moment = "moment"
    period = "period"
    flag = "flag"
    choice = "choice"
    local_id = "local id"
    reference = "reference"
    value = "value"


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: the sort of thing it holds, and whether it holds many of them.

    `optional` says that None differs from the empty list (not read yet, against read and nothing found).
    `kind` names the kind of record a reference must name (empty: any), `within` the list of the same record.
    """

    sort: Sort
    many: bool = False
    optional: bool = True
    model: type[BaseModel] | None = None
    choices: type[StrEnum] | None = None
    kind: str = ""
    within: str = ""


@cache
def shapes_of(model: type[BaseModel]) -> dict[str, Shape]:
    """The shape of every field of a model class, in the model's order."""
    return {
        name: _shape(Annotated[field.annotation, None, *field.metadata]) for name, field in model.model_fields.items()
    }


@cache
def nested_of(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """The class of the values a field holds, or None where it holds plain ones."""
    return shapes_of(model)[field].model


def _shape(annotation: Any) -> Shape:
    base, marks = _unwrapped(annotation)
    optional = False
    if get_origin(base) in (Union, UnionType):
        arms = [arm for arm in get_args(base) if arm is not NoneType]
        optional = len(arms) < len(get_args(base))
        base, more = _unwrapped(arms[0])
        marks = (*marks, *more)
    many = get_origin(base) is tuple
    if many:
        base, marks = _unwrapped(get_args(base)[0])
    return _of_one(base, marks, many=many, optional=optional)


def _unwrapped(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    if get_origin(annotation) is not Annotated:
        return annotation, ()
    base, *marks = get_args(annotation)
    inner, more = _unwrapped(base)
    return inner, (*more, *marks)


def _of_one(base: Any, marks: tuple[Any, ...], *, many: bool, optional: bool) -> Shape:
    if isinstance(base, type) and issubclass(base, BaseModel):
        return Shape(Sort.value, many, optional, model=base)
    if isinstance(base, type) and issubclass(base, StrEnum):
        return Shape(Sort.choice, many, optional, choices=base)
    if sort := _PLAIN.get(base):
        return Shape(sort, many, optional)
    kind = next((mark.kind for mark in marks if isinstance(mark, RefersTo)), "")
    within = next((mark.field for mark in marks if isinstance(mark, RefersWithin)), "")
    return Shape(_sort_of_string(marks), many, optional, kind=kind, within=within)


def _sort_of_string(marks: tuple[Any, ...]) -> Sort:
    if _PERIOD_MARK in marks:
        return Sort.period
    pattern = _pattern(marks)
    return _BY_PATTERN.get(pattern, Sort.line if pattern else Sort.text)


def _pattern(marks: tuple[Any, ...]) -> str:
    return next((str(mark.pattern) for mark in marks if isinstance(mark, StringConstraints) and mark.pattern), "")


_PLAIN: dict[Any, Sort] = {
    bool: Sort.flag,
    int: Sort.number,
    date: Sort.date,
    datetime: Sort.moment,
    AwareDatetime: Sort.moment,
}
_PERIOD_MARK = get_args(Period)[1]
_BY_PATTERN = {
    _pattern(get_args(Country)): Sort.code,
    _pattern(get_args(Currency)): Sort.code,
    _pattern(get_args(LocalId)): Sort.local_id,
    _pattern(get_args(DocumentId)): Sort.reference,
}
