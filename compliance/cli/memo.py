"""Write the decision memo as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from compliance.cli.book import opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file

if TYPE_CHECKING:
    from compliance.memo.compose import Composition
    from compliance.memo.composed import ComposedMemo
    from compliance.memo.gate import Objection
    from compliance.register.view import View


@verb
@output_options
@click.option("--draft", is_flag=True, help="Write it though something is missing; every page says so.")
@click.option("--closed-annex", metavar="PATH", help="Write what tells of weaknesses by system to a file of its own.")
@click.option("--html", metavar="PATH", help="Write it for a screen too: one file, no script.")
def command(call: Call, output: str, *, force: bool, draft: bool, closed_annex: str | None, html: str | None) -> None:
    """Write the decision memo as PDF.

    Without --draft the memo must be whole: every question with a zero option, costs, owner, deadline and goal, and a
    question for every fault that cannot stand. What is missing is listed, and nothing is written.

    With --closed-annex the memo can be open to all: findings and questions that tell of weaknesses by name of a system
    stand in the annex, and the memo says that there is one, and by which section of law. What people have written in
    titles, summary and reasons is printed as it is: read it before the memo is published.
    """
    from compliance.memo.compose import compose
    from compliance.memo.gate import MemoRefused, objections
    from compliance.memo.material import material

    with opened(call) as register:
        view = seen(call, register)
        judged = material(view, call.as_of, language=call.language)
        composition = compose(judged, draft=draft, prepared_by=_preparer(call, view))
        stopped = objections(composition, judged)
    if stopped and not draft:
        raise MemoRefused(objections=stopped)
    _write(composition.memo, view, _Files(output, closed_annex, html), force=force)
    _say(call, output, composition, stopped)


class _Files(NamedTuple):
    """Where the memo goes, whole or open, and what is asked for beside it."""

    memo: str
    closed_annex: str | None
    html: str | None


def _write(memo: ComposedMemo, view: View, files: _Files, *, force: bool) -> None:
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
    made.append((files.memo, memo_pdf(shown, view)))
    made += [(files.html, memo_screen(shown).encode())] if files.html else []
    for path, data in made:
        write_file(path, data, force=force)
    if annex:
        note(words()("Titles, summary and reasons are printed as they were written: read them before you publish."))


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
                "objections": [_objection_json(each) for each in stopped],
            }
        )  # fmt: skip
        return
    n = len(memo.questions)
    said = _.plural("{file}: {n} question, as of {day}.", "{file}: {n} questions, as of {day}.", n)
    answer(said.format(file=output, n=n, day=memo.head.as_of))
    for objection in stopped:
        note(str(objection))
    suggest(_next(composition, stopped, output))


def _next(composition: Composition, stopped: tuple[Objection, ...], output: str) -> str:
    if stopped:
        return "compliance questions"
    return f"compliance present -o {output} --force --actor PERSON" if composition.questions else "compliance followup"


def _objection_json(objection: Objection) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(objection)
