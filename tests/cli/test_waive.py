import json

import pytest

from compliance.cli.main import invoke

DAY = "2026-11-20"


@pytest.fixture
def register(tmp_path):
    path, source = str(tmp_path / "r.db"), tmp_path / "records.json"
    activity = {
        "controller_ids": ["ORG-1"],
        "status": "active",
        "purposes": [{"id": "p1", "text": "Drive klubben for ungdom", "task_as_authority": "yes"}],
        "data_categories": [{"id": "d1", "name": "Navn", "sensitivity": "ordinary"}],
        "legal_bases": [{"purpose_id": "p1", "art6": "f"}],
    }
    source.write_text(json.dumps({"activities": [{"id": "ACT-1", "name": "Ungdomsklubb", **activity}]}), "utf-8")
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    assert invoke(["init", "--register", path, *named, "--quiet"]) == 0
    assert invoke(["capture", "--register", path, str(source), "--quiet"]) == 0
    return path


@pytest.fixture
def call(compliance, register):
    def called(verb, *arguments, day=DAY):
        return compliance(verb, "--register", register, "--as-of", day, *arguments)

    return called


def listed(call, **more):
    return call("check", "--json", **more).json


def aside(call):
    return call("check", "--waived", "--json").json


def finding(call, rule, result="gap"):
    return next(each for each in listed(call)["findings"] if (each["rule"], each["result"]) == (rule, result))["id"]


WHY = ("--reason", "Ny frist er avtalt.", "--until", "2027-03-01")


def test_a_waived_finding_is_listed_apart_with_who_until_and_why(call):
    wanted = finding(call, "RET-NONE-001")
    outcome = call("waive", wanted, *WHY)
    assert outcome.code == 0, outcome.err
    told = listed(call)
    assert wanted not in {each["id"] for each in told["findings"]}
    (waived,) = aside(call)["waived"]
    assert waived["finding"]["id"] == wanted
    assert waived["waiver"]["reason"] == "Ny frist er avtalt."
    assert (waived["waiver"]["waived_by"], waived["waiver"]["until"]) == ("PER-1", "2027-03-01")
    shown = call("check", "--waived").out
    assert "RET-NONE-001" in shown and "WAI-0001, Sikkerhet, until 2027-03-01: Ny frist er avtalt." in shown
    assert "RET-NONE-001" not in call("check").out
    assert "check --waived" in call("check").err


def test_it_stands_again_the_day_after_the_last(call):
    wanted = finding(call, "RET-NONE-001")
    assert call("waive", wanted, *WHY).code == 0
    assert wanted not in {each["id"] for each in listed(call, day="2027-03-01")["findings"]}
    assert wanted in {each["id"] for each in listed(call, day="2027-03-02")["findings"]}


def test_an_open_breach_of_law_is_refused(call):
    outcome = call("waive", finding(call, "ROPA-LEGAL-002"), *WHY)
    assert outcome.code != 0
    assert "cannot be set aside" in outcome.err
    assert aside(call)["waived"] == []


def test_a_waiver_of_a_breach_that_came_in_another_way_does_not_count(call, register, tmp_path):
    wanted, source = finding(call, "ROPA-LEGAL-002"), tmp_path / "waivers.json"
    waiver = {"id": "WAI-9", "name": "Unntak", "finding_id": wanted, "waived_as": "blocker", "waived_by": "PER-1"}
    waiver |= {"waived_on": "2026-01-01", "reason": "Det haster ikke.", "until": "2030-01-01"}
    source.write_text(json.dumps({"waivers": [waiver]}), "utf-8")
    assert invoke(["capture", "--register", register, str(source), "--quiet"]) == 0
    told = listed(call)
    assert wanted in {each["id"] for each in told["findings"]}
    assert aside(call)["waivers_not_allowed"] == [{"waiver": "WAI-9", "finding": wanted}]
    assert "WAI-9 does not count" in call("check").err


def test_what_cannot_be_told_may_wait(call):
    unknown = next(each for each in listed(call)["findings"] if each["result"] == "undetermined")
    assert call("waive", unknown["id"], *WHY).code == 0
    assert [each["finding"]["id"] for each in aside(call)["waived"]] == [unknown["id"]]


def test_twice_or_backwards_or_on_nothing_is_refused(call):
    wanted = finding(call, "RET-NONE-001")
    assert "over before it begins" in call("waive", wanted, "--reason", "-", "--until", "2026-11-19").err
    assert "No finding F-000000000000" in call("waive", "F-000000000000", *WHY).err
    assert call("waive", wanted, *WHY).code == 0
    assert "set aside already, by WAI-0001" in call("waive", wanted, *WHY).err


def test_a_dry_run_writes_nothing(call):
    wanted = finding(call, "RET-NONE-001")
    assert "would be set aside" in call("waive", wanted, *WHY, "--dry-run").out
    assert aside(call)["waived"] == []


def test_a_waived_finding_is_still_explained(call):
    wanted = finding(call, "RET-NONE-001")
    call("waive", wanted, *WHY)
    assert call("explain", wanted).code == 0
