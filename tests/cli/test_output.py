import io
import os
import stat
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from compliance.cli.boundary import guarded
from compliance.cli.main import main
from compliance.cli.options import verb
from compliance.cli.output import FileExists, NoSuchFolder, answer, answer_json, note, suggest, words, write_file


@pytest.fixture
def speak(monkeypatch, compliance):
    """Carries out a command whose body is the function given."""

    def spoken(body, *arguments):
        @verb
        def command(call):
            """Speak."""
            body()

        monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: command)
        return compliance("check", *arguments)

    return spoken


def test_answers_go_to_standard_output_and_all_else_to_standard_error(speak):
    outcome = speak(lambda: [answer("svar"), note("merk"), suggest("compliance check")])
    assert outcome.out == "svar\n"
    assert outcome.err == "merk\nNext: compliance check\n"


def test_quiet_leaves_only_the_answer(speak):
    outcome = speak(lambda: [answer("svar"), note("merk"), suggest("compliance check")], "--quiet")
    assert (outcome.out, outcome.err) == ("svar\n", "")


def test_a_suggestion_can_be_typed_as_it_stands(speak, monkeypatch):
    assert speak(lambda: suggest("compliance check"), "--register", "my r.db").err == (
        "Next: compliance check --register 'my r.db'\n"
    )
    monkeypatch.setenv("COMPLIANCE_REGISTER", "r.db")
    assert speak(lambda: suggest("compliance check")).err == "Next: compliance check\n"


def test_json_is_utf_8_whatever_the_terminal_speaks(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    answer_json({"day": date(2026, 11, 22), "place": Path("a/b"), "name": "Čáhppes šaddu"})
    assert stream.buffer.getvalue().decode() == (
        '{\n  "day": "2026-11-22",\n  "place": "a/b",\n  "name": "Čáhppes šaddu"\n}\n'
    )


def test_what_has_no_json_form_is_a_defect_and_not_guessed_at():
    with pytest.raises(TypeError, match="set has no JSON form"):
        answer_json({"kinds": {1}})


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path):
    write_file(tmp_path / "memo.pdf", b"whole")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"memo.pdf": b"whole"}


def test_a_file_that_exists_is_kept_unless_force_says_otherwise(tmp_path):
    target = tmp_path / "memo.pdf"
    target.write_bytes(b"old")
    with pytest.raises(FileExists):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    write_file(target, b"new", force=True)
    assert target.read_bytes() == b"new"


def test_a_failed_write_keeps_the_old_file_and_leaves_no_part_behind(tmp_path, monkeypatch):
    target = tmp_path / "memo.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        write_file(target, b"new", force=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"memo.pdf": b"old"}


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(NoSuchFolder) as refusal:
        write_file(tmp_path / "nowhere" / "memo.pdf", b"")
    assert str(tmp_path / "nowhere") in str(refusal.value)


def test_a_file_may_be_read_by_those_the_umask_allows(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "memo.pdf", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "memo.pdf").stat().st_mode) == 0o640


def test_a_dash_is_standard_output_byte_for_byte(speak):
    assert speak(lambda: write_file("-", b"\x00\xff%PDF\r\n")).stdout == b"\x00\xff%PDF\r\n"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "da_DK"}, "da"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "tlh_AQ"}, "en"),
        ({"LANG": ""}, "en"),
    ],
)
def test_without_a_language_on_the_line_the_environment_decides(monkeypatch, settings, language):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert words().language == language


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    seen = []

    @verb
    def command(call):
        """See."""
        seen.append(click.get_current_context().color)

    monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: command)
    assert guarded(main, ["check"]) == 0
    assert seen == [False]
