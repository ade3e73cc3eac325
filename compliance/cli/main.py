"""The table of commands, and the way in.

A command is one file in this folder, named after the verb (`erase-person` is `erase_person.py`), with an object called
`command` (see `compliance.cli.options`). It is imported only when it is called, so that `compliance --help` loads click
and nothing else; that is why the table says in a line what each command does.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

import click

from compliance import __version__
from compliance.cli.boundary import guarded
from compliance.cli.options import call_of, shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

OFFICER, LEADER, MANAGER, AUDITOR, EVERYONE = (
    "Security officer",
    "Leader",
    "Line manager",
    "Auditor",
    "Everyone",
)

SELDOM: Final = 50_000
"""How many objects are made between two searches for garbage: a command makes much that it keeps, and soon ends."""


class Entry(NamedTuple):
    """One line of the table: where the command lives, what it does, and whom it serves."""

    module: str
    help: str
    person: str


VERBS: Final[dict[str, Entry]] = {
    "init": Entry("compliance.cli.init", "Begin the register of a municipality.", OFFICER),
    "capture": Entry("compliance.cli.capture", "Read workbooks, files or folders into the register.", OFFICER),
    "workbook": Entry("compliance.cli.workbook", "Write the register as a workbook to fill in.", OFFICER),
    "list": Entry("compliance.cli.list", "List the records of one kind.", OFFICER),
    "show": Entry("compliance.cli.show", "Show one record whole.", OFFICER),
    "history": Entry("compliance.cli.history", "Show who changed a record, when and why.", OFFICER),
    "edit": Entry("compliance.cli.edit", "Change fields of one record.", OFFICER),
    "answer": Entry("compliance.cli.answer", "Answer a checklist about one record.", OFFICER),
    "retire": Entry("compliance.cli.retire", "Take a record out of use; its history stays.", OFFICER),
    "check": Entry("compliance.cli.check", "Judge the register and list what is wrong.", OFFICER),
    "explain": Entry("compliance.cli.explain", "Explain a rule or a finding.", OFFICER),
    "rules": Entry("compliance.cli.rules", "Examine rules of your own before they judge.", OFFICER),
    "questions": Entry("compliance.cli.questions", "Draft the questions the leader must decide.", OFFICER),
    "waive": Entry("compliance.cli.waive", "Set a finding aside for a time, with a reason.", OFFICER),
    "confirm-law": Entry("compliance.cli.confirm_law", "Record that somebody has read a reference to law.", OFFICER),
    "erase-person": Entry("compliance.cli.erase_person", "Remove a person's name from the register.", OFFICER),
    "memo": Entry("compliance.cli.memo", "Write the decision memo as PDF.", LEADER),
    "present": Entry("compliance.cli.present", "Freeze a memo and put it before the leader.", LEADER),
    "advise": Entry("compliance.cli.advise", "Record the data protection officer's advice on a memo.", LEADER),
    "decide": Entry("compliance.cli.decide", "Record the decision on each question.", LEADER),
    "sign": Entry("compliance.cli.sign", "Sign a decided memo.", LEADER),
    "tasks": Entry("compliance.cli.tasks", "List tasks with owner and deadline.", MANAGER),
    "task": Entry("compliance.cli.task", "Report a task done, verify it or move its deadline.", MANAGER),
    "evidence": Entry("compliance.cli.evidence", "Pack what an auditor takes away.", AUDITOR),
    "coverage": Entry(
        "compliance.cli.coverage", "Say how far a catalogue of requirements is met, and by what.", AUDITOR
    ),
    "verify": Entry("compliance.cli.verify", "Verify a signed memo, a bag of evidence or a register.", AUDITOR),
    "report": Entry("compliance.cli.report", "Write a report as PDF or HTML; --list shows them.", EVERYONE),
    "followup": Entry("compliance.cli.followup", "Say what became of earlier decisions.", EVERYONE),
    "demo": Entry("compliance.cli.demo", "Walk the whole way with a fictional municipality.", EVERYONE),
    "doctor": Entry("compliance.cli.doctor", "Say what works on this machine and what is missing.", EVERYONE),
    "backup": Entry("compliance.cli.backup", "Write a whole copy of the register to a file.", EVERYONE),
    "copy": Entry("compliance.cli.copy", "Copy the register to another database, chain and all.", EVERYONE),
    "version": Entry("compliance.cli.version", "Print the versions of the program and its formats.", EVERYONE),
}


class Verbs(click.Group):
    """The commands of the table, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = VERBS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(entry.module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS and not args[0].startswith("-"):
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        verbs = [CompletionItem(verb, help=VERBS[verb].help) for verb in VERBS if verb.startswith(incomplete)]
        return verbs + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, VERBS))
        for person in (OFFICER, LEADER, MANAGER, AUDITOR, EVERYONE):
            with formatter.section(person):
                lines = [(verb.ljust(width), entry.help) for verb, entry in VERBS.items() if entry.person == person]
                formatter.write_dl(lines)


def _unknown(verb: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(verb, VERBS, n=3)
    return f"There is no command {verb!r}." + (f" Did you mean {' or '.join(near)}?" if near else "")


@click.command(cls=Verbs, params=shared_options(envvars=True), context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="compliance", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, /, **given: object) -> None:
    """Privacy and information-security compliance for a municipality: record the processing of personal data, see what
    is missing, put it before the leader to decide and sign, and prove it afterwards.

    The options below mean the same for every command, and stand before or after its name.
    """
    ctx.color = False if os.environ.get("NO_COLOR") else None
    call_of(ctx, given)


def invoke(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code; says what went wrong instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal without æ ø å, or half a letter in what was given, shows as ? and ends nothing.
            stream.reconfigure(errors="replace")
    return guarded(main, arguments)


def run() -> NoReturn:
    """The console script."""
    gc.set_threshold(SELDOM)
    # Closed by whoever called (>&-): nobody listens, and the work is done all the same.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the end)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if "_COMPLIANCE_COMPLETE" in os.environ:
        from click.shell_completion import shell_complete

        instruction = os.environ["_COMPLIANCE_COMPLETE"]
        sys.exit(shell_complete(main, {}, "compliance", "_COMPLIANCE_COMPLETE", instruction))
    sys.exit(invoke(sys.argv[1:]))
