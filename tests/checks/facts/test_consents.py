from datetime import date

import pytest

from compliance.checks.facts.consents import own_consent_from
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, ConsentScheme, LegalBasis

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on_activity", "on_scheme", "named", "age"),
    [
        (16, 12, "k1", 12),
        (12, 16, "k1", 12),
        (None, 12, "k1", 12),
        (16, None, "k1", 16),
        (16, 12, None, 16),
        (16, 12, "k2", 16),
        (0, 12, "k1", 0),
        (None, 12, None, None),
        (None, None, "k1", None),
    ],
)
def test_the_lowest_age_of_the_activity_and_of_the_scheme_in_use_counts(on_activity, on_scheme, named, age):
    basis = LegalBasis(consent_scheme_id=named)
    schemes = (ConsentScheme(id="k1", child_min_age=on_scheme), ConsentScheme(child_min_age=5))
    activity = Activity(id="ACT-1", name="Nett", child_min_age=on_activity, consent_schemes=schemes)
    assert own_consent_from(Within(basis, activity, 0), None, None, DAY) == age
