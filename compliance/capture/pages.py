"""The sheets of a workbook recognised: which kind of record each holds, and which column stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.capture.matching import Headings, MissingColumn, RepeatedSheet, Titles, UnknownSheet, columns_in
from compliance.capture.places import SheetPlaces
from compliance.capture.wordbook import folded
from compliance.errors import ComplianceError, Place
from compliance.formats.layout import OWNER, Sheet, headings
from compliance.formats.meta import Meta
from compliance.formats.spreadsheet import Grid, Row
from compliance.language.catalogues import LOCALES, gettext_for


@dataclass(frozen=True, slots=True)
class Page:
    """A recognised sheet: the rows under its heading, and the columns and places of its fields."""

    sheet: Sheet
    places: SheetPlaces
    columns: Mapping[int, str]
    rows: Sequence[tuple[int, Row]]


def pages_of(file: str, grids: Sequence[Grid], meta: Meta) -> tuple[list[Page], list[ComplianceError]]:
    """The pages of a workbook, and what is wrong with its sheets and headings."""
    titles = Titles(meta)
    guides = titles.guide | {folded(gettext_for(language).text("Read me")) for language in LOCALES}
    pages: list[Page] = []
    faults: list[ComplianceError] = []
    for grid in grids:
        rows = [] if grid.name.startswith("_") or folded(grid.name) in guides else list(grid.rows())
        if not rows:
            continue
        place = Place(file, grid.name)
        sheet = titles.sheet(grid.name)
        if sheet is None:
            faults.append(UnknownSheet(place=place, given=grid.name, near=titles.nearest(grid.name)))
        elif other := next((page.places.sheet for page in pages if page.sheet is sheet), None):
            faults.append(RepeatedSheet(place=place, given=grid.name, other=other))
        else:
            page, wrong = _page(sheet, place, rows, meta)
            pages.append(page)
            faults += wrong
    return pages, faults


def _page(
    sheet: Sheet, place: Place, rows: Sequence[tuple[int, Row]], meta: Meta
) -> tuple[Page, list[ComplianceError]]:
    number, head = rows[0]
    here = Place(place.file, place.sheet, number)
    known = Headings(sheet, meta.headings.get(sheet.name, {}))
    columns, faults = columns_in(head, known, here, _without_heading(rows))
    places = SheetPlaces(place.file, place.sheet, {name: at for at, name in columns.items()})
    if not faults:
        faults = list(_missing(sheet, set(columns.values()), here, meta))
    return Page(sheet, places, columns, rows[1:]), faults


def _without_heading(rows: Sequence[tuple[int, Row]]) -> list[int]:
    """The columns that hold values below, but no heading."""
    head = rows[0][1]
    width = max(len(row) for _, row in rows)
    bare = [at for at in range(width) if at >= len(head) or head[at] == ""]
    return [at for at in bare if any(at < len(row) and row[at] != "" for _, row in rows[1:])]


def _missing(sheet: Sheet, there: set[str], place: Place, meta: Meta) -> Iterator[ComplianceError]:
    """Columns that cannot be missing.

    A value in a list needs its owner, a record a name or an id. In a workbook of ours, a value that spreads over
    several columns or has its own row needs all of them: it is written whole, and what its missing columns held
    would be lost.
    """
    needed = {OWNER} if sheet.field else set() if "id" in there else {"name"}
    if meta.register:
        spread = {column.path[0] for column in sheet.columns if column.name in there and len(column.path) > 1}
        needed |= {column.name for column in sheet.columns if sheet.field or column.path[0] in spread}
    spelled = dict(zip(sheet.names, headings(sheet, meta.language or "nb"), strict=True))
    for name in sheet.names:
        if name in needed - there:
            yield MissingColumn(place=place, heading=spelled[name])
