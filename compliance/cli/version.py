"""Print the versions of the program and its formats."""

from __future__ import annotations

from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, words


@verb
def command(call: Call) -> None:
    """Print the versions of the program and its formats.

    The fingerprint of the rules is the one memos and bags carry: two programs with the same one judge alike.
    """
    from compliance import __version__
    from compliance.checks.rulebook import read_rulebook
    from compliance.model.upgrades import SCHEMA
    from compliance.register.chain import FORMAT

    book = read_rulebook()
    if call.json:
        told = {"program": __version__, "register_format": FORMAT, "schema": SCHEMA}
        answer_json({**told, "rules": len(book), "rules_digest": book.digest})
        return
    _ = words(call)
    answer(f"compliance {__version__}")
    answer(_("Register format {format}, record schema {schema}").format(format=FORMAT, schema=SCHEMA))
    answer(_("{n} rules, fingerprint {digest}").format(n=len(book), digest=book.digest))
