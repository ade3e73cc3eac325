"""Facts about danger signs and impact assessments (guide A.18, B.2.6; GDPR 35, 36; WP248 rev.01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from compliance.checks.context import DERIVED
from compliance.checks.facts.statutes import holds_on
from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.activity import (
    Activity,
    ActivityStatus,
    Art9Type,
    Art35Cases,
    AutomatedDecision,
    AutomatedEffect,
    Screening,
    Sensitivity,
    SubjectCategory,
    VolumeBand,
)
from compliance.model.assessment import Dpia, DpiaPart, DpiaStatus
from compliance.model.supply import AiClass, LifeStatus, System
from compliance.model.values import Answer


class Sign(StrEnum):
    """The nine danger signs by their number in WP248; the names are the fields of `Screening`."""

    scoring = "WP248.1"
    automated_decision = "WP248.2"
    monitoring = "WP248.3"
    sensitive = "WP248.4"
    large_scale = "WP248.5"
    matching = "WP248.6"
    vulnerable = "WP248.7"
    innovative = "WP248.8"
    blocks_service = "WP248.9"


class Case(StrEnum):
    """The cases in which the law always asks for an assessment; the names are the fields of `Art35Cases`."""

    a = "35.3.a"
    b = "35.3.b"
    c = "35.3.c"


APPROVAL: Final = "24.1"
"""Stands for the approval by the one who answers, among the parts an assessment lacks."""

_EXCLUDED_BY: Final = {
    Case.a: (Sign.scoring,),
    Case.b: (Sign.sensitive, Sign.large_scale),
    Case.c: (Sign.monitoring, Sign.large_scale),
}
"""The signs each case needs: what the law calls large scale or evaluation is never without the wider sign."""

_PRIVATE: Final = frozenset({Sensitivity.art9, Sensitivity.art10, Sensitivity.highly_personal})


def danger_signs(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[Sign, ...]:
    """The signs answered yes, in the order of WP248."""
    return tuple(sign for sign in Sign if _answer(activity, sign) is Answer.yes)


def suggested_signs(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[Sign, ...]:
    """The signs the record itself points to, and that are not answered yes (guide A.18).

    Of joined registers (6) and of services withheld (9) the record does not tell, so they are never suggested.
    """
    pointed = set(_pointed_to(activity, reading, law))
    return tuple(sign for sign in Sign if sign in pointed and _answer(activity, sign) is not Answer.yes)


def open_signs(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[Sign, ...]:
    """The signs nobody has answered, or answered no against what the record points to without saying why."""
    told = activity.screening is not None and activity.screening.reason is not None
    denied = () if told else suggested_signs(activity, reading, law, as_of)
    return tuple(sign for sign in Sign if sign in denied or not _answered(_answer(activity, sign)))


def always_cases(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[Case, ...]:
    """The cases of 35(3) answered yes."""
    return tuple(case for case in Case if _case(activity, case) is Answer.yes)


def open_cases(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[Case, ...]:
    """The cases of 35(3) nobody has answered, and that no sign answered no rules out."""
    return tuple(
        case
        for case in Case
        if not _answered(_case(activity, case))
        and not any(_answer(activity, sign) is Answer.no for sign in _EXCLUDED_BY[case])
    )


def dpia_done(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a completed assessment names the activity.

    Unknown where one names it without saying how far it has come, and where none does but the activity says that one is
    kept somewhere. What was completed later was not yet done.
    """
    named = reading.naming(Dpia, "activity_ids", activity.id)
    if any(_completed(dpia, as_of) for dpia in named):
        return True
    unsaid = any(dpia.status is None for dpia in named)
    return None if unsaid or (not named and activity.dpia_evidence_id is not None) else False


def assessed_by_law(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a named act in force was assessed in general when it was made (35(10)). Unknown where none is dated."""
    held = {holds_on(reference, as_of) for reference in activity.art35_10_basis if reference.instrument}
    return True if True in held else None if None in held else False


def still_in_use(dpia: Dpia, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether it covers something we still do: an activity that is not ended, or none that is named."""
    return not dpia.activity_ids or bool(_covered(dpia, reading))


def missing_parts(dpia: Dpia, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The parts of 35(7) it lacks, and the approval by the one who answers, in that order.

    Unknown where it is approved and nobody has looked at the parts.
    """
    approval = () if dpia.approval_signoff_id is not None else (APPROVAL,)
    if dpia.parts_done is None:
        return approval or None
    return (*(part for part in DpiaPart if part not in dpia.parts_done), *approval)


def started_while_waiting(dpia: Dpia, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether something it covers was started after the authority was asked, which still has time and no answer yet.

    The last day of the authority's time counts in. Unknown where it is not known whether, or when, it was started.
    """
    asked, answered = dpia.prior_consultation_on, dpia.sa_answer_on
    if asked is None or (answered is not None and answered <= as_of):
        return False
    if as_of > after(asked, law.period("prior_consultation")):
        return False
    begun = {_begun_since(activity, asked) for activity in _covered(dpia, reading)}
    return True if True in begun else None if None in begun else False


def changed_since(dpia: Dpia, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether what it covers changed in substance after it was completed or last redone.

    No change on record is none: a change is something that happens, and is then recorded. Unknown where something
    changed and it is not known when the assessment was made.
    """
    changes = [day for day in _changes(dpia, reading) if day is not None and day <= as_of]
    made = [day for day in (dpia.completed_on, dpia.review_after_change_on) if day is not None and day <= as_of]
    if not changes:
        return False
    return max(changes) > max(made) if made else None


def _answer(activity: Activity, sign: Sign) -> Answer | None:
    return getattr(activity.screening or Screening(), sign.name)  # type: ignore[no-any-return]


def _case(activity: Activity, case: Case) -> Answer | None:
    return getattr(activity.art35_3 or Art35Cases(), case.name)  # type: ignore[no-any-return]


def _answered(answer: Answer | None) -> bool:
    return answer in (Answer.yes, Answer.no)


def _pointed_to(activity: Activity, reading: Reading, law: Law) -> Iterator[Sign]:
    data = activity.data_categories
    systems = reading.find_all(System, activity.system_ids)
    if activity.profiling is Answer.yes:
        yield Sign.scoring
    alone = activity.automated_decision is AutomatedDecision.solely
    if alone and activity.automated_effect is AutomatedEffect.significant:
        yield Sign.automated_decision
    if Answer.yes in (activity.camera, activity.staff_monitoring):
        yield Sign.monitoring
    if any(each.sensitivity in _PRIVATE or each.art9_type is not None for each in data):
        yield Sign.sensitive
    if _large(activity, reading, law):
        yield Sign.large_scale
    if any(_vulnerable(people) for people in activity.subject_categories):
        yield Sign.vulnerable
    if any(_thinks(each) for each in systems) or any(each.art9_type is Art9Type.biometric_id for each in data):
        yield Sign.innovative


def _thinks(system: System) -> bool:
    """Whether a system in use has AI in it, other than of the kind the law leaves alone, such as a spelling aid."""
    minimal = system.ai_class is AiClass.minimal
    return system.ai_used is Answer.yes and not minimal and system.status is not LifeStatus.retired


def _large(activity: Activity, reading: Reading, law: Law) -> bool:
    """So many people, or so large a part of those who live here. The number counts; the band where there is none."""
    people, all_people = activity.volume_persons, reading.controller(activity).inhabitants
    if people is None:
        return activity.volume_band is VolumeBand.from_10000
    share = all_people is not None and people * 100 >= law.number("large_scale_percent") * all_people
    return people >= law.number("large_scale_persons") or share


def _vulnerable(people: SubjectCategory) -> bool:
    _, derived = DERIVED[SubjectCategory]
    return (people.vulnerable if _answered(people.vulnerable) else derived(people)) is Answer.yes


def _completed(dpia: Dpia, as_of: date) -> bool:
    return dpia.status is DpiaStatus.completed and (dpia.completed_on is None or dpia.completed_on <= as_of)


def _covered(dpia: Dpia, reading: Reading) -> tuple[Activity, ...]:
    found = reading.find_all(Activity, dpia.activity_ids)
    return tuple(each for each in found if each.status is not ActivityStatus.ended and each.retired is None)


def _begun_since(activity: Activity, day: date) -> bool | None:
    if activity.status not in (ActivityStatus.active, None):
        return False
    if activity.started_on is not None and activity.started_on < day:
        return False
    return None if activity.status is None or activity.started_on is None else True


def _changes(dpia: Dpia, reading: Reading) -> Iterator[date | None]:
    for activity in _covered(dpia, reading):
        yield activity.material_change_on
        for system in reading.find_all(System, activity.system_ids):
            yield system.material_change_on


FACTS: Final = {
    "activity": (
        danger_signs,
        suggested_signs,
        open_signs,
        always_cases,
        open_cases,
        dpia_done,
        assessed_by_law,
    ),
    "dpia": (still_in_use, missing_parts, started_while_waiting, changed_since),
}
