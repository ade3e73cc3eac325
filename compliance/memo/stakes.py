"""The first page in words: what is at stake, the three figures, what happens if nothing is done, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from compliance.checks.finding import Severity
from compliance.language.wording import Wording
from compliance.memo.affected import Event
from compliance.memo.composed import ComposedQuestion, Figure, FindingCounts, KeyFigure, Stated
from compliance.memo.counted import UNKNOWN
from compliance.memo.material import Material
from compliance.model.decision import Memo

MOST_SENTENCES: Final = 3
ENOUGH_TO_TELL: Final = 5
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


def at_stake(figures: Sequence[Figure], said: Wording) -> tuple[Stated, ...]:
    """At most three sentences, the gravest first, each a number a reader can look up among the figures."""
    held = {figure.id: figure for figure in figures}
    found = list(_sentences(held, said))
    judged = held["lawful_basis"].denominator
    if found:
        return tuple(found[:MOST_SENTENCES])
    looked_at = tuple(dict.fromkeys(figure for _, figure, _ in _STAKES))
    return (Stated(text=said("at_stake.nothing" if judged else "at_stake.empty"), rests_on=looked_at),)


def _sentences(figures: Mapping[str, Figure], said: Wording) -> Iterator[Stated]:
    for name, figure, parts in _STAKES:
        held = {part.id: part.count for part in figures[figure].parts}
        if n := sum(held.get(part, 0) for part in parts):
            yield Stated(text=counted(said, f"at_stake.{name}", n), rests_on=(figure,))


def key_figures(figures: Sequence[Figure], before: Memo | None, as_of: date, said: Wording) -> tuple[KeyFigure, ...]:
    """Lawful basis first, then the figure with the lowest share in order, then what became of earlier decisions."""
    held = {figure.id: figure for figure in figures}
    worst = sorted((held[name] for name in _SECOND_CHOICE if held[name].denominator), key=_in_order)
    chosen = [*([held["lawful_basis"]] if held["lawful_basis"].denominator else []), *worst[:1]]
    chosen += [held["earlier_done"]] if held["earlier_done"].denominator else worst[1:2]
    return tuple(_key_figure(figure, before, as_of, said) for figure in chosen)


def fraction(part: int | None, whole: int | None, said: Wording) -> str:
    """58 av 71; "ingen registrert" where the whole is nothing."""
    return said("fraction", part=part or 0, whole=whole) if whole else said("nothing_registered")


def _in_order(figure: Figure) -> tuple[bool, int]:
    """Sorts the lowest share first; a share of a handful says little, and comes after the others."""
    return (figure.denominator or 0) < ENOUGH_TO_TELL, figure.percent or 0


def _key_figure(figure: Figure, before: Memo | None, as_of: date, said: Wording) -> KeyFigure:
    return KeyFigure(
        figure_id=figure.id, shown=fraction(figure.numerator, figure.denominator, said),
        label=said(f"figures.{figure.id}.label"), unknown=_not_known(figure, said),
        before=_before(figure, before, as_of, said),
        rests_on=(figure.id, *([before.id] if before else [])),
    )  # fmt: skip


def _not_known(figure: Figure, said: Wording) -> str | None:
    n = sum(part.count for part in figure.parts if part.id == UNKNOWN)
    return f"{said.counted('parts.unknown', n)}." if n else None


def _before(figure: Figure, before: Memo | None, as_of: date, said: Wording) -> str | None:
    if before is None or not before.figures:
        return None
    then = next((each for each in before.figures if each.id == figure.id), None)
    if then is None:
        return said("before.unknown")
    shown = fraction(then.numerator, then.denominator, said)
    if before.as_of is None or before.as_of == as_of:
        return said("before.same_day", shown=shown)
    return said("before.dated", day=before.as_of, shown=shown)


def if_nothing(
    questions: Sequence[ComposedQuestion], upcoming: Sequence[Event], material: Material, said: Wording
) -> tuple[Stated, ...]:
    """What stays and what happens by itself, over all the questions."""
    if not questions:
        return ()
    ids = {finding for question in questions for finding in question.finding_ids}
    unlawful = [each for each in questions if any(o.is_zero_option and o.unlawful for o in each.options)]
    named = said.counted("if_nothing.unlawful", len(unlawful), which=[str(each.number) for each in unlawful])
    barred = (Stated(text=named, rests_on=tuple(each.id for each in unlawful)),) if unlawful else ()
    return (*stays(sorted(ids), material, said), *barred, *(told(event, said) for event in upcoming))


def counted(said: Wording, path: str, n: int, letters: str | None = None) -> str:
    """A sentence about so many, small numbers in letters: Tre leverandøravtaler …; … til fire formål."""
    sentence = said.counted(path, n, count=(letters or in_letters(n, said)).lower())
    return sentence[:1].upper() + sentence[1:]


def in_letters(n: int, said: Wording) -> str:
    """A small number as a headline writes it: Fire."""
    return said(f"counting.n{n}") if said.has(f"counting.n{n}") else said.shown(n)


def stays(finding_ids: Sequence[str], material: Material, said: Wording) -> tuple[Stated, ...]:
    """How many faults stay over all the questions: those that cannot, else those that matter."""
    found = _staying(finding_ids, "if_nothing.blockers", "if_nothing.majors", material, said)
    return found or (Stated(text=said("if_nothing.none"), rests_on=("findings.heaps",)),)


def stays_here(finding_ids: Sequence[str], material: Material, said: Wording) -> tuple[Stated, ...]:
    """The same for one question, said of its zero option; nothing where it answers no finding."""
    return _staying(finding_ids, "if_nothing.stays_grave", "if_nothing.stays", material, said)


def _staying(
    finding_ids: Sequence[str], grave: str, lesser: str, material: Material, said: Wording
) -> tuple[Stated, ...]:
    found = [material.by_id[each] for each in finding_ids if each in material.by_id]
    blockers = [finding for finding in found if finding.severity is Severity.blocker]
    if not found:
        return ()
    named = blockers or found
    text = counted(said, grave if blockers else lesser, len(named))
    return (Stated(text=text, rests_on=tuple(finding.id for finding in named)),)


def told(event: Event, said: Wording) -> Stated:
    """A dated event in a sentence."""
    return Stated(text=said(f"if_nothing.{event.kind}", name=event.name, day=event.day), rests_on=(event.record,))


def the_rest(counts: FindingCounts, grave: Sequence[str], questions: int, said: Wording) -> Stated:
    """How much was found besides what is asked, where each of it is taken care of, and what to read on.

    `grave` are those with the line that cannot stand as they are: a leader is told of them, though not asked.
    """
    heaps = [(name, getattr(counts, name)) for name in ("line", "decided", "tables", "waiting")]
    found = [counted(said, f"the_rest.{name}", n) for name, n in heaps if n]
    found[1:1] = [counted(said, "the_rest.line_grave", len(grave))] if grave else []
    reading = [said("the_rest.pages")] if questions else []
    text = " ".join(found + reading or [said("the_rest.none")])
    return Stated(text=text, rests_on=("findings.heaps", *grave))
