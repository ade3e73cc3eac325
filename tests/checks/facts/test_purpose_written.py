from datetime import date

import pytest

from compliance.checks.facts.records import purpose_written
from compliance.model.activity import Activity, Purpose

DAY = date(2026, 11, 20)
WRITTEN, EMPTY = Purpose(id="p1", text="Gi plass i barnehagen"), Purpose(id="p2")


@pytest.mark.parametrize(
    ("description", "purposes", "written"),
    [
        (None, (WRITTEN,), True),
        ("Vi gir plass.", (WRITTEN,), True),
        (None, (EMPTY, WRITTEN), True),
        (None, (EMPTY,), False),
        (None, (), False),
        ("Vi gir plass.", (), None),
        ("Vi gir plass.", (EMPTY,), None),
    ],
)
def test_a_description_may_hold_the_purpose_and_nothing_at_all_does_not(description, purposes, written):
    activity = Activity(id="ACT-1", name="Plass", description=description, purposes=purposes)
    assert purpose_written(activity, None, None, DAY) is written
