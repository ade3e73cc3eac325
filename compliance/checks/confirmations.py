"""References that somebody of this organisation has read and confirmed, so that reports need not ask a lawyer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from compliance.checks.finding import Finding
from compliance.checks.law import Reference
from compliance.model.law import LawConfirmation
from compliance.model.values import LegalRef

Spelled = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What counts as confirmed on one day, with the day each was read."""

    read_on: dict[Spelled, date]

    def covers(self, reference: Reference) -> bool:
        """Whether a reference is verified, by whoever wrote the rules or by a confirmation."""
        return reference.verified or self._read(
            spelled(reference.jurisdiction, reference.instrument, reference.provision), reference.since
        )

    def covers_ref(self, reference: LegalRef) -> bool:
        """Whether a reference that people wrote in a record is verified, there or by a confirmation."""
        return reference.verified is True or self._read(
            spelled(reference.jurisdiction, reference.instrument, reference.provision), reference.valid_from
        )

    def marked(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, with what was confirmed marked as verified."""
        return tuple(self._marked(finding) for finding in findings)

    def _marked(self, finding: Finding) -> Finding:
        if not any(not each.verified and self.covers(each) for each in finding.citations):
            return finding
        citations = (each.model_copy(update={"verified": self.covers(each)}) for each in finding.citations)
        return replace(finding, citations=tuple(citations))

    def _read(self, reference: Spelled, since: date | None) -> bool:
        """Whether it was read; a provision that entered into force later is another than the one that was read."""
        day = self.read_on.get(reference)
        return day is not None and (since is None or since <= day)


def confirmed_on(confirmations: Iterable[LawConfirmation], on: date) -> Confirmed:
    """The confirmations that somebody answers for and that count on a day."""
    read: dict[Spelled, date] = {}
    for each in confirmations:
        if each.confirmed_by and each.confirmed_on and each.confirmed_on <= on and not _ended(each, on):
            key = spelled(each.jurisdiction, each.instrument, each.provision)
            read[key] = max(read.get(key, each.confirmed_on), each.confirmed_on)
    return Confirmed(read)


def spelled(jurisdiction: str | None, instrument: str | None, provision: str | None) -> Spelled:
    """A reference apart from capitals and blanks."""
    return jurisdiction or "", _plain(instrument), _plain(provision)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _ended(confirmation: LawConfirmation, on: date) -> bool:
    return confirmation.valid_to is not None and confirmation.valid_to < on
