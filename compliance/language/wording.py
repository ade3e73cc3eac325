"""The words of one file of reports/: bokmål in the file, other languages through the catalogue, facts put in by name.

A fact is shown as a person writes it: a number with the language's groups, a date with the month in letters, several
texts as a list in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from compliance.errors import ComplianceError, Place
from compliance.language.amounts import number
from compliance.language.catalogues import gettext_for
from compliance.language.dates import long_date
from compliance.language.lists import listing
from compliance.resources import folder, read_yaml


class BrokenWording(ComplianceError):
    sentence = "The texts cannot be read: {reason}."
    hint = "Correct the file; a file that was not touched can be fetched again."


class NoSuchWords(ComplianceError):
    sentence = "The texts {code} have no words at {path}."
    hint = "Add them to the file of that name in reports/."


@dataclass(frozen=True, slots=True)
class Wording:
    """What one file says, in one language. `wording("states.late", n=3)` fills the text at that path."""

    code: str
    content: Mapping[str, Any]
    language: str

    def __call__(self, path: str, /, **facts: object) -> str:
        """The text at a path: the path names it, or names a mapping that has a `text`. Raises `NoSuchWords`."""
        held = self.held(path)
        if isinstance(held, Mapping) and "text" in held:
            path, held = f"{path}.text", held["text"]
        if not isinstance(held, str):
            raise NoSuchWords(code=self.code, path=path)
        said = gettext_for(self.language).content(self.code, path, held)
        return said.format(**{name: self.shown(fact) for name, fact in facts.items()}).strip()

    def counted(self, path: str, n: int, /, **facts: object) -> str:
        """The text for one, or the text for many, at a path; the number is the fact `n`."""
        return self(f"{path}.{'one' if n == 1 else 'many'}", n=n, **facts)

    def held(self, path: str) -> Any:
        """What stands at a path, None where nothing does."""
        found: Any = self.content
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    def has(self, path: str) -> bool:
        """Whether there is anything at a path."""
        return self.held(path) is not None

    def shown(self, fact: object) -> str:
        """A fact as a person writes it."""
        if isinstance(fact, bool) or not isinstance(fact, int | date | tuple | list):
            return str(fact)
        if isinstance(fact, int):
            return number(fact, self.language)
        if isinstance(fact, date):
            return long_date(fact, self.language)
        return listing(map(self.shown, fact), self.language)


def wording(code: str, language: str) -> Wording:
    """The words of reports/<code>.yaml; raises `BrokenWording`."""
    return Wording(code, _read(folder("reports") / f"{code}.yaml"), language)


@lru_cache(maxsize=16)
def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BrokenWording(place=Place(file=path.name), reason=str(fault)) from fault
    if not isinstance(content, dict):
        raise BrokenWording(place=Place(file=path.name), reason="it is no mapping")
    return MappingProxyType(content)
