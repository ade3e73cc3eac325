"""A composed memo becomes HTML: templates and styles in templates/memo, its parts in reports/decision-memo.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

from compliance.followup.words import goal_words, remarks, state_mark, state_words
from compliance.language.amounts import kroner, number
from compliance.language.catalogues import LOCALES, gettext_for, locale_of
from compliance.language.dates import days, long_date, month_cut_short, month_names, short_date
from compliance.language.labels import member_label
from compliance.language.lists import either, listing
from compliance.language.provisions import by_act
from compliance.language.wording import wording
from compliance.memo.closed import ClosedAnnex, sections
from compliance.memo.composed import ComposedMemo, YearCost
from compliance.memo.kind import ReportKind, report_kind
from compliance.report.charts import WEIGHTS, bar_chart, level_length, lying_bar
from compliance.report.room import front_size, side_by_side, size_of, years_alike
from compliance.resources import folder

KIND = "decision-memo"
_SCREEN_STYLES: Final = ("page.css", "memo/memo.css", "memo/screen.css")
_LENGTH: Final = re.compile(r"(?<![\w.])(\d*\.?\d+)(mm|pt)\b")
_TOGETHER: Final = re.compile(
    r"(?<=\d\.) (?=[a-zæøåäö])|(?<=[a-zæøåäö.]) (?=(?:19|20)\d\d\b)|(?<=§) (?=\d)|(?<=\d) (?=\d{3}\b)"
    r"|(?<=\w) (?=\(\d)|(?<=\w) (?=\w[.:?]?$)"
)
"""A blank no line may break at: 9. mai 2026; § 14; 1 802; retten til å klage (13.2.d); a last word of one letter."""
_BEFORE_NUMBER: Final = (
    "artikkel", "artikel", "Article", "art.", "Art.", "nr.", "stk.", "kapittel", "kapitel", "side", "IEC",
    "av", "af", "of", "spørsmål", "spørgsmål", "fråga", "question",
)  # fmt: skip
_BEFORE_LETTER: Final = ("bokstav", "litra", "point")
"""After what the same holds wherever it is printed: artikkel 28, litra c."""
_AFTER_NUMBER: Final = ("kr", "kroner", "kronor", "prosent", "procent", "per cent")
_BETWEEN_TAGS: Final = re.compile(r">[^<>]+<")


def memo_html(memo: ComposedMemo) -> str:
    """The memo as one HTML document, in the memo's language; addresses in it are relative to templates/."""
    return _memo_html(memo, style="")


def memo_screen(memo: ComposedMemo) -> str:
    """The same memo for a screen: one file that fetches nothing and runs nothing; it is signed in the PDF."""
    return _memo_html(memo, style=_screen_style())


def _memo_html(memo: ComposedMemo, style: str) -> str:
    """`style` is put into a page that shall stand alone; the page that becomes a PDF refers to its styles."""
    template = _environment(memo.language, folder("templates")).get_template("memo.html.j2")
    parts = list(_parts(memo, report_kind(KIND)))
    return unbroken(
        template.render(
            memo=memo, parts=parts, title=title_of(memo), closed=memo.closed_annex, annexed=False, style=style
        )
    )


def _screen_style() -> str:
    """The styles of the page in one, every length a fifth longer: a screen is read from farther away than paper."""
    held = [(folder("templates") / name).read_text("utf-8") for name in _SCREEN_STYLES]
    style = re.sub(r"@import [^;]*;|/\*.*?\*/", "", "".join(held), flags=re.DOTALL)
    return _LENGTH.sub(lambda found: f"{float(found[1]) * 1.2:.4g}{found[2]}", style)


def annex_html(annex: ClosedAnnex) -> str:
    """The closed annex as one HTML document, of the same parts as the memo."""
    template = _environment(annex.language, folder("templates")).get_template("annex.html.j2")
    return unbroken(
        template.render(
            memo=annex, title=annex_title(annex), closed=None, exempt=sections(annex), annexed=True, style=""
        )
    )


def annex_title(annex: ClosedAnnex) -> str:
    """What the annex is called: a closed annex, and the title of its memo."""
    said = wording(KIND, annex.language)
    return f"{said('closed_annex.title')} – {annex.head.title}"


def title_of(memo: ComposedMemo) -> str:
    """What the document is called: its kind, the organisation, and its own title."""
    said = wording(KIND, memo.language)
    return f"{said('title')}: {memo.head.title}"


def _parts(memo: ComposedMemo, kind: ReportKind) -> Iterator[dict[str, Any]]:
    said = wording(KIND, memo.language)
    for name, section in kind.sections.items():
        heading = said(f"sections.{name}.heading") if section.heading else ""
        # Where nothing is asked, what became of earlier decisions is what the first page is for.
        new_page = section.new_page and (bool(memo.questions) or name != "earlier")
        yield {"id": name, "template": f"{section.template}.html.j2", "heading": heading, "new_page": new_page}


@lru_cache(maxsize=8)
def _environment(language: str, templates: Path) -> Any:
    """Kept: to read the templates takes longer than to fill them in."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates / "memo"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_translations(gettext_for(language).translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(language))
    environment.globals.update(_globals(language))
    return environment


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    return {
        "kr": partial(kroner, language=language),
        "by_year": partial(_by_year, language=language),
        "number": lambda value: number(value, language),
        "long": partial(long_date, language=language),
        "short": lambda day: short_date(day, language, year=True),
        "month": lambda day: month_cut_short(day, language),
        "days": partial(days, language=language),
        "listing": lambda items: listing(items, language),
        "either": lambda items: either(items, language),
        "word": lambda member: member_label(member, language) if isinstance(member, StrEnum) else str(member),
        "paragraphs": lambda text: [close(part) for part in (text or "").split("\n") if part.strip()],
        "close": close,
        "country": lambda code: _country(code, language),
        "by_act": by_act,
        "state": lambda account: state_words(account, language),
        "state_mark": state_mark,
        "remarks": lambda account: remarks(account, language),
        "goal": lambda goal: goal_words(goal, language),
        "first_sentence": lambda text: _first_sentence(text, language),
        "shortened": lambda text, most: text if len(text) <= most else f"{text[: most - 1].rstrip()}…",
        "hex": lambda text: " ".join(text[at : at + 4] for at in range(0, len(text), 4)),
    }


def _globals(language: str) -> dict[str, Any]:
    return {
        "words": wording(KIND, language),
        "bar_chart": bar_chart,
        "level_length": level_length,
        "lying_bar": lying_bar,
        "weights": WEIGHTS,
        "size_of": size_of,
        "front_size": front_size,
        "side_by_side": side_by_side,
    }


def unbroken(html: str) -> str:
    """The page, every number kept on the line of the word it belongs to; what stands inside tags stays as it is."""
    return _BETWEEN_TAGS.sub(lambda found: _unbroken().sub("\u00a0", found[0]), html)


@cache
def _unbroken() -> re.Pattern[str]:
    """A blank before a number or a month, in any language: a register may be written in another than its report.

    What comes before the blank is looked at after it is found: a page has many letters, and few blanks.
    """
    names = {name.rstrip(".") for language in LOCALES for name in month_names(language)}
    months = rf"(?=(?:{'|'.join(sorted(map(re.escape, names)))})\b)"
    kept = (
        r"(?<=§ )(?=\d)", r"(?<=\d )(?=[a-z]\b)", r"(?<=\d )(?=\d+\.\d)", r"(?<=\d )(?=(?:av|af|of) \d)",
        rf"(?<=\d )(?=(?:{'|'.join(_AFTER_NUMBER)})\b)",
        rf"(?<=\d ){months}", rf"(?<=\d\. ){months}", r"(?<=[a-zæøåäö.] )(?=20\d\d\b)",
        *(rf"(?<=\b{re.escape(word)} )(?=\d)" for word in _BEFORE_NUMBER),
        *(rf"(?<=\b{word} )(?=[a-z]\b)" for word in _BEFORE_LETTER),
    )  # fmt: skip
    return re.compile(f" (?:{'|'.join(kept)})", re.IGNORECASE)


def close(text: str) -> str:
    """The text on one line, with what belongs together kept together."""
    return _TOGETHER.sub("\u00a0", " ".join(text.split()))


def _by_year(costs: Sequence[YearCost], language: str) -> list[str]:
    """What each year costs, years alike in one and those that cost nothing left out: 2028–2030: 40 000 kr."""
    return [
        f"{years[0]}{f'–{years[-1]}' if years[1:] else ''}: {kroner(amount, language)}"
        for amount, years in years_alike(costs)
        if amount
    ]


def _country(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale_of(language)).territories.get(code, code))


def _first_sentence(text: str | None, language: str) -> str:
    from compliance.language.prose import sentences

    found = sentences(text or "", language)
    return found[0] if found else ""
