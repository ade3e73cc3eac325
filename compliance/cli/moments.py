"""Which state of the book a call reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.register.register import Register


def entry_wanted(call: Call, register: Register) -> int:
    """The entry `--at` means, else the last one; raise `NoSuchEntry`."""
    if call.at is None:
        return register.head().seq
    return register.entry_at(str(call.at) if isinstance(call.at, int) else call.at.isoformat())
