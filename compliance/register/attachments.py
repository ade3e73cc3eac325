"""Files kept beside the chain by their SHA-256: the chain knows of them, and survives that one is erased by law."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from compliance.canonical import digest
from compliance.errors import ComplianceError
from compliance.register import rows
from compliance.register.actors import checked_actor
from compliance.register.chain import Entry, moment_text
from compliance.register.rows import ATTACHMENT
from compliance.register.tables import ATTACHMENTS, REVISIONS
from compliance.register.view import View
from compliance.register.writing import Act, Body, Page, write_entry

_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}")


class AttachmentNotFound(ComplianceError):
    sentence = "The register holds no file with the fingerprint {sha256}."
    hint = "Check the fingerprint; “compliance show” of the memo or the sign-off prints it."


class AttachmentErased(ComplianceError):
    sentence = "The file with the fingerprint {sha256} was erased on {on}."
    hint = "What was erased by law is not kept again."


class MediaTypeUnfit(ComplianceError):
    sentence = "“{given}” is not a media type."
    hint = "Write it as application/pdf or image/png."


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the chain says of a file: its fingerprint, media type, size in bytes, and the day it was erased, if any."""

    sha256: str
    media_type: str
    size: int
    seq: int
    erased_on: str = ""


def attachments_at(connection: Connection, register: str, entry: int) -> tuple[Attachment, ...]:
    """Every file the chain had named up to an entry, in the order in which they came."""
    columns = (REVISIONS.c.seq, REVISIONS.c.body)
    ours = (REVISIONS.c.register == register, REVISIONS.c.kind == ATTACHMENT, REVISIONS.c.seq <= entry)
    order = (REVISIONS.c.seq, REVISIONS.c.n)
    found: dict[str, Attachment] = {}
    for row in connection.execute(select(*columns).where(*ours).order_by(*order)):
        body = json.loads(row.body)
        first = found.get(body["id"])
        seq = first.seq if first else row.seq
        found[body["id"]] = Attachment(body["id"], body["media_type"], body["size"], seq, body.get("erased_on", ""))
    return tuple(found.values())


def attachment_data(connection: Connection, register: str, sha256: str) -> bytes:
    """The bytes of a file; raise `AttachmentNotFound` or `AttachmentErased`."""
    row = rows.attachment_row(connection, register, sha256)
    if row is None:
        raise AttachmentNotFound(sha256=sha256)
    if row.bytes is None:
        raise AttachmentErased(sha256=sha256, on=_erased_on(connection, register, sha256))
    return bytes(row.bytes)


def not_yet_held(
    connection: Connection, register: str, attachments: Sequence[tuple[bytes, str]]
) -> list[tuple[bytes, str]]:
    """The files the register does not hold yet, each once; raise `AttachmentErased` for one that was erased."""
    return list(_new(connection, register, {digest(data): (data, media) for data, media in attachments}))


def erase(connection: Connection, view: View, sha256: str, act: Act) -> Entry:
    """Empty the row of a file, and say so in the chain."""
    checked_actor(view, act.actor)
    attachment_data(connection, view.register, sha256)
    known = {some.sha256: some for some in attachments_at(connection, view.register, view.entry)}[sha256]
    body = {"id": sha256, "media_type": known.media_type, "size": known.size, "erased_on": moment_text(act.at)[:10]}
    held = (ATTACHMENTS.c.register == view.register, ATTACHMENTS.c.sha256 == sha256)
    connection.execute(update(ATTACHMENTS).where(*held).values(bytes=None))
    page = Page([Body(ATTACHMENT, sha256, body)])
    return write_entry(connection, view.register, rows.last_entry(connection, view.register), page, act)


def _new(connection: Connection, register: str, files: dict[str, tuple[bytes, str]]) -> Iterator[tuple[bytes, str]]:
    held = rows.attachments_held(connection, register, list(files))
    for sha256, (data, media_type) in files.items():
        if not _MEDIA_TYPE.fullmatch(media_type):
            raise MediaTypeUnfit(given=media_type)
        if sha256 not in held:
            yield data, media_type
        elif not held[sha256]:
            raise AttachmentErased(sha256=sha256, on=_erased_on(connection, register, sha256))


def _erased_on(connection: Connection, register: str, sha256: str) -> str:
    last = rows.last_entry(connection, register)
    known = {some.sha256: some for some in attachments_at(connection, register, last.seq if last else 0)}
    return known[sha256].erased_on if sha256 in known else "an unknown day"
