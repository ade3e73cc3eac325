"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list

from compliance.language.catalogues import locale_of


def listing(items: Iterable[str], language: str) -> str:
    """The items as a sentence lists them: a, b og c. Nothing gives the empty text."""
    return format_list(list(items), locale=locale_of(language))


def either(items: Iterable[str], language: str) -> str:
    """The items as a choice: a, b eller c."""
    return format_list(list(items), style="or", locale=locale_of(language))
