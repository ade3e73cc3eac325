"""Several things in one sentence."""

from __future__ import annotations

import pytest

from compliance.language.lists import either, listing


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "a, b og c"), ("nn", "a, b og c"), ("sv", "a, b och c"), ("da", "a, b og c"), ("en", "a, b and c")],
)
def test_the_last_item_is_joined_by_a_word(language: str, said: str) -> None:
    assert listing(iter("abc"), language) == said


def test_few_items_need_less() -> None:
    assert [listing(items, "nb") for items in ([], ["a"], ["a", "b"])] == ["", "a", "a og b"]


def test_a_choice_is_joined_by_or() -> None:
    assert either("abc", "nb") == "a, b eller c"


def test_braces_in_an_item_stay() -> None:
    assert listing(["{0}", "{x}", "%s"], "nb") == "{0}, {x} og %s"
