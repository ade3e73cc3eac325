"""How long everything is kept and what becomes of it then: the retention rules of every activity, archive law first.

Who decides over deletion follows the order of guide A.10; what has no rule, or a rule that says too little, is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from compliance.checks.facts.disposal import (
    ArchiveOrder,
    archive_order,
    below_legal_minimum,
    covered_by_disposal_plan,
    frozen,
    run_overdue,
    something_due,
)
from compliance.checks.facts.retention import data_without_rule, exceeds_need, within_legal_minimum
from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.language.dates import period, short_date
from compliance.matter.codes import Codes
from compliance.matter.composed import Report
from compliance.matter.source import Source
from compliance.memo.composed import Mark
from compliance.model.activity import (
    WITHOUT_END,
    Activity,
    ActivityRole,
    ActivityStatus,
    DisposalAction,
    RetentionMode,
    RetentionRule,
)
from compliance.model.organisation import Person, Role
from compliance.model.supply import System
from compliance.model.values import Answer, Count, LegalRef, Value
from compliance.register.view import id_order

Rule = Within[RetentionRule, Activity]
_Seen = tuple[Reading, Law, date]

_DESTROYS: Final = (DisposalAction.delete, DisposalAction.anonymise)
_NEVER_FOR_EVER: Final = (ArchiveOrder.dispose, ArchiveOrder.privacy_alone)
_ORDERS: Final = (
    ArchiveOrder.preserve, ArchiveOrder.dispose, ArchiveOrder.privacy_alone, ArchiveOrder.undecided, None,
)  # fmt: skip
_LACKS: Final = {
    "no_rule": "30(1)(f)", "no_period": "5(1)(e)", "no_start": "5(1)(e)", "no_action": "5(1)(e)",
    "too_long": "5(1)(e)", "for_ever": "5(1)(e)", "too_short": "17(3)(b)", "order_open": "17(3)(b), (d)",
    "no_archive_law": "17(3)(b), (d)", "must_preserve": "17(3)(b), (d)", "no_leave": "17(3)(b), (d)",
    "overdue": "5(1)(e), 5(2)", "no_owner": "24(1)",
}  # fmt: skip
"""What a plan may lack, in the order it is told, by the provision that asks for it."""
_COLUMNS: Final = {
    "time": ("no_period", "no_start", "too_long", "for_ever", "too_short"),
    "ground": ("order_open", "no_archive_law", "no_leave"),
    "action": ("no_action", "must_preserve"),
}
"""In which column of a rule a lack is told; the others are told of the activity, or by the day."""


class Due(Value):
    """When disposal is next to be done: a day, or why there is none."""

    day: date | None = None
    mark: Mark = "none"
    word: str


class RuleLacks(Value):
    """What stands against carrying a rule out as it is written, by the column it belongs to."""

    time: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    action: tuple[str, ...] = ()


class PlannedRule(Value):
    """One retention rule: which data, how long, who decides over deletion, what is done and by whom, and when next."""

    data: tuple[str, ...]
    how_long: str | None
    order: ArchiveOrder | None
    decided_by: str
    grounds: tuple[str, ...]
    action: str | None
    how: tuple[str, ...]
    due: Due
    lacks: RuleLacks = RuleLacks()


class PlannedActivity(Value):
    """An activity with its rules, and the data no rule covers."""

    id: str
    name: str
    unit: str
    owner: str | None
    ended: bool = False
    paused: bool = False
    for_others: bool = False
    rules: tuple[PlannedRule, ...] = ()
    without_rule: tuple[str, ...] | None = ()
    """None where nobody can tell: no data are named, or a rule does not say which it covers."""


class Shortcoming(Value):
    """Something the plan lacks, and where."""

    id: str
    label: str
    provision: str
    activity_ids: tuple[str, ...]


class DisposalDay(Value):
    """The disposals of one day that are alike; those nobody can set a day for stand last, without one."""

    day: date | None = None
    mark: Mark = "none"
    """Whether the day is passed, or nobody knows whether anything is due."""
    rules: Count
    activity_ids: tuple[str, ...]


class OrderShare(Value):
    """How many rules have one answer to who decides over deletion, and what the answer means."""

    label: str
    why: str
    rules: Count


class RetentionPlan(Report):
    """The retention and disposal plan."""

    activities: tuple[PlannedActivity, ...]
    orders: tuple[OrderShare, ...]
    """In the order of guide A.10: what must be preserved first, what is open last."""
    shortcomings: tuple[Shortcoming, ...] = ()
    days: tuple[DisposalDay, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"plan": self.activities}


def retention_plan(source: Source) -> RetentionPlan:
    """The rules of every activity, by unit and id; what is done for others stands there too, and says so."""
    activities = sorted(source.reading.all(Activity), key=lambda each: _place(each, source))
    plan = _Plan(source)
    planned = tuple(plan.activity(each) for each in activities)
    rules = [rule for each in planned for rule in each.rules]
    return RetentionPlan(
        head=source.head(),
        activities=planned,
        orders=tuple(_share(order, rules, source) for order in _ORDERS),
        shortcomings=plan.shortcomings(),
        days=_days(planned),
        unverified=source.unverified(
            reference for each in activities for rule in each.retention_rules for reference in _references(rule, source)
        ),
    )


def _share(order: ArchiveOrder | None, rules: Sequence[PlannedRule], source: Source) -> OrderShare:
    words = f"orders.{order or 'unknown'}"
    return OrderShare(
        label=source.said(f"{words}.text"), why=source.said(f"{words}.why"),
        rules=sum(rule.order is order for rule in rules),
    )  # fmt: skip


def _place(activity: Activity, source: Source) -> tuple[str, tuple[tuple[str | int, ...], str]]:
    return (activity.unit or source.said("no_unit")).casefold(), id_order(activity.id)


def _references(rule: RetentionRule, source: Source) -> tuple[LegalRef, ...]:
    every = (*rule.archival_basis, *rule.disposal_authority, *rule.min_period_basis, *rule.justification_ref)
    return source.in_force(every)


def _days(planned: Iterable[PlannedActivity]) -> tuple[DisposalDay, ...]:
    by_day: dict[tuple[date | None, Mark], list[str]] = {}
    for activity in planned:
        for rule in activity.rules:
            if rule.due.day is not None or rule.action is not None:
                by_day.setdefault((rule.due.day, rule.due.mark), []).append(activity.id)
    in_order = sorted(by_day.items(), key=lambda each: (each[0][0] is None, each[0][0] or date.max, each[0][1]))
    return tuple(
        DisposalDay(day=day, mark=mark, rules=len(ids), activity_ids=tuple(sorted(set(ids), key=id_order)))
        for (day, mark), ids in in_order
    )


class _Plan:
    """Makes the entries, and notes what each lacks."""

    def __init__(self, source: Source) -> None:
        self.source, self.said, self.codes = source, source.said, Codes(source)
        self.seen: _Seen = (source.reading, source.law, source.as_of)
        self.lacking: dict[str, dict[str, None]] = {id: {} for id in _LACKS}

    @cached_property
    def records_managers(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.source.reading.all(Person) if Role.records_manager in each.roles)

    def activity(self, activity: Activity) -> PlannedActivity:
        owner = self.source.person(activity.owner_id)
        for_others = activity.role is ActivityRole.processor
        without = data_without_rule(activity, *self.seen)
        if owner is None:
            self._note("no_owner", activity)
        if without != () or not activity.retention_rules:
            self._note("no_rule", activity)
        rules = (Within(rule, activity, at) for at, rule in enumerate(activity.retention_rules))
        return PlannedActivity(
            id=activity.id, name=activity.name, unit=activity.unit or self.said("no_unit"), owner=owner,
            ended=activity.status is ActivityStatus.ended, paused=activity.status is ActivityStatus.paused,
            for_others=for_others,
            rules=tuple(self._rule(rule) for rule in rules), without_rule=without,
        )  # fmt: skip

    def shortcomings(self) -> tuple[Shortcoming, ...]:
        return tuple(
            Shortcoming(
                id=id,
                label=self.said(f"lacks.{id}.label"),
                provision=provision,
                activity_ids=tuple(sorted(where, key=id_order)),
            )
            for id, provision in _LACKS.items()
            if (where := self.lacking[id])
        )

    def _note(self, lack: str, activity: Activity) -> None:
        """What is done for others is theirs to decide, and is no lack of ours."""
        if activity.role is not ActivityRole.processor:
            self.lacking[lack][activity.id] = None

    def _rule(self, rule: Rule) -> PlannedRule:
        value, order = rule.value, archive_order(rule, *self.seen)
        lacks = (*self._lacks_of_time(rule, order), *self._lacks_of_disposal(rule, order))
        for lack in lacks:
            self._note(lack, rule.document)
        return PlannedRule(
            data=self._data(rule), how_long=self.codes.how_long(value), order=order,
            decided_by=self.said(f"orders.{order or 'unknown'}.text"), grounds=tuple(self._grounds(rule, order)),
            action=self.said(f"actions.{value.disposal_action}") if value.disposal_action else None,
            how=tuple(self._how(rule)), due=self._due(rule),
            lacks=RuleLacks(**{
                column: tuple(self.said(f"lacks.{lack}.text") for lack in lacks if lack in told)
                for column, told in _COLUMNS.items()
            }),
        )  # fmt: skip

    def _data(self, rule: Rule) -> tuple[str, ...]:
        named = {each.id: each.name or each.id for each in rule.document.data_categories}
        return tuple(name for id in rule.value.data_category_ids if (name := named.get(id)))

    def _lacks_of_time(self, rule: Rule, order: ArchiveOrder | None) -> Iterator[str]:
        value = rule.value
        if self.codes.how_long(value) is None:
            yield "no_period"
        elif self.codes.lacks_start(value):
            yield "no_start"
        if exceeds_need(rule, *self.seen) and not (value.justification_ref or within_legal_minimum(rule, *self.seen)):
            yield "too_long"
        if value.mode is RetentionMode.indefinite and order in _NEVER_FOR_EVER and not value.justification_ref:
            yield "for_ever"
        if value.disposal_action in _DESTROYS and below_legal_minimum(rule, *self.seen):
            yield "too_short"

    def _lacks_of_disposal(self, rule: Rule, order: ArchiveOrder | None) -> Iterator[str]:
        value, destroys = rule.value, rule.value.disposal_action in _DESTROYS
        if value.disposal_action is None and value.mode not in WITHOUT_END:
            yield "no_action"
        if order in (None, ArchiveOrder.undecided):
            yield "order_open"
        if order is ArchiveOrder.preserve and not self.source.in_force(value.archival_basis):
            yield "no_archive_law"
        if order is ArchiveOrder.preserve and destroys and value.archived_copy_first is not Answer.yes:
            yield "must_preserve"
        if order is ArchiveOrder.dispose and destroys and not self._may_be_disposed(rule):
            yield "no_leave"
        if self._overdue(rule):
            yield "overdue"

    def _may_be_disposed(self, rule: Rule) -> bool:
        """Whether a rule, a decision or the plan allows it on the day: what has run out allows nothing."""
        in_force = self.source.in_force(rule.value.disposal_authority)
        return any(act.instrument for act in in_force) or covered_by_disposal_plan(rule, *self.seen)

    def _grounds(self, rule: Rule, order: ArchiveOrder | None) -> Iterator[str]:
        """What the period and the disposal rest on: archive law, the least time by law, what the purpose needs."""
        value = rule.value
        rests_on = {ArchiveOrder.preserve: value.archival_basis, ArchiveOrder.dispose: value.disposal_authority}
        if law := self._law("by_law", rests_on.get(order, ()) if order else ()):
            yield law
        if order is ArchiveOrder.dispose and covered_by_disposal_plan(rule, *self.seen):
            yield self.said("by_plan", type=value.record_type)
        if value.min_period_by_law:
            least = period(value.min_period_by_law, self.source.language)
            yield self._law("at_least", value.min_period_basis, period=least) or self.said("least_alone", period=least)
        if value.purpose_max_period:
            yield self.said("need", period=period(value.purpose_max_period, self.source.language))
        if longer := self._law("longer", value.justification_ref):
            yield longer
        if value.archived_copy_first is Answer.yes:
            yield self.said("copy_first")

    def _law(self, path: str, references: Sequence[LegalRef], **facts: object) -> str | None:
        cited = list(dict.fromkeys(map(self.source.cited, self.source.in_force(references))))
        return self.said(path, law="; ".join(cited), **facts) if cited else None

    def _how(self, rule: Rule) -> Iterator[str]:
        """By whom, in which systems, then how often, when last, and where the proof is."""
        value = rule.value
        if value.disposal_action is DisposalAction.transfer_to_archive and self.records_managers:
            yield self.said("archive_receives", names=self.records_managers)
        if value.disposal_action in _DESTROYS:
            systems = self.source.reading.find_all(System, rule.document.system_ids)
            for system in systems:
                owner = self.source.person(system.owner_id) or self.said("no_owner")
                yield self.said(
                    f"systems.{system.supports_deletion or 'unknown'}", name=system.name, id=system.id, owner=owner
                )
            if not systems:
                yield self.said("no_system")
        if rhythm := list(self._rhythm(value)):
            said = ", ".join(rhythm)
            yield f"{said[:1].upper()}{said[1:]}"

    def _rhythm(self, value: RetentionRule) -> Iterator[str]:
        if value.disposal_interval:
            yield self.said("every", period=period(value.disposal_interval, self.source.language))
        if value.last_disposal_run:
            yield self.said("last", day=short_date(value.last_disposal_run, self.source.language, year=True))
        if value.disposal_log_evidence:
            yield self.said("proof", id=value.disposal_log_evidence)

    def _due(self, rule: Rule) -> Due:
        value, hold = rule.value, rule.value.legal_hold
        if hold is not None and frozen(rule, *self.seen):
            until = short_date(hold.until, self.source.language, year=True) if hold.until else None
            said = self.said("due.held_until", day=until) if until else self.said("due.held")
            return Due(mark="lacking" if until is None else "none", word=said)
        if value.disposal_action is None:
            return Due(word="–") if value.mode in WITHOUT_END else Due(mark="unknown", word=self.said("due.unknown"))
        if value.last_disposal_run is None:
            return self._first(rule)
        if value.disposal_interval is None:
            return Due(mark="unknown", word=self.said("due.no_interval"))
        day = after(value.last_disposal_run, value.disposal_interval)
        said = short_date(day, self.source.language, year=True)
        due = something_due(rule, *self.seen)
        if day >= self.source.as_of or due is False:
            return Due(day=day, word=said)
        if self._overdue(rule):
            return Due(day=day, mark="lacking", word=self.said("due.late", day=said))
        return Due(day=day, mark="unknown", word=self.said("due.passed", day=said))

    def _first(self, rule: Rule) -> Due:
        """It was never done: whether it should have been, is for the oldest data to say."""
        due = something_due(rule, *self.seen)
        if due is None:
            return Due(mark="unknown", word=self.said("due.never"))
        return Due(mark="lacking", word=self.said("due.never_late")) if due else Due(word=self.said("due.not_yet"))

    def _overdue(self, rule: Rule) -> bool:
        """As the rules have it: the time is up for some data, and no run was held in time."""
        if frozen(rule, *self.seen) or rule.document.status is ActivityStatus.planned:
            return False
        return bool(something_due(rule, *self.seen) and run_overdue(rule, *self.seen))
