"""Facts about which legal basis carries which purpose (guide A.3, A.5, A.8; GDPR 6, 9, 22).

What a source does not pair stays unpaired: where a basis that nobody has tied to a purpose could be the one that is
sought, the answer is unknown, neither "there is one" nor "there is none".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within, purpose_of
from compliance.model.activity import Activity, Art6, Art9Condition, DataCategory, LegalBasis, Purpose, Sensitivity

DUTY_AND_TASK: Final = frozenset({Art6.c, Art6.e})
"""A duty in law and the public task it belongs to go together (guide B.1, ROPA-LEGAL-007)."""

WITH_ARTICLE_22: Final = frozenset({Art9Condition.a, Art9Condition.g})
"""The conditions under which a machine alone may decide on sensitive data (22(4))."""


def paired(activity: Activity, position: int) -> tuple[LegalBasis, ...]:
    """The legal bases that carry the purpose at this place."""
    found = ((basis, purpose_of(basis, activity)) for basis in activity.legal_bases)
    return tuple(basis for basis, purpose in found if purpose is not None and purpose[0] == position)


def unpaired(activity: Activity) -> tuple[LegalBasis, ...]:
    """The legal bases that carry no purpose we know."""
    return tuple(basis for basis in activity.legal_bases if purpose_of(basis, activity) is None)


def data_used(purpose: Purpose, activity: Activity) -> tuple[DataCategory, ...]:
    """The data a purpose uses; all of the activity's where it names none (guide A.3)."""
    named = purpose.data_category_ids
    return tuple(data for data in activity.data_categories if not named or data.id in named)


def any_sensitive(categories: tuple[DataCategory, ...]) -> bool | None:
    """Whether any is data of Art. 9; unknown where none is said to be and one is not described, or none is recorded."""
    if any(data.sensitivity is Sensitivity.art9 or data.art9_type is not None for data in categories):
        return True
    if not categories or any(data.sensitivity is None for data in categories):
        return None
    return False


def every_purpose_has_letter(activity: Activity) -> bool:
    """Whether each purpose has a letter of 6(1) tied to it; without purposes, whether there is one at all."""
    if not activity.purposes:
        return any(basis.art6 is not None for basis in activity.legal_bases)
    places = range(len(activity.purposes))
    return all(any(basis.art6 is not None for basis in paired(activity, at)) for at in places)


def art6(purpose: Within[Purpose, Activity], reading: Reading, law: Law, as_of: date) -> tuple[Art6, ...] | None:
    """The letters of 6(1) the purpose rests on. Unknown while none is tied to it and one is tied to nothing."""
    mine = _letters(paired(purpose.document, purpose.position))
    if not mine and _letters(unpaired(purpose.document)):
        return None
    return mine


def several_bases(purpose: Within[Purpose, Activity], reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the purpose rests on more than one letter of 6(1); c and e count as one.

    Unknown while a basis tied to no purpose could be one more.
    """
    mine = set(_letters(paired(purpose.document, purpose.position)))
    if _differ(mine):
        return True
    loose = set(_letters(unpaired(purpose.document)))
    return None if loose and _differ(mine | loose) else False


def art9_conditions(
    purpose: Within[Purpose, Activity], reading: Reading, law: Law, as_of: date
) -> tuple[Art9Condition, ...] | None:
    """The letters of 9(2) the purpose rests on. Unknown while none is tied to it and one is tied to nothing."""
    mine = _conditions(paired(purpose.document, purpose.position))
    if not mine and _conditions(unpaired(purpose.document)):
        return None
    return mine


def uses_sensitive_data(purpose: Within[Purpose, Activity], reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the purpose uses data of Art. 9; unknown as `any_sensitive` is."""
    return any_sensitive(data_used(purpose.value, purpose.document))


def holds_sensitive_data(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the activity uses data of Art. 9; unknown as `any_sensitive` is."""
    return any_sensitive(activity.data_categories)


def without_condition_a_or_g(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether sensitive data are used for a purpose that has neither condition a nor g of 9(2) (22(4)).

    Unknown where a basis tied to no purpose has one of them, or where it is not known which data are sensitive.
    """
    verdicts = set(_each_without(activity))
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _each_without(activity: Activity) -> Iterator[bool | None]:
    loose = any(basis.art9_condition in WITH_ARTICLE_22 for basis in unpaired(activity))
    for at, purpose in enumerate(activity.purposes):
        if any(basis.art9_condition in WITH_ARTICLE_22 for basis in paired(activity, at)):
            yield False
        else:
            sensitive = any_sensitive(data_used(purpose, activity))
            yield None if loose and sensitive else sensitive
    if not activity.purposes:
        yield None if loose else any_sensitive(activity.data_categories)


def _letters(bases: tuple[LegalBasis, ...]) -> tuple[Art6, ...]:
    return tuple(sorted({basis.art6 for basis in bases if basis.art6 is not None}))


def _conditions(bases: tuple[LegalBasis, ...]) -> tuple[Art9Condition, ...]:
    return tuple(sorted({basis.art9_condition for basis in bases if basis.art9_condition is not None}))


def _differ(letters: set[Art6]) -> bool:
    return len(letters) > 1 and not letters <= DUTY_AND_TASK


FACTS: Final = {
    "purpose": (art6, several_bases, art9_conditions, uses_sensitive_data),
    "activity": (holds_sensitive_data, without_condition_a_or_g),
}
