"""The words of a finding, filled with its arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from compliance.checks.expression import Outcome
from compliance.checks.loading import read_sheet
from compliance.checks.questionnaire import Item, asked_by
from compliance.checks.rule import RuleFile
from compliance.language.catalogues import Texts
from compliance.language.dates import long_date
from compliance.language.provisions import article, requirement
from compliance.resources import folder

AS_WRITTEN: Final = "nb"
"""The language of checklists/."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
AROUND: Final = "finding"
"""The code of `checklists/finding.yaml`, whose words stand around those of the rules."""


MOST_NAMED: Final = 24
"""How many things of a list a sentence names; the finding's arguments hold every one."""
MOST_ASKED: Final = 3
"""And how many questions, each a sentence itself."""


def argument(value: Any) -> Any:
    """What a `shows` expression gave, as the finding carries it; None where it is not known."""
    return None if isinstance(value, Outcome) else value


def worded(said: RuleFile, field: str, arguments: Mapping[str, Any], texts: Texts) -> str:
    """A text of a rule, translated and filled. A rule without words for doubt has its statement called not clear."""
    filled = {name: spoken(value, texts) for name, value in arguments.items()}
    if field == "undetermined" and said.undetermined is None:
        statement = texts.content(said.code, "statement", said.statement).format(**filled)
        return texts.content(AROUND, "undetermined", _words()["undetermined"]).format(statement=statement)
    return texts.content(said.code, field, getattr(said, field)).format(**filled)


def spoken(value: Any, texts: Texts) -> str:
    """An argument inside a sentence."""
    if value is None:
        return _word("unknown", texts)
    if isinstance(value, bool):
        return _word("affirmed" if value else "denied", texts)
    if isinstance(value, list):
        most = MOST_ASKED if value and asked_by(str(value[0])) else MOST_NAMED
        named = [spoken(each, texts) for each in value[:most]]
        more = len(value) - most
        return ", ".join([*named, _word("more", texts).format(n=more)] if more > 0 else named)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {spoken(each, texts)}" for name, each in value.items())
    text = str(value)
    return _day(text, texts.language) if _DAY.fullmatch(text) else _named(text, texts)


def _named(text: str, texts: Texts) -> str:
    """A point of a provision in words, with its number for the lawyer: hvor lenge vi lagrer (art. 13 nr. 2 a). Else
    the words for a field or code, what a question of a checklist asks, a requirement as people write it, and else the
    text as it is."""
    words = _words()
    if point := words["points"].get(text):
        return f"{texts.content(AROUND, f'points.{text}.title', point['title'])} ({_number(text, texts)})"
    if part := words["parts"].get(text):
        return texts.content(AROUND, f"parts.{text}.title", part["title"])
    if asked := asked_by(text):
        return _question(*asked, texts)
    return requirement(text, texts.language)


def _question(checklist: str, item: Item, texts: Texts) -> str:
    question = texts.content(checklist, f"questions.{item.id}.question", item.said.question)
    return _word("question", texts).format(question=question)


def _number(point: str, texts: Texts) -> str:
    act, _, provision = point.rpartition(" ")
    return f"{act} {article(provision, texts.language, short=True)}".strip()


@lru_cache(maxsize=4096)
def _day(text: str, language: str) -> str:
    """A date as reports write it, month in letters; as it stands where no calendar has such a day."""
    try:
        return long_date(date.fromisoformat(text), language)
    except ValueError:
        return text


def _word(name: str, texts: Texts) -> str:
    return texts.content(AROUND, f"{name}.title", _words()[name]["title"])


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_sheet(folder("checklists") / "finding.yaml").data
    return words
