"""What a memo is made from: one state of the register, judged on one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compliance.checks.confirmations import Confirmed, confirmed_on
from compliance.checks.engine import judge
from compliance.checks.facts.decisions import findings_decided_before
from compliance.checks.finding import Decides, Finding, Result, Severity, counts, in_order
from compliance.checks.law import Law, law_on
from compliance.checks.packs import national_law_checked
from compliance.checks.reading import Reading
from compliance.checks.rule import Rule
from compliance.checks.rulebook import Rulebook, rulebook_of
from compliance.checks.waivers import Waived, parted
from compliance.followup.first_seen import first_seen_in
from compliance.language.catalogues import gettext_for
from compliance.language.provisions import in_legal_order
from compliance.model.decision import Memo, Question, Theme
from compliance.model.law import LawConfirmation
from compliance.model.waiver import Waiver

if TYPE_CHECKING:
    from compliance.register.view import View

SOURCE_LANGUAGE = "nb"
"""The language the texts of checklists/ and reports/ are written in."""

ASKED_AS_QUESTIONS = frozenset({Theme.lawfulness, Theme.people_risk, Theme.suppliers, Theme.security, Theme.leadership})
"""The themes that become questions; the other two are tables (guide D.6)."""


@dataclass(frozen=True)
class Material:
    """The register as of an entry, the findings on a day, and the rules and law by which they were found."""

    view: View
    rulebook: Rulebook
    law: Law
    as_of: date
    findings: tuple[Finding, ...]
    """Those that stand, with what the organisation has confirmed of the law marked as verified."""
    language: str = SOURCE_LANGUAGE
    waived: tuple[Waived, ...] = ()
    """Those that somebody has set aside for a time: they are listed and counted apart, and are never in order."""
    waivers_not_allowed: tuple[Waived, ...] = ()
    """Waivers of what may not be set aside."""

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.view)

    @cached_property
    def by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.findings}

    @property
    def written_in(self) -> str:
        """The language people write in this register, by which their texts are measured; the memo's may be another."""
        return self.reading.organisation.language or SOURCE_LANGUAGE

    @cached_property
    def by_subject(self) -> Mapping[str, Sequence[Finding]]:
        """The findings on each document, by its id; those set aside too, for what they are about is not in order."""
        found: dict[str, list[Finding]] = {}
        for finding in self.every:
            found.setdefault(finding.subject, []).append(finding)
        return found

    @cached_property
    def every(self) -> tuple[Finding, ...]:
        """The findings that stand and those that are set aside, in the order of a report."""
        return in_order((*self.findings, *(each.finding for each in self.waived)))

    @cached_property
    def confirmed(self) -> Confirmed:
        """What the organisation has confirmed of the law by that day."""
        return confirmed_on(self.reading.all(LawConfirmation), self.as_of)

    @cached_property
    def unconfirmed(self) -> tuple[str, ...]:
        """The references behind the findings that a lawyer has still to confirm, each once, in words and order."""
        cited = (each for finding in self.every for each in finding.citations)
        return in_legal_order(each.said_in(self.language) for each in cited if not each.verified)

    @cached_property
    def rules_in_force(self) -> tuple[Rule, ...]:
        """The rules that judged the register on that day in that country."""
        return tuple(rule for rule in self.rulebook if rule.in_force(self.as_of, self.law.country))

    @cached_property
    def decided_before(self) -> frozenset[str]:
        """The findings an earlier decision deals with in time: they are accounted for, not asked again."""
        decided = tuple(question.id for question in self.reading.all(Question) if question.decision)
        looking_back = Memo(id="MEM-0", name="-", earlier_question_ids=decided)
        return frozenset(findings_decided_before(looking_back, self.reading, self.law, self.as_of))

    @cached_property
    def for_leader(self) -> tuple[Finding, ...]:
        """The gaps that call for a question: routed to the leader, major or worse, and not already decided on."""
        called = (finding for finding in self.findings if calls_for_question(finding))
        return tuple(finding for finding in called if finding.id not in self.decided_before)


def material(
    view: View, as_of: date, *, language: str | None = None, rulebook: Rulebook | None = None, hands: int = 1
) -> Material:
    """Judge the register and gather what a memo is composed from.

    The language is the organisation's unless given, and the rules are those of the register; `hands` is as in `judge`.
    Raises what reading and judging rules raises.
    """
    rules = rulebook_of(view, examples=False) if rulebook is None else rulebook
    organisation = view.organisation
    spoken = language or organisation.language or SOURCE_LANGUAGE
    law = law_on(as_of, organisation.country)
    texts = gettext_for(spoken)
    found = judge(view, rules, law, as_of, first_seen=first_seen_in(view), texts=texts, hands=hands)
    reading = Reading(view)
    marked = confirmed_on(reading.all(LawConfirmation), as_of).marked(found)
    heaps = parted(marked, reading.all(Waiver), as_of)
    return Material(view, rules, law, as_of, heaps.standing, spoken, heaps.waived, heaps.not_allowed)


def findings_json(judged: Material) -> dict[str, Any]:
    """The findings as `compliance check --json` prints them and the bag of evidence holds them."""
    view = judged.view
    return {
        "as_of": judged.as_of.isoformat(),
        "entry": view.entry,
        "head": view.head,
        "findings": [finding.as_json() for finding in judged.findings],
        "counts": counts(judged.findings),
    }


def waived_json(judged: Material) -> dict[str, Any]:
    """What is set aside, as `compliance check --waived --json` prints it and the bag of evidence holds it."""
    return {
        "as_of": judged.as_of.isoformat(),
        "entry": judged.view.entry,
        "head": judged.view.head,
        "waived": [each.as_json() for each in judged.waived],
        "waivers_not_allowed": [
            {"waiver": each.waiver.id, "finding": each.finding.id} for each in judged.waivers_not_allowed
        ],
        "national_law_checked": national_law_checked(judged.law.country),
    }


def calls_for_question(finding: Finding) -> bool:
    """Whether a finding belongs in a question; what cannot be told, and what is minor, never does (guide D.6)."""
    routed = finding.decides is Decides.leader and finding.theme in ASKED_AS_QUESTIONS
    return routed and finding.result is Result.gap and finding.severity is not Severity.minor


def breaks_law(finding: Finding) -> bool:
    """Whether a finding shows a breach of a binding act, not only that something is not written down (guide B.0)."""
    grave = finding.result is Result.gap and finding.severity is Severity.blocker
    return grave and finding.binding and not finding.silence
