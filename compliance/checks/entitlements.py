"""The rights of people, each judged once for the whole organisation and not once per activity (guide A.12)."""

from __future__ import annotations

from compliance.model.rights import Right
from compliance.model.values import Value


class Entitlement(Value):
    """One right people may have against the organisation, with its provision as people cite it: GDPR 15."""

    right: Right
    provision: str


def entitlements() -> tuple[Entitlement, ...]:
    """Every right there is, in the order of the model; which of them people have is for facts to say."""
    return tuple(Entitlement(right=right, provision=f"GDPR {right}") for right in Right)
