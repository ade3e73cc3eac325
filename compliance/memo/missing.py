"""What a question still lacks before it can be put to the leader, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.memo.costs import estimated
from compliance.model.decision import Option, Question


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that is empty: its path, the key of its words in reports/decision-memo.yaml, and the option concerned."""

    path: str
    key: str
    option: str = ""


def lacks(question: Question) -> tuple[Lack, ...]:
    """Everything the officer has still to fill in, in the order of the form."""
    return (*_of_question(question), *_of_options(question), *_of_work(question))


def _of_question(question: Question) -> Iterator[Lack]:
    if not (question.question or "").rstrip().endswith("?"):
        yield Lack("question", "question")
    if not any(option.is_zero_option for option in question.options):
        yield Lack("options", "zero")
    if all(option.is_zero_option for option in question.options):
        yield Lack("options", "options")
    ids = {option.id for option in question.options if option.id}
    if question.recommended_option not in ids:
        yield Lack("recommended_option", "recommended")


def _of_options(question: Question) -> Iterator[Lack]:
    for number, option in enumerate(question.options):
        if not option.not_estimated_reason:
            yield from _of_option(option, f"options[{number}]")


def _of_option(option: Option, path: str) -> Iterator[Lack]:
    title = option.title or option.id or "–"
    if not estimated(option):
        field = "one_off_cost" if option.one_off_cost is None else "annual_cost"
        yield Lack(f"{path}.{field}", "cost", title)
    if not option.effects:
        yield Lack(f"{path}.effects", "effect", title)


def _of_work(question: Question) -> Iterator[Lack]:
    if question.owner_id is None:
        yield Lack("owner_id", "owner")
    if question.deadline is None:
        yield Lack("deadline", "deadline")
    goal = question.goal
    for field in ("indicator", "baseline", "target", "due"):
        if goal is None or getattr(goal, field) is None:
            yield Lack(f"goal.{field}", f"goal_{field}")
