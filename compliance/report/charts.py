"""Small bar charts: the geometry, in millimetres, that a template draws as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.memo.composed import ComposedOption, YearCost


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its number above and its year below; lengths have two decimals, as text."""

    year: int
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


def highest(options: Sequence[ComposedOption]) -> int:
    """The largest cost of any year in any option, so that all charts of a question share one scale."""
    return max((cost.amount for option in options for cost in option.yearly), default=0)


def bar_chart(costs: Sequence[YearCost], top: int, *, width: int = 40, height: int = 18) -> BarChart:
    """Bars for the years, on a scale where `top` fills the height left over by the figures above and below."""
    above, below = 4, 4
    room = height - above - below
    step = Fraction(width, max(len(costs), 1))
    bars = tuple(_bar(number, cost, top, (step, Fraction(room), above)) for number, cost in enumerate(costs))
    return BarChart(str(width), str(height), str(above + room), bars)


def _bar(number: int, cost: YearCost, top: int, scale: tuple[Fraction, Fraction, int]) -> Bar:
    step, room, above = scale
    tall = room * cost.amount / top if top > 0 and cost.amount > 0 else Fraction(0)
    left = step * number + step / 8
    return Bar(
        year=cost.year, amount=cost.amount, x=_mm(left), y=_mm(above + room - tall),
        width=_mm(step * 3 / 4), height=_mm(tall), middle=_mm(left + step * 3 / 8),
    )  # fmt: skip


def _mm(length: Fraction) -> str:
    hundredths = round(length * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
