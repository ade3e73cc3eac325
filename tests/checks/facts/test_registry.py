import pytest

from compliance.checks.facts import FACTS, FactGivenTwice, FactOfNothing, registry
from compliance.checks.subjects import JUDGED


def one(subject, reading, law, as_of) -> bool | None: ...


def another(subject, reading, law, as_of) -> bool | None: ...


def test_facts_are_found_by_kind_and_name():
    facts = registry({"task": (one,)}, {"task": (another,), "activity": (one,)})
    assert dict(facts["task"]) == {"one": one, "another": another}
    assert dict(facts["activity"]) == {"one": one}
    assert facts["risk"] == {}


def test_a_name_is_given_once_per_kind():
    with pytest.raises(FactGivenTwice, match="“one” of task"):
        registry({"task": (one,)}, {"task": (one,)})


def test_a_fact_is_about_a_kind_that_can_be_judged():
    with pytest.raises(FactOfNothing, match="“house”"):
        registry({"house": (one,)})


def test_the_shipped_registry_cannot_be_changed():
    assert set(FACTS) == set(JUDGED)
    with pytest.raises(TypeError):
        FACTS["task"]["more"] = one
