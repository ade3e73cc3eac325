"""The words of a finding, filled with its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

from compliance.checks.expression import Outcome
from compliance.checks.loading import read_sheet
from compliance.checks.rule import RuleFile
from compliance.resources import folder

Translate: TypeAlias = Callable[[str, str, str], str]
"""A text of checklists/ in another language: by code, field and source text."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
AROUND: Final = "finding"
"""The code of `checklists/finding.yaml`, whose words stand around those of the rules."""


MOST_NAMED: Final = 24
"""How many things of a list a sentence names; the finding's arguments hold every one."""


def argument(value: Any) -> Any:
    """What a `shows` expression gave, as the finding carries it; None where it is not known."""
    return None if isinstance(value, Outcome) else value


def worded(said: RuleFile, field: str, arguments: Mapping[str, Any], translate: Translate | None) -> str:
    """A text of a rule, translated and filled. A rule without words for doubt has its statement called not clear."""
    turn = translate or _as_written
    filled = {name: spoken(value, turn) for name, value in arguments.items()}
    if field == "undetermined" and said.undetermined is None:
        statement = turn(said.code, "statement", said.statement).format(**filled)
        return turn(AROUND, "undetermined", _words()["undetermined"]).format(statement=statement)
    return turn(said.code, field, getattr(said, field)).format(**filled)


def spoken(value: Any, turn: Translate) -> str:
    """An argument inside a sentence."""
    if value is None:
        return _word("unknown", turn)
    if isinstance(value, bool):
        return _word("affirmed" if value else "denied", turn)
    if isinstance(value, list):
        named = [spoken(each, turn) for each in value[:MOST_NAMED]]
        more = len(value) - MOST_NAMED
        return ", ".join([*named, _word("more", turn).format(n=more)] if more > 0 else named)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {spoken(each, turn)}" for name, each in value.items())
    text = str(value)
    return _day(text, turn) if _DAY.fullmatch(text) else _named(text, turn)


def _named(text: str, turn: Translate) -> str:
    """A point of a provision in words, with its number for the lawyer: hvor lenge vi lagrer (13.2.a). Else the words
    for a field or code, and else the text as it is."""
    words = _words()
    if point := words["points"].get(text):
        return f"{turn(AROUND, f'points.{text}.title', point['title'])} ({text})"
    part = words["parts"].get(text)
    return turn(AROUND, f"parts.{text}.title", part["title"]) if part else text


def _day(text: str, turn: Translate) -> str:
    """A date as people of that language write it in figures."""
    year, month, day = text.split("-")
    return _word("date", turn).format(year=year, month=int(month), day=int(day))


def _word(name: str, turn: Translate) -> str:
    return turn(AROUND, f"{name}.title", _words()[name]["title"])


def _as_written(_code: str, _field: str, source: str) -> str:
    return source


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_sheet(folder("checklists") / "finding.yaml").data
    return words
