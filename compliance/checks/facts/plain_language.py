"""Facts about how hard a memo is to read (guide D.4). Length is all they measure; no number proves a text clear."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.language.readability import LIX_LANGUAGES, lix, word_count
from compliance.language.terms import unexplained_jargon
from compliance.model.decision import Memo, Question
from compliance.model.organisation import Language


def summary_words(memo: Memo, reading: Reading, law: Law, as_of: date) -> int | None:
    """The number of words in the summary. Unknown without one."""
    return word_count(memo.summary, _language(reading)) if memo.summary else None


def summary_is_hard(memo: Memo, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the LIX of the summary is above the limit. Unknown without a summary, or in a language LIX is not for."""
    if not memo.summary or _language(reading) not in LIX_LANGUAGES:
        return None
    return lix(memo.summary, _language(reading)) > law.number("lix_summary")


def body_is_hard(memo: Memo, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the LIX of what is written for the questions, taken together, is above the limit."""
    written = "\n\n".join(text for question in _questions(memo, reading) for text in _texts(question))
    if not written or _language(reading) not in LIX_LANGUAGES:
        return None
    return lix(written, _language(reading)) > law.number("lix_body")


def unexplained_terms(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The words of the trade that the summary uses without explaining them. Unknown without a summary."""
    if not memo.summary:
        return None
    return tuple(entry.term for entry in unexplained_jargon(memo.summary, _language(reading)))


def _language(reading: Reading) -> str:
    return reading.organisation.language or Language.nb


def _questions(memo: Memo, reading: Reading) -> tuple[Question, ...]:
    return reading.find_all(Question, memo.question_ids)


def _texts(question: Question) -> tuple[str, ...]:
    """What the officer wrote for a question, as the leader reads it."""
    options = tuple(option.description for option in question.options)
    return tuple(text for text in (question.background, question.why_leader, question.reasons, *options) if text)


FACTS: Final = {"memo": (summary_words, summary_is_hard, body_is_hard, unexplained_terms)}
