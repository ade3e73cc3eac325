"""What can be produced: one file of reports/ per kind of report, with its parts in the order they stand on the page.

A file of reports/ is a kind of report where it has `sections`; the others hold words that several kinds use.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.errors import ComplianceError, Place
from compliance.resources import folder, read_yaml

KIND: Final = "decision-memo"
"""The code of the decision memo."""


class BrokenReport(ComplianceError):
    sentence = "The report cannot be read: {reason}."
    hint = "Correct the file in reports/; a file that was not touched can be fetched again."


class UnknownReport(ComplianceError):
    sentence = "There is no report called {code!r}."
    hint = "The reports are: {known}. “compliance report --list” says what each is for."


class Matter(StrEnum):
    """What a report is made of; each is composed in one place (see `compliance.matter`)."""

    controls = "controls"
    """The requirements of the catalogues in use: which apply, and how they are met."""
    dpia = "dpia"
    """One impact assessment."""
    memo = "memo"
    """One memo to the leader."""
    record = "record"
    """The whole record of processing activities."""
    retention = "retention"
    """How long everything is kept, and what becomes of it then."""
    systems = "systems"
    """The systems and whom they exchange data with."""
    tasks = "tasks"
    """What one person in the line has to do, or everybody, each by themselves."""
    notice = "notice"
    """One activity, told to those whose data it uses."""
    answers = "answers"
    """What was answered to checklists, record by record, and what follows."""
    competence = "competence"
    """The roles, who holds them, and how what is lacking is closed."""
    council = "council"
    """How things stand and what was decided, told to those who are elected and to everybody."""
    review = "review"
    """What the leadership shall see once a year, and what it decided."""


class Section(BaseModel):
    """A part of a report: which template lays it out, under which heading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    heading: str | None = None
    new_page: bool = False
    portion: int = Field(0, ge=0)
    """How many things of its list are laid out at a time, where the list may be long; 0 where it is no list."""
    most: int = Field(0, ge=0)
    """The most places that are shown of what is found in many; 0 where all are."""


class Limits(BaseModel):
    """How much a reader can be asked to take in. More questions or a longer summary stops a memo; the rest advises."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: int
    summary_words: int
    summary_figures: int
    summary_lix: int
    body_lix: int
    question_pages: int
    sentence_words: int
    paragraph_lines: int
    passive_percent: int
    horizon_years: int
    events_months: int
    period_months: int
    """How far back figures about what was due in a period look."""


class ReportKind(BaseModel):
    """A kind of report; the rest of its file is words (see `compliance.language.wording`)."""

    model_config = ConfigDict(frozen=True)

    code: str
    title: str
    matter: Matter
    limits: Limits = Field(default_factory=Limits.model_construct)  # type: ignore[arg-type]  # made with nothing in it
    """A memo's; other kinds have none."""
    sections: Mapping[str, Section]
    checklists: tuple[str, ...] = ()
    """The checklists whose answers it tells of, by their codes."""
    words: tuple[str, ...] = ()
    """Other files of reports/ whose words it uses."""
    styles: str = "report/report.css"
    """The stylesheet, under templates/."""


def report_kinds() -> tuple[ReportKind, ...]:
    """Every kind there is, by the names of the files; raises `BrokenReport`."""
    return tuple(
        report_kind(path.stem) for path in sorted(folder("reports").glob("*.yaml")) if "sections" in _read(path)
    )


def report_named(code: str) -> ReportKind:
    """The kind of report a person asks for; raises `UnknownReport` or `BrokenReport`."""
    kinds = {kind.code: kind for kind in report_kinds()}
    if code not in kinds:
        raise UnknownReport(code=code, known=", ".join(kinds))
    return kinds[code]


@lru_cache(maxsize=32)
def report_kind(code: str) -> ReportKind:
    """The kind of report with this code; raises `BrokenReport`."""
    path = folder("reports") / f"{code}.yaml"
    try:
        kind = ReportKind.model_validate(_read(path))
    except ValidationError as fault:
        raise BrokenReport(place=Place(file=path.name), reason=str(fault)) from fault
    if kind.code != code:
        raise BrokenReport(place=Place(file=path.name), reason=f"its code is {kind.code}, and not the name of the file")
    return kind


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BrokenReport(place=Place(file=path.name), reason=str(fault)) from fault
    if not isinstance(content, dict):
        raise BrokenReport(place=Place(file=path.name), reason="it is no mapping")
    return content
