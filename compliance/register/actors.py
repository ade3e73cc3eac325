"""Who may be named as acting: a person of the register who is neither retired nor erased."""

from __future__ import annotations

from collections.abc import Iterable

from compliance.errors import ComplianceError
from compliance.model.values import Document
from compliance.register.view import View


class ActorUnknown(ComplianceError):
    sentence = "{given} is not a person of the register who can act."
    hint = "Name one of these with --actor: {known}."


class ActorNeeded(ComplianceError):
    sentence = "It must be said who acts: the register holds {count} people."
    hint = "Name one of these with --actor, or set COMPLIANCE_ACTOR: {known}."


class LastActor(ComplianceError):
    sentence = "{id} is the only person who can act in this register."
    hint = "Record another person first; otherwise nobody could write in the register any more."


def checked_actor(view: View, given: str) -> str:
    """The id itself; raise `ActorUnknown`, which lists who there is."""
    people = _able(view)
    if given not in {person.id for person in people}:
        raise ActorUnknown(given=given, known=_listed(people))
    return given


def sole_actor(view: View) -> str:
    """The one person of the register; raise `ActorNeeded` where there are several, or none."""
    people = _able(view)
    if len(people) != 1:
        raise ActorNeeded(count=len(people), known=_listed(people))
    return people[0].id


def refuse_last(view: View, leaving: Iterable[str], coming: Iterable[str] = ()) -> None:
    """Raise `LastActor` where nobody who can act would be left."""
    able, gone = {person.id for person in _able(view)}, set(leaving)
    if gone & able and not (able - gone) and not list(coming):
        raise LastActor(id=", ".join(sorted(gone & able)))


def _able(view: View) -> list[Document]:
    return [person for person in view.of("person") if view.erased_on(person.id) is None]


def _listed(people: list[Document]) -> str:
    return ", ".join(f"{person.id} ({person.name})" for person in people) or "nobody"
