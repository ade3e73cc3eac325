"""What every shipped condition is held to, on all it judges in the sound municipality and in its examples."""

import copy
from collections.abc import Iterator

import cel as second_implementation
import pytest

from compliance.checks.engine import seen_by
from compliance.checks.expression import Truth
from compliance.checks.finding import Result
from compliance.checks.law import law_on
from compliance.checks.rule import LANGUAGE
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound
from compliance.checks.syntax import Each, Literal, walk

BOOK = read_rulebook()
BY_CODE = {"argvalues": BOOK.rules, "ids": [rule.code for rule in BOOK]}


def everything_seen(rule, expected=None) -> Iterator[dict]:
    """What the conditions see of everything the rule judges, in the sound municipality and in its examples."""
    sound = read_sound()
    views = [(sound.municipality, sound.as_of)] if expected in (None, Result.met) else []
    examples = [example for example in rule.said.examples if expected in (None, example.expect)]
    views.extend((sound.patched(example.patch), example.as_of or sound.as_of) for example in examples)
    for view, day in views:
        for _, values in seen_by(view, rule, law_on(day, view.organisation.country), day):
            yield values


def says(rule, values) -> Truth | None:
    """What `gap_when` says; None where the rule does not apply, or it cannot be told whether it does."""
    variables = LANGUAGE.variables(values)
    for asked in (rule.standing, rule.applies):
        if asked is not None and asked.holds(variables).truth is not Truth.true:
            return None
    return rule.gap.holds(variables).truth


def keys_in(value, path=()) -> Iterator[tuple]:
    """The place of every key of every map, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path:
                yield (*path, key)
            yield from keys_in(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from keys_in(inner, (*path, at))


def changed(values, place, change):
    values = copy.deepcopy(values)
    around = values
    for step in place[:-1]:
        around = around[step]
    change(around, place[-1])
    return values


def words_in(rule):
    literals = {node.value for each in rule.expressions() for node in walk(each.tree) if isinstance(node, Literal)}
    return [literal for literal in literals if isinstance(literal, str)], [n for n in literals if type(n) is int]


def others_than(value, rule):
    """What might have stood there instead: enough to turn any comparison that the rule makes."""
    texts, numbers = words_in(rule)
    if isinstance(value, bool):
        return [True, False]
    if isinstance(value, int):
        return [0, 10**9, *(number + step for number in numbers for step in (-1, 0, 1))]
    if isinstance(value, str):
        return [*texts, "~", "0001-01-01", "9999-12-31"]
    return []


def is_fine(rule, place):
    """Whether the rule says that this may be absent: by path, or by field for what stands in a list."""
    named = [str(step) for step in place if not isinstance(step, int)]
    return any(fine == ".".join(named) or fine.split(".")[-1] == named[-1] for fine in rule.said.absence_is_fine)


@pytest.mark.slow
@pytest.mark.parametrize("rule", **BY_CODE)
def test_take_away_what_a_verdict_of_met_depended_on_and_it_is_no_longer_met(rule):
    for values in everything_seen(rule, Result.met):
        if says(rule, values) is not Truth.false:
            continue
        for place in keys_in(values):
            without = changed(values, place, dict.pop)
            if says(rule, without) is not Truth.false or is_fine(rule, place):
                continue
            held = values
            for step in place:
                held = held[step]
            for other in others_than(held, rule):
                turned = says(
                    rule, changed(values, place, lambda around, key, other=other: around.update({key: other}))
                )
                assert turned is not Truth.true, f"met without {place}, a gap with {other!r}"


def loops(rule):
    return any(isinstance(node, Each) for each in (rule.gap, rule.applies) if each for node in walk(each.tree))


@pytest.mark.parametrize("rule", **BY_CODE)
def test_a_second_implementation_of_the_language_says_the_same_of_every_condition_without_loops(rule):
    if loops(rule):
        return
    programs = [
        (asked, second_implementation.compile(asked.source)) for asked in (rule.applies, rule.gap) if asked is not None
    ]
    for values in everything_seen(rule):
        for asked, program in programs:
            try:
                other = Truth.true if program.execute(values) else Truth.false
            except (KeyError, RuntimeError):  # a name nothing is bound to is its RuntimeError
                other = Truth.unknown
            assert asked.holds(LANGUAGE.variables(values)).truth is other
