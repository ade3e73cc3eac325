"""A rule or a fact with one thing changed no longer comes out as its examples and tests say: each clause is there for a
reason."""

from pathlib import Path

import pytest

from bench.mutants import condition_mutants, excused, fact_changes, fact_mutants, leaning_on, survivors, topic_names
from compliance.checks.rulebook import read_rulebook

BOOK = read_rulebook()
QUICK = (
    *("answers", "consents", "crime_data", "governance", "incidents", "notices", "officer"),
    *("records", "retention", "rights", "risk", "staff"),
)
"""The topics of facts that are tried here; `make mutants` tries every one, which takes minutes."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_every_small_fault_in_a_condition_is_caught_or_excused(rule):
    alive = [each.change for each in survivors(list(condition_mutants(rule)))]
    assert [change for change in alive if change not in excused().get(rule.code, {})] == []


@pytest.mark.slow
@pytest.mark.parametrize("topic", QUICK)
def test_every_small_fault_in_a_fact_is_caught_or_excused(topic):
    alive = {each.change for each in survivors(list(fact_mutants(topic, BOOK.rules)))}
    assert alive == set(excused().get(f"facts.{topic}", {}))


def test_few_are_excused_and_each_with_a_reason():
    known = [(of, reason) for of, changes in excused().items() for reason in changes.values()]
    assert all(len(reason.split()) > 2 for _, reason in known)
    assert {of for of, _ in known if not of.startswith("facts.")} <= {rule.code for rule in BOOK}
    assert {of for of, _ in known if of.startswith("facts.")} <= {f"facts.{topic}" for topic in topic_names()}


@pytest.mark.slow
@pytest.mark.parametrize("of", [of for of in excused() if of.startswith("facts.")])
def test_what_is_excused_of_a_fact_is_a_change_that_can_still_be_made(of):
    assert set(excused()[of]) <= set(fact_changes(of.removeprefix("facts.")))


@pytest.mark.slow
@pytest.mark.parametrize("topic", topic_names())
def test_every_change_of_a_fact_has_a_name_of_its_own(topic):
    changes = fact_changes(topic)
    assert len(set(changes)) == len(changes)


def test_a_topic_is_tried_on_those_that_use_its_functions_too():
    assert leaning_on("profiles") == ["profiles", "disposal", "staff"]
    assert leaning_on("retention") == ["retention"]


def test_every_topic_is_known():
    place = Path(__file__).resolve().parents[2] / "compliance" / "checks" / "facts"
    assert topic_names() == sorted(path.stem for path in place.glob("*.py") if path.stem != "__init__")
