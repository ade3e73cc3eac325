from datetime import date

from compliance.memo.compose import compose
from compliance.model.decision import Figure, MemoState
from tests.memo.books import AS_OF, a_finding, a_memo, judged

KEPT = {"blocker": 4, "major": 9, "minor": 2, "unknown": 7}


def presented(number, day, counts=KEPT, **changed):
    figures = tuple(Figure(id=f"findings.{part}", value=count) for part, count in counts.items())
    return a_memo(number, as_of=day, figures=figures, entry=number, **changed)


def trend_of(*memos):
    return compose(judged(*memos, findings=(a_finding(),))).memo.trend


def test_the_first_memo_has_no_trend():
    assert trend_of() == ()


def test_each_memo_put_before_the_leader_is_a_point_and_this_one_is_the_last():
    then, now = trend_of(presented(1, date(2026, 4, 30)))
    assert (then.memo_id, then.as_of) == ("MEM-0001", date(2026, 4, 30))
    assert {part.id: part.count for part in then.parts} == KEPT
    assert (now.memo_id, now.as_of) == (None, AS_OF)
    assert {part.id: part.count for part in now.parts} == {"blocker": 1, "major": 0, "minor": 0, "unknown": 0}


def test_a_draft_and_a_memo_that_kept_too_little_are_no_points():
    lacking = {part: count for part, count in KEPT.items() if part != "unknown"}
    draft = presented(2, date(2026, 6, 1), state=MemoState.draft)
    assert trend_of(draft, presented(3, date(2026, 7, 1), lacking)) == ()


def test_at_most_six_memos_are_looked_back_over_oldest_first():
    memos = [presented(number, date(2020 + number, 5, 1)) for number in (6, 2, 5, 1, 4, 3)]
    assert [each.as_of.year for each in trend_of(*memos)] == [2022, 2023, 2024, 2025, 2026, 2026]


def test_of_two_memos_on_a_day_the_later_stands_for_it():
    day = date(2026, 4, 30)
    later = presented(2, day, {**KEPT, "blocker": 1})
    assert [each.parts[0].count for each in trend_of(presented(1, day), later)] == [1, 1]
