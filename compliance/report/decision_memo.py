"""A composed memo becomes the PDF that is put before the leader, with its data inside."""

from __future__ import annotations

from datetime import UTC, datetime, time

from compliance.canonical import digest
from compliance.memo.composed import ComposedMemo, memo_bytes
from compliance.register.view import View
from compliance.report.letters import refuse_turning, told, without_shape
from compliance.report.pages import memo_html, title_of
from compliance.report.pdf import AttachedFile, LetterNotShipped, render_pdf
from compliance.resources import folder

DATA_NAME = "decision-memo.json"
"""The attached file that holds the memo's canonical data."""


def memo_pdf(memo: ComposedMemo, view: View | None = None, *, created: datetime | None = None) -> bytes:
    """The PDF of a memo; the same memo gives the same bytes. `created` is midnight UTC of the as-of day unless given.

    Raises `LettersNotPrintable`, which names the records of the view that hold them, and else what
    `compliance.report.pdf.render_pdf` raises.
    """
    refuse_turning(memo, view)
    try:
        return _rendered(memo, created)
    except LetterNotShipped as refusal:
        letters = without_shape(memo)
        raise told(memo, view, letters) if letters else refusal from None


def _rendered(memo: ComposedMemo, created: datetime | None) -> bytes:
    data = memo_bytes(memo)
    return render_pdf(
        memo_html(memo),
        base=folder("templates"),
        language=memo.language,
        title=title_of(memo),
        identifier=digest(data)[:32],
        created=created or datetime.combine(memo.head.as_of, time(), UTC),
        author=memo.head.organisation,
        attachments=(AttachedFile(DATA_NAME, data, "The data behind this memo", "application/json"),),
    )
