"""The form of a presented memo, as the file itself tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from compliance.signoff import syntax
from compliance.signoff.container import opened

Kind = Literal["checkbox", "text", "signature"]
_KINDS: dict[str, Kind] = {"/Btn": "checkbox", "/Tx": "text", "/Sig": "signature"}

MULTILINE = 1 << 12
ON = syntax.Name("/on")


@dataclass(frozen=True, slots=True)
class Field:
    """One place for the decision: its full name, its object, and its entries as they stand."""

    name: str
    kind: Kind
    number: int
    entries: dict[str, Any]
    ticked: bool = False
    text: str = ""
    """What is printed there; empty where nothing is."""

    @property
    def hangs(self) -> bool:
        """Whether text hangs from the top of the place; else it rests on the bottom, as on a line."""
        return bool(self.entries.get("/Ff", 0) & MULTILINE)

    @property
    def extent(self) -> tuple[Decimal, Decimal]:
        """Width and height, in points."""
        left, bottom, right, top = (Decimal(side) for side in self.entries["/Rect"])
        return right - left, top - bottom


@dataclass(frozen=True, slots=True)
class Form:
    """All places by name, and the face that texts are printed in."""

    fields: dict[str, Field]
    face: int | None
    """The object number of the font."""
    widths: dict[int, int]
    """Advance width by code point, in 1/1000 em: also the list of letters there are."""
    size: int
    """The next free object number."""

    def of_kind(self, kind: Kind) -> dict[str, Field]:
        return {name: field for name, field in self.fields.items() if field.kind == kind}


@lru_cache(maxsize=4)
def form(pdf: bytes) -> Form:
    """Read the form of a file made by `compliance.report.pdf`; raise `container.NotReadable` where it has none."""
    with opened(pdf, "form") as document:
        acroform = document.Root["/AcroForm"]
        fields = {field.name: field for field in _fields(acroform["/Fields"], "")}
        face, widths = _face(acroform)
        return Form(fields, face, widths, int(document.trailer["/Size"]))


def _fields(members: Any, group: str) -> Iterator[Field]:
    for member in members:
        name = f"{group}.{member['/T']}" if group else str(member["/T"])
        if "/Kids" in member:
            yield from _fields(member["/Kids"], name)
        else:
            yield _field(name, member)


def _field(name: str, member: Any) -> Field:
    entries = syntax.entries(member)
    kind = _KINDS[str(member["/FT"])]
    printed = kind == "text" and "/V" in entries
    text = entries["/V"].decode("utf-16") if printed else ""
    return Field(name, kind, member.objgen[0], entries, ticked=entries.get("/AS") == ON, text=text)


def _face(acroform: Any) -> tuple[int | None, dict[int, int]]:
    if "/DR" not in acroform:
        return None, {}
    font = acroform["/DR"]["/Font"]["/Fill"]
    return font.objgen[0], dict(_widths(list(font["/DescendantFonts"][0]["/W"])))


def _widths(runs: list[Any]) -> Iterator[tuple[int, int]]:
    for start, widths in zip(runs[::2], runs[1::2], strict=True):
        yield from ((int(start) + step, int(width)) for step, width in enumerate(widths))
