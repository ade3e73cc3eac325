"""`compliance present`: from here on the memo does not change."""

from __future__ import annotations

import click

from compliance.cli.book import acting, as_judged, opened
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file

_TWO_FILES = "The memo and its closed annex need a file each."


@verb
@output_options
@click.option("--closed-annex", metavar="PATH", help="Write what tells of weaknesses by system to a file of its own.")
def command(call: Call, output: str, *, force: bool, closed_annex: str | None) -> None:
    """Freeze the memo and put it before the leader.

    With --closed-annex the memo presented is open to all, and what the annex holds is left out of it. The memo names
    the annex by the fingerprint of its data, so whoever signs the memo signs for both. The register keeps both files.
    """
    from compliance.signoff.presenting import present

    if closed_annex == output:
        raise click.UsageError(_TWO_FILES)
    for path in filter(None, (output, closed_annex)):
        refuse_unwritable(path, force=force)
    with opened(call) as register:
        view = register.view()
        judged = as_judged(call, view)
        parted = closed_annex is not None
        made = present(register, judged, actor=acting(call, register), at=call.now, closed_annex=parted)
    if closed_annex and made.annex:
        write_file(closed_annex, made.annex, force=force)
    write_file(output, made.pdf, force=force)
    facts = {"memo": made.memo.id, "file": output, "entry": made.entry.seq if made.entry else None}
    if call.json and "-" not in (output, closed_annex):
        memo = made.memo
        prints = {"pdf_sha256": memo.pdf_sha256, "closed_annex": closed_annex, "annex_sha256": memo.annex_sha256}
        answer_json(facts | prints | {"questions": memo.question_ids})
    elif "-" not in (output, closed_annex):
        answer(words()("{memo} is presented: {file}.").format(**facts))
    if closed_annex:
        note(words()("Titles, summary and reasons are printed as they were written: read them before you publish."))
    note(words()("What was presented does not change any more. The leader decides on it, question by question."))
    leader = made.memo.addressed_to or "PERSON"
    suggest(f"compliance decide {made.memo.id} --question 1 --choose recommended --actor {leader}")
