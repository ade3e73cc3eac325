"""The five tables of format 1. Names and meaning of columns are part of the format and never change."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text, UniqueConstraint

METADATA = MetaData()

# PostgreSQL sorts text by language unless told otherwise; moments and ids must sort by code point everywhere.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _table(
    name: str, *parts: Column[str] | Column[int] | Column[bytes] | PrimaryKeyConstraint | UniqueConstraint
) -> Table:
    # STRICT keeps SQLite from storing a text where a number belongs.
    return Table(name, METADATA, *parts, sqlite_strict=True)


def _text(name: str, *, empty: bool = False) -> Column[str]:
    return Column(name, _TEXT, nullable=empty)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, autoincrement=False)


BOOK = _table("book", _text("register"), _number("format"), PrimaryKeyConstraint("register"))

ENTRIES = _table(
    "entries",
    _text("register"),
    _number("seq"),
    _text("at"),
    _text("actor"),
    _text("reason"),
    _text("prev"),
    _text("docs_digest"),
    _text("hash"),
    PrimaryKeyConstraint("register", "seq"),
)

REVISIONS = _table(
    "revisions",
    _text("register"),
    _number("seq"),
    _number("n"),
    _text("kind"),
    _text("id"),
    _number("schema"),
    _text("body"),
    _text("digest"),
    PrimaryKeyConstraint("register", "seq", "n"),
    UniqueConstraint("register", "id", "seq"),
)

PEOPLE = _table(
    "people",
    _text("register"),
    _text("id"),
    _number("seq"),
    _text("salt", empty=True),
    _text("name", empty=True),
    _text("email", empty=True),
    PrimaryKeyConstraint("register", "id", "seq"),
)

ATTACHMENTS = _table(
    "attachments",
    _text("register"),
    _text("sha256"),
    _text("media_type"),
    Column("bytes", LargeBinary, nullable=True),
    PrimaryKeyConstraint("register", "sha256"),
)

TABLES = (BOOK, ENTRIES, REVISIONS, PEOPLE, ATTACHMENTS)
