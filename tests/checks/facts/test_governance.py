from datetime import date

import pytest

from compliance.checks.facts.governance import next_management_review
from compliance.checks.law import law_on
from compliance.model.organisation import Organisation

DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 3, 1), date(2024, 3, 1)),
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2024, 3, 1), None),
        (None, None),
    ],
)
def test_a_review_is_due_a_year_after_the_last_and_unknown_when_dated_ahead(last, due):
    organisation = Organisation(id="ORG-1", name="Prøve", last_management_review=last)
    assert next_management_review(organisation, None, law_on(DAY, "NO"), DAY) == due
