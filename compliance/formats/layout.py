"""The sheets of the workbook and their columns, read off the model.

Every kind of record has a sheet. So has every list of larger values inside a record, one row per value, with the record
it belongs to and its number in the list. A single value inside a record spreads over columns (`backup.exists`). Values
small enough for one line stand in one cell, in the notation of `compliance.formats.notation`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel

from compliance.formats.shape import Shape, Sort, shapes_of
from compliance.language.labels import field_label, kind_label, kinds_label
from compliance.model.decision import Advice, Effect, Figure, YearAmount
from compliance.model.kinds import KINDS, Kind
from compliance.model.organisation import Authority, ManagementMember
from compliance.model.supply import Subprocessor
from compliance.model.values import LegalRef

IN_ONE_CELL: Final = frozenset(
    {LegalRef, Authority, ManagementMember, Subprocessor, Effect, YearAmount, Figure, Advice}
)
OWNER: Final = "record"
NUMBER: Final = "number"
LONGEST_SHEET_NAME: Final = 31

_LAST: Final = ("remarks", "retired", "origin")
"""What stands behind a record's own fields: seldom filled in by hand."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the way to the field from the row's value, the class that declares it, and what it holds.

    `opens` is the way to the value whose first column this is: where that value is there but says nothing, the mark
    for it stands here.
    """

    path: Path
    model: type[BaseModel]
    shape: Shape
    opens: Path = ()

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def essential(self) -> bool:
        """Whether the law or the tool cannot do without it."""
        field = self.model.model_fields[self.path[-1]]
        more = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        return field.is_required() or bool(more.get("essential"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the records of a kind, or the values of one list inside them (`field`)."""

    kind: Kind
    field: str
    model: type[BaseModel]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """How the model calls it: `activities`, `activity.legal_bases`."""
        return f"{self.kind.name}.{self.field}" if self.field else self.kind.plural

    @property
    def leading(self) -> tuple[str, ...]:
        """The columns before the model's own: which record a value belongs to, and its number in the list."""
        return (OWNER, NUMBER) if self.field else ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of every column, in order."""
        return (*self.leading, *(column.name for column in self.columns))


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet, each kind followed by the lists inside it."""
    return tuple(sheet for kind in KINDS.values() for sheet in _of_kind(kind))


@cache
def has_own_sheet(model: type[BaseModel], field: str) -> bool:
    """Whether the values of this list have a sheet of their own."""
    shape = shapes_of(model)[field]
    return shape.many and shape.sort is Sort.value and shape.model not in IN_ONE_CELL


def _of_kind(kind: Kind) -> Iterator[Sheet]:
    columns = sorted(
        _columns(kind.document), key=lambda column: _LAST.index(column.path[0]) if column.path[0] in _LAST else -1
    )
    yield Sheet(kind, "", kind.document, tuple(columns))
    for name, shape in shapes_of(kind.document).items():
        if shape.model is not None and has_own_sheet(kind.document, name):
            yield Sheet(kind, name, shape.model, tuple(_columns(shape.model)))


def _columns(model: type[BaseModel], path: Path = ()) -> Iterator[Column]:
    first = path
    for name, shape in shapes_of(model).items():
        if shape.many and not path and has_own_sheet(model, name):
            continue
        if shape.sort is Sort.value and not shape.many and shape.model is not None:
            yield from _columns(shape.model, (*path, name))
        else:
            yield Column((*path, name), model, shape, first)
            first = ()


# How sheets and columns are called in a language


@cache
def sheet_titles(language: str) -> dict[str, str]:
    """What each sheet is called, by its name; unique, and no longer than a spreadsheet allows."""
    wished = {sheet.name: _title(sheet, language) for sheet in sheets()}
    counted = Counter(title.casefold() for title in wished.values())
    owners = {sheet.name: kind_label(sheet.kind, language).capitalize() for sheet in sheets() if sheet.field}
    return {
        name: (f"{owners[name]} {title}" if counted[title.casefold()] > 1 and name in owners else title)[
            :LONGEST_SHEET_NAME
        ]
        for name, title in wished.items()
    }


def _title(sheet: Sheet, language: str) -> str:
    title = (
        field_label(sheet.kind.document, sheet.field, language) if sheet.field else kinds_label(sheet.kind, language)
    )
    return (title[:1].upper() + title[1:]).translate(_NOT_IN_SHEET_NAMES)


_NOT_IN_SHEET_NAMES: Final = {ord(char): None for char in "[]:*?/\\'"}


@cache
def headings(sheet: Sheet, language: str) -> tuple[str, ...]:
    """What the columns are called, in order and unique within the sheet."""
    leading = (kind_label(sheet.kind, language).capitalize(), _ORDER) if sheet.field else ()
    wished = (*leading, *(_heading(sheet.model, column.path, language) for column in sheet.columns))
    counted = Counter(heading.casefold() for heading in wished)
    return tuple(
        f"{heading} ({name})" if counted[heading.casefold()] > 1 else heading
        for heading, name in zip(wished, sheet.names, strict=True)
    )


_ORDER: Final = "#"


def _heading(model: type[BaseModel], path: Path, language: str) -> str:
    label = field_label(model, path[0], language)
    inner = shapes_of(model)[path[0]].model
    if len(path) == 1 or inner is None:
        return label
    return f"{label}: {_heading(inner, path[1:], language)}"


def sheet_named(name: str) -> Sheet:
    """The sheet of that name in the model's words."""
    return next(sheet for sheet in sheets() if sheet.name == name)


# The values of a row


def row_values(sheet: Sheet, body: dict[str, object]) -> Sequence[object]:
    """The plain values of one row in column order, from a whole body; `EMPTY_VALUE` where a value says nothing."""
    return [_at(column, body) for column in sheet.columns]


EMPTY_VALUE: Final = object()


def _at(column: Column, body: object) -> object:
    held: object = body
    for depth, step in enumerate(column.path):
        if not isinstance(held, dict):
            return None
        held = held.get(step)
        inside = column.path[: depth + 1] == column.opens and isinstance(held, dict)
        if inside and isinstance(held, dict) and all(value in (None, [], False) for value in held.values()):
            return EMPTY_VALUE
    return held
