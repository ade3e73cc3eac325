"""Turns documents and facts into the plain data a condition sees (docs/adr/0003-unknown-in-conditions.md).

What is not known is an absent key: an empty field, the answer `unknown`, a blank text, a fact that is None. Nothing is
ever null. A list is always there, empty where nothing is recorded, save where the model itself tells "none" from "not
read yet". Yes and no are truths, dates and moments ISO text, periods text that only `has` may touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from compliance.checks.expression import DefectiveExpression
from compliance.checks.wanted import Wanted
from compliance.model.activity import SubjectCategory, SubjectCode
from compliance.model.organisation import PUBLIC_KINDS, Organisation
from compliance.model.values import Answer

ABSENT: Final = object()
"""Stands for what is not known, and so is left out."""

UNKNOWN: Final = "unknown"

_VULNERABLE: Final = frozenset(
    {
        SubjectCode.child,
        SubjectCode.pupil,
        SubjectCode.kindergarten_child,
        SubjectCode.patient,
        SubjectCode.care_recipient,
        SubjectCode.client_social,
        SubjectCode.client_child_welfare,
        SubjectCode.employee,
        SubjectCode.applicant,
    }
)


def _is_public(organisation: Organisation) -> Answer | None:
    """A municipality, county, board or state body is a public authority though nobody wrote it down (guide A.1)."""
    return Answer.yes if organisation.kind in PUBLIC_KINDS else None


def _is_vulnerable(category: SubjectCategory) -> Answer | None:
    """Children, patients, clients and employees are vulnerable (WP248, criterion 7)."""
    return Answer.yes if category.code in _VULNERABLE else None


DERIVED: Final[Mapping[type[BaseModel], tuple[str, Callable[[Any], object]]]] = MappingProxyType(
    {Organisation: ("is_public_authority", _is_public), SubjectCategory: ("vulnerable", _is_vulnerable)}
)
"""Fields that follow from others where nobody has answered them."""


def plain(value: Any) -> Any:
    """A value as a condition sees it; `ABSENT` where it is not known."""
    return _plain_of(type(value))(value)


def chosen(value: Any, wanted: Wanted) -> Any:
    """As `plain`, but of documents and inner values only the fields that are wanted."""
    kind = type(value)
    if wanted.whole or kind is str:
        return _plain_of(kind)(value)
    if kind is tuple:
        return [said for item in value if (said := chosen(item, wanted)) is not ABSENT]
    if isinstance(value, BaseModel):
        return _chosen_fields(value, kind, wanted)
    return _plain_of(kind)(value)


def _chosen_fields(value: BaseModel, kind: type[BaseModel], wanted: Wanted) -> dict[str, Any]:
    held = value.__dict__
    found = {}
    for name, below in wanted.fields.items():
        each = held.get(name)
        if each is not None and (said := chosen(each, below)) is not ABSENT:
            found[name] = said
    if kind in DERIVED and DERIVED[kind][0] in wanted:
        _derive(value, kind, found)
    return found


def _record(value: Any, kind: type[BaseModel]) -> dict[str, Any]:
    found = {}
    for name, each in value.__dict__.items():
        if each is not None and (said := _plain_of(type(each))(each)) is not ABSENT:
            found[name] = said
    if kind in DERIVED:
        _derive(value, kind, found)
    return found


def _derive(value: BaseModel, kind: type[BaseModel], found: dict[str, Any]) -> None:
    name, derive = DERIVED[kind]
    if name not in found and (said := plain(derive(value))) is not ABSENT:
        found[name] = said


def _list(value: Any) -> list[Any]:
    return [said for item in value if (said := plain(item)) is not ABSENT]


def _set(value: Any) -> list[Any]:
    return sorted(_list(value))


def _map(value: Any) -> dict[str, Any]:
    return {str(name): said for name, held in value.items() if (said := plain(held)) is not ABSENT}


def _dataclass(value: Any) -> dict[str, Any]:
    return _map({field.name: getattr(value, field.name) for field in fields(value)})


def _same(value: Any) -> Any:
    return value


def _text(value: str) -> Any:
    return value if value and not value.isspace() else ABSENT


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _refuse(value: object) -> Any:
    raise DefectiveExpression(source=type(value).__name__, reason="no condition can see a value of this type")


_PLAIN: Final[tuple[tuple[type, Callable[[Any], Any]], ...]] = (
    (type(None), lambda _: ABSENT),
    (bool, _same),
    (int, _same),
    (datetime, _moment),
    (date, date.isoformat),
    (str, _text),
    (tuple, _list),
    (list, _list),
    (set, _set),
    (frozenset, _set),
    (Mapping, _map),
)


_TURNS: Final[dict[type, Callable[[Any], Any]]] = {}


def _plain_of(kind: type) -> Callable[[Any], Any]:
    """How values of a class are turned into plain data, found once per class."""
    turn = _TURNS.get(kind)
    if turn is None:
        turn = _TURNS[kind] = _turning(kind)
    return turn


def _turning(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Answer):
        return {Answer.yes: True, Answer.no: False, Answer.unknown: ABSENT}.__getitem__
    if issubclass(kind, StrEnum):
        return {member: ABSENT if member.value == UNKNOWN else str(member.value) for member in kind}.__getitem__
    if issubclass(kind, BaseModel):
        return lambda value: _record(value, kind)
    if is_dataclass(kind) and not issubclass(kind, Enum):
        return _dataclass
    return next((turn for base, turn in _PLAIN if issubclass(kind, base)), _refuse)
