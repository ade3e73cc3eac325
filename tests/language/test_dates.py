"""Dates and periods as an official writes them."""

from __future__ import annotations

import locale
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES, UnknownLanguage
from compliance.language.dates import NotAPeriod, days, long_date, moment, period, short_date

DAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("nb", "15. desember 2026", "15. des."),
        ("nn", "15. desember 2026", "15. des."),
        ("sv", "15 december 2026", "15 dec."),
        ("da", "15. december 2026", "15. dec."),
        ("en", "15 December 2026", "15 Dec"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, long: str, short: str) -> None:
    assert long_date(DAY, language) == long
    assert short_date(DAY, language) == short
    assert short_date(DAY, language, year=True) == f"{short} 2026"


def test_the_locale_of_the_machine_changes_nothing() -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert long_date(DAY, "nb") == "15. desember 2026"
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_a_moment_names_its_zone_and_is_not_moved_to_another() -> None:
    at = datetime(2026, 11, 20, 14, 5, 59, tzinfo=UTC)
    assert moment(at, "nb") == "20. november 2026 kl. 14.05 UTC"
    assert moment(at.astimezone(timezone(timedelta(hours=1), "CET")), "nb") == "20. november 2026 kl. 15.05 CET"


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("P5Y", "5 år"),
        ("P1Y", "1 år"),
        ("P1M", "1 måned"),
        ("P1Y6M", "1 år og 6 måneder"),
        ("P30D", "30 dager"),
        ("P2W", "2 uker"),
        ("PT72H", "72 timer"),
        ("P1Y2M3DT4H5M", "1 år, 2 måneder, 3 dager, 4 timer og 5 minutter"),
        ("P1Y0M", "1 år"),
        ("P0D", "0 dager"),
    ],
)
def test_a_period_is_said_in_words(iso: str, said: str) -> None:
    assert period(iso, "nb") == said


@pytest.mark.parametrize(
    "iso", ["", "P", "PT", "P5", "5Y", "P5YT", "P-5Y", "P5Y ", "p5y", "P\u0665Y", "P1.5Y", "P1M1Y", "P9999999Y"]
)
def test_what_is_no_period_is_refused(iso: str) -> None:
    with pytest.raises(NotAPeriod):
        period(iso, "nb")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)), st.sampled_from(sorted(LOCALES)))
def test_the_whole_date_can_be_read_back(day: date, language: str) -> None:
    said = long_date(day, language)
    assert str(day.year) in said
    assert said.replace(".", "").split()[0] == str(day.day)


def test_one_day_is_a_day_and_many_have_groups() -> None:
    assert days(1, "nb") == "1 dag"
    assert days(1000, "nb") == "1\N{NO-BREAK SPACE}000 dager"


def test_a_language_unknown_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        long_date(DAY, "fi")
