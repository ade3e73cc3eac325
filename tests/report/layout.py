"""What can go wrong on a page, read off the finished PDF: a word beyond the margin, a heading left behind."""

from __future__ import annotations

import html
import io
import re
import subprocess
from dataclasses import dataclass

import pikepdf

LEFT, RIGHT, TOP, BOTTOM = 84.0, 61.0, 61.0, 54.0
"""How far the text keeps from the edges, in points: 30 mm and 22 mm from the sides, between running head and foot."""
UPPER = 2
"""How deep a heading may lie and still be told: the title, and those of its parts."""
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_LINE = re.compile(r'<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)')


@dataclass(frozen=True)
class Page:
    """A page as it was laid out: its headings by depth, its last line, and the words beyond the margins."""

    headings: tuple[tuple[int, str], ...]
    last: str
    beyond: tuple[str, ...]

    @property
    def ends_with_heading(self) -> bool:
        return any(heading.endswith(self.last) for _, heading in self.headings)


def laid_out(pdf: bytes) -> list[Page]:
    """Every page of a PDF; a heading is what the file itself calls one, in its bookmarks."""
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = told.split("<page ")[1:]
    headings = _bookmarks(pdf, len(pages))
    return [_page(page, headings[number]) for number, page in enumerate(pages)]


def told(pages: list[Page], wide: int = 2) -> list[str]:
    """One line for each page: its number, so many wide, and its headings of the two upper levels."""
    return [
        f"{number:>{wide}}  {' | '.join(text for depth, text in page.headings if depth <= UPPER)}".rstrip()
        for number, page in enumerate(pages, start=1)
    ]


def _bookmarks(pdf: bytes, pages: int) -> list[list[tuple[int, str]]]:
    """The headings of every page, each with how deep it lies: 1 for the title."""
    found: list[list[tuple[int, str]]] = [[] for _ in range(pages)]
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        waiting = [(1, item) for item in outline.root]
        while waiting:
            depth, item = waiting.pop(0)
            waiting[:0] = [(depth + 1, child) for child in item.children]
            found[numbers[item.destination[0].objgen]].append((depth, " ".join(item.title.split())))
    return found


def _page(page: str, headings: list[tuple[int, str]]) -> Page:
    wide, high = map(float, _SIZE.search(page).groups())
    lines = [(float(top), float(bottom), _WORD.findall(words)) for top, bottom, words in _LINE.findall(page)]
    body = [(bottom, words) for top, bottom, words in lines if top > TOP and bottom < high - BOTTOM]
    text = [" ".join(word for _, _, word in words) for _, words in sorted(body, key=lambda line: line[0])]
    beyond = [word for _, words in body for x, right, word in words if float(x) < LEFT or float(right) > wide - RIGHT]
    return Page(tuple(headings), html.unescape(text[-1]) if text else "", tuple(beyond))
