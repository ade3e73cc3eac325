"""What the verbs that stand on a register have in common: which one, as it stood when, and who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.memo.material import Material
    from compliance.register.register import Register
    from compliance.register.view import View

LANGUAGE_WITHOUT_ORGANISATION = "nb"


def opened(call: Call) -> Register:
    """The register the call names; use it in a `with`."""
    from compliance.register.register import open_register

    return open_register(call.register)


def seen(call: Call, register: Register) -> View:
    """The state of the book the call asks for with `--at`, else the latest."""
    return register.view(None if call.at is None else register.entry_at(call.at))


def as_judged(call: Call, view: View) -> Material:
    """The register as the call asks to see it, judged on its day, by as many processes as the machine has cores."""
    from compliance.hands import cores
    from compliance.memo.material import material

    return material(view, call.as_of, language=call.language, hands=cores())


def acting(call: Call, register: Register) -> str:
    """The person who acts: `--actor`, else the only person there is; raises `ActorUnknown` or `ActorNeeded`."""
    from compliance.register.actors import checked_actor, sole_actor

    view = register.view()
    return checked_actor(view, call.actor) if call.actor else sole_actor(view)


def language_of(call: Call, view: View) -> str:
    """The language of labels: `--language`, else the organisation's own."""
    return call.language or view.organisation.language or LANGUAGE_WITHOUT_ORGANISATION
