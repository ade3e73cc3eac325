import sqlite3

import pytest

from compliance.canonical import digest
from compliance.register.copying import NotCopied
from compliance.register.founding import RegisterExists
from compliance.register.register import open_register
from compliance.register.tables import ENTRIES, TABLES
from tests.register.books import START, activity, founded, written
from tests.register.test_verifying import change, lived_in, rows_of


@pytest.fixture(params=["to a file", "to a server"])
def target(request, tmp_path):
    if request.param == "to a file":
        return str(tmp_path / "copy.db")
    return request.getfixturevalue("new_database")()


def content(register):
    return {table.name: sorted(map(repr, rows_of(register, table))) for table in TABLES}


def test_a_copy_has_the_same_id_rows_and_hashes(register, target):
    lived_in(register)
    with register.copy_to(target) as copy:
        assert (copy.id, copy.head()) == (register.id, register.head())
        assert content(copy) == content(register)
        assert copy.verify(register.head().hash) == ()
        assert copy.erasures() == register.erasures()
    with open_register(target) as again:
        assert written(again, activity(name="Ny")).prev == register.head().hash


def test_a_register_goes_to_the_server_and_back_unchanged(book, new_database, tmp_path):
    lived_in(book)
    with book.copy_to(new_database()) as there, there.copy_to(tmp_path / "back.db") as back:
        assert content(back) == content(book)


def test_only_one_register_of_several_is_copied(new_database, tmp_path):
    address = new_database()
    with founded(address) as first, founded(address), first.copy_to(tmp_path / "first.db") as copy:
        assert content(copy)["book"] == [repr({"register": first.id, "format": 1})]
        assert copy.verify() == ()


def test_nothing_is_copied_over_what_is_there(register, tmp_path):
    path = tmp_path / "there.db"
    path.write_text("precious")
    with pytest.raises(RegisterExists):
        register.copy_to(path)
    assert path.read_text() == "precious"


def test_a_register_is_not_copied_into_the_database_it_lies_in(new_database):
    address = new_database()
    with founded(address) as register, pytest.raises(RegisterExists):
        register.copy_to(address)


def test_a_register_that_is_not_sound_is_not_copied(register, tmp_path):
    lived_in(register)
    change(register, ENTRIES.update().where(ENTRIES.c.seq == 3).values(reason="another"))
    with pytest.raises(NotCopied) as refusal:
        register.copy_to(tmp_path / "copy.db")
    assert "entry 3" in str(refusal.value)
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_is_one_file_that_opens_where_nothing_can_be_written(register, tmp_path):
    lived_in(register)
    folder = tmp_path / "archive"
    folder.mkdir()
    assert register.backup(folder / "backup.db") == register.head()
    before = (folder / "backup.db").read_bytes()
    (folder / "backup.db").chmod(0o400)
    with open_register(folder / "backup.db") as backup:
        assert backup.verify() == ()
        assert backup.attachment(digest(b"%PDF presented")) == b"%PDF presented"
    assert (folder / "backup.db").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["backup.db"]


def test_a_backup_is_made_while_others_write(book, tmp_path):
    blocker = sqlite3.connect(book.address.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    blocker.execute("UPDATE book SET format = format")
    assert book.backup(tmp_path / "backup.db").seq == 1
    blocker.execute("ROLLBACK")
    blocker.close()


def test_a_backup_put_in_the_register_s_place_goes_on_as_a_register(book, tmp_path):
    written(book, activity("ACT-1", name="Skole"))
    book.backup(tmp_path / "backup.db")
    with open_register(tmp_path / "backup.db") as restored:
        written(restored, activity("ACT-1", name="Skolen"))
        assert restored.verify() == ()
        assert restored.retire("ACT-1", actor="PER-1", reason="closed", at=START) is not None
