from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.checks.facts.telling import (
    children_left_out,
    data_from_others,
    done_nowhere,
    hardness,
    hardness_limit,
    told_nowhere,
    too_hard_to_read,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
EASY = "Vi sletter dataene når saken er ferdig. Ingen andre får se dem."
MIDDLING = "Kommunen sender opplysningene videre til fastlegen din. Kontoret lagrer dem trygt. Du kan få se."
HARD = "Behandlingsansvarlig gjennomfører personvernkonsekvensvurdering før behandlingen igangsettes."


@pytest.fixture
def fact_on(a_register):
    """A fact on a notice that these activities use."""

    def find(fact, notice, *activities, **more):
        bodies = {f"ACT_{at}": {"notice_ids": ["NOT-1"], **body} for at, body in enumerate(activities)}
        register = a_register(NOT_1=notice, **bodies, **more)
        return fact(register.get("NOT-1"), Reading(register), LAW, DAY)

    return find


@pytest.mark.parametrize(
    ("sources", "expected"),
    [(["other"], True), (["data_subject", "other"], True), (["data_subject"], False), ([], None)],
)
def test_where_data_come_from_is_unknown_only_where_nobody_says(a_register, sources, expected):
    register = a_register(ACT_1={"sources": sources})
    assert data_from_others(register.get("ACT-1"), Reading(register), LAW, DAY) is expected


@pytest.mark.parametrize(
    ("notice", "measured", "too_hard"),
    [
        ({"text": EASY, "language": "nb"}, "22.7", False),
        ({"text": MIDDLING, "language": "nb"}, "31.7", False),
        ({"text": HARD, "language": "nn"}, "89.3", True),
        ({"text": HARD, "language": "sv"}, "89.3", True),
        ({"text": HARD, "language": "da"}, "89.3", True),
        ({"text": HARD, "language": "en"}, None, None),
        ({"text": HARD}, None, None),
        ({"language": "nb"}, None, None),
    ],
)
def test_a_text_is_measured_where_there_is_a_measure(fact_on, notice, measured, too_hard):
    assert fact_on(hardness, notice) == measured
    assert fact_on(too_hard_to_read, notice) is too_hard


def test_a_text_at_the_limit_is_within_it(fact_on):
    ten_words = "Kommunen trenger opplysninger for at du skal få hjelp."  # 9 words, 3 long
    words = " ".join(["lang" * 2, "lang" * 2, "lang" * 2, *["kort"] * 7])  # 10 words in one sentence, 3 long: 40
    assert fact_on(hardness, {"text": f"{words.capitalize()}.", "language": "nb"}) == "40.0"
    assert fact_on(too_hard_to_read, {"text": f"{words.capitalize()}.", "language": "nb"}) is False
    assert fact_on(too_hard_to_read, {"text": ten_words, "language": "nb"}) is True


CHILDREN, ADULTS = {"addresses_children": "yes"}, {"addresses_children": "no"}


@pytest.mark.parametrize(
    ("version", "activities", "limit"),
    [
        ("yes", [CHILDREN], 30),
        ("yes", [CHILDREN, CHILDREN], 30),
        ("yes", [CHILDREN, ADULTS], 40),
        ("yes", [CHILDREN, {}], 40),
        ("yes", [CHILDREN, {"status": "ended"}], 30),
        ("yes", [], 40),
        ("no", [CHILDREN], 40),
        (None, [CHILDREN], 40),
    ],
)
def test_the_lower_limit_is_for_a_childrens_text_on_what_is_theirs_alone(fact_on, version, activities, limit):
    notice = {"child_version": version, "text": MIDDLING, "language": "nb"}
    assert fact_on(hardness_limit, notice, *activities) == limit
    assert fact_on(too_hard_to_read, notice, *activities) is (limit == 30)


def people(*codes):
    return {"subject_categories": [{"code": code} for code in codes]}


@pytest.mark.parametrize(
    ("version", "body", "expected"),
    [
        ("no", CHILDREN, True),
        (None, CHILDREN, True),
        ("unknown", CHILDREN, True),
        ("yes", CHILDREN, False),
        ("no", ADULTS, False),
        ("no", {**ADULTS, **people("child")}, False),
        ("no", people("resident", "child"), None),
        ("no", people("pupil"), None),
        ("yes", people("pupil"), False),
        ("no", people("kindergarten_child", "parent"), False),
        ("no", people("resident", None), None),
        ("no", {}, None),
        ("no", {**CHILDREN, "status": "ended"}, False),
        ("no", {**CHILDREN, "role": "processor"}, False),
    ],
)
def test_children_are_left_out_where_something_speaks_to_them_and_no_text_is_theirs(fact_on, version, body, expected):
    assert fact_on(children_left_out, {"child_version": version}, body) is expected


def test_another_text_for_children_is_enough(fact_on):
    both = {**CHILDREN, "notice_ids": ["NOT-1", "NOT-2"]}
    assert fact_on(children_left_out, {"child_version": "no"}, both, NOT_2={"child_version": "yes"}) is False
    assert fact_on(children_left_out, {"child_version": "no"}, both, CHILDREN, NOT_2={"child_version": "yes"}) is True
    assert fact_on(children_left_out, {"child_version": "no"}, both, {}, NOT_2={"child_version": "yes"}) is None


DONE = {
    "purposes": [{"text": "Gi hjelp"}, {"text": "Lage statistikk"}, {}],
    "recipients": [{"name": "NAV", "kind": "other_authority"}, {"name": "Kassen", "kind": "internal_unit"}, {}],
}


def mirrors(purposes=(), recipients=()):
    return {"mirrors": {"purposes": list(purposes), "recipients": list(recipients)}}


@pytest.mark.parametrize(
    ("told", "untold", "undone"),
    [
        (mirrors(["Gi hjelp", "Lage statistikk"], ["NAV"]), (), ()),
        (mirrors(["gi  HJELP.", "lage statistikk"], ["Nav"]), (), ()),
        (mirrors(["Gi hjelp"], ["NAV"]), ("Lage statistikk",), ()),
        (mirrors(["Gi hjelp", "Lage statistikk", "Selge"], ["NAV", "Pressen"]), (), ("Selge", "Pressen")),
        (mirrors(["Selge"], ["Pressen"]), ("Gi hjelp", "Lage statistikk", "NAV"), ("Selge", "Pressen")),
        (mirrors(["Gi hjelp", "Lage statistikk"], ["NAV", "Kassen"]), (), ("Kassen",)),
        (mirrors(["Gi hjelp", "Lage statistikk"], []), None, ()),
        (mirrors([], ["NAV"]), None, ()),
        (mirrors([], ["Pressen"]), ("NAV",), ("Pressen",)),
        ({}, None, None),
    ],
)
def test_what_is_told_is_held_against_what_is_recorded(fact_on, told, untold, undone):
    assert fact_on(told_nowhere, told, DONE) == untold
    assert fact_on(done_nowhere, told, DONE) == undone


def test_a_notice_is_held_against_all_it_covers_and_nothing_else(fact_on):
    told = mirrors(["Gi hjelp"], ["NAV"])
    other = {"purposes": [{"text": "Kreve betaling"}], "recipients": [{"name": "NAV"}]}
    mine = {**DONE, "purposes": [{"text": "Gi hjelp"}]}
    assert fact_on(told_nowhere, told, mine, other) == ("Kreve betaling",)
    assert fact_on(told_nowhere, told, mine, {**other, "status": "ended"}) == ()
    assert fact_on(told_nowhere, told, mine, {**other, "role": "processor"}) == ()
    assert fact_on(told_nowhere, told, mine, {**other, "status": "planned"}) == ()
    assert fact_on(done_nowhere, mirrors(["Gi hjelp", "Kreve betaling"]), mine, {**other, "status": "planned"}) == ()
    assert fact_on(told_nowhere, told, other, other) == ("Kreve betaling",)


def test_where_nobody_receives_anything_no_recipient_need_be_told(fact_on):
    assert fact_on(told_nowhere, mirrors(["Gi hjelp"]), {"purposes": [{"text": "Gi hjelp"}]}) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True, min_size=1))
def test_told_and_done_are_alike_where_neither_holds_more(fact_on, done, told):
    body = {"purposes": [{"text": text} for text in done]}
    untold = fact_on(told_nowhere, mirrors(told), body)
    undone = fact_on(done_nowhere, mirrors(told), body)
    assert set(untold) == set(done) - set(told)
    assert set(undone) == set(told) - set(done)
