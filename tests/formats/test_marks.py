import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.formats import marks

LONG = "å" * 40_000


@given(st.text(alphabet="\\{}a", max_size=6))
def test_a_text_that_looks_like_the_mark_of_nothing_survives(text):
    assert marks.without_marks_plain(marks.with_marks_plain(text)) == text
    assert marks.with_marks_plain(text) != "{}"


@pytest.mark.parametrize("text", ["🦌" * 17_000, LONG, "⟦1⟧ sak", "_x005F_x000D_"])
def test_what_a_cell_cannot_hold_goes_to_its_own_sheet_and_back(text):
    assert marks.needs_long_sheet(text)
    pieces = list(marks.chunks(text))
    assert all(len(piece) <= marks.LONGEST_CELL and "_x" not in piece for piece in pieces)
    assert marks.joined(pieces) == text
    shown = marks.shown_instead(7, text)
    assert marks.long_number(shown) == 7
    assert marks.long_text(shown, {7: text}) == text


@pytest.mark.parametrize("text", ["kort", "å" * 32_000, "_x000D_", "🦌" * 16_000])
def test_what_a_cell_can_hold_stays_in_it(text):
    assert not marks.needs_long_sheet(text)
    assert marks.long_text(text, {}) == text


def test_a_long_text_changed_in_its_cell_cannot_be_told():
    shown = marks.shown_instead(1, LONG)
    assert marks.long_text(shown + " og mer", {1: LONG}) is None
    assert marks.long_text(shown, {}) is None
    assert marks.joined(['"a']) is None
    assert marks.joined(["17"]) is None


def test_an_empty_list_has_a_word_in_every_language():
    assert {"[]", "(none)", marks.empty_list_word("nb").casefold()} <= marks.empty_list_words()
