"""`compliance advise`: a dated step of its own, before or after the memo is presented."""

from __future__ import annotations

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words


@verb
@click.argument("memo")
@click.option("--text", required=True, help="The advice, in plain words.")
def command(call: Call, memo: str, text: str) -> None:
    """Record the data protection officer's advice on a memo."""
    from compliance.signoff.recording import advise

    with opened(call) as register:
        actor = acting(call, register)
        entry = advise(register, memo, text, actor=actor, on=call.as_of, at=call.now)
        adviser = register.view().name_of(actor)
    if call.json:
        answer_json({"memo": memo, "by": actor, "on": call.as_of, "entry": entry.seq if entry else None})
    else:
        answer(words()("{actor} advised on {memo}.").format(actor=adviser, memo=memo))
    suggest(f"compliance decide {memo} --question 1 --choose recommended --actor PERSON")
