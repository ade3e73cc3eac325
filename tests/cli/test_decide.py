"""The leader's verbs on the command line: advise, decide, sign, and what an auditor makes of it."""

import json

import pytest
from walked import PASSPHRASE, presented_once

DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def walked(tmp_path, tmp_path_factory):
    own = presented_once(tmp_path_factory).copied_to(tmp_path / "own")
    (own.folder / "passphrase").write_bytes(PASSPHRASE + b"\n")
    return own


@pytest.fixture
def run(compliance, walked):
    def said(*arguments, actor="PER-2"):
        return compliance(*arguments, "--register", walked.path, "--actor", actor, *DAY)

    return said


def decide_all(run, memo):
    for number in ("1", "2", "3", "4", "5"):
        assert run("decide", memo, "--question", number, "--choose", "recommended").code == 0


def test_one_question_after_the_other_is_decided(run, walked):
    first = run("decide", walked.memo, "--question", "QUE-0003", "--choose", "recommended", "--json")
    assert first.code == 0 and first.json["state"] == "presented" and len(first.json["undecided"]) == 4
    assert first.json["decisions"]["QUE-0003"]["choice"] == "recommended"
    decide_all(run, walked.memo)
    again = run(
        "decide", walked.memo, "--question", "QUE-0006", "--choose", "reject", "--reason", "Det holder.", "--json"
    )
    assert again.json["state"] == "decided" and again.json["decisions"]["QUE-0006"]["choice"] == "reject"


def test_a_file_decides_all_of_them(run, walked):
    answers = {"QUE-0003": "recommended", "QUE-0004": "recommended", "QUE-0005": "recommended",
               "QUE-0007": "recommended",
               "QUE-0006": {"choose": "postpone:2027-01-15", "reason": "Desember er fullt."}}  # fmt: skip
    path = walked.folder / "d.json"
    path.write_text(json.dumps(answers), "utf-8")
    told = run("decide", walked.memo, "--file", path, "--json")
    assert told.code == 0 and told.json["undecided"] == []
    assert told.json["decisions"]["QUE-0006"]["postponed_until"] == "2027-01-15"


REFUSED = {
    "a deviation without a reason": (("--question", "QUE-0006", "--choose", "mars"), 2, "Add one sentence"),
    "an unlawful option": (
        ("--question", "QUE-0003", "--choose", "nullalternativ", "--reason", "x"),
        1,
        "CONS-IMBAL-001",
    ),
    "an answer that is none": (("--question", "QUE-0003", "--choose", "maybe"), 2, "postpone:DATE"),
    "a question not asked": (("--question", "QUE-0001", "--choose", "recommended"), 2, "QUE-0003"),
    "no answer at all": ((), 2, "--file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(run, walked, case):
    arguments, code, said = REFUSED[case]
    with walked.open() as register:
        before = register.head()
    told = run("decide", walked.memo, *arguments)
    assert told.code == code and said in told.err
    with walked.open() as register:
        assert register.head() == before


@pytest.mark.parametrize(("actor", "said"), [("PER-1", "prepared"), ("PER-3", "advises"), ("PER-4", "no authority")])
def test_only_a_leader_with_authority_decides(run, walked, actor, said):
    told = run("decide", walked.memo, "--question", "1", "--choose", "recommended", actor=actor)
    assert told.code == 1 and said in told.err


def test_advice_is_recorded_under_its_day(run, walked):
    assert run("advise", walked.memo, "--text", "Jeg støtter dette.", actor="PER-3").code == 0
    shown = run("show", walked.memo, "--json").json
    assert shown["advice"][-1] == {"by": "PER-3", "on": "2026-11-20", "text": "Jeg støtter dette."}


def test_a_memo_is_signed_with_a_key_file_and_verified(run, walked, compliance, monkeypatch):
    decide_all(run, walked.memo)
    signed = walked.folder / "signed.pdf"
    key = ("--p12", walked.folder / "key.p12", "--passphrase-file", walked.folder / "passphrase")
    from walked import AT

    monkeypatch.setattr("compliance.cli.options._unsaid", lambda: _call(AT))
    told = run("sign", walked.memo, "-o", signed, *key, "--json")
    assert told.code == 0 and told.json["signoff"].startswith("SGN-")
    trust = ("--trust", walked.folder / "authority.pem", "--register", walked.path)
    found = compliance("verify", signed, *trust, "--require", "trusted,known", "--json")
    assert found.code == 0 and found.json["passed"] and found.json["checks"]["trusted"]["result"] == "yes"
    signed.write_bytes(signed.read_bytes()[:-1] + b"X")
    broken = compliance("verify", signed, *trust)
    assert broken.code == 1 and "NOT sound" in broken.out


def _call(moment):
    from compliance.cli.options import Call

    return Call(now=moment, as_of=moment.date())


def test_a_memo_goes_out_to_be_signed_and_comes_back(run, walked):
    decide_all(run, walked.memo)
    out, back = walked.folder / "out.pdf", walked.folder / "back.pdf"
    told = run("sign", walked.memo, "--prepare", "-o", out, "--json")
    assert told.code == 0 and told.json["reason"].startswith("SGN-")
    from walked import AT

    from compliance.signoff.signature import sign

    back.write_bytes(sign(out.read_bytes(), walked.key, PASSPHRASE, reason="Elsewhere", signed_at=AT))
    assert run("sign", walked.memo, "--external", out).code == 1
    assert run("sign", walked.memo, "--external", back, "--json").code == 0
    tasks = run("tasks", "--json").json["tasks"]
    assert {"QUE-0003", "QUE-0004", "QUE-0005", "QUE-0006"} <= {task.get("question_id") for task in tasks}


@pytest.mark.parametrize(
    "wrong",
    [
        ("--p12", "k"),
        ("--prepare",),
        ("-o", "x.pdf"),
        ("--prepare", "--external", "x", "-o", "y"),
        ("--external", "x", "-o", "y"),
    ],
)
def test_signing_asks_for_exactly_one_way(run, walked, wrong):
    decide_all(run, walked.memo)
    assert run("sign", walked.memo, *wrong).code == 2


def test_a_wrong_passphrase_signs_nothing(run, walked):
    decide_all(run, walked.memo)
    (walked.folder / "passphrase").write_bytes(b"wrong")
    key = ("--p12", walked.folder / "key.p12", "--passphrase-file", walked.folder / "passphrase")
    told = run("sign", walked.memo, "-o", walked.folder / "s.pdf", *key)
    assert told.code == 2 and "passphrase" in told.err and not (walked.folder / "s.pdf").exists()


def test_evidence_is_packed_and_verified_against_the_register(run, walked, compliance):
    bag = walked.folder / "bag.zip"
    told = run("evidence", "-o", bag, "--json")
    assert told.code == 0 and told.json["Register-Entry"] == "4"
    assert compliance("verify", bag, "--register", walked.path, "--require", "known").code == 0
    assert compliance("verify", bag, "--require", "known").code == 1
    assert run("evidence", "-o", bag).code == 2, "it is not overwritten unasked"
    bag.write_bytes(b"PK" + bag.read_bytes()[2:-30])
    assert compliance("verify", bag).code in {1, 2}


def test_what_is_neither_memo_bag_nor_register_is_refused(compliance, tmp_path):
    (tmp_path / "x.txt").write_text("hei")
    for path in (tmp_path / "x.txt", tmp_path / "none.pdf", tmp_path):
        told = compliance("verify", path)
        assert told.code == 2 and told.err
    assert compliance("verify", tmp_path / "x.txt", "--require", "beauty").code == 2
