"""Marks in cells for what a cell cannot say by itself: an empty list, a value that says nothing, a text too long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from compliance.formats.notation import NOTHING_SAID
from compliance.language.catalogues import LOCALES, gettext_for

LONGEST_CELL: Final = 32_000
"""UTF-16 units; a cell holds 32 767."""

LONG_SHEET: Final = "_long"
_LONG_MARK: Final = re.compile(r"\u27e6(\d+)\u27e7")
_SHOWN: Final = 500
_UNESCAPABLE: Final = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_MARKED: Final = re.compile(r"\\*" + re.escape(NOTHING_SAID))


def empty_list_word(language: str) -> str:
    """How a list that was read and found empty is written, where an empty cell means not read yet."""
    texts = gettext_for(language)
    return texts.text("(none)")


@cache
def empty_list_words() -> frozenset[str]:
    """The same in every language, and as a list is written in files."""
    return frozenset({"[]", *(empty_list_word(language).casefold() for language in LOCALES)})


def with_marks_plain(text: str) -> str:
    """A text that is itself the mark of a value that says nothing, made plain by a backslash."""
    return "\\" + text if _MARKED.fullmatch(text) else text


def without_marks_plain(text: str) -> str:
    """The text that `with_marks_plain` made plain."""
    return text[1:] if text.startswith("\\") and _MARKED.fullmatch(text) else text


def needs_long_sheet(text: str) -> bool:
    """Whether a text cannot stand in a cell as it is: too long, or spelled as Excel spells its own escapes."""
    if len(text) * 2 > LONGEST_CELL and len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        return True
    return text.startswith("\u27e6") or ("_x" in text and _UNESCAPABLE.search(text) is not None)


def shown_instead(number: int, text: str) -> str:
    """What stands in the cell of a text that lies on the sheet of long texts: its number and its beginning."""
    return f"\u27e6{number}\u27e7 {text[:_SHOWN].replace('_x', '_ x')}"


def chunks(text: str) -> Iterator[str]:
    """A long text in pieces that fit into cells, escaped so that every character survives."""
    spelled = json.dumps(text).replace("_x", "\\u005fx")
    return (spelled[at : at + LONGEST_CELL] for at in range(0, len(spelled), LONGEST_CELL))


def joined(pieces: list[str]) -> str | None:
    """The text of such pieces; None where they were changed."""
    try:
        text = json.loads("".join(pieces))
    except ValueError:
        return None
    return text if isinstance(text, str) else None


def long_number(text: str) -> int | None:
    """The number of the long text a cell stands for, or None where it is a text of its own."""
    found = _LONG_MARK.match(text) if text.startswith("\u27e6") else None
    return int(found[1]) if found else None


def long_text(cell: str, texts: Mapping[int, str]) -> str | None:
    """The whole text a cell stands for; None where the cell was changed, so that it cannot be told."""
    number = long_number(cell)
    if number is None:
        return cell
    whole = texts.get(number)
    return whole if whole is not None and shown_instead(number, whole).strip() == cell.strip() else None
