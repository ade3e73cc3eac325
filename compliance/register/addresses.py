"""Where a register lies: a file, or a database server by URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from compliance.errors import ComplianceError


class AddressUnknown(ComplianceError):
    sentence = "“{address}” is not an address of a register."
    hint = "Give a file such as register.db, or a URL such as postgresql://user@server/database."


@dataclass(frozen=True, slots=True)
class Address:
    """Either a file, or the URL of a PostgreSQL database with, where it holds several, the id of one register."""

    path: Path | None = None
    url: str = ""
    register: str = ""

    def __str__(self) -> str:
        """As it may be shown: no password."""
        if self.path is not None:
            return str(self.path)
        shown = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", self.url.replace("+psycopg", "", 1))
        return f"{shown}#{self.register}" if self.register else shown

    @property
    def home(self) -> Path:
        """The folder that relative paths inside the register are told from: the file's own, for a server the working
        folder."""
        return Path() if self.path is None else self.path.parent

    def naming(self, register: str) -> Address:
        """The same place, pointing at one register; a file holds only one and needs no pointing."""
        return self if self.path is not None else replace(self, register=register)


def address_of(text: str | Path | Address) -> Address:
    """Read an address; raise `AddressUnknown`."""
    if isinstance(text, Address):
        return text
    if isinstance(text, Path):
        return Address(path=text)
    if re.match(r"^(postgresql|postgres)(\+psycopg)?://", text):
        return _server(text)
    if not text.strip() or re.match(r"^[a-z][a-z0-9+.-]+://", text):
        raise AddressUnknown(address=_hidden(text))
    return Address(path=Path(text))


def _server(text: str) -> Address:
    parts = urlsplit(text)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    register = parts.fragment or asked.pop("register", "")
    asked.pop("register", None)
    bare = parts._replace(scheme="postgresql+psycopg", query=urlencode(asked), fragment="")
    return Address(url=urlunsplit(bare), register=register)


def _hidden(text: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", text)
