"""Reads Excel workbooks: the sheets, their rows, and the cells that must not be trusted.

Reading is done by a library that computes nothing and runs nothing, so macros never run and a formula is worth the
value its program last computed. What such a reader would pass over in silence (errors, formulas never computed, merged
cells) is found in the file itself and handed on as a `CellFault`, so that no record loses a value unseen.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from compliance.errors import ComplianceError
from compliance.formats.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED: Final = 600_000_000
MOST_PARTS: Final = 5_000
MOST_CELLS: Final = 20_000_000
"""Cells in the rectangle of a sheet, from the first to the last that holds something."""

_BUT_ROWS: Final = 28_000
_WIDEST: Final = 702
_MOST_MERGED: Final = 1_000_000


class DamagedWorkbook(ComplianceError):
    sentence = "The workbook is damaged and cannot be read: {reason}."
    hint = "Fetch it again, or open it in Excel and save it once more."


class ProtectedWorkbook(ComplianceError):
    sentence = "The workbook is protected by a password."
    hint = "Open it in Excel, remove the password, save it and try again."


class WorkbookTooLarge(ComplianceError):
    sentence = "The workbook is too large to read: {reason}."
    hint = "Delete empty rows and columns that only carry formatting, or split the workbook."


class CellInError(ComplianceError):
    sentence = "The cell holds an error instead of a value."
    hint = "Correct the formula, or write the value itself."


class FormulaNotComputed(ComplianceError):
    sentence = "The cell holds a formula whose value was never computed."
    hint = "Open the workbook in Excel and save it, or write the value itself."


class MergedCells(ComplianceError):
    sentence = "The cell is merged with others, so it cannot be told which row its value belongs to."
    hint = "Unmerge the cells and write the value in every row it is meant for."


@dataclass(frozen=True, slots=True)
class CellFault:
    """Stands in a row for a cell that must not be read; `refusal` says why."""

    refusal: type[ComplianceError]


Row = list[Any]


@dataclass(slots=True)
class Grid:
    """One sheet: its name, whether it is shown, and its rows, numbered as a spreadsheet numbers them."""

    name: str
    shown: bool
    _sheet: CalamineSheet
    faults: Mapping[int, Mapping[int, CellFault]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row that holds something; an empty cell is ''."""
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            here = self.faults.get(number)
            if here:
                yield number, _with_faults(list(row), here)
            elif row.count("") < len(row):
                yield number, row


def _with_faults(row: Row, faults: Mapping[int, CellFault]) -> Row:
    row += [""] * (max(faults) + 1 - len(row))
    for column, fault in faults.items():
        row[column] = fault
    return row


def read(source: Source) -> list[Grid]:
    """The sheets in order. Raises `DamagedWorkbook`, `ProtectedWorkbook` or `WorkbookTooLarge`."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    inspected = _inspected(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        return [
            _grid(book.get_sheet_by_name(meta.name), meta.visible == SheetVisibleEnum.Visible, inspected)
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise ProtectedWorkbook(place=source.place) from None
    except (CalamineError, OSError, ValueError) as fault:
        raise DamagedWorkbook(place=source.place, reason=str(fault)) from None


def _grid(sheet: CalamineSheet, shown: bool, inspected: Mapping[str, _Inspection]) -> Grid:  # noqa: FBT001
    found = inspected.get(sheet.name, _Inspection())
    faults: dict[int, dict[int, CellFault]] = {}
    for cell, refusal in found.cells:
        row, column = _position(cell)
        faults.setdefault(row, {})[column] = CellFault(refusal)
    for row, column in _merged(sheet):
        faults.setdefault(row, {})[column] = CellFault(MergedCells)
    return Grid(sheet.name, shown, sheet, faults)


def _merged(sheet: CalamineSheet) -> Iterator[tuple[int, int]]:
    """Every merged cell within what the sheet holds, row from 1 and column from 0; at most a million."""
    within = (
        (row, column)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        for row in range(top, min(bottom, sheet.total_height) + 1)
        for column in range(left, min(right, _WIDEST) + 1)
    )
    yield from ((row + 1, column) for row, column in islice(within, _MOST_MERGED))


# What the library would not tell: found in the parts of the file


@dataclass(frozen=True, slots=True)
class _Inspection:
    cells: Sequence[tuple[str, type[ComplianceError]]] = ()


def _inspected(source: Source) -> dict[str, _Inspection]:
    """Every sheet's cells that must not be trusted; raise where the archive is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            _refuse_size(archive, source)
            names = _sheet_names(archive)
            found = {}
            for info in archive.infolist():
                part = archive.read(info)  # every part, so that its checksum is compared
                if info.filename in names:
                    found[names[info.filename]] = _inspection(part, source)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError) as fault:
        raise DamagedWorkbook(place=source.place, reason=str(fault).strip("'\".")) from None
    except RuntimeError:  # how the library says that a part is encrypted
        raise ProtectedWorkbook(place=source.place) from None


def _refuse_size(archive: zipfile.ZipFile, source: Source) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise WorkbookTooLarge(place=source.place, reason=f"it has {len(parts)} parts")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise WorkbookTooLarge(place=source.place, reason=f"it unpacks to {unpacked} bytes")


_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s[^>]*?>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s[^>]*?>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by the part it stands in."""
    relations = {
        found["Id"]: found["Target"]
        for found in _tags(archive.read("xl/_rels/workbook.xml.rels"), _RELATION)
        if "Id" in found and "Target" in found
    }
    names = {}
    for found in _tags(archive.read("xl/workbook.xml"), _SHEET):
        target = relations.get(next((value for key, value in found.items() if key.endswith(":id")), ""), "")
        names[target.removeprefix("/xl/").removeprefix("xl/")] = found.get("name", "")
    return {f"xl/{target}": name for target, name in names.items() if target}


def _tags(part: bytes, tag: re.Pattern[str]) -> Iterator[dict[str, str]]:
    for found in tag.findall(part.decode("utf-8", "replace")):
        yield {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(found)}


_ERROR: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]+\d+)"[^>]*?\bt="e"|<c\b[^>]*?\bt="e"[^>]*?\br="([A-Z]+\d+)"')
_NO_VALUE: Final = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*?\br="([A-Z]+\d+)"[^>/]*><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_ROW: Final = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_FULL_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})(\d+)"[^>]*?[^/]>')
_WIDE: Final = re.compile(rb'\br="[A-Z]{3,}\d+"')


def _inspection(part: bytes, source: Source) -> _Inspection:
    _refuse_extent(part, source)
    cells: list[tuple[str, type[ComplianceError]]] = []
    if b't="e"' in part:
        cells += [((first or second).decode(), CellInError) for first, second in _ERROR.findall(part)]
    if b"<f" in part:
        cells += [(cell.decode(), FormulaNotComputed) for cell in _NO_VALUE.findall(part)]
    return _Inspection(cells)


def _refuse_extent(part: bytes, source: Source) -> None:
    """A single cell in the last corner would make the reader lay out every cell before it."""
    rows = max(map(int, _ROW.findall(part)), default=0)
    wide = _WIDE.search(part) is not None
    if rows <= _BUT_ROWS and not wide:
        return
    cells = [_position((letters + digits).decode()) for letters, digits in _FULL_CELL.findall(part)]
    width, height = max((column for _, column in cells), default=0) + 1, max((row for row, _ in cells), default=0)
    if width > _WIDEST or width * height > MOST_CELLS:
        raise WorkbookTooLarge(place=source.place, reason=f"a sheet has {height} rows and {width} columns")


def _position(cell: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of a cell such as `AB12`."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column - 1


def column_letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
