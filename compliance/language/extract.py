"""`python -m compliance.language.extract`: renews the list of translatable messages, and every catalogue with it.

A message whose source has changed keeps its old translation marked `fuzzy`, for a translator to look at; one that is
gone is dropped. `--check` changes nothing, and fails where a file is not fresh or bokmål lacks a message.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from compliance.language.catalogues import LOCALES
from compliance.language.po import read
from compliance.language.sources import Message, messages

ROOT: Final = Path(__file__).resolve().parents[2]
_NO_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CHURN: Final = (
    b'"Generated-By:',
    b'"POT-Creation-Date:',
    b'"PO-Revision-Date:',
    b'"Last-Translator:',
    b'"Language-Team:',
)


def fresh_files(root: Path = ROOT) -> Iterator[tuple[Path, bytes]]:
    """The template and every catalogue as they ought to be, with the path each belongs at."""
    found = tuple(messages(root))
    folder = root / "translations"
    yield folder / "compliance.pot", written(template_of(found))
    for language in LOCALES:
        path = folder / f"{language}.po"
        # A template of its own for each: Babel hands its messages over, and what is then written to one shows in all.
        yield path, written(brought_up(path, language, template_of(found)))


def lacking(language: str, found: Iterable[Message], folder: Path = ROOT / "translations") -> list[Message]:
    """The messages with English source that a language has no translation in force for."""
    catalogue = read(folder.joinpath(f"{language}.po").read_text("utf-8"))
    return [message for message in found if message.english and not catalogue.has(message.forms[0], message.context)]


def template_of(found: Iterable[Message]) -> Catalog:
    """All messages, without translations."""
    template = Catalog(project="compliance", creation_date=_NO_DAY, header_comment="", fuzzy=False)
    for message in found:
        identity, context = message.identity
        template.add(identity, context=context, locations=[(message.file, 0)])
    return template


def brought_up(path: Path, language: str, template: Catalog) -> Catalog:
    """What a language has translated of the template; what it has not, the template lists and a catalogue need not."""
    catalogue = Catalog(locale=language, project="compliance", creation_date=_NO_DAY, header_comment="", fuzzy=False)
    if path.is_file():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=language, abort_invalid=True)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    _keep_stale(catalogue)
    for message in [message for message in catalogue if message.id and not _translated(message)]:
        catalogue.delete(message.id, message.context)
    return catalogue


def _translated(message: Any) -> bool:
    return bool(message.string) if isinstance(message.string, str | None) else any(message.string)


def _keep_stale(catalogue: Catalog) -> None:
    """Where the source of a coded text has changed, offer its old translation, marked; Babel knows likeness only."""
    gone = {message.context: message for message in catalogue.obsolete.values() if message.context and message.string}
    for message in catalogue:
        if message.context in gone and not _translated(message):
            message.string = gone[message.context].string
            message.flags.add("fuzzy")


def written(catalogue: Catalog) -> bytes:
    """The file's bytes, without the header lines that change by themselves."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_CHURN))


def main(arguments: list[str]) -> int:
    """Write what is not fresh, or with `--check` name it; 1 where `--check` found something."""
    stale = [(path, data) for path, data in fresh_files() if not path.is_file() or path.read_bytes() != data]
    untranslated = lacking("nb", messages(ROOT))
    for path, data in stale:
        if "--check" not in arguments:
            path.write_bytes(data)
        sys.stderr.write(f"{path.relative_to(ROOT)}: {'not fresh' if '--check' in arguments else 'renewed'}\n")
    for message in untranslated:
        sys.stderr.write(f"translations/nb.po lacks: {message.forms[0]!r} ({message.file})\n")
    return 1 if "--check" in arguments and (stale or untranslated) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
