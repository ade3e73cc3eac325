"""Every text of a memo that somebody wrote, and where it is written: record, field, and what the field is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from compliance.language.labels import field_label
from compliance.memo.compose import NO_MEMO, Composition
from compliance.model.decision import Option, Question
from compliance.model.values import Document

SUMMARY: Final = "summary"
_MEMO: Final = ("name", SUMMARY, "answer_by_reason")
_ASKED: Final = ("name", "question", "background", "why_leader")
_ADVISED: Final = ("reasons", "goal.indicator", "funding_ref")
_OPTION: Final = (
    "title", "description", "consequences.residents", "consequences.privacy", "consequences.staff",
    "consequences.economy", "consequences.law", "consequences.cooperation", "feasibility.dependencies",
    "not_estimated_reason",
)  # fmt: skip
_PROSE: Final = re.compile(r"summary|background|why_leader|reasons|options\[\d+\]\.description")
_STEP: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class MemoText:
    """A text the leader reads. `number` is the question's, 0 for what stands in the memo's own record."""

    number: int
    record: str
    path: str
    text: str

    @property
    def is_prose(self) -> bool:
        """Whether it is running text, whose LIX means something, and no heading or cell of a table."""
        return bool(_PROSE.fullmatch(self.path))


def texts(composition: Composition) -> tuple[MemoText, ...]:
    """The texts in the order they are read; fixed words, and what is counted from the register, are not among them."""
    document = composition.document
    own = _held(0, document, _MEMO) if document.id != NO_MEMO else ()
    asked = (
        text for number, question in enumerate(composition.questions, 1) for text in _of_question(number, question)
    )
    return (*own, *asked)


def label(document: Document, path: str, language: str) -> str:
    """What a field is called, as a form shows it: Fakta."""
    held: object = document
    said = ""
    for name, number in _STEP.findall(path):
        if not isinstance(held, BaseModel) or name not in type(held).model_fields:
            break
        said = field_label(type(held), name, language)
        held = getattr(held, name)
        if number and isinstance(held, tuple) and int(number) < len(held):
            held = held[int(number)]
    return said


def option_title(document: Document, path: str) -> str:
    """The title of the option a field belongs to; empty for a field of the question itself."""
    found = re.match(r"options\[(\d+)\]", path)
    options = document.options if found and isinstance(document, Question) else ()
    option: Option | None = dict(enumerate(options)).get(int(found[1])) if found else None
    return (option.title or option.id or "") if option else ""


def _of_question(number: int, question: Question) -> Iterator[MemoText]:
    yield from _held(number, question, _ASKED)
    for place, option in enumerate(question.options):
        at = f"options[{place}]."
        fields = (*_OPTION, *(f"effects[{n}].indicator" for n in range(len(option.effects))))
        yield from (MemoText(number, question.id, f"{at}{field}", text) for field, text in _filled(option, fields))
    yield from _held(number, question, _ADVISED)


def _held(number: int, document: Document, fields: tuple[str, ...]) -> Iterator[MemoText]:
    return (MemoText(number, document.id, field, text) for field, text in _filled(document, fields))


def _filled(value: BaseModel, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        held: object = value
        for name, number in _STEP.findall(field):
            held = getattr(held, name, None)
            held = held[int(number)] if number and isinstance(held, tuple) else held
        if isinstance(held, str) and held.strip():
            yield field, held
