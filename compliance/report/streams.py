"""Compressed streams that a reader cannot take for one byte shorter than they are.

A stream is followed by the end of a line, which is no part of it (ISO 32000-1, 7.3.8.1). One that itself ends in a
carriage return reads as if that were part of the line's end, and checks of PDF/A that look for the end rather than
count then find a wrong length. One compressed stream in 256 ends so: its last byte is a sum of what is in it.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

_LINE_ENDS = (0x0A, 0x0D)


def ends_apart(content: bytes) -> bool:
    """Whether this content, compressed, ends otherwise than a line does; that last byte is its checksum's."""
    return zlib.adler32(content) & 0xFF not in _LINE_ENDS


def padded(content: bytes) -> bytes:
    """Drawing operators with blanks after them, until they end apart."""
    while not ends_apart(content):
        content += b" "
    return content


def keep_ends_apart(pdf: Any) -> None:
    """Write the streams of a pydyf document that would end as a line does in letters as well (ASCII85)."""
    import pydyf  # type: ignore[import-untyped]

    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Stream) or not thing.compress:
            continue
        content = b"\n".join(pydyf._to_bytes(item) for item in thing.stream)  # noqa: SLF001 (as pydyf writes it)
        if not ends_apart(content):
            thing.stream = [base64.a85encode(zlib.compress(content, 9)) + b"~>"]
            thing.compress = False
            thing.extra["Filter"] = pydyf.Array(["/ASCII85Decode", "/FlateDecode"])
