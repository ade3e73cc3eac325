"""What a check says: results, and the findings that people read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from compliance.checks.law import Reference
from compliance.model.decision import Theme
from compliance.register.view import id_order


class Result(StrEnum):
    """What a rule says of one thing."""

    met = "met"
    gap = "gap"
    undetermined = "undetermined"
    not_applicable = "not_applicable"


class Severity(StrEnum):
    """How grave, gravest first (guide B.0)."""

    blocker = "blocker"
    major = "major"
    minor = "minor"


class Decides(StrEnum):
    """Who deals with it: the leader, or the manager in the line."""

    leader = "leader"
    line = "line"


class Area(StrEnum):
    """The areas by which the memo shows the state of things (guide D.3, section 4)."""

    law = "law"
    information = "information"
    retention = "retention"
    suppliers = "suppliers"
    transfers = "transfers"
    security = "security"
    incidents = "incidents"
    governance = "governance"


FAMILIES: Final = (
    *("LEGAL", "ART9", "ART10", "CONS", "INFO", "RET", "DPIA", "AI", "XFER", "PROC", "INC", "NIS2", "RISK", "SEC"),
    *("CTRL", "GOV", "ORG", "ROPA", "RIGHT", "CAM", "EMP", "NID", "PUB", "WEB", "SOD", "ACT", "DEC", "MEMO", "CHK"),
)
"""The order of families in a report (guide B.0)."""

_SEVERITIES = tuple(Severity)
_ALWAYS_LEGAL = "ROPA-LEGAL"


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap, or something that cannot be told. Derived, never stored; the same data and day give the same finding."""

    id: str
    """Stays the same as long as the same rule finds the same fault in the same place."""
    rule: str
    subject: str
    """Id of the document."""
    subject_name: str
    path: str
    """Where in the document: `legal_bases[1]`; empty for the document as a whole."""
    area: Area
    severity: Severity
    result: Result
    decides: Decides
    statement: str
    arguments: Mapping[str, Any]
    remedy: str
    citations: tuple[Reference, ...]
    theme: Theme | None = None
    """The sort of decision it calls for, where the leader decides."""
    silence: bool = False
    """Whether it only says that something is not written down and may first wait in the line (guide D.6)."""
    missing: str = ""
    """For what cannot be told: the first thing that was not recorded."""
    first_seen: date | None = None
    """Since when it is known, where that was told."""
    also: tuple[str, ...] = field(default=())
    """Codes of rules that follow from this fault and are not shown by themselves."""

    hides_breach: bool = False
    """Whether an open breach of law is among what follows from it."""

    @property
    def binding(self) -> bool:
        """Whether it rests on a binding act; such a fault can never be accepted or waived."""
        return any(citation.jurisdiction is not None for citation in self.citations)

    @property
    def waivable(self) -> bool:
        """Whether it may be set aside for a time: not an open breach of law, nor what one is hidden behind."""
        return not (self.open_breach or self.hides_breach)

    @property
    def open_breach(self) -> bool:
        """Whether it is a gap that cannot stand, by a binding act."""
        return self.result is Result.gap and self.severity is Severity.blocker and self.binding

    def as_json(self) -> dict[str, Any]:
        """The finding as `check --json` prints it."""
        return {
            "id": self.id,
            "rule": self.rule,
            "subject": self.subject,
            "subject_name": self.subject_name,
            "path": self.path,
            "area": self.area.value,
            "severity": self.severity.value,
            "result": self.result.value,
            "decides": self.decides.value,
            "statement": self.statement,
            "arguments": dict(self.arguments),
            "remedy": self.remedy,
            "citations": [citation_json(citation) for citation in self.citations],
        }


def citation_json(citation: Reference) -> dict[str, Any]:
    """A citation as it is printed for machines."""
    return {
        "reference": str(citation),
        "instrument": citation.instrument,
        "provision": citation.provision,
        "jurisdiction": citation.jurisdiction,
        "verified": citation.verified,
    }


def finding_id(rule: str, subject: str, mark: str) -> str:
    """The identity of a fault: a hash of the rule and of the place, short enough to be read aloud."""
    digest = hashlib.sha256(f"{rule}\n{subject}\n{mark}".encode())
    return f"F-{digest.hexdigest()[:12]}"


def family(code: str) -> str:
    """The family of a rule by its code; the ROPA-LEGAL rules are a family of their own."""
    return "LEGAL" if code.startswith(_ALWAYS_LEGAL) else code.split("-", 1)[0]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Blockers first, then by family, then by document (guide B.0); within a document by rule and place."""
    return tuple(sorted(findings, key=_place_in_report))


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many, by severity, by result and by who decides."""
    counted: Counter[str] = Counter()
    for finding in findings:
        counted.update((finding.severity.value, finding.result.value, finding.decides.value))
    names = (*Severity, Result.gap, Result.undetermined, *Decides)
    return {name.value: counted[name.value] for name in names}


def softened(severity: Severity) -> Severity:
    """One step down, for what cannot be told: a blocker becomes major, the rest minor (guide A.0)."""
    return Severity.major if severity is Severity.blocker else Severity.minor


def gravest(severities: Iterable[Severity]) -> Severity:
    """The gravest of some."""
    return min(severities, key=_SEVERITIES.index)


def mildest(severities: Iterable[Severity]) -> Severity:
    """The mildest of some."""
    return max(severities, key=_SEVERITIES.index)


def _place_in_report(finding: Finding) -> tuple[Any, ...]:
    group = family(finding.rule)
    rank = FAMILIES.index(group) if group in FAMILIES else len(FAMILIES)
    return _SEVERITIES.index(finding.severity), rank, id_order(finding.subject), finding.rule, id_order(finding.path)
