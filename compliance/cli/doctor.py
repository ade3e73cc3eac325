"""Say what works on this machine and what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from compliance.cli.options import DEFAULT_REGISTER, Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.errors import ComplianceError

ROOM_WANTED = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed` is False for what only some need."""

    name: str
    ok: bool
    said: str
    needed: bool = True


@verb
def command(call: Call) -> None:
    """Say what works on this machine and what is missing.

    Looks at Python, SQLite, the libraries that make PDFs, the fonts, the register and the disk. Ends with 1 where
    something needed is missing.
    """
    found = [finding for look in LOOKS for finding in look(call)]
    if call.json:
        answer_json([{"name": one.name, "ok": one.ok, "needed": one.needed, "said": one.said} for one in found])
    else:
        _tell(call, found)
    if any(one.needed and not one.ok for one in found):
        click.get_current_context().exit(1)


def _tell(call: Call, found: list[Finding]) -> None:
    _ = words(call)
    for one in found:
        mark = _("ok") if one.ok else _("MISSING") if one.needed else _("not here")
        answer(f"{mark:<9} {one.name:<12} {one.said}")
    if not call.register_given and not Path(DEFAULT_REGISTER).exists():
        suggest("compliance demo")


def _python(call: Call) -> Iterator[Finding]:
    version = platform.python_version()
    yield Finding("Python", sys.version_info >= (3, 11), f"{version}, {platform.system()} {platform.machine()}")
    speaks = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    said = words(call)("The screen speaks {encoding}.").format(encoding=sys.stdout.encoding)
    yield Finding("screen", speaks, said, needed=False)


def _sqlite(_: Call) -> Iterator[Finding]:
    from compliance.register.database import OLDEST_SQLITE

    yield Finding("SQLite", sqlite3.sqlite_version_info >= OLDEST_SQLITE, sqlite3.sqlite_version)


def _postgresql(call: Call) -> Iterator[Finding]:
    from importlib.util import find_spec

    there, _ = find_spec("psycopg") is not None, words(call)
    said = _("The driver psycopg is installed.") if there else _("Only for registers on a server: psycopg is missing.")
    yield Finding("PostgreSQL", there, said, needed=False)


def _pdf(call: Call) -> Iterator[Finding]:
    _ = words(call)
    try:
        import weasyprint  # type: ignore[import-untyped]
    except OSError:
        said = _("The library Pango is missing. Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0")
        yield Finding("PDF", ok=False, said=said)
    else:
        yield Finding("PDF", ok=True, said=f"WeasyPrint {weasyprint.__version__}")


def _fonts(call: Call) -> Iterator[Finding]:
    from compliance.resources import folder

    faces = sorted(path.name for path in (folder("templates") / "fonts").glob("*.ttf"))
    said = words(call)("{count} faces are shipped.").format(count=len(faces))
    yield Finding("fonts", bool(faces), said)


def _register(call: Call) -> Iterator[Finding]:
    _ = words(call)
    if not call.register_given and not Path(DEFAULT_REGISTER).exists():
        yield Finding("register", ok=False, said=_("No register here yet."), needed=False)
        return
    from compliance.register.register import open_register

    try:
        with open_register(call.register) as register:
            faults, head = register.verify(), register.head()
    except ComplianceError as refusal:
        yield Finding("register", ok=False, said=_.sentence(refusal))
        return
    sound = _("{entries} entries, and it verifies.").format(entries=head.seq)
    yield Finding("register", not faults, str(faults[0]) if faults else sound)
    yield from _writable(call, register.address.path)


def _writable(call: Call, path: Path | None) -> Iterator[Finding]:
    if path is None:
        return
    _ = words(call)
    allowed = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    said = _("The register can be written.") if allowed else _("The register, or its folder, cannot be written.")
    yield Finding("writing", allowed, said)
    shut = os.name != "posix" or not path.stat().st_mode & 0o077
    said = _("Only you can read it.") if shut else _("Others on this machine can read it: chmod 600 {path}")
    yield Finding("privacy", shut, said.format(path=path), needed=False)


def _disk(call: Call) -> Iterator[Finding]:
    room = shutil.disk_usage(".").free
    said = words(call)("{room} MB are free here.").format(room=room // 1_000_000)
    yield Finding("disk", room >= ROOM_WANTED, said, needed=False)


LOOKS: tuple[Callable[[Call], Iterator[Finding]], ...] = (
    _python, _sqlite, _postgresql, _pdf, _fonts, _register, _disk,
)  # fmt: skip
