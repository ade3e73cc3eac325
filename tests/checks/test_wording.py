from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.wording import spoken
from compliance.model.assurance import NoticeItem
from compliance.model.supply import DpaItem


def as_written(code, field, source):
    return source


def marked(code, field, source):
    return f"<{code}.{field}>"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "ukjent"),
        (True, "ja"),
        (False, "nei"),
        (0, "0"),
        ("13.2.a", "hvor lenge vi lagrer (13.2.a)"),
        (["13.2.a", "13.2.c"], "hvor lenge vi lagrer (13.2.a), at samtykke kan trekkes (13.2.c)"),
        (["rto", "continuity_plan", "Fastlegen"], "hvor lenge det kan stå stille, en plan, Fastlegen"),
        ([], ""),
        ({"a": 1, "b": ["x", None]}, "a: 1, b: x, ukjent"),
    ],
)
def test_an_argument_reads_as_words_in_a_sentence(value, words):
    assert spoken(value, as_written) == words


def test_every_point_the_law_asks_for_has_words():
    for point in (*NoticeItem, *DpaItem):
        assert spoken(point.value, as_written).endswith(f" ({point.value})")


def test_the_words_around_are_translated_as_those_of_the_rules_are():
    assert spoken([True, None], marked) == "<finding.affirmed.title>, <finding.unknown.title>"


def test_doubt_is_said_around_the_statement_in_the_readers_language(a_rule, a_register):
    english = {"Ikke avklart: {statement}": "Not clear: {statement}", "Noe mangler.": "Something is missing."}
    (finding,) = judge(
        a_register(ACT_1={}),
        [a_rule("activity.profiling")],
        law_on(date(2026, 6, 1), "NO"),
        date(2026, 6, 1),
        translate=lambda code, field, source: english.get(source, source),
    )
    assert finding.statement == "Not clear: Something is missing."


def test_a_long_list_is_named_in_part_and_counted_in_full():
    many = [f"ACT-{number:04}" for number in range(1, 3_001)]
    said = spoken(many, as_written)
    assert said.startswith("ACT-0001, ACT-0002") and said.endswith("ACT-0024, og 2976 til")
    assert spoken(many[:24], as_written).endswith("ACT-0024")
