"""Words in which the register's tests speak."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from compliance.capture.candidate import Candidate
from compliance.model.organisation import Organisation, Person, Role
from compliance.register.register import create_register

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
ORGANISATION = Organisation(id="ORG-1", name="Sund kommune", country="NO")
OFFICER = Person(id="PER-1", name="Kari Ås", email="kari@sund.example", roles=(Role.security_officer,))


def founded(address: str | Path, *, organisation=ORGANISATION, people=(OFFICER,)):
    return create_register(
        address, organisation=organisation, people=people, actor=people[0].id, reason="founded", at=START
    )


def activity(id=None, /, **fields) -> Candidate:
    return candidate("activity", id, **fields)


def candidate(kind, id=None, /, *, place=None, origin=None, basis=None, **fields) -> Candidate:
    more = {"place": place} if place else {}
    return Candidate(kind, id, fields, origin=origin, basis=basis, **more)


def written(register, *candidates, actor="PER-1", reason="captured", at=None, frozen_ok=False, attachments=()):
    """Plan and apply; every line must stand."""
    plan = register.plan(candidates, frozen_ok=frozen_ok)
    assert not plan.failed, [str(line.error) for line in plan.failed]
    at = at or START + timedelta(hours=register.head().seq)
    return register.apply(plan, actor=actor, reason=reason, at=at, attachments=attachments)


def line(register, one: Candidate, **options):
    """What becomes of one candidate."""
    return register.plan([one], **options).lines[0]
