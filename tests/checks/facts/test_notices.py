from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.checks.facts.notices import CONDITIONAL, ITEMS, exception_falls_short, in_use, missing_items
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.model.assurance import NoticeBasis, NoticeItem

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
ALWAYS_13 = ["13.1.a", "13.1.c", "13.2.a", "13.2.b", "13.2.d", "13.2.e"]
ALWAYS_14 = ["14.1.a", "14.1.c", "14.1.d", "14.2.a", "14.2.c", "14.2.e", "14.2.f"]

SETTLED = {
    "notice_ids": ["NOT-1"],
    "purposes": [{"id": "p1"}],
    "data_categories": [{"id": "d1", "sensitivity": "ordinary"}],
    "legal_bases": [{"purpose_id": "p1", "art6": "e"}],
    "no_recipients_declared": "yes",
    "no_transfers_declared": "yes",
    "automated_decision": "none",
}
"""An activity of which only what must always be told, must be told; and a data protection officer, if there is one."""


@pytest.fixture
def lacking(a_register):
    """What a notice lacks that says these items and is used by these activities."""

    def find(items, *activities, basis="art13", officer=False):
        bodies = {f"ACT_{at}": body for at, body in enumerate(activities)}
        home = {"kind": "municipality", "country": "NO", **({"dpo_contact": "ombud@example.no"} if officer else {})}
        register = a_register(ORG_1=home, NOT_1={"basis": basis, "items_present": items}, **bodies)
        found = missing_items(register.get("NOT-1"), Reading(register), LAW, DAY)
        return None if found is None else [item.value for item in found]

    return find


def with_(**changes):
    return {**SETTLED, **changes}


def test_every_item_is_of_article_13_or_14_and_no_item_of_both():
    assert ITEMS[NoticeBasis.art13] | ITEMS[NoticeBasis.art14] == set(NoticeItem)
    assert not ITEMS[NoticeBasis.art13] & ITEMS[NoticeBasis.art14]


@pytest.mark.parametrize(("basis", "always"), [("art13", ALWAYS_13), ("art14", ALWAYS_14)])
def test_some_items_must_always_be_told(lacking, basis, always):
    officer = {"art13": "13.1.b", "art14": "14.1.b"}[basis]
    assert lacking([], SETTLED, basis=basis, officer=True) == sorted([*always, officer])
    assert lacking([*always, officer], SETTLED, basis=basis, officer=True) == []
    told = {item.value for item in ITEMS[NoticeBasis(basis)]} - {item.value for item in CONDITIONAL}
    assert told == set(always)


@pytest.mark.parametrize(
    ("changes", "item13", "item14"),
    [
        ({"legal_bases": [{"art6": "f"}]}, "13.1.d", "14.2.b"),
        ({"legal_bases": [{"art6": "a"}]}, "13.2.c", "14.2.d"),
        ({"legal_bases": [{"art6": "e", "art9_condition": "a"}]}, "13.2.c", "14.2.d"),
        ({"recipients": [{"name": "Fastlegen"}]}, "13.1.e", "14.1.e"),
        ({"no_recipients_declared": "no"}, "13.1.e", "14.1.e"),
        ({"transfers": [{"country": "US"}]}, "13.1.f", "14.1.f"),
        ({"transfers": [{"country": "SE"}, {}, {"country": "IN"}]}, "13.1.f", "14.1.f"),
        ({"no_transfers_declared": "no"}, "13.1.f", "14.1.f"),
        ({"automated_decision": "solely", "automated_effect": "significant"}, "13.2.f", "14.2.g"),
    ],
)
def test_some_items_must_be_told_in_a_case(lacking, changes, item13, item14):
    assert lacking([*ALWAYS_13, "13.1.b"], with_(**changes)) == [item13]
    assert lacking([*ALWAYS_13, "13.1.b", item13], with_(**changes)) == []
    assert lacking([*ALWAYS_14, "14.1.b"], with_(**changes), basis="art14") == [item14]


@pytest.mark.parametrize(
    "changes",
    [
        {"legal_bases": [], "purposes": []},
        {"legal_bases": []},
        {"legal_bases": [{"art9_condition": "h"}]},
        {"legal_bases": [{"art9_condition": "h"}], "purposes": []},
        {"purposes": [{"id": "p1"}, {"id": "p2"}]},
        {"data_categories": [{"id": "d1", "sensitivity": "art9"}]},
        {"no_recipients_declared": None},
        {"no_recipients_declared": "unknown"},
        {"no_transfers_declared": None},
        {"transfers": [{"country": "SE"}, {}]},
        {"automated_decision": None},
        {"automated_decision": "solely"},
        {"automated_decision": None, "automated_effect": "significant"},
    ],
)
def test_where_the_case_is_not_recorded_it_is_not_known_whether_an_item_is_missing(lacking, changes):
    body = {name: value for name, value in with_(**changes).items() if value is not None}
    assert lacking([*ALWAYS_13, "13.1.b"], body) is None
    assert lacking([item.value for item in ITEMS[NoticeBasis.art13]], body) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"purposes": []},
        {"transfers": [{"country": "SE"}], "no_transfers_declared": "no"},
        {"automated_decision": "support", "automated_effect": "significant"},
        {"automated_decision": "solely", "automated_effect": "minor"},
        {"data_categories": []},
        {
            "data_categories": [{"id": "d1", "sensitivity": "art9"}],
            "legal_bases": [{"art6": "e"}, {"art9_condition": "g"}],
        },
        {
            "data_categories": [{"id": "d1", "sensitivity": "art9"}],
            "legal_bases": [{"art6": "e", "art9_condition": "g"}],
        },
    ],
)
def test_where_the_case_is_known_not_to_be_there_nothing_is_missing(lacking, changes):
    assert lacking([*ALWAYS_13, "13.1.b"], with_(**changes)) == []


def test_each_item_is_in_doubt_by_itself(lacking):
    unknown = with_(legal_bases=[])
    assert lacking([*ALWAYS_13, "13.1.b", "13.2.c"], unknown) is None
    assert lacking([*ALWAYS_13, "13.1.b", "13.1.d"], unknown) is None
    assert lacking([*ALWAYS_13, "13.1.b", "13.1.d", "13.2.c"], unknown) == []


def test_it_is_not_known_whether_to_tell_of_an_officer_nobody_has_recorded(lacking):
    assert lacking(ALWAYS_13, SETTLED) is None
    assert lacking(ALWAYS_13, SETTLED, officer=True) == ["13.1.b"]


def test_what_is_surely_missing_is_named_though_other_things_are_in_doubt(lacking):
    assert lacking(ALWAYS_13[1:], with_(legal_bases=[])) == ["13.1.a"]


def test_what_several_activities_need_is_added_up(lacking):
    consent = with_(legal_bases=[{"art6": "a"}])
    interests = with_(legal_bases=[{"art6": "f"}])
    assert lacking([*ALWAYS_13, "13.1.b"], consent, interests, SETTLED) == ["13.1.d", "13.2.c"]


def test_a_notice_that_nobody_has_read_or_that_is_of_neither_article_may_lack_anything(a_register):
    register = a_register(
        NOT_1={"basis": "art13"}, NOT_2={"items_present": []}, ACT_1=with_(notice_ids=["NOT-1", "NOT-2"])
    )
    for id in ("NOT-1", "NOT-2"):
        assert missing_items(register.get(id), Reading(register), LAW, DAY) is None


@pytest.mark.parametrize(
    ("changes", "used"),
    [({}, True), ({"status": "ended"}, False), ({"role": "processor"}, False), ({"role": "joint"}, True)],
)
def test_only_what_we_answer_for_and_have_not_ended_needs_the_notice(a_register, lacking, changes, used):
    register = a_register(NOT_1={"basis": "art13", "items_present": []}, ACT_1=with_(**changes))
    assert in_use(register.get("NOT-1"), Reading(register), LAW, DAY) is used
    assert bool(lacking([], with_(**changes), officer=True)) is used


CASES = [
    {},
    {"legal_bases": []},
    {"legal_bases": [{"art6": "a"}]},
    {"legal_bases": [{"art6": "f"}]},
    {"no_transfers_declared": "no"},
    {"no_recipients_declared": "unknown"},
    {"automated_decision": "solely"},
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the fixture holds no state
@given(st.sets(st.sampled_from(sorted(ITEMS[NoticeBasis.art13]))), st.sampled_from(NoticeItem), st.sampled_from(CASES))
def test_telling_one_thing_more_never_makes_a_notice_lack_more(lacking, items, more, case):
    less = lacking(sorted(items), with_(**case), officer=True)
    now = lacking(sorted({*items, more}), with_(**case), officer=True)
    if less is None:
        assert not now
    else:
        assert set(now or []) == set(less) - {more.value}


@pytest.mark.parametrize(
    ("exception", "sources", "short"),
    [
        (None, ["other"], False),
        ({"scope": "both"}, [], False),
        ({"scope": "art14"}, ["other"], False),
        ({"scope": "art14"}, ["other", "data_subject"], True),
        ({"scope": "art13"}, ["data_subject"], False),
        ({"scope": "art13"}, ["other"], True),
        ({"scope": "art14"}, [], None),
        ({"reason": "De vet det."}, ["other"], None),
    ],
)
def test_an_exception_covers_only_the_way_in_that_it_is_written_for(a_register, exception, sources, short):
    body = {"sources": sources, **({"notice_exception": exception} if exception else {})}
    register = a_register(ACT_1=body)
    assert exception_falls_short(register.get("ACT-1"), Reading(register), LAW, DAY) is short


def test_an_officer_who_is_named_must_be_told_of_though_no_address_is_written(a_register):
    home = {"kind": "municipality", "country": "NO", "dpo_person_id": "PER-1"}
    notice = {"basis": "art13", "items_present": ALWAYS_13}
    register = a_register(ORG_1=home, PER_1={}, NOT_1=notice, ACT_1=SETTLED)
    assert missing_items(register.get("NOT-1"), Reading(register), LAW, DAY) == (NoticeItem.i13_1_b,)
