import json

import pytest

from compliance.model.assurance import Control, ControlStatus, Evidence, EvidenceKind
from compliance.model.values import Answer
from tests.cli.books import DAY, a_register, said
from tests.memo.books import date


def a_control(number, **more):
    told = {"status": ControlStatus.implemented, "whole_organisation": Answer.yes, "evidence_ids": ("EVI-1",), **more}
    return Control(id=f"CTL-{number}", name=f"Tiltak {number}", **told)


@pytest.fixture
def book(tmp_path):
    return a_register(
        tmp_path / "r.db",
        Evidence(id="EVI-1", name="Rapport", kind=EvidenceKind.test_report, collected_on=date(2026, 6, 1)),
        a_control(1, catalogue_refs=("nsm_2_1:2.6", "iso27002_2022:8.13", "nsm_2_1:9.9")),
        a_control(2, catalogue_refs=("nsm_2_1:2.7",), evidence_ids=()),
        a_control(3, catalogue_refs=("nsm_2_1:2.4",), status=None),
        a_control(4, catalogue_refs=("iso27002_2022:8.16",)),
    )


def test_a_catalogue_is_told_requirement_by_requirement_within_80_columns(capsys, book):
    told = said(capsys, "coverage", "nsm_2_1", "--register", book, "--language", "en", *DAY)
    lines = told.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("2.6") and "shown" in line and line.endswith("CTL-1") for line in lines)
    assert any(line.startswith("2.4") and "unknown" in line for line in lines)
    assert any(line.startswith("2.7") and "not shown" in line for line in lines)
    assert any(line.startswith("3.2") and "in part" in line and line.endswith("~CTL-4") for line in lines)
    assert any(line.startswith("1 ") and "none registered" in line for line in lines)
    assert any(line.startswith("CTL-2") and line.endswith("no evidence") for line in lines)
    assert "Shown to be met on 2026-11-20: 2 of 21 (9 %)." in told
    assert "CTL-1 names nsm_2_1:9.9" in told


def test_the_same_for_machines(capsys, book):
    told = said(capsys, "coverage", "nsm_2_1", "--register", book, "--json", *DAY)
    assert (told["shown"], told["of"], told["percent"], told["as_of"]) == (2, 21, 9, "2026-11-20")
    items = {item["id"]: item for item in told["items"]}
    assert items["2.7"]["controls"] == [{"id": "CTL-2", "counts": False, "lack": "no_proof"}]
    assert items["2.4"]["controls"] == [{"id": "CTL-3", "counts": None, "lack": "status_unknown"}]
    assert items["3.2"]["contributing"] == [{"id": "CTL-4", "counts": True, "lack": None}]
    assert (items["1"]["shown"], items["1"]["of"], items["1"]["percent"]) == (None, None, None)
    assert told["astray"] == [{"control": "CTL-1", "reference": "nsm_2_1:9.9"}]


def test_a_catalogue_no_control_answers_to_says_none_registered(capsys, book):
    told = said(capsys, "coverage", "nist_csf_2_0", "--register", book, "--language", "en", *DAY)
    assert "Shown to be met on 2026-11-20: none registered." in told
    assert " 0 %" not in told and "100 %" not in told


def test_without_a_name_the_catalogues_are_listed_and_no_register_is_needed(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = said(capsys, "coverage", "--language", "en")
    assert max(map(len, told.splitlines())) <= 80
    assert "nsm_2_1" in told and "gdpr_13_14" in told.replace("\n    ", " ").split("judged by: ")[1]
    listed = said(capsys, "coverage", "--json")
    assert {each["id"]: each["requirements"] for each in listed}["iso27002_2022"] == 93


@pytest.mark.parametrize(("name", "said_of_it"), [("gdpr_6_1", "no control covers them"), ("iso", "no catalogue")])
def test_what_cannot_be_covered_is_refused(capsys, book, name, said_of_it):
    refused = said(capsys, "coverage", name, "--register", book, "--json", code=2)
    assert said_of_it in json.dumps(refused)


def test_a_profile_without_its_catalogue_is_told_by_ids_and_says_so(capsys, book, tmp_path):
    choice = {"href": "elsewhere.json", "include-controls": [{"with-ids": ["ac-1", "ac-2"]}]}
    profile = {"profile": {"uuid": "1", "metadata": {"title": "Et utvalg"}, "imports": [choice]}}
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(profile), "utf-8")
    given = ("coverage", "own", "--catalogue-file", str(path), "--register", book, *DAY)
    told = said(capsys, *given, "--language", "en")
    assert "Et utvalg" in told and "elsewhere.json, which it imports, is not at hand" in told
    assert said(capsys, *given, "--json")["absent_imports"] == ["elsewhere.json"]


@pytest.mark.data
def test_the_privacy_baseline_is_one_more_catalogue(capsys, book, real_data):
    path = next((real_data / "oscal" / "content").glob("*PRIVACY*catalog.json"))
    told = said(capsys, "coverage", "nist", "--catalogue-file", str(path), "--register", book, "--json", *DAY)
    assert told["percent"] is None and len(told["items"]) == 118
