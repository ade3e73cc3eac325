"""What every command is called with, and how a command is written.

A command is one file, `compliance/cli/<verb>.py`, with an object called `command`:

    @verb
    @click.argument("record")
    @output_options
    def command(call: Call, record: str, output: str, force: bool) -> None:
        '''Write one record to a file.'''
        from compliance.register.register import open_register  # heavy imports stand inside

        register = open_register(call.register)
        ...
        if call.json:
            answer_json(...)
        else:
            answer(...)
        suggest("compliance check")

`@verb` stands on top, adds the options that mean the same everywhere (`--register`, `--actor`, `--as-of`, `--at`,
`--language`, `--json`, `--quiet`; before or after the verb, the one after it wins) and passes their values as the first
argument, a `Call`. The docstring is its help (the line `compliance --help` shows stands in `compliance.cli.main`).
A verb with verbs of its own is `command = verbs("Help.", done=done, move=move)`, each of them made with `@verb`.

Text goes out through `compliance.cli.output`. A refusal is raised as a `ComplianceError` and never caught here: the
boundary prints it. A command that went well but judged against (exit code 1), or was done in part (3), ends with
`click.get_current_context().exit(1)`, after its answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

import click

from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")
Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

DEFAULT_REGISTER: Final = "register.db"
FIRST_YEAR, LAST_YEAR = 1900, 2150  # plans look decades ahead of the day, and amounts are recorded up to the year 2200
INIT_LINE: Final = (
    'compliance init --register register.db --name "Name of the municipality" --country NO --language nb '
    '--actor-name "Your role"'
)


class NoRegister(ComplianceError):
    sentence = "No register was named, and there is no {default} in this folder."
    hint = "Name one with --register (or COMPLIANCE_REGISTER), or begin one: {init}"


@dataclass(frozen=True, slots=True)
class Call:
    """What one call of the program was told, wherever on the line it stood."""

    now: datetime
    """The moment of the call, UTC. The only reading of the clock there is."""
    as_of: date
    """The day by which rules judge and documents are dated: `--as-of`, else today where the machine stands."""
    register_given: str | None = None
    """`--register` or COMPLIANCE_REGISTER as it was written; `register` is what to use."""
    actor: str | None = None
    """The id of the Person who acts; None leaves it to the register, which knows whether there is only one."""
    at: int | datetime | None = None
    """Which state of the book to read: an entry's number, a moment (UTC), or None for the latest."""
    language: str | None = None
    """A language `compliance.language` speaks; None leaves it to the organisation in the register."""
    json: bool = False
    quiet: bool = False

    @property
    def register(self) -> str:
        """Path or URL of the register to work on; raises `NoRegister`. What it points at may not exist."""
        if not self.names_register:
            raise NoRegister(default=DEFAULT_REGISTER, init=INIT_LINE)
        return self.new_register

    @property
    def names_register(self) -> bool:
        """Whether there is a register to work on at all."""
        return self.register_given is not None or Path(DEFAULT_REGISTER).exists()

    @property
    def new_register(self) -> str:
        """Path or URL of the register to begin: for `init` and `copy`, which need none to exist."""
        return self.register_given or DEFAULT_REGISTER


class Day(click.ParamType[date]):
    """A date written 2026-11-22; gives a `datetime.date`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = _day(value)
        except ValueError:
            self.fail(f"{value!r} is not a date. Write it as 2026-11-22.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value!r} is out of reach. Give a day in the years {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


class MomentOrEntry(click.ParamType[int | datetime]):
    """`17` is entry 17; a date is the end of that day; a moment without an offset is this machine's time."""

    name = "moment|entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | datetime:
        if isinstance(value, int | datetime):
            return value
        if re.fullmatch(r"[0-9]{1,18}", value):
            return int(value)
        try:
            return _moment(value)
        except (ValueError, OverflowError):
            wanted = "the number of an entry, a date (2026-11-22) or a moment (2026-11-22T14:30)"
            self.fail(f"{value!r} is neither. Give {wanted}.", param, ctx)


class Language(click.ParamType[str]):
    """A language there are translations for."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from compliance.language.catalogues import LOCALES

        if value not in LOCALES:
            self.fail(f"{value!r} is not spoken here. Choose one of {', '.join(LOCALES)}.", param, ctx)
        return str(value)


DAY: Final = Day()


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):  # fromisoformat would also take 20261122 and 2026-W47-7
        raise ValueError(text)
    return date.fromisoformat(text)


def _moment(text: str) -> datetime:
    if len(text) == len("2026-11-22"):
        return datetime.combine(_day(text), time.max).astimezone(UTC)
    return datetime.fromisoformat(text).astimezone(UTC)


_PREFIX: Final = "shared_"  # so that a command may call an argument of its own `at`, `actor` or `language`
_TABLE: Final[tuple[tuple[str, str, str | None, dict[str, Any]], ...]] = (
    ("register_given", "--register", "COMPLIANCE_REGISTER",
     {"metavar": "PATH|URL", "help": f"The register to work on. [default: ./{DEFAULT_REGISTER} where it exists]"}),
    ("actor", "--actor", "COMPLIANCE_ACTOR",
     {"metavar": "PERSON", "help": "The id of the person who acts."}),
    ("as_of", "--as-of", None,
     {"type": DAY, "metavar": "DATE", "help": "Judge and date by this day. [default: today]"}),
    ("at", "--at", None,
     {"type": MomentOrEntry(), "metavar": "MOMENT|ENTRY", "help": "Read the register as it stood then."}),
    ("language", "--language", None,
     {"type": Language(), "metavar": "CODE", "help": "The language of texts: nb, nn, sv, da or en."}),
    ("json", "--json", None, {"is_flag": True, "help": "Answer in JSON; the last line of an error too."}),
    ("quiet", "--quiet", None, {"is_flag": True, "help": "No progress, no hints: only the answer."}),
)  # fmt: skip


def shared_options(*, envvars: bool = False) -> list[click.Parameter]:
    """The options that mean the same everywhere. Only the program itself reads the environment for them: a value
    written before the verb would otherwise lose to it."""
    return [
        click.Option([flag, f"{_PREFIX}{name}"], envvar=envvar if envvars else None, show_envvar=envvars, **settings)
        for name, flag, envvar, settings in _TABLE
    ]


def call_of(ctx: click.Context, given: Mapping[str, object]) -> Call:
    """What was said before the verb, overlaid with what is said at it; remembered in the context for those below, and
    at its root for the boundary."""
    said: dict[str, Any] = {
        name.removeprefix(_PREFIX): value
        for name, value in given.items()
        if value is not None and value is not False  # not said here: what stands before the verb holds
    }
    call = replace(ctx.obj if isinstance(ctx.obj, Call) else _unsaid(), **said)
    ctx.obj = ctx.find_root().obj = call
    return call


def _unsaid() -> Call:
    now = datetime.now(UTC)
    return Call(now=now, as_of=now.astimezone().date())


def current_call() -> Call | None:
    """The call being carried out; None outside one."""
    ctx = click.get_current_context(silent=True)
    return ctx.obj if ctx and isinstance(ctx.obj, Call) else None


class Verb(click.Command):
    """A command whose help keeps its own options apart from those that mean the same everywhere."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)


class VerbWithVerbs(click.Group):
    """A verb with verbs of its own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


def _format_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    lines: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for param in command.get_params(ctx):
        if line := param.get_help_record(ctx):
            lines[(param.name or "").startswith(_PREFIX)].append(line)
    for title, shared in (("Options", False), ("The same for every command", True)):
        if lines[shared]:
            with formatter.section(title):
                formatter.write_dl(lines[shared])


def verb(function: Callable[Concatenate[Call, P], None]) -> Verb:
    """Make a command of a function whose first argument is the `Call`. Stands above `click.option` and the like."""

    def called(**values: Any) -> None:
        given = {name: values.pop(name) for name in list(values) if name.startswith(_PREFIX)}
        function(call_of(click.get_current_context(), given), **values)  # type: ignore[call-arg]

    made = click.command(cls=Verb)(update_wrapper(called, function))
    made.params.extend(shared_options())
    return made


def verbs(help: str, /, **below: click.Command) -> VerbWithVerbs:
    """A verb with verbs of its own; what is said after the outer one holds for the inner one."""

    def called(**given: Any) -> None:
        call_of(click.get_current_context(), given)

    return VerbWithVerbs(help=help, callback=called, params=shared_options(), commands=below)


def output_options(function: Decorated, *, required: bool = True) -> Decorated:
    """`-o/--output PATH` (`-` is standard output) and `--force`: arguments `output: str, force: bool`, to hand to
    `compliance.cli.output.write_file`."""
    force = click.option("--force", is_flag=True, help="Overwrite the file where it exists.")
    help = "The file to write; - is the screen."
    output = click.option("-o", "--output", required=required, metavar="PATH", help=help)
    return output(force(function))


def dry_run_option(function: Decorated) -> Decorated:
    """`--dry-run`: argument `dry_run: bool`. Every verb that writes to the register has it."""
    return click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")(function)
