"""A memo that was once presented can be read for ever."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from compliance.memo.composed import FORMAT, ComposedMemo, memo_bytes, read_memo_bytes
from compliance.memo.lifting import STEPS, lifted

FIRST = (Path(__file__).parents[1] / "data" / "decision-memo-format-1.json").read_bytes()


def test_a_memo_of_the_first_format_is_read_with_all_it_said():
    memo = read_memo_bytes(FIRST)
    told = json.loads(FIRST)
    assert memo.format == FORMAT and told["format"] == 1
    assert [each.text for each in memo.in_short.at_stake] == told["in_short"]["at_stake"]
    assert [each.text for each in memo.in_short.if_nothing] == told["in_short"]["if_nothing"]
    assert memo.in_short.the_rest.text == told["in_short"]["the_rest"]
    happens = told["questions"][0]["options"][0]["happens"]
    assert happens and [each.text for each in memo.questions[0].options[0].happens] == happens
    assert [box.name for box in memo.questions[0].boxes] == [box["name"] for box in told["questions"][0]["boxes"]]


def test_todays_format_is_left_byte_for_byte():
    data = memo_bytes(read_memo_bytes(FIRST))
    assert lifted(data) == data


def test_there_is_a_step_from_every_format_ever_presented():
    assert set(STEPS) == set(range(1, FORMAT))
    assert ComposedMemo.model_fields["format"].default == FORMAT


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format": 1}', b'{"format": 1, "in_short": 7}', b'{"format": 3}', b"\xff"]
)
def test_what_is_no_memo_is_refused(data):
    with pytest.raises(ValidationError):
        read_memo_bytes(data)
