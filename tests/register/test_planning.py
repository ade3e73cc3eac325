"""What becomes of candidates: matching, outcomes, refusals, and the order of ids."""

from compliance.capture.candidate import Basis, candidate_of
from compliance.errors import Place
from compliance.model.organisation import Organisation
from compliance.model.reading import MalformedRecord
from compliance.model.values import Origin
from compliance.register.merging import FieldChange
from compliance.register.plan import DuplicateRecord, IdTaken, NameErased, Outcome
from compliance.register.register import create_register
from tests.register.books import OFFICER, START, activity, candidate, line, written

PLACE = Place(file="inventory.xlsx", sheet="activities", row=7)


def origin(key, digest="a" * 64):
    return Origin(format="kl", source="skole.xlsx", key=key, digest=digest)


def test_a_record_that_is_not_there_is_new(book):
    found = line(book, activity("ACT-7", name="Barnehage", place=PLACE))
    assert (found.outcome, found.kind, found.id, found.name, found.place) == (
        Outcome.new,
        "activity",
        "ACT-7",
        "Barnehage",
        PLACE,
    )
    assert found.document.name == "Barnehage"


def test_only_the_fields_spoken_of_are_changed_and_each_change_is_told(book):
    written(book, activity("ACT-1", name="Barnehage", unit="Oppvekst", tom_summary="Låst skap"))
    found = line(book, activity("ACT-1", unit="Skole", tom_summary=None))
    assert found.outcome is Outcome.changed
    assert set(found.changes) == {
        FieldChange("unit", "Oppvekst", "Skole"),
        FieldChange("tom_summary", "Låst skap", None),
    }
    assert found.document.name == "Barnehage"


def test_one_cell_changed_is_one_field_changed(book):
    bases = [{"art6": "e", "necessity_reason": "task"}, {"art6": "c"}]
    written(book, activity("ACT-1", name="Barnehage", legal_bases=bases, national_list_hits=["1", "2"]))
    changed = [bases[0], {"art6": "a"}]
    assert line(book, activity("ACT-1", legal_bases=changed)).changes == (FieldChange("legal_bases[1].art6", "c", "a"),)
    hits = line(book, activity("ACT-1", national_list_hits=["1", "3"])).changes
    assert hits == (FieldChange("national_list_hits", ["1", "2"], ["1", "3"]),)


def test_saying_again_what_stands_changes_nothing(book):
    written(book, activity("ACT-1", name="Barnehage", unit="Oppvekst"))
    assert line(book, activity("ACT-1", name="Barnehage")).outcome is Outcome.unchanged
    assert line(book, candidate_of(book.view().get("ACT-1"))).outcome is Outcome.unchanged
    assert line(book, candidate_of(book.view().get("PER-1"))).outcome is Outcome.unchanged


def test_without_an_id_a_record_is_found_by_its_origin(book):
    written(book, activity(name="Skole", origin=origin("17")))
    again = line(book, activity(name="Skolen", origin=origin("17", "b" * 64)))
    assert (again.outcome, again.id) == (Outcome.changed, "ACT-0001")
    assert line(book, activity(name="Skole", origin=origin("18"))).outcome is Outcome.new


def test_a_record_is_never_found_by_its_name(book):
    written(book, activity(name="Skole"))
    assert line(book, activity(name="Skole")).outcome is Outcome.new


def test_the_same_source_captured_again_never_overwrites_what_people_wrote(book):
    written(book, activity(name="Skole", unit="A", origin=origin("17")))
    written(book, activity("ACT-0001", unit="B"))
    assert line(book, activity(name="Skole", unit="A", origin=origin("17"))).outcome is Outcome.unchanged


def test_a_malformed_field_is_refused_with_the_place_of_that_field(book):
    cell = Place(file="inventory.xlsx", sheet="activities", row=7, column="H")
    given = activity("ACT-1", name="Skole", legal_bases=[{"art6": "z"}], volume_persons=-1, place=PLACE)
    given = type(given)(given.kind, given.id, given.fields, given.place, {"legal_bases[0].art6": cell})
    found = line(book, given)
    assert found.outcome is Outcome.refused
    assert all(isinstance(error, MalformedRecord) for error in found.errors)
    assert {error.place for error in found.errors} == {cell, PLACE}


def test_what_is_missing_is_no_fault_but_a_name_must_be(book):
    assert line(book, activity("ACT-1", name="Skole")).outcome is Outcome.new
    refused = line(book, activity("ACT-1", unit="Oppvekst"))
    assert (refused.outcome, refused.error.faults[0].path) == (Outcome.refused, "name")


def test_a_malformed_id_is_refused(book):
    assert line(book, activity("act 1", name="Skole")).outcome is Outcome.refused


def test_an_unknown_kind_is_refused(book):
    assert "recipe" in str(line(book, candidate("recipe", name="Kake", place=PLACE)).error)


def test_an_id_given_twice_is_refused_in_both_places(book):
    other = Place(file="b.yaml", row=3)
    plan = book.plan([activity("ACT-1", name="A", place=PLACE), activity("ACT-1", name="B", place=other)])
    assert [line.outcome for line in plan.lines] == [Outcome.refused, Outcome.refused]
    assert all(isinstance(line.error, DuplicateRecord) for line in plan.lines)
    assert "b.yaml, row 3" in str(plan.lines[0].error) and "inventory.xlsx" in str(plan.lines[1].error)


def test_an_origin_given_twice_is_refused_whether_new_or_known(book):
    twice = [activity(name="A", origin=origin("1")), activity(name="B", origin=origin("1"))]
    assert {line.outcome for line in book.plan(twice).lines} == {Outcome.refused}
    written(book, twice[0])
    both = [activity("ACT-0001", name="A"), activity(name="B", origin=origin("1"))]
    assert {line.outcome for line in book.plan(both).lines} == {Outcome.refused}


def test_three_times_the_same_id_are_three_refusals(book):
    plan = book.plan([activity("ACT-1", name=name) for name in "ABC"])
    assert len(plan.failed) == 3


def test_an_id_of_another_kind_is_refused(book):
    error = line(book, candidate("system", "PER-1", name="Visma")).error
    assert isinstance(error, IdTaken)
    assert "person" in str(error)


def test_new_ids_go_on_after_the_highest_ever_given(book):
    written(book, activity("ACT-0041", name="A"))
    book.retire("ACT-0041", actor="PER-1", reason="gone", at=START)
    plan = book.plan([activity(name="B"), activity("ACT-0050", name="C"), activity(name="D")])
    assert [line.id for line in plan.lines] == ["ACT-0051", "ACT-0050", "ACT-0052"]


def test_a_refused_line_uses_up_no_id(book):
    plan = book.plan([activity(name="A", owner_id="PER-404"), activity(name="B")])
    assert [line.id for line in plan.written] == ["ACT-0001"]


def test_the_register_s_own_organisation_is_updated_by_the_sheet_of_another(book, tmp_path):
    with create_register(
        tmp_path / "other.db",
        organisation=Organisation(id="ORG-1", name="Nabo kommune"),
        people=[OFFICER],
        actor="PER-1",
        reason="founded",
        at=START,
    ) as other:
        sheet = candidate("organisation", "ORG-1", name="Nabo kommune", basis=Basis(other.id, 1, 99))
        written(book, sheet)
    assert book.view().organisation.name == "Nabo kommune"


def test_an_erased_name_is_not_taken_in_again(book):
    written(book, candidate("person", "PER-2", name="Ola Nordmann", unit="IKT"))
    book.erase_person("PER-2", actor="PER-1", reason="by request", at=START)
    error = line(book, candidate("person", "PER-2", name="Ola Nordmann")).error
    assert isinstance(error, NameErased)
    assert line(book, candidate("person", "PER-2", email="ola@sund.example")).outcome is Outcome.refused
    assert line(book, candidate_of(book.view().get("PER-2"))).outcome is Outcome.unchanged
    written(book, candidate("person", "PER-2", unit="Skole"))
    assert book.view().get("PER-2").name == "Slettet navn (PER-2)"
    assert book.verify() == ()


def test_a_plan_counts_its_outcomes(book):
    plan = book.plan([activity(name="A"), activity(name="B"), activity("x", name="C")])
    assert plan.counts() == {"new": 2, "refused": 1}
