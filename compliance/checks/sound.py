"""The sound municipality of `checklists/sound.yaml`, on which every rule is met or does not apply, and patches on it.

A patch is a JSON merge patch (RFC 7396) by document id, with one addition, for lists: where a list stands, a map
changes single values of it, each named by its own id, or by its place as findings count them (from 0), or `new` for one
more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from compliance.checks.loading import LARGEST_REGISTER, Sheet, read_sheet
from compliance.errors import ComplianceError
from compliance.model.checklist import ChecklistAnswers
from compliance.model.kinds import KINDS, Kind, kind_of
from compliance.model.organisation import Organisation
from compliance.model.reading import MalformedRecord, read_document
from compliance.model.references import dangling_within, references
from compliance.model.values import Document
from compliance.resources import folder

NEW: Final = "new"


class UnfitPatch(ComplianceError):
    sentence = "The patch does not fit the sound municipality: {reason}."
    hint = "Documents are named by id; values in a list by their id, by their place from 0, or “new”."


class Municipality:
    """A register in memory: what examples judge."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    @property
    def organisation(self) -> Organisation:
        """The first organisation; the others are joint controllers and the like."""
        return next(each for each in self._documents.values() if isinstance(each, Organisation))

    def of(self, kind: str) -> Sequence[Document]:
        """All documents of a kind in use."""
        ours = (document for document in self._documents.values() if kind_of(document).name == kind)
        return [document for document in ours if document.retired is None]

    def walk(self, part: int = 0, parts: int = 1) -> Iterator[Document]:
        """All documents in use, or those of one of so many parts."""
        in_use = (document for document in self._documents.values() if document.retired is None)
        return islice(in_use, part, None, parts)

    def get(self, id: str) -> Document | None:
        """The document with this id."""
        return self._documents.get(id)

    def documents(self) -> Iterator[Document]:
        """Every document."""
        return iter(self._documents.values())


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound municipality: the day it is judged by, its bodies as written, and its documents as read."""

    as_of: date
    bodies: Mapping[str, Mapping[str, Any]]
    read: Mapping[str, Document]

    @property
    def municipality(self) -> Municipality:
        """The municipality as it stands."""
        return Municipality(self.read)

    def patched(self, patch: Mapping[str, Any]) -> Municipality:
        """The municipality with a patch applied; raises `UnfitPatch`.

        What was answered to checklists about a document goes with it, so that a patch need not name it too.
        """
        gone = {id for id, change in patch.items() if change is None}
        documents = {id: held for id, held in self.read.items() if not _answered_about(held, gone)}
        for id, change in patch.items():
            if change is None:
                documents.pop(id, None)
                continue
            body = _merged(self.bodies.get(id, {}), change, id)
            documents[id] = _document(_kind_for(id), {"id": id, "name": id, **body})
        _refuse_dangling(documents)
        return Municipality(documents)


def read_sound(path: Path | None = None) -> Sound:
    """The shipped sound municipality, or another; raises `MalformedChecklist`."""
    return _read_sound(path or folder("checklists") / "sound.yaml")


@lru_cache(maxsize=4)
def _read_sound(path: Path) -> Sound:
    sheet = read_sheet(path, largest=LARGEST_REGISTER)
    if not isinstance(sheet.data, dict) or "as_of" not in sheet.data:
        raise sheet.fault((), "as_of and the kinds of documents are wanted")
    bodies: dict[str, Mapping[str, Any]] = {}
    documents: dict[str, Document] = {}
    for steps, kind, id, body in _entries(sheet):
        bodies[id] = body
        try:
            documents[id] = _document(kind, {"id": id, **body})
        except UnfitPatch as fault:
            raise sheet.fault(steps, fault.facts["reason"]) from None
    try:
        _refuse_dangling(documents)
        as_of = date.fromisoformat(str(sheet.data["as_of"]))
    except (UnfitPatch, ValueError) as fault:
        raise sheet.fault((), str(fault)) from None
    return Sound(as_of, MappingProxyType(bodies), MappingProxyType(documents))


def _entries(sheet: Sheet) -> Iterator[tuple[tuple[str, ...], Kind, str, Mapping[str, Any]]]:
    plurals = {kind.plural: kind for kind in KINDS.values()}
    for plural, listed in sheet.data.items():
        if plural == "as_of":
            continue
        if plural not in plurals or not isinstance(listed, dict):
            raise sheet.fault((plural,), f"documents stand by id under one of: {', '.join(plurals)}")
        for id, body in listed.items():
            if not isinstance(body, dict):
                raise sheet.fault((plural, id), "a document is a map of fields")
            yield (plural, id), plurals[plural], id, body


def _kind_for(id: str) -> Kind:
    prefix = id.split("-", 1)[0]
    for kind in KINDS.values():
        if kind.prefix == prefix:
            return kind
    raise UnfitPatch(reason=f"“{id}” is no id of a known kind")


def _document(kind: Kind, body: Mapping[str, Any]) -> Document:
    try:
        return read_document(kind, body)
    except MalformedRecord as fault:
        raise UnfitPatch(reason=str(fault).rstrip(".")) from None


def _answered_about(document: Document, subjects: Collection[str]) -> bool:
    return isinstance(document, ChecklistAnswers) and document.subject_id in subjects


def _refuse_dangling(documents: Mapping[str, Document]) -> None:
    for document in documents.values():
        for reference in references(document):
            target = documents.get(reference.target)
            if target is None or reference.kind not in ("", kind_of(target).name):
                raise UnfitPatch(reason=f"{document.id} {reference.path} names {reference.target}, which is not there")
        for inside in dangling_within(document):
            raise UnfitPatch(
                reason=f"{document.id} {inside.path} names {inside.target}, which is not in {inside.field}"
            )


def _merged(held: Any, change: Any, where: str) -> Any:
    if not isinstance(change, Mapping):
        return change
    if isinstance(held, list):
        return _merged_list(held, change, where)
    merged = dict(held) if isinstance(held, Mapping) else {}
    for key, value in change.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value, f"{where}.{key}")
    return merged


def _merged_list(held: list[Any], change: Mapping[str, Any], where: str) -> list[Any]:
    merged: list[Any] = list(held)
    removed: set[int] = set()
    for key, value in change.items():
        if key == NEW:
            merged.append(_merged({}, value, where))
        elif value is None:
            removed.add(_position(held, key, where))
        else:
            at = _position(held, key, where)
            merged[at] = _merged(merged[at], value, f"{where}[{key}]")
    return [value for at, value in enumerate(merged) if at not in removed]


def _position(held: list[Any], key: str, where: str) -> int:
    for at, value in enumerate(held):
        if isinstance(value, Mapping) and str(value.get("id")) == key:
            return at
    if key.isdigit() and int(key) < len(held):
        return int(key)
    raise UnfitPatch(reason=f"{where} has no value “{key}”")
