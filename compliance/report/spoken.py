"""Whether a report speaks its language throughout, or had to fall back to the one its texts are written in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from compliance.language.catalogues import catalogue_path, read_catalogue
from compliance.language.provisions import PROVISIONS
from compliance.language.sources import REPORT_FIELDS, Message, content_messages, template_messages
from compliance.matter.source import PLAIN_WORDS
from compliance.memo.kind import ReportKind
from compliance.memo.material import SOURCE_LANGUAGE
from compliance.resources import folder, read_yaml

_SHARED = ("report", "marks")


@lru_cache(maxsize=64)
def _messages(path: Path) -> tuple[Message, ...]:
    if path.suffix == ".yaml":
        return tuple(content_messages(read_yaml(path), f"reports/{path.name}", REPORT_FIELDS))
    return tuple(template_messages(path, path.name))


def untranslated(kind: ReportKind, language: str) -> int:
    """How many of the fixed texts of a kind of report lack a translation in force, and are shown in bokmål."""
    if language == SOURCE_LANGUAGE:
        return 0
    catalogue = read_catalogue(catalogue_path(language))
    names = dict.fromkeys((*_SHARED, *(section.template for section in kind.sections.values())))
    paths = [folder("templates") / "report" / f"{name}.html.j2" for name in names]
    paths += [folder("reports") / f"{code}.yaml" for code in (kind.code, PLAIN_WORDS, PROVISIONS, *kind.words)]
    found = {(each.forms[0], each.context) for path in paths for each in _messages(path)}
    return sum(not catalogue.has(*message) for message in found)
