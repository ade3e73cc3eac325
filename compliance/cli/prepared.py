"""A memo as a command asks to have it: composed of the register, and held against the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compliance.cli.book import as_judged

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.memo.compose import Composition
    from compliance.memo.gate import Objection
    from compliance.memo.material import Material
    from compliance.register.view import View


class Prepared(NamedTuple):
    """A memo, what it was made from, and what stands against it."""

    composition: Composition
    material: Material
    stopped: tuple[Objection, ...]


def prepared(call: Call, view: View, *, draft: bool) -> Prepared:
    """Compose the memo; raises `MemoRefused` where something stands against it and no draft was asked for."""
    from compliance.memo.gate import MemoRefused, objections

    judged = as_judged(call, view)
    composition = composed(call, judged, draft=draft)
    stopped = objections(composition, judged)
    if stopped and not draft:
        raise MemoRefused(objections=stopped)
    return Prepared(composition, judged, stopped)


def composed(call: Call, judged: Material, *, draft: bool) -> Composition:
    """The memo, whatever stands against it."""
    from compliance.memo.compose import compose

    return compose(judged, draft=draft, prepared_by=_preparer(call, judged.view))


def _preparer(call: Call, view: View) -> str | None:
    """The one who acts, else the only one who prepares memos; a memo may also be read before that is settled."""
    from compliance.model.organisation import Person, Role
    from compliance.register.actors import checked_actor

    if call.actor:
        return checked_actor(view, call.actor)
    people = [person for person in view.of("person") if isinstance(person, Person)]
    preparers = [person for person in people if Role.preparer in person.roles] or people
    return preparers[0].id if len(preparers) == 1 else None
