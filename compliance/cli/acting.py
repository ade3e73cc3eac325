"""Who acts in this call: the person named, else the only one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.register.view import View


def actor_of(call: Call, view: View) -> str:
    """The acting person's id; raise `ActorUnknown` or `ActorNeeded`."""
    from compliance.register.actors import checked_actor, sole_actor

    return checked_actor(view, call.actor) if call.actor else sole_actor(view)
