import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.cli.main import VERBS
from compliance.cli.options import shared_options
from compliance.cli.reference import PAGE, commands, page, renew

ROOT = Path(__file__).resolve().parents[2]


def sections():
    """The page cut at its headings: what each command is told under."""
    parts = page().split("\n##")
    return {part.splitlines()[0].lstrip("# "): part for part in parts}


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_a_section_with_its_usage_and_its_help(verb):
    section = sections()[f"compliance {verb}"]
    assert f"\ncompliance {verb} [OPTIONS]" in section
    assert len(section.split("```")[2].strip()) > 20


def test_every_option_of_every_command_is_told_with_its_meaning():
    shared = {param.name for param in shared_options()}
    found = sections()
    for ctx in commands():
        for param in ctx.command.params:
            if param.name not in shared and param.param_type_name == "option":
                written, meaning = param.get_help_record(ctx)
                assert meaning, f"{ctx.command_path} {written} has no help"
                assert f"- `{written}`: " in found[ctx.command_path]


def test_commands_below_a_command_have_sections_of_their_own():
    assert {"compliance task done", "compliance task move", "compliance task verify"} <= sections().keys()


def test_what_is_the_same_everywhere_is_told_once():
    assert page().count("`--register PATH|URL`") == 1
    assert "COMPLIANCE_REGISTER" in page()


def test_the_exit_codes_are_those_of_the_boundary():
    assert "130  interrupted" in sections()["The same for every command"]


@pytest.mark.parametrize("surroundings", [{"COLUMNS": "40", "LC_ALL": "C"}, {"COLUMNS": "200", "LANG": "nb_NO.UTF-8"}])
def test_the_page_is_the_same_whatever_the_terminal(surroundings):
    program = "import sys; from compliance.cli.reference import page; sys.stdout.buffer.write(page().encode())"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "COMPLIANCE_REGISTER": "other.db", **surroundings}
    done = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
    assert done.stdout.decode() == page()


def test_a_stale_page_is_named_and_left_and_then_renewed(tmp_path, capsys):
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text("old")
    assert renew(tmp_path, check=True) == 1
    assert str(PAGE) in capsys.readouterr().err
    assert (tmp_path / PAGE).read_text() == "old"
    assert renew(tmp_path, check=False) == 0
    assert renew(tmp_path, check=True) == 0
    assert (tmp_path / PAGE).read_text("utf-8") == page()


def test_a_missing_page_is_stale(tmp_path):
    assert renew(tmp_path, check=True) == 1
    assert not (tmp_path / PAGE).exists()
