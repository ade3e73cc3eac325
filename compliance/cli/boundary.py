"""The one place where an error becomes a sentence on standard error and an exit code.

    0    done
    1    a judgement went against (findings at or above --fail-on, the gate refused, not sound)
    2    the call or the input is wrong, nothing was done; or the program itself is at fault
    3    done in part, the list follows
    130  interrupted          141  whoever read the answer stopped reading

A `ComplianceError` brings its own code. With `--json` on the line the *last line* of standard error is one JSON object,
`{"error": {"kind", "sentence", "hint", "place", "exit_code"}}`, `place` being null or what is known of
file, sheet, row, column and field; `kind` is the name of the error class and is meant for programs.
`COMPLIANCE_TRACEBACK=1` prints the traceback of what was not foreseen.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.options import Call
from compliance.cli.output import words
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG, INTERRUPTED, READER_GONE = 2, 130, 141


class Defect(ComplianceError):
    """What nobody foresaw. Never raised: it lends its words."""

    sentence = "compliance stopped on a defect of its own, not on your input: {cause}"
    hint = "Run the same command with COMPLIANCE_TRACEBACK=1 before it, and report what it prints."


class SystemRefused(ComplianceError):
    """The operating system said no: no such file, no permission, disk full. Never raised: it lends its words."""

    sentence = "{what}: {reason}"
    hint = "Check that the path is right, that you may use it, and that the disk has room."


def guarded(command: click.Command, arguments: Sequence[str]) -> int:
    """Carry out a command line. Returns its exit code and lets no exception through."""
    spoken = _Speaker(as_json="--json" in arguments)
    try:
        return _carried_out(command, arguments, spoken)
    except ComplianceError as refusal:
        return spoken.refuse(refusal)
    except click.ClickException as fault:
        return spoken.misused(fault)
    except (click.Abort, KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except BrokenPipeError:
        return READER_GONE
    except OSError as fault:
        return spoken.unforeseen(fault, SystemRefused(what=fault.filename or "system", reason=fault.strerror or fault))
    except Exception as fault:  # noqa: BLE001 (the only one there is: whatever happens, a person reads a sentence)
        return spoken.unforeseen(fault, Defect(cause=f"{type(fault).__name__}: {fault}"))
    finally:
        _settle_stdout()


def _carried_out(command: click.Command, arguments: Sequence[str], spoken: _Speaker) -> int:
    code = 0
    try:
        with command.make_context("compliance", list(arguments)) as ctx:
            spoken.ctx = ctx
            command.invoke(ctx)
    except click.exceptions.Exit as leaving:  # how click ends --help, and a command that says its own exit code
        code = leaving.exit_code
    sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    return code


class _Speaker:
    """Says one error on standard error, in the language and form the call asked for."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.ctx: click.Context | None = None

    def refuse(self, refusal: ComplianceError) -> int:
        call = self.ctx.obj if self.ctx and isinstance(self.ctx.obj, Call) else None
        texts = words(call)
        sentence, hint = texts.sentence(refusal), texts.advice(refusal)
        if self.as_json:
            place = {key: value for key, value in asdict(refusal.place).items() if value} if refusal.place else None
            self._json(type(refusal).__name__, sentence, hint, place, refusal.exit_code)
        else:
            click.echo("\n".join(filter(None, (sentence, hint))), err=True)
        return refusal.exit_code

    def misused(self, fault: click.ClickException) -> int:
        if self.as_json:
            self._json(type(fault).__name__, fault.format_message(), "", None, WRONG)
        else:
            fault.show()
        return WRONG

    def unforeseen(self, fault: Exception, words_for_it: ComplianceError) -> int:
        if os.environ.get("COMPLIANCE_TRACEBACK"):
            import traceback

            click.echo("".join(traceback.format_exception(fault)), err=True)
        return self.refuse(words_for_it)

    def _json(self, kind: str, sentence: str, hint: str, place: dict[str, Any] | None, exit_code: int) -> None:
        error = {"kind": kind, "sentence": sentence, "hint": hint, "place": place, "exit_code": exit_code}
        click.echo(json.dumps({"error": error}, ensure_ascii=False), err=True)


def _settle_stdout() -> None:
    """Where the answer cannot be written any more, point standard output at nothing: the interpreter would try again on
    leaving, and complain in words of its own."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, sys.stdout.fileno())
            os.close(nothing)
