from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.systems import (
    access_reviewed_lately,
    ai_bans_bind,
    ai_duties_bind,
    ai_duties_lacking,
    classes_not_set,
    continuity_lacking,
    log_checked_lately,
    not_encrypted,
    recovery_class,
    rehearsed_lately,
    restore_tested_lately,
)
from compliance.checks.law import law_on
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.model.supply import Backup, System
from compliance.model.values import Answer

DAY = date(2024, 2, 29)
LAW = law_on(DAY, "NO")
GRADES = st.none() | st.integers(1, 4)
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
ANSWERS = st.none() | st.sampled_from(Answer)


def system(**told):
    return System(id="SYS-1", name="System", **told)


def encrypted(transit, rest):
    answered = {"encryption_transit": transit, "encryption_rest": rest}
    return system(**{name: Answer(word) for name, word in answered.items() if word})


def restored(day):
    return system(backup=Backup(last_restore_test=day))


def checked(day):
    return system(log_review_last=day)


def rehearsed(day):
    return system(continuity_exercised_on=day)


def reviewed(day, c=1):
    return system(access_review_on=day, c=c)


AGES = [
    (restore_tested_lately, restored, "P1Y"),
    (log_checked_lately, checked, "P3M"),
    (rehearsed_lately, rehearsed, "P2Y"),
    (access_reviewed_lately, reviewed, "P1Y"),
    (access_reviewed_lately, lambda day: reviewed(day, 3), "P6M"),
]


def oldest_in_time(fact, made, on):
    """The oldest day that is new enough, found by trying every one."""
    days = (on - timedelta(days=back) for back in range(1200))
    return min(day for day in days if fact(made(day), None, law_on(on, "NO"), on))


@pytest.mark.parametrize(
    ("on", "oldest"),
    [
        (date(2024, 2, 29), ["2023-02-28", "2023-11-29", "2022-02-28", "2023-02-28", "2023-08-29"]),
        (date(2025, 3, 1), ["2024-03-01", "2024-12-01", "2023-03-01", "2024-03-01", "2024-09-01"]),
        (date(2025, 5, 31), ["2024-05-31", "2025-02-28", "2023-05-31", "2024-05-31", "2024-11-30"]),
        (date(2026, 8, 31), ["2025-08-31", "2026-05-31", "2024-08-31", "2025-08-31", "2026-02-28"]),
    ],
)
def test_the_oldest_day_that_is_new_enough(on, oldest):
    assert [oldest_in_time(fact, made, on).isoformat() for fact, made, _ in AGES] == oldest


@pytest.mark.parametrize(("fact", "made", "period"), AGES)
@given(on=DAYS, back=st.integers(-40, 1500))
def test_a_day_is_new_enough_until_its_period_has_passed_and_one_to_come_tells_nothing(fact, made, period, on, back):
    day = on - timedelta(days=back)
    found = fact(made(day), None, law_on(on, "NO"), on)
    assert found is (None if back < 0 else day >= before(on, period))


@pytest.mark.parametrize(("fact", "made", "period"), AGES)
def test_without_a_day_nothing_is_told(fact, made, period):
    assert fact(made(None), None, LAW, DAY) is None


def test_without_any_word_of_copies_nothing_is_told():
    assert restore_tested_lately(system(), None, LAW, DAY) is None


@pytest.mark.parametrize(
    ("c", "back", "lately"),
    [(None, 0, True), (None, 250, None), (None, 400, False), (2, 250, True), (3, 250, False), (4, 250, False)],
)
def test_access_is_gone_through_by_the_class_and_unknown_where_only_the_class_could_tell(c, back, lately):
    assert access_reviewed_lately(reviewed(DAY - timedelta(days=back), c), None, LAW, DAY) is lately


@given(c=GRADES, i=GRADES, a=GRADES)
def test_the_classes_not_set_are_those_without_a_grade(c, i, a):
    missing = classes_not_set(system(c=c, i=i, a=a), None, LAW, DAY)
    grades = {"confidentiality": c, "integrity": i, "availability": a}
    assert missing == tuple(name for name in grades if grades[name] is None)


@pytest.mark.parametrize(
    ("i", "a", "grade"), [(None, None, None), (2, None, 2), (None, 3, 3), (1, 4, 4), (4, 1, 4), (2, 2, 2)]
)
def test_the_need_for_a_copy_is_the_higher_of_the_two_that_are_set(i, a, grade):
    assert recovery_class(system(c=4, i=i, a=a), None, LAW, DAY) == grade


@pytest.mark.parametrize(
    ("transit", "rest", "open_to_others"),
    [
        ("yes", "yes", ()),
        ("no", "no", ("encryption_transit", "encryption_rest")),
        ("no", None, ("encryption_transit",)),
        ("unknown", "no", ("encryption_rest",)),
        ("yes", None, None),
        (None, "yes", None),
        ("yes", "unknown", None),
        (None, None, None),
    ],
)
def test_what_is_open_to_others(transit, rest, open_to_others):
    assert not_encrypted(encrypted(transit, rest), None, LAW, DAY) == open_to_others


@given(transit=ANSWERS, rest=ANSWERS)
def test_nothing_is_called_encrypted_that_was_not_said_to_be(transit, rest):
    found = not_encrypted(encrypted(transit, rest), None, LAW, DAY)
    assert (found == ()) is (transit == rest == "yes")
    assert bool(found) is ("no" in (transit, rest))


READY = {"rto": 8, "continuity_plan": "EVI-1", "continuity_exercised_on": DAY}


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({}, ()),
        ({"rto": 0}, ()),
        ({"rto": None}, ("rto",)),
        ({"continuity_plan": None}, ("continuity_plan",)),
        ({"continuity_exercised_on": None}, ("continuity_exercised_on",)),
        ({"continuity_exercised_on": date(2022, 2, 28)}, ()),
        ({"continuity_exercised_on": date(2022, 2, 27)}, ("continuity_exercised_on",)),
        ({"continuity_exercised_on": date(2024, 3, 1)}, None),
        ({"continuity_exercised_on": date(2024, 3, 1), "rto": None}, ("rto",)),
        (dict.fromkeys(READY), ("rto", "continuity_plan", "continuity_exercised_on")),
    ],
)
def test_what_lacks_for_doing_without_the_system(changed, lacking):
    assert continuity_lacking(system(**READY | changed), None, LAW, DAY) == lacking


@given(on=DAYS, rto=st.none() | st.integers(0, 99), plan=st.sampled_from([None, "EVI-1"]), day=st.none() | DAYS)
def test_we_are_ready_only_with_all_three_and_a_fresh_rehearsal(on, rto, plan, day):
    made = system(rto=rto, continuity_plan=plan, continuity_exercised_on=day)
    ready = rto is not None and plan is not None and day is not None and before(on, "P2Y") <= day <= on
    assert (continuity_lacking(made, None, law_on(on, "SE"), on) == ()) is ready


@pytest.mark.parametrize(
    ("us", "told", "lacking"),
    [
        ({"kind": "municipality"}, {}, ("ai_oversight_person_id", "ai_instructions_evidence", "fria_evidence")),
        ({"kind": "private"}, {}, ("ai_oversight_person_id", "ai_instructions_evidence")),
        ({"kind": "private"}, {"ai_oversight_person_id": "PER-1"}, ("ai_instructions_evidence",)),
        ({"kind": "private"}, {"ai_instructions_evidence": "EVI-1"}, ("ai_oversight_person_id",)),
        ({"kind": "private"}, {"fria_evidence": "EVI-1"}, ("ai_oversight_person_id", "ai_instructions_evidence")),
        ({"kind": "private"}, {"ai_oversight_person_id": "PER-1", "ai_instructions_evidence": "EVI-1"}, None),
        (
            {"kind": "private"},
            {"ai_oversight_person_id": "PER-1", "ai_instructions_evidence": "EVI-1", "fria_evidence": "EVI-1"},
            (),
        ),
        (
            {"kind": "private", "is_public_authority": "no"},
            {"ai_oversight_person_id": "PER-1", "ai_instructions_evidence": "EVI-1"},
            (),
        ),
        (
            {"kind": "private", "is_public_authority": "yes"},
            {"ai_oversight_person_id": "PER-1", "ai_instructions_evidence": "EVI-1"},
            ("fria_evidence",),
        ),
    ],
)
def test_what_users_of_high_risk_ai_lack(a_register, us, told, lacking):
    register = a_register(ORG_1={"country": "NO", **us}, SYS_1=told)
    assert ai_duties_lacking(register.get("SYS-1"), Reading(register), LAW, DAY) == lacking


@pytest.mark.parametrize(
    ("fact", "country", "day", "binds"),
    [
        (ai_bans_bind, "SE", date(2025, 2, 1), False),
        (ai_bans_bind, "SE", date(2025, 2, 2), True),
        (ai_bans_bind, "NO", date(2030, 1, 1), False),
        (ai_duties_bind, "DK", date(2027, 12, 1), False),
        (ai_duties_bind, "DK", date(2027, 12, 2), True),
        (ai_duties_bind, "FI", date(2027, 12, 2), True),
        (ai_duties_bind, "NO", date(2030, 1, 1), False),
    ],
)
def test_the_law_on_ai_binds_from_its_days_where_it_is_in_force(fact, country, day, binds):
    assert fact(system(), None, law_on(day, country), day) is binds
