"""A plain table somebody already keeps, one record per row, into candidates.

Its headings are matched where they mean a field. A column that means none is not lost: its values are kept in the
record's remarks, each with its heading. So are words where an identifier or a code belongs and none is: a person's
name, a status of another tool. Which record or code is meant is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from compliance.capture.candidate import Candidate, Captured, joined, origin_by_name
from compliance.capture.inventory import NoNameInRow
from compliance.capture.matching import Headings, RepeatedHeading, Titles
from compliance.capture.places import RecordPlaces, SheetPlaces
from compliance.capture.rows import ReadRow, RowReader, cell_reader
from compliance.capture.wordbook import EVERY_LANGUAGE, folded
from compliance.errors import ComplianceError, Place
from compliance.formats import notation
from compliance.formats.layout import Column, has_own_sheet, sheet_named
from compliance.formats.meta import Meta
from compliance.formats.shape import Sort, shapes_of
from compliance.formats.source import Source
from compliance.formats.spreadsheet import CellFault, column_letters
from compliance.formats.table import NAME, Table
from compliance.language.catalogues import LOCALES
from compliance.language.labels import field_label
from compliance.model.activity import Art6, DataCategory, LegalBasis, Purpose, Recipient, SubjectCategory
from compliance.model.kinds import KINDS, Kind

_HEADING_WITHIN: Final = 20
_WORDED: Final = (Sort.reference, Sort.choice)
_ART6: Final = re.compile(
    r"(?:\bart(?:ikkel|ikel|icle)?\b\.?\s*)?\b6\s*[.(]?\s*(?:nr\.?|stk\.?)?\s*1\s*[.),]*\s*(?:bokstav|litra)?\s*\(?([a-f])\b\)?",
    re.IGNORECASE,
)
_SPOKEN_AS: Final[Mapping[type[Any], str]] = {
    Purpose: "text",
    SubjectCategory: "name",
    DataCategory: "name",
    Recipient: "name",
    LegalBasis: "art6",
}
"""The field a value is told by where a table has a cell for the whole list."""


class NoHeadings(ComplianceError):
    sentence = "No row of headings was found: a name is missing among the columns."
    hint = "Give the column with the names of the records the heading “Navn” or “name”."


class CellWithoutHeading(ComplianceError):
    sentence = "The cell holds “{given}”, but its column has no heading."
    hint = "Give the column a heading. In CSV, a text with a separator in it stands in quotes, or its line is shifted."


class KindOfTableNotTold(ComplianceError):
    sentence = "It cannot be told what kind of records the table holds."
    hint = (
        "Call the sheet or the file “activities”, “systems” and so on; or give --format table if they are activities."
    )


def captured(source: Source, tables: Sequence[Table], *, activities: bool = False) -> Captured:
    """The candidates of every table in a file; `activities` says what a table is that does not tell."""
    return joined(_Reading(source, table, activities=activities).captured() for table in tables)


class _Reading:
    """One table being read."""

    def __init__(self, source: Source, table: Table, *, activities: bool) -> None:
        self.source = source
        self.table = table
        named = Titles(Meta()).sheet(table.title)
        self.told = activities or named is not None
        self.kind = named.kind if named and not named.field else KINDS["activity"]
        self.sheet = sheet_named(self.kind.plural)
        self.known = Headings(self.sheet, {})
        self.lists = _lists_of(self.kind)
        self.faults: list[ComplianceError] = []

    def captured(self) -> Captured:
        head = self._head()
        if head is None:
            return Captured(refusals=(NoHeadings(place=self.table.place),))
        number, row = self.table.rows[head]
        columns = self._columns(number, row)
        if self.faults:
            return Captured(refusals=tuple(self.faults))
        if not (self.told or set(columns.values()) & set(self.lists.values())):
            return Captured(refusals=(KindOfTableNotTold(place=self.table.place),))
        fields = {at: name for at, name in columns.items() if name in self.known.sheet.names}
        places = SheetPlaces(self.source.name, self.table.place.sheet, {name: at for at, name in columns.items()})
        reader = RowReader(self.sheet, fields, places, EVERY_LANGUAGE, {})
        rest = _Rest(row, columns, fields, self.lists, {column.name: column for column in self.sheet.columns})
        candidates, refusals = [], []
        for below, cells in self.table.rows[head + 1 :]:
            read = reader.read(below, rest.without_words(cells))
            found = self._candidate(read, rest, cells, places)
            candidates += [found] if isinstance(found, Candidate) else []
            refusals += found if isinstance(found, list) else []
        return Captured(tuple(candidates), tuple(refusals))

    def _head(self) -> int | None:
        """The first row that has a heading for the name; a title or a logo may stand above it."""
        for index, (_, row) in enumerate(self.table.rows[:_HEADING_WITHIN]):
            if any(self.known.column(str(cell)) == "name" for cell in row):
                return index
        return None

    def _columns(self, number: int, row: Sequence[Any]) -> dict[int, str]:
        found: dict[int, str] = {}
        for at, cell in enumerate(row):
            heading = str(cell)
            name = self.lists.get(folded(heading)) or self.known.column(heading)
            if name is None:
                continue
            other = next((before for before, twin in found.items() if twin == name), None)
            if other is not None:
                place = Place(self.source.name, self.table.place.sheet, number, column_letters(at))
                self.faults.append(RepeatedHeading(place=place, given=heading, other=str(row[other])))
            found[at] = name
        return found

    def _candidate(
        self, read: ReadRow, rest: _Rest, cells: Sequence[Any], places: SheetPlaces
    ) -> Candidate | list[ComplianceError]:
        if faults := [*read.faults, *self._unheaded(read.number, cells, rest)]:
            return faults
        fields = read.fields
        identifier = fields.pop("id", None)
        remarks = [fields.get("remarks"), *rest.remarks(cells, fields)]
        if said := "\n".join(filter(None, remarks)):
            fields["remarks"] = said
        place = Place(self.source.name, self.table.place.sheet, read.number)
        if not identifier and not fields.get("name"):
            return [NoNameInRow(place=place)]
        named = identifier or fields.get("origin")
        origin = None if named else origin_by_name(NAME, self.source.name, fields.get("name"))
        return Candidate(self.kind.name, identifier, fields, place, RecordPlaces(places, read.number, {}), origin)

    def _unheaded(self, number: int, cells: Sequence[Any], rest: _Rest) -> Iterator[ComplianceError]:
        for at, cell in enumerate(cells):
            if cell != "" and (at >= len(rest.head) or rest.head[at] == ""):
                place = Place(self.source.name, self.table.place.sheet, number, column_letters(at))
                yield CellWithoutHeading(place=place, given=str(cell)[:60])


class _Rest:
    """The columns of a table that are no field of one value: whole lists, references in words, headings unknown."""

    def __init__(
        self,
        head: Sequence[Any],
        columns: Mapping[int, str],
        fields: Mapping[int, str],
        lists: Mapping[str, str],
        named: Mapping[str, Column],
    ) -> None:
        self.head = head
        self.columns = columns
        self.fields = fields
        self.lists = set(lists.values())
        worded = {at: named[name] for at, name in fields.items() if named[name].shape.sort in _WORDED}
        self.reads = {at: cell_reader(column, EVERY_LANGUAGE, {}) for at, column in worded.items()}

    def without_words(self, cells: Sequence[Any]) -> list[Any]:
        """The row with every cell emptied that says in words what should be an identifier or a code."""
        return ["" if self._is_word(at, cell) else cell for at, cell in enumerate(cells)]

    def _is_word(self, at: int, cell: Any) -> bool:
        if cell == "" or isinstance(cell, CellFault) or at not in self.reads:
            return False
        try:
            self.reads[at](cell)
        except ComplianceError:
            return True
        return False

    def remarks(self, cells: Sequence[Any], fields: dict[str, Any]) -> list[str]:
        """What no field takes, as lines; lists told in one cell are put among the fields."""
        lines = []
        for at, cell in enumerate(cells):
            if cell == "" or isinstance(cell, CellFault) or not str(cell).strip():
                continue
            name = self.columns.get(at)
            if name in self.lists:
                taken, left = _list_told(str(name), str(cell))
                fields[str(name)] = taken
                lines += [f"{self.head[at]}: {word}" for word in left]
            elif name is None or self._is_word(at, cell):
                lines.append(f"{str(self.head[at]).strip()}: {str(cell).strip()}")
        return lines


def _list_told(name: str, cell: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The values of a list told in one cell, and the words no value was made of."""
    model = shapes_of(KINDS["activity"].document)[name].model
    field = _SPOKEN_AS[model] if model else ""
    taken, left = [], []
    for word in notation.lines(cell):
        if model is not LegalBasis:
            taken.append({field: word})
        elif letters := _ART6.findall(word):
            taken += [{"art6": Art6(letter.lower()).value} for letter in letters]
            left += [word] if _ART6.sub("", word).strip(" .,;)(") else []
        else:
            left.append(word)
    return taken, left


@cache
def _lists_of(kind: Kind) -> dict[str, str]:
    """Every way to name a list of this kind that a table can tell in one cell."""
    found = {}
    for name, shape in shapes_of(kind.document).items():
        if has_own_sheet(kind.document, name) and shape.model in _SPOKEN_AS:
            labels = (field_label(kind.document, name, language) for language in LOCALES)
            found.update({folded(word): name for word in (name, *labels)})
    return found
