"""The acts of law that the register leans on, each once, however many records and sections name it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias, get_args

from pydantic import BaseModel

from compliance.checks.reading import Gathering, Reading
from compliance.model.kinds import KINDS
from compliance.model.values import Document, LegalRef, Value
from compliance.register.view import id_order


class ActOfLaw(Value):
    """One act in use anywhere in the register, with every reference to it: judged once, not once per section."""

    jurisdiction: str | None
    instrument: str | None
    references: tuple[LegalRef, ...]
    used_by: tuple[str, ...]


_Place: TypeAlias = tuple[int, object, int]
"""Where a reference stands: number of the kind, id as it sorts, place in the document."""

_NUMBERS: Final = {kind.document: number for number, kind in enumerate(KINDS.values())}


class ActsInUse(Gathering):
    """Every act that any document refers to."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[tuple[str, str], tuple[dict[LegalRef, _Place], dict[str, int]]] = {}

    def see(self, document: Document) -> None:
        number = _NUMBERS[type(document)]
        for position, reference in enumerate(referenced_law(document)):
            if reference.instrument is not None:
                place = (number, id_order(document.id), position)
                act = reference.jurisdiction or "", reference.instrument
                references, users = self._found.setdefault(act, ({}, {}))
                references[reference] = min(place, references.get(reference, place))
                users[document.id] = number

    @property
    def acts(self) -> tuple[ActOfLaw, ...]:
        """By jurisdiction and name; their references as they stand in the register."""
        return tuple(_act(key, *self._found[key]) for key in sorted(self._found))


def acts_in_use(reading: Reading) -> tuple[ActOfLaw, ...]:
    """Every act that any document refers to, by jurisdiction and name; its references as they stand in the register."""
    return reading.gathered(ActsInUse()).acts


def _act(key: tuple[str, str], references: dict[LegalRef, _Place], users: dict[str, int]) -> ActOfLaw:
    in_order = tuple(sorted(references, key=references.__getitem__))
    used_by = tuple(sorted(users, key=lambda id: (users[id], id_order(id))))
    return ActOfLaw(jurisdiction=key[0] or None, instrument=key[1], references=in_order, used_by=used_by)


def referenced_law(document: Document) -> Iterator[LegalRef]:
    """Every reference to law in a document, in field order; successors of a replaced act are not in use themselves."""
    yield from _referenced(document)


def _referenced(value: BaseModel) -> Iterator[LegalRef]:
    for name in _worth_walking(type(value)):
        held = getattr(value, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, LegalRef):
                yield item
            elif item is not None:
                yield from _referenced(item)


@lru_cache(maxsize=256)
def _worth_walking(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a class that can hold a reference to law, however deep."""
    return tuple(name for name, info in kind.model_fields.items() if _may_hold(info.annotation))


def _may_hold(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is LegalRef or bool(_worth_walking(annotation))
    return any(_may_hold(part) for part in get_args(annotation))
