import pytest

from compliance.checks.examples import overall, result_on, run_example, run_examples
from compliance.checks.finding import Result, Severity
from compliance.checks.rule import Example


def test_every_example_of_the_fixtures_comes_out_as_its_sentence_says(rulebook, sound):
    outcomes = [outcome for rule in rulebook for outcome in run_examples(rule, sound, rulebook)]
    assert len(outcomes) >= 14
    assert [outcome.faults for outcome in outcomes if not outcome.as_expected] == []
    assert {outcome.result for outcome in outcomes} == set(Result)


def example(**fields):
    return Example.model_validate({"sentence": "Et eksempel", **fields})


GONE = {"ENG-1": {"dpa_valid_to": "2026-05-31"}}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"expect": "met", "patch": GONE}, "it is gap, not met"),
        ({"expect": "gap"}, "it is met, not gap"),
        ({"expect": "gap", "patch": GONE, "severity": "minor"}, "it is blocker, not minor"),
        ({"expect": "met", "severity": "minor"}, "it is without finding, not minor"),
        ({"expect": "gap", "patch": GONE, "arguments": {"date": "2026-05-31"}}, "it shows"),
    ],
)
def test_an_example_that_does_not_come_out_says_what_differs(rulebook, sound, fields, fault):
    outcome = run_example(rulebook.named("TEST-PROC-002"), example(**fields), sound)
    assert not outcome.as_expected
    assert fault in outcome.faults[0]


def test_an_example_can_be_judged_on_another_day(rulebook, sound):
    rule = rulebook.named("TEST-PROC-002")
    assert run_example(rule, example(expect="gap", as_of="2027-01-02"), sound).as_expected
    assert run_example(rule, example(expect="met", as_of="2027-01-01"), sound).as_expected


def test_an_example_can_move_the_municipality_to_another_country(a_rule, sound):
    rule = a_rule("activity.purposes != []", countries="[SE]")
    assert run_example(rule, example(expect="not_applicable"), sound).as_expected
    moved = example(expect="gap", patch={"ORG-1": {"country": "SE"}})
    assert run_example(rule, moved, sound).as_expected


def test_one_gap_anywhere_is_a_gap(a_rule, sound):
    rule = a_rule("activity.name == 'Skadet'".replace("'", '"'))
    two = {"ACT-2": {"name": "Skadet"}}
    assert run_example(rule, example(expect="gap", patch=two), sound).as_expected
    assert overall([]) is Result.not_applicable


def test_an_example_prints_with_its_result(rulebook, sound):
    outcome = run_examples(rulebook.named("TEST-PROC-002"), sound)[1]
    assert outcome.as_json() == {
        "sentence": "Avtalen gikk ut i går",
        "patch": {"ENG-1": {"dpa_valid_to": "2026-05-31"}},
        "expect": "gap",
        "result": "gap",
        "as_expected": True,
    }
    assert outcome.findings[0].severity is Severity.blocker


def test_a_rule_is_asked_of_the_sound_municipality_as_it_stands(rulebook, sound):
    for rule in rulebook:
        assert result_on(rule, sound.municipality, sound) in (Result.met, Result.not_applicable)
