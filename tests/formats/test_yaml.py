import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.formats import yaml as module
from compliance.formats.source import Source
from compliance.formats.tree import NotThisFormat, RepeatedKey, TooDeep, TooMuch
from compliance.formats.yaml import read, written
from tests.strategies import texts


def tree(text):
    return read(Source("x.yaml", text.encode()))


@pytest.mark.parametrize(
    "word",
    ["NO", "no", "yes", "on", "off", "1:20", "0123", "0o17", "1.10", "1e3", "2026-12-31", "true", ".5", "=", "<<"],
)
def test_a_plain_word_stays_the_word_that_was_typed(word):
    assert tree(f"country: {word}") == [{"country": word}]


@pytest.mark.parametrize("word", ["", "~", "null", "Null"])
def test_nothing_is_nothing(word):
    assert tree(f"country: {word}") == [{"country": None}]


def test_a_word_in_quotes_is_a_text_even_when_it_spells_nothing():
    assert tree("a: 'null'\nb: ''") == [{"a": "null", "b": ""}]


def test_several_documents_stand_in_one_file():
    assert tree("a: 1\n---\nb: 2\n") == [{"a": "1"}, {"b": "2"}]


@given(
    st.recursive(
        texts() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(lines=False), inner, max_size=3),
        max_leaves=8,
    )
)
def test_what_is_written_is_read_back(value):
    assert tree(written({"x": value})) == [{"x": value}]


def test_texts_of_several_lines_are_written_as_blocks():
    assert written({"text": "en\nto\n\ntre"}) == "text: |-\n  en\n  to\n\n  tre\n"


def test_a_key_that_stands_twice_is_refused_with_its_line():
    with pytest.raises(RepeatedKey) as refusal:
        tree("a: 1\nb: 2\na: 3\n")
    assert refusal.value.facts == {"key": "a", "line": 3}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2", 1),
        ("a: 1\n  b: 2\n", 2),
        ("a: !!python/object/apply:os.system [ls]", 1),
        ("? [a]\n: b", 1),
        ("a: *b", 1),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_with_its_line(text, line):
    with pytest.raises(NotThisFormat) as refusal:
        tree(text)
    assert refusal.value.facts["line"] == line


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused_and_breaks_nothing(opening):
    with pytest.raises((TooDeep, NotThisFormat)):
        tree(opening * 100_000)


def test_aliases_that_grow_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_VALUES", 10_000)
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    with pytest.raises(TooMuch):
        tree(bomb)


def test_an_alias_stands_for_what_it_names():
    assert tree("a: &x {b: 1}\nc: *x") == [{"a": {"b": "1"}, "c": {"b": "1"}}]
