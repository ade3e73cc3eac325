"""Edits made against an earlier state of a record, and sources captured again after people edited the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.capture.candidate import Candidate
from compliance.errors import ComplianceError
from compliance.model.reading import body_of, path_text
from compliance.model.values import Document, Origin
from compliance.register.merging import Collision, FieldChange, joined, value_at
from compliance.register.plan import BasisUnknown, StaleEdit
from compliance.register.view import View

Body = Mapping[str, Any]
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of a record, as far as a comparison needs it."""

    number: int
    when: str
    actor: str
    body: Body


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which two edits disagree."""

    change: FieldChange
    error: ComplianceError


@dataclass(frozen=True, slots=True)
class Laid:
    """Two edits in one: where they disagree, `body` keeps what stands and `insisting` what was proposed."""

    body: Body
    insisting: Body
    conflicts: tuple[Conflict, ...]


def needs_history(view: View, candidate: Candidate, origin: Origin | None, current: Document) -> bool:
    """Whether the earlier revisions decide what becomes of the candidate."""
    if (revision := _seen_revision(view, candidate)) is not None:
        return revision != view.revision(current.id)
    return _same_source(origin, current) and not _same_digest(origin, current)


def base_of(
    view: View, candidate: Candidate, origin: Origin | None, current: Document, versions: Sequence[Version]
) -> Body | None:
    """The body the candidate's author started from; None where the source says nothing it has not said before."""
    revision, known = _seen_revision(view, candidate), view.revision(current.id)
    if revision is not None:
        if revision > known:
            raise BasisUnknown(id=current.id, given=revision, known=known)
        return body_of(current) if revision == known else versions[revision - 1].body
    if not _same_source(origin, current):
        return body_of(current)
    return None if _same_digest(origin, current) else _last_said(versions)


def laid_over(
    view: View, candidate: Candidate, base: Body, proposed: Body, standing: Body, versions: Sequence[Version]
) -> Laid:
    """The proposed edit of `base` joined with what happened since, and where the two disagree."""
    since = standing
    if candidate.origin and "origin" in base:
        since = {**standing, "origin": base["origin"]}  # where it came from, the newest capture says
    body, collisions = joined(base, proposed, since)
    conflicts = tuple(_conflict(view, candidate, collision, standing, versions) for collision in collisions)
    return Laid(body, joined(base, since, proposed)[0] if collisions else body, conflicts)


def _seen_revision(view: View, candidate: Candidate) -> int | None:
    basis = candidate.basis
    # Revision numbers of another register mean nothing here: then it is a plain import.
    return basis.revision if basis and basis.register == view.register and basis.revision > 0 else None


def _same_source(origin: Origin | None, current: Document) -> bool:
    known = current.origin
    if origin is None or known is None or origin.digest is None or known.digest is None:
        return False
    return (origin.format, origin.source, origin.key) == (known.format, known.source, known.key)


def _same_digest(origin: Origin | None, current: Document) -> bool:
    return bool(origin and current.origin and origin.digest == current.origin.digest)


def _last_said(versions: Sequence[Version]) -> Body:
    """What the source itself last said, without the edits people made between captures.

    A capture is a revision that brought a new digest. What it changed, the source said; what it left alone, the
    source had said before.
    """
    said: dict[str, Any] = {}
    before: Body = {}
    for version in versions:
        if value_at(version.body, ("origin", "digest")) != value_at(before, ("origin", "digest")):
            changed, _ = joined(before, said, version.body) if said else (version.body, ())
            said = dict(changed)
        before = version.body
    return said


def _conflict(
    view: View, candidate: Candidate, collision: Collision, standing: Body, versions: Sequence[Version]
) -> Conflict:
    path = path_text(collision.path)
    version = _writer(collision, standing, versions)
    error = StaleEdit(
        place=candidate.place_of(path),
        id=str(standing["id"]),
        field=path,
        mine=_shown(collision.mine),
        theirs=_shown(collision.theirs),
        who=view.name_of(version.actor) if version else "somebody",
        when=version.when if version else "an earlier day",
    )
    return Conflict(FieldChange(path, collision.theirs, collision.mine), error)


def _writer(collision: Collision, standing: Body, versions: Sequence[Version]) -> Version | None:
    """The latest revision that gave the field the value it has."""
    found, value = None, value_at(standing, collision.path)
    for version in reversed(versions):
        if value_at(version.body, collision.path) != value:
            break
        found = version
    return found


def _shown(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
