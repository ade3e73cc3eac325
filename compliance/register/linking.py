"""Refuses lines whose record names what is not there; a refused new record takes those that name it with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compliance.capture.candidate import Candidate
from compliance.errors import ComplianceError
from compliance.model.references import Reference, dangling_within, references
from compliance.model.values import Document
from compliance.register.plan import (
    DanglingReference,
    DanglingWithin,
    NamesAnotherKind,
    NamesRefused,
    NamesRetired,
    Outcome,
    PlanLine,
)
from compliance.register.view import View


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids a record may name: those in the register, and those the plan would add."""

    view: View
    added: dict[str, str]
    refused: frozenset[str]

    def kind_of(self, id: str) -> str | None:
        return self.view.kind_of(id) or self.added.get(id)


def without_dangling(view: View, candidates: Sequence[Candidate], lines: Sequence[PlanLine]) -> list[PlanLine]:
    """The lines, with every line refused that would leave a reference dangling."""
    judged = [_within(line, candidate) for line, candidate in zip(lines, candidates, strict=True)]
    while True:
        known = _known(view, judged)
        again = [_checked(line, candidate, known) for line, candidate in zip(judged, candidates, strict=True)]
        if all(before is after for before, after in zip(judged, again, strict=True)):
            return judged
        judged = again


def _known(view: View, lines: Sequence[PlanLine]) -> _Known:
    added = {line.id: line.kind for line in lines if line.outcome is Outcome.new and line.id}
    refused = {line.id for line in lines if line.outcome is Outcome.refused and line.id}
    return _Known(view, added, frozenset(refused - set(view.ids())))


def _within(line: PlanLine, candidate: Candidate) -> PlanLine:
    if not line.writes or line.document is None:
        return line
    named = f"{line.id or candidate.fields.get('name', '')}"
    errors = [
        DanglingWithin(
            place=candidate.place_of(bad.path),
            kind=line.kind,
            id=named,
            field=bad.path,
            target=bad.target,
            among=bad.field,
        )
        for bad in dangling_within(line.document)
    ]
    return _refused(line, errors)


def _checked(line: PlanLine, candidate: Candidate, known: _Known) -> PlanLine:
    if not line.writes or line.document is None:
        return line
    errors = []
    for reference, refusal in _dangling(line.document, known):
        facts: dict[str, str | None] = {"field": reference.path, "target": reference.target, "wanted": reference.kind}
        facts |= {"kind": line.kind, "id": line.id or line.name, "found": known.kind_of(reference.target)}
        errors.append(refusal(place=candidate.place_of(reference.path), **facts))
    return _refused(line, errors)


def _dangling(document: Document, known: _Known) -> Iterator[tuple[Reference, type[DanglingReference]]]:
    standing: frozenset[tuple[str, str]] | None = None
    for reference in references(document):
        found = known.kind_of(reference.target)
        if found is None:
            yield reference, NamesRefused if reference.target in known.refused else DanglingReference
        elif reference.kind and found != reference.kind:
            yield reference, NamesAnotherKind
        elif _retired(reference.target, known.view) and document.retired is None:
            # What was named before it was retired may stay named: only new references to it are refused.
            standing = _named_before(document, known.view) if standing is None else standing
            if (_field(reference), reference.target) not in standing:
                yield reference, NamesRetired


def _named_before(document: Document, view: View) -> frozenset[tuple[str, str]]:
    before = view.get(document.id)
    return frozenset((_field(some), some.target) for some in references(before)) if before else frozenset()


def _field(reference: Reference) -> str:
    return reference.path.split(".")[0].split("[")[0]


def _retired(id: str, view: View) -> bool:
    document = view.get(id)
    return document is not None and document.retired is not None


def _refused(line: PlanLine, errors: Sequence[ComplianceError]) -> PlanLine:
    if not errors:
        return line
    return replace(line, outcome=Outcome.refused, changes=(), errors=(*line.errors, *errors), document=None)
