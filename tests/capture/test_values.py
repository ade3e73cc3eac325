# ruff: noqa: DTZ001 (a cell knows no zone)
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.capture import values
from compliance.capture.values import (
    NoSuchDay,
    NotADate,
    NotAMoment,
    NotAPeriodOfTime,
    NotAWholeNumber,
    NotOneValue,
    NotText,
)
from tests.strategies import texts


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-12-31", "2026-12-31"),
        ("31.12.2026", "2026-12-31"),
        ("1.2.2026", "2026-02-01"),
        ("31-12-2026", "2026-12-31"),
        ("2026-12-31T00:00:00", "2026-12-31"),
        (date(2026, 12, 31), "2026-12-31"),
        (datetime(2026, 12, 31), "2026-12-31"),
        ("29.02.2024", "2024-02-29"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_day_is_read_as_nordic_people_write_it(given, day):
    assert values.day(given) == day


@pytest.mark.parametrize("given", ["31.02.2026", "30-13-2026", "2026-02-30", "29.02.2026", "0.1.2026", "2026-00-10"])
def test_a_day_that_does_not_exist_is_refused(given):
    with pytest.raises(NoSuchDay):
        values.day(given)


@pytest.mark.parametrize(
    "given",
    [
        "12/31/2026",
        "01/02/2026",
        "31.12.26",
        "i fjor",
        46022.0,
        20261231,
        True,
        "2026-12-31T10:00",
        datetime(2026, 1, 1, 9),
        time(9),
    ],
)
def test_what_may_mean_another_day_is_refused(given):
    with pytest.raises(NotADate):
        values.day(given)


@given(st.dates())
def test_every_date_survives_its_own_spellings(day):
    for spelled in (day, day.isoformat(), f"{day.day}.{day.month}.{day.year:04d}"):
        assert values.day(spelled) == day.isoformat()


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (3, 3),
        (3.0, 3),
        ("3", 3),
        ("3 000", 3000),
        ("3\u00a0000\u00a0000", 3_000_000),
        ("3.000", 3000),
        ("-5", -5),
        ("\u22125", -5),
        ("+5", 5),
        ("0012", 12),
        ("", None),
        (1e12, 10**12),
    ],
)
def test_a_whole_number_is_read_however_it_is_grouped(given, number):
    assert values.number(given) == number


@pytest.mark.parametrize(
    "given", [3.5, "3,5", "tre", "1e3", True, "3 00", "٣", float("nan"), float("inf"), "9" * 40, date(2026, 1, 1)]
)
def test_what_is_no_whole_number_is_refused(given):
    with pytest.raises(NotAWholeNumber):
        values.number(given)


@pytest.mark.parametrize(
    ("given", "period"),
    [
        ("P5Y", "P5Y"),
        ("p1y6m", "P1Y6M"),
        ("5 år", "P5Y"),
        ("1 år og 6 måneder", "P1Y6M"),
        ("30 dager", "P30D"),
        ("10 years", "P10Y"),
        ("1 år, 2 mnd", "P1Y2M"),
        ("18 månader", "P18M"),
        ("P3W", "P3W"),
        ("3 uker", "P3W"),
        ("1 måned og 1 uke", "P1M1W"),
        ("2 veckor", "P2W"),
        ("2 uger", "P2W"),
        ("", None),
    ],
)
def test_a_period_is_read_from_its_code_or_from_words(given, period):
    assert values.period(given) == period


@pytest.mark.parametrize("given", ["P", "5", "fem år", "P1W1M", "5 år og 3 år", "1,5 år", "og", "5 helger"])
def test_what_is_no_period_is_refused(given):
    with pytest.raises(NotAPeriodOfTime):
        values.period(given)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (" x ", "x"),
        ("a\r\nb\rc", "a\nb\nc"),
        (974770679, "974770679"),
        (974770679.0, "974770679"),
        (1.5, "1.5"),
        ("0012", "0012"),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_kept_as_it_stands(given, text):
    assert values.text(given) == text


@pytest.mark.parametrize("given", [date(2026, 1, 2), datetime(2026, 1, 2), True, time(9, 30)])
def test_a_text_a_spreadsheet_made_something_else_of_is_refused(given):
    with pytest.raises(NotText):
        values.text(given)


@given(texts())
def test_every_text_of_the_model_is_read_as_itself(text):
    assert values.text(text) == text


def test_a_line_keeps_its_words_on_one_line():
    assert values.line("Opptak\n til\tskole") == "Opptak til skole"


@pytest.mark.parametrize("read", [values.text, values.number, values.day, values.period, values.code])
@pytest.mark.parametrize("given", [[], {}, ["x"]])
def test_a_list_where_one_value_belongs_is_refused(read, given):
    with pytest.raises(NotOneValue):
        read(given)


@pytest.mark.parametrize("given", ["2026-12-31T12:00:00Z", "2026-12-31T12:00:00+01:00"])
def test_a_moment_tells_its_zone(given):
    assert values.moment(given) == given
    with pytest.raises(NotAMoment):
        values.moment("2026-12-31T12:00:00")
    with pytest.raises(NotAMoment):
        values.moment("i går")
