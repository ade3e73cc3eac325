import pytest

from compliance.register.plan import Outcome, RecordFrozen
from tests.register.books import START, activity, candidate, line, written


@pytest.fixture
def presented(book):
    written(
        book,
        candidate("question", "QUE-1", name="Skap", question="Kjøpe skap?", memo_id="MEM-1", goal={"target": 5}),
        candidate("question", "QUE-2", name="Kurs"),
        candidate("question", "QUE-3", name="Låser"),
        candidate("memo", "MEM-1", name="Vår", question_ids=["QUE-1", "QUE-2"], state="draft"),
        candidate("memo", "MEM-2", name="Høst", state="draft"),
    )
    written(book, candidate("memo", "MEM-1", state="presented", pdf_sha256="a" * 64))
    written(book, candidate("signoff", "SGN-1", name="Signatur", memo_id="MEM-1"))
    return book


@pytest.mark.parametrize(
    "given",
    [
        candidate("memo", "MEM-1", summary="Nytt"),
        candidate("memo", "MEM-1", state="draft"),
        candidate("memo", "MEM-1", retired={"reason": "no"}),
        candidate("question", "QUE-1", question="Kjøpe to skap?"),
        candidate("question", "QUE-2", decision={"choice": "recommended"}),
        candidate("question", "QUE-1", goal={"target": 4}),
        candidate("signoff", "SGN-1", method="paper"),
    ],
)
def test_what_was_presented_stands(presented, given):
    found = line(presented, given)
    assert found.outcome is Outcome.refused
    assert isinstance(found.error, RecordFrozen)
    assert line(presented, given, frozen_ok=True).outcome is Outcome.changed


@pytest.mark.parametrize(
    "given",
    [
        candidate("memo", "MEM-2", summary="Nytt"),
        candidate("question", "QUE-3", question="Nye låser?"),
        candidate("question", "QUE-1", goal={"target": 5, "measured": 3, "measured_on": "2026-05-01"}),
        activity("ACT-1", name="Skole"),
    ],
)
def test_drafts_and_what_is_measured_later_stay_open(presented, given):
    assert line(presented, given).writes


def test_saying_a_presented_memo_again_changes_nothing(presented):
    assert line(presented, candidate("memo", "MEM-1", name="Vår")).outcome is Outcome.unchanged


def test_memos_and_sign_offs_of_the_past_can_be_taken_in(book):
    plan = book.plan(
        [candidate("memo", "MEM-1", name="I fjor", state="closed"), candidate("signoff", "SGN-1", name="I fjor")]
    )
    assert not plan.failed


def test_a_presented_memo_is_not_retired(presented):
    with pytest.raises(RecordFrozen):
        presented.retire("MEM-1", actor="PER-1", reason="wrong", at=START)
