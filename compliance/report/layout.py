"""A composed report becomes HTML: the sections of its kind in their order, each by its template in templates/report.

On paper a long report is several pages of HTML, so that a register of any size can be laid out (see
`compliance.report.joining`); on a screen it is one, and needs nothing but itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from compliance.language.amounts import number
from compliance.language.catalogues import gettext_for, locale_of
from compliance.language.dates import days, long_date, short_date
from compliance.language.labels import member_label
from compliance.language.lists import listing
from compliance.language.provisions import article, article_number, by_act
from compliance.language.wording import wording
from compliance.matter.composed import Report
from compliance.memo.kind import ReportKind, report_kind
from compliance.report.maps import drawings
from compliance.report.pages import close, unbroken
from compliance.report.spoken import untranslated
from compliance.resources import folder

ELSEWHERE: Final = "place:"
"""How a link begins that leads into another part of the same report; `joining` makes it a link within the file."""

_STYLES: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_IMPORT: Final = re.compile(r"@import url\(([^)]+)\);\s*")
_ONLY_ITSELF: Final = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
)


@dataclass(frozen=True, slots=True)
class Part:
    """Sections of a report that are laid out together. The `front` tells on which pages the others stand."""

    sections: tuple[Mapping[str, Any], ...]
    front: bool = False


def report_html(report: Report) -> str:
    """The whole report as one HTML document that fetches nothing, for a screen."""
    kind = report_kind(report.head.kind)
    sections = [section for part in parts(report, portioned=False) for section in part.sections]
    return standalone(_rendered(report, kind, sections, link=lambda id: f"#{id}", screen=True))


def part_html(report: Report, part: Part, pages: Mapping[str, int]) -> str:
    """One part of a report for paper; its addresses are relative to templates/. Page numbers are left to `joining`."""
    kind = report_kind(report.head.kind)
    return _rendered(report, kind, part.sections, link=lambda id: f"{ELSEWHERE}{id}", pages=pages, apart=True)


def whole_html(report: Report) -> str:
    """A short report for paper, in one part."""
    kind = report_kind(report.head.kind)
    (part,) = parts(report, portioned=False)
    return _rendered(report, kind, part.sections, link=lambda id: f"#{id}")


def title_of(report: Report) -> str:
    """What the document is called: its title and whose it is."""
    return f"{report.head.title}: {report.head.organisation}"


def parts(report: Report, *, portioned: bool = True) -> tuple[Part, ...]:
    """The sections of a report; those before the first list are the front, and each portion of a list is a part."""
    kind = report_kind(report.head.kind)
    sections = list(_sections(report, kind))
    if not portioned:
        return (Part(tuple(sections)),)
    first = next((at for at, section in enumerate(sections) if section["portion"]), len(sections))
    return (Part(tuple(sections[:first]), front=True), *_portions(sections[first:]))


def _portions(sections: Iterable[Mapping[str, Any]]) -> Iterator[Part]:
    """Parts that hold at most a portion each; what is short goes along with what stands before it."""
    together: list[Mapping[str, Any]] = []
    room = 0
    for section in sections:
        for share in _shares(section):
            size = len(share["things"])
            if together and size > room:
                yield Part(tuple(together))
                together = []
            room = (room if together else share["portion"]) - size
            together.append(share)
    if together:
        yield Part(tuple(together))


def _shares(section: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    things, portion = section["things"], section["portion"]
    if len(things) <= portion or not portion:
        yield section
        return
    for start in range(0, len(things), portion):
        yield {**section, "things": things[start : start + portion], "first": start == 0}


def _sections(report: Report, kind: ReportKind) -> Iterator[Mapping[str, Any]]:
    said = wording(kind.code, report.head.language)
    for id, section in kind.sections.items():
        yield {
            "id": id,
            "template": f"{section.template}.html.j2",
            "heading": said(f"sections.{id}.heading") if section.heading else "",
            "new_page": section.new_page,
            "portion": section.portion,
            "most": section.most,
            "things": report.lists.get(id, ()),
            "first": True,
        }


def _rendered(
    report: Report,
    kind: ReportKind,
    sections: Iterable[Mapping[str, Any]],
    *,
    link: Callable[[str], str],
    pages: Mapping[str, int] | None = None,
    apart: bool = False,
    screen: bool = False,
) -> str:
    template = _environment(kind.code, report.head.language, folder("templates")).get_template("report.html.j2")
    return unbroken(
        template.render(
            report=report, kind=kind, parts=list(sections), title=title_of(report), link=link,
            page_of=(pages or {}).get, numbered_apart=apart, screen=screen,
        )
    )  # fmt: skip


def standalone(html: str) -> str:
    """The page with its styles inside it, so that it is whole by itself; the letters are the reader's own."""

    def inside(found: re.Match[str]) -> str:
        return f"{_ONLY_ITSELF}<style>\n{_styles(found[1])}</style>"

    return _STYLES.sub(inside, html, count=1)


def _styles(address: str) -> str:
    path = folder("templates") / address
    held = path.read_text("utf-8")

    def imported(found: re.Match[str]) -> str:
        inner = (path.parent / found[1]).resolve().relative_to(folder("templates").resolve()).as_posix()
        return "" if inner.startswith("fonts/") else _styles(inner)

    return _IMPORT.sub(imported, held)


@lru_cache(maxsize=8)
def _environment(code: str, language: str, templates: Path) -> Any:
    """Kept, since two hundred notices are two hundred times the same templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates / "report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_translations(gettext_for(language).translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(language))
    lacking = untranslated(report_kind(code), language)
    environment.globals.update(words=wording(code, language), untranslated=lacking, drawings=drawings)
    return environment


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    return {
        "number": lambda value: number(value, language),
        "long": partial(long_date, language=language),
        "short": lambda day: short_date(day, language, year=True),
        "days": partial(days, language=language),
        "listing": lambda items: listing(items, language),
        "word": lambda member: member_label(member, language) if isinstance(member, StrEnum) else str(member),
        "paragraphs": lambda text: [close(part) for part in (text or "").split("\n") if part.strip()],
        "close": close,
        "language": lambda code: _language(code, language),
        "article": partial(article, language=language),
        "by_act": by_act,
        "article_in_short": partial(article, language=language, short=True),
        "article_number": partial(article_number, language=language),
        "runs": lambda things, field: [(key, list(run)) for key, run in groupby(things, attrgetter(field))],
        "shortened": lambda text, most: text if len(text) <= most else f"{text[: most - 1].rstrip()}…",
        "hex": lambda text: " ".join(text[at : at + 4] for at in range(0, len(text), 4)),
    }


def _language(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale_of(language)).languages.get(code, code))
