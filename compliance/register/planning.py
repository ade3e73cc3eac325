"""From candidates to a plan: each is matched, laid over what stands, validated, and judged beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compliance.capture.candidate import Candidate
from compliance.errors import ComplianceError
from compliance.model.kinds import KINDS, UnknownKind, kind_named
from compliance.model.organisation import Person
from compliance.model.reading import MalformedRecord, body_of, read_document
from compliance.model.values import Document, Origin
from compliance.register.freezing import Frozen, frozen_in
from compliance.register.linking import without_dangling
from compliance.register.merging import changes_between
from compliance.register.names import erased_name
from compliance.register.numbering import numbered
from compliance.register.plan import (
    DuplicateRecord,
    IdTaken,
    NameErased,
    Outcome,
    Plan,
    PlanLine,
    RecordFrozen,
    Settle,
    Terms,
)
from compliance.register.stale import Conflict, Version, base_of, laid_over, needs_history
from compliance.register.view import View

Histories = Callable[[Sequence[str]], Mapping[str, Sequence[Version]]]
OriginKey = tuple[str, str | None, str | None, str | None]
UNNAMED = "without id"


@dataclass(frozen=True, slots=True)
class Matched:
    """A candidate with the record it speaks of, where there is one."""

    candidate: Candidate
    kind: str
    origin: Origin | None
    current: Document | None
    error: ComplianceError | None = None

    @property
    def id(self) -> str:
        return self.current.id if self.current else self.candidate.id or ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is frozen, unless all may be written, and whose value holds in a conflict."""

    frozen: Frozen | None
    settle: Settle


def planned(view: View, candidates: Sequence[Candidate], histories: Histories, terms: Terms) -> Plan:
    """The plan for these candidates against this state of the book."""
    matched = _once_each(list(_matched(view, candidates)))
    known = histories(sorted({some.id for some in matched if _asks_history(view, some)}))
    limits = Limits(None if terms.frozen_ok else frozen_in(view), terms.settle)
    lines = [_line(view, some, known.get(some.id, ()), limits) for some in matched]
    lines = numbered(view, without_dangling(view, candidates, lines))
    return Plan(view.register, view.entry, view.head, tuple(lines), tuple(candidates), terms)


def _matched(view: View, candidates: Sequence[Candidate]) -> Iterator[Matched]:
    by_origin = _origins(view) if any(candidate.id is None for candidate in candidates) else {}
    for candidate in candidates:
        try:
            kind = kind_named(candidate.kind).name
        except UnknownKind as error:
            yield Matched(candidate, candidate.kind, None, None, _placed(error, candidate))
            continue
        origin = candidate.origin or _given_origin(candidate)
        id = candidate.id or by_origin.get(_origin_key(kind, origin), "")
        yield _found(view, Matched(candidate, kind, origin, None), id)


def _found(view: View, matched: Matched, id: str) -> Matched:
    current = view.get(id)
    found = view.kind_of(id)
    if current is not None and found != matched.kind:
        error = IdTaken(place=matched.candidate.place_of("id"), id=id, found=found, kind=matched.kind)
        return replace(matched, error=error)
    return replace(matched, current=current)


def _origins(view: View) -> dict[OriginKey, str]:
    every = view.documents(retired=True)
    kinds = view.ids()
    return {_origin_key(kinds[document.id], document.origin): document.id for document in every if document.origin}


def _origin_key(kind: str, origin: Origin | None) -> OriginKey:
    return (kind, origin.format, origin.source, origin.key) if origin and origin.key else (kind, None, None, None)


def _given_origin(candidate: Candidate) -> Origin | None:
    given = candidate.fields.get("origin")
    if not isinstance(given, Mapping):
        return None
    try:
        return Origin.model_validate(dict(given))
    except ValueError:
        return None  # the record's own validation says what is wrong with it


def _once_each(matched: list[Matched]) -> list[Matched]:
    """Refuses every candidate whose record another candidate speaks of too."""
    first: dict[object, int] = {}
    for number, some in enumerate(matched):
        if some.error or not (key := _identity(some)):
            continue
        if (other := first.setdefault(key, number)) != number:
            matched[number] = _duplicate(some, matched[other].candidate)
            if not matched[other].error:
                matched[other] = _duplicate(matched[other], some.candidate)
    return matched


def _identity(matched: Matched) -> object:
    if matched.id:
        return matched.id
    key = _origin_key(matched.kind, matched.origin)
    return key if key[3] else None


def _duplicate(matched: Matched, other: Candidate) -> Matched:
    what = matched.id or f"The {matched.kind} {matched.origin.key if matched.origin else ''}"
    place, elsewhere = matched.candidate.place_of("id"), str(other.place_of("id")) or "another place"
    return replace(matched, error=DuplicateRecord(place=place, what=what, other=elsewhere))


def _asks_history(view: View, matched: Matched) -> bool:
    if matched.current is None or matched.error:
        return False
    return needs_history(view, matched.candidate, matched.origin, matched.current)


def _line(view: View, matched: Matched, versions: Sequence[Version], limits: Limits) -> PlanLine:
    candidate = matched.candidate
    line = PlanLine(Outcome.refused, matched.kind, matched.id, _name(matched), place=candidate.place)
    if matched.error:
        return replace(line, errors=(matched.error,))
    try:
        return _judged(view, line, matched, versions, limits)
    except MalformedRecord as error:
        return replace(line, errors=tuple(_faults(error, matched)))
    except ComplianceError as error:
        return replace(line, errors=(_placed(error, candidate),))


def _judged(view: View, line: PlanLine, matched: Matched, versions: Sequence[Version], limits: Limits) -> PlanLine:
    current = matched.current
    if current is None:
        document = read_document(KINDS[matched.kind], _new_body(matched))
        return replace(line, outcome=Outcome.new, name=document.name, document=document)
    standing = body_of(current)
    base = base_of(view, matched.candidate, matched.origin, current, versions)
    if base is None:
        return replace(line, outcome=Outcome.unchanged, document=current)
    document = read_document(KINDS[matched.kind], _proposed(base, matched))
    proposed = body_of(document)
    if base != standing:
        laid = laid_over(view, matched.candidate, base, proposed, standing, versions)
        if laid.conflicts and limits.settle is Settle.ask:
            return _in_conflict(line, laid.conflicts)
        document = read_document(KINDS[matched.kind], laid.insisting if limits.settle is Settle.source else laid.body)
        proposed = body_of(document)
    changes = changes_between(standing, proposed)
    if not changes:
        return replace(line, outcome=Outcome.unchanged, document=current)
    _refuse_frozen(limits.frozen, line, [change.path for change in changes], matched.candidate)
    _refuse_erased(current, document)
    return replace(line, outcome=Outcome.changed, name=document.name, changes=changes, document=document)


def _in_conflict(line: PlanLine, conflicts: Sequence[Conflict]) -> PlanLine:
    changes = tuple(conflict.change for conflict in conflicts)
    errors = tuple(conflict.error for conflict in conflicts)
    return replace(line, outcome=Outcome.conflict, changes=changes, errors=errors)


def _new_body(matched: Matched) -> dict[str, Any]:
    # A record without an id is given one at the end, when it is known which lines stand.
    provisional = matched.id or f"{KINDS[matched.kind].prefix}-0"
    return _proposed({"id": provisional}, matched)


def _proposed(base: Mapping[str, Any], matched: Matched) -> dict[str, Any]:
    body = {**base, **matched.candidate.fields, "id": base["id"]}
    if matched.candidate.origin:
        body["origin"] = matched.candidate.origin.model_dump(mode="json", exclude_defaults=True)
    return {key: value for key, value in body.items() if value is not None}


def _refuse_frozen(frozen: Frozen | None, line: PlanLine, paths: Iterable[str], candidate: Candidate) -> None:
    held = [path for path in paths if frozen is not None and frozen.holds(line.kind, line.id, path)]
    if held:
        place = candidate.place_of(held[0])
        raise RecordFrozen(place=place, kind=line.kind, id=line.id, field=held[0])


def _refuse_erased(current: Document, document: Document) -> None:
    if not (isinstance(current, Person) and isinstance(document, Person)):
        return
    touched = (current.name, current.email) != (document.name, document.email)
    if touched and current.name == erased_name(current.id):
        raise NameErased(id=current.id)


def _faults(error: MalformedRecord, matched: Matched) -> Iterator[ComplianceError]:
    for fault in error.faults:
        place = matched.candidate.place_of(fault.path)
        yield MalformedRecord(kind=matched.kind, id=matched.id or UNNAMED, faults=(fault,), place=place)


def _placed(error: ComplianceError, candidate: Candidate) -> ComplianceError:
    error.place = error.place or candidate.place
    return error


def _name(matched: Matched) -> str:
    given = matched.candidate.fields.get("name")
    return given if isinstance(given, str) else matched.current.name if matched.current else ""
