"""Runs a rule's examples: each a patch on the sound municipality, and what the rule must say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.checks.engine import Verdict, findings_of, judge, verdicts_of
from compliance.checks.finding import Finding, Result, Severity
from compliance.checks.law import Law, law_on
from compliance.checks.reading import View
from compliance.checks.rule import Example, Rule
from compliance.checks.sound import Sound

_WORST = (Result.gap, Result.undetermined, Result.met)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule said of one example."""

    example: Example
    result: Result
    findings: tuple[Finding, ...]

    @property
    def as_expected(self) -> bool:
        """Whether result, and severity and arguments where the example names them, are as it says."""
        return not self.faults

    @property
    def faults(self) -> tuple[str, ...]:
        """What differs from the example, in words."""
        found = []
        if self.result is not self.example.expect:
            found.append(f"it is {self.result.value}, not {self.example.expect.value}")
        if self.example.severity is not None and self.example.severity not in self._severities:
            found.append(f"it is {', '.join(self._severities) or 'without finding'}, not {self.example.severity.value}")
        wanted = self.example.arguments
        if wanted is not None and not any(dict(finding.arguments) == wanted for finding in self.findings):
            found.append(f"it shows {[dict(finding.arguments) for finding in self.findings]}, not {wanted}")
        return tuple(found)

    @property
    def _severities(self) -> tuple[Severity, ...]:
        return tuple(finding.severity for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The example and its result as `explain --json` prints them."""
        return {
            "sentence": self.example.sentence,
            "patch": self.example.patch,
            "expect": self.example.expect.value,
            "result": self.result.value,
            "as_expected": self.as_expected,
        }


def run_examples(rule: Rule, sound: Sound, rules: Iterable[Rule] = ()) -> tuple[Outcome, ...]:
    """Run every example of a rule; raises `UnfitPatch`.

    A rule on the memo sees the findings that `rules` make on the patched municipality.
    """
    every = tuple(rules)
    return tuple(run_example(rule, example, sound, every) for example in rule.said.examples)


def run_example(rule: Rule, example: Example, sound: Sound, rules: Sequence[Rule] = ()) -> Outcome:
    """Run one example; raises `UnfitPatch`."""
    return setting_of(rule, example, sound, rules).outcome(rule)


@dataclass(frozen=True, slots=True)
class Setting:
    """The patched municipality of one example, ready for a rule and for its variants."""

    example: Example
    view: View
    law: Law
    as_of: date
    first: tuple[Finding, ...]
    """The findings that a rule on the memo sees."""

    def outcome(self, rule: Rule) -> Outcome:
        """What the rule says here."""
        said = verdicts_of(self.view, rule, self.law, self.as_of, self.first)
        return Outcome(self.example, overall(said), findings_of(self.view, rule, self.law, self.as_of, self.first))


def setting_of(rule: Rule, example: Example, sound: Sound, rules: Sequence[Rule] = ()) -> Setting:
    """What an example of this rule is judged in; raises `UnfitPatch`."""
    view = sound.patched(example.patch)
    as_of = example.as_of or sound.as_of
    law = law_on(as_of, view.organisation.country)
    return Setting(example, view, law, as_of, findings_before(view, rule, example, law, as_of, rules))


def findings_before(
    view: View, rule: Rule, example: Example, law: Law, as_of: date, rules: Sequence[Rule]
) -> tuple[Finding, ...]:
    """What the first pass finds in an example; only a rule on the memo sees it."""
    if rule.said.stage != "memo":
        return ()
    known = example.known_since
    return judge(view, rules, law, as_of, first_seen=(lambda _finding, _subject: known) if known else None)


def result_on(rule: Rule, view: View, sound: Sound) -> Result:
    """What a rule says of a whole municipality on the sound one's day."""
    law = law_on(sound.as_of, view.organisation.country)
    return overall(verdicts_of(view, rule, law, sound.as_of, ()))


def overall(said: Iterable[Verdict]) -> Result:
    """One result for many things: gap anywhere, else undetermined anywhere, else met somewhere, else not applicable."""
    results = {verdict.result for verdict in said}
    return next((result for result in _WORST if result in results), Result.not_applicable)
