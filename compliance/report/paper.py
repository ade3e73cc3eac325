"""A composed report becomes a PDF, with its data inside: archivable, accessible, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from compliance.canonical import digest
from compliance.hands import apart, each_apart
from compliance.language.catalogues import gettext_for
from compliance.matter.composed import Report, report_bytes
from compliance.register.view import View
from compliance.report.joining import first_pages, joined
from compliance.report.layout import Part, part_html, parts, title_of, whole_html
from compliance.report.letters import refuse_turning, told, without_shape
from compliance.report.pdf import AttachedFile, LetterNotShipped, Rendered, ready
from compliance.report.sheets import Sheet, hands, laid_out, searching_seldom
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


def short_pdfs(reports: Sequence[Report], view: View | None = None) -> Iterator[bytes]:
    """The PDFs of many short reports, such as notices, in their order; each as `report_pdf` gives it."""
    for report in reports:
        refuse_turning(report, view)
    rendered = laid_out([_Paper(report, _silent).whole() for report in reports])
    for report in reports:
        try:
            yield next(rendered).data
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
            return self.whole().rendered().data
        with searching_seldom():
            return self._joined()

    def whole(self) -> Sheet:
        """The report on one sheet."""
        return self._sheet(whole_html(self.report), attach=True)

    def _joined(self) -> bytes:
        """The front is laid out twice: its length decides on which pages the others stand, and it tells of that."""
        ready()
        works = [partial(self._rendered, part, attach=number == 1) for number, part in enumerate(self.parts)]
        laid: list[Rendered] = []
        for rendered in each_apart(works, hands()):
            laid.append(rendered)
            self.progress(len(laid), len(works))
        said = gettext_for(self.report.head.language).translations.gettext
        with apart(partial(self._front, laid)) as front:
            return joined(front, laid[1:], page=f"{said('Side')} ", of=f" {said('av')} ")

    def _front(self, laid: Sequence[Rendered]) -> Rendered:
        first, others = laid[0], laid[1:]
        while True:
            again = self._rendered(self.parts[0], dict(_pages([first, *others])))
            if again.pages == first.pages:
                return again
            first = again

    def _rendered(self, part: Part, pages: Mapping[str, int] | None = None, *, attach: bool = False) -> Rendered:
        return self._sheet(part_html(self.report, part, pages or {}), attach=attach).rendered()

    def _sheet(self, html: str, *, attach: bool) -> Sheet:
        report = self.report
        name = f"{report.head.kind}.json"
        data = AttachedFile(name, self.data, "The data behind this report", "application/json")
        given: dict[str, Any] = {
            "base": folder("templates"), "language": report.head.language, "title": title_of(report),
            "identifier": digest(self.data)[:32], "created": datetime.combine(report.head.as_of, time(), UTC),
            "author": report.head.organisation, "attachments": (data,) if attach else (),
        }  # fmt: skip
        return Sheet(html, given)


def _pages(laid: Sequence[Rendered]) -> Iterator[tuple[str, int]]:
    """On which page, counted from 1, each element with an id stands."""
    for start, part in zip(first_pages(laid), laid, strict=True):
        yield from ((name, start + spot.page + 1) for name, spot in part.anchors.items())
