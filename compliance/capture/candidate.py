"""What a source proposes for the register: candidate records, each with the place every field came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from compliance.errors import ComplianceError, Place
from compliance.model.kinds import kind_of
from compliance.model.reading import whole_body_of
from compliance.model.values import Document, Origin

_NOWHERE: Mapping[str, Place] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Basis:
    """Which state a person saw while editing: the register, its entry, and the revision of this record."""

    register: str
    entry: int
    revision: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record as a source proposes it.

    `fields` holds plain JSON values by the model's top-level field names, and only the fields the source speaks of:
    a field given as None is emptied, a field not given is left as it stands. `id` is None where the source has none;
    then the record is matched by `origin`, else it is new.
    """

    kind: str
    id: str | None
    fields: Mapping[str, Any]
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=lambda: _NOWHERE)
    origin: Origin | None = None
    basis: Basis | None = None

    def place_of(self, path: str) -> Place:
        """The nearest known place of a field path such as `legal_bases[0].art6`."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.place


class WhyLeftOut(StrEnum):
    """Why a file was not read, though that is no fault."""

    file_type = "files of this type are not read"
    code_list = "lists of codes hold no record"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not read."""

    file: str
    reason: WhyLeftOut


@dataclass(frozen=True, slots=True)
class Captured:
    """Everything one source gave: candidates, what was refused with its place and reason, and files left out.

    A record is taken whole or not at all: one word that cannot be read keeps its whole record back.
    """

    candidates: tuple[Candidate, ...] = ()
    refusals: tuple[ComplianceError, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def joined(parts: Iterable[Captured]) -> Captured:
    """What several sources gave, in their order."""
    parts = list(parts)
    return Captured(
        tuple(candidate for part in parts for candidate in part.candidates),
        tuple(refusal for part in parts for refusal in part.refusals),
        tuple(file for part in parts for file in part.left_out),
    )


def origin_by_name(format_name: str, source: str, name: object) -> Origin | None:
    """How a record without an id is known again: by its name in its file, so that capturing twice makes no twin.

    None where the name cannot be one; then the record's own validation says so.
    """
    try:
        return Origin(format=format_name, source=source[:500], key=str(name)[:500])
    except ValidationError:
        return None


def candidate_of(document: Document, *, place: Place | None = None) -> Candidate:
    """A whole document as a candidate that speaks of every field."""
    body = whole_body_of(document)
    return Candidate(kind_of(document).name, body.pop("id"), body, place or Place())
