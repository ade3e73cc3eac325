"""What one country adds to the rules: its references, its days, its lists. One file each in `checklists/packs/`.

A pack is what a lawyer of that country reads and corrects: it never holds a condition, and no rule's file is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.checks.finding import Severity, mildest
from compliance.checks.law import Parameter, Reference, in_force, pack_files
from compliance.checks.loading import read_sheet
from compliance.resources import folder

Country = Literal["NO", "SE", "DK", "FI", "IS"]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$")]
Words = Annotated[str, Field(min_length=1, max_length=500)]


class Part(BaseModel):
    """A part of a pack; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Ceiling(Part):
    """The gravest a rule's gaps can be on some days."""

    severity: Severity = Field(alias="is")
    since: date | None = None
    until: date | None = None


class Switch(Part):
    """When a rule judges in this country, and how grave its gaps can be there."""

    since: date | None = None
    until: date | None = None
    off: bool = False
    """It judges nobody here."""
    at_most: tuple[Ceiling, ...] = ()
    why: Words

    def judges(self, on: date) -> bool:
        """Whether the rule judges on that day."""
        return not self.off and in_force(self.since, self.until, on)


class Citation(Reference):
    """A reference of this country, with the rules that rest on it there."""

    rules: tuple[Code, ...] = Field(min_length=1)


class Act(Reference):
    """An act of this country by the matter it is about, whether a rule rests on it or not."""

    topic: Words


class Listed(Part):
    """A kind of processing on the authority's list of those that need an impact assessment (GDPR 35(4))."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Words
    verified: bool


class AssessmentList(Part):
    """The national list; without entries it exists, but nobody has loaded it."""

    source: Words
    version: str = ""
    entries: tuple[Listed, ...] = ()


class Pack(Part):
    """One country."""

    country: Country
    authority: Words
    controller: Words
    """Who answers as controller there."""
    parameters: tuple[Parameter, ...] = ()
    """Read by `compliance.checks.law`, which lets them hold for this country."""
    switch: Mapping[Code, Switch] = Field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    acts: tuple[Act, ...] = ()
    assessment_list: AssessmentList

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules it speaks of."""
        return frozenset(self.switch) | {code for citation in self.citations for code in citation.rules}


@dataclass(frozen=True, slots=True)
class National:
    """What one country says of one rule."""

    switch: Switch | None = None
    citations: tuple[Reference, ...] = ()

    def judges(self, on: date) -> bool:
        """Whether the rule judges there on that day."""
        return self.switch is None or self.switch.judges(on)

    def capped(self, severity: Severity, on: date) -> Severity:
        """The severity, or the gravest it can have there on that day."""
        ceilings = self.switch.at_most if self.switch else ()
        return mildest((severity, *(each.severity for each in ceilings if in_force(each.since, each.until, on))))


Packs = Mapping[str, Pack]
"""By country."""

_NO_RULE_SPOKEN_OF: Final[Mapping[str, National]] = MappingProxyType({})


def read_packs(top: Path | None = None) -> Packs:
    """The packs below a checklists folder, or the shipped ones; raises `MalformedChecklist`."""
    return MappingProxyType({path.stem: _read(path) for path in pack_files(top or folder("checklists"))})


@lru_cache(maxsize=16)
def _read(path: Path) -> Pack:
    sheet = read_sheet(path)
    if not isinstance(sheet.data, dict):
        raise sheet.fault((), "a pack is a map of fields")
    try:
        pack = Pack.model_validate({**sheet.data, **_at_home(sheet.data)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise sheet.fault(first["loc"], first["msg"]) from None
    if pack.country != path.stem:
        raise sheet.fault(("country",), f"the file is named after the country, {pack.country}.yaml")
    return pack


def _at_home(data: Mapping[str, Any]) -> dict[str, Any]:
    """References say no jurisdiction of their own: all are of the pack's country."""
    return {
        field: [{"jurisdiction": data.get("country"), **each} for each in data[field]]
        for field in ("citations", "acts")
        if isinstance(data.get(field), list) and all(isinstance(each, dict) for each in data[field])
    }


def said_of(code: str, packs: Packs) -> Mapping[str, National]:
    """What each country says of a rule, by country."""
    said = {
        country: National(
            pack.switch.get(code),
            tuple(_reference(citation) for citation in pack.citations if code in citation.rules),
        )
        for country, pack in packs.items()
        if code in pack.codes
    }
    return MappingProxyType(said) if said else _NO_RULE_SPOKEN_OF


def _reference(citation: Citation) -> Reference:
    return Reference.model_validate(citation.model_dump(exclude={"rules"}))


def national_law_checked(country: str | None) -> bool:
    """Whether the rules know a country's own law; where they do not, whoever reads their findings must be told."""
    return country in read_packs()
