"""Facts about data on crimes and convictions, by purpose (guide A.8, B.2 note 13; GDPR 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from compliance.checks.facts.bases import data_used, paired, unpaired
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, LegalBasis, Purpose, Sensitivity

OfPurpose = Within[Purpose, Activity]


def uses_crime_data(purpose: OfPurpose, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the purpose uses data of Art. 10. Unknown where none is said to be, and one is not described."""
    used = data_used(purpose.value, purpose.document)
    if any(data.sensitivity is Sensitivity.art10 for data in used):
        return True
    return None if any(data.sensitivity is None for data in used) else False


def crime_law_named(purpose: OfPurpose, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a basis of the purpose names an act that allows it. Unknown where only an unpaired basis does."""
    return _any_of(purpose, lambda basis: any(act.instrument for act in basis.art10_basis))


def need_explained(purpose: OfPurpose, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a basis of the purpose says why it is needed. Unknown where only an unpaired basis does."""
    return _any_of(purpose, lambda basis: basis.necessity_reason is not None)


def _any_of(purpose: OfPurpose, says: Callable[[LegalBasis], bool]) -> bool | None:
    if any(says(basis) for basis in paired(purpose.document, purpose.position)):
        return True
    return None if any(says(basis) for basis in unpaired(purpose.document)) else False


FACTS: Final = {"purpose": (uses_crime_data, crime_law_named, need_explained)}
