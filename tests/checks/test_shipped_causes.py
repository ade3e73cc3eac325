"""Which shipped rules stand under another's finding, and when they stand by themselves (guide B.2, note 19)."""

import pytest

from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound

SOUND = read_sound()
RULES = tuple(rule for rule in read_rulebook() if rule.said.stage == "register")
LAW = law_on(SOUND.as_of, "NO")
NO_CONTRACT = {"dpa_signed_on": None, "dpa_valid_from": None, "dpa_evidence": None, "other_legal_act": []}
NEGLECTED = {"guarantees_assessed_on": None, "last_followup": None, "subprocessor_list_date": None}
NO_START = {"trigger_event": None, "last_disposal_run": None}


def found(patch, *families):
    """The findings of these families, as rule, result and what stands under it."""
    findings = judge(SOUND.patched(patch), RULES, LAW, SOUND.as_of)
    mine = (each for each in findings if each.rule.startswith(families))
    return {(each.rule, each.result.value, each.also) for each in mine}


def test_without_a_contract_there_is_one_finding_and_what_is_neglected_stands_under_it():
    under = ("PROC-AUD-001", "PROC-GUAR-001", "PROC-SUB-001")
    assert found({"ENG-1": {**NO_CONTRACT, **NEGLECTED}}, "PROC-AUD", "PROC-GUAR", "PROC-SUB", "PROC-DPA-001") == {
        ("PROC-DPA-001", "gap", under)
    }


@pytest.mark.parametrize("signed", [{"dpa_signed_on": "2026-11-21"}, {"dpa_evidence": "EVI-5"}])
def test_with_a_contract_on_its_way_each_neglect_is_a_finding(signed):
    patch = {"ENG-1": {**NO_CONTRACT, **NEGLECTED, **signed, "handles_personal_data": "yes"}}
    alone = found(patch, "PROC-GUAR", "PROC-SUB")
    assert alone == {("PROC-GUAR-001", "gap", ()), ("PROC-SUB-001", "gap", ())}


def test_without_any_governance_there_is_one_finding_and_with_some_each_lack_is_one():
    under = ("GOV-AUD-001", "GOV-COUN-001", "GOV-DOCP-001", "GOV-ISMS-001", "GOV-ROLE-001", "GOV-TRAI-001")
    assert found({"GOV-1": None}, "GOV-") == {("GOV-GOAL-001", "gap", under)}
    some = {"GOV-1": {"objectives_evidence": None, "standard_ref": None}}
    assert found(some, "GOV-") == {("GOV-GOAL-001", "gap", ()), ("GOV-ISMS-001", "gap", ())}


def test_a_clock_that_never_starts_takes_along_the_doubt_about_deleting_but_no_neglect():
    doubt = {"ACT-3": {"retention_rules": {"0": {**NO_START, "oldest_event_on": None}}}}
    assert found(doubt, "RET-TRIG", "RET-RUN") == {("RET-TRIG-001", "gap", ("RET-RUN-001",))}
    neglect = {"ACT-3": {"retention_rules": {"0": {**NO_START, "oldest_event_on": "2020-01-01"}}}}
    assert found(neglect, "RET-TRIG", "RET-RUN") == {("RET-TRIG-001", "gap", ()), ("RET-RUN-001", "gap", ())}


def test_sensitive_data_without_a_condition_are_told_beside_the_missing_purpose():
    bare = {"ACT-3": {"purposes": [], "legal_bases": []}}
    assert ("ART9-COND-001", "gap", ()) in found(bare, "ART9-COND")
    textless = {"ACT-3": {"purposes": [{"id": "p1"}], "legal_bases": []}}
    assert ("ART9-COND-001", "gap", ()) in found(textless, "ART9-COND")


def test_a_condition_that_is_tied_to_no_purpose_waits_for_the_purpose():
    loose = {"ACT-3": {"purposes": [], "legal_bases": {"0": {"purpose_id": None}}}}
    told = found(loose, "ART9-COND", "ROPA-PURP", "ROPA-LEGAL-001")
    assert [rule for rule, _, _ in told] == ["ROPA-PURP-001"]


def test_with_a_purpose_but_no_basis_the_missing_condition_stands_under_the_missing_basis():
    described = {"ACT-3": {"description": "Vi sender brev.", "purposes": [], "legal_bases": []}}
    for patch in ({"ACT-3": {"legal_bases": []}}, described):
        legal = found(patch, "ART9-COND", "ROPA-LEGAL-001")
        assert legal == {("ROPA-LEGAL-001", "gap", ("ART9-COND-001",))}
