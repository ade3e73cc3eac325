"""A composed memo becomes the PDF that is put before the leader, with its data inside."""

from __future__ import annotations

from datetime import UTC, datetime, time

from compliance.canonical import digest
from compliance.memo.closed import ClosedAnnex, annex_bytes
from compliance.memo.composed import ComposedMemo, memo_bytes
from compliance.register.view import View
from compliance.report.letters import refuse_turning, told, without_shape
from compliance.report.pages import annex_html, annex_title, memo_html, title_of
from compliance.report.pdf import AttachedFile, LetterNotShipped
from compliance.report.sheets import Sheet
from compliance.resources import folder

DATA_NAME = "decision-memo.json"
"""The attached file that holds the memo's canonical data."""
ANNEX_DATA_NAME = "closed-annex.json"
"""The same of a closed annex."""
_JSON = ("The data behind this memo", "application/json")


def memo_pdf(memo: ComposedMemo, view: View | None = None, *, created: datetime | None = None) -> bytes:
    """The PDF of a memo; the same memo gives the same bytes. `created` is midnight UTC of the as-of day unless given.

    Raises `LettersNotPrintable`, which names the records of the view that hold them, and else what
    `compliance.report.pdf.render_pdf` raises.
    """
    sheet = memo_sheet(memo, view, created=created)
    try:
        return sheet.rendered().data
    except LetterNotShipped as refusal:
        letters = without_shape(memo)
        raise told(memo, view, letters) if letters else refusal from None


def memo_sheet(memo: ComposedMemo, view: View | None = None, *, created: datetime | None = None) -> Sheet:
    """The memo ready to be laid out, its data beside it; raises `LettersNotPrintable` for signs that turn its text."""
    refuse_turning(memo, view)
    return _sheet(memo, memo_html(memo), title_of(memo), AttachedFile(DATA_NAME, memo_bytes(memo), *_JSON), created)


def annex_pdf(annex: ClosedAnnex, *, created: datetime | None = None) -> bytes:
    """The PDF of a closed annex, as reproducible as the memo's, with its own data inside."""
    return annex_sheet(annex, created=created).rendered().data


def annex_sheet(annex: ClosedAnnex, *, created: datetime | None = None) -> Sheet:
    """The closed annex ready to be laid out."""
    data = AttachedFile(ANNEX_DATA_NAME, annex_bytes(annex), *_JSON)
    return _sheet(annex, annex_html(annex), annex_title(annex), data, created)


def _sheet(
    shown: ComposedMemo | ClosedAnnex, html: str, title: str, data: AttachedFile, created: datetime | None
) -> Sheet:
    given = {
        "base": folder("templates"), "language": shown.language, "title": title,
        "identifier": digest(data.content)[:32], "created": created or datetime.combine(shown.head.as_of, time(), UTC),
        "author": shown.head.organisation, "attachments": (data,),
    }  # fmt: skip
    return Sheet(html, given)
