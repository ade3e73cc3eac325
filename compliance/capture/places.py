"""Where in a workbook the fields of a record stand, worked out when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compliance.errors import Place
from compliance.formats.spreadsheet import column_letters

_INDEX: Final = re.compile(r"\[\d+\]")
_INNER: Final = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SheetPlaces:
    """One sheet: the file and sheet it is, and the column of every field on it."""

    file: str
    sheet: str
    columns: Mapping[str, int]

    def at(self, row: int, path: str, field: str) -> Place:
        """The place of a path within the row's value; `field` is the path as people are told it."""
        name = _INDEX.sub("", path)
        while name and name not in self.columns:
            name = name.rpartition(".")[0]
        letters = column_letters(self.columns[name]) if name else ""
        return Place(self.file, self.sheet, row, letters, field)


class RecordPlaces(Mapping[str, Place]):
    """The places of one record: its own row, and the rows of the values in its lists."""

    __slots__ = ("_lists", "_row", "_sheet")

    def __init__(self, sheet: SheetPlaces, row: int, lists: Mapping[str, tuple[SheetPlaces, Sequence[int]]]) -> None:
        self._sheet = sheet
        self._row = row
        self._lists = lists

    def __getitem__(self, path: str) -> Place:
        found = _INNER.fullmatch(path)
        inner = self._lists.get(path.partition("[")[0].partition(".")[0])
        if inner is None:
            return self._sheet.at(self._row, path, path)
        sheet, rows = inner
        number = int(found[2]) if found else 0
        if found and number < len(rows):
            return sheet.at(rows[number], found[3] or "", path)
        return Place(sheet.file, sheet.sheet, rows[0] if rows else 0, "", path)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
