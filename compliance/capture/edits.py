"""Edits of one record by hand: `goal.target=100` on the command line, or the whole record as YAML in an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel

from compliance.capture.candidate import Basis, Candidate
from compliance.capture.records import steps_of
from compliance.capture.trees import Steps, Tree, unknown_field
from compliance.errors import ComplianceError, Place
from compliance.formats import yaml
from compliance.formats.shape import Shape, shapes_of
from compliance.formats.source import Source
from compliance.formats.tree import line_of
from compliance.model.kinds import kind_of
from compliance.model.reading import body_of, path_text, whole_body_of
from compliance.model.values import Document

_SETTING: Final = re.compile(r"\s*([A-Za-z][\w.\[\]]*)\s*=(.*)", re.DOTALL)


class NotASetting(ComplianceError):
    sentence = "“{given}” does not say which field is to have which value."
    hint = "Write field=value, for example owner_id=PER-3 or goal.target=100; nothing after = empties the field."


class NoSuchPlace(ComplianceError):
    sentence = "{path} leads nowhere: there is nothing inside that field."
    hint = "“compliance show {id}” shows the fields."


class ItemNotTold(NoSuchPlace):
    sentence = "{path} leads into a list, and does not say which item is meant."
    hint = "Items are counted from 0: the first is {field}[0]."


class NoSuchItem(NoSuchPlace):
    sentence = "{path} leads past the end: the list has {count} items."
    hint = "Items are counted from 0; the number after the last adds one."


class IdFixed(ComplianceError):
    sentence = "The id of {id} cannot be changed."
    hint = "Records are known by their id for ever. Record a new one and retire this."


class NotOneRecord(ComplianceError):
    sentence = "What was written is not one record."
    hint = "Leave the fields of the record at the left margin, as they were."


def with_settings(document: Document, settings: Iterable[str], basis: Basis) -> Candidate:
    """The record with fields set by `path=value` words; raise a refusal naming the word that cannot be."""
    body, touched = whole_body_of(document), {}
    for setting in settings:
        found = _SETTING.fullmatch(setting)
        if found is None:
            raise NotASetting(given=setting)
        steps = steps_of(found[1])
        if steps[0] == "id":
            raise IdFixed(id=document.id)
        _set(body, type(document), steps, found[2], document.id)
        touched[str(steps[0])] = body[str(steps[0])]
    return Candidate(kind_of(document).name, document.id, touched, Place(field=document.id), basis=basis)


def _set(body: dict[str, Any], model: type[BaseModel], steps: Steps, given: str, record: str) -> None:
    """Set what the steps lead to, making the values on the way."""
    name, rest = str(steps[0]), steps[1:]
    shape = shapes_of(model).get(name)
    if shape is None:
        raise _placed(unknown_field(name, model), name)
    if not rest:
        body[name] = _read(shape, given, name)
        return
    if shape.many and isinstance(rest[0], int):
        _set_item(body, name, shape, rest, given, record)
    elif shape.model is not None and not shape.many:
        body[name] = body.get(name) or {}
        _set(body[name], shape.model, rest, given, record)
    else:
        refusal = ItemNotTold if shape.many else NoSuchPlace
        raise refusal(path=path_text(steps), field=name, id=record)


def _set_item(body: dict[str, Any], name: str, shape: Shape, rest: Steps, given: str, record: str) -> None:
    items, number, inner = list(body.get(name) or ()), int(rest[0]), rest[1:]
    if number > len(items):
        raise NoSuchItem(path=path_text((name, *rest)), count=len(items))
    items += [{}] if number == len(items) else []
    if inner and shape.model is None:
        raise NoSuchPlace(path=path_text((name, *rest)), id=record)
    if inner and shape.model is not None:
        _set(items[number], shape.model, inner, given, record)
    else:
        items[number : number + 1] = _read(shape, given, name) or []
    body[name] = items


def _read(shape: Shape, given: str, name: str) -> Any:
    """The value of a field; a list where the field holds many."""
    tree = Tree()
    value = tree.alone(shape, given if given.strip() else None)
    for _, fault in tree.faults:
        raise _placed(fault, name)
    return [] if value is None and shape.many and not shape.optional else value


def in_editor(document: Document) -> str:
    """The record as a person edits it: YAML, with the names of the empty fields beneath."""
    body = body_of(document)
    empty = [name for name in type(document).model_fields if name not in body]
    return yaml.written(body) + "".join(f"# {name}:\n" for name in empty)


def from_editor(document: Document, text: str, basis: Basis) -> Candidate:
    """The record as it was left in the editor: a field that is gone is emptied. Raise the first refusal."""
    source = Source(document.id, text.encode())
    trees = [tree for tree in yaml.read(source) if tree is not None]
    if len(trees) != 1 or not isinstance(trees[0], Mapping):
        raise NotOneRecord
    reading = Tree()
    read = reading.object(type(document), trees[0])
    for at, fault in reading.faults:
        raise _placed(fault, path_text(at), line_of(trees[0], at))
    if read.pop("id", None) != document.id:
        raise IdFixed(id=document.id)
    fields = {name: None for name in body_of(document) if name not in read and name != "id"} | read
    return Candidate(kind_of(document).name, document.id, fields, Place(field=document.id), basis=basis)


def _placed(fault: ComplianceError, path: str, line: int = 0) -> ComplianceError:
    fault.place = fault.place or Place(row=line, field=path)
    return fault
