"""What can go wrong on a page, read off the finished PDF: a word beyond the margin, a heading left behind."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

LEFT, RIGHT, TOP, BOTTOM = 84.0, 534.0, 66.0, 788.0
"""The text area in points: 30 mm and 22 mm from the sides, between running head and foot."""
_LINE = re.compile(r'<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)')


@dataclass(frozen=True)
class Page:
    """A page as it was laid out: its headings, its last line, and the words beyond the margins."""

    headings: tuple[str, ...]
    last: str
    beyond: tuple[str, ...]

    @property
    def ends_with_heading(self) -> bool:
        return any(heading.endswith(self.last) or self.last.endswith(heading) for heading in self.headings)


def laid_out(pdf: bytes) -> list[Page]:
    """Every page of a PDF; a heading is what the file itself calls one, in its bookmarks."""
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    headings = [title for title, _ in _bookmarks(pdf)]
    return [_page(page, headings) for page in told.split("<page ")[1:]]


def _bookmarks(pdf: bytes) -> Iterator[tuple[str, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop(0)
            waiting[:0] = item.children
            yield " ".join(item.title.split()), 0


def _page(page: str, headings: list[str]) -> Page:
    lines = [(float(top), float(bottom), _WORD.findall(words)) for top, bottom, words in _LINE.findall(page)]
    body = [(bottom, words) for top, bottom, words in lines if top > TOP and bottom < BOTTOM]
    text = [" ".join(word for _, _, word in words) for _, words in sorted(body, key=lambda line: line[0])]
    beyond = [word for _, words in body for x, right, word in words if float(x) < LEFT or float(right) > RIGHT]
    whole = " ".join(text)
    held = tuple(heading for heading in headings if heading in whole)
    return Page(held, text[-1] if text else "", tuple(beyond))
