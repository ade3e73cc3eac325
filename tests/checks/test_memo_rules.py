"""What a rule on the memo says of findings that no shipped rule makes yet."""

import pytest

from compliance.checks.engine import judge, judge_memo, verdicts_of
from compliance.checks.expression import MOST_ROUNDS
from compliance.checks.finding import Area, Decides, Finding, Result, Severity
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound
from compliance.model.decision import Theme

BOOK = read_rulebook()
OPEN = BOOK.named("MEMO-OPEN-001")


def a_finding(**fields):
    told = {
        "id": "F-1", "rule": "T-1", "subject": "ACT-1", "subject_name": "Klubb", "path": "", "area": Area.law,
        "severity": Severity.blocker, "result": Result.gap, "decides": Decides.leader, "statement": "Noe mangler.",
        "arguments": {}, "remedy": "Rett det.", "citations": (), "theme": Theme.lawfulness,
    }  # fmt: skip
    return Finding(**told | fields)


def result_of(*findings):
    sound = read_sound()
    law = law_on(sound.as_of, "NO")
    said = verdicts_of(sound.municipality, OPEN, law, sound.as_of, findings)
    return next(verdict.result for verdict in said if verdict.subject.document.id == "MEM-2")


@pytest.mark.parametrize("theme", [*Theme, None])
def test_what_stands_in_a_table_of_the_memo_needs_no_question(theme):
    tabled = theme in (Theme.risk_acceptance, Theme.late_work)
    assert result_of(a_finding(theme=theme)) is (Result.met if tabled else Result.gap)


@pytest.mark.parametrize(
    "lesser", [{"severity": Severity.major}, {"result": Result.undetermined}, {"decides": Decides.line}]
)
def test_only_a_blocking_gap_before_the_leader_stops_the_memo(lesser):
    assert result_of(a_finding(**lesser)) is Result.met
    assert result_of(a_finding(**lesser), a_finding(id="F-2")) is Result.gap


def test_a_memo_of_a_register_with_very_many_findings_is_judged():
    many = [a_finding(id=f"F-{number}", decides=Decides.line) for number in range(MOST_ROUNDS + 1)]
    assert result_of(*many) is Result.met
    assert result_of(*many, a_finding()) is Result.gap


def on_memo(patch):
    """What the second pass says of the draft memo of a patched municipality, and what the first says of its risk."""
    sound = read_sound()
    view, law = sound.patched(patch), law_on(sound.as_of, "NO")
    first = judge(view, BOOK, law, sound.as_of)
    second = judge_memo(view, BOOK, law, sound.as_of, view.get("MEM-2"), first)
    return {f.rule for f in first if f.subject == "RISK-1"}, {f.rule for f in second if f.subject == "RISK-1"}


def test_a_breach_of_law_accepted_as_a_risk_is_seen_once_the_other_findings_are():
    assert on_memo({"SYS-1": {"mfa": "none"}}) == (set(), {"RISK-ACC-004"})
    assert on_memo({}) == (set(), set())
