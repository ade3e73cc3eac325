"""Names of people stand apart from documents, so that they can be erased while the chain still verifies.

A Person's stored body carries, instead of name and e-mail, a salted commitment to them (`name_digest`). The name, the
e-mail and the salt lie in the table `people`, one row for each entry that changed them. Erasing empties those rows and
writes a revision whose body says `name_erased_on`; without the salt nobody can guess the name from the commitment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.canonical import canonical, digest

COMMITMENT = "name_digest"
ERASED = "name_erased_on"
PERSON = "person"
_APART = ("name", "email")


@dataclass(frozen=True, slots=True)
class NameRow:
    """A person's name from an entry on; all three empty once it is erased."""

    id: str
    seq: int
    salt: str | None
    name: str | None
    email: str | None

    @property
    def erased(self) -> bool:
        return self.salt is None and self.name is None and self.email is None


Names = Mapping[str, Sequence[NameRow]]


def erased_name(id: str) -> str:
    """What stands where the name stood."""
    return f"Slettet navn ({id})"


def commitment(salt: str, name: str, email: str | None) -> str:
    """The digest that binds the stored body to a name it does not hold."""
    return digest(canonical({"salt": salt, "name": name, "email": email}))


def name_in_force(names: Names, id: str, seq: int) -> NameRow | None:
    """The row that named this person at that entry."""
    rows = [row for row in names.get(id, ()) if row.seq <= seq]
    return max(rows, key=lambda row: row.seq, default=None)


def without_name(body: Mapping[str, Any], row: NameRow | None, erased_on: str | None = None) -> dict[str, Any]:
    """The body to store: instead of the name the commitment to it, or the day it was erased."""
    stored = {key: value for key, value in body.items() if key not in (*_APART, COMMITMENT)}
    if row is not None and row.salt is not None and row.name is not None:
        stored[COMMITMENT] = commitment(row.salt, row.name, row.email)
    else:
        stored[ERASED] = erased_on
    return stored


def with_name(stored: Mapping[str, Any], row: NameRow | None) -> dict[str, Any]:
    """The body as people read it, with the name filled in, or with what stands for an erased or lost one."""
    body = {key: value for key, value in stored.items() if key not in (COMMITMENT, ERASED)}
    erased = ERASED in stored or row is None or row.name is None
    body["name"] = erased_name(str(body["id"])) if erased or row is None else row.name
    if not erased and row is not None and row.email is not None:
        body["email"] = row.email
    return body
