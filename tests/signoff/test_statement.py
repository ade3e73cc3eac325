"""The increment with the signature: one spelling, read back as it was written."""

import subprocess
from datetime import UTC, datetime

import pytest

from compliance.signoff import statement
from compliance.signoff.statement import SignatureTooLarge, Statement, render


def said(**changes):
    facts = {"place": "signature", "moment": "D:20261120130000Z", "reason": "æ (R) \\", "name": "Kari", "room": 64}
    return Statement(**facts | changes)


def test_what_is_rendered_is_read_back_and_rendered_the_same(ticked):
    file = render(ticked, said(), b"\x30\x01\x00")
    (signature,) = statement.read(file)
    assert signature.statement == said()
    assert signature.contents == b"\x30\x01\x00" + bytes(61)
    assert render(ticked, signature.statement, signature.contents) == file


def test_the_range_covers_all_but_the_value(ticked):
    file = render(ticked, said(), b"\xff" * 64)
    (signature,) = statement.read(file)
    assert statement.covered(file, signature.byte_range) == file.replace(b"<" + b"ff" * 64 + b">", b"")


def test_the_value_does_not_change_what_is_covered(ticked):
    files = [render(ticked, said(), value) for value in (b"", b"\xff" * 64)]
    (first,), (second,) = (statement.read(file) for file in files)
    assert statement.covered(files[0], first.byte_range) == statement.covered(files[1], second.byte_range)


def test_a_value_larger_than_its_room_is_refused(ticked):
    with pytest.raises(SignatureTooLarge, match="65"):
        render(ticked, said(), bytes(65))


def test_a_ticked_file_carries_no_signature(ticked):
    assert statement.read(ticked) == []


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("D:20261120130000Z", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("D:20261120130000", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("D:20261120140000+01'00'", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("D:20261120113000-01'30", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("D:20261320130000Z", None),
        ("D:2026", None),
        ("", None),
        ("20 November", None),
    ],
)
def test_the_claimed_moment_is_read_as_pdf_writes_it(written, moment):
    assert said(moment=written).signed_at == moment


@pytest.mark.tool("pdftotext")
def test_who_signed_and_when_is_seen_in_the_place(signed):
    said = subprocess.run(["pdftotext", "-", "-"], input=signed, capture_output=True, check=True).stdout.decode()
    assert "Kari Nordmann\n20.11.2026 13:00 UTC" in said


@pytest.mark.parametrize("name", ["Кари", "Kari " * 200, ""])
def test_a_name_the_page_cannot_print_is_still_said_in_the_signature(ticked, name):
    (signature,) = statement.read(render(ticked, said(name=name), b""))
    assert signature.statement.name == name
