"""One spelling for every value."""

import io
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.signoff import syntax
from compliance.signoff.syntax import Name, Raw, Reference, write


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ({"/B": 1, "/A": Name("/on")}, b"<</A /on /B 1>>"),
        ([True, False, None, -3], b"[true false null -3]"),
        (Reference(12), b"12 0 R"),
        (Raw(b"<00>"), b"<00>"),
        (b"plain text", b"(plain text)"),
        (b"(", b"<28>"),
        (b"\\", b"<5c>"),
        (b"\xe6", b"<e6>"),
        ("å", b"<feff00e5>"),
        (Decimal("12.500"), b"12.5"),
        (Decimal(100), b"100"),
        (Decimal("1E+2"), b"100"),
    ],
)
def test_a_value_is_written_so(value, spelling):
    assert write(value) == spelling


def test_what_pdf_has_no_word_for_is_an_error():
    with pytest.raises(TypeError):
        write(1.5)


names = st.text("abcXYZ019", min_size=1, max_size=5).map(lambda name: Name(f"/{name}"))
numbers = st.integers(-(2**31), 2**31 - 1)
values = st.recursive(
    st.booleans() | numbers | st.binary(max_size=20) | names,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names.map(str), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_back_the_same(value):
    with pikepdf.new() as pdf:
        pdf.Root["/Value"] = pikepdf.Object.parse(write([value]))
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf:
        assert syntax.read(pdf.Root["/Value"]) == [value]
