"""Findings that somebody has set aside for a time are parted from those that stand; nothing else hides a finding.

A waiver counts only with who, why and until, and only for the finding as it was when it was set aside: one that is
graver now, or found where it could not be told before, stands. What cannot be told may be set aside too: it is the
line's to answer and never a question to the leader, and the waiver says who lets it wait; once answered with a gap, the
gap stands. An open breach of law stands whatever anybody has recorded (guide A.26, and B.2 note 9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from compliance.checks.finding import Finding, Result
from compliance.model.waiver import WaivedAs, Waiver

_GRADES: Final = (WaivedAs.minor, WaivedAs.major, WaivedAs.blocker)


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver of it."""

    finding: Finding
    waiver: Waiver

    def as_json(self) -> dict[str, Any]:
        """Both as `check --json` prints them."""
        told = self.waiver.model_dump(mode="json", include={"id", "waived_by", "waived_on", "reason", "until"})
        return {"finding": self.finding.as_json(), "waiver": told}


@dataclass(frozen=True, slots=True)
class Parted:
    """Findings in three heaps, each in the order they came."""

    standing: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    not_allowed: tuple[Waived, ...]
    """Waivers of what may not be set aside; their findings are among the standing."""


def parted(findings: Iterable[Finding], waivers: Iterable[Waiver], on: date) -> Parted:
    """The findings parted by the waivers in force on a day."""
    holding = [waiver for waiver in waivers if holds(waiver, on)]
    standing: list[Finding] = []
    waived: list[Waived] = []
    not_allowed: list[Waived] = []
    for finding in findings:
        waiver = next((each for each in holding if covers(each, finding)), None)
        if waiver and finding.waivable:
            waived.append(Waived(finding, waiver))
            continue
        standing.append(finding)
        if waiver:
            not_allowed.append(Waived(finding, waiver))
    return Parted(tuple(standing), tuple(waived), tuple(not_allowed))


def holds(waiver: Waiver, on: date) -> bool:
    """Whether somebody answers for it, with a reason, on that day."""
    if not (waiver.waived_by and waiver.reason and waiver.waived_on and waiver.until):
        return False
    return waiver.waived_on <= on <= waiver.until


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether the waiver is of this finding, and the finding no graver than it was then."""
    if waiver.finding_id:
        same = waiver.finding_id == finding.id
    else:
        same = (waiver.rule, waiver.subject, waiver.path or "") == (finding.rule, finding.subject, finding.path)
    now = waived_as(finding)
    if waiver.waived_as is None or WaivedAs.unknown in (waiver.waived_as, now):
        return same and waiver.waived_as is now
    return same and _GRADES.index(now) <= _GRADES.index(waiver.waived_as)


def waived_as(finding: Finding) -> WaivedAs:
    """How grave a waiver given now would say the finding is."""
    return WaivedAs.unknown if finding.result is Result.undetermined else WaivedAs(finding.severity.value)
