"""Every shipped rule is held to its own examples, and to the sound municipality."""

import pytest

from compliance.checks.examples import result_on, run_examples
from compliance.checks.finding import Result, family
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound
from compliance.language.readability import lix
from compliance.resources import folder

BOOK = read_rulebook()
SOUND = folder("checklists") / "sound.yaml"

pytestmark = pytest.mark.skipif(not SOUND.exists(), reason="no sound municipality yet")


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_a_rule_says_of_each_example_what_the_example_says(rule):
    outcomes = run_examples(rule, read_sound(), BOOK.rules)
    assert {outcome.example.sentence: outcome.faults for outcome in outcomes if outcome.faults} == {}


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_the_sound_municipality_is_sound_under_every_rule(rule):
    sound = read_sound()
    assert result_on(rule, sound.municipality, sound) in (Result.met, Result.not_applicable)


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_a_rule_has_an_example_of_being_met_and_one_of_a_gap(rule):
    assert {Result.met, Result.gap} <= {example.expect for example in rule.said.examples}


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_a_statement_has_at_most_fifteen_words(rule):
    assert len(rule.said.statement.split()) <= 15


@pytest.mark.parametrize("of", sorted({family(rule.code) for rule in BOOK}))
def test_the_statements_of_a_family_are_easy_to_read_together(of):
    assert lix(" ".join(rule.said.statement for rule in BOOK if family(rule.code) == of), "nb") <= 35
