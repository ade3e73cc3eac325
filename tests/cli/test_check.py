import json
from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.finding import counts
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.cli.main import invoke
from compliance.followup.first_seen import first_seen_in
from compliance.register.register import open_register

DAY = "2026-11-20"


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("check")
    path, source = str(folder / "r.db"), folder / "records.json"
    source.write_text(_records(), "utf-8")
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    assert invoke(["init", "--register", path, *named, "--quiet"]) == 0
    assert invoke(["capture", "--register", path, str(source), "--quiet"]) == 0
    return path


def _records():
    activity = {
        "controller_ids": ["ORG-1"],
        "status": "active",
        "purposes": [{"id": "p1", "text": "Drive klubben for ungdom", "task_as_authority": "yes"}],
        "data_categories": [{"id": "d1", "name": "Navn", "sensitivity": "ordinary"}],
        "legal_bases": [{"purpose_id": "p1", "art6": "f"}],
        "retention_rules": [{"data_category_ids": ["d1"], "mode": "fixed", "period": "P1Y", "is_public_record": "no"}],
    }
    names = {"ACT-1": "Ungdomsklubb", "ACT-2": "Skatehall", "ACT-10": "Musikkbinge"}
    records = {
        "organisations": [{"id": "ORG-1", "kind": "municipality", "last_management_review": "2026-03-01"}],
        "activities": [{"id": id, "name": name, **activity} for id, name in names.items()],
    }
    return json.dumps(records)


@pytest.fixture
def check(compliance, register):
    def called(*arguments):
        return compliance("check", "--register", register, "--as-of", DAY, *arguments)

    return called


def test_json_is_what_the_engine_says_and_nothing_more(check, register):
    told = check("--json").json
    with open_register(register) as opened:
        view = opened.view()
        day, seen = date(2026, 11, 20), first_seen_in(view)
        found = judge(view, read_rulebook(), law_on(day, "NO"), day, first_seen=seen)
    assert list(told) == ["as_of", "entry", "head", "findings", "counts"]
    apart = ["waived", "waivers_not_allowed", "national_law_checked"]
    aside = check("--waived", "--json").json
    assert list(aside) == ["as_of", "entry", "head", *apart]
    assert [aside[name] for name in apart] == [[], [], True]
    assert (told["as_of"], told["entry"], told["head"]) == (DAY, view.entry, view.head)
    fields = "id rule subject subject_name path area severity result decides statement arguments remedy citations"
    assert {" ".join(finding) for finding in told["findings"]} == {fields}
    assert [finding["id"] for finding in told["findings"]] == [finding.id for finding in found]
    assert told["counts"] == counts(found)


def test_the_same_fault_in_many_records_is_one_line_with_a_count(check):
    lines = [line for line in check().out.splitlines() if "ROPA-LEGAL-002" in line]
    assert len(lines) == 1
    assert lines[0].split()[:5] == ["ACT-1", "+2", "ROPA-LEGAL-002", "blocker", "leader"]


def test_all_gives_a_line_for_each(check):
    lines = [line.split()[0] for line in check("--all").out.splitlines() if "ROPA-LEGAL-002" in line]
    assert lines == ["ACT-1", "ACT-2", "ACT-10"]


def test_lines_fit_eighty_columns_and_end_with_where_it_stands(check, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    outcome = check()
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert outcome.out.splitlines()[-1].startswith(f"As of {DAY}, entry 2, head ")
    assert "compliance questions --save" in outcome.err


def test_the_count_line_counts_what_is_listed(check):
    told, findings = check("--all").out.splitlines(), check("--json").json["findings"]
    graves = [finding["severity"] for finding in findings]
    listed, counted = told[: len(findings)], " ".join(" ".join(told[len(findings) : -1]).split())
    assert counted.startswith(f"{len(findings)} findings by ")
    assert f"{graves.count('blocker')} blocker, {graves.count('major')} major, {graves.count('minor')} minor" in counted
    assert all(finding["rule"] in line for finding, line in zip(findings, listed, strict=True))


def test_what_cannot_be_told_carries_a_question_mark(check):
    marked = {
        line.split()[1 if "+" not in line else 2].rstrip("*") for line in check().out.splitlines() if "? " in line
    }
    unknown = {finding["rule"] for finding in check("--json").json["findings"] if finding["result"] == "undetermined"}
    assert marked == unknown != set()


@pytest.mark.parametrize(("least", "code"), [("blocker", 1), ("major", 1), ("minor", 1), (None, 0)])
def test_findings_at_or_above_the_limit_end_with_one(check, least, code):
    assert check(*(("--fail-on", least) if least else ())).code == code


def test_graver_findings_than_any_there_are_do_not_fail(compliance, tmp_path):
    path = tmp_path / "r.db"
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    compliance("init", "--register", path, *named)
    compliance("edit", "--register", path, "ORG-1", "--set", "dpo_person_id=PER-1")
    assert compliance("check", "--register", path, "--fail-on", "blocker").code == 0
    assert compliance("check", "--register", path, "--fail-on", "major").code == 1


def test_at_reads_the_book_as_it_stood(check):
    told = check("--json", "--at", "1").json
    assert told["entry"] == 1
    assert {finding["subject"] for finding in told["findings"]} == {"ORG-1"}


def test_statements_come_in_the_language_asked_for(check):
    assert check("--language", "nb").code == 0
    assert check("--language", "xx").code == 2


def test_why_tells_every_rule_and_what_it_looked_at(check):
    told = check("--why", "ACT-1", "--json").json
    assert (told["subject"], told["subject_name"]) == ("ACT-1", "Ungdomsklubb")
    assert told["verdicts"][0]["result"] == "gap"
    closed = next(each for each in told["verdicts"] if each["rule"] == "ROPA-LEGAL-002")
    assert (closed["path"], closed["result"]) == ("legal_bases[0]", "gap")
    assert closed["facts"]["legal_basis.art6"] == "f"
    assert closed["facts"]["purpose.task_as_authority"] is True
    here = [rule for rule in read_rulebook() if rule.in_force(date(2026, 11, 20), "NO")]
    judging = {rule.code for rule in here if rule.kind.document.__name__ == "Activity"}
    inside = {"transfer", "consent_scheme", "recipient"}  # none of these in this activity
    judged = {rule.code for rule in read_rulebook() if rule.said.judges in inside}
    assert {each["rule"] for each in told["verdicts"]} == judging - judged


def test_why_on_the_screen_shows_a_value_for_every_path(check):
    shown = check("--why", "ACT-1").out
    assert shown.startswith("ACT-1  Ungdomsklubb\n")
    assert '    legal_basis.art6 = "f"\n' in shown
    assert "    retention_rule.trigger_event = –\n" in shown


def test_why_of_a_record_that_is_not_there_is_refused(check):
    outcome = check("--why", "ACT-99", "--json")
    assert (outcome.code, outcome.error["kind"]) == (2, "RecordNotFound")
    assert outcome.stdout == b""


def test_why_of_a_record_no_rule_judges_says_so(check):
    assert "No rule judges a record of this kind." in check("--why", "PER-1").err
