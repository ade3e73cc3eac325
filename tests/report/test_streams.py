"""No compressed stream ends as a line does, and all read back as they were."""

import io
import zlib

import pikepdf
import pydyf
from hypothesis import given
from hypothesis import strategies as st

from compliance.report.streams import ends_apart, keep_ends_apart, padded


@given(st.binary(max_size=300))
def test_what_is_padded_ends_apart_and_only_blanks_are_added(content):
    made = padded(content)
    assert ends_apart(made) and made.rstrip(b" ").startswith(content.rstrip(b" "))
    assert zlib.compress(made, 9)[-1:] not in (b"\r", b"\n")


def test_a_stream_that_would_end_as_a_line_is_written_in_letters_and_reads_the_same():
    contents = [bytes([number]) * 5 for number in range(256)]
    unfit = [each for each in contents if not ends_apart(each)]
    assert unfit
    pdf = pydyf.PDF()
    for each in contents:
        pdf.add_object(pydyf.Stream([each], compress=True))
    keep_ends_apart(pdf)
    out = io.BytesIO()
    pdf.write(out, b"1.7")
    with pikepdf.open(out) as read:
        streams = [each for each in read.objects if isinstance(each, pikepdf.Stream)]
        assert [each.read_bytes() for each in streams] == contents
        assert all(each.read_raw_bytes()[-1:] not in (b"\r", b"\n") for each in streams)
