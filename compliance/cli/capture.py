"""Read workbooks, files or folders into the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import suggest
from compliance.cli.plans import tell
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.capture.candidate import Captured

_LONGEST_REASON = 200


class NamedPath(click.Path):
    """A path that says something: an empty word, as a shell makes of a variable never set, would mean this folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("An empty name was given. Name a file or a folder; this folder is “.”.", param, ctx)
        return super().convert(value, param, ctx)


class NothingToRead(ComplianceError):
    sentence = "There is nothing to read in {paths}."
    hint = "Workbooks (.xlsx), tables (.csv), YAML and JSON are read; say what a file is with --format."


@verb
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=NamedPath(path_type=Path))
@click.option("--format", "format_name", metavar="NAME", help="workbook, table, kl, yaml or json; else as it looks.")
@click.option("--reason", help="Why; the register keeps it. Else the names of the files.")
@click.option("--settle", type=click.Choice(["register", "source"]), help="Whose value holds where both were changed.")
@dry_run_option
def command(
    call: Call, paths: Sequence[Path], format_name: str | None, reason: str | None, settle: str | None, *, dry_run: bool
) -> None:
    """Read workbooks, files or folders into the register.

    A record is taken in whole or not at all, and everything that is taken in is one entry. What cannot be read, or was
    changed meanwhile by others, is listed with its place and left as it stands (exit code 3); --settle says whose value
    then holds.
    """
    from compliance.capture.sources import capture_paths
    from compliance.register.plan import Settle

    with opened(call) as register:
        captured = capture_paths(paths, format=format_name)
        _refuse_nothing(captured, paths)
        plan = register.plan(captured.candidates, settle=Settle(settle or "ask"))
        entry = None
        if plan.written and not dry_run:
            said = reason or f"capture: {', '.join(path.resolve().name for path in paths)}"[:_LONGEST_REASON]
            entry = register.apply(plan, actor=acting(call, register), reason=said, at=call.now)
    code = tell(call, captured, plan, entry, dry_run=dry_run)
    suggest("compliance check")
    click.get_current_context().exit(code)


def _refuse_nothing(captured: Captured, paths: Sequence[Path]) -> None:
    if not captured.candidates and not captured.refusals and not any(path.is_file() for path in paths):
        raise NothingToRead(paths=", ".join(map(str, paths)))
