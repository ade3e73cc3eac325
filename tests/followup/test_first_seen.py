from datetime import date

from compliance.followup.first_seen import first_seen_in
from compliance.model.decision import MemoState
from tests.memo.books import Book, a_memo, an_activity


def test_a_finding_is_first_seen_on_the_day_of_the_earliest_memo_presented_with_it():
    memos = [
        a_memo(1, as_of=date(2026, 6, 1), finding_ids=("F-1",)),
        a_memo(2, as_of=date(2026, 3, 1), finding_ids=("F-1",)),
        a_memo(3, as_of=date(2026, 1, 1), finding_ids=("F-1",), state=MemoState.draft),
    ]
    assert first_seen_in(Book(*memos))("F-1", "ACT-0001") == date(2026, 3, 1)


def test_a_finding_no_memo_has_shown_is_seen_since_its_subject_was_last_written():
    assert first_seen_in(Book(an_activity()))("F-1", "ACT-0001") == date(2026, 1, 5)


def test_of_a_subject_that_is_not_there_nothing_is_known():
    assert first_seen_in(Book())("F-1", "ACT-0001") is None
