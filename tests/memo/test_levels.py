from datetime import date

import pytest

from compliance.memo.levels import above_limit, accepted_on, level, may_be_accepted
from compliance.model.assurance import Acceptance, Assessment, Perspective, Risk
from compliance.model.organisation import RiskLevel
from tests.memo.books import AS_OF


def graded(likelihood, consequence):
    return Assessment(likelihood=likelihood, consequence=consequence)


def a_risk(**changed):
    return Risk(
        **{
            "id": "RISK-0001",
            "name": "Stans",
            "residual": graded(3, 4),
            "acceptable_level": RiskLevel.moderate,
            **changed,
        }
    )


@pytest.mark.parametrize(
    ("likelihood", "consequence", "expected"),
    [(1, 4, "low"), (1, 5, "moderate"), (3, 3, "moderate"), (2, 5, "high"), (3, 5, "critical"), (5, 5, "critical")],
)
def test_likelihood_times_consequence_gives_the_level(likelihood, consequence, expected):
    assert level(graded(likelihood, consequence), Perspective.organisation) == expected


def test_the_gravest_harm_to_people_is_never_less_than_high():
    assert level(graded(1, 5), Perspective.data_subject) is RiskLevel.high


def test_a_missing_grade_gives_no_level_and_is_never_above_the_limit():
    assert level(Assessment(likelihood=5), None) is None
    assert not above_limit(a_risk(residual=None))


def test_above_the_limit_is_more_than_was_accepted_for_the_area():
    assert above_limit(a_risk()) and not above_limit(a_risk(acceptable_level=RiskLevel.high))


def test_an_acceptance_holds_from_its_first_day_to_its_last():
    accepted = a_risk(acceptance=Acceptance(by="PER-1", on=date(2026, 5, 1), valid_to=AS_OF))
    assert accepted_on(accepted, AS_OF)
    assert not accepted_on(accepted, date(2026, 11, 21)) and not accepted_on(accepted, date(2026, 4, 30))


def test_high_risk_for_people_is_not_a_leaders_to_accept():
    assert not may_be_accepted(a_risk(perspective=Perspective.data_subject))
    assert may_be_accepted(a_risk(perspective=Perspective.organisation))
