from datetime import timedelta

import pytest
from sqlalchemy import update

from compliance.model.kinds import UnknownKind
from compliance.register.tables import REVISIONS
from compliance.register.view import NoOrganisation, RecordDamaged, RecordNotFound, id_order
from tests.register.books import START, activity, candidate, founded, written


@pytest.fixture
def filled(book):
    written(
        book, *(activity(f"ACT-{n}", name=f"Skole {n}") for n in (10, 9, 1)), candidate("system", "SYS-1", name="V")
    )
    written(book, activity("ACT-9", unit="B"), at=START + timedelta(days=3))
    return book


def test_records_of_a_kind_come_in_the_order_of_their_numbers(filled):
    assert [document.id for document in filled.view().of("activities")] == ["ACT-1", "ACT-9", "ACT-10"]


def test_what_the_view_knows_of_a_record(filled):
    view = filled.view()
    assert (view.kind_of("ACT-9"), view.revision("ACT-9"), view.changed_in("ACT-9")) == ("activity", 2, 3)
    assert view.changed_at("ACT-9") == START + timedelta(days=3)
    assert view.changed_at("ACT-1") == START + timedelta(hours=1)
    assert (view.entry, view.head, view.at) == (3, filled.head().hash, START + timedelta(days=3))
    assert view.register == filled.id


def test_what_the_view_does_not_know(filled):
    view = filled.view()
    assert (view.get("ACT-404"), view.kind_of("ACT-404"), view.revision("ACT-404")) == (None, None, 0)
    assert view.name_of("ACT-404") == "ACT-404"
    assert view.erased_on("ACT-404") is None
    for ask in (view.record, view.changed_in, view.changed_at, view.stored):
        with pytest.raises(RecordNotFound):
            ask("ACT-404")
    with pytest.raises(UnknownKind):
        view.of("recipes")


def test_documents_are_read_once(filled):
    view = filled.view()
    assert view.get("ACT-1") is view.get("ACT-1")
    assert view.of("activity") is view.of("activities")


def test_every_record_is_given_kind_by_kind(filled):
    assert [document.id for document in filled.view().documents()] == [
        "ORG-1",
        "PER-1",
        "ACT-1",
        "ACT-9",
        "ACT-10",
        "SYS-1",
    ]


def test_the_owner_of_the_register_is_the_first_organisation_recorded(filled):
    written(filled, candidate("organisation", "ORG-0", name="Nabo"))
    assert filled.view().organisation.id == "ORG-1"


@pytest.mark.parametrize("body", ["{", '{"id":"ACT-1"}', "[]", '"x"', '{"id":"ACT-1","name":"x","unknown":1}'])
def test_a_record_that_was_damaged_is_told_as_such(filled, body):
    with filled._engine.begin() as connection:
        connection.execute(update(REVISIONS).where(REVISIONS.c.id.in_(("ACT-1", "PER-1"))).values(body=body))
    view = filled.view()
    for id in ("ACT-1", "PER-1"):
        with pytest.raises(RecordDamaged) as refusal:
            view.get(id)
        assert id in str(refusal.value)


def test_a_register_without_its_organisation_is_told_as_such(book):
    with book._engine.begin() as connection:
        connection.execute(update(REVISIONS).where(REVISIONS.c.id == "ORG-1").values(id="ORG-2"))
        connection.execute(update(REVISIONS).where(REVISIONS.c.id == "ORG-2").values(n=9))
    with pytest.raises(NoOrganisation):
        _ = book.view().organisation


def test_ids_sort_as_people_count():
    ids = ["RISK-10", "RISK-2", "ACT-0001", "ACT-1", "ACT-a2", "ACT-A10", "RISK-"]
    assert sorted(ids, key=id_order) == sorted(sorted(ids, reverse=True), key=id_order)
    assert sorted(["RISK-10", "RISK-2"], key=id_order) == ["RISK-2", "RISK-10"]


def test_a_second_register_s_records_are_not_seen(new_database):
    address = new_database()
    with founded(address) as first, founded(address) as second:
        written(first, activity("ACT-1", name="Skole"))
        assert list(second.view().ids()) == ["ORG-1", "PER-1"]
