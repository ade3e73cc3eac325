"""How the rooms of signing write to the register: documents they made, as one entry, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from compliance.capture.candidate import candidate_of
from compliance.errors import ComplianceError
from compliance.model.decision import Memo, Question
from compliance.model.kinds import KINDS
from compliance.model.organisation import Person
from compliance.model.values import Document
from compliance.register.chain import Entry
from compliance.register.register import Register
from compliance.register.view import View

D = TypeVar("D", bound=Document)


class NotThatKind(ComplianceError):
    sentence = "{id} is {found}, and {wanted} is wanted here."
    hint = "“compliance list {plural}” shows those there are."


class NoSuch(ComplianceError):
    sentence = "There is no {wanted} {id} in the register."
    hint = "“compliance list {plural}” shows those there are."


def held(view: View, wanted: type[D], id: str) -> D:
    """The record of that id and kind; raise `NoSuch` or `NotThatKind`."""
    kind = next(kind for kind in KINDS.values() if kind.document is wanted)
    found = view.get(id)
    if found is None:
        raise NoSuch(id=id, wanted=kind.name, plural=kind.plural)
    if not isinstance(found, wanted):
        raise NotThatKind(id=id, found=type(found).__name__, wanted=wanted.__name__, plural=kind.plural)
    return found


def questions_of(view: View, memo: Memo) -> dict[str, Question]:
    """The questions a memo asks, by id, in its order."""
    return {id: held(view, Question, id) for id in memo.question_ids}


def people(view: View) -> tuple[Person, ...]:
    """Everybody in the register."""
    return tuple(person for person in view.of("person") if isinstance(person, Person))


def next_id(view: View, kind: str, taken: Sequence[str] = ()) -> str:
    """The id a new record of this kind will have, when it must be known before it is written."""
    prefix = f"{KINDS[kind].prefix}-"
    tails = (id.removeprefix(prefix) for id in (*view.ids(), *taken) if id.startswith(prefix))
    last = max((int(tail) for tail in tails if tail.isdigit()), default=0)
    return f"{prefix}{last + 1:04d}"


def write(
    register: Register,
    documents: Sequence[Document],
    *,
    actor: str,
    reason: str,
    at: datetime,
    attachments: Sequence[tuple[bytes, str]] = (),
) -> Entry | None:
    """Write whole documents, frozen ones too, as one entry; raise the first refusal, and then nothing is written."""
    plan = register.plan([candidate_of(document) for document in documents], frozen_ok=True)
    if plan.failed and (error := plan.failed[0].error):
        raise error
    return register.apply(plan, actor=actor, reason=reason, at=at, attachments=attachments)
