"""Names of sheets and headings of columns to the model's sheets and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

from compliance.capture.wordbook import folded
from compliance.errors import ComplianceError, Place
from compliance.formats.layout import NUMBER, OWNER, Sheet, headings, sheet_titles, sheets
from compliance.formats.meta import Meta
from compliance.formats.spreadsheet import column_letters
from compliance.language.catalogues import LOCALES
from compliance.language.labels import kind_label, kinds_label


class UnknownSheet(ComplianceError):
    sentence = "There is no kind of record called “{given}”, so the sheet cannot be read."
    hint = "Did you mean {near}? A sheet of your own is left alone when its name begins with _."


class RepeatedSheet(ComplianceError):
    sentence = "Two sheets hold the same kind of record: “{given}” and “{other}”."
    hint = "Move the rows into one of them."


class UnknownHeading(ComplianceError):
    sentence = "There is no column called “{given}” on this sheet."
    hint = "Did you mean {near}? Nothing of this file was taken in; correct the heading and capture again."


class RepeatedHeading(ComplianceError):
    sentence = "“{given}” and “{other}” are the same column."
    hint = "Keep one of them. Nothing of this file was taken in."


class ColumnWithoutHeading(ComplianceError):
    sentence = "The column holds values but has no heading."
    hint = "Give it a heading, or empty it. Nothing of this file was taken in."


class MissingColumn(ComplianceError):
    sentence = "The column “{heading}” is missing."
    hint = "Put it back with its values, since without it they would be emptied. Nothing of this file was taken in."


_ESSENTIAL_MARK: Final = "*"


class Titles:
    """Which sheet a name means: a workbook's own titles first, then the model's names and every language's."""

    def __init__(self, meta: Meta) -> None:
        self._own = {folded(title): name for name, title in meta.sheets.items()}
        self._known = {sheet.name: sheet for sheet in sheets()}
        self.guide = {folded(meta.guide)} if meta.guide else set()

    def sheet(self, title: str) -> Sheet | None:
        """The sheet of that title, or None."""
        name = self._own.get(folded(title)) or _titles().get(folded(title), "")
        return self._known.get(name)

    def nearest(self, title: str) -> str:
        """The title most like this one."""
        known = {**{folded(title): title for title in sheet_titles("nb").values()}, **dict.fromkeys(_titles())}
        near = get_close_matches(folded(title), list(known), n=1, cutoff=0.0)[0]
        return known[near] or _titles()[near]


@cache
def _titles() -> dict[str, str]:
    """Every way to name a sheet; one that means two sheets means neither."""
    found: dict[str, str] = {}
    for name, title in _spellings():
        sought = folded(title)
        found[sought] = name if found.get(sought, name) == name else ""
    return found


def _spellings() -> Iterable[tuple[str, str]]:
    for sheet in sheets():
        yield sheet.name, sheet.name
        if sheet.field:
            yield sheet.name, sheet.field
            continue
        yield sheet.name, sheet.kind.name
        for language in LOCALES:
            yield sheet.name, kind_label(sheet.kind, language)
            yield sheet.name, kinds_label(sheet.kind, language)
    for language in LOCALES:
        yield from sheet_titles(language).items()


class Headings:
    """Which column a heading means on one sheet."""

    def __init__(self, sheet: Sheet, own: Mapping[str, str]) -> None:
        self.sheet = sheet
        self._own = {folded(heading): name for name, heading in own.items()}
        self._every = _heading_names(sheet)

    def column(self, heading: str) -> str | None:
        """The name of the column, or None: unknown, or of two meanings."""
        sought = folded(heading.strip().removesuffix(_ESSENTIAL_MARK))
        return self._own.get(sought) or self._every.get(sought) or None

    def nearest(self, heading: str) -> str:
        """The heading most like this one, in its own language."""
        spelled = {folded(text): text for language in LOCALES for text in headings(self.sheet, language)}
        spelled |= {folded(name): name for name in self.sheet.names}
        return spelled[get_close_matches(folded(heading), list(spelled), n=1, cutoff=0.0)[0]]


@cache
def _heading_names(sheet: Sheet) -> dict[str, str]:
    """Every way to name a column of this sheet; one that means two columns means neither."""
    found: dict[str, str] = {}
    pairs = [(name, name) for name in sheet.names]
    for language in LOCALES:
        pairs += zip(headings(sheet, language), sheet.names, strict=True)
    if sheet.field:
        pairs += [(sheet.kind.name, OWNER), (f"{sheet.kind.name}_id", OWNER), ("no", NUMBER), ("nr", NUMBER)]
    for heading, name in pairs:
        sought = folded(heading)
        found[sought] = name if found.get(sought, name) == name else ""
    return {**found, **{folded(name): name for name in sheet.names}}


def columns_in(
    row: Sequence[object], known: Headings, place: Place, used: Sequence[int]
) -> tuple[dict[int, str], list[ComplianceError]]:
    """Which column of the sheet stands where, and what is wrong with the headings.

    `used` lists the columns that hold values, so that one without a heading is not passed over.
    """
    found: dict[int, str] = {}
    faults: list[ComplianceError] = []
    for number, cell in enumerate(row):
        heading = str(cell).strip()
        here = Place(place.file, place.sheet, place.row, column_letters(number))
        if not heading:
            faults += [ColumnWithoutHeading(place=here)] if number in used else []
        elif (name := known.column(heading)) is None:
            faults.append(UnknownHeading(place=here, given=heading, near=known.nearest(heading)))
        elif (other := next((at for at, twin in found.items() if twin == name), None)) is not None:
            faults.append(RepeatedHeading(place=here, given=heading, other=str(row[other]).strip()))
        else:
            found[number] = name
    beyond = [number for number in used if number >= len(row)]
    faults += [ColumnWithoutHeading(place=Place(place.file, place.sheet, place.row, column_letters(n))) for n in beyond]
    return found, faults
