"""Plain tables: CSV from any spreadsheet program, and Excel sheets that are no workbook of ours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from compliance.errors import ComplianceError, Place
from compliance.formats import spreadsheet
from compliance.formats.source import NotText, Source

NAME: Final = "table"
SUFFIXES: Final = (".csv", ".tsv")

_SEPARATORS: Final = ";\t,"
_LINES_LOOKED_AT: Final = 20
_OF_EXCEL: Final = "cp1252"
"""What Excel writes CSV in on a Nordic Windows."""


class NotATable(ComplianceError):
    sentence = "The file is no table: {reason}."
    hint = "A field with a separator or a line break stands in quotes, and every quote that opens must close."


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its title (the sheet, or the file without its ending) and its rows, numbered from 1; empty is ''."""

    title: str
    place: Place
    rows: Sequence[tuple[int, list[Any]]]


def read(source: Source) -> list[Table]:
    """The tables of a file: one for CSV, one per shown sheet that holds something for Excel."""
    if source.nature == "zip":
        return list(tables_in(source, spreadsheet.read(source)))
    return [Table(PurePath(source.name).stem, source.place, _csv(source))]


def tables_in(source: Source, grids: Sequence[spreadsheet.Grid]) -> Iterator[Table]:
    """The shown sheets that hold something."""
    for grid in grids:
        rows = list(grid.rows()) if grid.shown else []
        if rows:
            yield Table(grid.name, Place(source.name, grid.name), rows)


def _csv(source: Source) -> list[tuple[int, list[Any]]]:
    import pandas as pd

    text = _text(source)
    separator = _separator(text)
    width = 1 + max(line.count(separator) for line in text.split("\n"))  # too many where quotes hold some; cut below
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            names=range(width),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise NotATable(place=source.place, reason=str(fault).strip().rstrip(".")) from None
    frame = frame.fillna("").loc[:, lambda found: (found != "").any()]
    rows = frame.to_numpy().tolist()
    return [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]


def _text(source: Source) -> str:
    try:
        return source.text()
    except NotText:
        try:
            return source.data.decode(_OF_EXCEL).replace("\r\n", "\n")
        except UnicodeDecodeError as fault:
            raise NotText(place=source.place, offset=fault.start) from None


def _separator(text: str) -> str:
    """The separator that stands most often on a line near the top: above the headings a title may stand."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES_LOOKED_AT]
    return max(_SEPARATORS, key=lambda separator: max((line.count(separator) for line in lines), default=0))
