"""`compliance decide`: one answer on the line, or all of them in a file."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words

if TYPE_CHECKING:
    from compliance.model.decision import Memo, Question
    from compliance.signoff.deciding import Ruling


_TWO_WAYS = "Give either --file, or --question and --choose."
_GAP = re.compile(r"\{[a-z_]+\}")


@verb
@click.argument("memo")
@click.option("--question", metavar="ID", help="The question answered, by its id or its number in the memo.")
@click.option("--choose", metavar="ANSWER", help="recommended, an option's id, postpone:DATE or reject.")
@click.option("--reason", help="Why; needed where the answer departs from the advice.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="A file of answers, YAML or JSON.")
def command(
    call: Call, memo: str, question: str | None, choose: str | None, reason: str | None, path: Path | None
) -> None:
    """Record the decision on each question of a presented memo."""
    from compliance.checks.rulebook import rulebook_of
    from compliance.model.decision import Memo as MemoDocument
    from compliance.signoff.book import held, questions_of
    from compliance.signoff.recording import decide

    with opened(call) as register:
        view = register.view()
        actor = acting(call, register)
        document = held(view, MemoDocument, memo)
        asked = questions_of(view, document)
        rulings = _rulings(document, asked, path, question, choose, reason)
        statements = {rule.code: _GAP.sub("…", rule.said.statement) for rule in rulebook_of(view)}
        said = partial(_words, statements)
        decide(register, memo, rulings, said, actor=actor, on=call.as_of, at=call.now)
        after = held(register.view(), MemoDocument, memo)
        decided = questions_of(register.view(), after)
    _say(call, after, decided)


def _rulings(
    memo: Memo,
    questions: dict[str, Question],
    path: Path | None,
    question: str | None,
    choose: str | None,
    reason: str | None,
) -> tuple[Ruling, ...]:
    from compliance.formats.source import source_at
    from compliance.signoff.deciding import asked, ruling_from
    from compliance.signoff.rulings import rulings_in

    if path is not None and question is None and choose is None:
        return rulings_in(source_at(path, str(path)), memo, questions)
    if path is not None or question is None or choose is None:
        raise click.UsageError(_TWO_WAYS)
    found = asked(memo, questions, question)
    return (ruling_from(found, choose, reason),)


def _words(statements: dict[str, str], code: str) -> str:
    """What a rule says; an option may name a rule that is gone by now."""
    return statements.get(code, code)


def _say(call: Call, memo: Memo, questions: dict[str, Question]) -> None:
    from compliance.signoff.deciding import undecided

    left = undecided(memo, questions)
    if call.json:
        decisions = {id: question.decision for id, question in questions.items()}
        answer_json({"memo": memo.id, "state": memo.state, "undecided": left, "decisions": decisions})
    else:
        for id, question in questions.items():
            answer(f"{id}  {_choice(question) if id not in left else words()('not decided yet')}")
    leader = call.actor or memo.addressed_to or "PERSON"
    if left:
        suggest(f"compliance decide {memo.id} --question {left[0]} --choose recommended --actor {leader}")
    else:
        suggest(f"compliance sign {memo.id} --prepare -o to-sign.pdf --actor {leader}")


def _choice(question: Question) -> str:
    decision = question.decision
    if decision is None or decision.choice is None:
        return words()("not decided yet")
    until = f" {decision.postponed_until}" if decision.postponed_until else ""
    option = f" ({decision.option_id})" if decision.option_id else ""
    return f"{decision.choice.value}{option}{until}"
