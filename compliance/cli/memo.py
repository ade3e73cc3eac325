"""Write the decision memo as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compliance.cli.book import opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import answer, answer_json, note, suggest, words, write_file

if TYPE_CHECKING:
    from compliance.memo.compose import Composition
    from compliance.memo.gate import Objection
    from compliance.register.view import View


@verb
@output_options
@click.option("--draft", is_flag=True, help="Write it though something is missing; every page says so.")
def command(call: Call, output: str, *, force: bool, draft: bool) -> None:
    """Write the decision memo as PDF.

    Without --draft the memo must be whole: every question with a zero option, costs, owner, deadline and goal, and a
    question for every fault that cannot stand. What is missing is listed, and nothing is written.
    """
    from compliance.memo.compose import compose
    from compliance.memo.gate import MemoRefused, objections
    from compliance.memo.material import material
    from compliance.report.decision_memo import memo_pdf

    with opened(call) as register:
        view = seen(call, register)
        judged = material(view, call.as_of, language=call.language)
        composition = compose(judged, draft=draft, prepared_by=_preparer(call, view))
        stopped = objections(composition, judged)
    if stopped and not draft:
        raise MemoRefused(objections=stopped)
    write_file(output, memo_pdf(composition.memo, view), force=force)
    _say(call, output, composition, stopped)


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
