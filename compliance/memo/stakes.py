"""The first page in words: what is at stake, the three figures, what happens if nothing is done, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from compliance.checks.finding import Severity
from compliance.language.wording import Wording
from compliance.memo.affected import Event
from compliance.memo.composed import ComposedQuestion, Figure, FindingCounts, KeyFigure
from compliance.memo.material import Material
from compliance.model.decision import Memo

MOST_SENTENCES: Final = 3
_STAKES: Final = (
    ("unlawful", "lawful_basis", ("unlawful",)),
    ("undocumented", "lawful_basis", ("not_written_down",)),
    ("suppliers", "supplier_contracts", ("missing", "expired", "incomplete")),
    ("transfers", "transfers", ("missing", "incomplete")),
    ("information", "information_given", ("missing", "incomplete")),
    ("retention", "retention_in_order", ("missing", "incomplete")),
    ("controls", "controls_in_place", ("not_in_place", "unproved")),
)
"""Sentences in the order of how much is at stake for people, and the parts of figures each of them counts."""

_SECOND_CHOICE: Final = (
    "supplier_contracts", "information_given", "retention_in_order", "transfers", "controls_in_place",
)  # fmt: skip


def at_stake(figures: Sequence[Figure], said: Wording) -> tuple[str, ...]:
    """At most three sentences, the gravest first, each a number a reader can look up among the figures."""
    found = list(_sentences({figure.id: figure for figure in figures}, said))
    return tuple(found[:MOST_SENTENCES]) or (said("at_stake.nothing"),)


def _sentences(figures: Mapping[str, Figure], said: Wording) -> Iterator[str]:
    for name, figure, parts in _STAKES:
        held = {part.id: part.count for part in figures[figure].parts}
        if n := sum(held.get(part, 0) for part in parts):
            yield said.counted(f"at_stake.{name}", n)


def key_figures(figures: Sequence[Figure], before: Memo | None, as_of: date, said: Wording) -> tuple[KeyFigure, ...]:
    """Lawful basis first, then the figure that is furthest from in order, then what became of earlier decisions."""
    held = {figure.id: figure for figure in figures}
    worst = sorted((held[name] for name in _SECOND_CHOICE if held[name].denominator), key=_distance)
    chosen = [held["lawful_basis"], *worst[:1]]
    chosen += [held["earlier_done"]] if held["earlier_done"].denominator else worst[1:2]
    return tuple(_key_figure(figure, before, as_of, said) for figure in chosen)


def fraction(part: int | None, whole: int | None, said: Wording) -> str:
    """58 av 71; "ingen registrert" where the whole is nothing."""
    return said("fraction", part=part or 0, whole=whole) if whole else said("nothing_registered")


def _distance(figure: Figure) -> int:
    return figure.percent or 0


def _key_figure(figure: Figure, before: Memo | None, as_of: date, said: Wording) -> KeyFigure:
    return KeyFigure(
        figure_id=figure.id, shown=fraction(figure.numerator, figure.denominator, said),
        label=said(f"figures.{figure.id}.label"), before=_before(figure, before, as_of, said),
    )  # fmt: skip


def _before(figure: Figure, before: Memo | None, as_of: date, said: Wording) -> str:
    if before is None:
        return said("before.first")
    then = next((each for each in before.figures if each.id == figure.id), None)
    if then is None:
        return said("before.unknown")
    shown = fraction(then.numerator, then.denominator, said)
    if before.as_of is None or before.as_of == as_of:
        return said("before.same_day", shown=shown)
    return said("before.dated", day=before.as_of, shown=shown)


def if_nothing(
    questions: Sequence[ComposedQuestion], upcoming: Sequence[Event], material: Material, said: Wording
) -> tuple[str, ...]:
    """What stays and what happens by itself, over all the questions."""
    ids = {finding for question in questions for finding in question.finding_ids}
    return (*stays(sorted(ids), material, said), *(told(event, said) for event in upcoming))


def stays(finding_ids: Sequence[str], material: Material, said: Wording) -> tuple[str, ...]:
    """How many faults stay as they are: those that cannot, else those that matter."""
    found = [material.by_id[each] for each in finding_ids if each in material.by_id]
    blockers = sum(finding.severity is Severity.blocker for finding in found)
    if blockers:
        return (said.counted("if_nothing.blockers", blockers),)
    return (said.counted("if_nothing.majors", len(found)),) if found else (said("if_nothing.none"),)


def told(event: Event, said: Wording) -> str:
    """A dated event in a sentence."""
    return said(f"if_nothing.{event.kind}", name=event.name, day=event.day)


def the_rest(counts: FindingCounts, said: Wording) -> str:
    """How much was found besides, and that it needs nothing of the reader."""
    others = counts.total - counts.asked
    first = said("the_rest.none") if not others else said.counted("the_rest", others)
    return f"{first} {said('the_rest.pages')}"
