from datetime import date

import pytest

from compliance.model.authority import may_accept, may_sign
from compliance.model.kinds import KINDS
from compliance.model.organisation import AuthorityOver, RiskLevel
from compliance.model.reading import read_document

DAY = date(2026, 11, 20)


def person(*powers, roles=("chief_executive",)):
    body = {"id": "PER-1", "name": "x", "roles": list(roles), "authority": list(powers)}
    return read_document(KINDS["person"], body)


@pytest.mark.parametrize(
    ("power", "allowed"),
    [
        ({"over": "decision"}, True),
        ({"over": "decision", "valid_from": "2026-11-20", "valid_to": "2026-11-20"}, True),
        ({"over": "decision", "valid_from": "2026-11-21"}, False),
        ({"over": "decision", "valid_to": "2026-11-19"}, False),
        ({"over": "policy"}, False),
        ({}, False),
    ],
)
def test_a_person_signs_only_within_a_power_that_lasts(power, allowed):
    assert may_sign(person(power), AuthorityOver.decision, DAY) is allowed


def test_a_person_without_any_power_signs_nothing():
    assert not may_sign(person(), AuthorityOver.decision, DAY)


def test_the_data_protection_officer_neither_signs_nor_accepts():
    officer = person({"over": "decision"}, {"over": "risk_acceptance", "up_to": "critical"}, roles=["dpo"])
    assert not may_sign(officer, AuthorityOver.decision, DAY)
    assert not may_accept(officer, RiskLevel.low, DAY)


@pytest.mark.parametrize(
    ("level", "allowed"),
    [(RiskLevel.low, True), (RiskLevel.moderate, True), (RiskLevel.high, False), (RiskLevel.critical, False)],
)
def test_a_risk_is_accepted_only_up_to_the_level_given(level, allowed):
    assert may_accept(person({"over": "risk_acceptance", "up_to": "moderate"}), level, DAY) is allowed


def test_a_power_without_a_level_accepts_no_risk():
    assert not may_accept(person({"over": "risk_acceptance"}), RiskLevel.low, DAY)
