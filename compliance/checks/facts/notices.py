"""Facts about what people must be told, and by which notice (guide A.11; GDPR 13, 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from compliance.checks.facts.bases import any_sensitive, data_used, every_purpose_has_letter, paired
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.activity import (
    Activity,
    ActivityRole,
    ActivityStatus,
    Art6,
    Art9Condition,
    AutomatedDecision,
    AutomatedEffect,
    DataSource,
    NoticeScope,
)
from compliance.model.assurance import Notice, NoticeBasis, NoticeItem
from compliance.model.values import Answer

Question: TypeAlias = Callable[[Activity, Reading, Law], bool | None]
"""Whether a point must be told of an activity; unknown is neither."""


def informs_of(notice: Notice, reading: Reading) -> tuple[Activity, ...]:
    """The activities the notice must cover: those that use it, are not ended, and are our own to answer for."""
    using = reading.naming(Activity, "notice_ids", notice.id)
    return tuple(
        each for each in using if each.status is not ActivityStatus.ended and each.role is not ActivityRole.processor
    )


def missing_items(notice: Notice, reading: Reading, law: Law, as_of: date) -> tuple[NoticeItem, ...] | None:
    """The points some activity that uses the notice needs and the notice leaves out, in the order of the law.

    Unknown where the notice has not been read or not said to be of 13 or 14. Unknown too where none is surely missing,
    but one may be: whether it is needed hangs on something that is not recorded.
    """
    if notice.basis is None or notice.items_present is None:
        return None
    activities = informs_of(notice, reading)
    absent = [item for item in NoticeItem if item in ITEMS[notice.basis] and item not in notice.items_present]
    needed = {item: needs(item, activities, reading, law) for item in absent}
    surely = tuple(item for item in absent if needed[item])
    return None if not surely and None in needed.values() else surely


def in_use(notice: Notice, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether some activity of ours that is not ended uses the notice."""
    return bool(informs_of(notice, reading))


def exception_falls_short(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the exception from informing leaves out a way the data come in; unknown without scope or sources."""
    exception = activity.notice_exception
    if exception is None or exception.scope is NoticeScope.both:
        return False
    if exception.scope is None or not activity.sources:
        return None
    covered = DataSource.data_subject if exception.scope is NoticeScope.art13 else DataSource.other
    return any(source is not covered for source in activity.sources)


def needs(item: NoticeItem, activities: Iterable[Activity], reading: Reading, law: Law) -> bool | None:
    """Whether some of the activities must tell this point: yes if one must, else unknown if one may have to."""
    asked = CONDITIONAL.get(item)
    said = {True if asked is None else asked(activity, reading, law) for activity in activities}
    return True if True in said else None if None in said else False


def _has_officer(activity: Activity, reading: Reading, law: Law) -> bool | None:
    controller = reading.controller(activity)
    return True if controller.dpo_person_id or controller.dpo_contact else None


def _rests_on_interests(activity: Activity, reading: Reading, law: Law) -> bool | None:
    if any(basis.art6 is Art6.f for basis in activity.legal_bases):
        return True
    return False if every_purpose_has_letter(activity) else None


def _rests_on_consent(activity: Activity, reading: Reading, law: Law) -> bool | None:
    """6(1)(a) or 9(2)(a); unknown too where sensitive data are used and no condition is recorded."""
    bases = activity.legal_bases
    if any(basis.art6 is Art6.a or basis.art9_condition is Art9Condition.a for basis in bases):
        return True
    return False if every_purpose_has_letter(activity) and _conditions_are_known(activity) else None


def _conditions_are_known(activity: Activity) -> bool:
    return all(
        any(basis.art9_condition is not None for basis in paired(activity, at))
        or any_sensitive(data_used(purpose, activity)) is not True
        for at, purpose in enumerate(activity.purposes)
    )


def _has_recipients(activity: Activity, reading: Reading, law: Law) -> bool | None:
    return True if activity.recipients else _denied(activity.no_recipients_declared)


def _leaves_the_eea(activity: Activity, reading: Reading, law: Law) -> bool | None:
    countries = {transfer.country for transfer in activity.transfers}
    if countries - {None} - set(law.codes("eea")):
        return True
    if countries:
        return None if None in countries else False
    return _denied(activity.no_transfers_declared)


def _decides_alone(activity: Activity, reading: Reading, law: Law) -> bool | None:
    """A decision of 22(1): by machine alone, and with an effect that matters."""
    decision, effect = activity.automated_decision, activity.automated_effect
    if decision in (AutomatedDecision.none, AutomatedDecision.support):
        return False
    if effect in (AutomatedEffect.none, AutomatedEffect.minor):
        return False
    return None if decision is None or effect is None else True


def _denied(declared_none: Answer | None) -> bool | None:
    if declared_none is Answer.yes:
        return False
    return True if declared_none is Answer.no else None


ITEMS: Final[Mapping[NoticeBasis, frozenset[NoticeItem]]] = MappingProxyType(
    {
        NoticeBasis.art13: frozenset(item for item in NoticeItem if item.value.startswith("13.")),
        NoticeBasis.art14: frozenset(item for item in NoticeItem if item.value.startswith("14.")),
    }
)

CONDITIONAL: Final[Mapping[NoticeItem, Question]] = MappingProxyType(
    {
        NoticeItem.i13_1_b: _has_officer,
        NoticeItem.i14_1_b: _has_officer,
        NoticeItem.i13_1_d: _rests_on_interests,
        NoticeItem.i14_2_b: _rests_on_interests,
        NoticeItem.i13_1_e: _has_recipients,
        NoticeItem.i14_1_e: _has_recipients,
        NoticeItem.i13_1_f: _leaves_the_eea,
        NoticeItem.i14_1_f: _leaves_the_eea,
        NoticeItem.i13_2_c: _rests_on_consent,
        NoticeItem.i14_2_d: _rests_on_consent,
        NoticeItem.i13_2_f: _decides_alone,
        NoticeItem.i14_2_g: _decides_alone,
    }
)
"""The points that must be told only in a case; every other must always be told."""

FACTS: Final = {"notice": (missing_items, in_use), "activity": (exception_falls_short,)}
