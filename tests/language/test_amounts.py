"""The memo's arithmetic: sum first, round last, and never promise all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.amounts import NotAShare, kroner, median, number, percent, share, thousands, to_thousands
from compliance.language.catalogues import LOCALES

LANGUAGES = st.sampled_from(sorted(LOCALES))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "1 150 000 kr"),
        ("nn", "1 150 000 kr"),
        ("sv", "1 150 000 kr"),
        ("da", "1.150.000 kr."),
        ("en", "1,150,000 kr"),
    ],
)
def test_kroner_are_written_as_the_language_writes_them(language: str, said: str) -> None:
    assert kroner(1_150_000, language) == said.replace(" ", "\N{NO-BREAK SPACE}")


def test_less_than_nothing_has_a_real_minus() -> None:
    assert kroner(-5000, "nb") == "\N{MINUS SIGN}5 000 kr".replace(" ", "\N{NO-BREAK SPACE}")


def test_an_amount_never_breaks_over_two_lines() -> None:
    assert " " not in kroner(1_150_000, "nb")
    assert share(44, 71, "nb").split(" ") == ["44", "av", "71", "(61\N{NO-BREAK SPACE}%)"]


def test_thousands_are_said_as_thousands() -> None:
    assert thousands(480_000, "nb") == "480\N{NO-BREAK SPACE}tusen kroner"


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (479_500, 480_000),
        (480_500, 480_000),
        (481_500, 482_000),
        (499, 0),
        (500, 0),
        (501, 1000),
        (-500, 0),
        (-1500, -2000),
    ],
)
def test_a_half_thousand_goes_to_the_even_side(amount: int, rounded: int) -> None:
    assert to_thousands(amount) == rounded


def test_a_decimal_is_rounded_as_it_is_and_not_as_a_float() -> None:
    assert to_thousands(Decimal("500.0000000000000000001")) == 1000


@given(st.integers(-(10**15), 10**15))
def test_rounding_moves_an_amount_by_half_a_thousand_at_most(amount: int) -> None:
    assert to_thousands(amount) % 1000 == 0
    assert abs(to_thousands(amount) - amount) <= 500


@pytest.mark.parametrize(
    ("part", "whole", "rate"), [(44, 71, 61), (0, 7, 0), (7, 7, 100), (999, 1000, 99), (0, 0, None)]
)
def test_a_share_is_floored(part: int, whole: int, rate: int | None) -> None:
    assert percent(part, whole) == rate


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_hundred_per_cent_means_all(one: int, other: int) -> None:
    part, whole = sorted((one, other))
    assert (percent(part, whole) == 100) == (part == whole > 0)


def test_a_share_of_nothing_is_none_registered() -> None:
    assert share(0, 0, "nb") == "ingen registrert"


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 1), (0, -1), (1, 0)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(NotAShare):
        percent(part, whole)


@pytest.mark.parametrize(("values", "middle"), [([3, 1, 2], 2), ([4, 1, 3, 2], 2), ([7], 7), ([], None)])
def test_the_middle_of_an_even_number_is_the_lower(values: list[int], middle: int | None) -> None:
    assert median(values) == middle


def test_decimals_are_kept_as_they_are() -> None:
    assert number(Decimal("22.7"), "nb") == "22,7"
    assert number(Decimal("22.0"), "nb") == "22,0"
    assert number(Decimal("22.7"), "en") == "22.7"


@given(st.integers(-(10**18), 10**18), LANGUAGES)
def test_no_digit_is_lost(value: int, language: str) -> None:
    said = number(value, language)
    assert "".join(char for char in said if char.isdigit()) == str(abs(value))
    assert said.startswith("\N{MINUS SIGN}") == (value < 0)
