from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.bases import (
    art6,
    art9_conditions,
    holds_sensitive_data,
    several_bases,
    uses_sensitive_data,
    without_condition_a_or_g,
)
from compliance.checks.law import law_on
from compliance.checks.subjects import Within
from compliance.model.activity import (
    Activity,
    Art6,
    Art9Condition,
    Art9Type,
    DataCategory,
    LegalBasis,
    Purpose,
    Sensitivity,
)

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
UNSAID = st.none()

letters = UNSAID | st.sampled_from(Art6)
conditions = UNSAID | st.sampled_from(Art9Condition)


@st.composite
def activities(draw, fewest=0):
    """Activities whose bases are tied to a purpose, or to none."""
    count = draw(st.integers(fewest, 3))
    ids = [f"p{at}" for at in range(count)]
    tied = UNSAID | st.sampled_from(ids) if ids else UNSAID
    sensitivity = UNSAID | st.sampled_from(Sensitivity)
    data = draw(st.lists(st.builds(DataCategory, sensitivity=sensitivity), max_size=3))
    numbered = tuple(each.model_copy(update={"id": f"d{at}"}) for at, each in enumerate(data))
    used = (
        st.lists(st.sampled_from([each.id for each in numbered]), unique=True).map(tuple) if numbered else st.just(())
    )
    return Activity(
        id="ACT-1",
        name="Behandling",
        purposes=tuple(Purpose(id=id, data_category_ids=draw(used)) for id in ids),
        data_categories=numbered,
        legal_bases=tuple(
            draw(st.lists(st.builds(LegalBasis, purpose_id=tied, art6=letters, art9_condition=conditions), max_size=4))
        ),
    )


def activity(*bases, purposes=1, data=()):
    return Activity(
        id="ACT-1",
        name="Behandling",
        purposes=tuple(Purpose(id=f"p{at}") for at in range(purposes)),
        data_categories=data,
        legal_bases=tuple(LegalBasis(**{name: told(value) for name, value in basis.items()}) for basis in bases),
    )


def told(value):
    return value if value.startswith("p") else (Art6(value[1:]) if value[0] == "6" else Art9Condition(value[1:]))


def of(fact, activity, at=0):
    return fact(Within(activity.purposes[at], activity, at), None, LAW, DAY)


def whole(fact, activity):
    return fact(activity, None, LAW, DAY)


SENSITIVE = DataCategory(id="d0", sensitivity=Sensitivity.art9)
ORDINARY = DataCategory(id="d1", sensitivity=Sensitivity.ordinary)
UNDESCRIBED = DataCategory(id="d2")


@pytest.mark.parametrize(
    ("bases", "purposes", "said"),
    [
        ([], 1, ()),
        ([{"art6": "6e"}], 1, (Art6.e,)),
        ([{"art6": "6e"}], 2, None),
        ([{"art6": "6e", "purpose_id": "p1"}], 2, ()),
        ([{"art6": "6e", "purpose_id": "p0"}, {"art6": "6a"}], 2, (Art6.e,)),
        ([{"art9_condition": "9h"}], 2, ()),
        ([{"art9_condition": "9h", "purpose_id": "p0"}, {"art6": "6e"}], 2, None),
        ([{"art6": "6e"}, {"art6": "6c"}, {"art6": "6e"}], 1, (Art6.c, Art6.e)),
    ],
)
def test_a_purpose_rests_on_the_letters_tied_to_it(bases, purposes, said):
    assert of(art6, activity(*bases, purposes=purposes)) == said


@pytest.mark.parametrize(
    ("bases", "purposes", "said"),
    [
        ([], 1, False),
        ([{"art6": "6a"}], 1, False),
        ([{"art6": "6c"}, {"art6": "6e"}], 1, False),
        ([{"art6": "6a"}, {"art6": "6e"}], 1, True),
        ([{"art6": "6c"}, {"art6": "6e"}, {"art6": "6f"}], 1, True),
        ([{"art6": "6e", "purpose_id": "p0"}, {"art6": "6a"}], 2, None),
        ([{"art6": "6e", "purpose_id": "p0"}, {"art6": "6c"}], 2, False),
        ([{"art6": "6e", "purpose_id": "p0"}, {"art6": "6a", "purpose_id": "p1"}], 2, False),
        ([{"art6": "6e", "purpose_id": "p0"}, {"art6": "6a", "purpose_id": "p0"}, {"art6": "6f"}], 2, True),
    ],
)
def test_duty_and_task_are_one_basis_and_a_basis_tied_to_nothing_leaves_doubt(bases, purposes, said):
    assert of(several_bases, activity(*bases, purposes=purposes)) is said


@pytest.mark.parametrize(
    ("bases", "said"),
    [
        ([], ()),
        ([{"art6": "6e"}], ()),
        ([{"art9_condition": "9h"}], None),
        ([{"art9_condition": "9h", "purpose_id": "p1"}], ()),
        ([{"art9_condition": "9h", "purpose_id": "p0"}], (Art9Condition.h,)),
    ],
)
def test_a_condition_tied_to_nothing_may_be_the_one_that_is_sought(bases, said):
    assert of(art9_conditions, activity(*bases, purposes=2)) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ((), None),
        ((ORDINARY,), False),
        ((ORDINARY, UNDESCRIBED), None),
        ((UNDESCRIBED, SENSITIVE), True),
        ((DataCategory(id="d3", art9_type=Art9Type.health),), True),
    ],
)
def test_data_are_sensitive_when_one_kind_is_and_not_known_to_be_harmless_before_all_are_described(data, said):
    assert whole(holds_sensitive_data, activity(data=data)) is said
    assert of(uses_sensitive_data, activity(data=data)) is said


def test_a_purpose_that_names_its_data_is_judged_by_those_alone():
    held = activity(data=(SENSITIVE, ORDINARY))
    held = held.model_copy(update={"purposes": (Purpose(id="p0", data_category_ids=("d1",)),)})
    assert of(uses_sensitive_data, held) is False
    assert whole(holds_sensitive_data, held) is True


@pytest.mark.parametrize(
    ("bases", "purposes", "data", "said"),
    [
        ([], 1, (SENSITIVE,), True),
        ([], 1, (ORDINARY,), False),
        ([], 1, (), None),
        ([{"art9_condition": "9h"}], 1, (SENSITIVE,), True),
        ([{"art9_condition": "9g"}], 1, (SENSITIVE,), False),
        ([{"art9_condition": "9a"}], 1, (UNDESCRIBED,), False),
        ([{"art9_condition": "9g"}], 2, (SENSITIVE,), None),
        ([{"art9_condition": "9g"}], 2, (ORDINARY,), False),
        ([{"art9_condition": "9g", "purpose_id": "p0"}], 2, (SENSITIVE,), True),
        ([{"art9_condition": "9g"}], 0, (SENSITIVE,), None),
        ([{"art9_condition": "9h"}], 0, (SENSITIVE,), True),
    ],
)
def test_a_machine_may_use_sensitive_data_only_under_condition_a_or_g(bases, purposes, data, said):
    assert whole(without_condition_a_or_g, activity(*bases, purposes=purposes, data=data)) is said


@given(activities(fewest=1))
def test_tying_a_loose_basis_to_a_purpose_never_turns_what_was_certain(held):
    before = of(art6, held), of(several_bases, held), of(art9_conditions, held)
    loose = next((at for at, basis in enumerate(held.legal_bases) if basis.purpose_id is None), None)
    if loose is None:
        return
    tied = list(held.legal_bases)
    tied[loose] = tied[loose].model_copy(update={"purpose_id": held.purposes[-1].id})
    now = held.model_copy(update={"legal_bases": tuple(tied)})
    after = of(art6, now), of(several_bases, now), of(art9_conditions, now)
    assert before[0] != () or len(held.purposes) == 1 or after[0] == ()
    assert before[1] is None or after[1] == before[1]
    assert before[2] != () or len(held.purposes) == 1 or after[2] == ()


@given(activities())
def test_describing_what_was_not_described_never_turns_what_was_certain(held):
    described = tuple(
        each if each.sensitivity else each.model_copy(update={"sensitivity": Sensitivity.art9})
        for each in held.data_categories
    )
    now = held.model_copy(update={"data_categories": described})
    for fact in (holds_sensitive_data, without_condition_a_or_g):
        before = whole(fact, held)
        assert before is None or whole(fact, now) is before


def test_a_condition_tied_to_nothing_takes_none_away_from_what_is_tied():
    both = activity({"purpose_id": "p0", "art9_condition": "9g"}, {"art9_condition": "9a"}, purposes=2)
    assert of(art9_conditions, both) == (Art9Condition.g,)
