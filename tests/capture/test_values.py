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
    NotAnId,
    NotAPeriodOfTime,
    NotAWholeNumber,
    NotOneValue,
    NotText,
    NotYesOrNo,
    OtherKindOfId,
    UnknownCode,
    converter,
)
from compliance.capture.wordbook import EVERY_LANGUAGE
from compliance.formats.shape import Sort, shapes_of
from compliance.model.activity import Activity, LegalBasis, RetentionRule, TriggerEvent
from compliance.model.decision import Option
from compliance.model.kinds import KINDS
from tests.strategies import texts


def of(model, field):
    return converter(shapes_of(model)[field], EVERY_LANGUAGE)


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
        ("", None),
    ],
)
def test_a_period_is_read_from_its_code_or_from_words(given, period):
    assert values.period(given) == period


@pytest.mark.parametrize("given", ["P", "5", "fem år", "P1W", "5 år og 3 år", "1,5 år", "og", "5 uker"])
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


@pytest.mark.parametrize("given", ["PER-1", "PER-1 Kari Ås", " PER-1\nKari "])
def test_an_identifier_may_stand_with_a_name(given):
    assert of(Activity, "owner_id")(given) == "PER-1"


def test_an_identifier_that_is_none_or_of_another_kind_is_refused():
    with pytest.raises(NotAnId) as refusal:
        of(Activity, "owner_id")("Kari Ås")
    assert "PER-0001" in refusal.value.advice
    with pytest.raises(OtherKindOfId) as refusal:
        of(Activity, "owner_id")("SYS-1")
    assert "PER-" in refusal.value.advice


def test_a_record_of_any_kind_may_be_named_where_any_will_do():
    read = converter(shapes_of(KINDS["risk"].document)["object_ids"], EVERY_LANGUAGE)
    assert [read("SYS-1"), read("ACT-1 Skole")] == ["SYS-1", "ACT-1"]


@pytest.mark.parametrize("given", ["case_closed", "Case closed", "CASE_CLOSED", "  case   closed "])
def test_a_code_is_read_whatever_its_case(given):
    assert of(RetentionRule, "trigger_event")(given) == TriggerEvent.case_closed.value


def test_an_unknown_code_is_refused_with_the_nearest_first():
    with pytest.raises(UnknownCode) as refusal:
        of(Activity, "status")("activ")
    assert refusal.value.advice.startswith("Write one of: active,")


@pytest.mark.parametrize(
    ("given", "answer"),
    [("ja", "yes"), ("Nei", "no"), (True, "yes"), (False, "no"), ("unknown", "unknown"), ("", None)],
)
def test_an_answer_is_yes_no_or_unknown_in_any_language(given, answer):
    assert of(Activity, "camera")(given) == answer


def test_letters_of_articles_are_not_taken_for_each_other():
    assert of(LegalBasis, "art6")("e") == "e"
    with pytest.raises(UnknownCode):
        of(LegalBasis, "art6")("h")


@pytest.mark.parametrize(
    ("given", "truth"),
    [("ja", True), ("nei", False), (True, True), (1, True), (0.0, False), ("x", True), ("true", True), ("", None)],
)
def test_a_flag_is_read_from_words_and_truths(given, truth):
    assert of(Option, "is_zero_option")(given) is truth


def test_a_flag_that_is_neither_is_refused():
    with pytest.raises(NotYesOrNo):
        of(Option, "is_zero_option")("kanskje")


def test_every_sort_of_field_has_a_converter():
    for kind in KINDS.values():
        for shape in shapes_of(kind.document).values():
            assert shape.sort is Sort.value or converter(shape, EVERY_LANGUAGE)(None) is None
