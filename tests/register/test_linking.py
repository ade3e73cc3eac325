import pytest

from compliance.errors import Place
from compliance.register.plan import (
    DanglingReference,
    DanglingWithin,
    NamesAnotherKind,
    NamesRefused,
    NamesRetired,
    Outcome,
)
from tests.register.books import START, activity, candidate, line, written


def test_a_reference_to_nothing_is_refused_with_record_field_and_place(book):
    cell = Place(file="a.xlsx", sheet="activities", row=3, column="F")
    given = activity("ACT-1", name="Skole", purposes=[{"id": "p", "compatibility_assessment": "EVI-9"}])
    given = type(given)(given.kind, given.id, given.fields, places={"purposes": cell})
    error = line(book, given).error
    assert isinstance(error, DanglingReference)
    assert str(error) == (
        "a.xlsx, activities, row 3, F: activity ACT-1, purposes[0].compatibility_assessment names EVI-9, "
        "which is not in the register."
    )


def test_records_of_one_plan_may_name_each_other_whatever_their_order(book):
    plan = book.plan(
        [
            activity("ACT-1", name="Skole", owner_id="PER-2", system_ids=["SYS-1"]),
            candidate("system", "SYS-1", name="Visma", owner_id="PER-2", link_ids=["SYS-1"]),
            candidate("person", "PER-2", name="Ola"),
        ]
    )
    assert not plan.failed


def test_a_refused_record_takes_those_that_name_it_with_it_to_the_last(book):
    plan = book.plan(
        [
            activity("ACT-1", name="Skole", system_ids=["SYS-1"]),
            candidate("system", "SYS-1", name="Visma", vendor_id="SUP-1"),
            candidate("supplier", "SUP-1", name="Visma AS", country="Norge"),
            activity("ACT-2", name="SFO"),
        ]
    )
    assert [line.outcome.value for line in plan.lines] == ["refused", "refused", "refused", "new"]
    assert isinstance(plan.lines[0].error, NamesRefused)


def test_a_refused_change_of_a_record_that_exists_takes_nobody_with_it(book):
    written(book, candidate("supplier", "SUP-1", name="Visma AS"))
    plan = book.plan(
        [
            candidate("supplier", "SUP-1", country="Norge"),
            candidate("system", "SYS-1", name="Visma", vendor_id="SUP-1"),
        ]
    )
    assert [line.outcome.value for line in plan.lines] == ["refused", "new"]


def test_a_record_of_the_wrong_kind_is_refused(book):
    error = line(book, activity("ACT-1", name="Skole", owner_id="ORG-1")).error
    assert isinstance(error, NamesAnotherKind)
    assert "organisation, not person" in str(error)


def test_a_risk_may_be_about_records_of_any_kind_that_exist(book):
    assert line(book, candidate("risk", "RISK-1", name="Brann", object_ids=["ORG-1", "PER-1"])).outcome is Outcome.new
    assert line(book, candidate("risk", "RISK-1", name="Brann", object_ids=["SYS-9"])).outcome is Outcome.refused


@pytest.fixture
def with_retired(book):
    written(book, candidate("supplier", "SUP-1", name="Visma AS"))
    written(book, candidate("system", "SYS-1", name="Visma", vendor_id="SUP-1"))
    book.retire("SUP-1", actor="PER-1", reason="sold", at=START)
    return book


def test_what_is_out_of_use_is_not_named_anew(with_retired):
    error = line(with_retired, candidate("system", "SYS-2", name="HRM", vendor_id="SUP-1")).error
    assert isinstance(error, NamesRetired)


def test_what_was_named_before_it_was_retired_does_not_stand_in_the_way_of_other_edits(with_retired):
    assert line(with_retired, candidate("system", "SYS-1", description="HR")).outcome is Outcome.changed


def test_a_whole_register_with_records_out_of_use_can_be_taken_in(book):
    plan = book.plan(
        [
            candidate("system", "SYS-1", name="Visma", vendor_id="SUP-1"),
            candidate("supplier", "SUP-1", name="Visma AS", retired={"reason": "sold"}),
        ]
    )
    assert not plan.failed


def test_values_within_a_record_name_values_that_are_there(book):
    bases = [{"purpose_id": "p1", "art6": "e"}]
    error = line(book, activity("ACT-1", name="Skole", legal_bases=bases)).error
    assert isinstance(error, DanglingWithin)
    assert "legal_bases[0].purpose_id names “p1”, which is not among the record's purposes" in str(error)
    stands = activity("ACT-1", name="Skole", legal_bases=bases, purposes=[{"id": "p1"}])
    assert line(book, stands).outcome is Outcome.new


def test_taking_away_a_value_that_others_name_is_refused(book):
    written(book, activity("ACT-1", name="Skole", legal_bases=[{"purpose_id": "p1"}], purposes=[{"id": "p1"}]))
    assert line(book, activity("ACT-1", purposes=None)).outcome is Outcome.refused
