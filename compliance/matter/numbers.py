"""The figures of the memo in sentences, for reports that tell how things stand: the same numbers, counted once."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from compliance.language.wording import wording
from compliance.matter.composed import Cell, Entry, Statement, Table
from compliance.matter.source import Source
from compliance.matter.topics import Rows, listed
from compliance.memo.compose import compose
from compliance.memo.composed import AreaState
from compliance.memo.counted import Counted
from compliance.memo.figures import FIGURES
from compliance.memo.kind import KIND
from compliance.memo.material import Material
from compliance.memo.stakes import fraction

_ASKED: Final = MappingProxyType({each.id: each for each in FIGURES})


class Numbers:
    """What the memo composed of this state would show, and how it says it."""

    def __init__(self, source: Source, judged: Material) -> None:
        composition = compose(judged, draft=True)
        self.memo, self.rows = composition.memo, Rows(source)
        self.said = wording(KIND, source.language)
        self.held = {figure.id: figure for figure in self.memo.figures}
        self._counted = {each.figure.id: each.counted for each in composition.traced}

    def counted(self, id: str) -> dict[str, Counted]:
        """What a figure counts, by the id of the record."""
        return {each.record: each for each in self._counted[id]}

    def told(self, lead: str, ids: Iterable[str], more: Iterable[str] = ()) -> Statement:
        """Figures as sentences under one that leads in, and after them what else there is to say."""
        ids = tuple(ids)
        return listed(lead, (*map(self.sentence, ids), *more), ids)

    def sentence(self, id: str) -> str:
        """A figure in a sentence, and how the rest of what it counts stands; of nothing it says that there is none."""
        figure, asked = self.held[id], _ASKED[id]
        words = f"figures.{asked.words or id}"
        parts = [self._part(each.id, each.count) for each in figure.parts if each.count]
        if not figure.denominator:
            name = self.said(f"{words}.title") if self.said.has(f"{words}.title") else figure.unit
            return self.rows.said(
                "figures.none", name=name[:1].upper() + name[1:], none=self.said("nothing_registered")
            )
        if not asked.numerator:
            return self.rows.said("figures.parts", n=figure.denominator, unit=figure.unit, parts=parts)
        told = f"{fraction(figure.numerator, figure.denominator, self.said)} {self.said(f'{words}.label')}"
        if asked.about:
            told = f"{self.said(asked.about[1])}: {told}"
        rest = [
            self._part(each.id, each.count) for each in figure.parts if each.count and each.id not in asked.numerator
        ]
        return f"{told} {self.rows.said('figures.rest', parts=rest)}" if rest else told

    def _part(self, part: str, n: int) -> str:
        return self.said.counted(f"parts.{part}", n)

    def areas(self) -> tuple[Table, ...]:
        """Every area by its worst finding; what is unknown stands in a column of its own."""
        return self.rows.table("areas", [self._area(each) for each in self.memo.areas])

    def _area(self, area: AreaState) -> Entry:
        judged = area.mark != "none"
        numbers = (area.blockers, area.majors, area.minors, area.unknown)
        return Entry(
            cells=(
                Cell(lines=(area.label,)), Cell(mark=area.mark, word=area.word),
                *(Cell(lines=(self.said.shown(n) if judged else "–",)) for n in numbers),
            ),
            rests_on=area.rests_on,
        )  # fmt: skip
