"""Write the decision memo as PDF, or tell what makes it hard to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from compliance.cli.book import as_judged, opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file
from compliance.cli.prepared import Prepared, composed, prepared
from compliance.cli.remarks import linted
from compliance.hands import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.errors import ComplianceError
    from compliance.memo.gate import Objection
    from compliance.memo.proposals import Outdated
    from compliance.report.sheets import Sheet


_WANTED = "Say which file to write (-o PATH), or ask for remarks (--lint) or for a figure (--trace) only."
_TWO_WAYS = "--lint and --trace write no file: leave out -o, and ask for one of them."


@verb
@partial(output_options, required=False)
@click.option("--draft", is_flag=True, help="Write it though something is missing; every page says so.")
@click.option("--closed-annex", metavar="PATH", help="Write what tells of weaknesses by system to a file of its own.")
@click.option("--html", metavar="PATH", help="Write it for a screen too: one file, no script.")
@click.option(
    "--lint", "linting", is_flag=True, help="Write nothing: say what stops the memo, and what could be better."
)
@click.option(
    "--trace",
    is_flag=False,
    flag_value="",
    metavar="FIGURE",
    help="Write nothing: list the records a figure counts, and the part each stands in. Without a name, the figures.",
)
def command(
    call: Call,
    output: str | None,
    *,
    force: bool,
    draft: bool,
    closed_annex: str | None,
    html: str | None,
    linting: bool,
    trace: str | None,
) -> None:
    """Write the decision memo as PDF.

    Without --draft the memo must be whole: every question with a zero option, costs, owner, deadline and goal, and a
    question for every fault that cannot stand. What is missing is listed, and nothing is written.

    With --closed-annex the memo can be open to all: findings and questions that tell of weaknesses by name of a system
    stand in the annex, and the memo says that there is one, and by which section of law. What people have written in
    titles, summary and reasons is printed as it is: read it before the memo is published.

    With --lint the texts are measured too: long sentences and paragraphs, heavy words, abbreviations nobody explains,
    figures in the summary, LIX, and the pages each question takes. It ends with 1 where something stops the memo;
    advice alone ends with 0.

    Every number of the memo can be traced: --trace with the name of a figure counts it again from the same state of
    the register (--as-of, --at) and names what it counts.
    """
    asked = [output is not None, linting, trace is not None]
    if sum(asked) != 1:
        raise click.UsageError(_TWO_WAYS if any(asked) else _WANTED)
    if trace is not None:
        _trace(call, trace)
    elif output is None:
        _lint(call)
    else:
        _write(call, _Files(output, closed_annex, html), force=force, draft=draft)


class _Files(NamedTuple):
    """Where the memo goes, whole or open, and what is asked for beside it."""

    memo: str
    closed_annex: str | None
    html: str | None


class _Composed(NamedTuple):
    """What is left to lay out and to say of a memo, by one who does not hold the register."""

    files: list[tuple[str, Sheet | bytes]]
    """The closed annex first: no open memo shall point at one that could not be written."""
    facts: dict[str, object]
    said: str
    notes: list[str]
    next: str
    hint: str


def _write(call: Call, files: _Files, *, force: bool, draft: bool) -> None:
    """All that can fail comes before the first file is written.

    Who judges is another process than who lays out: each needs much memory, and neither needs what the other holds.
    """
    from compliance.report.pdf import LetterNotShipped, ready
    from compliance.report.sheets import searching_seldom

    named = [path for path in files if path]
    if len(set(named)) < len(named):
        raise click.UsageError(words()("The memo, its closed annex and its HTML need a file each."))
    for path in named:
        refuse_unwritable(path, force=force)
    with apart(partial(_composed, call, files, draft=draft)) as composing:
        ready()
        memo = composing()
    try:
        with searching_seldom():
            made = [(path, page if isinstance(page, bytes) else page.rendered().data) for path, page in memo.files]
    except LetterNotShipped as refusal:
        raise _told(call, draft=draft) or refusal from None
    for path, data in made:
        write_file(path, data, force=force)
    _say(call, files, memo)


def _composed(call: Call, files: _Files, *, draft: bool) -> _Composed:
    from compliance.memo.closed import parted
    from compliance.report.decision_memo import annex_sheet, memo_sheet
    from compliance.report.pages import memo_screen

    with opened(call) as register:
        made = prepared(call, seen(call, register), draft=draft)
        memo = made.composition.memo
        shown, annex = parted(memo) if files.closed_annex else (memo, None)
        pages: list[tuple[str, Sheet | bytes]] = [(files.memo, memo_sheet(shown, made.material.view))]
        if files.closed_annex and annex:
            pages.insert(0, (files.closed_annex, annex_sheet(annex)))
        if files.html:
            pages.append((files.html, memo_screen(shown).encode()))
        notes = list(_notes(made, annexed=annex is not None))
        return _Composed(
            pages, _facts(made, files.memo), _said(made, files.memo), notes, _next(made, files.memo), _hint(made)
        )


def _told(call: Call, *, draft: bool) -> ComplianceError | None:
    """The refusal that says where the letters stand that no shipped face has."""
    from compliance.report.letters import told, without_shape

    with opened(call) as register:
        made = prepared(call, seen(call, register), draft=draft)
        letters = without_shape(made.composition.memo)
        return told(made.composition.memo, made.material.view, letters) if letters else None


def _lint(call: Call) -> None:
    with opened(call) as register:
        judged = as_judged(call, seen(call, register))
    linted(call, composed(call, judged, draft=False), judged)


def _trace(call: Call, name: str) -> None:
    from compliance.cli.figures import show_figures, show_trace

    with opened(call) as register:
        composition = composed(call, as_judged(call, seen(call, register)), draft=True)
    if name:
        show_trace(call, composition, name)
    else:
        show_figures(call, composition)


def _say(call: Call, files: _Files, memo: _Composed) -> None:
    piped = files.memo == "-"
    if call.json and not piped:
        answer_json(memo.facts)
    elif not piped:
        answer(memo.said)
    for each in memo.notes:
        note(each)
    if not (piped or call.json):
        suggest(memo.next)
    if memo.hint and not piped:
        note(memo.hint)


def _facts(made: Prepared, output: str) -> dict[str, object]:
    memo = made.composition.memo
    return {
        "file": output, "draft": memo.draft, "as_of": memo.head.as_of, "entry": memo.head.entry,
        "head": memo.head.head, "questions": [question.id for question in memo.questions],
        "objections": [_plain(each) for each in made.stopped],
        "outdated": [_plain(each) for each in made.composition.outdated],
    }  # fmt: skip


def _said(made: Prepared, output: str) -> str:
    memo = made.composition.memo
    n = len(memo.questions)
    said = words().plural("{file}: {n} question, as of {day}.", "{file}: {n} questions, as of {day}.", n)
    return said.format(file=output, n=n, day=memo.head.as_of)


def _notes(made: Prepared, *, annexed: bool) -> Iterator[str]:
    _ = words()
    if annexed:
        yield _("Titles, summary and reasons are printed as they were written: read them before you publish.")
    yield from map(str, made.stopped)
    for each in made.composition.outdated:
        told = _("{question} {field}: the findings have changed since this text was proposed.  →  {command}")
        yield told.format(question=each.question, field=each.field, command="compliance questions")


def _next(made: Prepared, output: str) -> str:
    if made.stopped:
        return "compliance questions"
    return (
        f"compliance present -o {output} --force --actor PERSON"
        if made.composition.questions
        else "compliance followup"
    )


def _hint(made: Prepared) -> str:
    """One line on what could be better, for those who have not asked."""
    from compliance.memo.lint import Weight, lint

    n = len(lint(made.composition, made.material).of(Weight.advises))
    said = words().plural(
        "{n} remark on what could be better: compliance memo --lint.",
        "{n} remarks on what could be better: compliance memo --lint.",
        n,
    )
    return said.format(n=n) if n else ""


def _plain(told: Objection | Outdated) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(told)
