"""Facts about risks: how high, over which limit, accepted by whom, and until when (guide A.16)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.facts.decisions import calls_for_work, mending_in_time, postponed_still
from compliance.checks.facts.lateness import unfinished
from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.model.activity import Activity
from compliance.model.assessment import Dpia
from compliance.model.assurance import Risk, RiskArea
from compliance.model.authority import LEVELS, may_accept, may_sign
from compliance.model.decision import Question, Task, TaskStatus
from compliance.model.governance import GovernanceProfile, RiskAppetite
from compliance.model.levels import level
from compliance.model.organisation import AuthorityOver, Organisation, Person, RiskLevel, Role
from compliance.model.supply import System


def limits_decided(organisation: Organisation, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the leader has decided, for any area, which risk is acceptable on that day.

    A board without limits of its own stands under those of the register's organisation.
    """
    return bool(_limits(organisation, reading, as_of) or _limits(reading.organisation, reading, as_of))


def some_limit_decided(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the leader has decided for any area at all which risk is acceptable."""
    return limits_decided(reading.organisation, reading, law, as_of)


def risk_limit(risk: Risk, reading: Reading, law: Law, as_of: date) -> RiskLevel | None:
    """The highest level that needs no decision: what the leader decided for the area, or what the risk itself says,
    whichever is lower.

    Whoever writes a risk may tighten the leader's limit for it, never loosen it. Unknown where neither says anything.
    """
    decided = _limits(reading.organisation, reading, as_of)
    said = [each for each in (decided.get(risk.area), risk.acceptable_level) if each is not None]
    return min(said, key=LEVELS.index, default=None)


def residual_level(risk: Risk, reading: Reading, law: Law, as_of: date) -> RiskLevel | None:
    """The level of the risk left with measures in place. Unknown where likelihood or consequence is."""
    return level(risk.residual, risk.perspective)


def levels_fallen(risk: Risk, reading: Reading, law: Law, as_of: date) -> int | None:
    """How many levels measures take the risk down; below 0 where it is said to rise. Unknown without both levels."""
    before, left = level(risk.inherent, risk.perspective), level(risk.residual, risk.perspective)
    return None if before is None or left is None else LEVELS.index(before) - LEVELS.index(left)


def above_limit(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the risk left is higher than what needs no decision. Unknown without a level or a limit."""
    left, limit = level(risk.residual, risk.perspective), risk_limit(risk, reading, law, as_of)
    return None if left is None or limit is None else LEVELS.index(left) > LEVELS.index(limit)


def acceptance_begun(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether somebody has accepted the risk by that day, though it may have run out since."""
    acceptance = risk.acceptance
    return acceptance is not None and acceptance.by is not None and (acceptance.on is None or acceptance.on <= as_of)


def decided_in_time(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the leader has answered a question that names the risk, and the time set in the answer is not out.

    That is work until its deadline, or a postponement until its day. To choose to do nothing is no answer here: a risk
    above the limit is borne only by accepting it.
    """
    return any(
        postponed_still(each, as_of) or (mending_in_time(each, as_of) and calls_for_work(each, reading, law, as_of))
        for each in reading.naming(Question, "risk_ids", risk.id)
    )


def acceptance_ends(risk: Risk, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day of the acceptance: its own, but no later than the longest time a risk may stay accepted.

    Unknown without an acceptance, or where it gives neither its first day nor its last.
    """
    if risk.acceptance is None:
        return None
    longest = after(risk.acceptance.on, law.period("risk_acceptance")) if risk.acceptance.on else None
    return min((day for day in (risk.acceptance.valid_to, longest) if day is not None), default=None)


def accepted(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether an acceptance holds on that day; without a first day and a last one it does not run out."""
    ends = acceptance_ends(risk, reading, law, as_of)
    return acceptance_begun(risk, reading, law, as_of) and (ends is None or as_of <= ends)


def acceptor_had_power(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether who accepted the risk held the power to accept what is left of it now, on the day it was accepted.

    Unknown without a known person, a day or a level. The data protection officer never does.
    """
    acceptance, left = risk.acceptance, level(risk.residual, risk.perspective)
    person = reading.find(Person, acceptance.by) if acceptance is not None else None
    if acceptance is None or acceptance.on is None or person is None or left is None:
        return None
    officers = {own.dpo_person_id for own in reading.own_organisations}
    return person.id not in officers and may_accept(person, left, acceptance.on)


def authority_consulted(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether the authority was consulted by that day on an assessment of what the risk is about (36(1)).

    That is the assessment it names, and those of activities it names, that name it, or that use its systems.
    """
    named = reading.find_all(Activity, risk.object_ids)
    naming = reading.naming(Activity, "risk_ids", risk.id)
    systems = reading.find_all(System, risk.object_ids)
    using = (each for system in systems for each in reading.naming(Activity, "system_ids", system.id))
    assessed = (each for about in (*named, *naming, *using) for each in reading.naming(Dpia, "activity_ids", about.id))
    asked = (dpia.prior_consultation_on for dpia in (*reading.find_all(Dpia, risk.object_ids), *assessed))
    return any(day is not None and day <= as_of for day in asked)


def treated_soon(risk: Risk, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether work that lowers the risk is left, and all of it is funded and due soon: from today, within a limit."""
    tasks = reading.find_all(Task, risk.treatment_task_ids)
    left = [task for task in tasks if task.retired is None and unfinished(task, reading, law, as_of)]
    last = after(as_of, law.period("risk_treatment_soon"))
    given_up = any(task.status is TaskStatus.cancelled for task in tasks)
    in_time = all(task.due is not None and as_of <= task.due <= last and _funded(task, reading) for task in left)
    return bool(left) and in_time and not given_up


def owner_and_plan_lacking(risk: Risk, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """Which of owner and treatment is not written down; a treatment is asked for above the limit only.

    Unknown where an owner is there, and it cannot be told whether a treatment must be.
    """
    above = above_limit(risk, reading, law, as_of)
    found = ("owner_id",) if risk.owner_id is None else ()
    if risk.treatment is None and above is None:
        return found or None
    return (*found, "treatment") if risk.treatment is None and above else found


def assessment_due(risk: Risk, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the assessment is new enough. Unknown if never assessed, or if the day is still to come."""
    if risk.assessed_on is None or risk.assessed_on > as_of:
        return None
    return after(risk.assessed_on, risk.interval or law.period("review_interval"))


def _limits(organisation: Organisation, reading: Reading, as_of: date) -> dict[RiskArea | None, RiskLevel]:
    """The lowest limit in force for each area."""
    found: dict[RiskArea | None, RiskLevel] = {}
    for profile in reading.all(GovernanceProfile):
        if reading.controller(profile).id != organisation.id:
            continue
        for each in profile.risk_appetites:
            if each.area is not None and each.limit is not None and _in_force(each, reading, as_of):
                found[each.area] = min(each.limit, found.get(each.area, each.limit), key=LEVELS.index)
    return found


def _in_force(appetite: RiskAppetite, reading: Reading, as_of: date) -> bool:
    begun = appetite.approved_on is None or appetite.approved_on <= as_of
    lasting = appetite.valid_to is None or as_of <= appetite.valid_to
    return begun and lasting and _approved_by_leader(appetite, reading)


def _approved_by_leader(appetite: RiskAppetite, reading: Reading) -> bool:
    """Whether a chief executive approved it, or who had the power to sign policy that day: chief executives leave, and
    in Sweden and Denmark a board or a mayor decides."""
    if appetite.approved_by is None:
        return False
    if appetite.approved_by in {own.chief_executive_id for own in reading.own_organisations}:
        return True
    person = reading.find(Person, appetite.approved_by)
    if person is None:
        return False
    by_policy = appetite.approved_on is not None and may_sign(person, AuthorityOver.policy, appetite.approved_on)
    return by_policy or Role.chief_executive in person.roles


def _funded(task: Task, reading: Reading) -> bool:
    question = reading.find(Question, task.question_id)
    return task.budget is not None or (question is not None and question.funding_ref is not None)


FACTS: Final = {
    "organisation": (limits_decided,),
    "risk": (
        some_limit_decided,
        risk_limit,
        residual_level,
        levels_fallen,
        above_limit,
        acceptance_begun,
        decided_in_time,
        acceptance_ends,
        acceptor_had_power,
        authority_consulted,
        treated_soon,
        owner_and_plan_lacking,
        assessment_due,
    ),
}
