"""A fault of the book, and the digests as they come out of rows that may have been tampered with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.canonical import NotCanonical, digest
from compliance.register.chain import FORMAT, Line, docs_digest, entry_hash
from compliance.register.tables import BOOK


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: table and column as far as can be told, the entry, and the record's id.

    `template` is the English sentence, a gettext identifier; `facts` fill it.
    """

    table: str
    column: str
    template: str
    entry: int | None = None
    record: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong, without where."""
        return self.template.format(**self.facts)

    def __str__(self) -> str:
        entry = f"entry {self.entry}" if self.entry is not None else ""
        column = ".".join(part for part in (self.table, self.column) if part)
        where = ", ".join(part for part in (entry, self.record, column) if part)
        return f"{where}: {self.sentence}" if where else self.sentence

    @property
    def order(self) -> tuple[int, int]:
        """The book itself first, then entry by entry; last what the chain knows nothing of."""
        if self.entry is not None:
            return 1, self.entry
        return (0, 0) if self.table in ("", BOOK.name) else (2, 0)


def row_hash(register: str, row: Any, **instead: Any) -> str:
    """The hash an entry's row should bear, with some of its values replaced; empty where it can have none."""
    names = ("seq", "at", "actor", "reason", "prev", "docs_digest")
    values = {name: getattr(row, name) for name in names} | instead
    try:
        return entry_hash(register=register, format=FORMAT, **values)
    except NotCanonical:
        return ""


def line_of(row: Any, **instead: Any) -> Line:
    """The line the chain keeps of a revision's row, with some of its values replaced."""
    values = {name: getattr(row, name) for name in ("n", "kind", "id", "schema", "digest")} | instead
    return Line(**values)


def lines_digest(rows: Iterable[Any]) -> str:
    """The digest of these revisions' rows as an entry should bear it; empty where it can have none."""
    return digest_of_lines([line_of(row) for row in rows])


def digest_of_lines(lines: Iterable[Line]) -> str:
    """As `docs_digest`, but empty where a value has no canonical form."""
    try:
        return docs_digest(lines)
    except NotCanonical:
        return ""


def body_digest(body: str) -> str:
    """The digest of a stored body, whatever bytes it now holds."""
    return digest(body.encode("utf-8", "surrogateescape"))
