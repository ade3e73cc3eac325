"""Copy the register to another database, chain and all."""

from __future__ import annotations

import click

from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words


@verb
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def command(call: Call, source: str, target: str) -> None:
    """Copy the register to another database, chain and all.

    FROM and TO are files or PostgreSQL URLs. The copy has the same id, entries and hashes, and is verified. From then
    on work in one of the two only: both would go on from the same entry, each its own way.
    """
    from compliance.register.register import open_register

    with open_register(source) as register, register.copy_to(target) as made:
        head, address = made.head(), str(made.address)
    if call.json:
        answer_json({"register": made.id, "address": address, "entry": head.seq, "head": head.hash})
        return
    _ = words(call)
    said = _("The register {id} is copied to {address} up to entry {entry}, and verifies.")
    answer(said.format(id=made.id, address=address, entry=head.seq))
    answer(head.hash)
    suggest(f"compliance list --register {address}")
