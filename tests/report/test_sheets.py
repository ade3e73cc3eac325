"""Pages laid out by several processes come back in order, and refusals are met by the caller."""

from datetime import UTC, datetime

import pytest

from compliance.report.pdf import LetterNotShipped
from compliance.report.sheets import Sheet, laid_out
from compliance.resources import folder

GIVEN = {
    "base": folder("templates"), "language": "nb", "title": "t", "identifier": "x",
    "created": datetime(2026, 11, 20, tzinfo=UTC),
}  # fmt: skip


def sheet(text):
    style = '<style>@import url(fonts/fonts.css); body { font-family: "Source Sans 3" }</style>'
    return Sheet(
        f"<!doctype html><html><head><meta charset=utf-8>{style}</head><body><p id=a>{text}</p></body></html>", GIVEN
    )


@pytest.mark.slow
def test_many_hands_make_what_one_makes_in_the_same_order():
    sheets = [sheet(f"Ark {number}") for number in range(6)]
    assert [each.data for each in laid_out(sheets)] == [each.rendered().data for each in sheets]


@pytest.mark.slow
def test_a_refusal_in_another_process_is_raised_here():
    sheets = [sheet("Ark") for _ in range(4)] + [sheet("\u4e2d")]
    done = laid_out(sheets)
    for _ in range(4):
        next(done)
    with pytest.raises(LetterNotShipped):
        next(done)


def test_a_machine_that_cannot_have_more_processes_does_it_alone(monkeypatch):
    def refuse(*_given):
        raise OSError

    monkeypatch.setattr("concurrent.futures.process.ProcessPoolExecutor", refuse)
    assert len(list(laid_out([sheet(f"Ark {number}") for number in range(4)]))) == 4
