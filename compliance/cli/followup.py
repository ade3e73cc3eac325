"""Say what became of earlier decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.followup.accounts import Account, FollowUpGrade


@verb
@click.option("--all", "closed_too", is_flag=True, help="Also what an earlier memo has already shown closed.")
def command(call: Call, *, closed_too: bool) -> None:
    """Say what became of earlier decisions: work, lateness, and how far the goal is."""
    from compliance.checks.reading import Reading
    from compliance.followup.accounts import accounts, all_accounts, grade

    with opened(call) as register:
        view = seen(call, register)
        reading = Reading(view)
        found = (all_accounts if closed_too else accounts)(reading, call.as_of)
        language = language_of(call, view)
    if call.json:
        told = {"as_of": call.as_of, "entry": view.entry, "head": view.head}
        answer_json(told | {"decisions": [_as_json(each, language) for each in found], "grade": grade(found)})
    else:
        _print(call, found, grade(found), language)


def _as_json(account: Account, language: str) -> dict[str, Any]:
    from compliance.followup.words import goal_words, remarks, state_words

    said = {"state_text": state_words(account, language), "goal_text": list(goal_words(account.goal, language))}
    return account.model_dump(mode="json") | said | {"remarks": list(remarks(account, language))}


def _graded(graded: FollowUpGrade) -> Iterator[str]:
    """How many decisions are carried out, and how many of the rest are late: each number with its own plural."""
    _ = words()
    carried = _.plural(
        "{done} of {decisions} decision is carried out.",
        "{done} of {decisions} decisions are carried out.",
        graded.decisions,
    )
    yield carried.format(done=graded.done, decisions=graded.decisions)
    yield _.plural("{late} is late.", "{late} are late.", graded.late).format(late=graded.late)


def _print(call: Call, found: Sequence[Account], graded: FollowUpGrade, language: str) -> None:
    from compliance.followup.words import goal_words, remarks, state_words

    _ = words(call)
    for account in found:
        answer(folded(f"{account.question_id}  {account.option or account.name}"))
        deadline = f", {_('deadline')} {account.deadline}" if account.deadline else ""
        answer(folded(f"  {state_words(account, language)}{deadline}, {account.owner or '–'}"))
        for line in (*goal_words(account.goal, language), *remarks(account, language)):
            answer(folded(f"  {line}"))
    if not found:
        answer(_("No decision was taken before."))
    answer(" ".join(_graded(graded)))
    suggest("compliance tasks --open")
