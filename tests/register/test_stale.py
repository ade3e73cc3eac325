"""Edits against an earlier state, and sources captured again after people edited."""

import pytest

from compliance.capture.candidate import Basis
from compliance.errors import Place
from compliance.model.values import Origin
from compliance.register.plan import BasisUnknown, Outcome, Settle, StaleEdit
from tests.register.books import START, activity, candidate, line, written


def seen(register, revision):
    return Basis(register.id, register.head().seq, revision)


@pytest.fixture
def edited(book):
    """ACT-1 with two revisions; the second changed the unit and the second legal basis."""
    first = [{"art6": "e"}, {"art6": "c"}]
    written(book, activity("ACT-1", name="Skole", unit="A", legal_bases=first))
    written(book, candidate("person", "PER-2", name="Ola"))
    written(
        book,
        activity("ACT-1", unit="B", legal_bases=[{"art6": "e"}, {"art6": "a"}]),
        actor="PER-2",
        at=START.replace(month=3),
    )
    return book


def stale(register, **fields):
    return activity("ACT-1", basis=seen(register, 1), **fields)


def test_an_edit_of_other_fields_is_joined_with_what_was_written_since(edited):
    found = line(edited, stale(edited, name="Skolen", unit="A"))
    assert (found.outcome, [change.path for change in found.changes]) == (Outcome.changed, ["name"])
    assert (found.document.name, found.document.unit) == ("Skolen", "B")


def test_a_sheet_in_which_nothing_was_edited_changes_nothing(edited):
    old = edited.history("ACT-1")[0].document.model_dump(mode="json", exclude={"id"})
    assert line(edited, stale(edited, **old)).outcome is Outcome.unchanged


def test_the_same_edit_made_twice_is_no_conflict(edited):
    assert line(edited, stale(edited, unit="B")).outcome is Outcome.unchanged


def test_two_edits_of_one_field_are_a_conflict_that_names_everything(edited):
    where = Place(file="inventory.xlsx", sheet="activities", row=4, column="C")
    given = stale(edited, unit="C")
    given = type(given)(given.kind, given.id, given.fields, places={"unit": where}, basis=given.basis)
    found = line(edited, given)
    assert found.outcome is Outcome.conflict
    assert [(change.path, change.before, change.after) for change in found.changes] == [("unit", "B", "C")]
    assert isinstance(found.error, StaleEdit)
    assert found.error.place == where
    assert all(word in str(found.error) for word in ("ACT-1", "unit", "“C”", "“B”", "Ola", "2026-03-05"))


def test_a_conflict_is_blamed_on_who_wrote_the_value_not_on_who_wrote_last(edited):
    written(edited, activity("ACT-1", tom_summary="Låst"), actor="PER-1")
    assert "Ola" in str(line(edited, stale(edited, unit="C")).error)


def test_different_items_of_a_list_can_be_edited_by_two(edited):
    found = line(edited, stale(edited, legal_bases=[{"art6": "b"}, {"art6": "c"}]))
    assert [basis.art6 for basis in found.document.legal_bases] == ["b", "a"]


def test_the_same_item_of_a_list_is_a_conflict(edited):
    found = line(edited, stale(edited, legal_bases=[{"art6": "e"}, {"art6": "d"}]))
    assert [change.path for change in found.changes] == ["legal_bases[1]"]


def test_a_list_that_grew_on_one_side_and_changed_on_the_other_is_a_conflict(edited):
    found = line(edited, stale(edited, legal_bases=[{"art6": "e"}, {"art6": "c"}, {"art6": "b"}]))
    assert [change.path for change in found.changes] == ["legal_bases"]


def test_emptying_a_field_that_was_changed_since_is_a_conflict(edited):
    assert line(edited, stale(edited, unit=None)).outcome is Outcome.conflict


def test_nothing_of_a_record_in_conflict_is_written(edited):
    plan = edited.plan([stale(edited, unit="C", name="Skolen"), activity("ACT-2", name="SFO")])
    edited.apply(plan, actor="PER-1", reason="captured", at=START.replace(month=4))
    assert edited.view().name_of("ACT-1") == "Skole"
    assert edited.view().name_of("ACT-2") == "SFO"


def test_an_edit_of_what_was_retired_since_keeps_it_retired(edited):
    edited.retire("ACT-1", actor="PER-1", reason="merged", at=START.replace(month=4))
    found = line(edited, stale(edited, name="Skolen", retired=None))
    assert found.document.retired.reason == "merged"


def test_revision_numbers_of_another_register_mean_nothing(edited):
    basis = Basis("f" * 32, 1, 1)
    found = line(edited, activity("ACT-1", unit="C", basis=basis))
    assert (found.outcome, found.changes[0].after) == (Outcome.changed, "C")


def test_a_revision_the_register_never_had_is_refused(edited):
    error = line(edited, activity("ACT-1", unit="C", basis=seen(edited, 7))).error
    assert isinstance(error, BasisUnknown)


def test_a_new_row_in_a_sheet_has_no_basis_to_be_stale_against(edited):
    assert line(edited, activity("ACT-9", name="Ny", basis=seen(edited, 0))).outcome is Outcome.new
    assert line(edited, activity("ACT-1", unit="C", basis=seen(edited, 0))).outcome is Outcome.changed


def source(digest, **fields):
    known = Origin(format="kl", source="skole.xlsx", key="17", digest=digest * 64)
    return activity(origin=known, **fields)


@pytest.fixture
def captured(book):
    written(book, source("a", name="Skole", unit="A", description="old"))
    return book


def test_a_source_that_changed_updates_what_nobody_edited(captured):
    found = line(captured, source("b", name="Skole", unit="B", description="old"))
    assert (found.outcome, found.document.unit, found.document.origin.digest) == (Outcome.changed, "B", "b" * 64)


def test_a_source_that_changed_elsewhere_leaves_what_people_edited(captured):
    written(captured, activity("ACT-0001", unit="mine"))
    found = line(captured, source("b", name="Skole", unit="A", description="new"))
    assert (found.outcome, found.document.unit, found.document.description) == (Outcome.changed, "mine", "new")


def test_it_does_so_however_often_the_source_changes(captured):
    written(captured, activity("ACT-0001", unit="mine"))
    written(captured, source("b", name="Skole", unit="A", description="newer"))
    written(captured, source("c", name="Skole", unit="A", description="newest"))
    document = captured.view().get("ACT-0001")
    assert (document.unit, document.description) == ("mine", "newest")


def test_a_source_that_changed_what_people_edited_is_a_conflict(captured):
    written(captured, activity("ACT-0001", unit="mine"))
    found = line(captured, source("b", name="Skole", unit="B", description="old"))
    assert (found.outcome, [change.path for change in found.changes]) == (Outcome.conflict, ["unit"])


def test_the_conflict_ends_when_people_write_what_the_source_says(captured):
    written(captured, activity("ACT-0001", unit="mine"))
    written(captured, activity("ACT-0001", unit="B"))
    found = line(captured, source("b", name="Skole", unit="B", description="old"))
    assert (found.outcome, [change.path for change in found.changes]) == (Outcome.changed, ["origin.digest"])


def test_a_record_made_by_hand_can_be_taken_over_by_a_source(book):
    written(book, activity("ACT-1", name="Skole", unit="A"))
    written(book, activity("ACT-1", name="Skole", unit="B", origin=source("a").origin))
    found = line(book, source("b", name="Skole", unit="C"))
    assert (found.outcome, found.document.unit) == (Outcome.changed, "C")


@pytest.mark.parametrize(("settle", "unit"), [(Settle.register, "B"), (Settle.source, "C")])
def test_a_conflict_can_be_settled_beforehand(edited, settle, unit):
    found = line(edited, stale(edited, unit="C", name="Skolen"), settle=settle)
    assert (found.outcome, found.document.unit, found.document.name) == (Outcome.changed, unit, "Skolen")
    assert not found.errors


def test_a_conflict_settled_for_the_register_is_settled_for_good(captured):
    written(captured, activity("ACT-0001", unit="mine"))
    given = source("b", name="Skole", unit="B", description="old")
    plan = captured.plan([given], settle=Settle.register)
    captured.apply(plan, actor="PER-1", reason="captured", at=START)
    assert line(captured, given).outcome is Outcome.unchanged
    assert captured.view().get("ACT-0001").unit == "mine"
