import subprocess
import sys
from importlib.util import find_spec

import click
import pytest

from compliance import __version__
from compliance.cli.main import VERBS, main

HEAVY = {
    "pydantic",
    "weasyprint",
    "pandas",
    "sqlalchemy",
    "pyhanko",
    "pikepdf",
    "jinja2",
    "yaml",
    "babel",
    "lxml",
    "numpy",
}


def imported_by(*arguments):
    command = [sys.executable, "-X", "importtime", "-m", "compliance", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stderr
    return {
        line.rpartition("|")[2].strip().split(".")[0] for line in told.splitlines() if line.startswith("import time:")
    }


@pytest.mark.parametrize("question", ["--help", "--version"])
def test_help_loads_click_and_nothing_heavy(question):
    imported = imported_by(question)
    assert "click" in imported
    assert not imported & HEAVY


def test_help_groups_the_commands_by_person(compliance):
    shown = compliance("--help").out
    people = ["Security officer:", "Leader:", "Line manager:", "Auditor:", "Everyone:"]
    places = [shown.index(person) for person in people]
    assert places == sorted(places)
    assert places[0] < shown.index("  capture ") < places[1] < shown.index("  sign ") < places[2]


def test_help_fits_eighty_columns(compliance, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, compliance("--help").out.splitlines())) <= 80


def test_the_version_is_told(compliance):
    assert compliance("--version").out == f"compliance {__version__}\n"


def test_a_misspelt_command_brings_the_one_that_was_meant(compliance):
    outcome = compliance("chekc")
    assert outcome.code == 2
    assert "There is no command 'chekc'. Did you mean check?" in outcome.err
    assert not outcome.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_of_the_table_has_help(verb, compliance):
    entry = VERBS[verb]
    if find_spec(entry.module) is None:
        pytest.xfail(f"{entry.module} is not written yet")
    shown = compliance(verb, "--help")
    assert shown.code == 0
    assert f"Usage: compliance {verb} " in shown.out
    assert main.get_command(click.Context(main), verb).help


def test_the_shell_can_complete_commands(monkeypatch):
    monkeypatch.setenv("_COMPLIANCE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "compliance evi")
    monkeypatch.setenv("COMP_CWORD", "1")
    told = subprocess.run([sys.executable, "-m", "compliance"], capture_output=True, text=True, check=False)
    assert told.stdout.split() == ["plain,evidence"]
