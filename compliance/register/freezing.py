"""What may no longer be changed: a presented memo, the questions asked in it, and every sign-off."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.model.decision import Memo, MemoState, Question
from compliance.register.view import View

# How far a decided goal has come is measured later, by whoever follows it up.
_STAYS_OPEN = frozenset({"goal.measured", "goal.measured_on"})


@dataclass(frozen=True, slots=True)
class Frozen:
    """The ids of frozen memos and of the questions they ask."""

    memos: frozenset[str]
    questions: frozenset[str]

    def holds(self, kind: str, id: str, path: str) -> bool:
        """Whether this field of this record is frozen."""
        if kind == "question":
            return id in self.questions and path not in _STAYS_OPEN
        return kind == "signoff" or (kind == "memo" and id in self.memos)


def frozen_in(view: View) -> Frozen:
    """What is frozen in this state of the book."""
    presented = [memo for memo in view.of("memo", retired=True) if isinstance(memo, Memo) and _presented(memo)]
    memos = frozenset(memo.id for memo in presented)
    asked = {question for memo in presented for question in memo.question_ids}
    every = view.of("question", retired=True)
    named = {question.id for question in every if isinstance(question, Question) and question.memo_id in memos}
    return Frozen(memos, frozenset(asked | named))


def _presented(memo: Memo) -> bool:
    return memo.state not in (None, MemoState.draft)
