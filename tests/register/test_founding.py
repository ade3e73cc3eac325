import stat
from dataclasses import replace

import pytest

from compliance.model.activity import Activity
from compliance.model.organisation import Organisation, Person
from compliance.register.actors import ActorUnknown
from compliance.register.applying import ReasonUnfit
from compliance.register.database import NotARegister, RegisterReadOnly, RegisterUnreachable
from compliance.register.founding import (
    RegisterExists,
    RegisterFromTheFuture,
    RegisterNotFound,
    SeveralRegisters,
)
from compliance.register.plan import DanglingReference
from compliance.register.register import create_register, open_register
from compliance.register.tables import BOOK
from tests.register.books import OFFICER, ORGANISATION, START, founded

FOUND = {"organisation": ORGANISATION, "people": [OFFICER], "actor": "PER-1", "reason": "founded", "at": START}


def test_the_first_entry_holds_the_organisation_and_its_people(register):
    assert register.written_in(1) == (("organisation", "ORG-1"), ("person", "PER-1"))
    assert register.view().organisation == ORGANISATION
    assert register.view().get("PER-1") == OFFICER
    assert len(register.id) == 32


def test_a_file_is_for_its_owner_alone(book):
    assert stat.S_IMODE(book.address.path.stat().st_mode) == 0o600
    for path in book.address.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_no_other_file_is_left_behind(tmp_path):
    founded(tmp_path / "register.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["register.db"]


def test_what_is_there_is_not_overwritten(tmp_path):
    path = tmp_path / "register.db"
    path.write_text("precious")
    with pytest.raises(RegisterExists):
        founded(path)
    assert path.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir()] == ["register.db"]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"actor": "PER-9"}, ActorUnknown),
        ({"actor": "ORG-1"}, ActorUnknown),
        ({"people": []}, ActorUnknown),
        ({"reason": " "}, ReasonUnfit),
        ({"organisation": ORGANISATION.model_copy(update={"dpo_person_id": "PER-7"})}, DanglingReference),
    ],
)
def test_what_cannot_be_founded_leaves_nothing(address, wrong, refusal):
    with pytest.raises(refusal):
        create_register(address, **{**FOUND, **wrong})
    with pytest.raises(RegisterNotFound):
        open_register(address)


def test_a_folder_that_is_not_there_or_not_ours_is_refused(tmp_path):
    with pytest.raises(RegisterReadOnly):
        founded(tmp_path / "missing" / "register.db")


def test_opening_nothing_shows_how_to_begin(address):
    with pytest.raises(RegisterNotFound) as refusal:
        open_register(address)
    assert "compliance init --register" in refusal.value.advice


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a workbook", b"SQLite format 3\x00 but no more", b"x" * 5000], ids=range(4)
)
def test_other_files_are_no_registers(tmp_path, content):
    path = tmp_path / "register.db"
    path.write_bytes(content)
    with pytest.raises(NotARegister):
        open_register(path)
    assert path.read_bytes() == content


def test_other_databases_are_no_registers(tmp_path):
    import sqlite3

    path = tmp_path / "other.db"
    for statement in ("CREATE TABLE x (y)", "CREATE TABLE book (author)"):
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()
        with pytest.raises(NotARegister):
            open_register(path)


def test_a_folder_is_no_register(tmp_path):
    with pytest.raises((NotARegister, RegisterReadOnly)):
        open_register(tmp_path)


def test_a_register_of_a_newer_format_is_left_alone(register):
    with register._engine.begin() as connection:
        connection.execute(BOOK.update().values(format=2))
    with pytest.raises(RegisterFromTheFuture) as refusal:
        open_register(register.address)
    assert "format 2" in str(refusal.value)


def test_a_register_written_by_a_newer_schema_is_told_when_it_is_read(book):
    from compliance.model.upgrades import SchemaFromTheFuture
    from compliance.register.tables import REVISIONS

    with book._engine.begin() as connection:
        connection.execute(REVISIONS.update().values(schema=2))
    with open_register(book.address) as opened, pytest.raises(SchemaFromTheFuture):
        opened.view().of("person")


def test_one_of_several_registers_must_be_named(new_database):
    address = new_database()
    with founded(address) as first, founded(address) as second:
        with pytest.raises(SeveralRegisters) as refusal:
            open_register(address)
        assert first.id in refusal.value.advice and second.id in refusal.value.advice
        with pytest.raises(RegisterNotFound):
            open_register(replace(first.address, register="f" * 32))


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:1/x", "postgresql://u@/x?host=/nowhere", "postgresql://u@db:port/x"]
)
def test_a_server_that_does_not_answer_is_told_in_a_sentence(address):
    with pytest.raises(RegisterUnreachable) as refusal:
        open_register(address)
    assert "\n" not in str(refusal.value)


def test_only_whole_documents_found_a_register(address):
    register = create_register(
        address,
        organisation=Organisation(id="ORG-7", name="Sund", dpo_person_id="PER-2"),
        people=[Person(id="PER-1", name="Kari"), Person(id="PER-2", name="Ola")],
        actor="PER-2",
        reason="founded",
        at=START,
    )
    with register:
        assert register.view().organisation.id == "ORG-7"
        assert register.verify() == ()
        assert not register.view().of(Activity.__name__.lower())
