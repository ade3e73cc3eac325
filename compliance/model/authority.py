"""Who may sign and accept what (ISO/IEC 27001 5.3, 27002 5.3; GDPR 38(6))."""

from __future__ import annotations

from datetime import date

from compliance.model.organisation import Authority, AuthorityOver, Person, RiskLevel, Role

LEVELS = (RiskLevel.low, RiskLevel.moderate, RiskLevel.high, RiskLevel.critical)


def may_sign(person: Person, over: AuthorityOver, on: date) -> bool:
    """Whether the person holds a power of this kind on that day. The data protection officer never does."""
    return Role.dpo not in person.roles and any(_covers(power, over, on) for power in person.authority)


def may_accept(person: Person, level: RiskLevel, on: date) -> bool:
    """Whether the person may accept a risk of this level on that day."""
    if Role.dpo in person.roles:
        return False
    powers = (power for power in person.authority if _covers(power, AuthorityOver.risk_acceptance, on))
    return any(power.up_to is not None and LEVELS.index(level) <= LEVELS.index(power.up_to) for power in powers)


def _covers(power: Authority, over: AuthorityOver, on: date) -> bool:
    begun = power.valid_from is None or power.valid_from <= on
    lasting = power.valid_to is None or on <= power.valid_to
    return power.over == over and begun and lasting
