"""What of a text is running prose, and where its sentences end.

Counting is deterministic, so that two tools, or two years, agree on a figure. Headings, tables, code, web addresses
and bracketed legal references are no prose; a list item is a sentence of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from compliance.language.words import words_of

_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*")
_INVISIBLE: Final = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_FENCED: Final = re.compile(r"^ {0,3}(`{3,}+|~{3,}+).*?^ {0,3}\1[^\n]*$", re.MULTILINE | re.DOTALL)
_UNDERLINE: Final = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_NO_PROSE: Final = re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|={3,}\s*$|-{3,}\s*$|\s*\|)")
_ITEM: Final = re.compile(r"^\s*(?:[-*+\u2022\u2013]|\d{1,3}[.)](?=\s+[^\W\d_a-zæøåäö]))\s+")
_CODE: Final = re.compile(r"`[^`\n]*`")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]»”\"']", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\((?:[^()\n]|\([^()\n]{0,80}\)){0,400}\)|\[[^\[\]\n]{0,400}\]")
_LEGAL: Final = re.compile(
    r"§|\bGDPR\b|\b(?:art|artikkel|artikel|article|kap|kapittel|kapitel|ledd)\b\.?\s*\d"
    r"|^[(\[]\s*\d+(?:[.(]\w{1,3}\)?)+\s*[)\]]$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile("[.!?:]+[\"'\u00bb\u201d\u2019)\\]]*")
_OPENERS: Final = "\"'\u00ab\u201c\u2018([\u2013\u2014- "


def words(text: str) -> list[str]:
    """The words of a text: letters and digits, held together by inner hyphens and apostrophes."""
    return _WORD.findall(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def bare(text: str) -> str:
    """A text by its words alone: two texts with the same words are alike, whatever their case, marks and spaces."""
    return " ".join(words(text)).casefold()


def sentences(text: str, language: str) -> list[str]:
    """The sentences of the prose in a text, without what is no prose; each has at least one word."""
    found = (sentence for block in blocks(text) for sentence in _cut(block, language))
    return [sentence for sentence in found if _WORD.search(sentence)]


def blocks(text: str) -> list[str]:
    """The paragraphs and list items of a text, each on one line, stripped of what is no prose."""
    prose = _FENCED.sub("\n", unicodedata.normalize("NFC", text))
    joined = (" ".join(part) for part in _paragraphs(_without_headings(prose)))
    bare = (_without_references(_INVISIBLE.sub("", block)) for block in joined)
    return [" ".join(block.split()) for block in bare]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text as a page shows them: every line that was written is one, however long it is."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return [line for line in lines if line]


def _without_headings(text: str) -> list[str]:
    """The lines of a text, blank where a heading or a row of a table stood."""
    kept: list[str] = []
    for line in text.splitlines():
        if _UNDERLINE.match(line) and kept:
            kept[-1] = ""
        kept.append("" if _NO_PROSE.match(line) else line)
    return kept


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield from _items(list(group))


def _items(lines: list[str]) -> Iterator[list[str]]:
    current: list[str] = []
    for line in lines:
        if _ITEM.match(line) and current:
            yield current
            current = []
        current.append(_ITEM.sub("", line, count=1))
    yield current


def _without_references(block: str) -> str:
    bare = _ADDRESS.sub(" ", _CODE.sub(" ", block))
    return _BRACKETS.sub(lambda found: " " if _LEGAL.search(found[0]) else found[0], bare)


def _cut(block: str, language: str) -> Iterator[str]:
    start = 0
    for mark in _MARKS.finditer(block):
        if _ends(block, mark.start(), mark.end(), language):
            yield block[start : mark.end()].strip()
            start = mark.end()
    yield block[start:].strip()


def _ends(block: str, start: int, end: int, language: str) -> bool:
    """Whether the mark ends its sentence: blank and capital or digit after it, and no shortened word before it."""
    after = block[end : end + 8]
    if not after.strip():
        return not block[end:].strip()
    first = after.lstrip(_OPENERS)[:1]
    if not after[0].isspace() or not (first.isupper() or first.isdigit()):
        return False
    before = block[max(0, start - 20) : end].rsplit(None, 1)[-1].lstrip(_OPENERS).casefold()
    return before not in _abbreviations(language)


@lru_cache(maxsize=16)
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words_of(language).abbreviations)
