"""The rows of one sheet into plain values of the model; what is known of the columns is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.capture.converting import converter
from compliance.capture.places import SheetPlaces
from compliance.capture.trees import Tree
from compliance.capture.values import number
from compliance.capture.wordbook import Wordbook
from compliance.errors import ComplianceError
from compliance.formats import marks, notation
from compliance.formats.layout import NUMBER, OWNER, Column, Sheet
from compliance.formats.shape import Sort
from compliance.formats.spreadsheet import CellFault, Row


class LongTextChanged(ComplianceError):
    sentence = "This text is too long for a cell; what stands here is its beginning, and it was changed."
    hint = "Put the cell back as it was, and change the text with: compliance edit."


@dataclass(slots=True)
class ReadRow:
    """One row: the values of its fields, its leading cells, and what could not be read."""

    number: int
    owner: Any = None
    order: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    empty: bool = True
    faults: list[ComplianceError] = field(default_factory=list)


Read = Callable[[Any], Any]
_SAYS_NOTHING = object()


class RowReader:
    """Reads the rows of one sheet. `columns` says which column stands where."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Mapping[int, str],
        places: SheetPlaces,
        words: Wordbook,
        long_texts: Mapping[int, str],
    ) -> None:
        by_name = {column.name: column for column in sheet.columns}
        self._places = places
        self._leading = {at: name for at, name in columns.items() if name in (OWNER, NUMBER)}
        self._fields = [
            (at, by_name[name], cell_reader(by_name[name], words, long_texts))
            for at, name in columns.items()
            if name in by_name
        ]
        self._blank: dict[str, Any] = {
            column.path[0]: [] if column.shape.many and not column.shape.optional and len(column.path) == 1 else None
            for _, column, _ in self._fields
        }

    def read(self, row_number: int, row: Row) -> ReadRow:
        """What one row says."""
        done = ReadRow(row_number, fields=dict(self._blank))
        width = len(row)
        for at, name in self._leading.items():
            if at < width and row[at] != "":
                self._leading_cell(done, name, row[at])
        for at, column, read in self._fields:
            if at < width and row[at] != "":
                self._cell(done, column, read, row[at])
        return done

    def _leading_cell(self, done: ReadRow, name: str, cell: Any) -> None:
        if isinstance(cell, CellFault):
            done.faults.append(cell.refusal(place=self._places.at(done.number, name, name)))
        elif name == OWNER:
            done.owner = cell
        else:
            self._order(done, cell)

    def _order(self, done: ReadRow, cell: Any) -> None:
        try:
            done.order = number(cell)
            done.empty = False
        except ComplianceError as fault:
            fault.place = self._places.at(done.number, NUMBER, NUMBER)
            done.faults.append(fault)

    def _cell(self, done: ReadRow, column: Column, read: Read, cell: Any) -> None:
        try:
            value = read(cell)
        except ComplianceError as fault:
            fault.place = fault.place or self._places.at(done.number, column.name, column.name)
            done.faults.append(fault)
            done.empty = False
            return
        if value is None:
            return
        done.empty = False
        if len(column.path) == 1:
            done.fields[column.path[0]] = value
        else:
            _put(done.fields, column.path, value)


def cell_reader(column: Column, words: Wordbook, long_texts: Mapping[int, str]) -> Read:
    """What turns a cell of this column into its plain value; raises a refusal without a place."""
    shape = column.shape
    read = _list_reader(column, words) if shape.many else converter(shape, words)
    if shape.many or shape.sort in (Sort.text, Sort.line):
        read = _long_reader(read, long_texts)
    opened = _opening(read) if column.opens else read

    def checked(cell: Any) -> Any:
        if isinstance(cell, CellFault):
            raise cell.refusal
        return opened(cell)

    return checked


def _long_reader(read: Read, long_texts: Mapping[int, str]) -> Read:
    def whole(cell: Any) -> Any:
        if isinstance(cell, str) and marks.long_number(cell) is not None:
            text = marks.long_text(cell, long_texts)
            if text is None:
                raise LongTextChanged
            return read(text)
        return read(cell)

    return whole


def _list_reader(column: Column, words: Wordbook) -> Read:
    shape = column.shape

    def many(cell: Any) -> Any:
        if shape.optional and isinstance(cell, str) and cell.strip().casefold() in marks.empty_list_words():
            return []
        tree = Tree(words)
        value = tree.alone(shape, cell if isinstance(cell, str) else [cell])
        if tree.faults:
            raise tree.faults[0][1]
        return value or None

    return many


def _opening(read: Read) -> Read:
    """The first column of a value that spreads over several: it may say that the value is there and says nothing."""

    def opened(cell: Any) -> Any:
        if isinstance(cell, str):
            if cell.strip() == notation.NOTHING_SAID:
                return _SAYS_NOTHING
            cell = marks.without_marks_plain(cell.strip())
        return read(cell)

    return opened


def _put(fields: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        if not isinstance(fields.get(step), dict):
            fields[step] = {}
        fields = fields[step]
    if value is not _SAYS_NOTHING:
        fields[path[-1]] = value
