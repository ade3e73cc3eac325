"""The links of the chain: what an entry's hash covers, and how its moment is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from compliance.canonical import canonical, digest
from compliance.errors import ComplianceError

FORMAT = 1
BEFORE_THE_FIRST = ""


class MomentWithoutZone(ComplianceError):
    sentence = "A moment in the register needs a time zone."
    hint = "Give it one, for example datetime.now(UTC)."


class MomentDamaged(ComplianceError):
    sentence = "An entry of the register bears “{text}” instead of a moment."
    hint = "Run “compliance verify” on the register: it names the entry. Then restore the latest backup."


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a register: whoever keeps its hash can later tell a forged chain from the true one."""

    seq: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit of any number of records. `at` and `actor` are what was claimed; only a signature proves them."""

    seq: int
    at: datetime
    actor: str
    reason: str
    prev: str
    docs_digest: str
    hash: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the chain knows of one revision within an entry: its place there, and the digest of its stored bytes."""

    n: int
    kind: str
    id: str
    schema: int
    digest: str


def docs_digest(lines: Iterable[Line]) -> str:
    """SHA-256 over the canonical list of [n, kind, id, schema, digest], in the order of n."""
    return digest(canonical([[line.n, line.kind, line.id, line.schema, line.digest] for line in lines]))


def entry_hash(
    *, register: str, format: int, seq: int, at: str, actor: str, reason: str, prev: str, docs_digest: str
) -> str:
    """SHA-256 over the canonical object of these eight values."""
    covered = {
        "register": register,
        "format": format,
        "seq": seq,
        "at": at,
        "actor": actor,
        "reason": reason,
        "prev": prev,
        "docs_digest": docs_digest,
    }
    return digest(canonical(covered))


def moment_text(moment: datetime) -> str:
    """A moment as the book writes it: UTC, whole seconds, `2026-05-01T12:00:00Z`."""
    if moment.tzinfo is None:
        raise MomentWithoutZone
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment_of(text: str) -> datetime:
    """The moment the book wrote as text; raise `MomentDamaged`."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise MomentDamaged(text=text) from None
