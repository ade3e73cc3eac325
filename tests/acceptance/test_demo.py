"""`compliance demo`, as `make demo` calls it: what it leaves, and what it says at the end."""

import json

import pytest

pytestmark = pytest.mark.slow

PROMISED = (
    "register.db", "findings.json", "decision-memo.pdf", "decision-memo-signed.pdf", "follow-up-memo.pdf",
    "evidence.zip",
)  # fmt: skip


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_file_is_there_and_is_named_at_the_end(demo, name):
    assert (demo / name).stat().st_size > 1000
    said = (demo / "said.txt").read_text("utf-8")
    assert name in said.partition("Everything lies in")[2]


def test_it_ends_by_saying_what_to_try_next(demo):
    said = (demo / "said.txt").read_text("utf-8").partition("Try next:")[2]
    assert said.count("  compliance ") >= 3


def test_the_key_is_left_nowhere(demo):
    left = {path.name for path in demo.iterdir()}
    assert not {name for name in left if name.endswith((".p12", ".pfx", ".key"))}
    assert not [path.name for path in demo.iterdir() if b"PRIVATE KEY" in path.read_bytes()]


def test_the_follow_up_memo_accounts_for_every_earlier_decision(compliance, demo):
    line = ("followup", "--register", demo / "register.db", "--as-of", "2027-02-15", "--json")
    told = compliance(*line).json
    assert {each["question_id"] for each in told["decisions"]} >= {f"QUE-000{number}" for number in range(3, 8)}
    assert told["grade"]["decisions"] == len(told["decisions"])


def test_what_it_leaves_is_sound_and_its_findings_are_data(compliance, demo):
    assert json.loads((demo / "findings.json").read_bytes())["counts"]["blocker"] > 0
    for name in ("register.db", "decision-memo.pdf", "decision-memo-signed.pdf", "follow-up-memo.pdf", "evidence.zip"):
        assert compliance("verify", demo / name).code == 0, name


def test_it_can_be_run_again_in_the_same_folder_without_a_locale_or_an_environment(program, tmp_path):
    for _ in range(2):
        done = program("demo", "--output", tmp_path / "d", cwd=tmp_path, environment={"LANG": "C"})
        assert done.code == 0, done.err
    assert all((tmp_path / "d" / name).exists() for name in PROMISED)
