"""From a plain JSON-like body to a document and back: the only door through which bodies become documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from compliance.errors import ComplianceError, Place
from compliance.model.kinds import Kind
from compliance.model.values import Document, Text

_TEXT: TypeAdapter[str] = TypeAdapter(Text)

LONGEST_SHOWN = 60
"""Characters of a wrong value that a refusal repeats."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field: its path (`legal_bases[0].art6`), why, and the value given."""

    path: str
    reason: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f" (given: {self.given})" if self.given else "")


class MalformedRecord(ComplianceError):
    sentence = "The {kind} {id} cannot be read: {faults_text}."
    hint = "Correct the field named, or leave it empty: what is missing is allowed, what is malformed is not."

    def __init__(self, *, kind: str, id: str, faults: tuple[FieldFault, ...], place: Place | None = None) -> None:
        super().__init__(place=place, kind=kind, id=id, faults_text="; ".join(map(str, faults)))
        self.faults = faults


class MalformedText(ComplianceError):
    sentence = "The text for {field} cannot be kept: {reason}."
    hint = "Write it anew in ordinary letters; text copied from elsewhere may hold signs that cannot be seen."


def read_text(field: str, given: str) -> str:
    """What a person wrote, without blanks around it; raise `MalformedText` where no record could hold it."""
    try:
        return _TEXT.validate_python(given.strip())
    except ValidationError as error:
        raise MalformedText(field=field, reason=_plain(error.errors()[0]["msg"])) from None


def read_document(kind: Kind, body: Mapping[str, Any]) -> Document:
    """Turn a plain body into a document; raise `MalformedRecord` naming every field that is wrong.

    Reading goes by JSON even for Python values, so that a date is always an ISO string and a number is never a text.
    """
    try:
        data = json.dumps(body, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        found = tuple(_half_letters(body))
        raise MalformedRecord(kind=kind.name, id=str(body.get("id", "without id")), faults=found) from None
    return read_document_bytes(kind, data)


def read_document_bytes(kind: Kind, body: bytes) -> Document:
    """As `read_document`, from JSON bytes."""
    try:
        document = kind.document.model_validate_json(body)
    except ValidationError as error:
        raise MalformedRecord(kind=kind.name, id=_id_in(body), faults=tuple(_faults(error))) from None
    if repeated := tuple(_repeated_ids(document)):
        raise MalformedRecord(kind=kind.name, id=document.id, faults=repeated)
    return document


def body_of(document: Document) -> dict[str, Any]:
    """The plain body that is stored: what is said, without what is left empty."""
    return document.model_dump(mode="json", exclude_defaults=True)


def whole_body_of(document: Document) -> dict[str, Any]:
    """The plain body that is shown: every field of the model, empty ones too."""
    return document.model_dump(mode="json")


def _id_in(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return "without id"
    return str(found.get("id", "without id")) if isinstance(found, dict) else "without id"


def _half_letters(value: Any, *steps: str | int) -> Iterable[FieldFault]:
    """The texts that hold half of a letter (a lone surrogate), as broken files and command lines do."""
    if isinstance(value, str) and (half := [letter for letter in value if "\ud800" <= letter <= "\udfff"]):
        yield FieldFault(path_text(steps), f"holds half a letter (U+{ord(half[0]):04X})", _shortened(value))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _half_letters(inner, *steps, name)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _half_letters(inner, *steps, number)


def _faults(error: ValidationError) -> Iterable[FieldFault]:
    for fault in error.errors(include_url=False, include_context=False):
        given = "" if fault["type"] == "missing" else _shortened(fault["input"])
        yield FieldFault(path_text(fault["loc"]), _plain(fault["msg"]), given)


def _plain(message: str) -> str:
    text = message.removeprefix("Value error, ").rstrip(".")
    return text[:1].lower() + text[1:]


def _shortened(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def path_text(steps: Iterable[str | int]) -> str:
    """A path as people and findings write it: `legal_bases[0].art6`."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "the record"


def _repeated_ids(document: Document) -> Iterable[FieldFault]:
    for name, values in document.__dict__.items():
        if not isinstance(values, tuple) or len(values) < 2 or not hasattr(values[0], "id"):  # noqa: PLR2004 (one value repeats nothing)
            continue
        given_ids = [value.id for value in values if value.id is not None]
        if len(set(given_ids)) == len(given_ids):
            continue
        for given, times in Counter(given_ids).items():
            if times > 1:
                yield FieldFault(name, f"the id {given} is used {times} times within one record", str(given))
