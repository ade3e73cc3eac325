"""What the increment of a foreign signing service changed, object by object.

Our own signature increment is rendered again and compared whole. A service writes its own: it may set the signature
into the prepared place, or add an invisible one, and touch what describes the file, but no page, no field, no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compliance.signoff import syntax
from compliance.signoff.container import opened

_ROOT_MAY_CHANGE = {"/Metadata", "/Perms", "/DSS", "/Extensions", "/Version", "/AcroForm"}
_FORM_MAY_CHANGE = {"/SigFlags", "/Fields"}
_SIGNATURE_MAY_CHANGE = {"/V", "/AP", "/MK", "/M", "/Lock", "/SV"}
"""The appearance among them: it is drawn inside the prepared place, whose rectangle may not change."""
_INFO_MAY_CHANGE = {"/ModDate", "/Producer"}


def beyond_signature(before: bytes, after: bytes) -> list[str]:
    """What changed besides a signature, in words; empty where nothing did."""
    with opened(before) as old, opened(after, "last increment") as new:
        return list(_changes(old, new))


def _changes(old: Any, new: Any) -> Iterator[str]:
    if old.trailer["/Root"].objgen != new.trailer["/Root"].objgen:
        yield "the catalog"
        return
    allowed = _allowed(old)
    for was in (thing for thing in old.objects if thing.is_indirect):
        number = was.objgen[0]
        now = new.get_object(was.objgen)
        if number in allowed:
            yield from (f"{key} of object {number}" for key in sorted(_keys_changed(was, now) - allowed[number]))
        elif number != old.Root["/Metadata"].objgen[0] and _spelled(was) != _spelled(now):
            yield f"object {number}"
    yield from _form_changes(old, new)


def _allowed(old: Any) -> dict[int, set[str]]:
    """Entries that may change, by object number. The metadata may change whole: it describes, and is not shown."""
    allowed = {old.Root.objgen[0]: _ROOT_MAY_CHANGE, old.trailer["/Info"].objgen[0]: _INFO_MAY_CHANGE}
    for field in old.Root["/AcroForm"]["/Fields"]:
        if field.get("/FT") == "/Sig":
            allowed[field.objgen[0]] = _SIGNATURE_MAY_CHANGE
    for page in old.pages:
        allowed[page.obj.objgen[0]] = {"/Annots"}
    return allowed


def _keys_changed(before: Any, after: Any) -> set[str]:
    was, now = _as_text(syntax.entries(before)), _as_text(syntax.entries(after))
    return {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}


def _spelled(thing: Any) -> Any:
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        return _as_text(syntax.entries(thing)), thing.read_raw_bytes()
    return _as_text(syntax.read_whole(thing))


def _as_text(value: Any) -> Any:
    """The value with strings as the text they mean: a service may write the same text in another encoding."""
    import pikepdf

    match value:
        case dict():
            return {key: _as_text(member) for key, member in value.items()}
        case list():
            return [_as_text(member) for member in value]
        case bytes():
            return str(pikepdf.String(value))
        case _:
            return value


def _form_changes(old: Any, new: Any) -> Iterator[str]:
    """Fields added that are seen, fields lost, and anything added to or taken from a page."""
    before, after = old.Root["/AcroForm"], new.Root["/AcroForm"]
    yield from (f"{key} of the form" for key in sorted(_keys_changed(before, after) - _FORM_MAY_CHANGE))
    fields = [each.objgen for each in before["/Fields"]]
    if [each.objgen for each in after["/Fields"]][: len(fields)] != fields:
        yield "the list of fields"
    added = list(after["/Fields"])[len(fields) :]
    if not all(_invisible(each) for each in added):
        yield "the form, by a field that is seen"
    unseen = {each.objgen for each in added if _invisible(each)}
    for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=True), start=1):
        if _annotations(now) - unseen != _annotations(was):
            yield f"what stands on page {number}"


def _annotations(page: Any) -> set[tuple[int, int]]:
    return {each.objgen for each in page.obj.get("/Annots", ())}


def _invisible(field: Any) -> bool:
    left, bottom, right, top = field.get("/Rect", [0, 0, 0, 0])
    return bool(field.get("/FT") == "/Sig" and (left == right or bottom == top))
