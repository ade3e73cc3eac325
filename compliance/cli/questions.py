"""Draft the questions the leader must decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import acting, as_judged, opened, seen
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import folded

if TYPE_CHECKING:
    from compliance.memo.material import Material
    from compliance.memo.proposals import Outdated
    from compliance.memo.questions import Drafted, Drafts
    from compliance.register.register import Register


@verb
@click.option("--save", is_flag=True, help="Write the drafts to the register.")
@click.option(
    "--accept", multiple=True, metavar="ID[:FIELD]", help="Take today's proposal in place of a text that was edited."
)
@click.option(
    "--keep", multiple=True, metavar="ID[:FIELD]", help="Keep an edited text, and hold it against today's proposal."
)
@dry_run_option
def command(call: Call, *, save: bool, accept: tuple[str, ...], keep: tuple[str, ...], dry_run: bool) -> None:
    """Draft the questions the leader must decide: at most five, one for each sort of decision.

    Questions you have prepared get the findings they answer; the rest is drafted. What only you know stays empty:
    cost, effect, who, when and how one will know. Fill it in with edit, the workbook or a file.

    Every drafted text remembers what was proposed. One you have not edited follows the findings; where you have, and
    the findings would now propose another, you are told: take it with --save --accept, or stand by yours with --save
    --keep.
    """
    from compliance.memo.questions import drafts, settled

    with opened(call) as register:
        judged = as_judged(call, seen(call, register))
        found = settled(drafts(judged), accept=accept, keep=keep)
        ids, entry = _saved(call, register, found) if save and not dry_run else ({}, None)
    if call.json:
        answer_json(_as_json(call, judged, found, ids, entry))
    else:
        _print(call, judged, found, ids, saved=save and not dry_run)


def _saved(call: Call, register: Register, found: Drafts) -> tuple[dict[str, str], int | None]:
    """Write what is new; returns the id each new draft was given, and the entry."""
    from compliance.memo.questions import candidates

    plan = register.plan(candidates(found))
    if plan.failed and (error := plan.failed[0].error):
        raise error
    entry = register.apply(plan, actor=acting(call, register), reason="questions drafted", at=call.now)
    changed = [each.question.id for each in found.questions if each.changed]
    ids = {drafted: line.id for drafted, line in zip(changed, plan.lines, strict=True)}
    return ids, entry.seq if entry else None


def _as_json(call: Call, judged: Material, found: Drafts, ids: dict[str, str], entry: int | None) -> dict[str, Any]:
    return {
        "as_of": call.as_of,
        "entry": judged.view.entry,
        "head": judged.view.head,
        "saved_in": entry,
        "questions": [_question_json(each, ids, judged) for each in found.questions],
        "waiting": [finding.id for finding in found.waiting],
    }


def _question_json(each: Drafted, ids: dict[str, str], judged: Material) -> dict[str, Any]:
    from compliance.memo.missing import lacks
    from compliance.model.reading import whole_body_of

    body = whole_body_of(each.question)
    id = ids.get(each.question.id) or (None if each.new else each.question.id)
    missing = [lack.path for lack in lacks(each.question)]
    told = {"new": each.new, "added_findings": list(each.added), "missing": missing}
    return body | {"id": id, **told, "outdated": [_outdated_json(change) for change in each.outdated]}


def _outdated_json(change: Outdated) -> dict[str, Any]:
    return {"field": change.field, "then": change.then, "now": change.now}


def _waiting(found: Drafts) -> str:
    """How many findings there is no room for, and of which sort: what is left out is named."""
    from compliance.language.labels import member_label
    from compliance.language.lists import listing

    _ = words()
    themes = dict.fromkeys(finding.theme for finding in found.waiting if finding.theme)
    told = _.plural(
        "There is room for five questions. {n} finding waits for the next memo: {themes}.",
        "There is room for five questions. {n} findings wait for the next memo: {themes}.",
        len(found.waiting),
    )
    named = listing([member_label(theme, _.language) for theme in themes], _.language)
    return told.format(n=len(found.waiting), themes=named)


def _print(call: Call, judged: Material, found: Drafts, ids: dict[str, str], *, saved: bool) -> None:
    from compliance.memo.missing import lacks

    _ = words(call)
    for each in found.questions:
        id = ids.get(each.question.id) or (_("new") if each.new else each.question.id)
        answer(folded(f"{id}  {each.question.question}"))
        n, added = len(each.question.finding_ids), len(each.added)
        told = _.plural("{n} finding", "{n} findings", n) + (_(", {added} of them added now") if added else "")
        lacking = ", ".join(lack.path for lack in lacks(each.question))
        answer(folded(f"  {told.format(n=n, added=added)}" + (f". {_('Missing')}: {lacking}" if lacking else "")))
        for change in each.outdated:
            _print_outdated(call, change)
    if not found.questions:
        answer(_("Nothing calls for a decision by the leader."))
    if found.waiting:
        answer(folded(_waiting(found)))
    outdated = [change.named for each in found.questions for change in each.outdated]
    if outdated:
        suggest(f"compliance questions --save --accept {outdated[0]}")
    elif not saved and any(each.changed for each in found.questions):
        suggest("compliance questions --save")
    else:
        suggest("compliance memo --draft -o memo.pdf")


def _print_outdated(call: Call, change: Outdated) -> None:
    """Which edited text, and what its proposal said then and says now."""
    _ = words(call)
    told = _("{field}: you have edited it, and the findings have changed since it was proposed.")
    answer(folded(f"  {told.format(field=change.field)}"))
    answer(folded(f"    {_('Proposed then')}: {' '.join(change.then.split())}"))
    answer(folded(f"    {_('Proposed now')}: {' '.join(change.now.split())}"))
