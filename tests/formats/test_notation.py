import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.formats.notation import (
    NOTHING_SAID,
    UnbalancedBraces,
    lines,
    list_parsed,
    list_written,
    parsed,
    written,
)
from tests.strategies import texts

FIELDS = [f"field_{letter}" for letter in "abcdefghi"]


def of_parts(parts, names):
    """What the capture room makes of parts, for fields that all hold text."""
    said = {part.name or names[number]: part.content for number, part in enumerate(parts)}
    return {name: content for name, content in said.items() if content != ""}


def test_a_provision_is_written_as_a_person_would_type_it():
    fields = [("jurisdiction", "NO"), ("instrument", "opplæringslova"), ("provision", "§ 2-1"), ("id", None)]
    fields += [("kind", "duty"), ("valid_from", "2024-08-01"), ("valid_to", None)]
    assert written(fields) == "NO; opplæringslova; § 2-1; kind=duty; valid_from=2024-08-01"


@pytest.mark.parametrize("size", [3, 9])
@given(data=st.data())
def test_what_is_written_is_read_back(size, data):
    names = FIELDS[:size]
    fields = [(name, data.draw(st.none() | texts())) for name in names]
    line = written(fields)
    assert "\n" not in line
    assert of_parts(parsed(line), names) == {name: text for name, text in fields if text is not None}


@given(texts(), texts())
def test_a_value_inside_a_value_is_read_back(outer, inner):
    line = written([("a", outer), ("b", [("x", inner), ("y", None)])])
    first, second = parsed(line)
    assert first.content == outer
    assert of_parts(second.content, ["x", "y"]) == {"x": inner}


def test_a_value_that_says_nothing_has_a_mark_of_its_own():
    assert written([("a", None), ("b", None)]) == NOTHING_SAID
    assert parsed(NOTHING_SAID) == ()
    assert written([("a", None), ("b", [("x", None)])]) == "; {}"


@given(st.lists(texts(lines=False), min_size=1, max_size=4))
def test_a_list_inside_a_value_is_read_back(items):
    (part,) = parsed(written([("a", items)]))
    assert list(part.items) == items


@given(st.lists(texts(lines=False), max_size=5))
def test_a_plain_list_is_read_back(items):
    assert list_parsed(list_written(items)) == items


def test_a_plain_list_may_stand_on_one_line():
    assert list_parsed("dpo; auditor ;;\n preparer") == ["dpo", "auditor", "preparer"]


def test_a_path_typed_with_backslashes_stays_as_it_is():
    assert list_parsed(r"C:\arkiv\sak") == [r"C:\arkiv\sak"]


def test_commas_in_a_text_stay_where_they_are():
    (part, _) = parsed("Lov om helse,omsorg og annet; § 2")
    assert part.content == "Lov om helse,omsorg og annet"


@pytest.mark.parametrize("line", ["a; {b", "a} ; b", "a {b}", "{a}}"])
def test_braces_that_do_not_match_are_refused(line):
    with pytest.raises(UnbalancedBraces) as refusal:
        parsed(line)
    assert "\\{" in refusal.value.advice


def test_blank_lines_hold_no_value():
    assert list(lines(" a \n\n  \n b")) == ["a", "b"]
