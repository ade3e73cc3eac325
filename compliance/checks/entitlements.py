"""The rights of people, each judged once for the whole organisation and not once per activity (guide A.12).

Those no routine is recorded for are judged together: to have recorded nothing is one silence, not nine.
"""

from __future__ import annotations

from collections.abc import Collection

from compliance.model.rights import Right
from compliance.model.values import Value


class Entitlement(Value):
    """What people may have a right to against the organisation: one right with a routine, or all those without."""

    rights: tuple[Right, ...]


def entitlements(with_routine: Collection[Right | None]) -> tuple[Entitlement, ...]:
    """Every right there is, in the order of the model; which of them people have is for facts to say."""
    silent = tuple(right for right in Right if right not in with_routine)
    alone = (Entitlement(rights=(right,)) for right in Right if right in with_routine)
    return (*((Entitlement(rights=silent),) if silent else ()), *alone)
