"""Countries by name."""

from __future__ import annotations

from compliance.language.catalogues import locale_of


def country_name(code: str, language: str) -> str:
    """What a country is called: NO is Norge. The code itself where nobody has a name for it."""
    from babel import Locale

    return str(Locale.parse(locale_of(language)).territories.get(code, code))
