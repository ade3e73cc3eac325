from dataclasses import replace

import pytest

from compliance.checks.finding import Area, Decides, Finding, Result, Severity
from compliance.cli.findings import Storm, finding_lines, shown, storms

ONE = Finding(
    id="F-1", rule="RET-PER-001", subject="ACT-1", subject_name="Klubb", path="retention_rules[0]", area=Area.retention,
    severity=Severity.major, result=Result.gap, decides=Decides.line, statement="Det står ikke hvor lenge.",
    arguments={}, remedy="Skriv det.", citations=(),
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"rule": "RET-TRIG-001"},
        {"result": Result.undetermined},
        {"severity": Severity.minor},
        {"decides": Decides.leader},
        {"statement": "Det står ikke hvor lenge etter 1.1.2026."},
    ],
)
def test_what_says_something_else_is_no_part_of_the_storm(other):
    assert storms([ONE, replace(ONE, subject="ACT-2"), replace(ONE, subject="ACT-3", **other)]) == (
        Storm(ONE, 1),
        Storm(replace(ONE, subject="ACT-3", **other), 0),
    )


def test_what_the_sentence_does_not_say_parts_no_storm():
    assert storms([ONE, replace(ONE, arguments={"signs": ["WP248.4"]})]) == (Storm(ONE, 1),)


def test_a_storm_stands_where_its_first_finding_stood():
    between = replace(ONE, rule="RET-TRIG-001")
    assert [storm.first.rule for storm in storms([ONE, between, ONE])] == ["RET-PER-001", "RET-TRIG-001"]


def test_no_findings_are_no_lines():
    assert storms([]) == ()


def test_a_line_is_record_rule_severity_who_and_what():
    assert finding_lines([Storm(ONE)]) == "ACT-1  RET-PER-001  major  line  Det står ikke hvor lenge."
    unknown = replace(ONE, result=Result.undetermined)
    assert finding_lines([Storm(unknown, 2)]).startswith("ACT-1 +2  RET-PER-001  major?  line  ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "true"),
        ("e", '"e"'),
        ([], "[]"),
        (["a", "b"], '["a", "b"]'),
        ([{"name": "Navn"}, {"id": "d2"}, {"art6": "e"}], '(3) Navn, d2, {"art6": "e"}'),
    ],
)
def test_a_value_is_shown_on_one_line(value, text):
    assert shown(value) == text
