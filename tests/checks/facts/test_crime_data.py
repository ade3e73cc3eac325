from datetime import date

import pytest

from compliance.checks.facts.crime_data import crime_law_named, need_explained, uses_crime_data
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, DataCategory, LegalBasis, Purpose, Sensitivity
from compliance.model.values import LegalRef

DAY = date(2026, 11, 20)
ACT = (LegalRef(instrument="barnevernsloven"),)
NAMELESS = (LegalRef(provision="§ 1"),)


ONE = (Purpose(id="p1"),)


def fact_on(fact, purposes=ONE, data=(), bases=()):
    activity = Activity(id="ACT-1", name="Sak", purposes=purposes, data_categories=data, legal_bases=bases)
    return fact(Within(purposes[0], activity, 0), None, None, DAY)


@pytest.mark.parametrize(
    ("kinds", "named", "uses"),
    [
        (("art10", None), (), True),
        (("ordinary", "art9"), (), False),
        (("ordinary", None), (), None),
        ((), (), False),
        (("art10", "ordinary"), ("d1",), False),
        (("art10", "ordinary"), ("d0",), True),
        ((None, "ordinary"), ("d1",), False),
    ],
)
def test_a_purpose_uses_crime_data_if_some_of_its_data_are(kinds, named, uses):
    data = tuple(DataCategory(id=f"d{at}", sensitivity=kind and Sensitivity(kind)) for at, kind in enumerate(kinds))
    assert fact_on(uses_crime_data, purposes=(Purpose(id="p1", data_category_ids=named),), data=data) is uses


TWO = (Purpose(id="p1"), Purpose(id="p2"))


@pytest.mark.parametrize("fact", [crime_law_named, need_explained])
@pytest.mark.parametrize(
    ("purpose_id", "says", "expected"),
    [("p1", True, True), ("p2", True, False), (None, True, None), ("p1", False, False), (None, False, False)],
)
def test_what_is_tied_to_nothing_may_be_what_is_sought(fact, purpose_id, says, expected):
    given = {"art10_basis": ACT, "necessity_reason": "Saken krever det."} if says else {"art10_basis": NAMELESS}
    assert fact_on(fact, purposes=TWO, bases=(LegalBasis(purpose_id=purpose_id, **given),)) is expected


def test_a_basis_of_the_purpose_goes_before_one_tied_to_nothing():
    bases = (LegalBasis(art10_basis=ACT), LegalBasis(purpose_id="p1", art10_basis=ACT))
    assert fact_on(crime_law_named, purposes=TWO, bases=bases) is True
    assert fact_on(crime_law_named, purposes=TWO) is False


def test_one_act_with_a_name_is_enough():
    assert fact_on(crime_law_named, bases=(LegalBasis(purpose_id="p1", art10_basis=(*NAMELESS, *ACT)),)) is True
