import sys

import pytest

from compliance.register.register import open_register
from tests.register.books import activity, founded, written


@pytest.fixture
def book(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(
            register, activity("ACT-1", name="Skole", unit="Oppvekst", purposes=[{"id": "P1", "text": "Undervise"}])
        )
    return tmp_path / "r.db"


@pytest.fixture
def editor(tmp_path, monkeypatch):
    def use(old, new):
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
            f"path.write_text(path.read_text('utf-8').replace({old!r}, {new!r}), 'utf-8')\n"
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")

    return use


def held(book):
    with open_register(book) as register:
        return register.view().record("ACT-1"), register.head().seq


def test_fields_are_set_by_their_names(compliance, book):
    settings = ["--set", "owner_id=PER-1", "--set", "purposes[0].text=Lære bort", "--set", "unit="]
    out = compliance("edit", "ACT-1", "--register", book, *settings, "--reason", "avklart i møte")
    assert out.code == 0 and "owner_id: – → PER-1" in out.out
    document, _ = held(book)
    assert (document.owner_id, document.purposes[0].text, document.unit) == ("PER-1", "Lære bort", None)
    with open_register(book) as register:
        assert register.entries()[-1].reason == "avklart i møte"


def test_a_dry_run_writes_nothing(compliance, book):
    out = compliance("edit", "ACT-1", "--register", book, "--set", "unit=Helse", "--dry-run")
    assert out.code == 0 and "Oppvekst → Helse" in out.out and held(book)[1] == 2


def test_setting_what_is_there_already_writes_nothing(compliance, book):
    assert (
        compliance("edit", "ACT-1", "--register", book, "--set", "unit=Oppvekst", "--json").json["counts"]["unchanged"]
        == 1
    )
    assert held(book)[1] == 2


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("ownr=PER-1", "owner_id"),
        ("owner_id=PER-9", "PER-9"),
        ("owner_id=Kari", "Kari"),
        ("created_on=31.02.2026", "31.02.2026"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_field(compliance, book, setting, word):
    out = compliance("edit", "ACT-1", "--register", book, "--set", setting)
    assert out.code == 2 and word in out.err and held(book)[1] == 2


def test_a_record_that_is_not_there_is_refused(compliance, book):
    assert compliance("edit", "ACT-9", "--register", book, "--set", "unit=x").code == 2


def test_the_editor_shows_the_record_and_what_is_changed_there_is_written(compliance, book, editor):
    editor("Undervise", "Lære bort")
    out = compliance("edit", "ACT-1", "--register", book)
    assert out.code == 0 and "purposes[0].text: Undervise → Lære bort" in out.out


def test_an_editor_that_changes_nothing_writes_nothing(compliance, book, editor):
    editor("finnes ikke", "x")
    out = compliance("edit", "ACT-1", "--register", book)
    assert out.code == 0 and held(book)[1] == 2


def test_what_is_wrong_in_the_editor_is_refused_with_its_line(compliance, book, editor):
    editor("unit: Oppvekst", "unitt: Oppvekst")
    out = compliance("edit", "ACT-1", "--register", book)
    assert out.code == 2 and "unit" in out.err and held(book)[1] == 2
