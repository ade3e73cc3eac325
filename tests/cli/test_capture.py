"""From files to the register on the command line: what is written, what is told, and how it ends."""

import json

import pytest

from compliance.formats.layout import sheet_titles
from compliance.register.register import open_register
from tests.formats.books import with_text, xlsx
from tests.register.books import founded

TITLES = sheet_titles("nb")
SCHOOL = "id: ACT-1\nname: Skole\nunit: Oppvekst\nlegal_bases: [{art6: e}]\n"


@pytest.fixture
def book(tmp_path):
    founded(tmp_path / "r.db").close()
    return tmp_path / "r.db"


@pytest.fixture
def given(tmp_path):
    def make(text, name="inn.yaml"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / name

    return make


def held(book, id):
    with open_register(book) as register:
        return register.view().get(id)


def entries(book):
    with open_register(book) as register:
        return register.head().seq


def test_what_is_read_is_written_as_one_entry(compliance, book, given):
    out = compliance("capture", "--register", book, given(SCHOOL + "---\nkind: system\nname: Fagsystem\n"))
    assert out.code == 0
    assert "2 new" in out.out and "entry 2" in out.out
    assert held(book, "ACT-1").unit == "Oppvekst" and held(book, "SYS-0001").name == "Fagsystem"
    with open_register(book) as register:
        assert register.entries()[-1].reason == "capture: inn.yaml"


def test_capturing_twice_changes_nothing(compliance, book, given):
    path = given(SCHOOL + "---\nkind: system\nname: Fagsystem\n")
    compliance("capture", "--register", book, path)
    out = compliance("capture", "--register", book, path, "--json")
    assert out.code == 0 and out.json["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "conflict": 0, "refused": 0}
    assert out.json["entry"] is None and entries(book) == 2


def test_a_dry_run_tells_every_change_and_writes_nothing(compliance, book, given):
    compliance("capture", "--register", book, given(SCHOOL))
    out = compliance("capture", "--register", book, given(SCHOOL.replace("Oppvekst", "Kultur")), "--dry-run")
    assert out.code == 0 and "unit: Oppvekst → Kultur" in out.out
    assert held(book, "ACT-1").unit == "Oppvekst" and entries(book) == 2


def test_what_is_done_in_part_ends_with_3_and_names_every_place(compliance, book, given):
    text = "activities:\n- {name: A, created_on: 31.02.2026}\n- {name: B}\n- {name: C, owner_id: PER-9}\n"
    out = compliance("capture", "--register", book, given(text), "--json")
    assert out.code == 3
    assert out.json["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "conflict": 0, "refused": 2}
    refused = {
        line["errors"][0]["kind"]: line["errors"][0] for line in out.json["lines"] if line["outcome"] == "refused"
    }
    assert refused["NoSuchDay"]["place"] == {"file": "inn.yaml", "row": 2, "field": "created_on"}
    assert refused["DanglingReference"]["place"]["row"] == 4
    assert all(error["sentence"] and error["hint"] for error in refused.values())


HOSTILE = {
    "a wrong heading": (xlsx({TITLES["activities"]: [["Navn", "Ført inne"], ["A", "x"]]}), "a.xlsx", "Ført inne"),
    "an impossible date": (
        xlsx({TITLES["activities"]: [["Navn", "Ført inn"], ["A", "30-13-2026"]]}),
        "a.xlsx",
        "30-13-2026",
    ),
    "an unknown code": (xlsx({TITLES["activities"]: [["Navn", "Vår rolle"], ["A", "sjef"]]}), "a.xlsx", "sjef"),
    "a duplicate id": (
        xlsx({TITLES["activities"]: [["Id", "Navn"], ["ACT-1", "A"], ["ACT-1", "B"]]}),
        "a.xlsx",
        "ACT-1",
    ),
    "a truncated workbook": (xlsx({"A": [["x"]]})[:900], "a.xlsx", "damaged"),
    "a workbook with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xlsx", "password"),
    "a PDF called a workbook": (b"%PDF-1.7\n", "a.xlsx", "PDF"),
    "a workbook called a table": (xlsx({"A": [["x"]]}), "a.csv", "Excel"),
    "an unknown legal code": (
        json.dumps({"packageName": "p", "name": "1. x", "description": "", "gdprChoices": ["z"]}).encode(),
        "a.json",
        "z",
    ),
    "an empty file": (b"", "a.yaml", "empty"),
    "no file": (None, "a.yaml", "a.yaml"),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_bad_input_is_refused_clearly_and_loses_nothing(compliance, book, given, tmp_path, case):
    data, name, word = case
    path = tmp_path / name if data is None else given(data, name)
    out = compliance("capture", "--register", book, path)
    assert out.code == 2 and word in out.out + out.err and name in out.out + out.err
    assert entries(book) == 1
    assert compliance("capture", "--register", book, path, "--json").error["exit_code"] == 2


def test_a_folder_without_anything_to_read_is_refused(compliance, book, tmp_path):
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "notat.docx").write_bytes(b"x")
    out = compliance("capture", "--register", book, tmp_path / "mappe")
    assert out.code == 2 and "--format" in out.err


# The workbook


def workbook(compliance, book, tmp_path, name="inventory.xlsx"):
    out = compliance("workbook", "--register", book, "-o", tmp_path / name)
    assert out.code == 0, out.err
    return tmp_path / name


def test_a_workbook_given_back_untouched_changes_nothing(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    out = compliance("capture", "--register", book, workbook(compliance, book, tmp_path), "--json")
    assert (
        out.json["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "conflict": 0, "refused": 0}
        and entries(book) == 2
    )


def test_one_cell_changed_is_one_field_changed(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    path = workbook(compliance, book, tmp_path)
    path.write_bytes(with_text(path.read_bytes(), "Oppvekst", "Kultur"))
    out = compliance("capture", "--register", book, path, "--json")
    changed = [line for line in out.json["lines"] if line["outcome"] != "unchanged"]
    assert [(line["id"], line["changes"]) for line in changed] == [
        ("ACT-1", [{"path": "unit", "before": "Oppvekst", "after": "Kultur"}])
    ]


def test_an_edit_made_against_a_stale_revision_is_a_conflict(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    path = workbook(compliance, book, tmp_path)
    path.write_bytes(with_text(path.read_bytes(), "Oppvekst", "Kultur"))
    compliance("edit", "ACT-1", "--register", book, "--set", "unit=Helse")
    out = compliance("capture", "--register", book, path)
    assert out.code == 3 and "1 in conflict" in out.out and "Helse" in out.out
    assert held(book, "ACT-1").unit == "Helse"


@pytest.mark.parametrize(("settle", "unit"), [("register", "Helse"), ("source", "Kultur")])
def test_a_conflict_is_settled_by_saying_whose_value_holds(compliance, book, given, tmp_path, settle, unit):
    compliance("capture", "--register", book, given(SCHOOL))
    path = workbook(compliance, book, tmp_path)
    path.write_bytes(with_text(path.read_bytes(), "Oppvekst", "Kultur"))
    compliance("edit", "ACT-1", "--register", book, "--set", "unit=Helse")
    out = compliance("capture", "--register", book, path, "--settle", settle)
    assert out.code == 0 and held(book, "ACT-1").unit == unit


def test_a_row_deleted_is_no_deletion_and_others_edits_stand(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    path = given(xlsx({TITLES["systems"]: [["Navn"], ["Fagsystem"]]}), "bare-systemer.xlsx")
    assert compliance("capture", "--register", book, path).code == 0
    assert held(book, "ACT-1").name == "Skole"


def test_a_workbook_of_another_register_is_a_plain_import(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    path = workbook(compliance, book, tmp_path)
    path.write_bytes(with_text(path.read_bytes(), "Sund kommune", "Vik kommune"))
    founded(tmp_path / "other.db").close()
    out = compliance("capture", "--register", tmp_path / "other.db", path, "--json")
    outcomes = {line["id"]: line["outcome"] for line in out.json["lines"]}
    assert outcomes == {"ORG-1": "changed", "PER-1": "unchanged", "ACT-1": "new"}
    assert held(tmp_path / "other.db", "ORG-1").name == "Vik kommune"


def test_a_workbook_can_be_written_of_an_earlier_entry(compliance, book, given, tmp_path):
    compliance("capture", "--register", book, given(SCHOOL))
    out = compliance("workbook", "--register", book, "--at", "1", "-o", tmp_path / "old.xlsx")
    assert out.code == 0 and "2 records" in out.err


def test_a_workbook_is_not_written_over_another(compliance, book, tmp_path):
    path = workbook(compliance, book, tmp_path)
    assert compliance("workbook", "--register", book, "-o", path).code == 2
    assert compliance("workbook", "--register", book, "-o", path, "--force").code == 0
    assert compliance("workbook", "--register", book, "-o", "-").stdout.startswith(b"PK")


# The standard records


@pytest.mark.data
def test_the_standard_records_are_captured_once(compliance, book, real_data):
    folder = real_data / "kl-article-30"
    assert compliance("capture", "--register", book, folder, "--json").json["counts"]["new"] == 47
    again = compliance("capture", "--register", book, folder / "registers", "--json").json["counts"]
    assert again == {"new": 0, "changed": 0, "unchanged": 47, "conflict": 0, "refused": 0}
    assert entries(book) == 2
