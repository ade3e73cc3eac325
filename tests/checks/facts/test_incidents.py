from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts.incidents import documentation_lacking, lessons_lacking, points_not_reported
from compliance.checks.law import law_on
from compliance.model.incident import BreachItem, Incident

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")
WHOLE = {"facts": "Brev byttet om.", "effects": "To leste andres brev.", "remedial_action": "Hentet."}


def asked(fact, **fields):
    return fact(Incident(id="INC-1", name="Hendelse", **fields), None, LAW, DAY)


def test_a_breach_is_written_down_when_all_three_things_are():
    assert asked(documentation_lacking, **WHOLE) == ()
    assert asked(documentation_lacking) == tuple(WHOLE)


@pytest.mark.parametrize("field", WHOLE)
def test_each_thing_left_out_is_named(field):
    assert asked(documentation_lacking, **WHOLE | {field: None}) == (field,)


@given(st.none() | st.sets(st.sampled_from(BreachItem)))
def test_the_points_left_out_and_those_reported_are_all_there_are(reported):
    left_out = asked(points_not_reported, notice_items=None if reported is None else tuple(reported))
    if reported is None:
        assert left_out is None
    else:
        assert left_out == tuple(item for item in BreachItem if item not in reported)
        assert {*left_out} | reported == {*BreachItem}


@pytest.mark.parametrize(
    ("cause", "tasks", "lacking"),
    [
        ("Ingen kontroll.", ("TASK-1",), ()),
        (None, ("TASK-1",), ("root_cause",)),
        ("Ingen kontroll.", (), ("task_ids",)),
        (None, (), ("root_cause", "task_ids")),
    ],
)
def test_a_lesson_is_a_cause_and_a_task(cause, tasks, lacking):
    assert asked(lessons_lacking, root_cause=cause, task_ids=tasks) == lacking
