"""How many findings there were in the last memos, and are in this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from compliance.followup.accounts import PUT_BEFORE_LEADER
from compliance.memo.composed import Figure, FigurePart, Measured
from compliance.memo.material import Material
from compliance.model.decision import Memo

FINDINGS: Final = "findings"
MOST: Final = 6
"""How many memos are looked back over, this one among them: three years of two a year."""


def trend(material: Material, figures: Sequence[Figure]) -> tuple[Measured, ...]:
    """The findings of every memo put before the leader that kept its figures, and of this one; empty where it is alone.

    Of two memos on one day the later stands for it.
    """
    now = next(figure for figure in figures if figure.id == FINDINGS)
    wanted = [part.id for part in now.parts]
    before = [_kept(memo, wanted) for memo in _presented(material)]
    then = {each.as_of: each for each in before if each is not None and each.as_of < material.as_of}
    measured = (*(then[day] for day in sorted(then)), Measured(as_of=material.as_of, parts=now.parts))
    return measured[-MOST:] if then else ()


def _presented(material: Material) -> list[Memo]:
    memos = [memo for memo in material.reading.all(Memo) if memo.state in PUT_BEFORE_LEADER]
    return sorted(memos, key=lambda memo: (memo.entry or 0, memo.id))


def _kept(memo: Memo, wanted: Sequence[str]) -> Measured | None:
    """What the memo's record keeps of its findings; None where it lacks one of the parts."""
    kept = {figure.id: figure.value for figure in memo.figures}
    parts = [(part, kept.get(f"{FINDINGS}.{part}")) for part in wanted]
    if memo.as_of is None or any(count is None for _, count in parts):
        return None
    shown = tuple(FigurePart(id=part, count=count or 0) for part, count in parts)
    return Measured(memo_id=memo.id, as_of=memo.as_of, parts=shown)
