import pytest

from compliance.checks.wording import spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "ukjent"),
        (True, "ja"),
        (False, "nei"),
        (0, "0"),
        ("13.2.a", "13.2.a"),
        (["13.2.a", "13.2.c"], "13.2.a, 13.2.c"),
        ([], ""),
        ({"a": 1, "b": ["x", None]}, "a: 1, b: x, ukjent"),
    ],
)
def test_an_argument_reads_as_words_in_a_sentence(value, words):
    assert spoken(value) == words
