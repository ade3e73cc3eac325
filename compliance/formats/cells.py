"""Plain values of the model as the cells of a form, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from compliance.formats import notation
from compliance.formats.layout import EMPTY_VALUE, Column
from compliance.formats.lexicon import member_word, truth_word
from compliance.formats.marks import empty_list_word, with_marks_plain
from compliance.formats.shape import Shape, Sort, shapes_of

Cell = str | int | date | None
FIRST_YEAR: Final = 1901
"""Excel counts days from 1900 and gets that year wrong; earlier days are written as text."""


def cell_writer(column: Column, language: str, names: Mapping[str, str]) -> Callable[[Any], Cell]:
    """What turns the plain value of this column into a cell. `names` gives the name of a record by its id."""
    write = _writer(column.shape, language, {} if column.path == ("id",) else names)

    def cell(value: Any) -> Cell:
        if value is None:
            return None
        return notation.NOTHING_SAID if value is EMPTY_VALUE else write(value)

    def guarded(value: Any) -> Cell:
        written = cell(value)
        return with_marks_plain(written) if isinstance(written, str) and value is not EMPTY_VALUE else written

    return guarded if column.opens else cell


def _writer(shape: Shape, language: str, names: Mapping[str, str]) -> Callable[[Any], Cell]:
    if shape.many:
        return _list_writer(shape, language, names)
    if shape.sort is Sort.choice and shape.choices is not None:
        return _choice_writer(shape.choices, language)
    match shape.sort:
        case Sort.flag:
            return lambda value: truth_word(value, language)
        case Sort.date:
            return _day
        case Sort.reference:
            return lambda value: _named(value, names)
        case _:
            return lambda value: value


def _list_writer(shape: Shape, language: str, names: Mapping[str, str]) -> Callable[[Any], Cell]:
    empty = empty_list_word(language) if shape.optional else None
    if shape.model is not None:
        model = shape.model
        return lambda values: "\n".join(notation.written(_pairs(model, value)) for value in values) or empty
    one = _writer(Shape(shape.sort, choices=shape.choices, kind=shape.kind), language, names)
    return lambda values: notation.list_written(_text(one(value)) for value in values) or empty


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _choice_writer(choices: type[StrEnum], language: str) -> Callable[[Any], Cell]:
    words = {member.value: member_word(member, language) for member in choices}
    return lambda value: words[value]


def _day(value: str) -> Cell:
    day = date.fromisoformat(value)
    return day if day.year >= FIRST_YEAR else value


def _named(identifier: str, names: Mapping[str, str]) -> str:
    name = names.get(identifier, "")
    return f"{identifier} {name}" if name else identifier


def _pairs(model: type[BaseModel], body: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    """A value's fields as words, for the notation: codes, ISO dates and identifiers as the model has them."""
    return [(name, _word(shape, body.get(name))) for name, shape in shapes_of(model).items()]


def _word(shape: Shape, value: Any) -> Any:
    if value is None or (value == [] and shape.many):
        return None
    if shape.model is not None:
        return _pairs(shape.model, value)
    if shape.many:
        return [_word(Shape(shape.sort), item) for item in value]
    if shape.sort is Sort.flag:
        return "yes" if value else "no"
    return str(value)
