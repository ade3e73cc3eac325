from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.records import (
    MANAGERS,
    missing_processor_points,
    owner_in_the_line,
    recorded_late,
    security_described,
    vague,
)
from compliance.checks.law import law_on
from compliance.checks.periods import after, before
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, Purpose
from compliance.model.organisation import Language, Organisation, Person, Role

DAY = date(2025, 3, 31)
LAW = law_on(DAY, "NO")
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
RETIRED = {"on": "2025-01-01", "reason": "Ute av bruk."}
US = {"kind": "municipality", "country": "NO"}


def said_of_it(fact, register):
    return fact(register.get("ACT-1"), Reading(register), LAW, DAY)


@pytest.mark.parametrize(
    ("owner_id", "owner", "in_the_line"),
    [
        (None, {"roles": ["line_manager"]}, False),
        ("PER-1", {"roles": ["line_manager"]}, True),
        ("PER-1", {"roles": ["management_member"]}, True),
        ("PER-1", {"roles": ["chief_executive"]}, True),
        ("PER-1", {"roles": ["process_owner", "line_manager"]}, True),
        ("PER-1", {"roles": ["process_owner"]}, False),
        ("PER-1", {"roles": []}, None),
        ("PER-1", {"roles": ["line_manager"], "retired": RETIRED}, False),
        ("PER-1", {"roles": [], "retired": RETIRED}, False),
    ],
)
def test_an_owner_in_the_line_is_a_manager_who_has_not_left(a_register, owner_id, owner, in_the_line):
    register = a_register(ACT_1={"owner_id": owner_id}, PER_1=owner)
    assert said_of_it(owner_in_the_line, register) is in_the_line


@given(roles=st.lists(st.sampled_from(Role), unique=True, min_size=1))
def test_only_the_offices_of_managers_make_a_manager(roles):
    owner = Person(id="PER-1", name="Eier", roles=tuple(roles))
    activity = Activity(id="ACT-1", name="Behandling", owner_id="PER-1")
    register = Municipality({"ORG-1": Organisation(id="ORG-1", name="Prøve"), "ACT-1": activity, "PER-1": owner})
    assert said_of_it(owner_in_the_line, register) is bool(MANAGERS & set(roles))


CONTROL_HERE = {"activity_ids": ["ACT-1"]}


@pytest.mark.parametrize(
    ("told", "us", "control", "described"),
    [
        ({}, {}, {}, False),
        ({"tom_summary": "Låst skap."}, {}, {}, True),
        ({}, {"tom_common": "Alt er kryptert."}, {}, True),
        ({}, {}, {**CONTROL_HERE, "status": "implemented"}, True),
        ({}, {}, {**CONTROL_HERE, "status": "partial"}, True),
        ({}, {}, {**CONTROL_HERE, "status": "planned"}, False),
        ({}, {}, {**CONTROL_HERE, "status": "not_started"}, False),
        ({}, {}, {**CONTROL_HERE, "status": "not_applicable"}, False),
        ({}, {}, CONTROL_HERE, None),
        ({}, {}, {"status": "implemented"}, False),
        ({"control_ids": ["CTL-1"]}, {}, {"status": "implemented"}, True),
        ({"control_ids": ["CTL-1"]}, {}, {"status": "implemented", "retired": RETIRED}, False),
        ({}, {}, {"status": "implemented", "whole_organisation": "yes"}, True),
        ({}, {}, {"status": "implemented", "whole_organisation": "no"}, False),
        ({}, {}, {"whole_organisation": "yes"}, None),
        ({"tom_summary": "Låst skap."}, {}, CONTROL_HERE, True),
    ],
)
def test_security_is_described_in_words_or_by_controls_in_use(a_register, told, us, control, described):
    register = a_register(ORG_1={**US, **us}, ACT_1=told, CTL_1=control)
    assert said_of_it(security_described, register) is described


def test_one_control_in_use_is_enough_beside_one_nobody_has_told_of(a_register):
    register = a_register(ACT_1={}, CTL_1=CONTROL_HERE, CTL_2={**CONTROL_HERE, "status": "partial"})
    assert said_of_it(security_described, register) is True


FULL = {"client_ids": ["ORG-2"], "processing_categories": "Lønn", "tom_summary": "Låst skap."}


@pytest.mark.parametrize(
    ("changed", "more", "missing"),
    [
        ({}, {}, ()),
        ({"client_ids": []}, {}, ("30.2.a",)),
        ({"client_ids": [], "controller_ids": ["ORG-2"]}, {}, ()),
        ({"client_ids": [], "controller_ids": ["ORG-1"]}, {}, ("30.2.a",)),
        ({"client_ids": [], "controller_ids": ["ORG-3"]}, {}, ("30.2.a",)),
        ({"client_ids": ["ORG-3"]}, {}, ()),
        ({"processing_categories": None}, {}, ("30.2.b",)),
        ({"tom_summary": None}, {}, ("30.2.d",)),
        ({"tom_summary": None}, {"CTL_1": CONTROL_HERE}, None),
        ({"tom_summary": None, "client_ids": []}, {"CTL_1": CONTROL_HERE}, ("30.2.a",)),
        ({"tom_summary": None, "client_ids": [], "processing_categories": None}, {}, ("30.2.a", "30.2.b", "30.2.d")),
    ],
)
def test_what_a_processor_leaves_out_of_its_record(a_register, changed, more, missing):
    told = {field: text for field, text in {**FULL, **changed}.items() if text is not None}
    board = {"kind": "board", "parent_id": "ORG-1"}
    register = a_register(ACT_1=told, ORG_2={}, ORG_3=board, **more)
    assert said_of_it(missing_processor_points, register) == missing


def entry(started, made, day=DAY, since=date(2018, 7, 20)):
    ours = Organisation(id="ORG-1", name="Prøve", register_since=since)
    activity = Activity(id="ACT-1", name="Behandling", started_on=started, created_on=made)
    reading = Reading(Municipality({"ORG-1": ours, "ACT-1": activity}))
    return recorded_late(activity, reading, law_on(day, "NO"), day)


@pytest.mark.parametrize(
    ("started", "made", "since", "late"),
    [
        (None, DAY, date(2018, 7, 20), None),
        (DAY, None, date(2018, 7, 20), None),
        (date(2025, 1, 31), date(2025, 2, 28), date(2018, 7, 20), False),
        (date(2025, 1, 31), date(2025, 3, 1), date(2018, 7, 20), True),
        (date(2024, 1, 31), date(2024, 2, 29), date(2018, 7, 20), False),
        (date(2024, 1, 1), date(2024, 3, 31), date(2018, 7, 20), False),
        (date(2024, 1, 1), date(2024, 4, 1), date(2018, 7, 20), True),
        (date(2018, 7, 20), DAY, date(2018, 7, 20), True),
        (date(2018, 7, 19), DAY, date(2018, 7, 20), False),
        (date(2024, 1, 1), DAY, None, None),
        (date(2025, 3, 1), DAY, None, False),
        (date(2020, 1, 1), date(2021, 1, 1), None, False),
    ],
)
def test_an_entry_is_late_after_a_month_and_told_of_for_a_year(started, made, since, late):
    assert entry(started, made, since=since) is late


@given(started=DAYS, made=DAYS, day=DAYS)
def test_an_entry_in_time_is_never_late_and_a_late_one_is_told_of_only_while_new(started, made, day):
    late = made > after(started, "P1M") and made > before(day, "P1Y")
    assert entry(started, made, day) is late
    assert not entry(started, started + timedelta(days=28), day)


def purpose(text, language="nb"):
    ours = Organisation(id="ORG-1", name="Prøve", language=language and Language(language))
    said = Purpose(id="p1", text=text)
    activity = Activity(id="ACT-1", name="Behandling", purposes=(said,))
    reading = Reading(Municipality({"ORG-1": ours, "ACT-1": activity}))
    return vague(Within(said, activity, 0), reading, LAW, DAY)


@pytest.mark.parametrize(
    ("text", "language", "is_vague"),
    [
        (None, "nb", None),
        ("Mat til syke", "nb", True),
        ("Mat til de syke", "nb", False),
        ("Skolefritidsordningsinnmelding", "nb", False),
        ("Skolefritidsordningsinnmeldin", "nb", True),
        ("Utføre kommunens lovpålagte oppgaver", "nb", True),
        ("UTFØRE  kommunens\nlovpålagte oppgaver.", "nb", True),
        ("Utføre kommunens lovpålagte oppgaver for barn", "nb", False),
        ("Fullgöra kommunens lagstadgade uppgifter", "nb", False),
        ("Fullgöra kommunens lagstadgade uppgifter", "sv", True),
        ("Fullgöra kommunens lagstadgade uppgifter", None, True),
        ("Carry out the tasks of the municipality", None, True),
        ("Gi barn og unge et trygt sted å være", None, False),
    ],
)
def test_a_purpose_is_vague_when_short_or_one_of_those_that_say_nothing(text, language, is_vague):
    assert purpose(text, language) is is_vague


@given(text=st.text(st.sampled_from("abcdeå "), min_size=1, max_size=40).map(str.strip).filter(bool))
def test_a_text_passes_by_words_or_by_letters(text):
    assert purpose(text) is (len(text.split()) < 4 and len(text) < 30)
