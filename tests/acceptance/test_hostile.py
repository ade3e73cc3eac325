"""A tired person and a hostile one at the keyboard: odd screens, odd days, odd texts, odd files."""

import json
import os
import re
import shlex
import subprocess
import sys

import pytest

from tests.acceptance.conftest import DAY, ROOT

EVERY_READING_VERB = (
    ("check",), ("check", "--all"), ("list",), ("list", "activities"), ("list", "tasks"), ("show", "ACT-0012"),
    ("history", "ORG-1"), ("explain", "ROPA-LEGAL-002"), ("check", "--why", "ACT-0012"), ("questions",), ("tasks",),
    ("followup",),
)  # fmt: skip


def plain(told):
    """Whether somebody could act on what was said: a sentence, and no innards of the program."""
    return "Traceback" not in told.err and "defect" not in told.err and "validation error" not in told.err


def shell(line, book, **environment):
    """A line of a real shell, in which `compliance` is the program and `$BOOK` the register."""
    program = f'compliance() {{ {shlex.quote(sys.executable)} -m compliance "$@"; }}\n'
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOOK": str(book), **environment}
    return subprocess.run(["bash", "-c", program + line], env=settings, capture_output=True, check=False, timeout=120)


# Screens


@pytest.mark.parametrize("verb", EVERY_READING_VERB, ids=" ".join)
def test_what_is_told_fits_the_screen(compliance, sund, monkeypatch, verb):
    monkeypatch.setenv("COLUMNS", "80")
    told = compliance(*verb, "--register", sund / "register.db", "--as-of", "2027-02-15")
    assert told.code == 0
    assert not [line for line in told.out.splitlines() if len(line) > 80]


def test_a_memo_and_a_bag_are_verified_in_lines_that_fit(compliance, sund, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(sund)
    for name in ("signed.pdf", "evidence.zip", "register.db"):
        told = compliance("verify", name)
        assert max(map(len, (told.out + told.err).splitlines())) <= 80


@pytest.mark.slow
@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}])
def test_a_screen_without_our_letters_ends_nothing(sund, locale):
    told = shell(
        "compliance show ORG-1 --register $BOOK && compliance list people --register $BOOK",
        sund / "register.db",
        **locale,
    )
    assert told.returncode == 0 and b"ORG-1" in told.stdout


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("compliance list activities --register $BOOK --json | head -c 9; exit ${PIPESTATUS[0]}", {0, 141}),
        pytest.param("compliance check --register $BOOK >&-", {0}, marks=pytest.mark.slow),
        pytest.param("compliance check --register $BOOK >&- 2>&-", {0}, marks=pytest.mark.slow),
        pytest.param("compliance check --register $BOOK >/dev/full", {2}, marks=pytest.mark.slow),
    ],
)
def test_whoever_stops_listening_gets_no_traceback(sund, line, code):
    told = shell(line, sund / "register.db")
    assert told.returncode in code and b"Traceback" not in told.stderr and b"Exception" not in told.stderr


# Days and moments

DAYS = ("1900-01-01", "2150-12-31")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("verb", ["followup", "tasks", "questions"])
def test_days_far_off_are_judged_like_any_other(compliance, sund, day, verb):
    told = compliance(verb, "--register", sund / "register.db", "--as-of", day)
    assert told.code == 0 and plain(told)


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_a_memo_can_be_dated_far_off(compliance, begun, tmp_path, day):
    told = compliance("memo", "--draft", "--register", begun, "--as-of", day, "-o", tmp_path / "m.pdf")
    assert told.code == 0, told.err
    assert compliance("evidence", "--register", begun, "--as-of", day, "-o", tmp_path / "e.zip").code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "20261120", "i morgen", ""])
def test_a_day_that_cannot_be_meant_is_refused_with_how_to_write_it(compliance, begun, day):
    for verb in ("check", "questions", "followup"):
        told = compliance(verb, "--register", begun, "--as-of", day)
        assert told.code == 2 and plain(told) and re.search("2026-11-22|1900 to 2150", told.err)


@pytest.mark.parametrize(
    "at", ["0", "99", "-1", "9" * 30, "0001-01-01", "0001-01-01T00:00+14:00", "1999-01-01", "i går", ""]
)
def test_a_state_the_register_never_had_is_refused(compliance, begun, at):
    told = compliance("check", "--register", begun, f"--at={at}")
    assert told.code == 2 and plain(told) and told.err


# Empty registers


def test_a_register_that_holds_nothing_yet_can_be_asked_everything(compliance, begun, tmp_path):
    at = ("--register", begun, "--as-of", DAY)
    for verb in (*EVERY_READING_VERB[:5], ("history", "ORG-1"), ("questions",), ("tasks",), ("followup",)):
        told = compliance(*verb, *at)
        assert told.code == 0 and plain(told), verb
    for verb, name in (("workbook", "w.xlsx"), ("evidence", "e.zip")):
        assert compliance(verb, *at, "-o", tmp_path / name).code == 0
    assert compliance("capture", tmp_path / "w.xlsx", *at).code == 0
    assert compliance("verify", tmp_path / "e.zip", "--register", begun, "--require", "known").code == 0
    assert compliance("verify", begun).code == 0
    nothing = compliance("present", *at, "-o", tmp_path / "p.pdf")
    assert nothing.code == 1 and plain(nothing) and "compliance questions --save" in nothing.err
    assert compliance("memo", "--draft", *at, "-o", tmp_path / "m.pdf").code == 0


# Places that are none


def test_what_is_no_register_is_refused_by_name(compliance, tmp_path):
    (tmp_path / "text.db").write_text("hei\n")
    (tmp_path / "empty.db").touch()
    (tmp_path / "folder.db").mkdir()
    for name in ("text.db", "empty.db", "folder.db"):
        told = compliance("check", "--register", tmp_path / name)
        assert told.code == 2 and f"{name} is not a register" in told.err
    for address in ("missing.db", "http://example.org", "sqlite:///r.db"):
        told = compliance("check", "--register", address)
        assert told.code == 2 and address in told.err and plain(told)


def test_what_cannot_be_written_is_refused_by_name(compliance, begun, tmp_path):
    for target in (tmp_path, "/proc/x", tmp_path / "none" / "x", begun):
        told = compliance("workbook", "--register", begun, "-o", target)
        assert told.code == 2 and plain(told) and str(target).rpartition("/")[2] in told.err
    assert compliance("verify", begun).code == 0
    told = compliance("init", "--register", "/proc/r.db", "--name", "S", "--country", "NO", "--actor-name", "x")
    assert told.code == 2 and "/proc/r.db" in told.err


# Texts

TEXTS = {
    "quotes": 'O\'Brien "K" `x` $HOME \\ %s {0}',
    "markup": "<script>alert(1)</script> & <b>",
    "a formula": '=HYPERLINK("http://x")',
    "sámi": "Čáhppes đ ŋ š ŧ ž ČĐŊŠŦŽ",
    "right to left": "שלום مرحبا",
    "emoji": "Kari 😀👩‍👩‍👧",
    "composed and not": "a\u030a and å",
    "as long as may be": "å" * 500,
}


def test_any_text_goes_in_and_round_through_workbook_and_evidence(compliance, begun, tmp_path):
    people = [{"kind": "person", "id": f"PER-{10 + n}", "name": text} for n, text in enumerate(TEXTS.values())]
    (tmp_path / "people.json").write_text(json.dumps(people), "utf-8")
    assert compliance("capture", "--register", begun, tmp_path / "people.json").code == 0
    held = {each["id"]: each["name"] for each in compliance("list", "people", "--register", begun, "--json").json}
    assert {each["id"]: each["name"] for each in people}.items() <= held.items()
    acting = ("--register", begun, "--actor", "PER-17")
    for verb in (("list", "people"), *(("show", each["id"]) for each in people), ("history", "PER-10"), ("check",)):
        told = compliance(*verb, "--register", begun)
        assert told.code == 0 and plain(told)
    compliance("workbook", "--register", begun, "-o", tmp_path / "w.xlsx")
    again = compliance("capture", *acting, tmp_path / "w.xlsx", "--json")
    assert again.code == 0 and again.json["entry"] is None
    compliance("evidence", "--register", begun, "-o", tmp_path / "e.zip")
    assert compliance("verify", tmp_path / "e.zip", "--register", begun).code == 0


UNFIT = {"empty": "", "blank": "  ", "too long": "x" * 20_001, "a sign nobody sees": "a\x07b", "no letters": "a\udcffb"}


@pytest.mark.parametrize(
    "line",
    [
        ("retire", "SYS-0003", "--reason"),
        ("task", "move", "TASK-0008", "--to", "2027-03-01", "--reason"),
        ("erase-person", "PER-10", "--yes", "--reason"),
    ],
    ids=lambda line: line[0],
)
def test_a_reason_no_record_could_hold_is_refused_and_nothing_is_written(compliance, book, line):
    before = compliance("verify", book, "--json").json["facts"]
    for case, text in UNFIT.items():
        told = compliance(*line, text, "--register", book, "--actor", "PER-1")
        assert told.code == 2 and plain(told) and told.err, case
    assert compliance("verify", book, "--json").json["facts"] == before
