"""Rules of one's own: examined by `rules lint`, and judging with the shipped ones wherever the register is judged."""

import shutil

import pytest

from compliance.checks.rulebook import read_rulebook
from tests.cli.books import DAY, a_register
from tests.memo.books import an_activity

RULE = """\
code: OWN-NAME-001
area: governance
judges: activity
scope: every
statement: Noe er ikke skrevet ned.
why: Den som leser, må vite mer.
remedy: Skriv en merknad.
citations: [{instrument: Kommunens egne regler, verified: true}]
severity: minor
decides: line
gap_when: "!has(activity.remarks) && activity.name.startsWith(\\"Behandling\\")"
examples:
  - sentence: Alle har det
    expect: met
  - sentence: En ny behandling mangler det
    patch: {ACT-1: {name: Behandling, remarks: null}}
    expect: gap
  - sentence: En ny behandling har det
    patch: {ACT-1: {name: Behandling}}
    expect: met
  - sentence: To mangler det
    patch: {ACT-1: {name: Behandling, remarks: null}, ACT-2: {name: Behandling, remarks: null}}
    expect: gap
"""


@pytest.fixture
def own(tmp_path):
    """A folder of own rules with one rule, in the folder the register lies in."""
    path = tmp_path / "own" / "order" / "no-remarks.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RULE, "utf-8")
    return path


@pytest.fixture
def register(tmp_path, own, compliance):
    path = a_register(tmp_path / "r.db", an_activity())
    named = compliance("edit", "ORG-1", "--set", "own_rules=own", "--register", path, "--actor", "PER-1")
    assert named.code == 0, named.err
    return path


# lint


def test_a_sound_rule_ends_with_0_and_names_the_next_step(compliance, own):
    told = compliance("rules", "lint", own.parents[1])
    assert (told.code, told.out) == (0, "1 file. Faults: 0. Advice: 0.\n")
    assert "own_rules=" in told.err


def test_a_fault_ends_with_1_and_advice_alone_with_0(compliance, own):
    own.write_text(RULE.replace("  - sentence: To mangler", "#").split("#")[0], "utf-8")
    advised = compliance("rules", "lint", own)
    assert (advised.code, "  advice  examples: " in advised.out) == (0, True)
    own.write_text(RULE.replace("activity.name.startsWith", "activity.nmae.startsWith"), "utf-8")
    faulty = compliance("rules", "lint", own)
    assert faulty.code == 1
    assert f"{own}\n   11  fault  gap_when: Activity has no field “nmae”; perhaps “name”\n" in faulty.out


def test_json_tells_each_remark_with_file_line_field_weight_and_kind(compliance, own):
    own.write_text(RULE.replace("    expect: gap", "    expect: undetermined", 1), "utf-8")
    told = compliance("rules", "lint", own, "--json")
    assert told.code == 1
    assert (told.json["files"], told.json["faults"], told.json["advice"]) == (1, 1, 1)
    assert {
        "file": str(own),
        "line": 15,
        "field": "examples[1]",
        "weight": "fault",
        "kind": "OtherOutcome",
        "reason": "the example comes out otherwise: it is gap, not undetermined",
    } in told.json["remarks"]


def test_what_is_told_fits_eighty_columns(compliance, own, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(own.parents[2])
    own.write_text(RULE.replace("expect: gap", "expect: met").replace("ned.", "ned " * 15), "utf-8")
    told = compliance("rules", "lint", "own")
    assert told.code == 1
    assert [line for line in told.out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_a_path_without_rules_is_refused(compliance, tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    refused = compliance("rules", "lint", path, "--json")
    assert (refused.code, refused.error["kind"]) == (2, "NothingToLint")


# judged by own rules too


def found_by(compliance, register, *arguments):
    told = compliance("check", "--register", register, *DAY, "--json", *arguments)
    assert told.code == 0, told.err
    return {finding["rule"] for finding in told.json["findings"]}


def test_own_rules_judge_beside_the_shipped_ones(compliance, register):
    found = found_by(compliance, register)
    assert "OWN-NAME-001" in found
    assert found - {"OWN-NAME-001"} <= {rule.code for rule in read_rulebook()}
    why = compliance("check", "--why", "ACT-0001", "--register", register, *DAY, "--json").json
    assert "OWN-NAME-001" in {verdict["rule"] for verdict in why["verdicts"]}


def test_before_the_folder_was_named_only_the_shipped_rules_judge(compliance, register):
    assert "OWN-NAME-001" not in found_by(compliance, register, "--at", "2")


def test_the_folder_is_told_from_where_the_register_lies(compliance, register, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert "OWN-NAME-001" in found_by(compliance, register)
    moved = shutil.copy(register, elsewhere / "r.db")
    refused = compliance("check", "--register", moved, "--json")
    assert (refused.code, refused.error["kind"]) == (2, "NoOwnRules")
    assert str(elsewhere / "own") in refused.error["sentence"] and "ORG-1" in refused.error["hint"]
    full = ("edit", "ORG-1", "--set", f"own_rules={tmp_path / 'own'}", "--register", moved, "--actor", "PER-1")
    assert compliance(*full).code == 0
    assert "OWN-NAME-001" in found_by(compliance, moved)


def test_an_own_rule_is_explained_with_its_examples(compliance, register):
    told = compliance("explain", "own-name-001", "--register", register, "--json").json
    assert told["topic"] == "order" and all(example["as_expected"] for example in told["examples"])
    assert compliance("explain", "OWN-NAME-001", "--json").error["kind"] == "UnknownRule"
    findings = compliance("check", "--register", register, *DAY, "--json").json["findings"]
    id = next(finding["id"] for finding in findings if finding["rule"] == "OWN-NAME-001")
    assert compliance("explain", id, "--register", register, *DAY, "--json").json["rule"]["code"] == "OWN-NAME-001"


def test_a_shipped_rule_is_explained_though_the_own_ones_are_broken(compliance, register, own):
    own.write_text("code: [", "utf-8")
    assert compliance("explain", "ROPA-LEGAL-002", "--register", register).code == 0


VERBS = [
    ("check",),
    ("check", "--why", "ACT-0001"),
    ("questions",),
    ("memo", "--draft", "-o", "memo.pdf"),
    ("present", "-o", "presented.pdf", "--actor", "PER-1"),
    ("evidence", "-o", "bag.zip"),
    ("explain", "OWN-NAME-001"),
    ("explain", "F-000000000000"),
]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE.replace("severity: minor", "severity: grave"), "order/no-remarks.yaml, line 9, severity"),
        (RULE.replace("OWN-NAME-001", "ROPA-LEGAL-002"), "own-interests-closed-to-authority.yaml has that code"),
    ],
    ids=["malformed", "a shipped code"],
)
def test_every_verb_that_judges_refuses_an_own_rule_that_is_wrong(  # noqa: PLR0917 (two tables of cases)
    compliance, register, own, verb, text, said, monkeypatch
):
    monkeypatch.chdir(own.parents[2])
    own.write_text(text, "utf-8")
    refused = compliance(*verb, "--register", register, *DAY, "--json")
    assert (refused.code, refused.error["kind"]) == (2, "MalformedChecklist")
    assert said in refused.error["sentence"] and refused.error["hint"]


def test_an_own_rule_that_cannot_judge_stops_the_run_and_is_named(compliance, register, own):
    own.write_text(RULE.replace("!has(activity.remarks) &&", "9223372036854775807 + 1 > 0 &&"), "utf-8")
    refused = compliance("check", "--register", register, *DAY, "--json")
    assert (refused.code, refused.error["kind"]) == (2, "DefectiveRule")
    assert "OWN-NAME-001 (order/no-remarks.yaml, line 1)" in refused.error["sentence"]


# what an auditor takes away


@pytest.fixture
def bag(compliance, register, tmp_path):
    path = tmp_path / "bag.zip"
    told = compliance("evidence", "-o", path, "--register", register, *DAY, "--json")
    assert told.code == 0, told.err
    return path, told.json


def test_the_bag_holds_the_own_rules_and_is_verified_without_their_folder(compliance, bag, own, register, tmp_path):
    from compliance.evidence.container import read_bag

    path, told = bag
    held, _ = read_bag(path.read_bytes(), "bag.zip")
    assert held.files["rules/order/no-remarks.yaml"] == own.read_bytes()
    assert told["Rules-Digest"] != read_rulebook().digest
    assert b"OWN-NAME-001" in held.files["findings.json"]
    shutil.rmtree(tmp_path / "own")
    checks = compliance("verify", path, "--json").json["checks"]
    assert checks["contents"]["result"] == "yes" and "not redone" not in checks["contents"]["sentence"]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("rules/order/no-remarks.yaml", None),
        ("findings.json", lambda data: data.replace(b"OWN-NAME-001", b"OWN-NAME-002")),
    ],
)
def test_a_bag_without_its_own_rules_or_with_other_findings_is_told_apart(bag, file, change):
    from compliance.evidence.container import Bag, read_bag, write_bag
    from compliance.evidence.verification import verify_bag

    held, _ = read_bag(bag[0].read_bytes(), "bag.zip")
    files = {path: data for path, data in held.files.items() if path != file}
    if change:
        files[file] = change(held.files[file])
    [contents] = [
        check for check in verify_bag(write_bag(Bag(files, held.info)), "b").checks if check.name == "contents"
    ]
    assert contents.outcome == "no" or "not redone" in contents.sentence


def test_nobody_adds_rules_to_a_bag_whose_register_names_none(compliance, tmp_path, own):
    from compliance.checks.rulebook import with_own
    from compliance.evidence.container import write_bag
    from compliance.evidence.gathering import Scope, gather
    from compliance.evidence.verification import verify_bag
    from compliance.register.register import open_register
    from tests.walked import DAY as TODAY

    path = a_register(tmp_path / "bare.db", an_activity())
    with open_register(path) as register:
        rules = with_own({"order/no-remarks.yaml": own.read_bytes()})
        bag = gather(register, Scope(register.head().seq, TODAY), rules)
    found = verify_bag(write_bag(bag), "bag.zip")
    assert not found.sound


def test_own_rules_take_part_in_the_fingerprint(own, tmp_path):
    from compliance.checks.rulebook import with_own

    one = with_own({"order/no-remarks.yaml": own.read_bytes()})
    two = with_own({"order/no-remarks.yaml": own.read_bytes() + b"\n"})
    assert len({one.digest, two.digest, read_rulebook().digest, with_own({}).digest}) == 3
