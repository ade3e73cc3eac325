from dataclasses import replace
from datetime import timedelta

import pytest

from compliance.checks.facts.breaches import (
    breaches_accepted,
    faults_without_task,
    serious_faults_not_asked,
    shows_weak_points,
)
from compliance.checks.facts.decisions import taskless_since
from compliance.checks.finding import Area, Decides, Finding, Result, Severity
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.rule import Reference
from compliance.checks.sound import read_sound
from compliance.model.assurance import Risk
from compliance.model.decision import Memo, Theme

SOUND = read_sound()
DAY = SOUND.as_of
LAW = law_on(DAY, "NO")
MEMO = SOUND.municipality.get("MEM-2")
LONG_AGO = taskless_since(MEMO, Reading(SOUND.municipality), LAW, DAY) - timedelta(days=1)
BINDING = Reference(instrument="GDPR", provision="6(1)", jurisdiction="EU", verified=True)
FINDING = Finding(
    id="F-1", rule="SEC-MFA-001", subject="SYS-1", subject_name="Fagsystem", path="", area=Area.security,
    severity=Severity.blocker, result=Result.gap, decides=Decides.line, statement="Noe mangler.", arguments={},
    remedy="Rett det.", citations=(BINDING,), first_seen=LONG_AGO,
)  # fmt: skip


def said(fact, *findings, of=MEMO):
    return fact(of, Reading(SOUND.municipality, findings), LAW, DAY)


def test_old_grave_work_without_a_task_is_named():
    young = replace(FINDING, id="F-2", first_seen=LONG_AGO + timedelta(days=1))
    others = [
        replace(FINDING, id="F-3", decides=Decides.leader),
        replace(FINDING, id="F-4", severity=Severity.minor),
        replace(FINDING, id="F-5", result=Result.undetermined),
    ]
    assert said(faults_without_task, FINDING, young, *others) == ("F-1",)
    assert said(faults_without_task, replace(FINDING, severity=Severity.major)) == ("F-1",)
    assert said(faults_without_task, young, *others) == ()


def test_how_long_a_fault_was_known_may_be_unknown():
    undated = replace(FINDING, id="F-2", first_seen=None)
    assert said(faults_without_task, undated) is None
    assert said(faults_without_task, FINDING, undated) == ("F-1",)


def test_only_what_can_not_stand_and_is_the_leaders_must_be_asked():
    leaders = replace(FINDING, decides=Decides.leader)
    assert said(serious_faults_not_asked, leaders, replace(FINDING, id="F-2")) == ("F-1",)
    assert said(serious_faults_not_asked, replace(leaders, severity=Severity.major)) == ()
    assert said(serious_faults_not_asked, replace(leaders, result=Result.undetermined)) == ()
    assert said(serious_faults_not_asked, replace(leaders, theme=Theme.late_work)) == ()
    assert said(serious_faults_not_asked, replace(leaders, theme=Theme.lawfulness)) == ("F-1",)
    assert said(serious_faults_not_asked, leaders, of=Memo(id="MEM-9", name="Ny")) == ("F-1",)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({}, True), ({"result": Result.undetermined}, False), ({"rule": "ROPA-LEGAL-001"}, False)],
)
def test_a_gap_in_security_shows_where_the_weak_points_are(fields, shown):
    assert said(shows_weak_points, replace(FINDING, **fields)) is shown
    assert said(shows_weak_points) is False


def test_a_risk_names_the_binding_rules_its_objects_break():
    risk = Risk(id="RISK-9", name="Innbrudd", object_ids=("SYS-1", "SYS-2", "SYS-1"))
    second = replace(FINDING, id="F-2", subject="SYS-2", rule="PROC-DPA-001")
    assert said(breaches_accepted, FINDING, second, of=risk) == ("SEC-MFA-001", "PROC-DPA-001")
    assert said(breaches_accepted, replace(FINDING, severity=Severity.major), of=risk) == ()
    assert said(breaches_accepted, replace(FINDING, citations=()), of=risk) == ()
    assert said(breaches_accepted, replace(FINDING, subject="SYS-3"), of=risk) == ()
