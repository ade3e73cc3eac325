"""Files and folders into candidates: the way in for whoever captures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from compliance.capture import inventory, records
from compliance.capture import kl as standard
from compliance.capture import table as plain
from compliance.capture.candidate import Captured, LeftOut, WhyLeftOut, joined
from compliance.capture.detection import SUFFIXES, family_of, known_format
from compliance.errors import ComplianceError
from compliance.formats import json, kl, spreadsheet, table, yaml
from compliance.formats.source import Source, source_at


class NothingThere(ComplianceError):
    sentence = "There is no file or folder {path}."
    hint = "Check the path."


def capture_paths(paths: Sequence[Path], *, format: str | None = None) -> Captured:
    """Everything the files and folders hold. A folder is read whole, its files in order of their names.

    Raises `NothingThere` and `UnknownFormat`; what is wrong inside a file comes back among the refusals.
    """
    forced = known_format(format) if format else None
    parts = []
    for path in paths:
        if not path.exists():
            raise NothingThere(path=path)
        for file, name in _files(path):
            left_out = path.is_dir() and not _readable(file, forced)
            parts.append(_left_out(name, WhyLeftOut.file_type) if left_out else _at(file, name, forced))
    return joined(parts)


def capture_source(source: Source, *, format: str | None = None) -> Captured:
    """Everything one file holds; what is wrong comes back among the refusals."""
    forced = known_format(format) if format else None
    try:
        return (_FORCED[forced] if forced else _READERS[family_of(source)])(source)
    except ComplianceError as refusal:
        refusal.place = refusal.place or source.place
        return Captured(refusals=(refusal,))


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    """Every file, with the name it goes by: as given, or its way from the folder that was given."""
    if not path.is_dir():
        yield path, path.name
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield file, inside.as_posix()


def _readable(file: Path, forced: str | None) -> bool:
    return forced is not None or file.suffix.lower() in SUFFIXES


def _left_out(name: str, reason: WhyLeftOut) -> Captured:
    return Captured(left_out=(LeftOut(name, reason),))


def _at(file: Path, name: str, forced: str | None) -> Captured:
    try:
        return capture_source(source_at(file, name), format=forced)
    except ComplianceError as refusal:
        return Captured(refusals=(refusal,))


def _json(source: Source) -> Captured:
    trees = json.read(source)
    whole = trees[0]
    first = whole[0] if isinstance(whole, list) and whole else whole
    if kl.is_record(first) or kl.is_code_list(whole):
        return _kl(source)
    return records.captured(trees, records.Reading(source, json.NAME, lambda: json.lined(source), costly=True))


def _yaml(source: Source) -> Captured:
    trees = yaml.read(source)
    return records.captured(trees, records.Reading(source, yaml.NAME, lambda: trees, costly=False))


def _kl(source: Source) -> Captured:
    found = kl.read(source)
    if not found:
        return _left_out(source.name, WhyLeftOut.code_list)
    return standard.captured(found, source)


def _workbook(source: Source) -> Captured:
    return inventory.captured(source, spreadsheet.read(source))


def _spreadsheet(source: Source) -> Captured:
    grids = spreadsheet.read(source)
    if inventory.is_inventory(grids):
        return inventory.captured(source, grids)
    return plain.captured(source, list(table.tables_in(source, grids)))


def _table(source: Source) -> Captured:
    return plain.captured(source, table.read(source))


def _activities(source: Source) -> Captured:
    return plain.captured(source, table.read(source), activities=True)


_READERS: Final[Mapping[str, Callable[[Source], Captured]]] = {
    "spreadsheet": _spreadsheet,
    "table": _table,
    "json": _json,
    "yaml": _yaml,
}
_FORCED: Final[Mapping[str, Callable[[Source], Captured]]] = {
    "workbook": _workbook,
    "table": _activities,
    "kl": _kl,
    "json": _json,
    "yaml": _yaml,
}
