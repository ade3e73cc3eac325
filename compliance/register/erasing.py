"""Erases a person's name from every state of the book, and says what it cannot reach."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from compliance.errors import ComplianceError
from compliance.language.catalogues import marked
from compliance.model.decision import Memo, SignOff
from compliance.model.organisation import Person
from compliance.model.references import references
from compliance.register import rows
from compliance.register.actors import checked_actor, refuse_last
from compliance.register.chain import Entry, moment_text
from compliance.register.names import PERSON, NameRow, without_name
from compliance.register.tables import ENTRIES, PEOPLE, REVISIONS
from compliance.register.view import View
from compliance.register.writing import Act, Body, Page, write_entry

PRESENTED = marked("the presented PDF is kept as a record and may print the name")
SIGNED = marked("the signed file is kept as a record and may print the name")
IN_TEXT = marked("a text in the record holds the name, now or earlier")
IN_REASON = marked("the reason given for the entry holds the name")


class NotAPerson(ComplianceError):
    sentence = "{id} is not a person of the register."
    hint = "“compliance list people” shows who there is."


class AlreadyErased(ComplianceError):
    sentence = "The name of {id} was erased already, on {on}."


@dataclass(frozen=True, slots=True)
class Unreached:
    """A place where an erased name still stands: the record or entry, and why it was left."""

    where: str
    why: str


def erase_name(connection: Connection, view: View, id: str, act: Act) -> tuple[Entry, tuple[Unreached, ...]]:
    """Empty the person's rows, write the revision that says so, and list what still holds the name."""
    checked_actor(view, act.actor)
    refuse_last(view, [id])
    left = unreached(connection, view, id)
    body = without_name(json.loads(view.stored(id).body), None, moment_text(act.at)[:10])
    theirs = (PEOPLE.c.register == view.register, PEOPLE.c.id == id)
    connection.execute(update(PEOPLE).where(*theirs).values(salt=None, name=None, email=None))
    page = Page([Body(PERSON, id, body)])
    return write_entry(connection, view.register, rows.last_entry(connection, view.register), page, act), left


def unreached(connection: Connection, view: View, id: str) -> tuple[Unreached, ...]:
    """Where the name of a person still stands once it is erased; raise `NotAPerson` or `AlreadyErased`."""
    if not isinstance(view.get(id), Person):
        raise NotAPerson(id=id)
    if on := view.erased_on(id):
        raise AlreadyErased(id=id, on=on)
    named = rows.names(connection, view.register).get(id, [])
    return tuple(_unreached(connection, view, id, named))


def _unreached(connection: Connection, view: View, id: str, named: Iterable[NameRow]) -> Iterator[Unreached]:
    for memo in view.of("memo", retired=True):
        if isinstance(memo, Memo) and memo.pdf_sha256 and id in _named_in(view, memo):
            yield Unreached(memo.id, PRESENTED)
    for signoff in view.of("signoff", retired=True):
        if isinstance(signoff, SignOff) and signoff.file_sha256 and id in _named_in(view, signoff):
            yield Unreached(signoff.id, SIGNED)
    words = {word.casefold() for row in named for word in (row.name, row.email) if word}
    yield from _texts(connection, view.register, words)


def _named_in(view: View, document: Memo | SignOff) -> set[str]:
    """The ids a memo or sign-off names, itself or through the memo and the questions it asks."""
    found = {reference.target for reference in references(document)}
    for target in list(found):
        inner = view.get(target)
        if inner is not None and view.kind_of(target) in ("question", "memo"):
            found |= {reference.target for reference in references(inner)}
    return found


def _texts(connection: Connection, register: str, words: set[str]) -> Iterator[Unreached]:
    escaped = {json.dumps(word, ensure_ascii=False)[1:-1] for word in words}
    columns = (REVISIONS.c.id, REVISIONS.c.body)
    held = connection.execute(select(*columns).where(REVISIONS.c.register == register))
    for id in sorted({row.id for row in held if any(word in row.body.casefold() for word in escaped)}):
        yield Unreached(id, IN_TEXT)
    reasons = select(ENTRIES.c.seq, ENTRIES.c.reason).where(ENTRIES.c.register == register)
    for seq, reason in connection.execute(reasons):
        if any(word in reason.casefold() for word in words):
            yield Unreached(f"entry {seq}", IN_REASON)
