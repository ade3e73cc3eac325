import sqlite3

import pytest

from tests.register.books import founded


def look(compliance, *arguments):
    outcome = compliance("doctor", *arguments, "--json")
    return outcome, {one["name"]: one for one in outcome.json}


def test_a_machine_that_has_everything_is_well(compliance, tmp_path):
    founded(tmp_path / "r.db").close()
    outcome, found = look(compliance, "--register", tmp_path / "r.db")
    assert outcome.code == 0
    assert {name for name, one in found.items() if one["needed"] and not one["ok"]} == set()
    assert {"Python", "SQLite", "PDF", "fonts", "register", "writing", "privacy", "disk"} <= set(found)


def test_without_a_register_the_rest_is_still_told(compliance, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome, found = look(compliance)
    assert (outcome.code, found["register"]["ok"], found["register"]["needed"]) == (0, False, False)


def test_a_register_that_is_not_sound_is_named(compliance, tmp_path):
    founded(tmp_path / "r.db").close()
    with sqlite3.connect(tmp_path / "r.db") as connection:
        connection.execute("UPDATE entries SET reason = 'another'")
    connection.close()
    outcome, found = look(compliance, "--register", tmp_path / "r.db")
    assert outcome.code == 1
    assert "entry 1" in found["register"]["said"]
    assert "\nMISSING   register" in compliance("doctor", "--register", tmp_path / "r.db").out


def test_a_file_that_is_no_register_is_told_as_such(compliance, tmp_path):
    (tmp_path / "r.db").write_text("no register")
    outcome, found = look(compliance, "--register", tmp_path / "r.db")
    assert (outcome.code, found["register"]["ok"]) == (1, False)


@pytest.mark.skipif(not hasattr(__import__("os"), "geteuid"), reason="rights of files are a thing of POSIX")
def test_a_register_others_can_read_is_told(compliance, tmp_path):
    founded(tmp_path / "r.db").close()
    (tmp_path / "r.db").chmod(0o644)
    outcome, found = look(compliance, "--register", tmp_path / "r.db")
    assert (outcome.code, found["privacy"]["ok"]) == (0, False)
