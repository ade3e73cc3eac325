import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from compliance.cli.options import verb
from compliance.cli.output import answer
from compliance.errors import ComplianceError, Place


class Spilt(ComplianceError):
    exit_code = 3
    sentence = "{thing} was spilt."
    hint = "Wipe up the {thing}."


@pytest.fixture
def failing(monkeypatch, compliance):
    """Carries out a command that ends with the error given."""

    def call(error, *arguments):
        @verb
        def command(call):
            """Fail."""
            raise error

        monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: command)
        return compliance("check", *arguments)

    return call


def test_a_refusal_says_where_what_and_what_to_do_and_brings_its_code(failing):
    outcome = failing(Spilt(thing="melk", place=Place(file="a.xlsx", row=7)))
    assert outcome.code == 3
    assert outcome.err == "a.xlsx, row 7: melk was spilt.\nWipe up the melk.\n"
    assert not outcome.stdout


def test_with_json_the_last_line_of_an_error_is_for_programs(failing):
    outcome = failing(Spilt(thing="melk", place=Place(file="a.xlsx", row=7)), "--json")
    assert outcome.error == {
        "kind": "Spilt",
        "sentence": "a.xlsx, row 7: melk was spilt.",
        "hint": "Wipe up the melk.",
        "place": {"file": "a.xlsx", "row": 7},
        "exit_code": 3,
    }


def test_a_misuse_is_code_2_and_shows_the_usage(compliance):
    outcome = compliance("--colour")
    assert outcome.code == 2
    assert "Usage: compliance" in outcome.err
    assert compliance("--json", "--colour").error["exit_code"] == 2


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), click.Abort(), EOFError()], ids=repr)
def test_an_interruption_is_code_130(failing, interruption):
    assert failing(interruption).code == 130


@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_command_may_end_with_a_code_of_its_own(monkeypatch, compliance, code):
    @verb
    def command(call):
        """Judge."""
        answer("funn")
        click.get_current_context().exit(code)

    monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: command)
    outcome = compliance("check")
    assert (outcome.code, outcome.out) == (code, "funn\n")


def test_a_file_that_cannot_be_read_is_named_with_the_reason(monkeypatch, compliance, tmp_path):
    @verb
    def command(call):
        """Read."""
        (tmp_path / "nowhere").read_bytes()

    monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: command)
    outcome = compliance("check")
    assert outcome.code == 2
    assert f"{tmp_path / 'nowhere'}: No such file or directory" in outcome.err
    assert "defect" not in outcome.err


def test_what_nobody_foresaw_is_owned_up_to_as_a_defect(failing):
    outcome = failing(ZeroDivisionError("division by {zero}"))
    assert outcome.code == 2
    assert outcome.err.splitlines()[0] == (
        "compliance stopped on a defect of its own, not on your input: ZeroDivisionError: division by {zero}"
    )
    assert "COMPLIANCE_TRACEBACK=1" in outcome.err
    assert "Traceback" not in outcome.err


def test_the_traceback_can_be_had(failing, monkeypatch):
    monkeypatch.setenv("COMPLIANCE_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in failing(ZeroDivisionError()).err


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def compliance_to(request, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)

    def call(stdout, *arguments):
        command = [sys.executable, "-m", "compliance", *arguments]
        return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, check=False)

    return call


def test_a_reader_who_stops_reading_is_met_in_silence(compliance_to):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        told = compliance_to(gone, "--help")
    assert (told.returncode, told.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_and_not_taken_for_success(compliance_to):
    with Path("/dev/full").open("wb") as full:
        told = compliance_to(full, "--help")
    assert told.returncode == 2
    assert b"No space left on device" in told.stderr
    assert b"Exception ignored" not in told.stderr
