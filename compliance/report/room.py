"""Whether the first page, and each question, keeps to its one page at the usual size of letters: by counting lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import ceil
from operator import attrgetter
from typing import Final

from compliance.memo.composed import ComposedMemo, ComposedOption, ComposedQuestion, YearCost
from compliance.model.decision import Effect

PAGE_MM: Final = 248
FRONT_MM: Final = 254
DENSE_HOLDS: Final = 1.07
"""How much more a page holds with the smaller letters."""
FRONT_HOLDS: Final = 1.18
"""The same of the first page, whose table and figures shrink less."""
LINE_MM, TABLE_LINE_MM = 5.2, 4.25
ROW_MM, GRID_ROW_MM, FACT_ROW_MM = 3.4, 1.8, 1.5
"""What a row takes besides its lines: of the first page, of the options, of the facts."""
WIDE, STORY_WIDE, FACT_WIDE = 84, 94, 90
"""Letters on a line of running text, of a question's story, and of the table of facts."""
SEE: Final = " Hvorfor du spørres: Mer i vedlegg C (side 10)"
WHEN: Final = ", 31. mars 2027. Arbeidet tar 3 måneder. "
"""What stands in every question beside its own words."""
COLUMN_LETTERS: Final = 84
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
    beneath = [f"{each.label} {each.unknown or ''} {each.before or ''}" for each in short.figures]
    figures = 15 + 4.3 * max((_lines(each, 32) for each in beneath), default=0)
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
    asked = 3.5 + 5.8 * _lines(question.question, 66)
    story = _prose(question.background, STORY_WIDE) + 5 * _lines(f"{question.why_leader or ''}{SEE}", 122)
    return asked + story + _options(question) + _facts(question)


def _options(question: ComposedQuestion) -> float:
    if not side_by_side(question):
        return sum(_stacked(option) for option in question.options)
    letters = COLUMN_LETTERS // max(len(question.options), 1)
    options = question.options
    said = max((_cell(option, letters) for option in options), default=0)
    effects = max((sum(_lines(_effect(each), letters) for each in option.effects) for option in options), default=0)
    titles = max((_lines(option.title, letters - 4) for option in options), default=0)
    risk = any(option.risk_after for option in options)
    cost = max((1 + _year_lines(option) + bool(option.person_days) for option in options), default=0)
    rows = 2 + bool(effects) + risk
    return 5.4 + 4.6 * max(titles, 1) + 3.9 + TABLE_LINE_MM * (said + effects + risk + cost) + GRID_ROW_MM * rows


def years_alike(costs: Sequence[YearCost]) -> list[tuple[int, list[int]]]:
    """What each year costs, years that follow each other and cost the same in one: they are told on one line."""
    return [(amount, [cost.year for cost in run]) for amount, run in groupby(costs, attrgetter("amount"))]


def _year_lines(option: ComposedOption) -> int:
    return sum(bool(amount) for amount, _ in years_alike(option.yearly))


def _stacked(option: ComposedOption) -> float:
    """One option above the next: title, then the text beside its cost."""
    title = 10 + 5 * _lines(option.title, 76)
    text = TABLE_LINE_MM * (_cell(option, 62) + sum(_lines(_effect(each), 66) for each in option.effects)) + 8
    price = 12 + 4 * ceil(sum(bool(cost.amount) for cost in option.yearly) / 2)
    return title + max(text, price)


def _cell(option: ComposedOption, letters: int) -> int:
    return sum(_lines(text, letters) for text in _paragraphs(option.description)) + bool(option.interim_until)


def _effect(effect: Effect) -> str:
    return f"{effect.indicator}: {effect.before} → {effect.after} {effect.when or ''}"


def _facts(question: ComposedQuestion) -> float:
    recommended = question.recommended
    follows = recommended.consequences if recommended else None
    told = [text for text in follows.model_dump().values() if isinstance(text, str)] if follows else []
    answer = f"{recommended.title} {question.reasons or ''}" if recommended else question.reasons or ""
    depends = recommended.dependencies or "" if recommended else ""
    who = question.owner.name if question.owner else ""
    lines = [_lines(answer, FACT_WIDE), _lines(f"{who}{WHEN}{depends}", FACT_WIDE), 1]
    lines += [_lines(question.funding_ref, FACT_WIDE)] if question.funding_ref else []
    lines += [_lines_of(sum(map(len, told)) + 17 * len(told), FACT_WIDE)] if told else []
    for zero in question.options:
        if zero.is_zero_option and zero.left_as_is:
            lines.append(_lines(" ".join(zero.left_as_is), FACT_WIDE))
    return 1.6 + TABLE_LINE_MM * sum(lines) + FACT_ROW_MM * len(lines)


def _prose(text: str | None, wide: int = WIDE) -> float:
    return sum(LINE_MM * _lines(part, wide) + 2.2 for part in _paragraphs(text))


def _paragraphs(text: str | None) -> Iterable[str]:
    return [part for part in (text or "").split("\n") if part.strip()]


def _lines(text: str, letters: int) -> int:
    return max(1, _lines_of(len(text), letters))


def _lines_of(letters: int, on_a_line: int) -> int:
    return ceil(letters / max(on_a_line, 1))
