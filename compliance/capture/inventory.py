"""The workbook, filled in and given back, into candidates.

A heading that is not understood holds back the whole file, because a column passed over would be a loss nobody sees.
A cell that is not understood holds back its record. A record whose row was deleted is not spoken of; a value whose row
was deleted from a list is gone from the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.capture.candidate import Basis, Candidate, Captured, origin_by_name
from compliance.capture.converting import reference_to
from compliance.capture.matching import Titles
from compliance.capture.pages import Page, pages_of
from compliance.capture.places import RecordPlaces, SheetPlaces
from compliance.capture.rows import ReadRow, RowReader
from compliance.capture.wordbook import Wordbook
from compliance.errors import ComplianceError, Place
from compliance.formats import marks
from compliance.formats.layout import OWNER
from compliance.formats.meta import META_SHEET, Meta, meta_from
from compliance.formats.source import Source
from compliance.formats.spreadsheet import Grid
from compliance.formats.workbook import NAME
from compliance.model.kinds import Kind


class OwnerNotTold(ComplianceError):
    sentence = "The row does not say which record it belongs to."
    hint = "Write the id or the exact name of the record in the first column."


class OwnerUnknown(ComplianceError):
    sentence = "“{given}” is neither an id nor the name of just one record in this workbook."
    hint = "Write the id, or the name exactly as it stands on the sheet of the records."


class NoNameInRow(ComplianceError):
    sentence = "The row has neither an id nor a name."
    hint = "Write a name; the register gives the id."


def captured(source: Source, grids: Sequence[Grid]) -> Captured:
    """The candidates of a workbook, and what was refused."""
    by_name = {grid.name: grid for grid in grids}
    meta = _meta(by_name.get(META_SHEET))
    pages, faults = pages_of(source.name, grids, meta)
    if faults:
        return Captured(refusals=tuple(faults))
    return _Reading(source, meta, pages, _long_texts(by_name.get(marks.LONG_SHEET))).captured()


def is_inventory(grids: Sequence[Grid]) -> bool:
    """Whether a workbook is laid out as ours: it knows a register, or a sheet is called after a kind of record."""
    titles = Titles(Meta())
    return any(grid.name == META_SHEET or titles.sheet(grid.name) for grid in grids)


def _meta(grid: Grid | None) -> Meta:
    return meta_from(row for _, row in grid.rows()) if grid else Meta()


def _long_texts(grid: Grid | None) -> dict[int, str]:
    """The texts too long for a cell, by their number; damaged ones are left out, and their cells then refused."""
    pieces: defaultdict[int, list[str]] = defaultdict(list)
    for _, row in grid.rows() if grid else ():
        number, piece = [*row, "", ""][:2]
        if isinstance(number, float):
            pieces[int(number)].append(str(piece))
    texts = {number: marks.joined(parts) for number, parts in pieces.items()}
    return {number: text for number, text in texts.items() if text is not None}


@dataclass(slots=True)
class _Record:
    """One record while it is put together from its rows."""

    kind: Kind
    id: str | None
    home: SheetPlaces
    row: int
    fields: dict[str, Any]
    faults: list[ComplianceError]
    own_row: bool = True
    lists: dict[str, list[ReadRow]] = field(default_factory=dict)


class _Reading:
    """One workbook being read."""

    def __init__(self, source: Source, meta: Meta, pages: Sequence[Page], long_texts: Mapping[int, str]) -> None:
        self.source = source
        self.meta = meta
        self.pages = pages
        self.long_texts = long_texts
        self.words = Wordbook({name: _turned(words) for name, words in meta.words.items()})
        self.records: list[_Record] = []
        self.by_id: dict[tuple[str, str], _Record] = {}
        self.by_name: defaultdict[tuple[str, str], list[_Record]] = defaultdict(list)
        self.refusals: list[ComplianceError] = []

    def captured(self) -> Captured:
        for page in self.pages:
            if not page.sheet.field:
                self._take_records(page)
        for page in self.pages:
            if page.sheet.field:
                self._take_values(page)
        lists: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            lists[page.sheet.kind.name] += [page] if page.sheet.field else []
        candidates = [self._candidate(record, lists[record.kind.name]) for record in self.records if not record.faults]
        self.refusals += [fault for record in self.records for fault in record.faults]
        return Captured(tuple(candidates), tuple(self.refusals))

    def _rows(self, page: Page) -> Iterator[ReadRow]:
        reader = RowReader(page.sheet, page.columns, page.places, self.words, self.long_texts)
        read = (reader.read(number, row) for number, row in page.rows)
        return (row for row in read if not row.empty or row.faults)

    def _take_records(self, page: Page) -> None:
        for row in self._rows(page):
            identifier, name = row.fields.pop("id", None), row.fields.get("name")
            record = _Record(page.sheet.kind, identifier, page.places, row.number, row.fields, row.faults)
            if not (identifier or name or row.faults):
                record.faults.append(NoNameInRow(place=page.places.at(row.number, "name", "name")))
            self._keep(record)
            self.by_name[record.kind.name, str(name).strip()].append(record)

    def _keep(self, record: _Record) -> _Record:
        self.records.append(record)
        if record.id:
            self.by_id.setdefault((record.kind.name, record.id), record)
        return record

    def _take_values(self, page: Page) -> None:
        for row in self._rows(page):
            if record := self._owner(page, row):
                record.faults += row.faults
                record.lists.setdefault(page.sheet.field, []).append(row)

    def _owner(self, page: Page, row: ReadRow) -> _Record | None:
        """The record a value belongs to, by its id or its name; a record without a row of its own is begun."""
        kind, place = page.sheet.kind, page.places.at(row.number, OWNER, OWNER)
        if row.owner is None:
            self.refusals += row.faults or [OwnerNotTold(place=place)]
            return None
        said = str(row.owner).strip()
        named = self.by_name.get((kind.name, said), ())
        if len(named) == 1:
            return named[0]
        try:
            identifier = str(reference_to(kind.name)(said))
        except ComplianceError:
            self.refusals.append(OwnerUnknown(place=place, given=said))
            return None
        found = self.by_id.get((kind.name, identifier))
        home = SheetPlaces(place.file, place.sheet, {})
        return found or self._keep(_Record(kind, identifier, home, row.number, {}, [], own_row=False))

    def _candidate(self, record: _Record, lists: Sequence[Page]) -> Candidate:
        """A record with its lists. A list is spoken of where its sheet is there; by a record without a row of its own,
        only where it has values."""
        rows: dict[str, tuple[SheetPlaces, list[int]]] = {}
        for page in lists:
            name = page.sheet.field
            if record.own_row or name in record.lists:
                given = sorted(record.lists.get(name, ()), key=_order)
                record.fields[name] = [_said(row.fields) for row in given]
                rows[name] = (page.places, [row.number for row in given])
        place = Place(record.home.file, record.home.sheet, record.row)
        places = RecordPlaces(record.home, record.row, rows)
        known = record.id or record.fields.get("origin")
        origin = None if known else origin_by_name(NAME, self.source.name, record.fields["name"])
        return Candidate(record.kind.name, record.id, record.fields, place, places, origin, self._basis(record.id))

    def _basis(self, identifier: str | None) -> Basis | None:
        revision = self.meta.revisions.get(identifier or "", 0)
        return Basis(self.meta.register, self.meta.entry, revision) if revision and self.meta.register else None


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    return {word: code for code, word in words.items()}


_LAST: Final = float("inf")


def _order(row: ReadRow) -> float:
    return _LAST if row.order is None else row.order


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
