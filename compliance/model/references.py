"""Where one record names another, found from the model's own annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from compliance.model.reading import path_text
from compliance.model.values import Document, RefersTo, RefersWithin


@dataclass(frozen=True, slots=True)
class Reference:
    """One naming of another record: where it stands, what it names, and which kind that must be."""

    path: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class DanglingWithin:
    """A value names another value of the same record that is not there."""

    path: str
    target: str
    field: str


def references(document: Document) -> Iterator[Reference]:
    """Every reference from this document to another document, in field order.

    A field that may name a record of any kind, such as `Risk.object_ids`, gives references with the empty kind.
    """
    for path, mark, target in _marked(document, ()):
        if isinstance(mark, RefersTo):
            yield Reference(path, target, mark.kind)


def dangling_within(document: Document) -> Iterator[DanglingWithin]:
    """Every naming of a value inside the document that the document does not hold."""
    for path, mark, target in _marked(document, ()):
        if isinstance(mark, RefersWithin):
            held = {value.id for value in getattr(document, mark.field)}
            if target not in held:
                yield DanglingWithin(path, target, mark.field)


@cache
def referring_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a document, not of values inside it, that name other documents: by an id, or a list of ids."""
    return tuple(name for name, mark, _ in _plan(model) if isinstance(mark, RefersTo))


def _marked(value: BaseModel, path: tuple[str | int, ...]) -> Iterator[tuple[str, RefersTo | RefersWithin, str]]:
    for name, mark, nests in _plan(type(value)):
        held = getattr(value, name)
        if held is None or held == ():
            continue
        many = isinstance(held, tuple)
        for number, item in enumerate(held if many else (held,)):
            here = (*path, name, number) if many else (*path, name)
            if mark is not None:
                yield path_text(here), mark, item
            elif nests:
                yield from _marked(item, here)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, RefersTo | RefersWithin | None, bool], ...]:
    """The fields worth walking: those that refer, and those that hold values that may."""
    found = []
    for name, field in model.model_fields.items():
        mark = next(iter(_marks((field.annotation, *field.metadata))), None)
        nests = mark is None and any(isinstance(t, type) and issubclass(t, BaseModel) for t in _types(field.annotation))
        if mark is not None or nests:
            found.append((name, mark, nests))
    return tuple(found)


def _marks(parts: tuple[Any, ...]) -> Iterator[RefersTo | RefersWithin]:
    for part in parts:
        if isinstance(part, RefersTo | RefersWithin):
            yield part
        elif get_origin(part) is not None or get_origin(part) is Annotated:
            yield from _marks(get_args(part))


def _types(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _types(part)
