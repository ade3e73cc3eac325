"""Every line of the command line that others call, as they call it: flags, exit codes, files and keys."""

import json

import pytest

from compliance.model.kinds import KINDS
from tests.acceptance.conftest import DAY

SHARED = ("--as-of", DAY)
PERIOD = {"retention_rules": [{"mode": "fixed", "period": "P5Y"}]}
RECORD = {
    "kind": "activity", "id": "ACT-1", "name": "Skole",
    "legal_bases": [{"art6": "e", "art9_condition": "h"}], "data_categories": [{"id": "d", "sensitivity": "art9"}],
} | PERIOD  # fmt: skip


def whole(kind):
    return list(KINDS[kind].document.model_fields)


def test_a_register_begins_with_the_line_of_the_manual(program, compliance, tmp_path):
    line = ["--register", "r.db", "--name", "Sund kommune", "--country", "NO", "--language", "nb"]
    done = program("init", *line, "--actor-name", "Informasjonssikkerhetsansvarlig", cwd=tmp_path)
    assert done.code == 0 and "Sund kommune" in done.out and (tmp_path / "r.db").exists()
    again = compliance("init", *line[2:], "--register", tmp_path / "r.db", "--actor-name", "x")
    assert again.code == 2 and "r.db" in again.err


def test_what_is_captured_is_listed_whole_in_the_model_s_own_names(compliance, begun, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(RECORD), "utf-8")
    assert compliance("capture", "--register", begun, tmp_path / "a.json").code == 0
    for word in ("activity", "activities"):
        (record,) = compliance("list", word, "--register", begun, "--json").json
        assert list(record) == whole("activity")
    assert record["legal_bases"][0]["art6"] == "e" and record["legal_bases"][0]["art9_condition"] == "h"
    assert record["data_categories"][0]["sensitivity"] == "art9"
    assert record["retention_rules"][0]["period"] == "P5Y"
    assert record["retention_rules"][0]["archival_duty"] is None, "what is not said is shown as empty"


def test_a_dry_run_names_the_plan_and_writes_nothing(compliance, begun, tmp_path):
    (tmp_path / "a.txt").write_text(json.dumps(RECORD), "utf-8")
    planned = compliance("capture", "--register", begun, tmp_path / "a.txt", "--format", "json", "--dry-run", "--json")
    assert planned.code == 0 and planned.json["dry_run"] and planned.json["counts"]["new"] == 1
    assert compliance("list", "activities", "--register", begun, "--json").json == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_by_either_word_and_every_record_is_whole(compliance, sund, kind):
    register = sund / "register.db"
    one = compliance("list", kind, "--register", register, "--json").json
    assert one == compliance("list", KINDS[kind].plural, "--register", register, "--json").json != []
    assert all(list(record) == whole(kind) for record in one)


def test_one_record_is_shown_as_it_is_and_as_it_was(compliance, sund):
    at = ("--register", sund / "register.db", "--json")
    listed = compliance("list", "organisations", *at).json
    assert compliance("show", "ORG-1", *at).json == listed[0]
    assert compliance("show", "ORG-1", *at, "--at", "1").json["org_number"] is None
    last = compliance("history", "ORG-1", *at).json[-1]
    assert compliance("show", "ORG-1", *at, "--at", last["at"]).json == last["record"] == listed[0]
    missing = compliance("show", "ACT-0001", *at, "--at", "1")
    assert missing.code == 2 and missing.error["kind"] == "RecordNotFound"


def test_a_history_says_who_changed_what_when_and_why(compliance, sund):
    told = compliance("history", "ORG-1", "--register", sund / "register.db", "--json").json
    keys = "revision entry at actor actor_name reason kind id digest changes record"
    assert {" ".join(revision) for revision in told} == {keys}
    assert [revision["revision"] for revision in told] == list(range(1, len(told) + 1))
    assert {" ".join(change) for change in told[1]["changes"]} == {"path before after"}


def test_findings_have_exactly_the_keys_that_were_promised(compliance, sund):
    line = ("check", "--register", sund / "register.db", *SHARED, "--at", "2", "--json")
    told = compliance(*line)
    assert told.code == 0 and list(told.json) == ["as_of", "entry", "head", "findings", "counts"]
    keys = "id rule subject subject_name path area severity result decides statement arguments remedy citations"
    assert {" ".join(finding) for finding in told.json["findings"]} == {keys}
    assert told.stdout == compliance(*line).stdout, "the same entry, day and rules give the same bytes"
    for least, code in {"blocker": 1, "major": 1, "minor": 1}.items():
        assert compliance(*line, "--fail-on", least).code == code


def test_a_rule_is_explained_whole_with_its_examples_and_their_results(compliance):
    told = compliance("explain", "ROPA-LEGAL-002", "--json").json
    needed = {"code", "area", "severity", "decides", "statement", "why", "remedy", "citations", "gap_when", "examples"}
    assert needed <= set(told)
    assert {"sentence", "patch", "expect", "result", "as_expected"} == set(told["examples"][0])
    assert {example["result"] for example in told["examples"]} >= {"met", "gap", "undetermined", "not_applicable"}
    assert all(example["as_expected"] for example in told["examples"])
    assert compliance("explain", "NO-SUCH-001").code == 2


def test_a_finding_is_explained_too(compliance, sund):
    register = ("--register", sund / "register.db", *SHARED, "--at", "2")
    finding = compliance("check", *register, "--json").json["findings"][0]
    told = compliance("explain", finding["id"], *register)
    assert told.code == 0 and finding["subject"] in told.out and finding["rule"] in told.out


def test_questions_are_drafted_and_saved(compliance, begun):
    drafted = compliance("questions", "--register", begun, "--json", *SHARED).json
    assert list(drafted) == ["as_of", "entry", "head", "saved_in", "questions", "waiting"]
    assert drafted["saved_in"] is None and drafted["questions"][0]["id"] is None
    saved = compliance("questions", "--register", begun, "--save", "--json", *SHARED).json
    assert saved["saved_in"] == 2 and saved["questions"][0]["id"] == "QUE-0001"
    (zero,) = [option for option in saved["questions"][0]["options"] if option["is_zero_option"]]
    assert zero["title"]


def test_follow_up_and_tasks_say_where_every_decision_stands(compliance, sund):
    line = ("--register", sund / "register.db", "--as-of", "2027-02-15", "--json")
    told = compliance("followup", *line, "--all").json
    assert list(told) == ["as_of", "entry", "head", "decisions", "grade"]
    assert {"question_id", "memo_id", "choice", "owner_id", "deadline", "state", "days_late", "goal", "tasks"} <= set(
        told["decisions"][0]
    )
    tasks = compliance("tasks", *line).json
    assert list(tasks) == ["as_of", "entry", "head", "tasks"]
    assert {"id", "name", "owner_id", "due", "days_late", "status"} <= set(tasks["tasks"][0])
    asked = {decision["question_id"] for decision in told["decisions"]}
    assert {task["question_id"] for task in tasks["tasks"] if task["question_id"]} <= asked


def test_shared_options_stand_before_or_after_the_verb(compliance, sund):
    register = sund / "register.db"
    wanted = compliance("check", "--register", register, "--at", "2", "--as-of", DAY, "--json").stdout
    for line in (
        ("--register", register, "--at", "2", "--as-of", DAY, "--json", "check"),
        ("--json", "--register", register, "check", "--at", "2", "--as-of", DAY),
    ):
        assert compliance(*line).stdout == wanted


def test_the_register_of_this_folder_is_the_one_meant_where_none_is_named(compliance, book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert compliance("list", "activities", "--json").code == 0
    book.rename(tmp_path / "elsewhere.db")
    refused = compliance("list", "activities")
    assert refused.code == 2 and "compliance init" in refused.err


def test_the_only_person_acts_and_of_several_one_must_be_named(compliance, begun, tmp_path):
    (tmp_path / "p.yaml").write_text('kind: person\nid: PER-2\nname: Kari O\'Brien «K» "B"\n', "utf-8")
    assert compliance("capture", "--register", begun, tmp_path / "p.yaml").code == 0
    refused = compliance("edit", "ORG-1", "--register", begun, "--set", "org_number=1")
    assert refused.code == 2 and 'PER-2 (Kari O\'Brien «K» "B")' in refused.err
    assert compliance("edit", "ORG-1", "--register", begun, "--set", "org_number=1", "--actor", "PER-2").code == 0
    told = compliance("history", "ORG-1", "--register", begun, "--json").json
    assert [revision["actor"] for revision in told] == ["PER-1", "PER-2"]
    assert compliance("edit", "ORG-1", "--register", begun, "--set", "org_number=2", "--actor", "PER-9").code == 2
