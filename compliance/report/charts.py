"""Small charts: the geometry, in millimetres, that a template draws as inline SVG.

No chart relies on colour: a bar has its number or its word beside it, and a part of a bar its own filling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from compliance.memo.composed import AreaState
from compliance.model.authority import LEVELS
from compliance.model.organisation import RiskLevel

WEIGHTS: Final = ("blocker", "major", "minor", "unknown")
"""The parts of a count of findings, in the order they stand in a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its number above and its label below; lengths have two decimals, as text."""

    label: str
    amount: int
    x: str
    y: str
    width: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class BarChart:
    width: str
    height: str
    ground: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a lying bar."""

    id: str
    count: int
    x: str
    width: str


def bar_chart(
    labels: Sequence[str], amounts: Sequence[int], top: int, *, width: int = 40, height: int = 18, below: int = 4
) -> BarChart:
    """Bars on a scale where `top` fills the height left over by the numbers above and the labels `below`."""
    above = 4
    room = height - above - below
    step = Fraction(width, max(len(amounts), 1))
    labelled = enumerate(zip(labels, amounts, strict=True))
    bars = tuple(_bar(number, each, top, (step, Fraction(room), above)) for number, each in labelled)
    return BarChart(str(width), str(height), str(above + room), bars)


def level_length(level: RiskLevel | None, width: int) -> str:
    """How long the bar of a risk level is: low a quarter of the width, critical all of it."""
    return _mm(Fraction(width * (LEVELS.index(level) + 1), len(LEVELS)) if level else Fraction(0))


def lying_bar(area: AreaState, most: int, width: int) -> tuple[Part, ...]:
    """The findings of an area end to end, gravest first, on a scale where `most` findings fill the width."""
    counts = dict(zip(WEIGHTS, (area.blockers, area.majors, area.minors, area.unknown), strict=True))
    parts, at = list[Part](), Fraction(0)
    for name, count in counts.items():
        length = Fraction(width * count, max(most, 1))
        if count:
            parts.append(Part(name, count, _mm(at), _mm(length)))
        at += length
    return tuple(parts)


def _bar(number: int, labelled: tuple[str, int], top: int, scale: tuple[Fraction, Fraction, int]) -> Bar:
    step, room, above = scale
    label, amount = labelled
    tall = room * amount / top if top > 0 and amount > 0 else Fraction(0)
    left = step * number + step / 8
    return Bar(
        label=label, amount=amount, x=_mm(left), y=_mm(above + room - tall),
        width=_mm(step * 3 / 4), height=_mm(tall), middle=_mm(left + step * 3 / 8),
    )  # fmt: skip


def _mm(length: Fraction) -> str:
    hundredths = round(length * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
