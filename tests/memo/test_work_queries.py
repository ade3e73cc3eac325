from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.checks.finding import Decides
from compliance.followup.accounts import accounts, all_accounts
from compliance.followup.tasks import task_accounts
from compliance.memo import work_queries as work
from compliance.memo.compose import compose
from compliance.memo.counted import Sources
from compliance.model.assurance import Assessment, Control, ControlStatus, Evidence, EvidenceKind, Risk
from compliance.model.decision import TaskStatus
from compliance.model.incident import BreachRisk, Incident
from compliance.model.organisation import RiskLevel
from compliance.model.rights import RequestOutcome, RightsRequest
from compliance.model.values import Answer
from tests.memo.books import (
    AS_OF,
    a_decided,
    a_finding,
    a_question,
    a_task,
    a_zero,
    an_activity,
    an_option,
    judged,
)

KNEW = datetime(2026, 10, 1, 8, tzinfo=UTC)


def parts(query, *documents, findings=()):
    material = judged(*documents, findings=findings)
    reading = material.reading
    sources = Sources(
        material, task_accounts(reading, AS_OF), accounts(reading, AS_OF), all_accounts(reading, AS_OF),
        compose(material, draft=True).memo.questions,
    )  # fmt: skip
    return [each.part for each in query(sources)]


def a_breach(**changed):
    given = {"aware_at": KNEW, "personal_data": Answer.yes, "risk": BreachRisk.risk}
    return Incident(**{"id": "INC-0001", "name": "Feilsending", **given, **changed})


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"notified_sa_at": KNEW + timedelta(hours=72)}, "in_order"),
        ({"notified_sa_at": KNEW + timedelta(hours=72, seconds=1)}, "late"),
        ({"notified_sa_at": KNEW, "aware_at": None}, "unknown"),
        ({}, "not_reported"),
        ({"notified_sa_at": datetime(2026, 11, 21, tzinfo=UTC)}, "not_reported"),
        ({"personal_data": Answer.unknown}, "unknown"),
        ({"risk": BreachRisk.none}, None),
        ({"personal_data": Answer.no}, None),
        ({"aware_at": datetime(2026, 11, 20, 8, tzinfo=UTC)}, None),
        ({"aware_at": datetime(2025, 11, 19, 8, tzinfo=UTC)}, None),
    ],
)
def test_a_breach_is_reported_in_time_late_or_not_and_one_with_time_left_is_not_counted(changed, part):
    assert parts(work.breaches_in_time, a_breach(**changed)) == ([part] if part else [])


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"answered_on": date(2026, 10, 15)}, "in_order"),
        ({"answered_on": date(2026, 10, 16)}, "answered_late"),
        ({"answered_on": date(2026, 11, 21)}, "unanswered"),
        ({}, "unanswered"),
        ({"received_on": None}, "unknown"),
        ({"received_on": date(2026, 11, 1)}, None),
        ({"received_on": date(2025, 9, 15)}, None),
        ({"outcome": RequestOutcome.withdrawn}, None),
    ],
)
def test_a_request_is_answered_in_time_late_or_not_when_its_day_has_come(changed, part):
    request = RightsRequest(**{"id": "REQ-0001", "name": "Innsyn", "received_on": date(2026, 9, 15), **changed})
    assert parts(work.rights_in_time, request) == ([part] if part else [])


def test_a_control_counts_as_the_rules_count_it():
    fresh = Evidence(id="EVI-0001", name="Bevis", kind=EvidenceKind.minutes, collected_on=date(2026, 11, 1))
    changed = fresh.model_copy(update={"found_unchanged": Answer.no})

    def of(evidence, **fields):
        given = {"status": ControlStatus.implemented, "evidence_ids": ("EVI-0001",)}
        return parts(work.controls_in_place, evidence, Control(**{"id": "CTL-0001", "name": "Kopi", **given, **fields}))

    assert of(fresh) == ["in_order"]
    assert of(changed) == of(fresh, evidence_ids=()) == ["unproved"]
    assert of(fresh, status=ControlStatus.partial) == ["not_in_place"]
    assert of(fresh, status=None) == ["unknown"]
    aside = {"status": ControlStatus.not_applicable}
    assert of(fresh, **aside) == ["not_in_place"]
    assert of(fresh, **aside, na_justification="Vi har ingen slike systemer og skal heller ikke ha det.") == []


def test_a_task_without_a_due_day_is_unknown_and_the_very_late_stand_apart():
    open_tasks = (
        a_task(1, due=None), a_task(2, due=date(2026, 11, 20)), a_task(3, due=date(2026, 11, 19)),
        a_task(4, due=date(2026, 8, 1)), a_task(5, status=TaskStatus.done),
    )  # fmt: skip
    assert sorted(parts(work.tasks_late, *open_tasks)) == ["in_time", "late", "long_late", "unknown"]


def test_decisions_are_graded_by_their_deadline_in_the_last_year():
    done = a_task(1, question_id="QUE-0001", status=TaskStatus.done, done_on=date(2026, 8, 30))
    late = a_task(2, question_id="QUE-0002", status=TaskStatus.done, done_on=date(2026, 9, 30))
    decided = [a_decided(n) for n in (1, 2, 3)]
    ahead, old = a_decided(4, deadline=date(2027, 1, 1)), a_decided(5, deadline=date(2025, 1, 1))
    found = parts(work.earlier_on_time, done, late, *decided, ahead, old)
    assert sorted(found) == ["done_late", "in_order", "not_in_order"]


def test_ages_are_known_or_unknown_and_shared_between_leader_and_line():
    found = [a_finding(1, first_seen=date(2026, 11, 10)), a_finding(2, decides=Decides.line)]
    assert parts(work.finding_ages(None), findings=found) == ["known", "unknown"]
    assert parts(work.finding_ages(Decides.leader), findings=found) == ["known"]


def test_what_is_left_of_a_risk_is_what_the_recommended_option_says():
    grave = Risk(id="RISK-0001", name="Stans", residual=Assessment(likelihood=3, consequence=5))
    asked = a_question(risk_ids=("RISK-0001",), options=(a_zero(), an_option(risk_after=RiskLevel.low)))
    silent = a_question(risk_ids=("RISK-0001",))
    assert parts(work.risks_now, grave) == parts(work.risks_after, grave) == ["critical"]
    assert parts(work.risks_after, grave, asked) == ["low"]
    assert parts(work.risks_after, grave, silent) == parts(work.risks_before, grave) == ["unknown"]


def test_requirements_are_counted_where_some_control_is_meant_for_one():
    assert parts(work.requirements_of("nis2")) == []
    meant = Control(id="CTL-0001", name="Kopi", catalogue_refs=("nis2:21.2.c",), whole_organisation=Answer.yes)
    found = parts(work.requirements_of("nis2"), meant, an_activity())
    assert len(found) == 10 and found.count("unknown") == 1 and found.count("none_registered") == 9
