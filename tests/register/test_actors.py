import pytest

from compliance.register.actors import ActorNeeded, ActorUnknown, LastActor, checked_actor, refuse_last, sole_actor
from tests.register.books import START, candidate, written


@pytest.fixture
def two(book):
    written(book, candidate("person", "PER-2", name="Ola"))
    return book


def test_the_only_person_acts(book):
    assert sole_actor(book.view()) == "PER-1"


def test_of_several_one_must_be_named(two):
    with pytest.raises(ActorNeeded) as refusal:
        sole_actor(two.view())
    assert "PER-1 (Kari Ås), PER-2 (Ola)" in refusal.value.advice
    assert checked_actor(two.view(), "PER-2") == "PER-2"


@pytest.mark.parametrize("given", ["", "PER-9", "ORG-1", "per-1"])
def test_who_is_no_person_of_the_register_does_not_act(two, given):
    with pytest.raises(ActorUnknown):
        checked_actor(two.view(), given)


def test_who_was_erased_or_has_left_does_not_act(two):
    written(two, candidate("person", "PER-3", name="Per"))
    two.erase_person("PER-2", actor="PER-1", reason="by request", at=START)
    two.retire("PER-3", actor="PER-1", reason="left", at=START)
    for id in ("PER-2", "PER-3"):
        with pytest.raises(ActorUnknown):
            checked_actor(two.view(), id)
    assert sole_actor(two.view()) == "PER-1"


def test_somebody_who_can_act_must_be_left(two):
    view = two.view()
    refuse_last(view, ["PER-1"])
    refuse_last(view, ["PER-1", "PER-2"], ["PER-3"])
    refuse_last(view, [])
    with pytest.raises(LastActor):
        refuse_last(view, ["PER-1", "PER-2"])


def test_handing_over_to_a_new_person_in_one_plan_is_possible(book):
    written(book, candidate("person", "PER-1", retired={"reason": "left"}), candidate("person", "PER-2", name="Ola"))
    assert sole_actor(book.view()) == "PER-2"
