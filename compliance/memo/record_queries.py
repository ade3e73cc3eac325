"""The queries behind the figures about what is written down: the record, its bases, notices, time limits and contracts.

Each goes through the register and says, thing by thing, which part of the figure it stands in (guide D.5). What is not
known is a part of its own: it never counts as in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from compliance.checks.facts.assessments import (
    always_cases,
    assessed_by_law,
    danger_signs,
    dpia_done,
    open_cases,
    open_signs,
)
from compliance.checks.facts.disposal import frozen, run_overdue, something_due
from compliance.checks.facts.records import purpose_written, security_described
from compliance.checks.facts.retention import data_without_rule
from compliance.checks.finding import Finding, Result, Severity, family
from compliance.checks.subjects import Within, purpose_of
from compliance.memo.counted import IN_ORDER, UNKNOWN, Counted, Sources, one
from compliance.memo.material import Material
from compliance.model.activity import (
    Activity,
    ActivityRole,
    ActivityStatus,
    DataCategory,
    DisposalAction,
    LegalBasis,
    Mechanism,
    RetentionRule,
    SubjectCategory,
    SubjectCode,
)
from compliance.model.assurance import Notice
from compliance.model.organisation import Organisation
from compliance.model.supply import DpaItem, Engagement, EngagementStatus
from compliance.model.values import Answer

BASIS_FAMILIES: Final = frozenset({"LEGAL", "CONS", "ART9", "ART10"})
DISPOSED_OF: Final = frozenset({DisposalAction.delete, DisposalAction.anonymise, DisposalAction.transfer_to_archive})
"""What a deletion run does; data that are restricted or given back are not deleted by one."""


def in_use(material: Material) -> tuple[Activity, ...]:
    """The activities the figures are about: in use, or not said to be otherwise, and our own."""
    running = (ActivityStatus.active, ActivityStatus.paused, None)
    every = material.reading.all(Activity)
    return tuple(each for each in every if each.status in running and each.role != ActivityRole.processor)


def record_complete(sources: Sources) -> Iterator[Counted]:
    """Each point of 30(1) in each activity, by the same facts as the rules on the record; 30(1)(e) only where it
    applies."""
    names = {True: IN_ORDER, False: "missing", None: UNKNOWN}
    material = sources.material
    for activity in in_use(material):
        for point, written in POINTS.items():
            if point != TRANSFERS or activity.transfers or activity.no_transfers_declared is not Answer.yes:
                yield one(names[written(activity, material)], activity, point)


def _controller_named(activity: Activity, material: Material) -> bool:
    named = material.reading.find_all(Organisation, activity.controller_ids)
    ways = (each.contact for each in named)
    return bool(activity.controller_ids) and all(way and (way.address or way.email or way.phone) for way in ways)


def _purpose_told(activity: Activity, material: Material) -> bool | None:
    return purpose_written(activity, material.reading, material.law, material.as_of)


def _people_and_data(activity: Activity, material: Material) -> bool:
    people = any(_says_who(each) for each in activity.subject_categories)
    return people and any(each.name or each.art9_type for each in activity.data_categories)


def _says_who(people: SubjectCategory) -> bool:
    return bool(people.name) or people.code not in (None, SubjectCode.other)


def _recipients_told(activity: Activity, material: Material) -> bool:
    return bool(activity.recipients) or activity.no_recipients_declared is Answer.yes


def _countries_told(activity: Activity, material: Material) -> bool | None:
    """Unknown where no transfer is written down, and nobody has said that there is none."""
    if activity.transfers:
        return all(each.country for each in activity.transfers)
    return False if activity.no_transfers_declared is Answer.no else None


def _time_limits_told(activity: Activity, material: Material) -> bool | None:
    if not activity.retention_rules:
        return False
    left = data_without_rule(activity, material.reading, material.law, material.as_of)
    return None if left is None else not left


def _security_told(activity: Activity, material: Material) -> bool | None:
    return security_described(activity, material.reading, material.law, material.as_of)


TRANSFERS: Final = "30.1.e"
POINTS: Final[Mapping[str, Callable[[Activity, Material], bool | None]]] = MappingProxyType(
    {
        "30.1.a": _controller_named,
        "30.1.b": _purpose_told,
        "30.1.c": _people_and_data,
        "30.1.d": _recipients_told,
        TRANSFERS: _countries_told,
        "30.1.f": _time_limits_told,
        "30.1.g": _security_told,
    }
)
"""What the record must hold of an activity, and whether it does."""


class _Faults:
    """The findings on one document, by the place in it."""

    def __init__(self, material: Material, subject: str) -> None:
        self.found = material.by_subject.get(subject, ())

    def at(self, paths: Iterable[str], *, families: Iterable[str]) -> list[Finding]:
        wanted, places = frozenset(families), frozenset(paths)
        return [finding for finding in self.found if family(finding.rule) in wanted and _place(finding) in places]


def _place(finding: Finding) -> str:
    return finding.path.partition(".")[0]


def lawful_basis(sources: Sources) -> Iterator[Counted]:
    """Each purpose; an activity without purposes counts as one purpose that fails (guide D.5)."""
    for activity in in_use(sources.material):
        faults = _Faults(sources.material, activity.id)
        if not activity.purposes:
            yield one("not_written_down", activity)
        for number in range(len(activity.purposes)):
            yield one(_basis_verdict(activity, number, faults), activity, f"purposes[{number}]")


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


def information_given(sources: Sources) -> Iterator[Counted]:
    """Each activity, by its own faults and those of the notices it gives."""
    material = sources.material
    for activity in in_use(material):
        own = _Faults(material, activity.id).at(("",), families={"INFO"})
        notices = material.reading.find_all(Notice, activity.notice_ids)
        theirs = [
            each for notice in notices for each in _Faults(material, notice.id).found if family(each.rule) == "INFO"
        ]
        excused = activity.notice_exception is not None
        yield one(_settled((*own, *theirs), absent=not notices and not excused), activity)


def _settled(found: Sequence[Finding], *, absent: bool) -> str:
    """How something stands by the faults that matter."""
    grave = [finding for finding in found if finding.severity is not Severity.minor]
    if absent:
        return "missing"
    if any(finding.result is Result.gap for finding in grave):
        return "incomplete"
    return UNKNOWN if grave else IN_ORDER


def retention_in_order(sources: Sources) -> Iterator[Counted]:
    """Each data category."""
    for activity in in_use(sources.material):
        faults = _Faults(sources.material, activity.id)
        for number, data in enumerate(activity.data_categories):
            rules = [f"retention_rules[{at}]" for at in _covering(activity, data)]
            found = faults.at(rules, families={"RET"})
            yield one(_settled(found, absent=not rules), activity, f"data_categories[{number}]")


def _covering(activity: Activity, data: DataCategory) -> list[int]:
    """The rules that cover the data; one that names no data covers all."""
    rules = enumerate(activity.retention_rules)
    return [at for at, rule in rules if not rule.data_category_ids or data.id in rule.data_category_ids]


def deletion_done(sources: Sources) -> Iterator[Counted]:
    """Each rule by which data are to be deleted, made anonymous or moved, in what we have sooner or later begun."""
    for activity in sources.material.reading.all(Activity):
        if activity.role is not ActivityRole.processor and activity.status is not ActivityStatus.planned:
            for number, rule in enumerate(activity.retention_rules):
                if rule.disposal_action in DISPOSED_OF:
                    verdict = _run_verdict(Within(rule, activity, number), sources.material)
                    yield one(verdict, activity, f"retention_rules[{number}]")


def _run_verdict(rule: Within[RetentionRule, Activity], material: Material) -> str:
    """A run never made is neglected only where something is surely due."""
    given = (material.reading, material.law, material.as_of)
    overdue, due = run_overdue(rule, *given), something_due(rule, *given)
    if overdue is False:
        return IN_ORDER
    if frozen(rule, *given):
        return "put_off"
    if due is False:
        return "nothing_due"
    never = rule.value.last_disposal_run is None
    return "not_done" if overdue and (due or not never) else UNKNOWN


def supplier_contracts(sources: Sources) -> Iterator[Counted]:
    """Each agreement in use that handles personal data, or may."""
    for engagement in sources.material.reading.all(Engagement):
        personal = engagement.handles_personal_data != Answer.no
        if personal and engagement.status in (EngagementStatus.active, None):
            yield one(_contract_verdict(engagement, sources.material), engagement)


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


def transfers(sources: Sources) -> Iterator[Counted]:
    """Each transfer."""
    for activity in in_use(sources.material):
        faults = _Faults(sources.material, activity.id)
        for number, transfer in enumerate(activity.transfers):
            found = faults.at((f"transfers[{number}]",), families={"XFER"})
            absent = transfer.mechanism in (None, Mechanism.none)
            yield one(_settled(found, absent=absent), activity, f"transfers[{number}]")


def dpia_carried_out(sources: Sources) -> Iterator[Counted]:
    """Each activity in use or planned that needs an assessment, or of which nobody has said whether it does."""
    names = {True: IN_ORDER, False: "missing", None: UNKNOWN}
    material = sources.material
    for activity in material.reading.all(Activity):
        ours = activity.role is not ActivityRole.processor
        if ours and activity.status in (ActivityStatus.active, ActivityStatus.planned, None):
            done = dpia_done(activity, material.reading, material.law, material.as_of)
            need = _needs_dpia(activity, material)
            if need is not False:
                yield one(names[done] if need or done else UNKNOWN, activity)


def _needs_dpia(activity: Activity, material: Material) -> bool | None:
    """By the conditions of DPIA-NEED-001 to 003; unknown while danger signs are open (DPIA-SCRN-001)."""
    given = (activity, material.reading, material.law, material.as_of)
    if assessed_by_law(*given):
        return False
    if always_cases(*given) or activity.national_list_hits:
        return True
    if len(danger_signs(*given)) >= material.law.number("dpia_criteria"):
        return activity.dpia_refusal_reason is None
    return None if open_signs(*given) or open_cases(*given) else False
