"""Catalogues are brought up to their sources without losing what a translator wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.language.catalogues import LOCALES, read_catalogue
from compliance.language.extract import ROOT, brought_up, fresh_files, lacking, template_of, written
from compliance.language.po import read
from compliance.language.sources import Message, messages
from compliance.resources import folder

OLD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def renewed(tmp_path: Path, entries: str, *found: Message) -> str:
    path = tmp_path / "nn.po"
    path.write_text(OLD + entries, "utf-8")
    path.write_bytes(written(brought_up(path, "nn", template_of(iter(found)))))
    return path.read_text("utf-8")


def test_a_translation_of_what_is_still_there_is_kept(tmp_path: Path) -> None:
    entry = 'msgctxt "A-1.why"\nmsgid "Hva"\nmsgstr "Kva"\n'
    assert entry in renewed(tmp_path, entry, Message(("Hva",), "A-1.why", "a.yaml"))


def test_a_translation_of_what_has_changed_is_kept_as_stale(tmp_path: Path) -> None:
    entry = 'msgctxt "A-1.why"\nmsgid "Hva"\nmsgstr "Kva"\n'
    now = renewed(tmp_path, entry, Message(("Hvem",), "A-1.why", "a.yaml"))
    assert '#, fuzzy\nmsgctxt "A-1.why"\nmsgid "Hvem"\nmsgstr "Kva"\n' in now
    assert read_catalogue(tmp_path / "nn.po").pgettext("A-1.why", "Hvem") == "Hvem"


def test_a_translation_of_what_is_gone_is_dropped(tmp_path: Path) -> None:
    now = renewed(tmp_path, 'msgid "Hva"\nmsgstr "Kva"\n', Message(("Hvem",), None, "a.yaml"))
    assert "Kva" not in now
    assert "Hvem" not in now


def test_both_forms_of_a_plural_are_kept(tmp_path: Path) -> None:
    entry = 'msgid "{n} sak"\nmsgid_plural "{n} saker"\nmsgstr[0] "{n} sak"\nmsgstr[1] "{n} saker"\n'
    assert entry in renewed(tmp_path, entry, Message(("{n} sak", "{n} saker"), None, "a.py"))


def test_renewing_twice_changes_nothing(tmp_path: Path) -> None:
    found = [Message(("B",), None, "b.py"), Message(("A",), "x.y", "a.yaml")]
    once = renewed(tmp_path, 'msgid "B"\nmsgstr "b"\n', *found)
    again = written(brought_up(tmp_path / "nn.po", "nn", template_of(iter(found)))).decode()
    assert once == again


def test_a_new_catalogue_needs_no_file(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    names = [path.name for path, _ in fresh_files(tmp_path)]
    assert names == ["compliance.pot", *(f"{language}.po" for language in LOCALES)]


def test_what_a_language_lacks_is_named_where_its_source_is_english(tmp_path: Path) -> None:
    (tmp_path / "nb.po").write_text(
        OLD + 'msgid "Name"\nmsgstr "Navn"\n\n#, fuzzy\nmsgid "Day"\nmsgstr "Dag"\n', "utf-8"
    )
    found = [Message((text,), None, "compliance/a.py") for text in ("Name", "Day", "Year")]
    found.append(Message(("Navn",), "A-1.why", "checklists/a.yaml"))
    assert [message.forms[0] for message in lacking("nb", found, tmp_path)] == ["Day", "Year"]


@pytest.mark.parametrize("language", ["nn", "sv", "da", "en"])
def test_nothing_a_report_says_is_left_in_bokmaal(language: str) -> None:
    held = read((folder("translations") / f"{language}.po").read_text("utf-8"))
    said = [each for each in messages(ROOT) if each.file.startswith(("reports/", "templates/"))]
    left = [each.forms[0] for each in said if not held.has(each.forms[0], each.context)]
    assert len(said) > 1000 and left == []
