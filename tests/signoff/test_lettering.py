"""Texts in the space kept for them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.signoff import lettering
from compliance.signoff.lettering import LetterMissing, NoRoom, plain, set_text

WIDTHS = dict.fromkeys(range(32, 127), 500) | {32: 200, ord("W"): 900, ord("å"): 500}
ROOM = (Decimal(100), Decimal(50))


def set_so(text, extent=ROOM, size=Decimal(10)):
    return set_text("QUE-1.reason", text, WIDTHS, extent, size)


def test_a_short_text_keeps_the_size_the_page_asks_for():
    assert set_so("kort") == lettering.Setting(("kort",), 1000)


def test_words_are_kept_whole_and_lines_are_full():
    assert set_so("aaaa bbbb cccc dddd").lines == ("aaaa bbbb cccc dddd",)
    assert set_so("aaaaaaaaaa bbbbbbbbb cc").lines == ("aaaaaaaaaa bbbbbbbbb", "cc")


def test_a_word_longer_than_the_line_is_cut():
    assert set_so("a" * 45).lines == ("a" * 20, "a" * 20, "a" * 5)


def test_a_text_that_needs_it_is_set_smaller_but_not_below_seven_points():
    setting = set_so("ord " * 30)
    assert 700 <= setting.size < 1000


def test_a_text_without_room_is_refused_and_says_how_much_would_fit():
    with pytest.raises(NoRoom) as refusal:
        set_so("ord " * 200)
    fits = int(refusal.value.facts["fits"])
    assert 50 < fits < 800
    set_so(("ord " * 200)[: fits - 10])


def test_a_page_that_asks_for_less_than_seven_points_gets_it():
    assert set_so("kort", size=Decimal(6)).size == 600


def test_a_letter_the_page_cannot_print_is_named():
    with pytest.raises(LetterMissing, match=r"中 \(U\+4E2D\)"):
        set_so("a中")


def test_a_place_too_low_for_a_single_line_is_refused_and_not_overprinted():
    with pytest.raises(NoRoom):
        set_so("a", (Decimal(100), Decimal(3)))


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [("  a \r\nb\t c \n", "a\nb  c"), ("a\u030a", "å"), ("a\rb", "a\nb"), (" \n ", "")],
)
def test_a_text_is_kept_in_one_plain_form(given_text, kept):
    assert plain(given_text) == kept


@given(st.text("abW å\n", max_size=300), st.integers(20, 300), st.integers(5, 100))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text, width, height):
    text = plain(text)
    try:
        setting = set_so(text, (Decimal(width), Decimal(height)))
    except NoRoom:
        return
    lines = setting.lines
    assert all(sum(WIDTHS[ord(letter)] for letter in line) * setting.size <= width * 100_000 for line in lines)
    assert (len(lines) - 1) * setting.size * 1.25 + setting.size <= height * 100
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text(max_size=80))
def test_plain_text_is_plain_already(text):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(("from_top", "first"), [(True, "42.5"), (False, "15")])
def test_text_hangs_from_the_top_or_rests_on_the_bottom(from_top, first):
    setting = lettering.Setting(("en", "to"), 1000)
    drawn = lettering.drawing(setting, Decimal(50), "0 g", from_top=from_top).decode().split("\n")
    assert f"1 0 0 1 0 {first} Tm" in drawn
    assert "12.5 TL" in drawn
    assert drawn.index("<0065006e> Tj T*") < drawn.index("<0074006f> Tj T*")
