import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.loading import DEEPEST, LARGEST, MalformedChecklist, read_sheet, sheet_of


def loaded(text):
    return sheet_of(text.encode(), "a-rule.yaml")


def test_the_country_norway_is_not_false():
    assert loaded("countries: [NO, SE]\nanswer: no\nday: 2026-01-31\n").data == {
        "countries": ["NO", "SE"],
        "answer": "no",
        "day": "2026-01-31",
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("true", True),
        ("~", None),
        ("", None),
        ("null", None),
        ("12", 12),
        ("-3", -3),
        ("012", "012"),
        ("1.5", "1.5"),
        ("1:30", "1:30"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("on", "on"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
    ],
)
def test_plain_words_are_null_truths_whole_numbers_or_text(written, read):
    assert loaded(f"key: {written}").data == {"key": read}


def test_each_part_knows_its_line():
    sheet = loaded("code: A\n\nexamples:\n  - sentence: en\n  - sentence: to\n    patch: {a: 1}\n")
    assert sheet.line(("examples",)) == 3
    assert sheet.line(("examples", 1, "patch")) == 6
    assert sheet.line(("examples", 1, "nowhere", "at", "all")) == 5
    assert sheet.line(("nothing",)) == 1


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)

HOSTILE = {
    "an alias bomb": BOMB,
    "a cycle": "a: &a [*a]\n",
    "an anchor alone": "a: &x 1\n",
    "an anchored key": "&x a: 1\n",
    "a Python object": "a: !!python/object/apply:os.system [id]\n",
    "a tagged text": "a: !!str 1\n",
    "a tagged key": "!!str a: 1\n",
    "a repeated key": "a: 1\nb: 2\na: 3\n",
    "a list as key": "[1, 2]: 3\n",
    "deep lists": "a: " + "[" * 10_000 + "]" * 10_000,
    "deep maps": "a: " + "{b: " * 10_000,
    "deep blocks": "".join(f"{' ' * n}a:\n" for n in range(300)),
    "two documents": "a: 1\n---\nb: 2\n",
    "an open quote": 'a: "b\n',
    "a tab for indent": "a:\n\t- b\n",
    "a bare bracket": "a: [1, 2\n",
    "a control character": "a: \x00b\n",
    "half a character": "a: \\ud800 \ufffe\n",
    "too large": "a: " + "x" * (LARGEST + 1),
    "many keys open": "? " * 20_000,
    "many dashes": "- " * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_within_a_second_with_file_line_and_reason(text):
    begun = time.perf_counter()
    with pytest.raises(MalformedChecklist) as refused:
        loaded(text)
    assert time.perf_counter() - begun < 1
    said = str(refused.value)
    assert said.startswith("a-rule.yaml, line ")
    assert refused.value.place_of_fault.row >= 1


def test_a_file_that_is_not_utf8_is_refused_with_its_line():
    with pytest.raises(MalformedChecklist, match="line 3"):
        sheet_of(b"a: 1\nb: 2\nc: \xff\n", "x.yaml")


def test_a_huge_file_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(10**10)  # a sparse file: nothing of it lies on the disk
    with pytest.raises(MalformedChecklist, match="larger than"):
        read_sheet(path)


@pytest.mark.parametrize("text", ["", "# only words\n", "\ufeffa: 1\n"])
def test_empty_files_and_byte_order_marks_are_no_surprise(text):
    assert loaded(text).data in (None, {"a": 1})


def test_nesting_up_to_the_limit_is_read():
    assert loaded("[" * DEEPEST + "]" * DEEPEST).data is not None


@given(st.text(alphabet="abc:-[]{}\"'&*!|>%@`#,? \n\t01~", max_size=200))
def test_whatever_is_written_is_read_or_refused(text):
    with suppress(MalformedChecklist):
        loaded(text)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_read_or_refused(data):
    with suppress(MalformedChecklist):
        sheet_of(data, "x.yaml")
