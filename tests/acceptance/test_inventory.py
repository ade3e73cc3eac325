"""What goes into the register and comes out: standard records, the workbook, and all that is wrong with a file."""

import json
import shutil
from pathlib import Path

import pytest

from compliance.formats.layout import sheet_titles
from compliance.model.kinds import KINDS
from tests.acceptance.sheets import place, typed, value

TITLES = sheet_titles("nb")
ACTIVITIES, SYSTEMS, EVIDENCE = TITLES["activities"], TITLES["systems"], TITLES["evidence"]
LOCKED = Path(__file__).parent / "data" / "locked.xlsx"
SILENT = {"RET-NONE-001": "gap", "INFO-NONE-001": "undetermined", "ROPA-LEGAL-010": "undetermined"}


def records(compliance, register):
    return {kind: compliance("list", kind, "--register", register, "--json").json for kind in KINDS}


def captured(compliance, register, *paths, actor="PER-1"):
    return compliance("capture", "--register", register, *paths, "--actor", actor, "--json")


# The Danish standard records


@pytest.fixture
def standard(compliance, begun, real_data):
    done = captured(compliance, begun, real_data / "kl-article-30" / "registers")
    assert done.code == 0 and done.json["counts"]["new"] == 47
    return begun


def sources(folder):
    found = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("kl-article-30/registers/*.json"))]
    return {record["name"].strip(): record for record in found}


@pytest.mark.data
def test_every_legal_code_of_the_standard_records_is_right_and_no_fact_is_invented(compliance, standard, real_data):
    given = sources(real_data)
    held = compliance("list", "activities", "--register", standard, "--json").json
    assert sorted(record["name"] for record in held) == sorted(given)
    told = {"id", "name", "description", "remarks", "origin", "legal_bases", "subject_codes_kle"}
    for record in held:
        source = given[record["name"]]
        codes = [code.removeprefix("register-gdpr-") for code in source["gdprChoices"]]
        bases = record["legal_bases"]
        assert sorted(f"p6-{basis['art6']}" for basis in bases if basis["art6"]) == sorted(
            code for code in codes if code.startswith("p6-")
        )
        assert sorted(f"p7-{basis['art9_condition']}" for basis in bases if basis["art9_condition"]) == sorted(
            code for code in codes if code.startswith("p7-")
        )
        assert all(sum(value not in (None, []) for value in basis.values()) == 1 for basis in bases), "unpaired"
        assert record["description"] == source["description"].strip()
        assert record["subject_codes_kle"] == [*source["kleMainGroups"], *source["kleGroups"]]
        assert {field for field, held in record.items() if held not in (None, [])} <= told
        rest = [code for code in codes if code[:2] not in ("p6", "p7") and code not in ("valp6", "valp7")]
        assert all(code in (record["remarks"] or "") for code in rest)


@pytest.mark.data
def test_capturing_the_standard_records_again_changes_nothing(compliance, standard, real_data):
    before = records(compliance, standard)
    again = captured(compliance, standard, real_data / "kl-article-30")
    assert again.code == 0 and again.json["counts"]["unchanged"] == 47 and again.json["entry"] is None
    assert records(compliance, standard) == before


@pytest.mark.data
def test_the_findings_say_what_the_standard_records_are_silent_about(compliance, standard):
    found = compliance("check", "--register", standard, "--json", "--as-of", "2026-11-20").json["findings"]
    for rule, result in SILENT.items():
        assert len({each["subject"] for each in found if (each["rule"], each["result"]) == (rule, result)}) == 47, rule
    held = compliance("list", "activities", "--register", standard, "--json").json
    lawful = {"c", "e"}
    without_law = {
        (record["id"], f"legal_bases[{number}]")
        for record in held for number, basis in enumerate(record["legal_bases"]) if basis["art6"] in lawful
    }  # fmt: skip
    assert {(each["subject"], each["path"]) for each in found if each["rule"] == "ROPA-LEGAL-004"} == without_law


# The workbook


@pytest.fixture(scope="session")
def workbook(sund):
    return (sund / "inventory.xlsx").read_bytes()


@pytest.fixture
def given_back(compliance, book, tmp_path):
    """Captures a workbook by the name and gives what was answered."""

    def capture(data, name="inventory.xlsx"):
        (tmp_path / name).write_bytes(data)
        return captured(compliance, book, tmp_path / name)

    return capture


@pytest.mark.slow
def test_the_workbook_of_the_whole_register_given_back_changes_nothing(compliance, book, tmp_path):
    path = tmp_path / "w.xlsx"
    assert compliance("workbook", "--register", book, "-o", path).code == 0
    before = records(compliance, book)
    done = captured(compliance, book, path)
    assert done.code == 0 and done.json["entry"] is None
    assert done.json["counts"] == {
        "new": 0, "changed": 0, "unchanged": sum(map(len, before.values())), "conflict": 0, "refused": 0
    }  # fmt: skip
    assert records(compliance, book) == before


@pytest.mark.slow
def test_a_workbook_carries_a_whole_register_into_another_one_and_goes_round_there_too(
    compliance, book, begun, tmp_path
):
    path = tmp_path / "w.xlsx"
    compliance("workbook", "--register", book, "-o", path)
    done = captured(compliance, begun, path)
    assert done.code == 0 and {"new", "changed"} == {line["outcome"] for line in done.json["lines"]}
    assert [line["id"] for line in done.json["lines"] if line["outcome"] == "changed"] == ["ORG-1", "PER-1"]
    assert records(compliance, begun) == records(compliance, book), "ids and all"
    compliance("workbook", "--register", begun, "-o", path, "--force")
    again = captured(compliance, begun, path)
    assert again.code == 0 and again.json["entry"] is None and again.json["counts"]["conflict"] == 0
    assert compliance("verify", begun).code == 0


CELLS = {
    "a text": (ACTIVITIES, 2, "Enhet", "Ny enhet", "unit", "Ny enhet"),
    "a choice": (SYSTEMS, 2, "Har personopplysninger", "nei", "contains_personal_data", "no"),
    "a date": (EVIDENCE, 3, "Laget", 45919, "created_on", "2025-09-19"),
    "a reference": (SYSTEMS, 3, "Systemeier", "PER-8", "owner_id", "PER-8"),
    "a cell emptied": (ACTIVITIES, 3, "Enhet", "", "unit", None),
    "a row of a list": (TITLES["activity.purposes"], 2, "Formål", "Noe annet", "purposes[0].text", "Noe annet"),
}


@pytest.mark.parametrize("case", CELLS)
def test_one_cell_changed_is_one_field_changed(given_back, workbook, case):
    sheet, row, heading, new, path, after = CELLS[case]
    done = given_back(typed(workbook, sheet, row, heading, new))
    assert done.code == 0, done.err
    (changed,) = [line for line in done.json["lines"] if line["outcome"] != "unchanged"]
    assert changed["outcome"] == "changed"
    assert [(change["path"], change["after"]) for change in changed["changes"]] == [(path, after)]
    assert value(workbook, sheet, row, heading) != new


# What is wrong with a file

WRONG = {
    "an impossible date": (EVIDENCE, 3, "Laget", "31.02.2026", "created_on", "does not exist"),
    "no date at all": (EVIDENCE, 3, "Laget", "i fjor", "created_on", "not a date"),
    "an unknown code": (TITLES["activity.legal_bases"], 2, "Grunnlag i artikkel 6", "6.1.z", "art6", "6.1.z"),
    "an unknown record": (SYSTEMS, 3, "Systemeier", "PER-99", "owner_id", "PER-99"),
    "a duplicate id": (SYSTEMS, 3, "Id", "SYS-0001", "id", "given twice"),
    "a name left out": (SYSTEMS, 3, "Navn", "", "name", "name"),
    "a text too long": (SYSTEMS, 3, "Beskrivelse", "ø" * 25_000, "description", "20000"),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_bad_row_is_refused_with_its_place_and_the_good_ones_are_taken_in(
    compliance, given_back, book, workbook, case
):
    sheet, row, heading, bad, field, said = WRONG[case]
    data = typed(typed(workbook, ACTIVITIES, 2, "Enhet", "Ny enhet"), sheet, row, heading, bad)
    done = given_back(data)
    assert done.code == 3
    good = [line["id"] for line in done.json["lines"] if line["outcome"] == "changed"]
    refused = [line for line in done.json["lines"] if line["outcome"] == "refused"]
    if sheet in (EVIDENCE, SYSTEMS):
        assert good == ["ACT-0001"]
    errors = [error for line in refused for error in line["errors"]]
    assert any(said in error["sentence"] for error in errors) and all(error["hint"] for error in errors)
    column = place(workbook, sheet, row, heading).rstrip("0123456789")
    wanted = {"file": "inventory.xlsx", "sheet": sheet, "row": row, "column": column, "field": field}
    assert wanted in [error["place"] for error in errors]
    if case != "an unknown code":
        return
    told = compliance("capture", "--register", book, book.parent / "inventory.xlsx", "--actor", "PER-1")
    assert told.code == 3 and f"inventory.xlsx, {sheet}, row {row}, {column}, {field}" in told.out + told.err


def test_a_wrong_heading_stops_the_whole_sheet_and_loses_nothing(compliance, given_back, book, workbook):
    before = records(compliance, book)
    done = given_back(typed(workbook, ACTIVITIES, 1, "Enhet", "Enhett"))
    assert done.code == 2 and done.error["kind"] == "NothingTakenIn"
    (line,) = done.json["lines"]
    assert "Enhett" in line["errors"][0]["sentence"] and "Enhet?" in line["errors"][0]["hint"]
    assert line["errors"][0]["place"] == {"file": "inventory.xlsx", "sheet": ACTIVITIES, "row": 1, "column": "J"}
    assert records(compliance, book) == before


FILES = {
    "truncated": ("inventory.xlsx", lambda sund: read(sund, "inventory.xlsx")[:40_000], "damaged"),
    "hardly begun": ("inventory.xlsx", lambda sund: read(sund, "inventory.xlsx")[:20], "damaged"),
    "empty": ("inventory.xlsx", lambda _: b"", "empty"),
    "locked with a password": ("inventory.xlsx", lambda _: LOCKED.read_bytes(), "password"),
    "a PDF": ("inventory.xlsx", lambda sund: read(sund, "presented.pdf"), "PDF"),
    "a register": ("inventory.xlsx", lambda sund: read(sund, "register.db"), "SQLite"),
    "another zip": ("inventory.xlsx", lambda sund: read(sund, "evidence.zip"), "ZIP"),
    "a workbook called a table": ("inventory.csv", lambda sund: read(sund, "inventory.xlsx"), "Excel"),
    "a workbook called YAML": ("inventory.yaml", lambda sund: read(sund, "inventory.xlsx"), "Excel"),
    "no JSON": ("inventory.json", lambda _: b'{"a":', "JSON"),
    "no YAML": ("inventory.yaml", lambda _: b'a: [1\nb: "', "YAML"),
    "no text": ("inventory.csv", lambda _: bytes(range(256)) * 9, "UTF-8"),
}


def read(sund, name):
    return (sund / name).read_bytes()


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_not_what_it_should_be_is_refused_and_loses_nothing(compliance, begun, sund, tmp_path, case):
    name, data, word = FILES[case]
    (tmp_path / name).write_bytes(data(sund))
    told = compliance("capture", "--register", begun, tmp_path / name)
    assert told.code == 2 and "Traceback" not in told.out + told.err
    assert name in told.out and word in told.out and "as it was" in told.err
    assert compliance("check", "--register", begun, "--json").json["entry"] == 1


def test_an_empty_name_is_not_this_folder(compliance, begun, tmp_path, monkeypatch):
    shutil.copy(LOCKED, tmp_path / "x.xlsx")
    (tmp_path / "system.yaml").write_text("kind: system\nname: Visma\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert compliance("capture", "--register", begun, "").code == 2
    assert compliance("list", "systems", "--register", begun, "--json").json == []
