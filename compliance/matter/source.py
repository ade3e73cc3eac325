"""The register as of an entry, read on a day in a language: what every report is composed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from compliance import __version__
from compliance.checks.confirmations import Confirmed, confirmed_on
from compliance.checks.law import Law, law_on
from compliance.checks.reading import Reading
from compliance.language.countries import country_name
from compliance.language.provisions import cited, in_legal_order
from compliance.language.wording import Wording, wording
from compliance.matter.composed import ReportHead
from compliance.memo.kind import ReportKind
from compliance.memo.material import SOURCE_LANGUAGE
from compliance.model.law import LawConfirmation
from compliance.model.organisation import Person
from compliance.model.values import LegalRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.register.view import View

PLAIN_WORDS = "plain-words"
"""The file of reports/ with what the codes of a record are called in running text."""


@dataclass(frozen=True)
class Source:
    """One state of the register, the day it is read by, and the report that is made of it."""

    view: View
    as_of: date
    kind: ReportKind
    language: str = SOURCE_LANGUAGE

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.view)

    @cached_property
    def law(self) -> Law:
        return law_on(self.as_of, self.reading.organisation.country)

    @cached_property
    def said(self) -> Wording:
        """The words of the report."""
        return wording(self.kind.code, self.language)

    @cached_property
    def plain(self) -> Wording:
        """The words for what records hold."""
        return wording(PLAIN_WORDS, self.language)

    @cached_property
    def confirmed(self) -> Confirmed:
        return confirmed_on(self.reading.all(LawConfirmation), self.as_of)

    def head(self, title: str | None = None) -> ReportHead:
        view, organisation = self.view, self.reading.organisation
        return ReportHead(
            kind=self.kind.code, title=title or self.said("title"), organisation=organisation.name, as_of=self.as_of,
            entry=view.entry, head=view.head, register_id=view.register, program=f"compliance {__version__}",
            language=self.language, written_in=organisation.language or SOURCE_LANGUAGE,
        )  # fmt: skip

    def person(self, id: str | None) -> str | None:
        """A person's name; None where nobody is named, or no such person is known."""
        found = self.reading.find(Person, id)
        return found.name if found else None

    def country(self, code: str) -> str:
        return country_name(code, self.language)

    def cited(self, reference: LegalRef) -> str:
        """A provision as it is written, marked where no lawyer has confirmed it."""
        name = self._named(reference)
        return name if self.confirmed.covers_ref(reference) else self.plain("unverified", reference=name)

    def unverified(self, references: Iterable[LegalRef]) -> tuple[str, ...]:
        """Those of the references that nobody has confirmed, each once, in order."""
        return in_legal_order(self._named(each) for each in references if not self.confirmed.covers_ref(each))

    def in_force(self, references: Iterable[LegalRef]) -> tuple[LegalRef, ...]:
        """The references in force on the day; where an act was replaced, its successor (guide A.0)."""
        return tuple(found for each in references if (found := _in_force(each, self.as_of)) is not None)

    def _named(self, reference: LegalRef) -> str:
        """An act and its provision: barnehageloven § 12 a."""
        return cited(reference.jurisdiction, reference.instrument, reference.provision, self.language) or "–"


def _in_force(reference: LegalRef, on: date) -> LegalRef | None:
    if reference.valid_to is None or reference.valid_to >= on:
        return reference
    return _in_force(reference.replaced_by, on) if reference.replaced_by else None
