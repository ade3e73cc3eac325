"""Write the decision memo as PDF, or tell what makes it hard to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from compliance.cli.book import as_judged, opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file
from compliance.cli.remarks import linted

if TYPE_CHECKING:
    from compliance.memo.compose import Composition
    from compliance.memo.composed import ComposedMemo
    from compliance.memo.gate import Objection
    from compliance.memo.material import Material
    from compliance.memo.proposals import Outdated
    from compliance.register.view import View


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
    else:
        _write(call, _Files(output, closed_annex, html), force=force, draft=draft)


class _Files(NamedTuple):
    """Where the memo goes, whole or open, and what is asked for beside it."""

    memo: str | None
    closed_annex: str | None
    html: str | None


def _write(call: Call, files: _Files, *, force: bool, draft: bool) -> None:
    """The memo as a file; without one, only the remarks on it."""
    from compliance.memo.compose import compose
    from compliance.memo.gate import MemoRefused, objections

    with opened(call) as register:
        view = seen(call, register)
        judged = as_judged(call, view)
        composition = compose(judged, draft=draft, prepared_by=_preparer(call, view))
        stopped = objections(composition, judged)
    output = files.memo
    if output is None:
        linted(call, composition, judged)
        return
    if stopped and not draft:
        raise MemoRefused(objections=stopped)
    _write_files(composition.memo, view, output, files, force=force)
    _say(call, output, composition, stopped)
    _advise(output, composition, judged)


def _write_files(memo: ComposedMemo, view: View, output: str, files: _Files, *, force: bool) -> None:
    """All that can fail comes before the first file; the closed one first, for no open memo shall point at nothing."""
    from compliance.memo.closed import parted
    from compliance.report.decision_memo import annex_pdf, memo_pdf
    from compliance.report.pages import memo_screen

    named = [path for path in files if path]
    if len(set(named)) < len(named):
        raise click.UsageError(words()("The memo, its closed annex and its HTML need a file each."))
    shown, annex = parted(memo) if files.closed_annex else (memo, None)
    for path in named:
        refuse_unwritable(path, force=force)
    made = [(files.closed_annex, annex_pdf(annex))] if files.closed_annex and annex else []
    made.append((output, memo_pdf(shown, view)))
    made += [(files.html, memo_screen(shown).encode())] if files.html else []
    for path, data in made:
        write_file(path, data, force=force)
    if annex:
        note(words()("Titles, summary and reasons are printed as they were written: read them before you publish."))


def _advise(output: str, composition: Composition, judged: Material) -> None:
    """One line on what could be better, for those who have not asked."""
    from compliance.memo.lint import Weight, lint

    if output != "-" and (n := len(lint(composition, judged).of(Weight.advises))):
        said = words().plural(
            "{n} remark on what could be better: compliance memo --lint.",
            "{n} remarks on what could be better: compliance memo --lint.",
            n,
        )
        note(said.format(n=n))


def _trace(call: Call, name: str) -> None:
    from compliance.cli.figures import show_figures, show_trace
    from compliance.memo.compose import compose

    with opened(call) as register:
        view = seen(call, register)
        composition = compose(as_judged(call, view), draft=True)
    if name:
        show_trace(call, composition, name)
    else:
        show_figures(call, composition)


def _preparer(call: Call, view: View) -> str | None:
    """The one who acts, else the only one who prepares memos; a memo may also be read before that is settled."""
    from compliance.model.organisation import Person, Role
    from compliance.register.actors import checked_actor

    if call.actor:
        return checked_actor(view, call.actor)
    people = [person for person in view.of("person") if isinstance(person, Person)]
    preparers = [person for person in people if Role.preparer in person.roles] or people
    return preparers[0].id if len(preparers) == 1 else None


def _say(call: Call, output: str, composition: Composition, stopped: tuple[Objection, ...]) -> None:
    if output == "-":
        return
    _ = words(call)
    memo = composition.memo
    if call.json:
        answer_json(
            {
                "file": output, "draft": memo.draft, "as_of": memo.head.as_of, "entry": memo.head.entry,
                "head": memo.head.head, "questions": [question.id for question in memo.questions],
                "objections": [_plain(each) for each in stopped],
                "outdated": [_plain(each) for each in composition.outdated],
            }
        )  # fmt: skip
        return
    n = len(memo.questions)
    said = _.plural("{file}: {n} question, as of {day}.", "{file}: {n} questions, as of {day}.", n)
    answer(said.format(file=output, n=n, day=memo.head.as_of))
    for objection in stopped:
        note(str(objection))
    for each in composition.outdated:
        told = _("{question} {field}: the findings have changed since this text was proposed.  →  {command}")
        note(told.format(question=each.question, field=each.field, command="compliance questions"))
    suggest(_next(composition, stopped, output))


def _next(composition: Composition, stopped: tuple[Objection, ...], output: str) -> str:
    if stopped:
        return "compliance questions"
    return f"compliance present -o {output} --force --actor PERSON" if composition.questions else "compliance followup"


def _plain(told: Objection | Outdated) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(told)
