"""Every sentence in the reader's language, or as its source has it."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import ComplianceError, Place
from compliance.language.catalogues import (
    LOCALES,
    Texts,
    UnknownLanguage,
    catalogue_path,
    gettext_for,
    read_catalogue,
)
from compliance.language.po import BrokenCatalogue, read

HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def texts_from(tmp_path: Path, entries: str) -> Texts:
    path = tmp_path / "nn.po"
    path.write_text(f"{HEADER}\n{entries}", "utf-8")
    return Texts("nn", read_catalogue(path))


def test_a_translation_is_used(tmp_path: Path) -> None:
    texts = texts_from(tmp_path, 'msgid "Hva mangler"\nmsgstr "Kva manglar"\n')
    assert texts("Hva mangler") == texts.text("Hva mangler") == "Kva manglar"


def test_a_stale_translation_is_not_used(tmp_path: Path) -> None:
    texts = texts_from(tmp_path, '#, fuzzy\nmsgid "Hva mangler"\nmsgstr "Noko anna"\n')
    assert texts.text("Hva mangler") == "Hva mangler"


def test_what_a_neighbour_of_bokmaal_lacks_it_says_in_bokmaal(tmp_path: Path) -> None:
    own = read('msgid "One"\nmsgstr "Ein"\n').before(read('msgid "One"\nmsgstr "En"\n\nmsgid "Two"\nmsgstr "To"\n'))
    assert [own.gettext(word) for word in ("One", "Two", "Three")] == ["Ein", "To", "Three"]
    for language in ("nn", "sv", "da"):
        held = gettext_for(language).translations.messages
        assert held == {**gettext_for("nb").translations.messages, **read_catalogue(catalogue_path(language)).messages}
    assert gettext_for("en").translations.messages == read_catalogue(catalogue_path("en")).messages


def test_one_source_text_is_translated_by_where_it_stands(tmp_path: Path) -> None:
    entries = 'msgctxt "ROPA-LEGAL-001.why"\nmsgid "Navn"\nmsgstr "Namn"\n\nmsgid "Navn"\nmsgstr "Namnet"\n'
    texts = texts_from(tmp_path, entries)
    assert texts.content("ROPA-LEGAL-001", "why", "Navn") == "Namn"
    assert texts.text("Navn") == "Namnet"
    assert texts.content("ROPA-LEGAL-002", "why", "Navn") == "Navn"


def test_the_number_chooses_the_form(tmp_path: Path) -> None:
    texts = texts_from(
        tmp_path, 'msgid "{n} sak"\nmsgid_plural "{n} saker"\nmsgstr[0] "{n} sak"\nmsgstr[1] "{n} saka"\n'
    )
    assert [texts.plural("{n} sak", "{n} saker", n) for n in (0, 1, 2)] == ["{n} saka", "{n} sak", "{n} saka"]
    assert texts.plural("{n} dag", "{n} dager", 2, context="frist") == "{n} dager"


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownLanguage) as refused:
        gettext_for("fi")
    assert "nb" in refused.value.advice


def test_a_language_is_never_a_path() -> None:
    with pytest.raises(UnknownLanguage):
        gettext_for("../nb")


@pytest.mark.parametrize("broken", [b'msgid "\xff\xfe"\nmsgstr ""\n', b"rubbish\n"])
def test_a_broken_catalogue_is_named(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "nb.po"
    path.write_bytes(HEADER.encode() + b"\n" + broken)
    with pytest.raises(BrokenCatalogue) as refused:
        read_catalogue(path)
    assert "nb.po" in str(refused.value)


@given(st.text(), st.sampled_from(sorted(LOCALES)))
def test_what_has_no_translation_stays_as_it_is(message: str, language: str) -> None:
    said = gettext_for(language).text(message, "no such context")
    assert said == message


def test_a_refusal_is_said_in_the_reader_s_language() -> None:
    refused = UnknownLanguage(language="fi", known="nb", place=Place(file="a.xlsx", row=5))
    assert gettext_for("en").sentence(refused) == str(refused)
    assert gettext_for("en").advice(refused) == refused.advice
    assert gettext_for("nb").sentence(refused).startswith("a.xlsx, rad 5: ")
    assert gettext_for("nb").advice(ComplianceError()) == ""


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_a_translation_has_the_gaps_of_its_source_and_each_is_a_name(language: str) -> None:
    with catalogue_path(language).open("rb") as source:
        wrong = [message for message in read_po(source) if message.id and not message.fuzzy and not _same_gaps(message)]
    assert not wrong


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{n} days", "{m} dagar"),
        ("{n} days", "dagar"),
        ("%(n)s saker", "%(m)s saker"),
        ("Braces", "Klammer { eller }"),
        ("{n} days", "{n} dagar {"),
    ],
)
def test_a_translation_with_other_gaps_is_found(source: str, translation: str) -> None:
    assert not _same_gaps(Message(source, translation))


def _same_gaps(message: Message) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    strings = (message.string,) if isinstance(message.string, str) else message.string
    try:
        wanted, found = [_gaps(said) for said in ids], [_gaps(said) for said in strings or ()]
    except ValueError:  # braces that do not match
        return False
    one = all(gaps in wanted for gaps in found[:1])  # a form for one may do without the number
    return one and all(gaps == wanted[-1] for gaps in found[1:]) and all(map(str.isidentifier, wanted[-1]))


def _gaps(text: str) -> set[str]:
    """The names in braces, and those that a template's own `%(name)s` leaves open."""
    braced = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return braced | set(re.findall(r"%\((\w+)\)s", text))
