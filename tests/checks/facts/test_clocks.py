from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.clocks import (
    early_warning_overdue,
    final_report_overdue,
    full_notice_overdue,
    report_late,
    report_overdue,
    supplier_told_late,
    triage_overdue,
)
from compliance.checks.law import law_on
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.incident import Incident

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")
MIDNIGHT = datetime(2024, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def an_incident(**fields):
    return Incident(id="INC-1", name="Hendelse", **fields)


def asked(fact, as_of=DAY, **fields):
    return fact(an_incident(**fields), None, LAW, as_of)


CLOCKS = [
    (triage_overdue, "detected_at", 24),
    (report_overdue, "aware_at", 72),
    (early_warning_overdue, "nis2_aware_at", 24),
    (full_notice_overdue, "nis2_aware_at", 72),
]


@pytest.mark.parametrize(("fact", "start", "hours"), CLOCKS)
def test_a_clock_is_certain_only_when_the_whole_day_lies_on_one_side_of_the_limit(fact, start, hours):
    begun = MIDNIGHT - timedelta(hours=hours)
    assert asked(fact, **{start: begun - SECOND}) is True
    assert asked(fact, **{start: begun}) is None
    assert asked(fact, **{start: begun + timedelta(days=1) - SECOND}) is None
    assert asked(fact, **{start: begun + timedelta(days=1)}) is False


@pytest.mark.parametrize(("fact", "start", "hours"), CLOCKS)
def test_a_clock_that_nobody_started_is_unknown(fact, start, hours):
    assert asked(fact) is None


@pytest.mark.parametrize(
    ("fact", "hours"), [(report_overdue, 72), (early_warning_overdue, 24), (full_notice_overdue, 72)]
)
def test_nobody_knew_before_it_was_first_seen(fact, hours):
    first = MIDNIGHT + timedelta(days=1) - timedelta(hours=hours)
    assert asked(fact, detected_at=first) is False
    assert asked(fact, detected_at=first - SECOND) is None
    assert asked(fact, detected_at=MIDNIGHT - timedelta(days=400)) is None


@pytest.mark.parametrize(
    ("fact", "start", "done"),
    [
        (report_overdue, "aware_at", "notified_sa_at"),
        (early_warning_overdue, "nis2_aware_at", "early_warning_at"),
        (early_warning_overdue, "nis2_aware_at", "incident_notification_at"),
        (full_notice_overdue, "nis2_aware_at", "incident_notification_at"),
        (final_report_overdue, "incident_notification_at", "final_report_at"),
    ],
)
def test_what_is_done_by_the_end_of_the_day_is_done_and_later_is_not(fact, start, done):
    long_ago = {start: datetime(2023, 1, 1, tzinfo=UTC)}
    assert asked(fact, **long_ago) is True
    assert asked(fact, **long_ago, **{done: MIDNIGHT + timedelta(days=1) - SECOND}) is False
    assert asked(fact, **long_ago, **{done: MIDNIGHT + timedelta(days=1)}) is True


def test_the_full_notice_is_not_given_by_a_warning():
    assert asked(full_notice_overdue, nis2_aware_at=datetime(2024, 1, 1, tzinfo=UTC), early_warning_at=MIDNIGHT) is True


def test_we_know_what_the_supplier_tells_us_and_whatever_comes_first_starts_the_clock():
    long_ago, today = datetime(2024, 2, 1, tzinfo=UTC), MIDNIGHT + timedelta(hours=1)
    assert asked(report_overdue, aware_at=today, processor_told_us_at=long_ago) is True
    assert asked(report_overdue, aware_at=long_ago, processor_told_us_at=today) is True
    assert asked(report_overdue, processor_told_us_at=today) is False


def test_triage_counts_from_awareness_where_nobody_wrote_when_it_was_first_seen():
    assert asked(triage_overdue, aware_at=datetime(2024, 2, 1, tzinfo=UTC)) is True
    assert asked(triage_overdue, aware_at=datetime(2024, 2, 1, tzinfo=UTC), detected_at=MIDNIGHT) is False


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True), (-1, False)])
def test_a_report_that_was_sent_is_measured_to_the_second(seconds, late):
    knew = datetime(2024, 2, 26, 23, tzinfo=UTC)
    sent = knew + timedelta(hours=72, seconds=seconds)
    assert asked(report_late, aware_at=knew, notified_sa_at=sent) is late


def test_a_report_is_neither_late_nor_in_time_without_both_moments():
    assert asked(report_late, aware_at=MIDNIGHT) is None
    assert asked(report_late, notified_sa_at=MIDNIGHT) is None


@pytest.mark.parametrize(
    ("knew", "told", "hours", "late"),
    [
        ("2024-02-28T12:00:00Z", "2024-02-29T12:00:00Z", 24, False),
        ("2024-02-28T12:00:00Z", "2024-02-29T12:00:01Z", 24, True),
        ("2024-02-28T12:00:00Z", "2024-02-28T12:00:01Z", 0, True),
        (None, "2024-02-29T12:00:00Z", 24, None),
        ("2024-02-28T12:00:00Z", None, 24, None),
        ("2024-02-28T12:00:00Z", "2024-02-29T12:00:00Z", None, None),
    ],
)
def test_a_supplier_is_late_by_the_hours_agreed(a_register, knew, told, hours, late):
    view = a_register(
        ENG_1={"breach_notice_hours": hours},
        INC_1={"engagement_id": "ENG-1", "processor_aware_at": knew, "processor_told_us_at": told},
    )
    assert supplier_told_late(view.get("INC-1"), Reading(view), LAW, DAY) is late


def test_a_supplier_without_an_agreement_cannot_be_late(a_register):
    view = a_register(
        INC_1={"processor_aware_at": "2024-02-01T12:00:00Z", "processor_told_us_at": "2024-02-29T12:00:00Z"}
    )
    assert supplier_told_late(view.get("INC-1"), Reading(view), LAW, DAY) is None


@pytest.mark.parametrize(
    ("notified", "last_day"),
    [
        (datetime(2024, 1, 31, 23, 59, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2023, 1, 31, tzinfo=UTC), date(2023, 2, 28)),
        (datetime(2024, 2, 29, tzinfo=UTC), date(2024, 3, 29)),
        (datetime(2023, 12, 31, tzinfo=UTC), date(2024, 1, 31)),
    ],
)
def test_the_final_report_is_due_on_the_same_day_of_the_month_or_its_last(notified, last_day):
    assert asked(final_report_overdue, last_day, incident_notification_at=notified) is False
    assert asked(final_report_overdue, last_day + timedelta(days=1), incident_notification_at=notified) is True


def test_without_a_full_notice_no_final_report_is_due():
    assert asked(final_report_overdue) is None


def test_progress_reports_stand_in_while_the_incident_goes_on():
    told = an_incident(
        incident_notification_at=datetime(2024, 1, 1, tzinfo=UTC),
        progress_reports=(datetime(2024, 1, 20, tzinfo=UTC),),
    )
    assert final_report_overdue(told, None, LAW, DAY) is False
    closed = told.model_copy(update={"closed_at": datetime(2024, 1, 31, tzinfo=UTC)})
    assert final_report_overdue(closed, None, LAW, date(2024, 2, 29)) is False
    assert final_report_overdue(closed, None, LAW, DAY) is True
    closed_later = told.model_copy(update={"closed_at": datetime(2024, 3, 2, tzinfo=UTC)})
    assert final_report_overdue(closed_later, None, LAW, DAY) is False


def test_a_case_closed_at_once_has_its_month_from_the_notice_all_the_same():
    fields = {
        "incident_notification_at": datetime(2024, 2, 10, tzinfo=UTC),
        "closed_at": datetime(2024, 1, 1, tzinfo=UTC),
        "progress_reports": (datetime(2024, 2, 11, tzinfo=UTC),),
    }
    assert asked(final_report_overdue, date(2024, 3, 10), **fields) is False
    assert asked(final_report_overdue, date(2024, 3, 11), **fields) is True


def test_a_progress_report_still_to_come_stands_in_for_nothing():
    fields = {
        "incident_notification_at": datetime(2024, 1, 1, tzinfo=UTC),
        "progress_reports": (datetime(2024, 3, 2, tzinfo=UTC),),
    }
    assert asked(final_report_overdue, **fields) is True


MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS, st.dates())
def test_time_only_ever_runs_out(start, day):
    """Not passed, then perhaps today, then passed for ever: the answers never go back."""
    order = {False: 0, None: 1, True: 2}
    next_day = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    for fact, field, _ in CLOCKS:
        today, tomorrow = asked(fact, day, **{field: start}), asked(fact, next_day, **{field: start})
        assert order[today] <= order[tomorrow]
        assert today is not None or tomorrow in (True, None)


@given(MOMENTS, st.dates())
def test_a_longer_limit_is_never_passed_before_a_shorter(start, day):
    if asked(full_notice_overdue, day, nis2_aware_at=start) is True:
        assert asked(early_warning_overdue, day, nis2_aware_at=start) is True


@given(MOMENTS, st.dates())
def test_the_final_report_is_late_exactly_after_its_month(notified, day):
    late = asked(final_report_overdue, day, incident_notification_at=notified)
    assert late is (day > after(notified.date(), "P1M"))
