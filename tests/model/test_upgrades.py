import pytest

from compliance.model.upgrades import SCHEMA, STEPS, SchemaFromTheFuture, upgraded


def test_todays_body_is_left_alone():
    assert upgraded("activity", {"id": "ACT-1"}, SCHEMA) == {"id": "ACT-1"}


def test_steps_are_taken_one_after_the_other():
    steps = {1: lambda kind, body: body | {"two": kind}, 2: lambda kind, body: body | {"three": body["two"]}}
    assert upgraded("risk", {}, 1, steps=steps, target=3) == {"two": "risk", "three": "risk"}
    assert upgraded("risk", {"two": "x"}, 2, steps=steps, target=3) == {"two": "x", "three": "x"}


def test_a_body_of_a_newer_schema_is_refused():
    with pytest.raises(SchemaFromTheFuture):
        upgraded("activity", {}, SCHEMA + 1)


def test_there_is_a_step_from_every_schema_ever_released():
    assert set(STEPS) == set(range(1, SCHEMA))
