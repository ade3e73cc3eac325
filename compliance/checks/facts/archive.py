"""Facts about what archive law says of records, in the order of guide A.10 (GDPR 17(3)(b) and (d), 89(1))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.model.activity import WITHOUT_END, Activity, ActivityStatus, ArchivalDuty, RetentionRule
from compliance.model.organisation import PUBLIC_KINDS, Organisation
from compliance.model.supply import System
from compliance.model.values import Answer

Rule = Within[RetentionRule, Activity]


def under_archive_rules(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether archive law decides over these data before data protection does.

    A duty to preserve or a leave to dispose speaks for itself. What a public authority holds counts as records until
    somebody has said otherwise. Unknown where neither the records nor the body are told.
    """
    record, duty = rule.value.is_public_record, rule.value.archival_duty
    if record is Answer.yes or duty is ArchivalDuty.preserve:
        return True
    if record is Answer.no:
        return False
    if duty is ArchivalDuty.may_dispose:
        return True
    return is_authority(reading.controller(rule.document))


def processing_over(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the activity has ended. Unknown where neither its status nor its last day is told."""
    status, last = rule.document.status, rule.document.ended_on
    if status is ActivityStatus.ended or (last is not None and last < as_of):
        return True
    return None if status is None and last is None else False


def only_for_archive_since(rule: Rule, reading: Reading, law: Law, as_of: date) -> date | None:
    """The day from which the data of an ended activity are kept for the archive alone.

    Where a period runs, that is the day it is over, counted from the end of the activity. Unknown without the last day,
    or the period.
    """
    last, said = rule.document.ended_on, rule.value
    if last is None or last > as_of:
        return None
    if said.mode in WITHOUT_END:
        return last
    return None if said.period is None else after(last, said.period)


def stored_outside_country(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether data lie in another country than the organisation's own. Unknown where either is not told."""
    own = reading.controller(system).country
    if own is None or not system.storage_countries:
        return None
    return any(country != own for country in system.storage_countries)


def is_authority(organisation: Organisation) -> bool | None:
    """Whether it is a public authority: as answered, else by its kind (guide A.1)."""
    said = organisation.is_public_authority
    if said in (Answer.yes, Answer.no):
        return said is Answer.yes
    return True if organisation.kind in PUBLIC_KINDS else None


FACTS: Final = {
    "retention_rule": (under_archive_rules, processing_over, only_for_archive_since),
    "system": (stored_outside_country,),
}
