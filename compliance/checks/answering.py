"""A checklist and one record: which questions apply, and how each stands with what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from compliance.checks.context import ABSENT, plain
from compliance.checks.expression import DefectiveExpression, Expression, Truth
from compliance.checks.periods import after
from compliance.checks.questionnaire import LANGUAGE, Item, Questionnaire
from compliance.checks.reading import Reading
from compliance.checks.related import RELATED
from compliance.checks.subjects import JUDGED
from compliance.errors import ComplianceError
from compliance.model.checklist import GivenAnswer, Reply
from compliance.model.kinds import kind_of
from compliance.model.values import Document

Given = Mapping[str, GivenAnswer]
"""Answers by the id of their question."""


class DefectiveChecklist(ComplianceError):
    sentence = "Question {id} of {code} ({file}, line {line}) cannot be put: {reason}."
    hint = "This is a fault of the checklist, not of the register; correct its applies_when."


@dataclass(frozen=True, slots=True)
class Standing:
    """How one question that applies stands."""

    item: Item
    given: GivenAnswer | None

    @property
    def answered(self) -> bool:
        """Whether somebody answered; not to know is no answer."""
        return self.given is not None and self.given.reply not in (None, Reply.unknown)

    @property
    def lacking(self) -> bool:
        """Whether it was answered, and the answer shows something that is needed not to be in order."""
        reply = self.given.reply if self.given is not None else None
        said = reply in (Reply.yes, Reply.partly, Reply.no)
        return said and self.item.said.needed and reply is not self.item.good

    def stale(self, as_of: date) -> bool | None:
        """Whether the answer has become too old; unknown where it has no day, or one that has not come yet."""
        on = self.given.on if self.given is not None else None
        if on is None or on > as_of:
            return None
        return after(on, self.item.stale_after) < as_of

    def fresh(self, as_of: date) -> bool:
        """Whether there is no need to ask again."""
        return self.answered and self.stale(as_of) is False


class Situation:
    """What the conditions of a checklist see of one record on one day."""

    def __init__(self, questionnaire: Questionnaire, subject: Document, reading: Reading, as_of: date) -> None:
        self.questionnaire = questionnaire
        self._subject, self._reading, self._as_of = subject, reading, as_of
        self._seen: dict[str, Any] = {}
        if any(item.applies is not None for item in questionnaire.items):
            self._seen = dict(self._names())

    def asks(self, item: Item, given: Given) -> bool:
        """Whether the question is put; where that cannot be told, it is. Raises `DefectiveChecklist`."""
        if item.applies is None:
            return True
        replies = {id: said for id, answer in given.items() if (said := plain(answer.reply)) is not ABSENT}
        try:
            said = item.applies.holds(LANGUAGE.variables({**self._seen, "answers": replies}))
        except DefectiveExpression as fault:
            raise self._defective(item, fault) from None
        return said.truth is not Truth.false

    def standings(self, given: Given) -> Iterator[Standing]:
        """How each question that applies stands, in order.

        What is answered while they are gone through counts for those that follow. A question that does not apply
        counts there as answered with just that, whatever was once said.
        """
        heard: dict[str, GivenAnswer] = {}
        for item in self.questionnaire.items:
            if self.asks(item, heard):
                yield Standing(item, given.get(item.id))
                answer = given.get(item.id)
            else:
                answer = GivenAnswer(id=item.id, reply=Reply.not_applicable)
            if answer is not None:
                heard[item.id] = answer

    def _names(self) -> Iterator[tuple[str, Any]]:
        kind = kind_of(self._subject).name
        yield kind, plain(self._subject)
        joins = ((name, plain(join(self._subject, self._reading))) for name, join in RELATED[kind].items())
        yield "related", {name: said for name, said in joins if said is not ABSENT}
        yield "organisation", plain(self._reading.controller(self._subject))
        yield "today", self._as_of.isoformat()

    def _defective(self, item: Item, fault: DefectiveExpression) -> DefectiveChecklist:
        held = self.questionnaire
        return DefectiveChecklist(id=item.id, code=held.code, file=held.file, line=item.line, reason=str(fault))


def stands(document: Document) -> bool:
    """Whether a record is in use: neither retired nor, by its kind's own measure, ended or inactive (guide B.0)."""
    if document.retired is not None:
        return False
    kind = kind_of(document).name
    standing = _standing(kind)
    return standing is None or standing.holds(LANGUAGE.variables({kind: plain(document)})).truth is not Truth.false


@cache
def _standing(kind: str) -> Expression | None:
    source = JUDGED[kind].standing
    return LANGUAGE.expression(source) if source else None


def given_by(answers: tuple[GivenAnswer, ...]) -> Given:
    """Answers by the id of their question; what names no question is left out."""
    return {answer.id: answer for answer in answers if answer.id is not None}
