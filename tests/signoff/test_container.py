"""Revisions of a file, taken apart and added to."""

import io
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.signoff import container
from compliance.signoff.container import NotReadable, append, revisions


def test_a_signed_file_is_the_memo_the_decision_and_the_signature(presented, ticked, signed):
    assert revisions(signed) == [presented, ticked, signed]


def test_a_presented_file_has_one_revision(presented):
    assert revisions(presented) == [presented]


@pytest.mark.parametrize("rest", [b"\n", b" ", b"x", b"%%EOF\n", b"\0" * 100])
def test_nothing_may_follow_the_end_mark(signed, rest):
    with pytest.raises(NotReadable):
        revisions(signed + rest)


@pytest.mark.parametrize("length", [0, 4, 100, -2, -8, -200, -5000])
def test_a_truncated_file_is_refused(signed, length):
    with pytest.raises(NotReadable):
        revisions(signed[:length])


def test_revisions_in_a_circle_are_refused(presented):
    end = presented.rindex(b"startxref")
    circle = presented[: presented.rindex(b"trailer")] + b"trailer\n<</Prev %d>>\n" % presented.rindex(b"xref\n0 ")
    with pytest.raises(NotReadable):
        revisions(circle + presented[end:])


@given(st.binary(max_size=300))
def test_no_bytes_whatever_are_more_than_unreadable(noise):
    for file in (noise, b"%PDF-1.7\n" + noise, b"%PDF-1.7\n" + noise + b"\nstartxref\n9\n%%EOF\n"):
        with suppress(NotReadable):
            container.revisions(file)
        with suppress(NotReadable):
            container.frame(file)


def test_an_increment_leaves_what_was_there_and_any_reader_sees_what_was_added(presented):
    size = container.frame(presented).size
    longer = append(presented, "a note", {size + 3: b"(here)", 2: _catalog(presented)}, b"said")
    assert longer.startswith(presented + b"%a note\n")
    with pikepdf.open(io.BytesIO(longer), attempt_recovery=False) as pdf:
        assert str(pdf.get_object(size + 3, 0)) == "here"
        assert pdf.check_pdf_syntax() == []
        first, second = pdf.trailer.ID
    with pikepdf.open(io.BytesIO(presented)) as before:
        assert bytes(before.trailer.ID[0]) == bytes(first)
        assert bytes(before.trailer.ID[1]) != bytes(second)


def _catalog(pdf):
    start = pdf.index(b"2 0 obj\n") + len(b"2 0 obj\n")
    return pdf[start : pdf.index(b"\nendobj", start)]
