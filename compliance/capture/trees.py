"""Plain objects, as YAML, JSON or a notation give them, into the fields of the model, word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel

from compliance.capture.converting import converter
from compliance.capture.values import Convert
from compliance.capture.wordbook import EVERY_LANGUAGE, Wordbook, folded
from compliance.errors import ComplianceError
from compliance.formats import notation
from compliance.formats.shape import Shape, Sort, shapes_of
from compliance.formats.tree import DEEPEST, TooDeep
from compliance.language.catalogues import LOCALES
from compliance.language.labels import field_label

Steps = tuple[str | int, ...]


class UnknownField(ComplianceError):
    sentence = "There is no field called “{given}” here."
    hint = "Did you mean {near}?"


class NothingLikeThisField(UnknownField):
    hint = "The nearest are: {known}."


class NotAnObject(ComplianceError):
    sentence = "“{given}” stands where a value with fields belongs."
    hint = "Write its fields: {known}."


class TooManyParts(ComplianceError):
    sentence = "“{given}” has more parts than the value has fields."
    hint = "The parts are, in order: {known}. A semicolon in a text is written \\;."


class RepeatedPart(ComplianceError):
    sentence = "“{given}” says {field} twice."
    hint = "Keep one of them: only one can be meant."


@dataclass(slots=True)
class Tree:
    """Reads objects of the model; what cannot be read is kept as a fault with the path it stands at."""

    words: Wordbook = EVERY_LANGUAGE
    faults: list[tuple[Steps, ComplianceError]] = field(default_factory=list)

    def object(self, model: type[BaseModel], given: Mapping[str, Any], at: Steps = ()) -> dict[str, Any]:
        """The fields of one object, by the model's names; only those that are given."""
        if len(at) > 2 * DEEPEST:
            self.faults.append((at, TooDeep(deepest=DEEPEST, line=0)))
            return {}
        fields = _fields(model, self.words)
        read = {}
        for name, value in given.items():
            known = fields.get(name)
            if known is None:
                self.faults.append(((*at, name), unknown_field(name, model)))
                continue
            plain = None if value is None else self.value(known, value, (*at, name))
            if plain is not None or known.shape.optional:
                read[name] = plain
            elif known.shape.many:
                read[name] = []
        return read

    def alone(self, shape: Shape, given: Any) -> Any:
        """One field by itself: None where nothing is said, a list where the field holds many."""
        return None if given is None else self.value(_field(shape, self.words), given, ())

    def value(self, known: Field, given: Any, at: Steps) -> Any:
        """One field that says something."""
        if not known.shape.many:
            return self._one(known, given, at)
        if not isinstance(given, list):
            return self._from_cell(known, given, at)
        read = (self._one(known, item, (*at, number)) for number, item in enumerate(given) if item is not None)
        return [plain for plain in read if plain is not None]

    def _from_cell(self, known: Field, given: Any, at: Steps) -> list[Any]:
        """A list written as one text: values by line in their notation, plain items by line or semicolon."""
        items: list[Any] = [given]
        if isinstance(given, str):
            items = list(notation.lines(given)) if known.convert is None else notation.list_parsed(given)
        return self.value(known, items, at) or []

    def _one(self, known: Field, given: Any, at: Steps) -> Any:
        try:
            return known.convert(given) if known.convert else self._inner(known.shape, given, at)
        except ComplianceError as fault:
            self.faults.append((at, fault))
            return None

    def _inner(self, shape: Shape, given: Any, at: Steps) -> Any:
        if shape.model is None:
            raise TypeError(shape)
        if isinstance(given, str):
            return self._noted(shape.model, given, at)
        if isinstance(given, Mapping):
            return self.object(shape.model, given, at)
        raise NotAnObject(given=given, known=", ".join(shapes_of(shape.model)))

    def _noted(self, model: type[BaseModel], given: str, at: Steps) -> dict[str, Any] | None:
        if not given.strip():
            return None
        return self._of_parts(model, notation.parsed(given.strip()), given, at)

    def _of_parts(
        self, model: type[BaseModel], parts: tuple[notation.Part, ...], line: str, at: Steps
    ) -> dict[str, Any]:
        names = tuple(shapes_of(model))
        if any(not part.name for part in parts[len(names) :]):
            raise TooManyParts(given=line, known="; ".join(names))
        read: dict[str, Any] = {}
        for number, part in enumerate(parts):
            name = field_named(model, part.name) if part.name else names[number]
            plain = self._part(_fields(model, self.words)[name], part, line, (*at, name))
            if name in read and plain is not None:
                raise RepeatedPart(given=line, field=name)
            if plain is not None:
                read[name] = plain
        return read

    def _part(self, known: Field, part: notation.Part, line: str, at: Steps) -> Any:
        if isinstance(part.content, tuple):
            if known.shape.model is None:
                raise NotAnObject(given=line, known="")
            return self._of_parts(known.shape.model, part.content, line, at)
        plain = self.value(known, list(part.items) if known.shape.many else part.content, at)
        return None if plain == [] else plain


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is read: its shape, and what converts one plain item of it (None where it holds values)."""

    shape: Shape
    convert: Convert | None


@cache
def _field(shape: Shape, words: Wordbook) -> Field:
    return Field(shape, None if shape.sort is Sort.value else converter(shape, words))


@cache
def _fields(model: type[BaseModel], words: Wordbook) -> dict[str, Field]:
    return {name: _field(shape, words) for name, shape in shapes_of(model).items()}


def field_named(model: type[BaseModel], word: str) -> str:
    """The field a word names, by its own name or its label in any language; raise `UnknownField`."""
    if word in shapes_of(model):
        return word
    sought = folded(word)
    found = {
        name
        for name in shapes_of(model)
        if sought == folded(name) or any(sought == folded(field_label(model, name, language)) for language in LOCALES)
    }
    if len(found) == 1:
        return found.pop()
    raise unknown_field(word, model)


def unknown_field(given: str, model: type[BaseModel]) -> UnknownField:
    """The refusal of a field that does not exist, with the nearest that does."""
    known = list(shapes_of(model))
    if near := get_close_matches(given.lower(), known, n=1, cutoff=0.6):
        return UnknownField(given=given, near=near[0])
    return NothingLikeThisField(given=given, known=", ".join(get_close_matches(given.lower(), known, n=6, cutoff=0.0)))
