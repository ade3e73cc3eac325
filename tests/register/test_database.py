import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.errors import ComplianceError
from compliance.register.addresses import address_of
from compliance.register.database import (
    LeftoversRemain,
    NotARegister,
    RegisterBusy,
    RegisterDamaged,
    RegisterReadOnly,
    RegisterUnreachable,
    SqliteTooOld,
    engine_for,
    reading,
    refusal_of,
    writing,
)
from compliance.register.register import open_register
from tests.register.books import START, activity, candidate, founded, written

ADDRESS = address_of("register.db")


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (sqlite3.OperationalError("database is locked"), RegisterBusy),
        (sqlite3.OperationalError("database table is locked"), RegisterBusy),
        (sqlite3.DatabaseError("file is not a database"), NotARegister),
        (sqlite3.OperationalError("no such column: prev"), NotARegister),
        (sqlite3.OperationalError("attempt to write a readonly database"), RegisterReadOnly),
        (sqlite3.OperationalError("database or disk is full"), RegisterReadOnly),
        (sqlite3.DatabaseError("database disk image is malformed"), RegisterDamaged),
        (RuntimeError("canceling statement due to lock timeout\nCONTEXT: …"), RegisterBusy),
        (RuntimeError("connection refused\nIs the server running?"), RegisterUnreachable),
        (RuntimeError(""), RegisterUnreachable),
    ],
)
def test_an_error_of_the_database_becomes_a_sentence_for_a_person(error, refusal):
    found = refusal_of(error, ADDRESS)
    assert type(found) is refusal
    assert "register.db" in str(found) and "\n" not in str(found)


def test_what_is_refused_inside_is_not_taken_for_an_error_of_the_database(register):
    class Refused(ComplianceError):
        pass

    for way in (reading, writing):
        with pytest.raises(Refused), way(register._engine, register.address):
            raise Refused


def test_nothing_is_written_when_the_block_ends_in_an_error(register):
    with pytest.raises(ZeroDivisionError), writing(register._engine, register.address, register.id) as connection:
        _ = connection.exec_driver_sql("DELETE FROM people").rowcount / 0
    assert register.verify() == ()


def test_a_reader_cannot_write(new_database):
    with (
        founded(new_database()) as register,
        pytest.raises(ComplianceError, match="read-only"),
        reading(register._engine, register.address) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM people")


def test_looking_at_a_file_does_not_change_it(book, tmp_path):
    written(book, activity("ACT-1", name="Skole"))
    book.backup(tmp_path / "b.db")
    before = (tmp_path / "b.db").read_bytes(), (tmp_path / "b.db").stat().st_mtime_ns
    with open_register(tmp_path / "b.db") as looked_at:
        assert looked_at.verify() == ()
        assert looked_at.history("ACT-1")
    assert ((tmp_path / "b.db").read_bytes(), (tmp_path / "b.db").stat().st_mtime_ns) == before


def test_making_an_engine_makes_no_file(tmp_path):
    with pytest.raises(ComplianceError), reading(engine_for(address_of(tmp_path / "no.db")), ADDRESS):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_disk_that_is_full_loses_nothing(tmp_path):
    path = tmp_path / "register.db"
    founded(path).close()
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "from compliance.errors import ComplianceError\n"
        "from tests.register.books import START, activity\n"
        "from compliance.register.register import open_register\n"
        "register = open_register(sys.argv[1])\n"
        "plan = register.plan([activity(name=f'Skole {n}', tom_summary='x' * 9000) for n in range(100)])\n"
        "try:\n"
        "    register.apply(plan, actor='PER-1', reason='captured', at=START)\n"
        "except ComplianceError as refusal:\n"
        "    print(type(refusal).__name__)\n"
    )
    root = Path(__file__).resolve().parent.parent.parent
    told = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, cwd=root, check=False)
    assert told.stdout.strip() in {"RegisterReadOnly", "RegisterDamaged"}, told.stderr
    with open_register(path) as register:
        assert register.verify() == ()
        assert register.head().seq == 1
        written(register, activity(name="Skole"))


def test_a_register_one_may_not_write_can_be_read_and_is_not_written(tmp_path, monkeypatch):
    path = tmp_path / "register.db"
    founded(path).close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere: only the asking can be changed
    with open_register(path) as register:
        assert register.verify() == ()
        with pytest.raises(RegisterReadOnly):
            written(register, activity(name="Skole"))
    assert [one.name for one in tmp_path.iterdir()] == ["register.db"]


def test_an_sqlite_that_is_too_old_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 26, 0))
    with pytest.raises(SqliteTooOld):
        founded(tmp_path / "r.db")


def test_leftovers_that_somebody_else_holds_are_told_though_the_name_is_erased(book, monkeypatch):
    monkeypatch.setattr("compliance.register.database.BUSY_SECONDS", 0.1)
    written(book, candidate("person", "PER-2", name="Ola"))
    with open_register(book.address) as erasing, reading(book._engine, book.address) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM people").fetchall()
        with pytest.raises(LeftoversRemain) as refusal:
            erasing.erase_person("PER-2", actor="PER-1", reason="by request", at=START)
    assert refusal.value.exit_code == 3
    assert book.view().name_of("PER-2") == "Slettet navn (PER-2)"
