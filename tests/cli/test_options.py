import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import click
import pytest
from click.testing import CliRunner

from compliance.cli.boundary import guarded
from compliance.cli.main import main
from compliance.cli.options import Call, NoRegister, output_options, verb, verbs

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = Call(now=NOW, as_of=date(2026, 11, 22))


@pytest.fixture
def called(monkeypatch):
    """Calls a command that says what it was called with."""
    seen = []

    @verb
    @click.argument("record", required=False)
    def command(call, record):
        """Say what was said."""
        seen.append((call, record))

    below = verbs("Verbs of its own.", done=command)
    monkeypatch.setattr("compliance.cli.main.Verbs.get_command", lambda *_: below if "task" in seen else command)

    def call(*arguments):
        seen[:] = ["task"] if "task" in arguments else []
        assert guarded(main, arguments) == 0
        return seen[-1]

    return call


CASES = {
    "register_given": (("--register", "r.db"), "r.db"),
    "actor": (("--actor", "PER-1"), "PER-1"),
    "as_of": (("--as-of", "2026-01-31"), date(2026, 1, 31)),
    "at": (("--at", "17"), 17),
    "language": (("--language", "nn"), "nn"),
    "json": (("--json",), True),
    "quiet": (("--quiet",), True),
}


@pytest.mark.parametrize("field", CASES)
@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_an_option_means_the_same_before_and_after_the_verb(called, field, place):
    words, value = CASES[field]
    lines = {
        "before": (*words, "check", "ACT-1"),
        "after": ("check", "ACT-1", *words),
        "between": ("task", *words, "done", "ACT-1"),
    }
    call, record = called(*lines[place])
    assert getattr(call, field) == value
    assert record == "ACT-1"


def test_what_stands_after_the_verb_wins_over_what_stands_before(called):
    call, _ = called("--actor", "PER-1", "--at", "3", "check", "--actor", "PER-2")
    assert (call.actor, call.at) == ("PER-2", 3)


def test_the_line_wins_over_the_environment_on_either_side_of_the_verb(called, monkeypatch):
    monkeypatch.setenv("COMPLIANCE_REGISTER", "environment.db")
    monkeypatch.setenv("COMPLIANCE_ACTOR", "PER-9")
    assert called("check")[0].register == "environment.db"
    assert called("--register", "before.db", "check")[0].register == "before.db"
    assert called("check", "--register", "after.db")[0].register == "after.db"
    assert called("check", "--register", "after.db")[0].actor == "PER-9"


def test_the_clock_is_read_once_and_gives_today(called):
    before = datetime.now(UTC)
    call, _ = called("check")
    assert before <= call.now <= before + timedelta(seconds=20)
    assert call.as_of == call.now.astimezone().date()


@pytest.mark.parametrize(
    "text",
    ["22.11.2026", "2026-02-30", "20261122", "2026-W47-7", "tomorrow", "", "２０２６-11-22"],  # noqa: RUF001
)
def test_what_is_no_date_is_refused_with_the_way_to_write_one(text):
    told = CliRunner().invoke(main, ["--as-of", text, "version"])
    assert told.exit_code == 2
    assert "Write it as 2026-11-22." in told.stderr


@pytest.mark.parametrize("text", ["22.11.2026", "-1", "1.5", "", "2026-11-22T25:00", "9" * 19, "²"])
def test_what_is_neither_moment_nor_entry_is_refused(text):
    assert CliRunner().invoke(main, [f"--at={text}", "version"]).exit_code == 2


def test_a_moment_is_utc_and_a_date_is_the_end_of_its_day(called):
    assert called("--at", "2026-11-22T14:30+01:00", "check")[0].at == datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
    end = called("--at", "2026-11-22", "check")[0].at.astimezone()
    assert (end.date(), end.hour, end.minute) == (date(2026, 11, 22), 23, 59)


def test_a_language_nobody_speaks_is_refused_with_those_that_are():
    told = CliRunner().invoke(main, ["--language", "tlh", "version"])
    assert told.exit_code == 2
    assert "nb, nn" in told.stderr


def test_without_a_register_the_refusal_shows_how_to_begin_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoRegister) as refusal:
        _ = CALL.register
    assert "compliance init --register register.db --name" in refusal.value.advice
    assert CALL.new_register == "register.db"
    (tmp_path / "register.db").touch()
    assert CALL.register == "register.db"


def test_a_register_that_was_named_is_taken_at_its_word(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    named = replace(CALL, register_given="postgresql://host/registers#NO-1234")
    assert named.register == named.new_register == "postgresql://host/registers#NO-1234"


def test_the_help_of_a_command_keeps_its_own_options_apart():
    @verb
    @output_options
    def command(call, output, force):
        """Write one record."""

    shown = CliRunner().invoke(command, ["--help"]).output
    own, shared = shown.split("The same for every command:")
    assert "--output" in own
    assert "--force" in own
    assert "--register" in shared
    assert "--register" not in own


def test_a_command_may_have_an_argument_called_like_a_shared_option():
    @verb
    @click.argument("language")
    def command(call, language):
        click.echo(json.dumps([call.language, language]))

    assert json.loads(CliRunner().invoke(command, ["klingon", "--language", "nb"]).output) == ["nb", "klingon"]
