"""Facts about the rights of people: which they have, and how long they wait (guide A.12; GDPR 12(3), 15-22, 7(3))."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from compliance.checks.entitlements import Entitlement
from compliance.checks.facts.bases import every_purpose_has_letter
from compliance.checks.facts.notices import informs_of, needs
from compliance.checks.law import Law
from compliance.checks.periods import after, before, together
from compliance.checks.reading import Gathering, Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, ActivityRole, ActivityStatus, Art6, RecipientKind
from compliance.model.assurance import Notice, NoticeItem
from compliance.model.organisation import Organisation
from compliance.model.rights import Right, RightsProcedure, RightsRequest
from compliance.model.values import Answer, Document
from compliance.register.view import id_order

Question: TypeAlias = Callable[[Activity, Reading, Law], bool | None]
OfAll = Within[Entitlement, Organisation]

TASK_OR_INTERESTS: Final = frozenset({Art6.e, Art6.f})
"""The letters of 6(1) against which people may object (21(1))."""


def applies(right: Right, activity: Activity, reading: Reading, law: Law) -> bool | None:
    """Whether people have this right in an activity. Unknown where it hangs on something that is not recorded.

    Access, rectification, erasure and restriction always; what limits erasure (17(3)) limits the answer, not the right
    to ask.
    """
    asked = CONDITIONAL.get(right)
    return True if asked is None else asked(activity, reading, law)


def applicable_rights(activity: Activity, reading: Reading, law: Law) -> tuple[Right, ...]:
    """The rights people surely have in an activity, in the order of the law."""
    return tuple(right for right in Right if applies(right, activity, reading, law))


def people_have_it(one: OfAll, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether people have one of the rights somewhere in what we do. Unknown where they surely have none, but may."""
    said = {_had(right, reading, law, as_of) for right in one.value.rights}
    return True if True in said else None if None in said else False


def rights_concerned(one: OfAll, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The rights people surely have, as they are cited: GDPR 15. Where they surely have none, those they may have."""
    said = {right: _had(right, reading, law, as_of) for right in one.value.rights}
    wanted = True if True in said.values() else None
    return tuple(f"GDPR {right}" for right, had in said.items() if had is wanted)


def activities_with_it(one: OfAll, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The ids of the activities in which people surely have one of the rights."""
    surely = reading.gathered(Having(reading, law)).surely
    having = {id: None for right in one.value.rights for id in surely[right]}
    return tuple(sorted(having, key=id_order))


def routine_written(one: OfAll, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether a routine for the right is kept somewhere in writing."""
    return any(_written(one, reading))


def routine_tried(one: OfAll, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether a routine for the right is kept in writing and has been tried by that day."""
    return any(each.tested_on is not None and each.tested_on <= as_of for each in _written(one, reading))


def answer_due(request: RightsRequest, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which an answer is in time (12(3)). Unknown without the day of receipt.

    A longer time counts only where the person was told of it within the first. It is reckoned from the receipt as one
    period, so that what came on the last of a month is due on the last of a month.
    """
    received, told = request.received_on, request.extended_on
    if received is None:
        return None
    usual = law.period("rights_answer")
    if told is None or told > after(received, usual):
        return after(received, usual)
    return after(received, together(usual, law.period("rights_extension")))


def late_answers_shown_from(request: RightsRequest, reading: Reading, law: Law, as_of: date) -> date:
    """The first day of the time in which a late answer is shown; it cannot be mended, only counted."""
    return before(as_of, law.period("late_answer_shown"))


def people_may_object(notice: Notice, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the notice covers something people may object to. Unknown where it surely does not, but may."""
    said = {_rests_on_task_or_interests(activity, reading, law) for activity in informs_of(notice, reading)}
    return True if True in said else None if None in said else False


class Having(Gathering):
    """Every right, with the activities in which people surely have it, and the rights they may have in some."""

    def __init__(self, reading: Reading, law: Law) -> None:
        super().__init__(law.country, law.on)
        self._reading, self._law = reading, law
        self.surely: dict[Right, list[str]] = {right: [] for right in Right}
        self.perhaps: set[Right] = set()

    def see(self, document: Document) -> None:
        if isinstance(document, Activity) and _in_progress(document):
            for right, ids in self.surely.items():
                had = applies(right, document, self._reading, self._law)
                if had:
                    ids.append(document.id)
                elif had is None:
                    self.perhaps.add(right)


def _had(right: Right, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether people have the right somewhere in what we do. Unknown where they surely have it nowhere, but may."""
    having = reading.gathered(Having(reading, law))
    return True if having.surely[right] else None if right in having.perhaps else False


def _written(one: OfAll, reading: Reading) -> Iterator[RightsProcedure]:
    return (each for each in reading.all(RightsProcedure) if each.right in one.value.rights and each.evidence_ids)


def _in_progress(activity: Activity) -> bool:
    """What we answer for and are doing; an activity without status counts, for its data are there."""
    return activity.role is not ActivityRole.processor and activity.status not in _NOT_IN_PROGRESS


_NOT_IN_PROGRESS: Final = frozenset({ActivityStatus.planned, ActivityStatus.ended})


def _rests_on_task_or_interests(activity: Activity, reading: Reading, law: Law) -> bool | None:
    return _rests_on(activity, TASK_OR_INTERESTS)


def _has_recipients(activity: Activity, reading: Reading, law: Law) -> bool | None:
    """Somebody outside to tell of a correction (19); a unit of our own is none."""
    if any(each.kind is not RecipientKind.internal_unit for each in activity.recipients):
        return True
    return False if activity.recipients or activity.no_recipients_declared is Answer.yes else None


def _can_be_taken_along(activity: Activity, reading: Reading, law: Law) -> bool | None:
    """On consent or contract, and by automated means, which is whatever is done in a system (20(1))."""
    consent = _rests_on_consent(activity, reading, law)
    contract = _rests_on(activity, frozenset({Art6.b}))
    if consent or contract:
        return True if activity.system_ids else None
    return None if consent is None or contract is None else False


def _rests_on_consent(activity: Activity, reading: Reading, law: Law) -> bool | None:
    return needs(NoticeItem.i13_2_c, (activity,), reading, law)


def _decided_by_machine(activity: Activity, reading: Reading, law: Law) -> bool | None:
    return needs(NoticeItem.i13_2_f, (activity,), reading, law)


def _rests_on(activity: Activity, letters: frozenset[Art6]) -> bool | None:
    if any(basis.art6 in letters for basis in activity.legal_bases):
        return True
    return False if every_purpose_has_letter(activity) else None


CONDITIONAL: Final[Mapping[Right, Question]] = MappingProxyType(
    {
        Right.notify_recipients: _has_recipients,
        Right.portability: _can_be_taken_along,
        Right.objection: _rests_on_task_or_interests,
        Right.automated: _decided_by_machine,
        Right.withdraw: _rests_on_consent,
    }
)
"""The rights people have only in a case; every other they always have."""

FACTS: Final = {
    "entitlement": (people_have_it, rights_concerned, activities_with_it, routine_written, routine_tried),
    "rights_request": (answer_due, late_answers_shown_from),
    "notice": (people_may_object,),
}
