"""The numbers of the memo (guide D.5), each with what it is a part of and the query that counts it again.

Every whole is shared out into parts that add up to it, and what is not known is a part of its own: it never counts as
in order. A figure is nothing but its query counted, so that `traced` can name every record behind a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from compliance.checks.finding import Area, Decides, Severity
from compliance.errors import ComplianceError
from compliance.language.amounts import median, percent
from compliance.language.wording import Wording, wording
from compliance.memo import record_queries as record
from compliance.memo import work_queries as work
from compliance.memo.composed import NO_ID, Figure, FigurePart
from compliance.memo.counted import IN_ORDER, UNKNOWN, Counted, Sources
from compliance.memo.kind import KIND
from compliance.model.authority import LEVELS
from compliance.model.decision import Figure as StoredFigure

WEIGHTS: Final = (*(severity.value for severity in Severity), UNKNOWN)
BANDS: Final = (*(each.value for each in LEVELS), UNKNOWN)
CATALOGUES: Final = ("nis2", "nsm_2_1")
"""The catalogues the memo counts requirements of; `compliance coverage` shows any other."""


class NoSuchFigure(ComplianceError):
    sentence = "There is no figure {figure!r}."
    hint = "The figures are: {figures}."


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with everything it counts, and the parts that make its numerator."""

    figure: Figure
    counted: tuple[Counted, ...]
    numerator: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure as it is asked of the register: its query, and how what the query finds becomes a number."""

    id: str
    query: Callable[[Sources], Iterable[Counted]]
    numerator: frozenset[str] = frozenset()
    """The parts a share counts; empty where the figure is no share."""
    parts: tuple[str, ...] = ()
    """Parts that are shown though nothing stands in them."""
    measure: Callable[[Iterable[int]], int | None] | None = None
    """Makes one value of the amounts known; None where the figure counts or shares out."""
    adds: bool = False
    """Whether it is a sum of amounts, such as kroner or days."""
    words: str = ""
    """Where its words stand under `figures`, where not under its id."""
    about: tuple[str, str] | None = None
    """What its words are put together with: the name of a fact, and the path of the label that stands for it."""
    kept: bool = True
    """Whether the memo's record keeps it, for the next memo to compare with."""


def traced(sources: Sources) -> tuple[Traced, ...]:
    """Every figure of the memo with what is behind it, in the order the memo speaks of them."""
    said = wording(KIND, sources.material.language)
    return tuple(_traced(asked, sources, said) for asked in (*FIGURES, *_costs(sources)))


def figures(sources: Sources) -> tuple[Figure, ...]:
    """Every figure of the memo, in the order the memo speaks of them."""
    return tuple(each.figure for each in traced(sources))


def trace(found: Sequence[Traced], name: str) -> Traced:
    """The one with this id; raises `NoSuchFigure`."""
    for each in found:
        if each.figure.id == name:
            return each
    raise NoSuchFigure(figure=name, figures=", ".join(each.figure.id for each in found))


def figure_of(
    asked: Asked, counted: Sequence[Counted], said: Wording, *, query: str | None = None, currency: str = ""
) -> Figure:
    """What was counted as a figure, in words."""
    if asked.adds:
        return _sum(asked, counted, said, query=query, currency=currency)
    parts = Counter(each.part for each in counted)
    whole, part = len(counted), sum(parts[each] for each in asked.numerator)
    share = bool(asked.numerator)
    known = (each.amount for each in counted if each.part != UNKNOWN)
    value = asked.measure(known) if asked.measure else (part if whole else None) if share else whole
    shown = [*asked.parts, *sorted({*parts} - {*asked.parts}, key=_in_order_first)]
    return _figure(
        asked, said, query=query, value=value, numerator=part if share else None, denominator=whole,
        percent=percent(part, whole) if share and asked.measure is None else None,
        parts=tuple(FigurePart(id=each, count=parts[each]) for each in shown),
    )  # fmt: skip


def _sum(asked: Asked, counted: Sequence[Counted], said: Wording, *, query: str | None, currency: str) -> Figure:
    """A sum of amounts; what is not known makes the whole unknown, and nothing to add up is no nought."""
    parts: Counter[str] = Counter()
    for each in counted:
        parts[each.part] += each.amount
    known = bool(counted) and UNKNOWN not in parts
    return _figure(
        asked, said, query=query, value=sum(parts.values()) if known else None, unit=currency or None,
        parts=tuple(FigurePart(id=part, count=amount) for part, amount in parts.items()),
    )  # fmt: skip


def _figure(asked: Asked, said: Wording, *, unit: str | None = None, **numbers: object) -> Figure:
    words = f"figures.{asked.words or asked.id}"
    about = {asked.about[0]: said(asked.about[1])} if asked.about else {}
    return Figure.model_validate(
        {"id": asked.id, "unit": unit or said(f"{words}.unit"), "source": said(f"{words}.source", **about), **numbers}
    )


def stored(found: Iterable[Figure]) -> tuple[StoredFigure, ...]:
    """The figures as the memo's record keeps them for the next memo: each part a figure of its own."""
    kept = {asked.id for asked in FIGURES if asked.kept}
    return tuple(each for figure in found if figure.id in kept for each in _flattened(figure))


def _flattened(figure: Figure) -> Iterator[StoredFigure]:
    yield StoredFigure(
        id=figure.id, value=figure.value, unit=figure.unit,
        numerator=figure.numerator, denominator=figure.denominator, source=figure.source[:500],
    )  # fmt: skip
    for part in figure.parts:
        yield StoredFigure(
            id=f"{figure.id}.{part.id}", value=part.count, unit=figure.unit,
            numerator=part.count, denominator=figure.denominator, source=figure.source[:500],
        )  # fmt: skip


def _traced(asked: Asked, sources: Sources, said: Wording) -> Traced:
    material, counted = sources.material, tuple(asked.query(sources))
    query = f"compliance memo --trace {asked.id} --as-of {material.as_of} --at {material.view.entry}"
    currency = (material.reading.organisation.currency or "NOK") if asked.id.startswith("cost") else ""
    return Traced(figure_of(asked, counted, said, query=query, currency=currency), counted, asked.numerator)


def _costs(sources: Sources) -> Iterator[Asked]:
    """A figure for what each option costs, year by year; there is none where the cost is not estimated."""
    for question in sources.questions:
        for option in question.options:
            if option.total is not None and option.id != NO_ID:
                id = f"cost.{question.id}.{option.id}"
                yield Asked(id, work.cost_of(question.id, option.id), adds=True, words="cost", kept=False)


def _in_order_first(part: str) -> tuple[bool, str]:
    return part != IN_ORDER, part


def _most(days: Iterable[int]) -> int | None:
    return max(days, default=None)


_share = partial(Asked, numerator=frozenset({IN_ORDER}))
_OF_CATALOGUES: Final = tuple(
    _share(
        f"requirements.{name}", work.requirements_of(name),
        words="requirements", about=("catalogue", f"catalogues.{name}"),
    )
    for name in CATALOGUES
)  # fmt: skip
_OF_RISKS: Final = tuple(
    Asked(f"risks.{when}", query, parts=BANDS, words="risks", about=("when", f"risks.{when}"))
    for when, query in (("before", work.risks_before), ("now", work.risks_now), ("after", work.risks_after))
)
_OF_FINDINGS: Final = (
    Asked("findings", work.findings, parts=WEIGHTS, words="findings_open"),
    *(
        Asked(
            f"findings.{area}", work.findings_in(area), parts=WEIGHTS,
            words="findings_area", about=("area", f"areas.{area}.label"),
        )
        for area in Area
    ),
    *(
        Asked(
            f"findings.{each}", work.findings_with(each), parts=WEIGHTS,
            words="findings_with", about=("who", f"deciders.{each}"),
        )
        for each in Decides
    ),
    Asked("findings.heaps", work.finding_heaps, words="finding_heaps"),
)  # fmt: skip
_OF_AGES: Final = tuple(
    Asked(
        f"findings.{name}{f'.{each}' if each else ''}", work.finding_ages(each), numerator=frozenset({"known"}),
        measure=measure, words=f"finding_{name}", about=("who", f"deciders.{each or 'all'}"),
    )
    for name, measure in (("age", median), ("oldest", _most))
    for each in (None, *Decides)
)  # fmt: skip

FIGURES: Final = (
    _share("record_complete", record.record_complete),
    _share("lawful_basis", record.lawful_basis),
    _share("information_given", record.information_given),
    _share("retention_in_order", record.retention_in_order),
    _share("deletion_done", record.deletion_done),
    _share("supplier_contracts", record.supplier_contracts),
    _share("transfers", record.transfers),
    _share("dpia_done", record.dpia_carried_out),
    _share("controls_in_place", work.controls_in_place),
    *_OF_CATALOGUES,
    _share("breaches_in_time", work.breaches_in_time),
    _share("rights_in_time", work.rights_in_time),
    _share("earlier_done", work.earlier_done),
    _share("earlier_on_time", work.earlier_on_time),
    Asked("goals_reached", work.goals_reached, numerator=frozenset({"reached"})),
    Asked("tasks_late", work.tasks_late, numerator=frozenset({"late", "long_late"}), parts=("late", "in_time")),
    *_OF_RISKS,
    Asked("cost.recommended", work.cost_recommended, adds=True, words="cost_recommended", kept=False),
    Asked("work.recommended", work.own_work, adds=True, words="work_recommended", kept=False),
    *_OF_FINDINGS,
    *_OF_AGES,
)
"""The figures there always are. Those with a dot in their id divide or add to another."""
