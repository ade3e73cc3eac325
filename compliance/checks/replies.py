"""Answers as they are given: a word on a line, a file, or one key on a terminal; and the record they become."""

from __future__ import annotations

import json as plain_json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from compliance.capture.candidate import Basis, Candidate
from compliance.capture.trees import Tree
from compliance.checks.answering import Given, given_by
from compliance.checks.questionnaire import Item, Questionnaire
from compliance.errors import ComplianceError, Place
from compliance.formats import json, yaml
from compliance.formats.source import Source
from compliance.formats.tree import line_of
from compliance.model.checklist import ChecklistAnswers, GivenAnswer, Reply
from compliance.model.kinds import kind_of
from compliance.model.reading import read_text
from compliance.model.values import Document

WORDS: Final[Mapping[Reply, tuple[str, ...]]] = {
    Reply.yes: ("y", "j", "yes", "ja"),
    Reply.partly: ("p", "d", "partly", "delvis", "delvist"),
    Reply.no: ("n", "no", "nei", "nej"),
    Reply.unknown: ("u", "v", "unknown", "vet ikke", "veit ikkje", "ved ikke", "vet ej", "vet inte"),
    Reply.not_applicable: ("x", "i", "not applicable", "ikke aktuelt", "ikkje aktuelt", "ikke relevant", "ej aktuellt"),
}
"""How each answer may be said, in any language: by its key, or by its word."""

_SAID: Final = {word: reply for reply, words in WORDS.items() for word in words}
_LONGEST_NAME: Final = 500


class NotAReply(ComplianceError):
    sentence = "“{given}” is no answer to {question}."
    hint = "Answer yes, no, partly, unknown or not_applicable; or ja, nei, delvis, vet ikke, ikke aktuelt."


class NoSuchQuestion(ComplianceError):
    sentence = "{code} has no question “{question}”."
    hint = "Its questions are: {known}."


class ReasonNeeded(ComplianceError):
    sentence = "It is not said why {question} does not apply."
    hint = "Give the reason too: --reason on the line, or reason in the file."


class NotAnswers(ComplianceError):
    sentence = "These are no answers: {reason}."
    hint = "Write one line for each question, such as “avtale: yes”, or “utgang: {{reply: partly, reason: …}}”."


class NotAbout(ComplianceError):
    sentence = "{code} is not answered about {subject}, which is one of the {kinds}."
    hint = "It is answered about: {about}."


class NotInCountry(ComplianceError):
    sentence = "{code} is not for organisations of {country}."
    hint = "It is for: {countries}. “compliance answer --list” shows every checklist."


class View(Protocol):
    """What is asked of the register."""

    @property
    def register(self) -> str:
        """Which register it is."""

    @property
    def entry(self) -> int:
        """The entry it stands at."""

    def of(self, kind: str) -> Iterable[Document]:
        """All current documents of a kind."""

    def revision(self, id: str) -> int:
        """How many times the record was written."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose answers they are, and of which day."""

    by: str
    on: date

    def answer(self, item: Item, reply: Reply, reason: str | None = None) -> GivenAnswer:
        """An answer to a question; raises `ReasonNeeded` where it is said not to apply and not why."""
        said = read_text("reason", reason) if reason and not reason.isspace() else None
        if reply is Reply.not_applicable and said is None:
            raise ReasonNeeded(question=item.id)
        return GivenAnswer(id=item.id, reply=reply, reason=said, by=self.by, on=self.on)


def reply_of(given: str, question: str) -> Reply:
    """The answer a word means; raises `NotAReply`."""
    word = " ".join(given.replace("_", " ").casefold().split())
    if found := _SAID.get(word):
        return found
    raise NotAReply(given=given, question=question)


def item_named(questionnaire: Questionnaire, id: str) -> Item:
    """The question with this id; raises `NoSuchQuestion`."""
    if found := questionnaire.item(id.strip()):
        return found
    known = ", ".join(item.id for item in questionnaire.items)
    raise NoSuchQuestion(code=questionnaire.code, question=id, known=known)


def answers_set(questionnaire: Questionnaire, settings: Iterable[str], reason: str | None, hand: Hand) -> Given:
    """Answers as `question=answer`, with one reason for all; raises a refusal naming the one that cannot be."""
    found: dict[str, GivenAnswer] = {}
    for setting in settings:
        question, equals, said = setting.partition("=")
        if not equals:
            raise NotAnswers(reason=f"“{setting}” does not say question=answer")
        item = item_named(questionnaire, question)
        found[item.id] = hand.answer(item, reply_of(said, item.id), reason)
    return found


def answers_in(source: Source, questionnaire: Questionnaire, hand: Hand) -> Given:
    """The answers of a file, YAML or JSON: a map from question to an answer, or to its fields.

    Raises a refusal with the line it stands on.
    """
    trees = json.lined(source) if source.suffix == ".json" else yaml.read(source)
    tree = trees[0] if len(trees) == 1 else None
    if isinstance(tree, Mapping) and set(tree) == {"answers"}:
        tree = tree["answers"]
    if not isinstance(tree, Mapping):
        raise NotAnswers(place=source.place, reason="one map from questions to answers is wanted")
    found: dict[str, GivenAnswer] = {}
    for question, said in tree.items():
        try:
            item = item_named(questionnaire, str(question))
            found[item.id] = _in_full(item, said if isinstance(said, Mapping) else {"reply": said}, hand)
        except ComplianceError as refusal:
            refusal.place = Place(file=source.name, row=line_of(tree, (question,)))
            raise
    return found


def _in_full(item: Item, body: Mapping[str, Any], hand: Hand) -> GivenAnswer:
    """An answer with all its fields; whose it is and of which day may be given too."""
    reply = body.get("reply")
    if not isinstance(reply, str):
        raise NotAnswers(reason=f"{item.id} has no reply")
    reading = Tree()
    read = reading.object(GivenAnswer, {name: held for name, held in body.items() if name != "reply"})
    for _, fault in reading.faults:
        raise fault
    reason = read.pop("reason", None)
    answer = hand.answer(item, reply_of(reply, item.id), reason).model_dump(mode="json")
    more = {name: held for name, held in read.items() if held is not None and name != "id"}
    return GivenAnswer.model_validate_json(plain_json.dumps({**answer, **more}))


def refuse_unfit(questionnaire: Questionnaire, subject: Document, country: str | None) -> None:
    """Raise `NotAbout` or `NotInCountry` where this checklist is not for this record."""
    kind, said = kind_of(subject), questionnaire.said
    if kind.name not in said.about:
        about = ", ".join(said.about)
        raise NotAbout(code=questionnaire.code, subject=subject.id, kinds=kind.plural, about=about)
    if not questionnaire.serves(country):
        raise NotInCountry(code=questionnaire.code, country=country or "?", countries=", ".join(said.countries))


def answered(view: View, code: str, subject: str) -> ChecklistAnswers | None:
    """The record in use of this checklist's answers about that record."""
    every = (each for each in view.of("checklist_answers") if isinstance(each, ChecklistAnswers))
    return next((each for each in every if each.checklist == code and each.subject_id == subject), None)


def answers_of(held: ChecklistAnswers | None) -> Given:
    """What was answered, by question."""
    return given_by(held.answers) if held is not None else {}


def candidate(view: View, questionnaire: Questionnaire, subject: Document, given: Given) -> Candidate:
    """The record with these answers laid over those there are. Proof and tasks stay, unless others are given."""
    held = answered(view, questionnaire.code, subject.id)
    fields: dict[str, Any] = {
        "checklist": questionnaire.code,
        "checklist_sha256": questionnaire.digest or None,
        "subject_id": subject.id,
        "answers": [answer.model_dump(mode="json", exclude_defaults=True) for answer in _laid(held, given)],
    }
    if held is None:
        name = f"{questionnaire.said.title.rstrip('?')}: {subject.name}"[:_LONGEST_NAME]
        return Candidate("checklist_answers", None, {"name": name, **fields})
    return Candidate(
        "checklist_answers", held.id, fields, basis=Basis(view.register, view.entry, view.revision(held.id))
    )


def _laid(held: ChecklistAnswers | None, given: Given) -> Iterator[GivenAnswer]:
    before = answers_of(held)
    for answer in held.answers if held is not None else ():
        anew = given.get(answer.id) if answer.id is not None else None
        yield answer if anew is None else _renewed(answer, anew)
    yield from (answer for id, answer in given.items() if id not in before)


def _renewed(before: GivenAnswer, now: GivenAnswer) -> GivenAnswer:
    kept = {name: getattr(now, name) or getattr(before, name) for name in ("evidence_ids", "task_ids")}
    return now.model_copy(update=kept)
