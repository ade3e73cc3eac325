"""The places on a page where a decision will be ticked, a reason printed, and a signature set.

A template says where they are with `input` elements (see `compliance.report.pdf`); here they become tagged, archivable
form fields. WeasyPrint archives only check boxes (its text inputs have no appearance), so every place is drawn as a
check box, and the fields of the other kinds are rewritten before the file is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compliance.errors import ComplianceError
from compliance.report import typeface

Kind = Literal["checkbox", "text", "signature"]

READ_ONLY = 1
MULTILINE = 1 << 12
SIGNATURES_EXIST_AND_APPEND_ONLY = 3

_KINDS: dict[str, Kind] = {"checkbox": "checkbox", "text": "text", "textarea": "text", "signature": "signature"}

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class UnknownPlace(ComplianceError):
    sentence = "The page has an input {name!r} of type {kind!r}, which cannot be printed."
    hint = 'Use type="checkbox", type="text" or type="signature".'


class BadPlaceName(ComplianceError):
    sentence = "{name!r} cannot name a place on the page."
    hint = "Use letters, digits, hyphens and underscores, and dots between parts: QUE-0001.recommended."


class PlaceTwice(ComplianceError):
    sentence = "The place {name!r} occurs more than once, or is broken over two pages."
    hint = "Give each input a name of its own, and let the styles keep it whole (break-inside: avoid)."


class PlaceIsAlsoGroup(ComplianceError):
    sentence = "{name!r} names a place, and is also the first part of the name {other!r}."
    hint = "Give the shorter one a last part of its own."


class PlaceWithoutLabel(ComplianceError):
    sentence = "The place {name!r} has no title, so those who hear the page read aloud cannot tell what it is for."
    hint = 'Add title="…" to the input, in the words of the option.'


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    kind: Kind
    box: Any
    size: float
    """Size of the letters, in points."""
    hangs: bool
    """Whether text hangs from the top of the place; else it rests on the bottom, as on a line."""


def gather(document: Any) -> list[Place]:
    """The places of a laid-out document, in page order; every one is handed on as a check box."""
    boxes = [box for page in document.pages for inputs in page.forms.values() for box, _ in inputs]
    places = [_place(box) for box in boxes]
    _refuse_clashes([place.name for place in places])
    for place in places:
        place.box.element.set("type", "checkbox")
        place.box.element.attrib.pop("checked", None)
    return places


def _place(box: Any) -> Place:
    element = box.element
    name = element.get("name", "")
    asked = element.get("type", "text") if element.tag == "input" else element.tag
    kind = _KINDS.get(asked)
    if kind is None:
        raise UnknownPlace(name=name, kind=asked)
    if not _NAME.fullmatch(name):
        raise BadPlaceName(name=name)
    if not element.get("title", "").strip():
        raise PlaceWithoutLabel(name=name)
    return Place(name, kind, box, box.style["font_size"] * 0.75, hangs=element.tag == "textarea")


def _refuse_clashes(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PlaceTwice(name=name)
        seen.add(name)
    for name in names:
        parts = name.split(".")
        for length in range(1, len(parts)):
            if (group := ".".join(parts[:length])) in seen:
                raise PlaceIsAlsoGroup(name=group, other=name)


def finish(pdf: Any, places: Sequence[Place], font: Path) -> None:
    """Turn the check boxes of a pydyf document into the fields the places are; set up the form."""
    import pydyf  # type: ignore[import-untyped]

    if not places:
        return
    form = pydyf.Dictionary({"Fields": _tree(pdf, places)})
    if any(place.kind == "signature" for place in places):
        form["SigFlags"] = SIGNATURES_EXIST_AND_APPEND_ONLY
    if any(place.kind == "text" for place in places):
        face = typeface.embed(pdf, typeface.cut(font))
        form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({"Fill": face})})
    pdf.catalog["AcroForm"] = form
    for place in places:
        _rewrite(pdf, place)


def _tree(pdf: Any, places: Sequence[Place]) -> Any:
    """The fields by the parts of their names: a dot in a full name is a step down, never a letter."""
    import pydyf

    groups: dict[str, Any] = {}
    top = pydyf.Array()

    def group(name: str) -> Any:
        if name not in groups:
            head, _, last = name.rpartition(".")
            groups[name] = pydyf.Dictionary({"T": pydyf.String(last), "Kids": pydyf.Array()})
            pdf.add_object(groups[name])
            _hang(groups[name], head)
        return groups[name]

    def _hang(field: Any, head: str) -> None:
        if head:
            field["Parent"] = group(head).reference
        (group(head)["Kids"] if head else top).append(field.reference)

    for place in places:
        head, _, last = place.name.rpartition(".")
        place.box.widget_annotation["T"] = pydyf.String(last)
        _hang(place.box.widget_annotation, head)
    return top


def _rewrite(pdf: Any, place: Place) -> None:
    import pydyf

    field = place.box.widget_annotation
    left, top, right, bottom = field["Rect"]
    field["Rect"] = pydyf.Array([round(side, 3) for side in (left, min(top, bottom), right, max(top, bottom))])
    ticked = field["AP"]["N"]["on"]
    empty = pydyf.Stream([b""], {
        "Type": "/XObject", "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, round(right - left, 3), round(abs(top - bottom), 3)]),
    })  # fmt: skip
    pdf.add_object(empty)
    if place.kind == "checkbox":
        field["Ff"] = READ_ONLY
        field["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary({"on": ticked, "Off": empty.reference})})
        return
    pdf.objects[int(ticked.split()[0])].stream = []
    for key in ("AS", "V", "MK"):
        del field[key]
    field["AP"] = pydyf.Dictionary({"N": empty.reference})
    field["FT"] = "/Sig" if place.kind == "signature" else "/Tx"
    if place.kind == "text":
        field["Ff"] = READ_ONLY | (MULTILINE if place.hangs else 0)
        field["DA"] = pydyf.String(f"/Fill {place.size:.2f} Tf 0 g")
