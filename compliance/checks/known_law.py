"""The references a register rests on: what rules, limits and packs cite, and what people wrote in its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from compliance.checks.acts import referenced_law
from compliance.checks.confirmations import Spelled, spelled
from compliance.checks.law import Reference, read_parameters
from compliance.checks.packs import read_packs
from compliance.checks.rule import Rule
from compliance.errors import ComplianceError
from compliance.language.catalogues import LOCALES
from compliance.language.provisions import cited
from compliance.model.values import Document

_MOST_NEAR: Final = 5
_COMMON: Final = ("", "EU", "local")


class UnknownReference(ComplianceError):
    sentence = "Nothing here rests on “{reference}”."
    hint = "Write it as reports print it. Near: {near}."


class AmbiguousReference(ComplianceError):
    sentence = "“{reference}” may be any of: {candidates}."
    hint = "Name the one, with section or article; --jurisdiction tells acts of the same name apart."


@dataclass(frozen=True, slots=True)
class Known:
    """One reference, as it is cited."""

    jurisdiction: str
    instrument: str
    provision: str

    def __str__(self) -> str:
        return f"{self.instrument} {self.provision}".strip()

    def spoken(self) -> tuple[str, ...]:
        """How it may be written: in short, and as a report prints it in each language."""
        said = (cited(self.jurisdiction or None, self.instrument, self.provision, each) for each in LOCALES)
        return tuple(dict.fromkeys((str(self), *said)))


def known_law(rules: Iterable[Rule], documents: Iterable[Document], country: str | None) -> Mapping[Spelled, Known]:
    """Every reference that a register of that country can meet in a report, once."""
    known: dict[Spelled, Known] = {}
    for jurisdiction, instrument, provision in (*_shipped(rules), *_recorded(documents)):
        if jurisdiction in (*_COMMON, country):
            key = spelled(jurisdiction, instrument, provision)
            known.setdefault(key, Known(jurisdiction, instrument, provision))
    return known


def reference_called(text: str, known: Mapping[Spelled, Known], jurisdiction: str | None = None) -> Known:
    """The one reference written like that; raises `UnknownReference` or `AmbiguousReference`."""
    mine = [each for each in known.values() if jurisdiction in (None, each.jurisdiction)]
    wanted = spelled(None, text, None)
    found = [each for each in mine if wanted in (spelled(None, said, None) for said in each.spoken())]
    if len(found) == 1:
        return found[0]
    parts = found or [each for each in mine if spelled(None, each.instrument, None) == wanted]
    if parts:
        raise AmbiguousReference(reference=text, candidates=", ".join(sorted(map(_told, parts))))
    near = get_close_matches(text, sorted({said for each in mine for said in each.spoken()}), n=_MOST_NEAR, cutoff=0.4)
    raise UnknownReference(reference=text, near=", ".join(near) or "–")


def _told(known: Known) -> str:
    return f"{known} ({known.jurisdiction})" if known.jurisdiction else str(known)


def _shipped(rules: Iterable[Rule]) -> Iterator[Spelled]:
    cited = [each for rule in rules for each in rule.every_citation]
    cited += [each.source for each in read_parameters() if isinstance(each.source, Reference)]
    cited += [each for pack in read_packs().values() for each in pack.acts]
    return ((each.jurisdiction or "", each.instrument, each.provision) for each in cited)


def _recorded(documents: Iterable[Document]) -> Iterator[Spelled]:
    for document in documents:
        for each in referenced_law(document):
            if each.instrument:
                yield each.jurisdiction or "", each.instrument, each.provision or ""
