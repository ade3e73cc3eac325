"""The register as a workbook to fill in: writing. What comes back is read by `compliance.formats.spreadsheet`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from compliance.errors import ComplianceError
from compliance.formats import marks
from compliance.formats.cells import Cell, cell_writer
from compliance.formats.choices import LISTS_SHEET, columns_to_rows, list_name, lists_of
from compliance.formats.hints import guide, input_message
from compliance.formats.layout import Column, Sheet, headings, row_values, sheet_titles, sheets
from compliance.formats.lexicon import member_word
from compliance.formats.meta import META_SHEET, Meta, rows_of
from compliance.formats.shape import Sort
from compliance.language.catalogues import gettext_for
from compliance.language.labels import enumerations
from compliance.model.kinds import kind_of
from compliance.model.reading import whole_body_of
from compliance.model.upgrades import SCHEMA
from compliance.model.values import Document

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME: Final = "workbook"
SUFFIXES: Final = (".xlsx",)

MOST_ROWS: Final = 1_048_575
_SPARE_ROWS: Final = 500
"""Rows below the last one that have drop-downs too."""

_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed day, so that the same register gives the same bytes)


class TooManyRows(ComplianceError):
    sentence = "The sheet {sheet} would need {rows} rows; a workbook has room for {most}."
    hint = "Take the register out as JSON instead."


@dataclass(frozen=True, slots=True)
class Inventory:
    """What goes into a workbook: documents of every kind, retired ones too, and the state of the book they are from.

    `revisions` gives the number of each record's latest revision; edits are later judged against it.
    """

    documents: Sequence[Document]
    language: str = "nb"
    register: str = ""
    entry: int = 0
    head: str = ""
    revisions: Mapping[str, int] = field(default_factory=dict)


def written(inventory: Inventory) -> bytes:
    """The workbook's bytes; the same inventory gives the same bytes. Raises `TooManyRows`."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": _MADE, "title": gettext_for(inventory.language).text("Register")})
    _Writing(book, inventory).all()
    book.close()
    return out.getvalue()


class _Writing:
    """One workbook being written, sheet after sheet."""

    def __init__(self, book: Workbook, inventory: Inventory) -> None:
        self.book = book
        self.inventory = inventory
        self.language = inventory.language
        self.titles = sheet_titles(self.language)
        self.names = {document.id: document.name for document in inventory.documents}
        self.long: list[str] = []
        self.looks = _Looks(book)
        self.lists = lists_of(inventory.documents, self.language)

    def all(self) -> None:
        title = gettext_for(self.language).text("Read me")
        self._guide(title)
        by_kind = _bodies(self.inventory.documents)
        for sheet in sheets():
            self._sheet(sheet, list(_rows(sheet, by_kind.get(sheet.kind.name, ()))))
        self._hidden(LISTS_SHEET, columns_to_rows(self.lists), very=False)
        self._define_lists()
        self._hidden(META_SHEET, rows_of(self._meta(title)), very=True)
        self._hidden(marks.LONG_SHEET, self._long_rows(), very=True)

    def _guide(self, title: str) -> None:
        page = self.book.add_worksheet(title)
        page.set_column(0, 0, 110, self.looks.plain)
        page.hide_gridlines(2)
        for number, line in enumerate(guide(self.language)):
            page.write_string(number, 0, line, self.looks.title if number == 0 else self.looks.plain)

    def _sheet(self, sheet: Sheet, rows: list[tuple[Sequence[Cell], Mapping[str, Any]]]) -> None:
        title = self.titles[sheet.name]
        if len(rows) > MOST_ROWS:
            raise TooManyRows(sheet=title, rows=len(rows), most=MOST_ROWS)
        page = self.book.add_worksheet(title)
        self._columns(page, sheet)
        writers = [cell_writer(column, self.language, self.names) for column in sheet.columns]
        for number, (leading, body) in enumerate(rows, start=1):
            values = row_values(sheet, dict(body))
            cells = [*leading, *(write(value) for write, value in zip(writers, values, strict=True))]
            self._row(page, number, cells)
        self._choices(page, sheet, len(rows) + _SPARE_ROWS)

    def _columns(self, page: Worksheet, sheet: Sheet) -> None:
        page.freeze_panes(1, 2)
        page.set_row(0, 45)
        last = len(sheet.names) - 1
        page.autofilter(0, 0, 0, last)
        essential = [bool(sheet.field)] * len(sheet.leading) + [column.essential for column in sheet.columns]
        for number, heading in enumerate(headings(sheet, self.language)):
            column = sheet.columns[number - len(sheet.leading)] if number >= len(sheet.leading) else None
            look = self.looks.dates if column and column.shape.sort is Sort.date else self.looks.cell
            hidden = {"hidden": 1, "level": 1} if column and column.path[0] == "origin" else {}
            page.set_column(number, number, _width(column), look, hidden)
            mark = " *" if essential[number] else ""
            page.write_string(0, number, heading + mark, self.looks.essential if mark else self.looks.heading)

    def _row(self, page: Worksheet, number: int, cells: Sequence[Cell]) -> None:
        if any(isinstance(cell, str) and len(cell) > _TALL for cell in cells):
            page.set_row(number, _TALL_ROW)
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(number, column, self._fitting(cell), self.looks.cell)
            elif isinstance(cell, int):
                page.write_number(number, column, cell, self.looks.number)
            elif isinstance(cell, date):
                page.write_datetime(number, column, cell, self.looks.dates)

    def _fitting(self, text: str) -> str:
        if not marks.needs_long_sheet(text):
            return text
        self.long.append(text)
        return marks.shown_instead(len(self.long), text)

    def _choices(self, page: Worksheet, sheet: Sheet, rows: int) -> None:
        """What each column takes: a drop-down where there is a list, and always a word on what belongs there."""
        owners = f"ids_{sheet.kind.name}"
        if sheet.field and self.lists.get(owners):
            page.data_validation(1, 0, rows, 0, {"validate": "list", "source": f"={owners}", "show_error": False})
        for number, column in enumerate(sheet.columns, start=len(sheet.leading)):
            title, message = input_message(column, self.language)
            told = {"input_title": title, "input_message": message}
            source = list_name(column)
            rule: dict[str, Any] = {"validate": "any"}
            if source and self.lists.get(source):
                strict = not column.shape.many and column.shape.sort in (Sort.choice, Sort.flag)
                rule = {"validate": "list", "source": f"={source}", "show_error": strict, "error_type": "warning"}
            page.data_validation(0, number, 0, number, {"validate": "any", **told})
            page.data_validation(1, number, rows, number, {**rule, **told})

    def _define_lists(self) -> None:
        for number, (name, words) in enumerate(self.lists.items()):
            if words:
                letter = _letter(number)
                self.book.define_name(name, f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(words) + 1}")

    def _hidden(self, title: str, rows: Iterable[Sequence[str | int]], *, very: bool) -> None:
        page = self.book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(number, column, value)
                elif value:
                    page.write_string(number, column, value)
        if very:
            page.very_hidden()
        else:
            page.hide()

    def _meta(self, guide_title: str) -> Meta:
        inventory = self.inventory
        columns = {
            sheet.name: dict(zip(sheet.names, headings(sheet, self.language), strict=True)) for sheet in sheets()
        }
        words = {
            choices.__name__: {member.value: member_word(member, self.language) for member in choices}
            for choices in enumerations()
        }
        return Meta(
            inventory.register,
            inventory.entry,
            inventory.head,
            SCHEMA,
            self.language,
            guide_title,
            dict(self.titles),
            columns,
            words,
            dict(inventory.revisions),
        )

    def _long_rows(self) -> Iterator[Sequence[str | int]]:
        for number, text in enumerate(self.long, start=1):
            yield from ((number, piece) for piece in marks.chunks(text))


class _Looks:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        base = {"text_wrap": True, "valign": "top"}
        head = {**base, "bold": True, "border": 1, "border_color": "#B7BEC8"}
        self.cell: Format = book.add_format({**base, "num_format": "@"})
        self.number: Format = book.add_format({**base, "num_format": "0"})
        self.dates: Format = book.add_format({**base, "num_format": "dd.mm.yyyy", "align": "left"})
        self.heading: Format = book.add_format({**head, "bg_color": "#E4E9F0"})
        self.essential: Format = book.add_format({**head, "bg_color": "#FFE699"})
        self.plain: Format = book.add_format({**base, "font_size": 12})
        self.title: Format = book.add_format({**base, "font_size": 18, "bold": True})


_TALL: Final = 600
_TALL_ROW: Final = 150
_WIDTHS: Final = {
    Sort.text: 45,
    Sort.line: 28,
    Sort.value: 45,
    Sort.reference: 30,
    Sort.choice: 24,
    Sort.local_id: 14,
    Sort.date: 13,
    Sort.number: 13,
}


def _width(column: Column | None) -> float:
    if column is None or column.path == ("id",):
        return 16
    if column.path == ("name",):
        return 40
    return _WIDTHS.get(column.shape.sort, 16)


def _letter(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(number)
    return name


Rows = Iterator[tuple[Sequence[Cell], Mapping[str, Any]]]


def _bodies(documents: Iterable[Document]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        found.setdefault(kind_of(document).name, []).append(whole_body_of(document))
    return found


def _rows(sheet: Sheet, bodies: Iterable[Mapping[str, Any]]) -> Rows:
    """The rows of a sheet: their leading cells, and the body the others are taken from."""
    for body in bodies:
        if not sheet.field:
            yield (), body
            continue
        for number, value in enumerate(body[sheet.field], start=1):
            yield (f"{body['id']} {body['name']}", number), value
