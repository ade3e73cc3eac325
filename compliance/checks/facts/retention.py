"""Facts about how long data are kept (guide A.10; GDPR 5(1)(e))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import longer
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, RetentionRule

Rule = Within[RetentionRule, Activity]

AT_ONCE: Final = "P0D"


def exceeds_need(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the period is longer than the purpose needs. Unknown without either; what goes at once never is."""
    period, need = rule.value.period, rule.value.purpose_max_period
    if period is not None and not longer(period, AT_ONCE):
        return False
    return None if period is None or need is None else longer(period, need)


def within_legal_minimum(rule: Rule, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a named act makes us keep the data that long. Unknown where the act is named and its time is not.

    A least time without the act that sets it carries nothing: nobody can look it up.
    """
    period, least = rule.value.period, rule.value.min_period_by_law
    if not any(act.instrument for act in rule.value.min_period_basis):
        return False
    return None if period is None or least is None else not longer(period, least)


def data_without_rule(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The data that no retention rule covers, by name, in order.

    Unknown where no data are told, and where some data are left over while a rule does not say what it covers.
    """
    rules = activity.retention_rules
    covered = {id for rule in rules for id in rule.data_category_ids}
    left = tuple(data.name or data.id or "?" for data in activity.data_categories if data.id not in covered)
    open_ended = any(not rule.data_category_ids for rule in rules)
    return None if not activity.data_categories or (left and open_ended) else left


FACTS: Final = {"activity": (data_without_rule,), "retention_rule": (exceeds_need, within_legal_minimum)}
