from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.acts import ActOfLaw
from compliance.checks.facts.statutes import (
    cited,
    holds_on,
    law_without_successor,
    laws_out_of_force,
    unchecked_provisions,
)
from compliance.checks.law import law_on
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, LegalBasis
from compliance.model.organisation import Organisation
from compliance.model.values import LegalRef

DAY = date(2026, 11, 20)
HOME = Organisation(id="ORG-1", name="Kommune")
OLD = LegalRef(instrument="Gammel lov", provision="§ 1", valid_from=date(1999, 1, 1), valid_to=date(2025, 12, 31))
NEW = LegalRef(instrument="Ny lov", provision="§ 2", valid_from=date(2026, 1, 1))
UNSAID = LegalRef(instrument="Lov uten dato")
REPLACED = OLD.model_copy(update={"replaced_by": NEW})

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
references = st.builds(
    LegalRef,
    instrument=st.just("Lov"),
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    checked_on=st.none() | days,
    replaced_by=st.none() | st.just(NEW),
)


def of(fact, *named, on=DAY):
    basis = LegalBasis(supplementary_basis=named)
    activity = Activity(id="ACT-1", name="Behandling", legal_bases=(basis,))
    return fact(Within(basis, activity, 0), None, law_on(on, "NO"), on)


def unchecked(*named, on=DAY):
    act = ActOfLaw(jurisdiction="NO", instrument="Lov", references=named, used_by=("ACT-1",))
    return unchecked_provisions(Within(act, HOME, 0), None, law_on(on, "NO"), on)


@pytest.mark.parametrize(
    ("reference", "on", "holds"),
    [
        (OLD, date(2025, 12, 31), True),
        (OLD, date(2026, 1, 1), False),
        (NEW, date(2025, 12, 31), False),
        (NEW, date(2026, 1, 1), True),
        (UNSAID, DAY, None),
        (UNSAID.model_copy(update={"checked_on": date(2020, 2, 29)}), DAY, True),
        (UNSAID.model_copy(update={"valid_to": DAY}), date(2026, 11, 21), False),
        (UNSAID.model_copy(update={"valid_to": DAY}), DAY, None),
    ],
)
def test_a_provision_holds_from_its_first_day_to_its_last(reference, on, holds):
    assert holds_on(reference, on) is holds


@pytest.mark.parametrize(
    ("named", "out", "lost"),
    [
        ((), (), False),
        ((NEW,), (), False),
        ((UNSAID,), None, None),
        ((NEW, UNSAID), None, None),
        ((OLD, UNSAID), ("Gammel lov § 1",), True),
        ((REPLACED,), ("Gammel lov § 1",), False),
        ((REPLACED, UNSAID), ("Gammel lov § 1",), None),
        ((REPLACED, OLD), ("Gammel lov § 1", "Gammel lov § 1"), True),
    ],
)
def test_what_is_out_of_force_is_named_and_what_nobody_has_dated_is_not_known(named, out, lost):
    assert of(laws_out_of_force, *named) == out
    assert of(law_without_successor, *named) is lost


@given(st.lists(references, max_size=4), days)
def test_a_law_without_successor_is_always_one_that_is_out_of_force(named, on):
    if of(law_without_successor, *named, on=on):
        assert of(laws_out_of_force, *named, on=on)


@given(st.lists(references, max_size=4), days)
def test_what_a_basis_names_is_in_force_only_when_each_of_it_is(named, on):
    everything_holds = all(holds_on(each, on) is True for each in named)
    assert (of(laws_out_of_force, *named, on=on) == ()) is everything_holds


@pytest.mark.parametrize(
    ("checked", "on", "old"),
    [
        (date(2024, 2, 29), date(2026, 2, 28), False),
        (date(2024, 2, 29), date(2026, 3, 1), True),
        (date(2024, 2, 28), date(2026, 2, 28), False),
        (date(2024, 2, 27), date(2026, 2, 28), True),
        (date(2026, 2, 28), date(2028, 2, 29), False),
        (date(2026, 2, 27), date(2028, 2, 29), True),
        (date(2024, 10, 31), date(2026, 10, 31), False),
        (None, DAY, True),
    ],
)
def test_looking_up_the_law_is_good_for_two_years_to_the_day(checked, on, old):
    assert unchecked(LegalRef(instrument="Lov", provision="§ 1", checked_on=checked), on=on) == (
        ("§ 1",) if old else ()
    )


def test_a_section_is_named_once_and_an_act_without_section_by_its_name():
    assert unchecked(LegalRef(instrument="Lov", provision="§ 1"), LegalRef(instrument="Lov", provision="§ 1")) == (
        "§ 1",
    )
    assert unchecked(LegalRef(instrument="Lov")) == ("Lov",)
    assert unchecked() == ()


@given(st.lists(references, max_size=4), days)
def test_an_act_is_not_looked_up_while_one_reference_to_it_is_not(named, on):
    assert bool(unchecked(*named, on=on)) is any(bool(unchecked(each, on=on)) for each in named)


def test_a_reference_is_written_with_what_is_known_of_it():
    assert [cited(each) for each in (OLD, UNSAID, LegalRef(provision="§ 3"), LegalRef())] == [
        "Gammel lov § 1",
        "Lov uten dato",
        "§ 3",
        "?",
    ]
