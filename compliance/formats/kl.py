"""The Danish municipalities' standard record of processing: one JSON file per activity, code lists beside them.

A record has `packageName`, `name`, `description`, `gdprChoices` (codes of legal provisions) and `kleMainGroups` and
`kleGroups` (the municipal subject plan). A code list has an `identifier` and `valueIdentifiers`, or is a list of
`identifier` and `caption`; it explains codes and holds no record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from compliance.errors import ComplianceError
from compliance.formats import json
from compliance.formats.source import Source

NAME: Final = "kl"
SUFFIXES: Final = (".json",)

_RECORD: Final = frozenset({"packageName", "gdprChoices"})
_KNOWN: Final = frozenset({"packageName", "name", "description", "gdprChoices", "kleMainGroups", "kleGroups"})


class NotAStandardRecord(ComplianceError):
    sentence = "The file is no record of the Danish standard: {field} is missing, unknown, or of the wrong kind."
    hint = "Such a record has packageName, name, description, gdprChoices, kleMainGroups and kleGroups."


@dataclass(frozen=True, slots=True)
class StandardRecord:
    """One record as the source has it, with `whole`, the object it was read from."""

    package: str
    name: str
    description: str
    choices: tuple[str, ...]
    main_groups: tuple[str, ...]
    groups: tuple[str, ...]
    whole: Mapping[str, Any]


def is_record(tree: Any) -> bool:
    """Whether it is a record of the standard."""
    return isinstance(tree, Mapping) and set(tree) >= _RECORD


def is_code_list(tree: Any) -> bool:
    """Whether it explains codes and holds no record."""
    if isinstance(tree, Mapping):
        return {"identifier", "valueIdentifiers"} <= set(tree)
    return isinstance(tree, list) and bool(tree) and all(isinstance(i, Mapping) and "caption" in i for i in tree)


def read(source: Source) -> tuple[StandardRecord, ...]:
    """The records of a file; none where it is a code list. Raise `NotAStandardRecord` where it is neither."""
    (tree,) = json.read(source)
    if is_code_list(tree):
        return ()
    trees = tree if isinstance(tree, list) else [tree]
    return tuple(_record(one, source) for one in trees)


def _record(tree: Any, source: Source) -> StandardRecord:
    if not is_record(tree):
        raise NotAStandardRecord(place=source.place, field="gdprChoices")
    if unknown := sorted(set(tree) - _KNOWN):
        raise NotAStandardRecord(place=source.place, field=", ".join(unknown))
    if not _text(tree, "name", source):
        raise NotAStandardRecord(place=source.place, field="name")
    return StandardRecord(
        _text(tree, "packageName", source),
        _text(tree, "name", source),
        _text(tree, "description", source),
        _texts(tree, "gdprChoices", source),
        _texts(tree, "kleMainGroups", source),
        _texts(tree, "kleGroups", source),
        tree,
    )


def _text(tree: Mapping[str, Any], key: str, source: Source) -> str:
    value = tree.get(key, "")
    if not isinstance(value, str):
        raise NotAStandardRecord(place=source.place, field=key)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _texts(tree: Mapping[str, Any], key: str, source: Source) -> tuple[str, ...]:
    value = tree.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise NotAStandardRecord(place=source.place, field=key)
    return tuple(dict.fromkeys(value))
