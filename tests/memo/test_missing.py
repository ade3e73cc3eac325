import pytest

from compliance.memo.missing import lacks
from compliance.model.decision import Goal
from tests.memo.books import a_question, a_zero, an_option


def paths(**changed):
    return [lack.path for lack in lacks(a_question(**changed))]


def test_a_whole_question_lacks_nothing():
    assert paths() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"question": "Rett det."}, ["question"]),
        ({"options": (an_option(),)}, ["options"]),
        ({"options": (a_zero(),), "recommended_option": "zero"}, ["options"]),
        ({"recommended_option": "other"}, ["recommended_option"]),
        ({"owner_id": None}, ["owner_id"]),
        ({"deadline": None}, ["deadline"]),
        ({"goal": Goal(indicator="Feil", target=0)}, ["goal.baseline", "goal.due"]),
        ({"options": (a_zero(), an_option(one_off_cost=None))}, ["options[1].one_off_cost"]),
        ({"options": (a_zero(), an_option(effects=()))}, ["options[1].effects"]),
        ({"options": (a_zero(), an_option(annual_cost=None))}, ["options[1].annual_cost"]),
        ({"options": (a_zero(), an_option(effects=(), not_estimated_reason="Vet vi først i mai."))}, []),
    ],
)  # fmt: skip
def test_every_empty_field_is_named_by_its_path(changed, expected):
    assert paths(**changed) == expected
