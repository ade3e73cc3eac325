"""`compliance present`: from here on the memo does not change."""

from __future__ import annotations

from compliance.cli.book import acting, as_judged, opened
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file


@verb
@output_options
def command(call: Call, output: str, force: bool) -> None:
    """Freeze the memo and put it before the leader."""
    from compliance.signoff.presenting import present

    refuse_unwritable(output, force=force)
    with opened(call) as register:
        view = register.view()
        judged = as_judged(call, view)
        made = present(register, judged, actor=acting(call, register), at=call.now)
    write_file(output, made.pdf, force=force)
    facts = {"memo": made.memo.id, "file": output, "entry": made.entry.seq if made.entry else None}
    if call.json and output != "-":
        answer_json(facts | {"pdf_sha256": made.memo.pdf_sha256, "questions": made.memo.question_ids})
    elif output != "-":
        answer(words()("{memo} is presented: {file}.").format(**facts))
    note(words()("What was presented does not change any more. The leader decides on it, question by question."))
    leader = made.memo.addressed_to or "PERSON"
    suggest(f"compliance decide {made.memo.id} --question 1 --choose recommended --actor {leader}")
