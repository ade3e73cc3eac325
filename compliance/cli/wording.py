"""Values of records as people read them on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from compliance.register.view import View

PERIOD = "ISO 8601 period"


def worded(value: Any, view: View, language: str) -> str:
    """One value: a code by its label, an id with the name it stands for, a list with commas."""
    from compliance.language.labels import member_label
    from compliance.model.values import Answer

    if isinstance(value, tuple):
        return ", ".join(worded(item, view, language) for item in value)
    if isinstance(value, bool):
        value = Answer.yes if value else Answer.no
    if isinstance(value, StrEnum):
        return member_label(value, language)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and view.kind_of(value):
        return f"{view.name_of(value)} ({value})"
    return str(value)


def told(value: BaseModel, view: View, language: str, depth: int = 0) -> Iterator[str]:
    """Every field that is filled in, with its label and the provision that asks for it; inner values indented."""
    from compliance.language.dates import period
    from compliance.language.labels import field_label

    indent = "  " * depth
    for name, field in type(value).model_fields.items():
        held = getattr(value, name)
        if held is None or held == () or (depth == 0 and name in ("id", "name")):
            continue
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        label = field_label(type(value), name, language)
        label += f" [{extra['provision']}]" if "provision" in extra else ""
        said = period(held, language) if extra.get("unit") == PERIOD else held
        yield from _field(indent, label, said, view, language)


def unsaid(value: BaseModel, language: str) -> list[str]:
    """The labels of the fields that are empty, those the law or the tool cannot do without first, marked with *."""
    from compliance.language.labels import field_label

    found = []
    for name, field in type(value).model_fields.items():
        if getattr(value, name) not in (None, ()):
            continue
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        essential = bool(extra.get("essential"))
        found.append((not essential, field_label(type(value), name, language) + ("*" if essential else "")))
    return [label for _, label in sorted(found, key=lambda pair: pair[0])]


def _field(indent: str, label: str, held: Any, view: View, language: str) -> Iterator[str]:
    from pydantic import BaseModel

    items = held if isinstance(held, tuple) else (held,)
    if not isinstance(items[0], BaseModel):
        text = worded(held, view, language)
        yield f"{indent}{label}: {text}" if "\n" not in text else f"{indent}{label}:"
        yield from (f"{indent}  {line}" for line in text.split("\n") if "\n" in text)
        return
    for number, item in enumerate(items, start=1):
        yield f"{indent}{label} {number}:" if len(items) > 1 else f"{indent}{label}:"
        yield from told(item, view, language, len(indent) // 2 + 1)
