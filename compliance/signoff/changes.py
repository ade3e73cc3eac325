"""What the increment of a foreign signing service changed, object by object.

Our own signature increment is rendered again and compared whole. A service writes its own; it may set the signature into
the prepared place, or add an invisible one, and touch what describes the file, but no page, no other field, no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compliance.signoff import syntax
from compliance.signoff.container import opened

_ROOT_MAY_CHANGE = {"/Metadata", "/Perms", "/DSS", "/Extensions", "/Version", "/AcroForm"}
_FORM_MAY_CHANGE = {"/SigFlags", "/Fields"}
_FIELD_MAY_CHANGE = {"/V", "/M", "/Lock", "/SV"}


def beyond_signature(before: bytes, after: bytes) -> list[str]:
    """What changed besides a signature, in words; empty where nothing did."""
    with opened(before) as old, opened(after, "last increment") as new:
        return list(_changes(old, new))


def _changes(old: Any, new: Any) -> Iterator[str]:
    allowed = _allowed(old)
    if old.trailer["/Root"].objgen != new.trailer["/Root"].objgen:
        yield "the catalog"
        return
    for thing in old.objects:
        if not thing.is_indirect:
            continue
        number = thing.objgen[0]
        now = new.get_object(thing.objgen)
        if number in allowed:
            yield from (f"{key} of object {number}" for key in _keys_changed(thing, now) - allowed[number])
        elif _spelled(thing) != _spelled(now):
            yield f"object {number}"
    yield from _form_changes(old, new)


def _allowed(old: Any) -> dict[int, set[str]]:
    """Entries that may change, by object number."""
    root = old.Root
    allowed = {root.objgen[0]: _ROOT_MAY_CHANGE, old.trailer["/Info"].objgen[0]: {"/ModDate", "/Producer"}}
    if root["/AcroForm"].is_indirect:
        allowed[root["/AcroForm"].objgen[0]] = _FORM_MAY_CHANGE
    for field in root["/AcroForm"]["/Fields"]:
        if field.get("/FT") == "/Sig":
            allowed[field.objgen[0]] = _FIELD_MAY_CHANGE
    for page in old.pages:
        allowed[page.obj.objgen[0]] = {"/Annots"}
    if "/Metadata" in root:
        allowed[root["/Metadata"].objgen[0]] = set()
    return allowed


def _keys_changed(before: Any, after: Any) -> set[str]:
    return {
        key for key in {*before.keys(), *after.keys()} if _spelled(before.get(key)) != _spelled(after.get(key))
    }  # fmt: skip


def _spelled(thing: Any) -> bytes:
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        return syntax.write(syntax.entries(thing)) + thing.read_raw_bytes()
    return syntax.write(syntax.read_whole(thing))


def _form_changes(old: Any, new: Any) -> Iterator[str]:
    before, after = old.Root["/AcroForm"], new.Root["/AcroForm"]
    for key in _keys_changed(before, after) - _FORM_MAY_CHANGE:
        yield f"{key} of the form"
    count = len(before["/Fields"])
    if [each.objgen for each in after["/Fields"]][:count] != [each.objgen for each in before["/Fields"]]:
        yield "the list of fields"
    added = {each.objgen for each in list(after["/Fields"])[count:] if _invisible(each)}
    if len(added) != len(after["/Fields"]) - count:
        yield "the form, by a field that is seen"
    for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=True), start=1):
        if not {each.objgen for each in now.get("/Annots", ())} - added == {each.objgen for each in was.get("/Annots", ())}:
            yield f"what stands on page {number}"


def _invisible(field: Any) -> bool:
    left, bottom, right, top = field.get("/Rect", [0, 0, 0, 0])
    return bool(field.get("/FT") == "/Sig" and (left == right or bottom == top))
