"""Catalogues as translators write them, read as Babel and the standard library would."""

from __future__ import annotations

import contextlib
import io
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.po import BrokenCatalogue, read

WORDS = st.text(alphabet='abcæøå čŋ"\\{}%\n\t#', min_size=1, max_size=30).filter(str.strip)
ENTRIES = st.dictionaries(
    st.tuples(WORDS, st.none() | WORDS), st.tuples(WORDS, st.booleans(), st.booleans()), max_size=8
)


def written(entries: dict[tuple[str, str | None], tuple[str, bool, bool]]) -> Catalog:
    catalogue = Catalog(locale="nb")
    for (message, context), (said, plural, fuzzy) in entries.items():
        identity, string = ((message, message + "s"), (said, said + "r")) if plural else (message, said)
        catalogue.add(identity, string, context=context, flags=["fuzzy"] if fuzzy else [])
    return catalogue


@given(ENTRIES)
def test_what_babel_writes_is_read_as_the_standard_library_reads_it(
    entries: dict[tuple[str, str | None], tuple[str, bool, bool]],
) -> None:
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, written(entries), width=40)
    write_mo(mo, written(entries))
    ours, oracle = read(po.getvalue().decode()), GNUTranslations(io.BytesIO(mo.getvalue()))
    for (message, context), (_, plural, _) in entries.items():
        if plural:
            for n in range(3):
                told = oracle.npgettext(context, message, "m", n) if context else oracle.ngettext(message, "m", n)
                assert told == (ours.npgettext(context, message, "m", n) if context else ours.ngettext(message, "m", n))
        else:
            told = oracle.pgettext(context, message) if context else oracle.gettext(message)
            assert told == (ours.pgettext(context, message) if context else ours.gettext(message))


def test_a_language_may_have_more_than_two_forms() -> None:
    plural = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"\n\n'
    entry = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "okta"\nmsgstr[1] "guokte"\nmsgstr[2] "golbma"\n'
    assert [read(plural + entry).ngettext("one", "many", n) for n in (1, 2, 3)] == ["okta", "guokte", "golbma"]


def test_line_ends_of_any_machine_will_do() -> None:
    assert read('msgid "a"\r\nmsgstr "b"\r\n').gettext("a") == "b"


def test_obsolete_messages_are_passed_over() -> None:
    assert read('msgid "a"\nmsgstr "b"\n\n#~ msgid "c"\n#~ msgstr "d"\n').gettext("c") == "c"


@pytest.mark.parametrize(
    ("broken", "row"),
    [
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\nmsgstr "b" c\n', 2),
        ('msgid "a"\n', 1),
        ('msgstr "b"\n', 1),
        ('"loose"\n', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
        ("<html>", 1),
        ('msgid ""\nmsgstr "Plural-Forms: plural=rm -rf;\\n"\n', 1),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_row(broken: str, row: int) -> None:
    with pytest.raises(BrokenCatalogue) as refused:
        read(broken, "nb.po")
    assert refused.value.place is not None
    assert (refused.value.place.file, refused.value.place.row) == ("nb.po", row)


@given(st.text(alphabet='msgidtrcx_plu[]0 "\\\nabc#~,fuzzy'))
def test_rubbish_is_read_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(BrokenCatalogue):
        assert read(text).gettext("no such message") == "no such message"
