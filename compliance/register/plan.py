"""A plan: what a source would do to the register, line by line, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from compliance.capture.candidate import Candidate
from compliance.errors import ComplianceError, Place
from compliance.model.values import Document
from compliance.register.merging import FieldChange


class Outcome(StrEnum):
    new = "new"
    changed = "changed"
    unchanged = "unchanged"
    conflict = "conflict"
    refused = "refused"


class Settle(StrEnum):
    """Whose value holds where a source and somebody in the register disagree; ask leaves it a conflict."""

    ask = "ask"
    register = "register"
    source = "source"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms candidates are planned."""

    frozen_ok: bool = False
    settle: Settle = Settle.ask


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What becomes of one candidate.

    `id` is the id the record will have; for a new record without one it is what is free now, and given for good when
    the plan is applied. `changes` lists the fields of a changed record, or those in conflict; it is empty for a new
    one, whose values are in `document`, the record as it would be written.
    """

    outcome: Outcome
    kind: str
    id: str
    name: str
    changes: tuple[FieldChange, ...] = ()
    place: Place = field(default_factory=Place)
    errors: tuple[ComplianceError, ...] = ()
    document: Document | None = None

    @property
    def error(self) -> ComplianceError | None:
        """The first reason why the line is refused or in conflict."""
        return self.errors[0] if self.errors else None

    @property
    def writes(self) -> bool:
        return self.outcome in (Outcome.new, Outcome.changed)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every line, in the order of the candidates, bound to the entry it was made against."""

    register: str
    entry: int
    head: str
    lines: tuple[PlanLine, ...]
    candidates: tuple[Candidate, ...]
    terms: Terms = field(default_factory=Terms)

    def counts(self) -> Mapping[str, int]:
        """How many lines have each outcome; outcomes that do not occur are absent."""
        return Counter(line.outcome.value for line in self.lines)

    @property
    def written(self) -> tuple[PlanLine, ...]:
        """The lines that will be written."""
        return tuple(line for line in self.lines if line.writes)

    @property
    def failed(self) -> tuple[PlanLine, ...]:
        """The lines that are refused or in conflict, and will not be written."""
        return tuple(line for line in self.lines if line.errors)


class PlanOutdated(ComplianceError):
    sentence = "The register was changed meanwhile, and {kind} {id} would no longer be {was} but {now}."
    hint = "Nothing was written. Run the command again and look at the new plan."


class PlanOfAnotherRegister(ComplianceError):
    sentence = "The plan was made for another register."
    hint = "Make the plan again against this one."


class StaleEdit(ComplianceError):
    sentence = "{id}, {field}: “{mine}” was to be written, but {who} wrote “{theirs}” there on {when}."
    hint = "Nothing of this record was written. Set the field as it shall be in a fresh workbook, and capture that."


class BasisUnknown(ComplianceError):
    sentence = "{id} was edited from its revision {given}, but the register holds only {known}."
    hint = "The register was probably restored from a backup. Take a fresh workbook and make the edits in it."


class DuplicateRecord(ComplianceError):
    sentence = "{what} is given twice: here and at {other}."
    hint = "Keep one of them; nothing of either was written."


class IdTaken(ComplianceError):
    sentence = "{id} is already the id of a record of the kind {found}; it cannot be one of the kind {kind}."
    hint = "Give the record another id, or none; then it is given one."


class RecordFrozen(ComplianceError):
    sentence = "{kind} {id} is frozen since it was presented, and {field} cannot be changed."
    hint = "What was presented stands. Put what is new into the next memo."


class NameErased(ComplianceError):
    sentence = "The name of {id} was erased from the register, and is not taken in again."
    hint = "Leave name and e-mail as they stand, or give the person a new record."


class DanglingReference(ComplianceError):
    sentence = "{kind} {id}, {field} names {target}, which is not in the register."
    hint = "Correct the id, or put the record it names into the same capture."


class NamesRefused(DanglingReference):
    sentence = "{kind} {id}, {field} names {target}, which was refused."
    hint = "Correct the record it names first."


class NamesRetired(DanglingReference):
    sentence = "{kind} {id}, {field} names {target}, which is out of use."
    hint = "Name a record that is in use."


class NamesAnotherKind(DanglingReference):
    sentence = "{kind} {id}, {field} names {target}, which is of the kind {found}, not {wanted}."
    hint = "Correct the id."


class DanglingWithin(ComplianceError):
    sentence = "{kind} {id}, {field} names “{target}”, which is not among the record's {among}."
    hint = "Correct the id, or add the value it names to the record."
