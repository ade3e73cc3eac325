"""The face in which reasons and dates are printed on a page after it was presented.

The presented file carries it for every language written in Latin letters, and numbers its glyphs by Unicode code
point, so that what is printed later needs nothing but the file itself: the widths say which letters there are and how
wide, and a shown string is plain UTF-16. No font file, no shaping library, no version of either is needed again.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

# Basic Latin to Latin Extended-B and Additional; dashes, quotes, dots; currency; arrows; signs; boxes; ticks.
LETTERS = frozenset(
    chain(
        range(0x20, 0x7F), range(0xA0, 0x250), range(0x1E00, 0x1F00), range(0x2010, 0x2027), range(0x2030, 0x205F),
        range(0x20A0, 0x20C0), range(0x2190, 0x2194), (0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
        range(0x2610, 0x2613), (0x2713, 0x2717),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """A TrueType program cut to `LETTERS`, and what a PDF must say about it. Measures are in 1/1000 em."""

    name: str
    program: bytes
    letters: tuple[tuple[int, int, int], ...]
    """Code point, glyph number, advance width; sorted by code point."""
    notdef_width: int
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


@cache
def cut(font: Path) -> Face:
    """Read a font file and keep the glyphs of `LETTERS`, reproducibly."""
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    source = TTFont(font, recalcTimestamp=False, recalcBBoxes=False)
    for unneeded in ("GSUB", "GPOS", "GDEF"):  # before the cut: reading them takes longer than all the rest
        if unneeded in source:
            del source[unneeded]
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(source)
    source.flavor = None
    return _face(source, font.name.split(".")[0])


def _face(font: Any, name: str) -> Face:
    program = BytesIO()
    font.save(program, reorderTables=True)
    scale = 1000 / font["head"].unitsPerEm
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program.getvalue()).digest()[:6])
    head, metrics = font["head"], font["OS/2"]
    return Face(
        name=f"{tag}+{name}",
        program=program.getvalue(),
        letters=tuple(
            (code, font.getGlyphID(glyph), round(font["hmtx"][glyph][0] * scale))
            for code, glyph in sorted(font.getBestCmap().items())
        ),
        notdef_width=round(font["hmtx"][".notdef"][0] * scale),
        box=tuple(round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(metrics.sTypoAscender * scale),
        descent=round(metrics.sTypoDescender * scale),
        cap_height=round(metrics.sCapHeight * scale),
    )


def embed(pdf: Any, face: Face) -> bytes:
    """Add the face to a pydyf document as a composite font; returns the reference to it."""
    import pydyf  # type: ignore[import-untyped]

    def added(thing: Any) -> bytes:
        pdf.add_object(thing)
        return bytes(thing.reference)

    program = added(pydyf.Stream([face.program], {"Length1": len(face.program)}, compress=True))
    descriptor = added(
        pydyf.Dictionary({
            "Type": "/FontDescriptor", "FontName": f"/{face.name}", "Flags": 4, "FontBBox": pydyf.Array(face.box),
            "ItalicAngle": 0, "Ascent": face.ascent, "Descent": face.descent, "CapHeight": face.cap_height,
            "StemV": 80, "FontFile2": program,
        })
    )  # fmt: skip
    adobe, identity = pydyf.String("Adobe"), pydyf.String("Identity")
    system = pydyf.Dictionary({"Registry": adobe, "Ordering": identity, "Supplement": 0})
    descendant = added(
        pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{face.name}", "CIDSystemInfo": system,
            "CIDToGIDMap": added(pydyf.Stream([_glyph_numbers(face)], compress=True)),
            "FontDescriptor": descriptor, "DW": face.notdef_width, "W": pydyf.Array(_widths(face, pydyf.Array)),
        })
    )  # fmt: skip
    return added(
        pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{face.name}", "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([descendant]),
            "ToUnicode": added(pydyf.Stream([_to_unicode(face)], compress=True)),
        })
    )  # fmt: skip


def _glyph_numbers(face: Face) -> bytes:
    table = bytearray(2 * (face.letters[-1][0] + 1))
    for code, glyph, _ in face.letters:
        table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    return bytes(table)


def _runs(face: Face) -> Iterator[tuple[int, list[int]]]:
    """First code point and widths of each unbroken run; none crosses a 256 boundary (the rule for ranges in a CMap)."""
    start, widths = 0, list[int]()
    for code, _, width in face.letters:
        if widths and (code != start + len(widths) or code % 256 == 0):
            yield start, widths
            widths = []
        start = start if widths else code
        widths.append(width)
    yield start, widths


def _widths(face: Face, array: Any) -> list[Any]:
    return list(chain.from_iterable((start, array(widths)) for start, widths in _runs(face)))


def _to_unicode(face: Face) -> bytes:
    lines = [f"<{start:04x}> <{start + len(widths) - 1:04x}> <{start:04x}>" for start, widths in _runs(face)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def stop_clocks(pdf: Any) -> None:
    """Give every embedded program the time its font was made, not when it was cut: the same input, the same bytes."""
    for thing in pdf.objects:
        if "Length1" in getattr(thing, "extra", {}):
            thing.stream = [_without_clock(thing.stream[0])]


def _without_clock(program: bytes) -> bytes:
    """Copy head.created into head.modified and set the checksums anew (OpenType, the head table)."""
    data = bytearray(program)
    (tables,) = struct.unpack_from(">H", data, 4)
    for entry in range(12, 12 + 16 * tables, 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, entry)
        if tag == b"head":
            data[offset + 28 : offset + 36] = data[offset + 20 : offset + 28]
            struct.pack_into(">L", data, offset + 8, 0)
            struct.pack_into(">L", data, entry + 4, _checksum(data[offset : offset + length]))
            struct.pack_into(">L", data, offset + 8, (0xB1B0AFBA - _checksum(data)) % 2**32)
    return bytes(data)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total % 2**32
