"""The numbers of the memo (guide D.5), each with what it is a part of and how it is computed.

Every whole is shared out into parts that add up to it, and what is not known is a part of its own: it never counts as
in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from compliance.checks.finding import Area, Finding, Result, Severity, family
from compliance.checks.subjects import purpose_of
from compliance.followup.accounts import FollowUpGrade
from compliance.followup.tasks import TaskAccount
from compliance.language.amounts import percent
from compliance.language.wording import Wording, wording
from compliance.memo.composed import Figure, FigurePart
from compliance.memo.material import Material
from compliance.memo.proof import in_place
from compliance.model.activity import Activity, ActivityRole, ActivityStatus, DataCategory, LegalBasis
from compliance.model.assurance import Control, ControlStatus, Notice
from compliance.model.decision import Figure as StoredFigure
from compliance.model.supply import DpaItem, Engagement, EngagementStatus
from compliance.model.values import Answer

KIND: Final = "decision-memo"
IN_ORDER: Final = "in_order"
UNKNOWN: Final = "unknown"
BASIS_FAMILIES: Final = frozenset({"LEGAL", "CONS", "ART9", "ART10"})

Verdict = Iterable[str]


def figures(material: Material, tasks: Sequence[TaskAccount], accounted: FollowUpGrade) -> tuple[Figure, ...]:
    """Every figure of the memo, in the order the memo speaks of them."""
    said = wording(KIND, material.language)
    shares = ((name, Counter(judge(material))) for name, judge in _SHARES.items())
    return (
        *(share_of(name, parts, said) for name, parts in shares),
        _part_of("earlier_done", accounted.done, accounted.decisions, said),
        _late_tasks(tasks, said),
        findings_figure("findings", material.findings, said),
        *(_area_figure(area, material.findings, said) for area in Area),
    )


def share_of(name: str, parts: Mapping[str, int], said: Wording) -> Figure:
    """A figure of how many are in order; `parts` counts every one of the whole once."""
    part, whole = parts.get(IN_ORDER, 0), sum(parts.values())
    shown = tuple(FigurePart(id=key, count=count) for key, count in sorted(parts.items(), key=_in_order_first))
    return Figure(
        id=name, value=part if whole else None, unit=said(f"figures.{name}.unit"), numerator=part, denominator=whole,
        percent=percent(part, whole), source=said(f"figures.{name}.source"), parts=shown,
    )  # fmt: skip


def findings_figure(name: str, found: Sequence[Finding], said: Wording, source: str = "") -> Figure:
    """How many findings there are, shared out by how grave they are; what cannot be told stands apart."""
    counted = Counter(weight(finding) for finding in found)
    parts = tuple(FigurePart(id=key, count=counted[key]) for key in (*Severity, UNKNOWN))
    return Figure(
        id=name, value=len(found), unit=said("figures.findings_open.unit"), denominator=len(found),
        source=source or said("figures.findings_open.source"), parts=parts,
    )  # fmt: skip


def weight(finding: Finding) -> str:
    """Blocker, major or minor; `unknown` for what cannot be told, however grave it would be."""
    return UNKNOWN if finding.result is Result.undetermined else finding.severity.value


def stored(found: Iterable[Figure]) -> tuple[StoredFigure, ...]:
    """The figures as the memo's record keeps them for the next memo: each part a figure of its own."""
    return tuple(each for figure in found for each in _flattened(figure))


def in_use(material: Material) -> tuple[Activity, ...]:
    """The activities the figures are about: in use, or not said to be otherwise, and our own."""
    running = (ActivityStatus.active, ActivityStatus.paused, None)
    every = material.reading.all(Activity)
    return tuple(each for each in every if each.status in running and each.role != ActivityRole.processor)


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


def _in_order_first(part: tuple[str, int]) -> tuple[bool, str]:
    return part[0] != IN_ORDER, part[0]


def _part_of(name: str, part: int, whole: int, said: Wording) -> Figure:
    return share_of(name, {IN_ORDER: part, "not_in_order": whole - part} if whole else {}, said)


def _late_tasks(tasks: Sequence[TaskAccount], said: Wording) -> Figure:
    still = [task for task in tasks if not task.settled]
    late = sum(task.days_late > 0 for task in still)
    parts = (FigurePart(id="late", count=late), FigurePart(id="in_time", count=len(still) - late))
    return Figure(
        id="tasks_late", value=late, unit=said("figures.tasks_late.unit"), numerator=late, denominator=len(still),
        percent=percent(late, len(still)), source=said("figures.tasks_late.source"), parts=parts,
    )  # fmt: skip


def _area_figure(area: Area, found: Sequence[Finding], said: Wording) -> Figure:
    mine = [finding for finding in found if finding.area is area]
    source = said("figures.findings_area.source", area=said(f"areas.{area}.label"))
    return findings_figure(f"findings.{area}", mine, said, source)


class _Faults:
    """The findings on one document, by the place in it."""

    def __init__(self, material: Material, subject: str) -> None:
        self.found = material.by_subject.get(subject, ())

    def at(self, paths: Iterable[str], *, families: Iterable[str]) -> list[Finding]:
        wanted, places = frozenset(families), frozenset(paths)
        return [finding for finding in self.found if family(finding.rule) in wanted and _place(finding) in places]


def _place(finding: Finding) -> str:
    return finding.path.partition(".")[0]


def _lawful_basis(material: Material) -> Verdict:
    """An activity without purposes counts as one purpose that fails (guide D.5)."""
    for activity in in_use(material):
        faults = _Faults(material, activity.id)
        if not activity.purposes:
            yield "not_written_down"
        for number in range(len(activity.purposes)):
            yield _basis_verdict(activity, number, faults)


def _basis_verdict(activity: Activity, number: int, faults: _Faults) -> str:
    bases = [f"legal_bases[{at}]" for at, basis in enumerate(activity.legal_bases) if _carries(basis, activity, number)]
    found = faults.at((f"purposes[{number}]", "", *bases), families=BASIS_FAMILIES)
    blockers = [finding for finding in found if finding.severity is Severity.blocker and finding.result is Result.gap]
    if any(not finding.silence for finding in blockers):
        return "unlawful"
    if blockers or not bases:
        return "not_written_down"
    return UNKNOWN if any(_open_and_grave(finding) for finding in found) else IN_ORDER


def _carries(basis: LegalBasis, activity: Activity, number: int) -> bool:
    """Whether a basis carries the purpose; one the source did not pair may carry any."""
    found = purpose_of(basis, activity)
    return found is None or found[0] == number


def _open_and_grave(finding: Finding) -> bool:
    """Undetermined, and a blocker if it were so: what cannot be told is softened one step (guide A.0)."""
    return finding.result is Result.undetermined and finding.severity is not Severity.minor


def _information(material: Material) -> Verdict:
    for activity in in_use(material):
        own = _Faults(material, activity.id).at(("",), families={"INFO"})
        notices = material.reading.find_all(Notice, activity.notice_ids)
        theirs = [
            each for notice in notices for each in _Faults(material, notice.id).found if family(each.rule) == "INFO"
        ]
        found = [finding for finding in (*own, *theirs) if finding.severity is not Severity.minor]
        excused = activity.notice_exception is not None
        yield _settled(found, absent=not notices and not excused)


def _settled(found: Sequence[Finding], *, absent: bool) -> str:
    if absent:
        return "missing"
    if any(finding.result is Result.gap for finding in found):
        return "incomplete"
    return UNKNOWN if found else IN_ORDER


def _retention(material: Material) -> Verdict:
    for activity in in_use(material):
        faults = _Faults(material, activity.id)
        for data in activity.data_categories:
            rules = [f"retention_rules[{at}]" for at in _covering(activity, data)]
            found = faults.at(rules, families={"RET"})
            yield _settled([each for each in found if each.severity is not Severity.minor], absent=not rules)


def _covering(activity: Activity, data: DataCategory) -> list[int]:
    """The rules that cover the data; one that names no data covers all."""
    rules = enumerate(activity.retention_rules)
    return [at for at, rule in rules if not rule.data_category_ids or data.id in rule.data_category_ids]


def _suppliers(material: Material) -> Verdict:
    for engagement in material.reading.all(Engagement):
        personal = engagement.handles_personal_data != Answer.no
        if personal and engagement.status in (EngagementStatus.active, None):
            yield _contract_verdict(engagement, material)


def _contract_verdict(engagement: Engagement, material: Material) -> str:
    if engagement.other_legal_act:
        return IN_ORDER
    if engagement.dpa_signed_on is None:
        return "missing" if engagement.handles_personal_data == Answer.yes else UNKNOWN
    if engagement.dpa_valid_to and engagement.dpa_valid_to < material.as_of:
        return "expired"
    if engagement.dpa_items is None:
        return UNKNOWN
    return "incomplete" if frozenset(DpaItem) - frozenset(engagement.dpa_items) else IN_ORDER


def _transfers(material: Material) -> Verdict:
    for activity in in_use(material):
        faults = _Faults(material, activity.id)
        for number, transfer in enumerate(activity.transfers):
            found = faults.at((f"transfers[{number}]",), families={"XFER"})
            absent = transfer.mechanism is None or transfer.mechanism == "none"
            yield _settled([each for each in found if each.severity is not Severity.minor], absent=absent)


def _controls(material: Material) -> Verdict:
    names = {True: IN_ORDER, None: UNKNOWN}
    for control in material.reading.all(Control):
        if control.status != ControlStatus.not_applicable:
            done = in_place(control, material.reading, material.as_of)
            carried_out = control.status == ControlStatus.implemented
            yield names.get(done) or ("unproved" if carried_out else "not_in_place")


_SHARES: Final[Mapping[str, Callable[[Material], Verdict]]] = {
    "lawful_basis": _lawful_basis,
    "information_given": _information,
    "retention_in_order": _retention,
    "supplier_contracts": _suppliers,
    "transfers": _transfers,
    "controls_in_place": _controls,
}
