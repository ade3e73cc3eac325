"""From the presented memo to tasks with owners: the leader's lines, as others call them."""

import json

import pytest
from walked import PASSPHRASE

from compliance.signoff.keys import make_demo_key
from tests.acceptance.conftest import DAY

ALL = {"QUE-0003": "recommended", "QUE-0004": {"choose": "alle", "reason": "Undersøkelsen skal fortsette, čđŋšŧž."},
       "QUE-0005": "recommended", "QUE-0006": "recommended", "QUE-0007": "recommended"}  # fmt: skip


@pytest.fixture
def run(compliance, presented):
    def said(*arguments, actor="PER-2"):
        acting = ("--actor", actor) if actor else ()
        return compliance(*arguments, "--register", presented.path, *acting, "--as-of", DAY)

    return said


@pytest.fixture
def decided(run, presented):
    path = presented.folder / "decisions.json"
    path.write_text(json.dumps(ALL), "utf-8")
    done = run("decide", presented.memo, "--file", path)
    assert done.code == 0, done.err
    return presented


@pytest.fixture
def key(decided):
    """A key valid today, as the program signs by the clock; what to give `sign` for it."""
    from datetime import UTC, datetime, timedelta

    now, hour = datetime.now(UTC), timedelta(hours=1)
    p12, authority = make_demo_key("Kommunedirektøren", PASSPHRASE, now - hour, now + hour)
    for name, data in {"now.p12": p12, "now.pem": authority, "pass": PASSPHRASE + b"\n"}.items():
        (decided.folder / name).write_bytes(data)
    return "--p12", decided.folder / "now.p12", "--passphrase-file", decided.folder / "pass"


def head(run):
    return run("check", "--json", actor=None).json["head"]


def test_presenting_writes_the_file_and_freezes_what_was_asked(compliance, presented):
    assert (presented.folder / "presented.pdf").read_bytes().startswith(b"%PDF")
    for id, field in (("QUE-0003", "question"), ("MEM-0002", "summary")):
        line = ("edit", id, "--set", f"{field}=Noe annet", "--register", presented.path, "--actor", "PER-1")
        refused = compliance(*line)
        assert refused.code == 2 and "frozen" in refused.err and id in refused.err


def test_a_choice_on_the_line_is_recorded_and_a_deviation_without_reason_is_not(run, presented):
    line = ("decide", presented.memo, "--question")
    assert run(*line, "QUE-0006", "--choose", "postpone:2027-01-15").code == 2
    assert run(*line, "QUE-0006", "--choose", "postpone:2027-01-15", "--reason", "Desember er fullt.").code == 0
    assert run(*line, "QUE-0006", "--choose", "postpone:2026-01-15", "--reason", "x").code == 2
    assert run(*line, "QUE-0006", "--choose", "reject", "--reason", "Vi gjør det selv.").code == 0
    stopped = run(*line, "QUE-0003", "--choose", "nullalternativ", "--reason", "x")
    assert stopped.code == 1 and "Vi ber om samtykke til noe vi gjør som myndighet" in stopped.err


UNFIT = {
    "no room": ("Fordi det er best slik. " * 200, "Shorten it"),
    "no such letter": ("Fint 😀", "U+1F600"),
    "a sign nobody sees": ("a\x07b", "U+0007"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_reason_the_page_cannot_hold_is_refused_at_once_and_not_when_it_is_to_be_signed(run, presented, case):
    reason, said = UNFIT[case]
    before = head(run)
    told = run("decide", presented.memo, "--question", "QUE-0006", "--choose", "reject", "--reason", reason)
    assert told.code == 2 and said in told.err and "defect" not in told.err
    assert head(run) == before


@pytest.mark.parametrize("text", ["", " ", "a\x07b", "x" * 20_001])
def test_advice_that_no_record_could_hold_is_refused(run, presented, text):
    told = run("advise", presented.memo, "--text", text, actor="PER-3")
    assert told.code == 2 and "advice" in told.err and "defect" not in told.err


def test_a_memo_is_signed_here_and_becomes_tasks_with_line_owners(run, compliance, decided, key):
    signed = decided.folder / "signed.pdf"
    assert run("sign", decided.memo, "-o", signed, *key).code == 0
    assert signed.read_bytes().startswith((decided.folder / "presented.pdf").read_bytes())
    line = ("--register", decided.path, "--trust", decided.folder / "now.pem", "--require", "trusted,known", "--json")
    verified = compliance("verify", signed, *line)
    assert verified.code == 0 and verified.json["passed"]
    assert {name: check["result"] for name, check in verified.json["checks"].items()} == {
        "unchanged": "yes", "trusted": "yes", "known": "yes"
    }  # fmt: skip
    tasks = {task["question_id"]: task for task in run("tasks", "--json").json["tasks"] if task["question_id"] in ALL}
    assert set(tasks) == set(ALL) and all(task["owner_id"] and task["due"] for task in tasks.values())
    assert run("sign", decided.memo, "-o", decided.folder / "again.pdf", *key).code == 2


def test_the_file_for_a_signing_service_is_prepared_for_the_one_who_decided(run, decided):
    out = decided.folder / "out.pdf"
    done = run("sign", decided.memo, "--prepare", "-o", out, "--json", actor=None)
    assert done.code == 0 and done.json["reason"].startswith("SGN-")
    assert out.read_bytes().startswith((decided.folder / "presented.pdf").read_bytes())


@pytest.mark.parametrize(("actor", "why"), [("PER-1", "prepared"), ("PER-3", "advises"), ("PER-4", "authority")])
def test_preparer_adviser_and_whoever_has_no_authority_cannot_sign(run, decided, actor, why):
    refused = run("sign", decided.memo, "--prepare", "-o", decided.folder / "x.pdf", actor=actor)
    assert refused.code == 1 and why in refused.err and not (decided.folder / "x.pdf").exists()


def test_what_comes_back_unsigned_or_as_another_file_is_not_recorded(run, decided):
    assert run("sign", decided.memo, "--prepare", "-o", decided.folder / "out.pdf").code == 0
    before = head(run)
    for name in ("out.pdf", "presented.pdf", "decisions.json"):
        refused = run("sign", decided.memo, "--external", decided.folder / name)
        assert refused.code == 1 and "cannot be recorded" in refused.err
    assert head(run) == before


def test_nothing_is_signed_or_presented_that_could_not_be_written_where_it_was_asked_for(run, decided, key):
    before = head(run)
    (decided.folder / "taken.pdf").write_bytes(b"mine")
    for target in ("nowhere/s.pdf", "taken.pdf", "."):
        refused = run("sign", decided.memo, "-o", decided.folder / target, *key)
        assert refused.code == 2 and refused.err, target
    assert run("sign", decided.memo, "-o", "/proc/s.pdf", *key).code == 2
    assert run("sign", decided.memo, "-o", decided.folder, "--force", *key).code == 2
    assert run("present", "-o", decided.folder / "nowhere" / "m.pdf", actor="PER-1").code == 2
    assert head(run) == before and (decided.folder / "taken.pdf").read_bytes() == b"mine"


def test_a_signed_file_sent_to_the_screen_is_that_file_and_nothing_else(run, decided, key):
    done = run("sign", decided.memo, "-o", "-", *key, "--json")
    assert done.code == 0 and done.stdout.startswith(b"%PDF") and done.stdout.endswith(b"%%EOF\n")
