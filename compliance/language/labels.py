"""What the model's fields, kinds and codes are called in each language.

The model titles its fields in English; their identity in the catalogues is `Class.field`, so that two fields with one
English title may part in another language.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from inspect import get_annotations
from typing import Any, get_args

from pydantic import BaseModel

from compliance.language.catalogues import gettext_for
from compliance.model.kinds import KINDS, Kind


def field_label(model: type[BaseModel], field: str, language: str) -> str:
    """The heading of a field: `field_label(Activity, "owner_id", "nb")`."""
    title = model.model_fields[field].title or field
    return gettext_for(language).text(title, _field_context(model, field))


def field_meaning(model: type[BaseModel], field: str, language: str) -> str:
    """What belongs in a field, in a sentence; empty where the model says nothing."""
    return gettext_for(language).text(model.model_fields[field].description or "", _field_context(model, field))


def kind_label(kind: Kind, language: str) -> str:
    """One record of the kind, in lower case: behandlingsaktivitet."""
    return gettext_for(language).text(kind.name, "kind")


def kinds_label(kind: Kind, language: str) -> str:
    """Records of the kind, in lower case: behandlingsaktiviteter."""
    return gettext_for(language).text(kind.plural, "kinds")


def member_label(member: StrEnum, language: str) -> str:
    """What a member of any enumeration is called; unique within its enumeration."""
    return gettext_for(language).text(member.value, type(member).__name__).replace("_", " ")


def models() -> list[type[BaseModel]]:
    """Every class of the model a record may hold, documents first, each once."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [kind.document for kind in KINDS.values()]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found[model] = None
            waiting.extend(inner for inner in _mentioned(model) if issubclass(inner, BaseModel))
    return list(found)


def enumerations() -> list[type[StrEnum]]:
    """Every enumeration a field of the model may hold, each once."""
    mentioned = (inner for model in models() for inner in _mentioned(model))
    return list(dict.fromkeys(inner for inner in mentioned if issubclass(inner, StrEnum)))


def model_messages() -> Iterator[tuple[tuple[str], str, str]]:
    """The names of kinds and the texts of fields, with context and module, as the catalogues list them."""
    for kind in KINDS.values():
        yield (kind.name,), "kind", Kind.__module__
        yield (kind.plural,), "kinds", Kind.__module__
    for model in models():
        for name, field in model.model_fields.items():
            context, module = _field_context(model, name), _defining(model, name).__module__
            yield from (((text,), context, module) for text in (field.title, field.description) if text)


def _field_context(model: type[BaseModel], field: str) -> str:
    return f"{_defining(model, field).__name__}.{field}"


def _defining(model: type[BaseModel], field: str) -> type[Any]:
    """The class that declares the field: an inherited field has one label."""
    return next((base for base in model.__mro__ if field in get_annotations(base)), model)


def _mentioned(model: type[BaseModel]) -> Iterator[type[Any]]:
    for field in model.model_fields.values():
        yield from _classes(field.annotation)


def _classes(annotation: Any) -> Iterator[type[Any]]:
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, BaseModel | StrEnum):
            yield annotation
    else:
        for inner in get_args(annotation):
            yield from _classes(inner)
