import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.canonical import LARGEST_INTEGER, NotCanonical, canonical, digest

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=12,
)


@given(values)
def test_reading_the_bytes_gives_the_value_back(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), st.integers(-9, 9)))
def test_the_order_in_which_keys_were_given_leaves_no_trace(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_keys_are_sorted_and_nothing_blank_is_written():
    assert canonical({"b": [1, None], "a": "å"}) == '{"a":"å","b":[1,null]}'.encode()


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, 2.0]}, "$.a[1]"),
        ({"å": 1}, "$"),
        ({1: 1}, "$"),
        ([float("nan")], "$[0]"),
        ({"n": LARGEST_INTEGER + 1}, "$.n"),
        ({"t": "\ud800"}, "$.t"),
        ({"t": {1, 2}}, "$.t"),
    ],
)
def test_what_has_two_spellings_or_none_is_refused_with_its_place(value, where):
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)
    assert f"at {where} " in str(refusal.value)


def test_the_digest_is_the_published_sha_256_of_the_empty_message():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
