"""A map of systems: the geometry, in millimetres, that a template draws as inline SVG.

Suppliers stand to the left and systems in the middle, one on each line, area by area; a link between two systems is an
arc to the right. So no line ever crosses a name, and the drawing stays readable with as many lines as a page has room
for. A longer map is drawn on several pages, and a link that leaves its page is told in letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Final

from compliance.matter.systems import MappedLink, MappedSupplier, MappedSystem, SystemMap

LINE: Final = Fraction(21, 5)
LINES: Final = 36
"""The most lines of one drawing: what a page lying down has room for under a heading."""
ARCS: Final = 178
"""Where the arcs begin, from the left."""
NEAREST, FARTHEST = 5, 64
"""How far out an arc goes at least, and one as long as the drawing."""
FROM, TO = 60, 82
"""Where the lines from suppliers to systems begin and end."""
_CONTROL: Final = Fraction(4, 3)
"""How much farther out the control points of a curve lie than the curve itself goes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A system on its line, and how many of its links leave the drawing."""

    system: MappedSystem
    y: str
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page of the map."""

    height: str
    areas: tuple[Label, ...]
    lines: tuple[Line, ...]
    suppliers: tuple[tuple[MappedSupplier, str], ...]
    deliveries: tuple[str, ...]
    """The curves from suppliers to systems, as the path of an SVG."""
    arcs: tuple[str, ...]


def drawings(report: SystemMap) -> tuple[Drawing, ...]:
    """The map, on as many pages as it needs."""
    return tuple(_drawing(page, report) for page in _pages(report.systems))


def _pages(systems: Sequence[MappedSystem]) -> Iterator[list[MappedSystem]]:
    """Systems that go on one page together; an area takes a line for its name on every page it stands on."""
    page: list[MappedSystem] = []
    for system in systems:
        if page and len(page) + 1 + len({each.area for each in (*page, system)}) > LINES:
            yield page
            page = []
        page.append(system)
    if page:
        yield page


def _drawing(systems: Sequence[MappedSystem], report: SystemMap) -> Drawing:
    areas, heights = list[Label](), dict[str, Fraction]()
    y = Fraction(0)
    for area, held in groupby(systems, attrgetter("area")):
        areas.append(Label(area, _mm(y + LINE * 3 / 4)))
        y += LINE
        for system in held:
            heights[system.id] = y + LINE / 2
            y += LINE
    inside = [each for each in report.links if each.first_id in heights and each.second_id in heights]
    placed = _placed([each for each in report.suppliers if heights.keys() & {*each.system_ids}], heights, y)
    return Drawing(
        height=_mm(y), areas=tuple(areas),
        lines=tuple(Line(each, _mm(heights[each.id]), _elsewhere(each, report.links, heights)) for each in systems),
        suppliers=tuple((each, _mm(at)) for each, at in placed),
        deliveries=tuple(
            _delivery(at, heights[id]) for each, at in placed for id in each.system_ids if id in heights
        ),
        arcs=tuple(_arcs(inside, heights, y)),
    )  # fmt: skip


def _elsewhere(system: MappedSystem, links: Sequence[MappedLink], heights: Mapping[str, Fraction]) -> int:
    ends = ((each.first_id, each.second_id) for each in links)
    return sum(system.id in pair and not heights.keys() >= {*pair} for pair in ends)


def _placed(
    suppliers: Sequence[MappedSupplier], heights: Mapping[str, Fraction], height: Fraction
) -> list[tuple[MappedSupplier, Fraction]]:
    """Suppliers down the page, evenly, each near what it delivers."""

    def middle(supplier: MappedSupplier) -> Fraction:
        own = [heights[id] for id in supplier.system_ids if id in heights]
        return sum(own, Fraction(0)) / len(own)

    step = height / max(len(suppliers), 1)
    return [(each, step * at + step / 2) for at, each in enumerate(sorted(suppliers, key=middle))]


def _delivery(start: Fraction, end: Fraction) -> str:
    half = Fraction(FROM + TO, 2)
    return f"M{FROM} {_mm(start)}C{_mm(half)} {_mm(start)} {_mm(half)} {_mm(end)} {TO} {_mm(end)}"


def _arcs(links: Sequence[MappedLink], heights: Mapping[str, Fraction], height: Fraction) -> Iterator[str]:
    for each in links:
        high, low = sorted((heights[each.first_id], heights[each.second_id]))
        out = NEAREST + (FARTHEST - NEAREST) * (low - high) / height
        x = _mm(ARCS + out * _CONTROL)
        yield f"M{ARCS} {_mm(high)}C{x} {_mm(high)} {x} {_mm(low)} {ARCS} {_mm(low)}"


def _mm(length: Fraction) -> str:
    hundredths = round(length * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
