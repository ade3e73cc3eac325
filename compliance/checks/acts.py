"""The acts of law that the register leans on, each once, however many records and sections name it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from compliance.checks.reading import Reading
from compliance.model.kinds import KINDS
from compliance.model.values import Document, LegalRef, Value


class ActOfLaw(Value):
    """One act in use anywhere in the register, with every reference to it: judged once, not once per section."""

    jurisdiction: str | None
    instrument: str | None
    references: tuple[LegalRef, ...]
    used_by: tuple[str, ...]


def acts_in_use(reading: Reading) -> tuple[ActOfLaw, ...]:
    """Every act that any document refers to, by jurisdiction and name."""
    found: dict[tuple[str, str], tuple[dict[LegalRef, None], dict[str, None]]] = {}
    for kind in KINDS.values():
        for document in reading.all(kind.document):
            for reference in referenced_law(document):
                if reference.instrument is not None:
                    key = (reference.jurisdiction or "", reference.instrument)
                    references, users = found.setdefault(key, ({}, {}))
                    references[reference] = users[document.id] = None
    return tuple(_act(key, *found[key]) for key in sorted(found))


def _act(key: tuple[str, str], references: dict[LegalRef, None], users: dict[str, None]) -> ActOfLaw:
    return ActOfLaw(jurisdiction=key[0] or None, instrument=key[1], references=tuple(references), used_by=tuple(users))


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
