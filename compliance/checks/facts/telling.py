"""Facts about how people are told: of data from others, in what words, children, and whether it is what is done.

Guide A.11, D.4; GDPR 5(1)(a), 12(1), 14.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from compliance.checks.facts.notices import informs_of
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.language.prose import bare
from compliance.language.readability import lix
from compliance.model.activity import Activity, ActivityStatus, DataSource, RecipientKind, SubjectCode
from compliance.model.assurance import Notice
from compliance.model.organisation import Language
from compliance.model.values import Answer

READERS_UNDER_AGE: Final = frozenset({SubjectCode.child, SubjectCode.pupil})
"""Groups of children who read for themselves."""


def data_from_others(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether data come from others than the person. Unknown where no source is recorded."""
    return DataSource.other in activity.sources if activity.sources else None


def hardness(notice: Notice, reading: Reading, law: Law, as_of: date) -> str | None:
    """The LIX of the text, with one decimal. Unknown without text or language, and in English: it measures nothing."""
    if notice.text is None or notice.language is None or notice.language is Language.en:
        return None
    return str(lix(notice.text, notice.language.value))


def hardness_limit(notice: Notice, reading: Reading, law: Law, as_of: date) -> int:
    """The LIX the text should keep within: lower where it is the version for children and all it covers is theirs."""
    covered = informs_of(notice, reading)
    childrens = bool(covered) and all(each.addresses_children is Answer.yes for each in covered)
    return law.number("lix_children" if childrens and notice.child_version is Answer.yes else "lix_notice")


def too_hard_to_read(notice: Notice, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the text is harder than its limit. Unknown as `hardness` is."""
    if notice.text is None or notice.language is None or notice.language is Language.en:
        return None
    return lix(notice.text, notice.language.value) > hardness_limit(notice, reading, law, as_of)


def children_left_out(notice: Notice, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether something the notice covers speaks to children, and none of its notices has a version for them.

    Where nobody has said whether it speaks to children, that is an open question only if children or pupils are among
    the people, or the people are not told. A version nobody has told of is none.
    """
    said = {_children_left_out(activity, reading) for activity in informs_of(notice, reading)}
    return True if True in said else None if None in said else False


def told_nowhere(notice: Notice, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The recorded purposes and recipients, of what is in progress, that the notice does not name; each once, in order.

    Texts are alike where their words are, whatever the case and the marks. Where the notice is not said to name any
    purpose, or any recipient, nobody has written down what it says of them; that half is then left out, and the whole
    is unknown if the other half shows nothing.
    """
    if notice.mirrors is None:
        return None
    done = [each for each in informs_of(notice, reading) if each.status is not ActivityStatus.planned]
    halves = ((_purposes(done), notice.mirrors.purposes), (_recipients(done), notice.mirrors.recipients))
    found = tuple(text for recorded, told in halves if told for text in _beyond(recorded, told))
    return None if not found and any(recorded and not told for recorded, told in halves) else found


def done_nowhere(notice: Notice, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The purposes and recipients the notice names that no activity has, each once, in order. Unknown if not read."""
    if notice.mirrors is None:
        return None
    covered = informs_of(notice, reading)
    beyond = (
        *_beyond(notice.mirrors.purposes, _purposes(covered)),
        *_beyond(notice.mirrors.recipients, _recipients(covered)),
    )
    return tuple(beyond)


def _children_left_out(activity: Activity, reading: Reading) -> bool | None:
    if activity.addresses_children is Answer.no:
        return False
    versions = {each.child_version for each in reading.find_all(Notice, activity.notice_ids)}
    if Answer.yes in versions:
        return False
    if activity.addresses_children is Answer.yes:
        return True
    codes = {group.code for group in activity.subject_categories}
    return None if not codes or None in codes or codes & READERS_UNDER_AGE else False


def _purposes(activities: Iterable[Activity]) -> tuple[str, ...]:
    return tuple(purpose.text for each in activities for purpose in each.purposes if purpose.text is not None)


def _recipients(activities: Iterable[Activity]) -> tuple[str, ...]:
    """Those outside the organisation; a unit of our own is no recipient (4(9))."""
    named = (recipient for each in activities for recipient in each.recipients)
    return tuple(each.name for each in named if each.name is not None and each.kind is not RecipientKind.internal_unit)


def _beyond(some: Iterable[str], others: Iterable[str]) -> Iterable[str]:
    held = {bare(text) for text in others}
    return {bare(text): text for text in some if bare(text) not in held}.values()


FACTS: Final = {
    "activity": (data_from_others,),
    "notice": (hardness, hardness_limit, too_hard_to_read, children_left_out, told_nowhere, done_nowhere),
}
