import pytest

from compliance.formats.json import lined, read
from compliance.formats.source import Source
from compliance.formats.tree import NotThisFormat, RepeatedKey, TooDeep, line_of


def source(text):
    return Source("x.json", text.encode())


def test_values_keep_their_json_types():
    assert read(source('{"a": [1, 2.5, true, null, "x"]}')) == [{"a": [1, 2.5, True, None, "x"]}]


def test_a_key_that_stands_twice_is_refused_with_its_line():
    with pytest.raises(RepeatedKey) as refusal:
        read(source('[{"a": 1},\n {"b": 2,\n  "b": 3}]'))
    assert refusal.value.facts == {"key": "b", "line": 3}


@pytest.mark.parametrize(
    "text", ['{"a": 1,}', '{"a": NaN}', "{", '{"a": 01}', '{"a": ' + "9" * 5000 + "}", "[1] [2]", '{"a": "\x01"}']
)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(NotThisFormat):
        read(source(text))


def test_nesting_without_end_is_refused():
    with pytest.raises(TooDeep):
        read(source("[" * 100_000))


def test_lines_are_known_where_they_are_asked_for():
    assert line_of(lined(source('{"a":\n  [1,\n   2]}'))[0], ("a", 1)) == 3
    assert lined(source('"\\ud83e\\udd8c"')) == []


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "9" * 5000])
def test_a_number_that_is_none_is_refused_with_its_line(value):
    with pytest.raises(NotThisFormat) as refusal:
        read(source(f'{{"a": 1,\n "b": {value}}}'))
    assert refusal.value.facts["line"] == 2
