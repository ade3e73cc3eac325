"""The face for what is printed later."""

import struct
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from compliance.report import typeface
from compliance.resources import folder

FONT = folder("templates") / "fonts" / "SourceSans3-Regular.ttf"


@pytest.fixture(scope="module")
def face():
    return typeface.cut(FONT)


def test_it_has_every_letter_of_the_nordic_languages_and_common_signs(face):
    have = {code for code, _, _ in face.letters}
    assert not {letter for letter in "æøåäöðþÆØÅčđŋšŧžČĐŊŠŦŽáÁ–—−…„“”«»§✓☐☑≥≤€’" if ord(letter) not in have}  # noqa: RUF001


def test_widths_and_glyphs_are_those_of_the_font(face):
    font = TTFont(BytesIO(face.program))
    for code, glyph, width in face.letters:
        name = font.getBestCmap()[code]
        assert (font.getGlyphID(name), font["hmtx"][name][0]) == (glyph, width)


def test_a_font_cut_at_another_time_has_the_same_bytes_once_its_clock_is_stopped(face):
    later = bytearray(face.program)
    (count,) = struct.unpack_from(">H", later, 4)
    entries = [12 + 16 * number for number in range(count)]
    head = next(struct.unpack_from(">L", later, at + 8)[0] for at in entries if later[at : at + 4] == b"head")
    later[head + 28 : head + 36] = bytes(8)
    stopped = typeface._without_clock(bytes(later))
    assert stopped == typeface._without_clock(face.program)
    TTFont(BytesIO(stopped), checkChecksums=2)
