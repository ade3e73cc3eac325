"""Facts about consent (guide A.9; GDPR 7, 8)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, LegalBasis


def own_consent_from(basis: Within[LegalBasis, Activity], reading: Reading, law: Law, as_of: date) -> int | None:
    """The lowest age in years from which a child's own yes is taken, on the scheme or on the activity.

    Unknown where neither says.
    """
    wanted = basis.value.consent_scheme_id
    schemes = (each for each in basis.document.consent_schemes if wanted is not None and each.id == wanted)
    ages = [basis.document.child_min_age, *(scheme.child_min_age for scheme in schemes)]
    return min((age for age in ages if age is not None), default=None)


FACTS: Final = {"legal_basis": (own_consent_from,)}
