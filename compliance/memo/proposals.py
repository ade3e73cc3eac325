"""What a question's texts were proposed from: an edited text remembers its proposal, and is held against today's.

The memory is the proposed text itself, so that one who is told of a change can read what was said then and what is
said now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compliance.errors import ComplianceError
from compliance.model.decision import Goal, ProposedText, Question
from compliance.model.organisation import Language

OF_QUESTION: Final = ("name", "question", "background", "why_leader")
OF_GOAL: Final = ("indicator", "unit")
OF_OPTION: Final = ("title", "description")
"""The texts that drafting proposes."""


class NotOutdated(ComplianceError):
    sentence = "{named} is no edited text whose proposal has changed."
    hint = "Those that are: {outdated}."


@dataclass(frozen=True, slots=True)
class Outdated:
    """A text whose findings would now propose another than they did."""

    question: str
    """Id of the question."""
    field: str
    then: str
    """What was proposed."""
    now: str
    """What is proposed today."""
    edited: bool
    """Whether somebody has written a text of their own since; one that nobody edited follows the findings."""

    @property
    def named(self) -> str:
        return f"{self.question}:{self.field}"


def texts_of(question: Question) -> dict[str, str]:
    """Every text of a question that drafting proposes, by its field; an option is named by its id."""
    goal = question.goal or Goal()
    found = {
        **{field: getattr(question, field) for field in OF_QUESTION},
        **{f"goal.{field}": getattr(goal, field) for field in OF_GOAL},
        **{
            f"options.{option.id}.{field}": getattr(option, field)
            for option in question.options if option.id is not None for field in OF_OPTION
        },
    }  # fmt: skip
    return {field: text for field, text in found.items() if text}


def remembering(question: Question, language: str) -> Question:
    """A question just drafted, with the memory of what was proposed."""
    spoken = Language(language)
    memory = (ProposedText(field=field, text=text, language=spoken) for field, text in texts_of(question).items())
    return question.model_copy(update={"proposed": tuple(memory)})


def outdated(question: Question, today: Question, language: str) -> tuple[Outdated, ...]:
    """The texts of a question that were proposed otherwise than `today`'s draft of it would propose them.

    What was proposed in another language, what the question no longer has, and what says today's words already is not
    told of.
    """
    held, now = texts_of(question), texts_of(today)
    remembered = [(each.field or "", each.text or "") for each in question.proposed if each.language == language]
    return tuple(
        Outdated(question.id, field, then, now[field], edited=held[field] != then)
        for field, then in remembered
        if field in held and field in now and now[field] not in (then, held[field])
    )


def accepted(question: Question, changes: Iterable[Outdated]) -> Question:
    """The question with today's proposals for its texts, and the memory of them."""
    new = {each.field: each.now for each in changes}
    return kept(_with_texts(question, new), changes) if new else question


def kept(question: Question, changes: Iterable[Outdated]) -> Question:
    """The question with its texts as they are, held from now on against today's proposals."""
    new = {each.field: each.now for each in changes}
    memory = (
        each.model_copy(update={"text": new[each.field]}) if each.field in new else each for each in question.proposed
    )
    return question.model_copy(update={"proposed": tuple(memory)})


def chosen(found: Sequence[Outdated], named: Iterable[str]) -> tuple[Outdated, ...]:
    """Those named by question (QUE-0001) or by question and field (QUE-0001:background); raises `NotOutdated`."""
    picked: dict[str, Outdated] = {}
    for name in named:
        mine = {each.named: each for each in found if name in (each.question, each.named)}
        if not mine:
            raise NotOutdated(named=name, outdated=", ".join(each.named for each in found) or "–")
        picked |= mine
    return tuple(picked.values())


def _with_texts(question: Question, new: Mapping[str, str]) -> Question:
    update: dict[str, Any] = {field: new[field] for field in OF_QUESTION if field in new}
    goal = {field: new[f"goal.{field}"] for field in OF_GOAL if f"goal.{field}" in new}
    if goal:
        update["goal"] = (question.goal or Goal()).model_copy(update=goal)
    options = []
    for option in question.options:
        mine = {field: new[path] for field in OF_OPTION if (path := f"options.{option.id}.{field}") in new}
        options.append(option.model_copy(update=mine))
    return question.model_copy(update={**update, "options": tuple(options)})
