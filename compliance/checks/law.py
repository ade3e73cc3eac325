"""The limits and lists that law, standards or this tool set, dated and by country: `checklists/parameters.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from compliance.checks.loading import Sheet, Steps, read_sheet
from compliance.errors import ComplianceError
from compliance.language.provisions import cited
from compliance.model.values import PERIOD_PATTERN
from compliance.resources import folder

NO_DAY: Final = "unknown"
"""The value of a parameter for a day that was looked for and not found, such as the day an act enters into force."""


class UnknownParameter(ComplianceError):
    sentence = "No {wanted} called “{name}” is in force on {on} in {country}."
    hint = "Parameters stand in checklists/parameters.yaml, with the days and countries they hold for."


class Reference(BaseModel):
    """A reference to law, a standard or guidance, as rules and parameters cite it.

    Without a jurisdiction it is no binding act. `verified` says whether the provision was read and found to say so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: Annotated[str, Field(min_length=1, max_length=200)]
    instrument_id: Annotated[str, Field(max_length=200)] = ""
    """Its number in the official series: CELEX, LOV, SFS or LBK."""
    provision: Annotated[str, Field(max_length=200)] = ""
    jurisdiction: Literal["EU", "NO", "SE", "DK", "FI", "IS", "local"] | None = None
    verified: bool
    since: date | None = None
    until: date | None = None
    replaced_by: Annotated[str, Field(max_length=200)] = ""
    """The act that takes its place, by its usual name."""
    note: Annotated[str, Field(max_length=500)] = ""

    def __str__(self) -> str:
        return f"{self.instrument} {self.provision}".strip()

    def said_in(self, language: str) -> str:
        """The reference as the lawyers of a language write it."""
        return cited(self.jurisdiction, self.instrument, self.provision, language)

    def concerns(self, country: str, on: date) -> bool:
        """Whether it is worth citing in that country on that day."""
        national = self.jurisdiction not in (None, "EU", "local", country)
        return not national and in_force(self.since, self.until, on)


class Parameter(BaseModel):
    """One value with the days and countries it holds for. No countries means all; a country's own goes first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    meaning: Annotated[str, Field(min_length=1)]
    value: int | str | tuple[str, ...]
    source: Reference | Literal["default"]
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """The parameters in force on one day in one country."""

    country: str
    on: date
    parameters: Mapping[str, int | str | tuple[str, ...]]

    def period(self, name: str) -> str:
        """A period such as P1Y; raises `UnknownParameter`."""
        value = self.parameters.get(name)
        if isinstance(value, str) and PERIOD_PATTERN.match(value):
            return value
        raise self._unknown(name, "period")

    def number(self, name: str) -> int:
        """A whole number; raises `UnknownParameter`."""
        value = self.parameters.get(name)
        if isinstance(value, int):
            return value
        raise self._unknown(name, "number")

    def day(self, name: str) -> date | None:
        """A day; None where the parameter says that none is known here; raises `UnknownParameter`."""
        value = self.parameters.get(name)
        if value == NO_DAY:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self._unknown(name, "day") from None

    def binds(self, name: str) -> bool:
        """Whether the duties that a day stands for bind already; raises `UnknownParameter`."""
        day = self.day(name)
        return day is not None and day <= self.on

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes; raises `UnknownParameter`."""
        value = self.parameters.get(name)
        if isinstance(value, tuple):
            return value
        raise self._unknown(name, "list")

    def _unknown(self, name: str, wanted: str) -> UnknownParameter:
        return UnknownParameter(
            wanted=wanted, name=name, on=self.on.isoformat(), country=self.country or "every country"
        )


Parameters = tuple[Parameter, ...]
_FILE = TypeAdapter(tuple[Parameter, ...])


def read_parameters(path: Path | None = None) -> Parameters:
    """All parameters of a file, or the shipped ones with those of every country's pack; raises `MalformedChecklist`."""
    if path is not None:
        return _read(path)
    top = folder("checklists")
    return (*_read(top / "parameters.yaml"), *(each for pack in pack_files(top) for each in _of_pack(pack)))


def pack_files(top: Path) -> tuple[Path, ...]:
    """The files below checklists/ that hold a country's pack each, named after the country."""
    return tuple(sorted(top.glob("packs/*.yaml")))


@lru_cache(maxsize=4)
def _read(path: Path) -> Parameters:
    sheet = read_sheet(path)
    return _parameters(sheet, sheet.data, ())


@lru_cache(maxsize=16)
def _of_pack(path: Path) -> Parameters:
    """The parameters of one pack; they hold for its country and say nothing of countries themselves."""
    sheet = read_sheet(path)
    listed = sheet.data.get("parameters", []) if isinstance(sheet.data, dict) else []
    found = _parameters(sheet, listed, ("parameters",))
    return tuple(each.model_copy(update={"countries": (path.stem,)}) for each in found)


def _parameters(sheet: Sheet, listed: Any, steps: Steps) -> Parameters:
    try:
        return _FILE.validate_python(listed)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise sheet.fault((*steps, *first["loc"]), first["msg"]) from None


def law_on(day: date, country: str | None, parameters: Parameters | None = None) -> Law:
    """The law in force on a day in a country; where the country is not known, only what holds everywhere."""
    chosen: dict[str, Parameter] = {}
    for parameter in read_parameters() if parameters is None else parameters:
        if _holds(parameter, day, country) and _goes_before(parameter, chosen.get(parameter.name)):
            chosen[parameter.name] = parameter
    values: dict[str, Any] = {name: parameter.value for name, parameter in sorted(chosen.items())}
    return Law(country or "", day, MappingProxyType(values))


def in_force(since: date | None, until: date | None, on: date) -> bool:
    """Whether a day lies within two bounds, each open where it is None."""
    return (since is None or since <= on) and (until is None or on <= until)


def _holds(parameter: Parameter, day: date, country: str | None) -> bool:
    return in_force(parameter.since, parameter.until, day) and (
        not parameter.countries or country in parameter.countries
    )


def _goes_before(parameter: Parameter, other: Parameter | None) -> bool:
    if other is None:
        return True
    return _rank(parameter) > _rank(other)


def _rank(parameter: Parameter) -> tuple[bool, date]:
    return bool(parameter.countries), parameter.since or date.min
