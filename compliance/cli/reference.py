"""`python -m compliance.cli.reference`: the page of every command, written from the commands themselves.

The page depends on nothing but the commands: not on the width of the terminal, its language or the environment.
`--check` changes nothing, and fails where the page is not fresh.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from compliance.cli import boundary
from compliance.cli.main import VERBS, main
from compliance.cli.options import shared_options

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = Path("docs/reference/cli.md")
_BEGINNING: Final = """\
<!-- Written by `python -m compliance.cli.reference` (or `make docs`) from the commands themselves: do not edit. -->
# Every command

Grouped by who uses them, as `compliance --help` lists them. `compliance COMMAND --help` says the same as this page.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join(_lines()) + "\n"


def commands() -> Iterator[click.Context]:
    """Every command there is, verbs below verbs too, each with the line it is called by (`Context.command_path`)."""
    root = click.Context(main, info_name="compliance")
    for verb in main.list_commands(root):
        yield from _below(root, verb)


def _below(parent: click.Context, verb: str) -> Iterator[click.Context]:
    command = parent.command.get_command(parent, verb) if isinstance(parent.command, click.Group) else None
    if command is None:
        return
    ctx = click.Context(command, info_name=verb, parent=parent)
    yield ctx
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            yield from _below(ctx, below)


def _lines() -> Iterator[str]:
    yield _BEGINNING
    yield from _everywhere()
    person = ""
    for ctx in commands():
        entry = VERBS[_verb_of(ctx)]
        if entry.person != person:
            person = entry.person
            yield f"## {person}\n"
        yield from _section(ctx)


def _verb_of(ctx: click.Context) -> str:
    return ctx.command_path.split()[1]


def _everywhere() -> Iterator[str]:
    yield "## The same for every command\n"
    yield "These options stand before or after the command's name; the one after it wins.\n"
    root = click.Context(main, info_name="compliance")
    yield from (_told(param, root) for param in shared_options(envvars=True))
    yield "\nEvery command ends with one of these exit codes:\n"
    yield f"```text\n{_exit_codes()}\n```\n"


def _exit_codes() -> str:
    """The table in the words of the module that gives the codes."""
    explained = inspect.cleandoc(boundary.__doc__ or "")
    return inspect.cleandoc("\n".join(re.findall(r"^ {4}\S.*$", explained, re.MULTILINE)))


def _section(ctx: click.Context) -> Iterator[str]:
    depth = "#" * (1 + len(ctx.command_path.split()))
    yield f"{depth} {ctx.command_path}\n"
    yield f"```text\n{_usage(ctx)}\n```\n"
    yield from (f"{paragraph}\n" for paragraph in _paragraphs(ctx.command.help or ""))
    shared = {param.name for param in shared_options()}
    told = [_told(param, ctx) for param in ctx.command.params if param.name not in shared]
    if any(told):
        yield "\n".join(filter(None, told)) + "\n"


def _usage(ctx: click.Context) -> str:
    return " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])


def _paragraphs(text: str) -> Iterator[str]:
    """The help text with each paragraph on a line of its own."""
    return (" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n"))


def _told(param: click.Parameter, ctx: click.Context) -> str:
    """An option or argument with its meaning; nothing where it has none, for the line above names it already."""
    written, meaning = param.get_help_record(ctx) or ("", "")
    return f"- `{written}`: {' '.join(meaning.split())}" if meaning else ""


def renew(root: Path, *, check: bool) -> int:
    """Write the page where it is not fresh, or with `check` only say so; 1 where `check` found it stale."""
    path, fresh = root / PAGE, page().encode()
    if path.is_file() and path.read_bytes() == fresh:
        return 0
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh)
    click.echo(f"{PAGE}: {'not fresh; `make docs` renews it' if check else 'renewed'}", err=True)
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(renew(ROOT, check="--check" in sys.argv[1:]))
