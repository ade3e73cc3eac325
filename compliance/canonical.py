"""The one serialiser of documents to bytes.

A subset of RFC 8785 (JSON Canonicalization Scheme): keys sorted, no blanks, UTF-8. Keys must be ASCII, so that
sorting by code point and by UTF-16 unit agree, and floats are refused, so that no number has two spellings.
These bytes are hashed, chained and signed; they are never made again from a document once they are stored.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from compliance.errors import ComplianceError

LARGEST_INTEGER = 2**53 - 1
_HALF = re.compile("[\ud800-\udfff]")


class NotCanonical(ComplianceError):
    sentence = "The value at {where} cannot be written canonically: {reason}."
    hint = "Use text, whole numbers up to 2^53-1, yes/no, lists and objects with ASCII keys."


def canonical(document: Any) -> bytes:
    """Return the canonical bytes of a JSON-like value; raise `NotCanonical` where it has none."""
    _refuse(document, "$")
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _refuse(value: Any, where: str) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _refuse_surrogates(value, where)
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(where=where, reason="the number is too large")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise NotCanonical(where=where, reason=f"the key {key!r} is not ASCII text")
            _refuse(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            _refuse(inner, f"{where}[{number}]")
    else:
        raise NotCanonical(where=where, reason=f"{type(value).__name__} has no canonical form")


def _refuse_surrogates(text: str, where: str) -> None:
    if _HALF.search(text):
        raise NotCanonical(where=where, reason="the text holds half a character")
