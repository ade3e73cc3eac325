"""What the findings of the first pass say of a memo and of a risk: only rules on the memo see them.

A condition may go through at most ten thousand values; a large register has more findings than that. So what the
shipped rules ask of them all is asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from compliance.checks.facts.decisions import findings_decided_before, findings_with_task, taskless_since
from compliance.checks.finding import Decides, Finding, Result, Severity
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.assurance import Risk
from compliance.model.decision import Memo, Question, Theme

IN_TABLES: Final = frozenset({Theme.risk_acceptance, Theme.late_work})
"""The themes that stand in tables of their own and are not questions (guide D.6)."""


def serious_faults_not_asked(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The gaps that cannot stand and are the leader's, that the memo neither asks about nor has an answer to."""
    asked = {id for question in reading.find_all(Question, memo.question_ids) for id in question.finding_ids}
    settled = asked | set(findings_decided_before(memo, reading, law, as_of))
    return tuple(each.id for each in reading.findings if _is_question(each) and each.id not in settled)


def faults_without_task(memo: Memo, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The grave gaps of the line that were known before the month of grace and that nobody has been given to mend.

    Unknown where there is none for certain, and for some of them nobody can tell how long they have been known.
    """
    given, since = set(findings_with_task(memo, reading, law, as_of)), taskless_since(memo, reading, law, as_of)
    left = [each for each in reading.findings if _is_grave_work(each) and each.id not in given]
    old = tuple(each.id for each in left if each.first_seen is not None and each.first_seen < since)
    return old if old or all(each.first_seen is not None for each in left) else None


def shows_weak_points(memo: Memo, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether a finding of the security family, which names what is open to an attacker, stands in annex A."""
    return any(each.rule.startswith("SEC-") and each.result is Result.gap for each in reading.findings)


def breaches_accepted(risk: Risk, reading: Reading, law: Law, as_of: date) -> tuple[str, ...]:
    """The rules by which what the risk is about breaks a law that binds."""
    broken = reading.once(_breaches, law, as_of)
    return tuple(rule for id in dict.fromkeys(risk.object_ids) for rule in broken.get(id, ()))


def _breaches(reading: Reading, law: Law, as_of: date) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in reading.findings:
        if each.severity is Severity.blocker and each.binding:
            found[each.subject] = (*found.get(each.subject, ()), each.rule)
    return found


def _is_question(finding: Finding) -> bool:
    grave = finding.result is Result.gap and finding.severity is Severity.blocker
    return grave and finding.decides is Decides.leader and finding.theme not in IN_TABLES


def _is_grave_work(finding: Finding) -> bool:
    grave = finding.result is Result.gap and finding.severity in (Severity.blocker, Severity.major)
    return grave and finding.decides is Decides.line


FACTS: Final = {
    "memo": (serious_faults_not_asked, faults_without_task, shows_weak_points),
    "risk": (breaches_accepted,),
}
