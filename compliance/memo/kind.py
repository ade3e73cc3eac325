"""What can be produced: one file of reports/ per kind, with its parts in the order they stand on the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from compliance.errors import ComplianceError, Place
from compliance.resources import folder

KIND: Final = "decision-memo"
"""The code of the decision memo."""


class BrokenReport(ComplianceError):
    sentence = "The report cannot be read: {reason}."
    hint = "Correct the file in reports/; a file that was not touched can be fetched again."


class Section(BaseModel):
    """A part of a report: which template lays it out, under which heading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    heading: str | None = None
    new_page: bool = False


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
    limits: Limits
    sections: Mapping[str, Section]


@lru_cache(maxsize=8)
def report_kind(code: str) -> ReportKind:
    """The kind of report with this code; raises `BrokenReport`."""
    path = folder("reports") / f"{code}.yaml"
    try:
        return ReportKind.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as fault:
        raise BrokenReport(place=Place(file=path.name), reason=str(fault)) from fault
