"""Write a whole copy of the register to a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.cli.book import opened
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import FileExists, NoSuchFolder, answer_json, note, words, write_file

if TYPE_CHECKING:
    from compliance.register.chain import Head
    from compliance.register.register import Register


@verb
@output_options
def command(call: Call, output: str, *, force: bool) -> None:
    """Write a whole copy of the register to a file.

    The copy is made at one moment, while others may go on working, and is verified. It is a register itself: to go
    back to it, put it in the register's place.
    """
    with opened(call) as register:
        head = _to_screen(register) if output == "-" else _to_file(register, Path(output), force=force)
    if call.json and output != "-":
        answer_json({"path": output, "register": register.id, "entry": head.seq, "head": head.hash})
        return
    said = words(call)("{path} holds the register up to entry {entry} ({head}), and verifies.")
    note(said.format(path=output, entry=head.seq, head=head.hash))


def _to_screen(register: Register) -> Head:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "register.db"
        head = register.backup(copy)
        write_file("-", copy.read_bytes())
    return head


def _to_file(register: Register, path: Path, *, force: bool) -> Head:
    if not path.absolute().parent.is_dir():
        raise NoSuchFolder(folder=path.parent, name=path.name)
    if not path.exists():
        return register.backup(path)
    if not force:
        raise FileExists(path=path)
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        head = register.backup(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return head
