"""A composed report becomes a PDF, with its data inside: archivable, accessible, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from compliance.canonical import digest
from compliance.language.catalogues import gettext_for
from compliance.matter.composed import Report, report_bytes
from compliance.register.view import View
from compliance.report.joining import first_pages, joined
from compliance.report.layout import Part, part_html, parts, title_of, whole_html
from compliance.report.letters import refuse_turning, told, without_shape
from compliance.report.pdf import AttachedFile, LetterNotShipped, Rendered, render
from compliance.resources import folder

Progress = Callable[[int, int], None]
"""Told how many parts are laid out, of how many."""


def report_pdf(report: Report, view: View | None = None, progress: Progress | None = None) -> bytes:
    """The PDF of a report, dated midnight UTC of its day; the same report gives the same bytes.

    Raises `LettersNotPrintable`, which names the records of the view that hold them, and else what
    `compliance.report.pdf.render_pdf` raises.
    """
    refuse_turning(report, view)
    try:
        return _Paper(report, progress or _silent).pdf()
    except LetterNotShipped as refusal:
        letters = without_shape(report)
        raise told(report, view, letters) if letters else refusal from None


def _silent(_done: int, _whole: int) -> None:
    pass


class _Paper:
    def __init__(self, report: Report, progress: Progress) -> None:
        self.report, self.progress = report, progress
        self.data = report_bytes(report)
        self.parts = parts(report)

    def pdf(self) -> bytes:
        if len(self.parts) == 1:
            self.progress(1, 1)
            return self._rendered(whole_html(self.report), attach=True).data
        return self._joined()

    def _joined(self) -> bytes:
        """What follows the front is laid out first, so that the front can say on which page it stands."""
        front, *rest = self.parts
        laid: list[Rendered] = []
        for part in rest:
            laid.append(self._part(part, {}))
            self.progress(len(laid), len(rest) + 1)
        said = gettext_for(self.report.head.language).translations.gettext
        first = self._front(front, laid)
        self.progress(len(laid) + 1, len(rest) + 1)
        return joined([first, *laid], page=f"{said('Side')} ", of=f" {said('av')} ")

    def _front(self, front: Part, laid: list[Rendered]) -> Rendered:
        """Laid out until it is as long as it was thought to be; numbers of other lengths seldom make another page."""
        thought = 1
        while True:
            starts = first_pages([Rendered(b"", thought, {}), *laid])[1:]
            pages = {
                name: at + spot.page + 1
                for at, part in zip(starts, laid, strict=True)
                for name, spot in part.anchors.items()
            }
            found = self._part(front, pages, attach=True)
            if found.pages == thought:
                return found
            thought = found.pages

    def _part(self, part: Part, pages: dict[str, int], *, attach: bool = False) -> Rendered:
        return self._rendered(part_html(self.report, part, pages), attach=attach)

    def _rendered(self, html: str, *, attach: bool) -> Rendered:
        report = self.report
        attached = AttachedFile(
            f"{report.head.kind}.json", self.data, "The data behind this report", "application/json"
        )
        given: dict[str, Any] = {
            "base": folder("templates"), "language": report.head.language, "title": title_of(report),
            "identifier": digest(self.data)[:32], "created": datetime.combine(report.head.as_of, time(), UTC),
            "author": report.head.organisation, "attachments": (attached,) if attach else (),
        }  # fmt: skip
        return render(html, **given)
