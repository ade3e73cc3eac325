"""How a command speaks: answers to standard output, everything else to standard error, files whole or not at all."""

from __future__ import annotations

import json
import os
import shlex
import sys
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from compliance.cli.options import current_call
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.language.catalogues import Texts

_PIECES: Final = 20_000
"""How many pieces of JSON are written at a time: the answer on a very large register is never whole in memory."""


class FileExists(ComplianceError):
    sentence = "{path} exists already."
    hint = "Give another name, or --force to overwrite it."


class NoSuchFolder(ComplianceError):
    sentence = "There is no folder {folder} to write {name} into."
    hint = "Make the folder first, or give another path."


class IsAFolder(ComplianceError):
    sentence = "{path} is a folder, and no file can be written in its place."
    hint = "Give the name of the file too."


def answer(text: str) -> None:
    """What was asked for, to standard output."""
    click.echo(text)


def answer_json(value: Any) -> None:
    """What was asked for as JSON: UTF-8 whatever the terminal speaks, keys in the order given. Dates, paths and
    pydantic models may stand in it."""
    pieces = chain(json.JSONEncoder(ensure_ascii=False, indent=2, default=_plain).iterencode(value), ("\n",))
    while text := "".join(islice(pieces, _PIECES)):
        _to_stdout(text.encode())


def note(text: str) -> None:
    """Progress, a hint or a warning, to standard error; nothing with `--quiet`."""
    call = current_call()
    if call is None or not call.quiet:
        click.echo(text, err=True)


def suggest(command: str) -> None:
    """Name the next command to type. The register is added where this call named one on its line or in the
    environment, so that the suggestion can be typed as it stands."""
    call = current_call()
    given = call.register_given if call else None
    if given and "--register" not in command and not os.environ.get("COMPLIANCE_REGISTER"):
        command += f" --register {shlex.quote(_without_password(given))}"
    note(words()("Next: {command}").format(command=command))


def _without_password(address: str) -> str:
    """A screen and a log are read by others too."""
    from compliance.register.addresses import address_of

    return str(address_of(address)) if "://" in address else address


def write_file(path: str | Path, data: bytes, *, force: bool = False) -> None:
    """Write the file whole or not at all; `-` is standard output.

    Raises `NoSuchFolder`, `IsAFolder`, and `FileExists` unless `force`.
    """
    if str(path) == "-":
        _to_stdout(data)
        return
    _replace(_free(Path(path), force=force), data)


def refuse_unwritable(path: str | Path, *, force: bool = False) -> None:
    """Raise now what `write_file` would raise: for verbs that write to the register first, and cannot take it back."""
    if str(path) == "-":
        return
    beside = _beside(_free(Path(path), force=force))
    beside.touch(exist_ok=False)
    beside.unlink()


def _free(target: Path, *, force: bool) -> Path:
    if not target.parent.is_dir():
        raise NoSuchFolder(folder=target.parent, name=target.name)
    if target.is_dir():
        raise IsAFolder(path=target)
    if target.exists() and not force:
        raise FileExists(path=target)
    return target


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")


def _replace(target: Path, data: bytes) -> None:
    """Through a temporary file in the same folder: whoever looks sees the old file or the new one, never a part."""
    beside = _beside(target)
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _to_stdout(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    dump = getattr(value, "model_dump", None)
    if callable(dump):
        return dump(mode="json")
    message = f"{type(value).__name__} has no JSON form"
    raise TypeError(message)


def words(call: Call | None = None) -> Texts:
    """The command line's own texts: `words()("Nothing changed.")`. In `--language`, else as the environment's locale
    has it, else in English."""
    from compliance.language.catalogues import gettext_for

    call = call or current_call()
    return gettext_for((call and call.language) or _language_of_environment())


def _language_of_environment() -> str:
    from compliance.language.catalogues import LOCALES

    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, settings), "C")
    language = locale.partition(".")[0].partition("_")[0].lower()
    language = {"no": "nb"}.get(language, language)
    return language if language in LOCALES else "en"
