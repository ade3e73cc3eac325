"""Letters a memo cannot be printed with, told by the record and field that hold them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from compliance.errors import ComplianceError
from compliance.model.reading import body_of, path_text
from compliance.model.values import Value
from compliance.register.view import View
from compliance.resources import folder

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs nobody sees that make a page read otherwise than its text: no leader shall sign what is not what it seems."""

_BLANK = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
_MOST_PLACES = 12


class LettersNotPrintable(ComplianceError):
    sentence = "Some letters cannot be printed: {places}."
    hint = "Write them in Latin letters, for example: compliance edit {record} --set {field}=…"


def refuse_turning(memo: Value, view: View | None) -> None:
    """Raise `LettersNotPrintable` where signs in the memo's texts would turn what is read around."""
    if found := frozenset("".join(_texts_of(memo))) & TURNING:
        raise told(memo, view, found)


def told(memo: Value, view: View | None, letters: frozenset[str]) -> LettersNotPrintable:
    """The refusal that says where these letters stand: in the records the memo is made of, else in the memo itself."""
    places = list(_in_records(memo, view, letters)) if view else []
    places = places or [("memo", path, found) for path, found in _holding(memo.model_dump(mode="json"), letters)]
    said = [f"{record} {field}: {_shown(found)}" for record, field, found in places]
    more = [f"… ({len(said) - _MOST_PLACES})"] if len(said) > _MOST_PLACES else []
    record, field, _ = places[0] if places else ("ID", "FIELD", frozenset())
    return LettersNotPrintable(places="; ".join([*said[:_MOST_PLACES], *more]), record=record, field=field)


def without_shape(memo: Value) -> frozenset[str]:
    """The letters in the memo's texts that a shipped face has no shape for, not even composed of several."""
    return frozenset(
        letter for letter in frozenset("".join(_texts_of(memo))) - _BLANK
        if not {*map(ord, unicodedata.normalize("NFD", letter))} <= _shapes()
    )  # fmt: skip


def _in_records(memo: Value, view: View, letters: frozenset[str]) -> Iterator[tuple[str, str, frozenset[str]]]:
    printed = "\0".join(_texts_of(memo))
    for document in view.documents():
        for path, text in _texts(body_of(document)):
            if (found := letters & frozenset(text)) and text in printed:
                yield document.id, path, found


def _holding(body: Any, letters: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    return ((path, found) for path, text in _texts(body) if (found := letters & frozenset(text)))


def _texts_of(memo: Value) -> Iterator[str]:
    return (text for _, text in _texts(memo.model_dump(mode="json")))


def _texts(value: Any, *steps: str | int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path_text(steps), value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, *steps, name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, *steps, number)


def _shown(letters: frozenset[str]) -> str:
    return " ".join(
        f"U+{ord(each):04X}" if each in TURNING else f"{each} (U+{ord(each):04X})" for each in sorted(letters)
    )


@cache
def _shapes() -> frozenset[int]:
    faces = (_cmap(path) for path in sorted((folder("templates") / "fonts").glob("*.ttf")))
    return frozenset.intersection(*faces)


def _cmap(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
