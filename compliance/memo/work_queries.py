"""The queries behind the figures about work: controls, breaches, requests, decisions, tasks, findings, risks, costs.

Each says, thing by thing, which part of the figure it stands in (guide D.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from compliance.checks.catalogues import shipped_standards
from compliance.checks.coverage import Standing, coverage
from compliance.checks.facts.clocks import report_late, report_overdue
from compliance.checks.facts.controls import UNTOLD, Lack, lack
from compliance.checks.facts.rights import answer_due
from compliance.checks.finding import Area, Decides, Finding, in_order
from compliance.checks.periods import before
from compliance.followup.accounts import DONE, Account, AccountState, due_work
from compliance.memo.counted import IN_ORDER, UNKNOWN, Counted, Sources, one, weight
from compliance.memo.kind import KIND, report_kind
from compliance.memo.line import asked_in, heap
from compliance.memo.material import Material
from compliance.model.assurance import Assessment, Control, Risk
from compliance.model.incident import BreachRisk, Incident
from compliance.model.levels import level
from compliance.model.organisation import RiskLevel
from compliance.model.rights import RequestOutcome, RightsRequest
from compliance.model.values import Answer

NOT_SET_UP: Final = frozenset({Lack.not_in_place, Lack.found_to_fail, Lack.set_aside_without_reason})
"""The lacks of a control that is not there, as against one that only lacks proof."""

Query = Callable[[Sources], Iterator[Counted]]


def controls_in_place(sources: Sources) -> Iterator[Counted]:
    """Each control that is not set aside with a reason: in place and proven, by the same fact as the rules use."""
    material = sources.material
    for control in material.reading.all(Control):
        found = lack(control, material.reading, material.law, material.as_of)
        if found is not Lack.set_aside:
            yield one(_control_verdict(found), control)


def _control_verdict(found: Lack | None) -> str:
    if found is None:
        return IN_ORDER
    if found in UNTOLD:
        return UNKNOWN
    return "not_in_place" if found in NOT_SET_UP else "unproved"


def requirements_of(catalogue: str) -> Query:
    """Each requirement of a catalogue, by how far controls that count show it to be met."""
    names = {Standing.shown: IN_ORDER}

    def query(sources: Sources) -> Iterator[Counted]:
        standards, material = shipped_standards(), sources.material
        standard = standards.named(catalogue)
        found = coverage(standard, standards, material.reading, material.law, material.as_of)
        if found.share.registered:
            for row in found.rows:
                if row.standing not in (None, Standing.set_aside):
                    title = standard.item_in(row.item, material.language)
                    yield Counted(names.get(row.standing, row.standing.value), row.item.id, title)

    return query


def breaches_in_time(sources: Sources) -> Iterator[Counted]:
    """Each breach of the period that had to be reported, or may have had to be, and whose time is out."""
    material = sources.material
    for incident in material.reading.all(Incident):
        spared = incident.personal_data is Answer.no or incident.risk is BreachRisk.none
        if not spared and since(breach_day(incident), material) is not False:
            verdict = _breach_verdict(incident, material)
            if verdict is not None:
                yield one(verdict, incident)


def breach_day(incident: Incident) -> date | None:
    """The first day anybody knew of it; unknown without a moment."""
    moments = (incident.aware_at, incident.processor_told_us_at, incident.detected_at)
    return min((moment.date() for moment in moments if moment is not None), default=None)


def _breach_verdict(incident: Incident, material: Material) -> str | None:
    """None while there is still time; a report made after the day was not made then."""
    given = (incident, material.reading, material.law, material.as_of)
    reported = incident.notified_sa_at is not None and incident.notified_sa_at.date() <= material.as_of
    if reported:
        return {True: "late", False: IN_ORDER, None: UNKNOWN}[report_late(*given)]
    overdue = report_overdue(*given)
    if overdue is False:
        return None
    return "not_reported" if overdue and incident.personal_data is Answer.yes else UNKNOWN


def rights_in_time(sources: Sources) -> Iterator[Counted]:
    """Each request that was due in the period; one that was withdrawn waits for nothing."""
    material = sources.material
    for request in material.reading.all(RightsRequest):
        due = answer_due(request, material.reading, material.law, material.as_of)
        if request.outcome is RequestOutcome.withdrawn or since(due, material) is False:
            continue
        if due is None or due <= material.as_of:
            verdict = _answer_verdict(request, due, material.as_of)
            if verdict is not None:
                yield one(verdict, request)


def _answer_verdict(request: RightsRequest, due: date | None, as_of: date) -> str | None:
    if due is None:
        return UNKNOWN
    if request.answered_on is not None and request.answered_on <= as_of:
        return IN_ORDER if request.answered_on <= due else "answered_late"
    return "unanswered" if due < as_of else None


def since(day: date | None, material: Material) -> bool | None:
    """Whether a day lies within the period the figures look back over; unknown without a day."""
    months = report_kind(KIND).limits.period_months
    return None if day is None else day >= before(material.as_of, f"P{months}M")


def earlier_done(sources: Sources) -> Iterator[Counted]:
    """Each decision the memo accounts for that something was to be done about."""
    for account in due_work(sources.accounts):
        yield _account(IN_ORDER if account.state in DONE else "not_in_order", account)


def earlier_on_time(sources: Sources) -> Iterator[Counted]:
    """Each decision whose deadline lay in the period."""
    material = sources.material
    names = {
        AccountState.done_on_time: IN_ORDER,
        AccountState.done_late: "done_late",
        AccountState.done_undated: UNKNOWN,
    }
    for account in due_work(sources.every_account):
        past = account.deadline is not None and account.deadline <= material.as_of
        if past and since(account.deadline, material):
            yield _account(names.get(account.state, "not_in_order"), account)


def goals_reached(sources: Sources) -> Iterator[Counted]:
    """Each goal the memo accounts for that has been measured."""
    for account in sources.accounts:
        if account.goal and account.goal.reached is not None:
            yield _account("reached" if account.goal.reached else "not_reached", account)


def _account(part: str, account: Account) -> Counted:
    return Counted(part, account.question_id, account.name)


def tasks_late(sources: Sources) -> Iterator[Counted]:
    """Each open task; without a due day nobody can say that it is in time."""
    longest = sources.material.law.number("overdue_escalation_days")
    for task in sources.tasks:
        if not task.settled:
            late = "long_late" if task.days_late > longest else "late" if task.days_late else "in_time"
            yield Counted(UNKNOWN if task.due is None else late, task.id, task.name)


def findings(sources: Sources) -> Iterator[Counted]:
    """Each finding, by how grave it is."""
    return (found(weight(each), each) for each in in_order(sources.material.findings))


def findings_in(area: Area) -> Query:
    """Each finding in an area."""
    return lambda sources: _where(sources, lambda each: each.area is area)


def findings_with(decides: Decides) -> Query:
    """Each finding that the leader, or the line, deals with."""
    return lambda sources: _where(sources, lambda each: each.decides is decides)


def _where(sources: Sources, wanted: Callable[[Finding], bool]) -> Iterator[Counted]:
    return (found(weight(each), each) for each in in_order(sources.material.findings) if wanted(each))


def finding_heaps(sources: Sources) -> Iterator[Counted]:
    """Each finding, by where it is taken care of: a question, a decision, a table, the next memo, or the line."""
    asked = asked_in(sources.questions)
    return (found(heap(each, asked, sources.material), each) for each in in_order(sources.material.findings))


def finding_ages(decides: Decides | None) -> Query:
    """The days each finding has been known, of those whom the leader or the line deals with, or of all."""

    def query(sources: Sources) -> Iterator[Counted]:
        for each in in_order(sources.material.findings):
            if decides in (None, each.decides):
                known = each.first_seen is not None
                days = max((sources.material.as_of - each.first_seen).days, 0) if each.first_seen else 0
                yield Counted("known" if known else UNKNOWN, each.subject, each.subject_name, each.id, days)

    return query


def found(part: str, finding: Finding) -> Counted:
    """A finding, by the record it is on and its own id."""
    return Counted(part, finding.subject, finding.subject_name, finding.id)


def risks_before(sources: Sources) -> Iterator[Counted]:
    """Each risk by its level without measures."""
    return _risks(sources.material, lambda risk: _level(risk, risk.inherent))


def risks_now(sources: Sources) -> Iterator[Counted]:
    """Each risk by its level with the measures in place."""
    return _risks(sources.material, lambda risk: _level(risk, risk.residual))


def risks_after(sources: Sources) -> Iterator[Counted]:
    """Each risk by the level the recommended option leaves, where a question is about it; else as it is now.

    Unknown where the option does not say what it leaves. Of several questions about one risk, the first speaks.
    """
    left: dict[str, RiskLevel | None] = {}
    for question in reversed(sources.questions):
        after = question.recommended.risk_after if question.recommended else None
        left |= dict.fromkeys(question.risk_ids, after)
    return _risks(sources.material, lambda risk: left[risk.id] if risk.id in left else _level(risk, risk.residual))


def _risks(material: Material, leveled: Callable[[Risk], RiskLevel | None]) -> Iterator[Counted]:
    for risk in material.reading.all(Risk):
        found = leveled(risk)
        yield one(found.value if found else UNKNOWN, risk)


def _level(risk: Risk, assessment: Assessment | None) -> RiskLevel | None:
    return level(assessment, risk.perspective)


def cost_recommended(sources: Sources) -> Iterator[Counted]:
    """What each question costs over the years if its recommendation is followed."""
    for question in sources.questions:
        total = question.recommended.total if question.recommended else None
        yield Counted(UNKNOWN if total is None else question.id, question.id, question.title, amount=total or 0)


def own_work(sources: Sources) -> Iterator[Counted]:
    """The days of own work each recommendation takes."""
    for question in sources.questions:
        days = question.recommended.person_days if question.recommended else None
        yield Counted(UNKNOWN if days is None else question.id, question.id, question.title, amount=days or 0)


def cost_of(question_id: str, option_id: str) -> Query:
    """What an option costs, year by year."""

    def query(sources: Sources) -> Iterator[Counted]:
        question = next(each for each in sources.questions if each.id == question_id)
        option = next(each for each in question.options if each.id == option_id)
        for cost in option.yearly:
            yield Counted(str(cost.year), question.id, option.title, f"options.{option.id}", cost.amount)

    return query
