"""What a figure counts: things of the register, each in one part, so that every number can be traced back to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compliance.checks.finding import Finding, Result
from compliance.followup.accounts import Account
from compliance.followup.tasks import TaskAccount
from compliance.memo.composed import ComposedQuestion
from compliance.memo.material import Material
from compliance.model.values import Document

IN_ORDER: Final = "in_order"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing a figure counts, and the part it stands in."""

    part: str
    record: str
    """Id of the record it is, or lies in."""
    name: str
    place: str = ""
    """Where in the record, which requirement, or which finding on it; empty for the record as a whole."""
    amount: int = 1
    """How much it adds to its part: one, or so many kroner or days."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What figures are counted from: one state of the register on a day, and what the memo makes of it."""

    material: Material
    tasks: Sequence[TaskAccount] = ()
    accounts: Sequence[Account] = ()
    """The earlier decisions the memo accounts for."""
    every_account: Sequence[Account] = ()
    """Those it no longer tells of too."""
    questions: Sequence[ComposedQuestion] = ()


def one(part: str, document: Document, place: str = "") -> Counted:
    """A record, or a place in one, counted once."""
    return Counted(part, document.id, document.name, place)


def weight(finding: Finding) -> str:
    """Blocker, major or minor; `unknown` for what cannot be told, however grave it would be."""
    return UNKNOWN if finding.result is Result.undetermined else finding.severity.value
