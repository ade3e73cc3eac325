"""Every sentence a person reads, in that person's language.

Python speaks English in its source; checklists, templates and reports speak bokmål in theirs. One gettext catalogue
per language holds the rest, and what it lacks (or marks `fuzzy`: the source has changed since) is shown as the source
has it; nynorsk, Swedish and Danish have bokmål in between, which their readers read sooner than a code or English.
The `.po` files are read as they are, once per process: nothing is compiled, so nothing can be stale.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from compliance.errors import ComplianceError, Place
from compliance.language.po import BrokenCatalogue, Catalogue, read
from compliance.resources import folder

LOCALES: Final = {"nb": "nb", "nn": "nn", "sv": "sv", "da": "da", "en": "en_GB"}
"""The languages spoken, and the CLDR locale by which each writes dates and numbers."""

_NEAREST: Final = {"nn": "nb", "sv": "nb", "da": "nb"}
"""The language whose translation serves where a language lacks its own."""


class UnknownLanguage(ComplianceError):
    sentence = "There is no language called {language!r}."
    hint = "Choose one of: {known}."


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language. `translations` is what Jinja's i18n extension asks for."""

    language: str
    translations: Catalogue = field(repr=False, compare=False)

    def __call__(self, message: str) -> str:
        return self.text(message)

    def text(self, message: str, context: str | None = None) -> str:
        """The message in this language, or the message itself where no translation in force exists."""
        if not message:
            return message  # the empty identifier is gettext's own: it would give the catalogue's header
        if context is None:
            return self.translations.gettext(message)
        return self.translations.pgettext(context, message)

    def plural(self, one: str, many: str, n: int, context: str | None = None) -> str:
        """The form that `n` asks for in this language; the caller fills in the number."""
        if context is None:
            return self.translations.ngettext(one, many, n)
        return self.translations.npgettext(context, one, many, n)

    def content(self, code: str, name: str, source: str) -> str:
        """A text of checklists/ or reports/: the rule or report with this code, the field of this name."""
        return self.text(source, content_context(code, name))

    def sentence(self, error: ComplianceError) -> str:
        """What was refused and where, as `str(error)` says it in English."""
        said = self.text(error.sentence).format(**error.facts)
        return f"{self.place(error.place)}: {said}" if error.place else said

    def advice(self, error: ComplianceError) -> str:
        """What the person can do now; empty where the error has nothing to add."""
        return self.text(error.hint).format(**error.facts)

    def place(self, place: Place) -> str:
        """A place as a person reads it: file, sheet, row, column, field."""
        row = self.text("row {row}").format(row=place.row) if place.row else ""
        return ", ".join(part for part in (place.file, place.sheet, row, place.column, place.field) if part)


def content_context(code: str, name: str) -> str:
    """The gettext context (msgctxt) of one field of one coded thing."""
    return f"{code}.{name}"


def marked(message: str) -> str:
    """The message unchanged: marks a text for translation where it stands in a table and is looked up later."""
    return message


def marked_plural(one: str, many: str) -> tuple[str, str]:
    """Both forms unchanged; marks them for translation as `marked` does one."""
    return one, many


def gettext_for(language: str) -> Texts:
    """The texts of a language; raises `UnknownLanguage` or `BrokenCatalogue`."""
    return Texts(language, _catalogue(language))


def locale_of(language: str) -> str:
    """The CLDR locale of a language; raises `UnknownLanguage`."""
    try:
        return LOCALES[language]
    except KeyError:
        raise UnknownLanguage(language=language, known=", ".join(LOCALES)) from None


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies; raises `UnknownLanguage`."""
    locale_of(language)
    return folder("translations") / f"{language}.po"


@lru_cache(maxsize=8)
def _catalogue(language: str) -> Catalogue:
    own = read_catalogue(catalogue_path(language))
    return own.before(_catalogue(_NEAREST[language])) if language in _NEAREST else own


@lru_cache(maxsize=16)
def read_catalogue(path: Path) -> Catalogue:
    """The catalogue in a .po file, empty where there is none; raises `BrokenCatalogue`."""
    if not path.is_file():
        return Catalogue()
    try:
        return read(path.read_text("utf-8-sig"), path.name)
    except UnicodeDecodeError as fault:
        raise BrokenCatalogue(place=Place(file=path.name), reason=str(fault)) from fault
