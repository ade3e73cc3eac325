from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.governance import (
    STANDARD_POINTS,
    council_report_due,
    documentation_plan_due,
    ever_reviewed,
    independent_review_due,
    is_last_review,
    next_management_review,
    points_not_covered,
    roles_not_in_writing,
    uses_ai,
)
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.model.governance import ReviewInputCode

DAY = date(2024, 2, 29)
LAW = law_on(DAY, "NO")


def of(register, fact, id="ORG-1", day=DAY):
    return fact(register.get(id), Reading(register), LAW, day)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 3, 1), date(2024, 3, 1)),
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2024, 3, 1), None),
        (None, None),
    ],
)
@pytest.mark.parametrize("recorded", ["on the organisation", "apart"])
def test_a_review_is_due_a_year_after_the_last_and_unknown_when_dated_ahead(a_register, last, due, recorded):
    told = {"last_management_review": last.isoformat()} if last and recorded == "on the organisation" else {}
    more = {"REV_1": {"held_on": last.isoformat()}} if last and recorded == "apart" else {}
    register = a_register(ORG_1={"country": "NO", **told}, **more)
    assert of(register, next_management_review) == due
    assert of(register, ever_reviewed) == (last is not None)


def test_the_latest_of_all_reviews_held_counts_and_those_of_others_do_not(a_register):
    register = a_register(
        ORG_1={"last_management_review": "2022-01-01"},
        ORG_2={"kind": "board", "parent_id": "ORG-1"},
        REV_1={"held_on": "2023-05-31"},
        REV_2={"held_on": "2024-03-01", "organisation_id": "ORG-1"},
        REV_3={"held_on": "2024-02-01", "organisation_id": "ORG-2"},
        REV_4={},
    )
    assert of(register, next_management_review) == date(2024, 5, 31)
    assert of(register, next_management_review, "ORG-2") == date(2025, 2, 1)
    last = {id: of(register, is_last_review, id) for id in ("REV-1", "REV-2", "REV-3", "REV-4")}
    assert last == {"REV-1": True, "REV-2": False, "REV-3": True, "REV-4": None}


@given(st.sets(st.sampled_from(ReviewInputCode)))
def test_what_a_review_skipped_and_what_it_covered_make_up_the_standard(covered):
    from compliance.model.governance import ManagementReview, ReviewInput

    review = ManagementReview(id="REV-1", name="R", inputs=tuple(ReviewInput(code=code) for code in sorted(covered)))
    left = points_not_covered(review, None, LAW, DAY)
    if not covered:
        assert left is None
    else:
        assert set(left) == set(STANDARD_POINTS) - covered
        assert list(left) == sorted(left)
    assert len(STANDARD_POINTS) == 7


@pytest.mark.parametrize(
    ("assigned", "left"),
    [
        ({"role": "dpo", "person_id": "PER-1", "evidence_id": "EVI-1"}, ("auditor",)),
        ({"role": "dpo", "person_id": "PER-1"}, ("dpo", "auditor")),
        ({"role": "dpo", "evidence_id": "EVI-1"}, ("dpo", "auditor")),
        ({"person_id": "PER-1", "evidence_id": "EVI-1"}, ("dpo", "auditor")),
    ],
)
def test_a_role_is_handed_out_when_somebody_holds_it_in_writing(a_register, assigned, left):
    profile = {"required_roles": ["dpo", "auditor", "dpo"], "assignments": [assigned]}
    assert of(a_register(PER_1={}, EVI_1={}, GOV_1=profile), roles_not_in_writing) == left


def test_without_a_profile_or_a_list_of_roles_nobody_can_tell_what_is_missing(a_register):
    assert of(a_register(), roles_not_in_writing) is None
    assert of(a_register(GOV_1={}), roles_not_in_writing) is None


@pytest.mark.parametrize(
    ("fact", "field", "years"),
    [
        (council_report_due, "council_report_on", 1),
        (independent_review_due, "last_independent_review", 2),
        (documentation_plan_due, "documentation_plan_reviewed", 2),
    ],
)
def test_what_comes_again_is_due_that_many_years_later(a_register, fact, field, years):
    assert of(a_register(GOV_1={field: "2024-02-29"}), fact) == date(2024 + years, 2, 28)
    assert of(a_register(GOV_1={field: "2024-03-01"}), fact) is None
    assert of(a_register(GOV_1={}), fact) is None
    assert of(a_register(), fact) is None


@pytest.mark.parametrize(
    ("systems", "uses"),
    [
        ([], None),
        (["no"], False),
        (["no", None], None),
        (["no", "unknown"], None),
        (["no", "yes"], True),
        ([None, "yes"], True),
    ],
)
def test_whether_any_system_has_ai_is_known_when_every_one_has_answered(a_register, systems, uses):
    bodies = {f"SYS_{at}": {"ai_used": answer} if answer else {} for at, answer in enumerate(systems)}
    assert of(a_register(**bodies), uses_ai) is uses
    retired = {"SYS_9": {"status": "retired", "ai_used": "yes"}}
    assert of(a_register(**bodies, **retired), uses_ai) is uses


def test_a_point_that_does_not_say_which_it_is_leaves_it_unknown_what_was_skipped():
    from compliance.model.governance import ManagementReview, ReviewInput

    review = ManagementReview(id="REV-1", name="R", inputs=(ReviewInput(),))
    assert points_not_covered(review, None, LAW, DAY) is None
