"""Reads gettext catalogues as translators write them, `.po` files, fast enough to need no compiled form.

Babel writes these files and is the oracle in tests. It takes some five times as long to read them, which every command
would pay for, and it guesses where a quote is never closed, which is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import c2py
from typing import Final

from compliance.errors import ComplianceError, Place

_LINE: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"((?:[^"\\]|\\.)*)"\s*')
_BEGINS: Final = ("#", "msgctxt", "msgid")
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL: Final = re.compile(r"plural=([^;]+)")
_CONTEXT_ENDS: Final = "\x04"


class BrokenCatalogue(ComplianceError):
    sentence = "The translations cannot be read: {reason}."
    hint = "Correct the .po file in a translation editor, or fetch it again."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Translations in force, by message; the method names are gettext's own, which Jinja's i18n extension asks for."""

    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = field(default=c2py("n != 1"))

    def has(self, message: str, context: str | None = None) -> bool:
        return (message if context is None else f"{context}{_CONTEXT_ENDS}{message}") in self.messages

    def before(self, other: Catalogue) -> Catalogue:
        """These translations, and the other's where these have none; the plural rule is this language's."""
        return Catalogue({**other.messages, **self.messages}, self.form)

    def gettext(self, message: str) -> str:
        return self.messages[message][0] if message in self.messages else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        forms = self.messages.get(one, (one, many))
        return forms[min(self.form(n), len(forms) - 1)]

    def pgettext(self, context: str, message: str) -> str:
        forms = self.messages.get(f"{context}{_CONTEXT_ENDS}{message}")
        return forms[0] if forms else message

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        key = f"{context}{_CONTEXT_ENDS}{one}"
        return self.ngettext(key, many, n) if key in self.messages else (one if n == 1 else many)


def read(text: str, file: str = "") -> Catalogue:
    """The catalogue in a `.po` text: without what is fuzzy, untranslated or obsolete. Raises `BrokenCatalogue`."""
    messages: dict[str, tuple[str, ...]] = {}
    plural = ""
    for row, fuzzy, entry in _entries(text, file):
        if not entry["msgid"] and "msgctxt" not in entry:
            plural = entry.get("msgstr", "")
            continue
        key = f"{entry['msgctxt']}{_CONTEXT_ENDS}{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]
        if key in messages:
            raise BrokenCatalogue(place=Place(file=file, row=row), reason="a message is there twice")
        forms = tuple(said for keyword, said in entry.items() if keyword.startswith("msgstr"))
        if all(forms) and not fuzzy:
            messages[key] = forms
    return Catalogue(messages, _form(plural, file))


def _form(header: str, file: str) -> Callable[[int], int]:
    """Which form a number asks for, as the catalogue's header has it."""
    found = _PLURAL.search(header)
    try:
        return c2py(found[1].strip() if found else "n != 1")
    except (ValueError, RecursionError) as fault:
        raise BrokenCatalogue(place=Place(file=file, row=1), reason=f"its plural rule is none: {fault}") from fault


def _entries(text: str, file: str) -> Iterator[tuple[int, bool, dict[str, str]]]:
    """Each entry with its row and whether it is fuzzy: its keywords in the order of the file, quotes undone."""
    entry: dict[str, str] = {}
    keyword, fuzzy, start = "", False, 0
    for row, line in enumerate(text.split("\n"), 1):
        if keyword.startswith("msgstr") and line.startswith(_BEGINS):
            yield start, fuzzy, _whole(entry, file, start)
            entry, keyword, fuzzy = {}, "", False
        if line.startswith("#") or not line.strip():
            fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        found = _LINE.fullmatch(line)
        keyword = (found[1] or keyword) if found else ""
        if not found or not keyword or (found[1] and keyword in entry):
            raise BrokenCatalogue(place=Place(file=file, row=row), reason="the line is none of a catalogue's")
        start = start if entry else row
        entry[keyword] = entry.get(keyword, "") + _unescaped(found[2])
    if entry:
        yield start, fuzzy, _whole(entry, file, start)


def _unescaped(quoted: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), quoted) if "\\" in quoted else quoted


def _whole(entry: dict[str, str], file: str, row: int) -> dict[str, str]:
    if "msgid" not in entry or not any(word.startswith("msgstr") for word in entry):
        raise BrokenCatalogue(place=Place(file=file, row=row), reason="a message lacks its source or its translation")
    return entry
