import pytest

from compliance.checks.rulebook import read_rulebook

CODES = list({rule.topic: rule.code for rule in read_rulebook()}.values())  # one of each topic
SHOWN = "RET-ARCH-002"


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    from compliance.cli.main import invoke

    path = str(tmp_path_factory.mktemp("explain") / "r.db")
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    assert invoke(["init", "--register", path, *named, "--quiet"]) == 0
    return path


def test_json_is_the_rule_whole_with_its_examples_and_their_results(compliance):
    told, rule = compliance("explain", SHOWN, "--json").json, read_rulebook().named(SHOWN)
    written = rule.said.model_dump(mode="json", by_alias=True)
    assert {name: value for name, value in told.items() if name not in ("examples", "national", "topic")} == {
        name: value for name, value in written.items() if name != "examples"
    }
    assert [list(each) for each in told["examples"]] == [
        ["sentence", "patch", "expect", "result", "as_expected"]
    ] * len(rule.said.examples)
    assert all(each["result"] == each["expect"] and each["as_expected"] for each in told["examples"])
    assert [each["patch"] for each in told["examples"]] == [each["patch"] for each in written["examples"]]


@pytest.mark.parametrize("code", CODES)
def test_rules_are_explained_within_eighty_columns(compliance, code, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    outcome = compliance("explain", code.lower())
    assert outcome.code == 0
    assert outcome.out.startswith(f"{code}  ")
    assert "✗" not in outcome.out
    assert [line for line in outcome.out.splitlines()[1:] if len(line) > 80] == []


def test_what_nobody_has_read_is_marked(compliance):
    shown = " ".join(compliance("explain", SHOWN).out.split())
    assert "arkivlova §§ 5, 12-13 (NO, to be confirmed by a lawyer)" in shown
    assert "arkivbekendtgørelsen § 5 (DK)" in shown


def test_a_finding_is_explained_with_its_rule(compliance, register):
    found = compliance("check", "--register", register, "--json").json["findings"][0]
    told = compliance("explain", found["id"], "--register", register, "--json").json
    assert told["finding"] == found
    assert told["rule"]["code"] == found["rule"]
    shown = compliance("explain", found["id"], "--register", register).out
    assert shown.startswith(f"{found['id']}  {found['subject']}  {found['subject_name']}")


def test_a_finding_that_does_not_stand_is_refused(compliance, register):
    outcome = compliance("explain", "F-000000000000", "--register", register, "--json")
    assert (outcome.code, outcome.error["kind"]) == (2, "NoSuchFinding")


def test_a_finding_needs_a_register(compliance, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert compliance("explain", "F-000000000000", "--json").error["kind"] == "NoRegister"


@pytest.mark.parametrize("what", ["ROPA-LEGAL-999", "", "F-1", "../ROPA"])
def test_what_is_neither_is_refused(compliance, what):
    outcome = compliance("explain", what, "--json")
    assert (outcome.code, outcome.error["kind"]) == (2, "UnknownRule")
