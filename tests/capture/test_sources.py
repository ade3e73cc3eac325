import pytest

from compliance.capture.detection import FORMATS, UnknownFormat
from compliance.capture.sources import _FORCED, NothingThere, capture_paths, capture_source
from compliance.formats.source import Source
from tests.formats.books import xlsx


def test_a_folder_is_read_whole_in_order_and_says_what_it_left_out(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.yaml").write_text("kind: system\nname: Visma\n")
    (tmp_path / "1.json").write_text('{"kind": "system", "name": "Acos"}')
    (tmp_path / "les meg.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "~$inventory.xlsx").write_bytes(b"lock")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("a: 1")
    found = capture_paths([tmp_path])
    assert [(one.fields["name"], one.place.file) for one in found.candidates] == [
        ("Acos", "1.json"),
        ("Visma", "b/2.yaml"),
    ]
    assert [file.file for file in found.left_out] == ["les meg.docx"] and not found.refusals


def test_one_bad_file_keeps_no_other_back(tmp_path):
    (tmp_path / "a.yaml").write_text("a: [")
    (tmp_path / "b.xlsx").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.yaml").write_text("kind: system\nname: Visma\n")
    (tmp_path / "d.json").write_text("")
    found = capture_paths([tmp_path])
    assert [one.fields["name"] for one in found.candidates] == ["Visma"]
    assert [refusal.place.file for refusal in found.refusals] == ["a.yaml", "b.xlsx", "d.json"]


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(NothingThere):
        capture_paths([tmp_path / "x.yaml"])


def test_a_format_may_be_forced_and_must_be_known(tmp_path):
    assert set(_FORCED) == set(FORMATS)
    (tmp_path / "liste.txt").write_text("Navn;Kommentar\nSkole;x\n")
    (one,) = capture_paths([tmp_path / "liste.txt"], format="table").candidates
    assert one.kind == "activity"
    (yaml,) = capture_source(Source("a.json", b"{kind: system, name: Visma}"), format="yaml").candidates
    assert yaml.fields == {"name": "Visma"}
    with pytest.raises(UnknownFormat):
        capture_paths([tmp_path], format="excel")


def test_a_workbook_laid_out_as_ours_is_told_from_a_plain_table():
    ours = capture_source(Source("a.xlsx", xlsx({"systems": [["Id", "Name"], ["SYS-1", "Visma"]]})))
    plain = capture_source(Source("b.xlsx", xlsx({"Ark1": [["Navn", "Formål"], ["Skole", "Undervise"]]})))
    assert [(one.kind, one.id) for one in ours.candidates] == [("system", "SYS-1")]
    assert [(one.kind, one.fields["purposes"]) for one in plain.candidates] == [("activity", [{"text": "Undervise"}])]
