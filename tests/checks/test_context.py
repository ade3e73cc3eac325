import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.context import ABSENT, plain
from compliance.checks.expression import DefectiveExpression
from compliance.checks.sound import read_sound
from compliance.model.activity import ArchivalDuty, LegalBasis, RetentionRule, SubjectCategory
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation, OrganisationKind
from compliance.model.reading import read_document
from compliance.model.values import Answer


def seen(kind, /, **body):
    return plain(read_document(KINDS[kind], {"id": f"{KINDS[kind].prefix}-1", "name": "Navn", **body}))


@pytest.mark.parametrize("value", [None, Answer.unknown, ArchivalDuty.unknown, "", "  \n"])
def test_what_is_not_known_is_absent(value):
    assert plain(value) is ABSENT


@dataclass(frozen=True)
class Counted:
    number: int
    day: date | None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Answer.yes, True),
        (Answer.no, False),
        (True, True),
        (0, 0),
        (ArchivalDuty.none, "none"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 12, 0, tzinfo=UTC), "2026-01-31T12:00:00Z"),
        (datetime(2026, 1, 31, 1, 0, tzinfo=timezone(timedelta(hours=2))), "2026-01-30T23:00:00Z"),
        ((Answer.yes, Answer.unknown, Answer.no), [True, False]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({"k": None, "l": "v"}, {"l": "v"}),
        (Counted(1, None), {"number": 1}),
        ((), []),
    ],
)
def test_what_is_known_is_plain(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


@pytest.mark.parametrize("value", [1.5, object(), timedelta(days=1), b"x"])
def test_what_no_condition_can_see_is_a_defect_of_the_fact_that_gave_it(value):
    with pytest.raises(DefectiveExpression):
        plain(value)


def test_empty_lists_are_there_and_lists_that_were_not_read_are_not():
    assert seen("activity")["legal_bases"] == []
    assert "items_present" not in seen("notice")
    assert seen("notice", items_present=[])["items_present"] == []


def test_inner_values_keep_their_places():
    bases = seen("activity", legal_bases=[{}, {"art6": "e"}])["legal_bases"]
    assert [base.get("art6") for base in bases] == [None, "e"]


@pytest.mark.parametrize(
    ("kind", "answer"), [("municipality", True), ("county", True), ("private", None), (None, None)]
)
def test_a_municipality_is_a_public_authority_unless_it_says_otherwise(kind, answer):
    assert seen("organisation", kind=kind).get("is_public_authority") == answer


def test_an_answer_given_goes_before_one_that_follows():
    assert seen("organisation", kind="municipality", is_public_authority="no")["is_public_authority"] is False
    assert seen("organisation", kind="municipality", is_public_authority="unknown")["is_public_authority"] is True


def test_children_are_vulnerable_unless_somebody_said_otherwise():
    people = seen(
        "activity", subject_categories=[{"code": "pupil"}, {"code": "resident"}, {"code": "pupil", "vulnerable": "no"}]
    )
    assert [each.get("vulnerable") for each in people["subject_categories"]] == [True, None, False]


def nothing_null(value):
    if isinstance(value, dict):
        return all(nothing_null(each) for each in value.values())
    if isinstance(value, list):
        return all(nothing_null(each) for each in value)
    return value not in {None, "", "unknown"}


@pytest.mark.parametrize("document", list(read_sound().municipality.documents()), ids=lambda document: document.id)
def test_nothing_a_condition_sees_of_a_document_is_null_blank_or_unknown(document):
    told = plain(document)
    assert nothing_null(told)
    assert json.loads(json.dumps(told)) == told
    assert set(told) <= set(type(document).model_fields)


@given(
    st.sampled_from(list(Answer)), st.sampled_from([None, *ArchivalDuty]), st.sampled_from([None, *OrganisationKind])
)
def test_answers_and_codes_never_show_as_unknown(answer, duty, kind):
    rule = RetentionRule(is_public_record=answer, archival_duty=duty)
    organisation = Organisation(id="ORG-1", name="Navn", kind=kind, is_public_authority=answer)
    people = SubjectCategory(vulnerable=answer)
    basis = LegalBasis(data_subject_is_party=answer)
    assert all(nothing_null(plain(value)) for value in (rule, organisation, people, basis))
