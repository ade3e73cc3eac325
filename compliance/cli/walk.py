"""Walking through a checklist on a terminal, one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from compliance.cli.output import words
from compliance.cli.table import folded
from compliance.language.catalogues import marked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from compliance.checks.answering import Given, Situation, Standing
    from compliance.checks.questionnaire import Item, Questionnaire
    from compliance.checks.replies import Hand
    from compliance.language.catalogues import Texts
    from compliance.model.checklist import GivenAnswer, Reply

STOP: Final = "q"
"""The key that ends the walk; what was answered is kept."""

_KEYS: Final = marked("y yes, n no, p partly, u unknown, x not applicable, Enter to skip, q to stop")


class Walk:
    """One walk. `given` is what was answered on it, `interrupted` whether it was broken off."""

    def __init__(self, situation: Situation, held: Given, hand: Hand, texts: Texts) -> None:
        self._situation, self._held, self._hand, self._texts = situation, held, hand, texts
        self.given: dict[str, GivenAnswer] = {}
        self.interrupted = False

    def go(self, as_of: date, *, again: bool) -> None:
        """Put every question that applies; those answered and still fresh only where `again` is said."""
        every = dict(self._held)
        try:
            for standing in self._situation.standings(every):
                if not again and standing.fresh(as_of):
                    continue
                answer = self._ask(standing)
                if answer is not None:
                    self.given[standing.item.id] = every[standing.item.id] = answer
        except _Stopped:
            pass
        except click.Abort:  # Ctrl-C, or the end of what is typed
            self.interrupted = True
            click.echo(err=True)

    def _ask(self, standing: Standing) -> GivenAnswer | None:
        """The answer; None where the question was left for another time."""
        self._show(standing)
        while (said := _typed(words()(_KEYS))) != "":
            if said.casefold() == STOP:
                raise _Stopped
            if (reply := self._reply(said, standing.item)) is not None:
                return self._hand.answer(standing.item, reply, self._reason(standing.item, reply))
        return None

    def _reply(self, said: str, item: Item) -> Reply | None:
        from compliance.checks.replies import NotAReply, reply_of

        try:
            return reply_of(said, item.id)
        except NotAReply as refusal:  # nobody starts a walk anew for a slip of the finger
            click.echo(words().sentence(refusal), err=True)
            return None

    def _reason(self, item: Item, reply: Reply) -> str | None:
        from compliance.model.checklist import Reply as Said

        if reply is item.good or reply is Said.unknown:
            return None
        _ = words()
        if reply is not Said.not_applicable:
            return _typed(_("Why? (Enter to leave it out)")) or None
        while not (reason := _typed(_("Why does it not apply?"))):
            pass
        return reason

    def _show(self, standing: Standing) -> None:
        item, questionnaire = standing.item, self._situation.questionnaire
        number = questionnaire.items.index(item) + 1
        said = question_texts(questionnaire, item, self._texts)
        _ = words()
        click.echo(err=True)
        click.echo(folded(f"{number}/{len(questionnaire.items)}  {said['question']}"), err=True)
        click.echo(folded(f"  {said['guidance']}"), err=True)
        click.echo(folded(f"  {_('Who')}: {said['who']}. {_('Evidence')}: {said['evidence']}"), err=True)
        if (given := standing.given) is not None and given.reply is not None:
            last = _("Last answer: {reply}, {day}.")
            reply = _member(given.reply, self._texts.language)
            click.echo(folded(f"  {last.format(reply=reply, day=given.on or '–')}"), err=True)


def question_texts(questionnaire: Questionnaire, item: Item, texts: Texts) -> dict[str, str]:
    """The words of a question in a language: question, guidance, who should answer, evidence."""
    said, text = item.said, _content(questionnaire, texts)
    who = text(f"questions.{item.id}.who", said.who) if said.who else ""
    role = _member(said.role, texts.language) if said.role else ""
    return {
        "question": text(f"questions.{item.id}.question", said.question),
        "guidance": text(f"questions.{item.id}.guidance", said.guidance),
        "who": who or role,
        "evidence": text(f"questions.{item.id}.evidence", said.evidence),
    }


def _content(questionnaire: Questionnaire, texts: Texts) -> Callable[[str, str], str]:
    return lambda path, source: texts.content(questionnaire.code, path, source)


def _member(member: object, language: str) -> str:
    from enum import StrEnum

    from compliance.language.labels import member_label

    return member_label(member, language) if isinstance(member, StrEnum) else str(member)


def _typed(prompt: str) -> str:
    typed: str = click.prompt(prompt, default="", show_default=False, err=True)
    return typed.strip()


class _Stopped(Exception):
    """The person has had enough for now."""
