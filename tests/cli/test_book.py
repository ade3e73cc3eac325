from datetime import UTC, date, datetime

import pytest

from compliance.cli.book import acting, language_of, opened, seen
from compliance.cli.options import Call
from compliance.register.actors import ActorNeeded, ActorUnknown
from tests.register.books import START, candidate, founded, written


@pytest.fixture
def register(tmp_path):
    with founded(tmp_path / "r.db") as made:
        written(made, candidate("organisation", "ORG-1", name="Ny"))
        yield made


def call(register, **more):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Call(now=now, as_of=date(2026, 11, 22), register_given=str(register.address), **more)


def test_the_register_named_is_opened(register):
    with opened(call(register)) as found:
        assert found.id == register.id


@pytest.mark.parametrize(("at", "name"), [(None, "Ny"), (1, "Sund kommune"), (START, "Sund kommune")])
def test_the_state_asked_for_is_seen(register, at, name):
    assert seen(call(register, at=at), register).organisation.name == name


def test_the_only_person_acts_unless_another_is_named(register):
    assert acting(call(register), register) == "PER-1"
    with pytest.raises(ActorUnknown):
        acting(call(register, actor="PER-2"), register)
    written(register, candidate("person", "PER-2", name="Ola"))
    assert acting(call(register, actor="PER-2"), register) == "PER-2"
    with pytest.raises(ActorNeeded):
        acting(call(register), register)


def test_labels_speak_as_asked_else_as_the_organisation_does(register):
    assert language_of(call(register, language="en"), register.view()) == "en"
    assert language_of(call(register), register.view()) == "nb"
    written(register, candidate("organisation", "ORG-1", language="nn"))
    assert language_of(call(register), register.view()) == "nn"
