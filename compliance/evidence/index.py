"""The page of a bag that a person reads first: what lies where, what was decided, and how to check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.canonical import digest
from compliance.checks.finding import counts
from compliance.language.catalogues import gettext_for
from compliance.language.dates import long_date, moment
from compliance.memo.material import Material
from compliance.model.decision import Memo, Question, SignOff
from compliance.model.organisation import Person
from compliance.resources import folder
from compliance.signoff.book import questions_of


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A memo, what it asked, and who signed."""

    memo: Memo
    questions: tuple[Question, ...]
    signoffs: tuple[SignOff, ...]
    folder: str


def index_page(judged: Material, files: Mapping[str, bytes]) -> bytes:
    """The page as UTF-8 HTML that needs nothing beside it."""
    template = _environment(judged.language).get_template("index.html.j2")
    listed = [(path, len(content), digest(content)) for path, content in sorted(files.items())]
    page: str = template.render(
        view=judged.view,
        organisation=judged.view.organisation,
        as_of=judged.as_of,
        memos=list(_memos(judged)),
        files=listed,
        counts=counts(judged.findings),
        unconfirmed=judged.unconfirmed,
        names=_names(judged),
        language=judged.language,
    )
    return page.encode()


def _memos(judged: Material) -> Iterator[MemoLine]:
    view = judged.view
    signoffs = [each for each in view.of("signoff") if isinstance(each, SignOff)]
    for memo in (each for each in view.of("memo") if isinstance(each, Memo)):
        mine = tuple(signoff for signoff in signoffs if signoff.memo_id == memo.id)
        yield MemoLine(memo, tuple(questions_of(view, memo).values()), mine, f"memos/{memo.id}/")


def _names(judged: Material) -> dict[str, str]:
    return {person.id: person.name for person in judged.view.of("person", retired=True) if isinstance(person, Person)}


def _environment(language: str) -> Any:
    from functools import partial

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder("templates") / "evidence"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    texts = gettext_for(language).translations
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["day"] = partial(long_date, language=language)
    environment.filters["moment"] = partial(moment, language=language)
    return environment
