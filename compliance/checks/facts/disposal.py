"""Facts about deletion: whether it is due, done, possible and allowed (guide A.10; GDPR 5(1)(e), 17(3), 25(1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from compliance.checks.facts.archive import under_archive_rules
from compliance.checks.facts.profiles import profiles_over
from compliance.checks.law import Law
from compliance.checks.periods import after, longer
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.language.prose import bare
from compliance.model.activity import (
    Activity,
    ActivityRole,
    ActivityStatus,
    ArchivalDuty,
    DisposalAction,
    RetentionRule,
    TriggerEvent,
)
from compliance.model.supply import SupportsDeletion, System
from compliance.model.values import Answer

Rule = Within[RetentionRule, Activity]

FROM_THE_START: Final = frozenset({TriggerEvent.collected, TriggerEvent.log_written})
"""Events that happen from the first day of an activity on."""

BY_THE_END: Final = FROM_THE_START | {TriggerEvent.last_contact, TriggerEvent.service_ended}
"""Events that have happened to everybody when an activity has ended."""


class ArchiveOrder(StrEnum):
    """Who decides over deletion, in the order of guide A.10."""

    privacy_alone = "privacy_alone"
    preserve = "preserve"
    dispose = "dispose"
    undecided = "undecided"


def archive_order(rule: Rule, reading: Reading, law: Law, as_of: date) -> ArchiveOrder | None:
    """Who decides over deletion of these data. Unknown where it is not known whether archive law decides.

    That no archive rule applies is an answer for what is not a public record; a public record may still not be
    destroyed without leave.
    """
    under, duty = under_archive_rules(rule, reading, law, as_of), rule.value.archival_duty
    if under is None:
        return None
    if duty is ArchivalDuty.preserve:
        return ArchiveOrder.preserve
    if not under or (duty is ArchivalDuty.none and rule.value.is_public_record is not Answer.yes):
        return ArchiveOrder.privacy_alone
    if duty in (ArchivalDuty.may_dispose, ArchivalDuty.none):
        return ArchiveOrder.dispose
    return ArchiveOrder.undecided


def destruction_allowed(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether archive law lets these data be destroyed when their time is up. Unknown as `archive_order` is.

    What must be preserved, only after a copy is in the archive; what may be disposed of, only by a rule, a decision or
    the disposal plan; while the question is open, nothing.
    """
    order = archive_order(rule, reading, law, as_of)
    if order is None:
        return None
    if order is ArchiveOrder.preserve:
        return rule.value.archived_copy_first is Answer.yes
    if order is ArchiveOrder.dispose:
        named = any(act.instrument for act in rule.value.disposal_authority)
        return named or covered_by_disposal_plan(rule, reading, law, as_of)
    return order is ArchiveOrder.privacy_alone


def covered_by_disposal_plan(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether an adopted disposal plan names the type of record, by its words whatever the case and the marks."""
    kind = bare(rule.value.record_type or "")
    plans = (each.disposal_plan for each in profiles_over(reading.controller(rule.document), reading))
    return bool(kind) and any(
        plan.adopted_on is not None and plan.adopted_on <= as_of and kind in map(bare, plan.record_types)
        for plan in plans
        if plan is not None
    )


def below_legal_minimum(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the period is shorter than the least a statute sets. Unknown without either."""
    period, least = rule.value.period, rule.value.min_period_by_law
    return None if period is None or least is None else longer(least, period)


def something_due(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the time is up for the oldest data.

    The day of the oldest event decides where it is recorded. Else nothing is due that can be no older than the
    activity, and something is where the event came with the first day, or with the last of an activity that has ended.
    Unknown without a period, and otherwise.
    """
    period, trigger = rule.value.period, rule.value.trigger_event
    if period is None:
        return None
    oldest, first, last = rule.value.oldest_event_on, rule.document.started_on, rule.document.ended_on
    if oldest is not None:
        return after(oldest, period) < as_of
    if first is not None and after(first, period) >= as_of:
        return False
    if first is not None and trigger in FROM_THE_START:
        return True
    over = last is not None and trigger in BY_THE_END and after(last, period) < as_of
    return True if over else None


def run_overdue(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the last run is longer ago than the runs are apart. Unknown without an interval, or if still to come."""
    last, apart = rule.value.last_disposal_run, rule.value.disposal_interval
    if last is None:
        return True
    if apart is None or last > as_of:
        return None
    return after(last, apart) < as_of


def frozen(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether deletion is put off on that day; without an end, it is put off."""
    hold = rule.value.legal_hold
    return hold is not None and (hold.until is None or hold.until >= as_of)


def can_delete(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the system can delete. Unknown where it can in part: it may be the part that is due, or not."""
    said = system.supports_deletion
    return said is SupportsDeletion.yes if said in (SupportsDeletion.yes, SupportsDeletion.no) else None


def must_delete(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether some data in the system are to be deleted when their time is up. Unknown where a rule has no action."""
    actions = {rule.value.disposal_action for rule in _rules_in(system, reading)}
    return True if DisposalAction.delete in actions else None if None in actions else False


def deletion_due(system: System, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the time is up for some data in the system that are to be deleted, may be, and are not frozen."""
    said = {_is_due(rule, reading, law, as_of) for rule in _rules_in(system, reading)}
    return True if True in said else None if None in said else False


def _is_due(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    if rule.value.disposal_action is not DisposalAction.delete or frozen(rule, reading, law, as_of):
        return False
    both = {something_due(rule, reading, law, as_of), destruction_allowed(rule, reading, law, as_of)}
    return False if False in both else None if None in both else True


def _rules_in(system: System, reading: Reading) -> Iterator[Rule]:
    """The retention rules of what we ourselves do in the system, or did; the data lie there still."""
    for activity in reading.naming(Activity, "system_ids", system.id):
        if activity.role is not ActivityRole.processor and activity.status is not ActivityStatus.planned:
            yield from (Within(rule, activity, at) for at, rule in enumerate(activity.retention_rules))


FACTS: Final = {
    "retention_rule": (
        destruction_allowed,
        covered_by_disposal_plan,
        below_legal_minimum,
        something_due,
        run_overdue,
        frozen,
    ),
    "system": (can_delete, must_delete, deletion_due),
}
