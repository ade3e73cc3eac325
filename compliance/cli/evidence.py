"""`compliance evidence`: the bag an auditor takes away."""

from __future__ import annotations

import click

from compliance.cli.book import opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, suggest, words, write_file


@verb
@output_options
def command(call: Call, output: str, force: bool) -> None:
    """Pack what an auditor takes away: memos, register, findings, tasks and the whole chain."""
    from compliance.canonical import digest
    from compliance.evidence.container import write_bag
    from compliance.evidence.gathering import Scope, gather

    with opened(call) as register:
        bag = gather(register, Scope(seen(call, register).entry, call.as_of))
    data = write_bag(bag)
    write_file(output, data, force=force)
    facts = {"file": output, "sha256": digest(data), "files": len(bag.files), **bag.info}
    if call.json and output != "-":
        answer_json(facts)
    elif output != "-":
        answer(words()("{file}: {files} files, SHA-256 {sha256}.").format(**facts))
        suggest(f"compliance verify {click.format_filename(output)}")
