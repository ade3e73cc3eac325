"""Facts about the data protection officer (guide A.1; GDPR 37-39)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.model.activity import Activity, ActivityStatus
from compliance.model.organisation import Organisation, Person, Role
from compliance.model.supply import LifeStatus, System

CLASHING: Final = frozenset(
    {
        Role.chief_executive,
        Role.it_manager,
        Role.hr_manager,
        Role.security_officer,
        Role.system_owner,
        Role.process_owner,
    }
)
"""The offices whose holder decides what the officer is to watch over (38(6); the list is guide A.1's)."""


def officer_appointed(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether somebody holds the office. Unknown where only the way to reach an officer is told, and not who it is."""
    officer = reading.find(Person, organisation.dpo_person_id)
    if officer is not None:
        return officer.retired is None
    return False if organisation.dpo_contact is None else None


def officer_not_made_known(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """To whom the officer is not shown to be made known (37(7)), as the fields that would say so. A day to come is no
    answer."""
    told = {
        "dpo_published_on": organisation.dpo_published_on,
        "dpo_reported_to_sa_on": organisation.dpo_reported_to_sa_on,
    }
    return tuple(field for field, day in told.items() if day is None or day > as_of)


def clashing_offices(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> tuple[Role, ...] | None:
    """The other offices of the officer that decide over personal data (38(6)), by title or by what the officer owns.

    Unknown without an officer, or where none is known and the officer's offices are not recorded.
    """
    officer = reading.find(Person, organisation.dpo_person_id)
    if officer is None:
        return None
    held = {*officer.roles, *_offices_of_owner(officer, reading)}
    clashing = tuple(role for role in Role if role in held & CLASHING)
    return None if not clashing and not officer.roles else clashing


def officer_reported_lately(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the officer has reported to the top leader within the usual time, or took office within it.

    The office is counted from the day it was first made known. Unknown where no day up to now tells either.
    """
    oldest = before(as_of, law.period("dpo_report"))
    made_known = [
        day for day in (organisation.dpo_published_on, organisation.dpo_reported_to_sa_on) if day and day <= as_of
    ]
    counted = [day for day in organisation.dpo_report_dates if day <= as_of] + sorted(made_known)[:1]
    return max(counted) >= oldest if counted else None


def _offices_of_owner(officer: Person, reading: Reading) -> set[Role]:
    """What the officer is in fact, whatever the title: owner of an activity, or of a system."""
    activities = reading.naming(Activity, "owner_id", officer.id)
    systems = reading.naming(System, "owner_id", officer.id)
    held = set()
    if any(activity.status is not ActivityStatus.ended for activity in activities):
        held.add(Role.process_owner)
    if any(system.status is not LifeStatus.retired for system in systems):
        held.add(Role.system_owner)
    return held


FACTS: Final = {
    "organisation": (officer_appointed, officer_not_made_known, clashing_offices, officer_reported_lately),
}
