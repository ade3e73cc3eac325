"""Whether the first page, and each question, keeps to its one page at the usual size of letters: by counting lines."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Final

from compliance.memo.composed import ComposedMemo, ComposedOption, ComposedQuestion
from compliance.model.decision import Effect

PAGE_MM: Final = 244
FRONT_MM: Final = 250
DENSE_HOLDS: Final = 1.27
"""How much more a page holds with the smaller letters."""
FRONT_HOLDS: Final = 1.18
"""The same of the first page, whose table and figures shrink less."""
LINE_MM, TABLE_LINE_MM, ROW_MM = 5.2, 4.45, 3.4
WIDE, FACT_WIDE = 84, 98
"""Letters on a line of running text, and of the table of facts."""
COLUMN_LETTERS: Final = 96
"""Letters on one line of all the options side by side."""
MOST_COLUMNS, LONGEST_IN_COLUMN = 3, 420


def side_by_side(question: ComposedQuestion) -> bool:
    """Whether the options can stand as columns; many or long ones stand one above the other."""
    longest = max((len(option.description or "") for option in question.options), default=0)
    return len(question.options) <= MOST_COLUMNS and longest <= LONGEST_IN_COLUMN


def front_size(memo: ComposedMemo) -> str:
    """How small the letters of the first page must be: usual, dense or tight."""
    wanted = front_mm(memo)
    if wanted <= FRONT_MM:
        return "usual"
    return "dense" if wanted <= FRONT_MM * FRONT_HOLDS else "dense tight"


def front_mm(memo: ComposedMemo) -> float:
    """About how high everything on the first page stands at the usual size of letters."""
    head, short = memo.head, memo.in_short
    title = 8.6 * _lines(head.title, 38) + 8
    advised = sum(_lines(f"{each.by} {each.text or ''}", 84) for each in head.advice) or 1
    who = 10 + 4.9 * (advised + 2 + _lines(head.answer_by_reason or "", 66))
    asked = 27 + sum(_asked(question) for question in memo.questions)
    stake = " ".join(each.text for each in short.at_stake)
    led, rest = (short.summary, stake) if short.summary else (stake, "")
    told = 12 + sum(5.9 * _lines(part, 74) + 2.2 for part in _paragraphs(led)) + _prose(rest)
    figures = 15 + 4.3 * max((_lines(f"{each.label} {each.before}", 32) for each in short.figures), default=0)
    return (
        title
        + who
        + asked
        + told
        + figures
        + _prose(" ".join(each.text for each in short.if_nothing))
        + _prose(short.the_rest.text)
    )


def _asked(question: ComposedQuestion) -> float:
    recommended = question.recommended
    answer = f"{recommended.title} {(question.reasons or '').split('.')[0]}" if recommended else ""
    mine = 4.9 * _lines(question.question, 52) + 4.5 * _lines(answer, 60)
    theirs = 4.5 * (_lines(question.owner.name if question.owner else "", 20) + 1)
    return max(mine, theirs) + ROW_MM


def size_of(question: ComposedQuestion) -> str:
    """How small the letters of a question must be: usual, dense or tight."""
    wanted = height_mm(question)
    if wanted <= PAGE_MM:
        return "usual"
    return "dense" if wanted <= PAGE_MM * DENSE_HOLDS else "dense tight"


def height_mm(question: ComposedQuestion) -> float:
    """About how high the question stands at the usual size of letters."""
    asked = 10 + 8 + 6 * _lines(question.question, 66)
    story = _prose(question.background) + (8 if question.why_leader else 0) + (8 if question.priority else 0)
    reasons = 9 + _prose(question.reasons) if question.reasons else 0.0
    return asked + story + _options(question) + reasons + _facts(question)


def _options(question: ComposedQuestion) -> float:
    if not side_by_side(question):
        return sum(_stacked(option) for option in question.options)
    letters = COLUMN_LETTERS // max(len(question.options), 1)
    options = question.options
    said = max((_cell(option, letters) for option in options), default=0)
    effects = max((sum(_lines(_effect(each), letters) for each in option.effects) for option in options), default=0)
    titles = max((_lines(option.title, letters - 8) for option in options), default=0)
    fixed = 5 + 7 + 12 + (22 if any(cost.amount for option in options for cost in option.yearly) else 0)
    interim = 8 if any(option.interim_until for option in options) else 0
    return fixed + interim + 5 * titles + TABLE_LINE_MM * (said + effects) + 3 * ROW_MM


def _stacked(option: ComposedOption) -> float:
    """One option above the next: title, then the text beside its cost."""
    title = 10 + 5 * _lines(option.title, 76)
    text = TABLE_LINE_MM * (_cell(option, 62) + sum(_lines(_effect(each), 66) for each in option.effects)) + 8
    price = 12 + 4 * ceil(sum(bool(cost.amount) for cost in option.yearly) / 2)
    return title + max(text, price)


def _cell(option: ComposedOption, letters: int) -> int:
    return sum(_lines(text, letters) for text in _paragraphs(option.description)) + sum(
        _lines(each.text, letters) for each in option.happens
    )


def _effect(effect: Effect) -> str:
    return f"{effect.indicator}: {effect.before} → {effect.after} {effect.unit}"


def _facts(question: ComposedQuestion) -> float:
    follows = question.recommended.consequences if question.recommended else None
    told = [text for text in follows.model_dump().values() if isinstance(text, str)] if follows else []
    records = sum(len(record.name) + len(record.id) + 4 for record in question.records[:12]) + 40
    depends = len(question.recommended.dependencies or "") if question.recommended else 0
    lines = _lines_of(sum(map(len, told)) + 17 * len(told), FACT_WIDE) + _lines_of(records, 110)
    lines += 4 + _lines_of(depends, FACT_WIDE)
    return 4 + 6 * 2.4 + TABLE_LINE_MM * lines


def _prose(text: str | None) -> float:
    return sum(LINE_MM * _lines(part, WIDE) + 2.2 for part in _paragraphs(text))


def _paragraphs(text: str | None) -> Iterable[str]:
    return [part for part in (text or "").split("\n") if part.strip()]


def _lines(text: str, letters: int) -> int:
    return max(1, _lines_of(len(text), letters))


def _lines_of(letters: int, on_a_line: int) -> int:
    return ceil(letters / max(on_a_line, 1))
