"""Answer a checklist about one record."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import acting, language_of, opened, seen
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import folded, table
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compliance.checks.answering import Given, Situation, Standing
    from compliance.checks.questionnaire import Questionnaire
    from compliance.checks.replies import Hand
    from compliance.language.catalogues import Texts
    from compliance.model.values import Document
    from compliance.register.register import Register
    from compliance.register.view import View

_TWO_WAYS = "Give either --set or --file, not both."
_WANTED = "Name a checklist and the record it is answered about; --list shows the checklists."


class NobodyToAsk(ComplianceError):
    sentence = "The questions cannot be put: this is no terminal."
    hint = "Answer with --set QUESTION=yes or --file answers.yaml; --list shows the questions."


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the line says of the answers."""

    settings: Sequence[str]
    reason: str | None
    path: Path | None
    again: bool


@verb
@click.argument("checklist", required=False)
@click.argument("subject", metavar="[ID]", required=False)
@click.option(
    "--set", "settings", metavar="QUESTION=ANSWER", multiple=True, help="Answer one; may be given many times."
)
@click.option("--reason", help="Why, for what --set answers.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="A file of answers, YAML or JSON.")
@click.option("--again", is_flag=True, help="Put the questions too that are answered and still hold.")
@click.option("--list", "listing", is_flag=True, help="List the checklists, or the questions of one.")
@dry_run_option
def command(
    call: Call,
    checklist: str | None,
    subject: str | None,
    settings: Sequence[str],
    reason: str | None,
    path: Path | None,
    *,
    again: bool,
    listing: bool,
    dry_run: bool,
) -> None:
    """Answer a checklist about one record.

    On a terminal each question is put in turn, with what it means, who should answer and what counts as evidence.
    Questions that are answered and still hold are left out; so you can stop at any time, also with Ctrl-C, and go on
    another day. One run is one entry of the register, written at its end or where it was broken off.

    Without a terminal: --set avtale=yes --set utgang=partly --reason "…", or --file with a line for each question,
    “avtale: yes” or “utgang: {reply: partly, reason: …, evidence_ids: [EVI-1], task_ids: [TASK-1]}”.
    """
    if listing:
        _list(call, checklist, subject)
        return
    if checklist is None or subject is None:
        raise click.UsageError(_WANTED)
    if settings and path:
        raise click.UsageError(_TWO_WAYS)
    _answer(call, checklist, subject, _Wish(settings, reason, path, again), dry_run=dry_run)


def _answer(call: Call, checklist: str, subject: str, wish: _Wish, *, dry_run: bool) -> None:
    from compliance.capture.candidate import Captured
    from compliance.checks.questionnaire import questionnaire_named
    from compliance.checks.replies import answered, answers_of, candidate, refuse_unfit
    from compliance.cli.plans import tell

    questionnaire = questionnaire_named(checklist)
    with opened(call) as register:
        before = register.view()
        record = before.record(subject)
        refuse_unfit(questionnaire, record, before.organisation.country)
        held = answers_of(answered(before, questionnaire.code, subject))
        actor = acting(call, register)
        given, interrupted = _given(call, register, questionnaire, record, held, actor, wish)
        now = register.view()
        given = _unclashed(given, held, answers_of(answered(now, questionnaire.code, subject)))
        if given:
            plan = register.plan([candidate(now, questionnaire, record, given)])
            if error := plan.lines[0].error:
                raise error
            why = f"{questionnaire.code} answered about {subject}"
            entry = None if dry_run else register.apply(plan, actor=actor, reason=why, at=call.now)
            tell(call, Captured(), plan, entry, dry_run=dry_run)
        else:
            note(words(call)("Nothing was changed."))
        open_ones = _told(call, register.view(), questionnaire, record)
    suggest(
        f"compliance answer {questionnaire.code} {subject}" if open_ones and not wish.settings else "compliance check"
    )
    if interrupted:
        raise click.Abort


def _given(
    call: Call,
    register: Register,
    questionnaire: Questionnaire,
    record: Document,
    held: Given,
    actor: str,
    wish: _Wish,
) -> tuple[Given, bool]:
    """What is answered now, and whether that was broken off."""
    from compliance.checks.replies import Hand, answers_in, answers_set
    from compliance.formats.source import source_at

    hand = Hand(actor, call.as_of)
    if wish.settings:
        return answers_set(questionnaire, wish.settings, wish.reason, hand), False
    if wish.path is not None:
        return answers_in(source_at(wish.path, str(wish.path)), questionnaire, hand), False
    if not sys.stdin.isatty():
        raise NobodyToAsk
    return _walked(call, register, questionnaire, record, held, hand, again=wish.again)


def _walked(
    call: Call,
    register: Register,
    questionnaire: Questionnaire,
    record: Document,
    held: Given,
    hand: Hand,
    *,
    again: bool,
) -> tuple[Given, bool]:
    from compliance.cli.walk import Walk

    view = register.view()
    texts = _texts(call, view)
    said = questionnaire.said
    click.echo(f"{texts.content(said.code, 'title', said.title)} · {record.id} {record.name}", err=True)
    click.echo(folded(texts.content(said.code, "purpose", said.purpose)), err=True)
    walk = Walk(_situation(call, view, questionnaire, record), held, hand, texts)
    walk.go(call.as_of, again=again)
    click.echo(err=True)
    return walk.given, walk.interrupted


def _unclashed(given: Given, before: Given, now: Given) -> Given:
    """What is given, without the questions somebody else has answered meanwhile: theirs stands, and it is said."""
    clashing = [id for id in given if now.get(id) != before.get(id)]
    if clashing:
        said = words()("Somebody else has answered these meanwhile, and that was left as it stands: {questions}.")
        note(said.format(questions=", ".join(clashing)))
    return {id: answer for id, answer in given.items() if id not in clashing}


def _told(call: Call, view: View, questionnaire: Questionnaire, record: Document) -> bool:
    """Say how far it has come; whether questions are open."""
    standings = _standings(call, view, questionnaire, record)
    done = sum(standing.fresh(call.as_of) for standing in standings)
    said = words(call)("{done} of {asked} questions that apply are answered.")
    note(said.format(done=done, asked=len(standings)))
    return done < len(standings)


def _situation(call: Call, view: View, questionnaire: Questionnaire, record: Document) -> Situation:
    from compliance.checks.answering import Situation
    from compliance.checks.reading import Reading

    return Situation(questionnaire, record, Reading(view), call.as_of)


def _standings(call: Call, view: View, questionnaire: Questionnaire, record: Document) -> tuple[Standing, ...]:
    from compliance.checks.replies import answered, answers_of

    held = answers_of(answered(view, questionnaire.code, record.id))
    return tuple(_situation(call, view, questionnaire, record).standings(held))


def _texts(call: Call, view: View | None) -> Texts:
    from compliance.cli.book import LANGUAGE_WITHOUT_ORGANISATION
    from compliance.language.catalogues import gettext_for

    return gettext_for(language_of(call, view) if view else call.language or LANGUAGE_WITHOUT_ORGANISATION)


def _list(call: Call, checklist: str | None, subject: str | None) -> None:
    from compliance.checks.questionnaire import questionnaire_named, read_questionnaires
    from compliance.checks.replies import refuse_unfit

    if checklist is None:
        _list_all(call, read_questionnaires())
        return
    questionnaire = questionnaire_named(checklist)
    if subject is None:
        _list_questions(call, questionnaire, [(item.id, None) for item in questionnaire.items], _texts(call, None))
        return
    with opened(call) as register:
        view = seen(call, register)
        record = view.record(subject)
        refuse_unfit(questionnaire, record, view.organisation.country)
        standings = _standings(call, view, questionnaire, record)
        _list_questions(call, questionnaire, [(each.item.id, each) for each in standings], _texts(call, view))


def _list_all(call: Call, held: Mapping[str, Questionnaire]) -> None:
    texts, _ = _texts(call, None), words(call)
    if call.json:
        answer_json(
            [
                {"code": code, "title": each.said.title, "about": each.said.about, "questions": len(each.items)}
                for code, each in held.items()
            ]
        )
        return
    rows = [
        (code, texts.content(code, "title", each.said.title), ", ".join(each.said.about)) for code, each in held.items()
    ]
    answer(table((_("CODE"), _("TITLE"), _("ABOUT")), rows))
    suggest("compliance answer SUPPLIER-AGREEMENT --list")


def _list_questions(
    call: Call, questionnaire: Questionnaire, asked: Iterable[tuple[str, Standing | None]], texts: Texts
) -> None:
    from compliance.checks.replies import item_named
    from compliance.cli.walk import question_texts

    rows: list[dict[str, Any]] = []
    for id, standing in asked:
        given = standing.given if standing else None
        said = question_texts(questionnaire, item_named(questionnaire, id), texts)
        rows.append({"id": id, **said, "reply": given.reply if given else None, "on": given.on if given else None})
    if call.json:
        answer_json(rows)
        return
    for row in rows:
        reply = f"  [{row['reply']}, {row['on'] or '–'}]" if row["reply"] else ""
        answer(folded(f"{row['id']}  {row['question']}{reply}"))
    suggest(f"compliance answer {questionnaire.code} ID --set {rows[0]['id']}=yes" if rows else "compliance check")
