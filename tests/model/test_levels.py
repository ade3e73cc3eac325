import pytest

from compliance.model.assurance import Assessment, Perspective, Risk
from compliance.model.levels import level, may_be_accepted
from compliance.model.organisation import RiskLevel


def graded(likelihood, consequence):
    return Assessment(likelihood=likelihood, consequence=consequence)


def a_risk(**changed):
    return Risk(
        **{
            "id": "RISK-0001",
            "name": "Stans",
            "residual": graded(3, 4),
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


def test_a_missing_grade_gives_no_level():
    assert level(Assessment(likelihood=5), None) is None
    assert level(Assessment(consequence=5), None) is None
    assert level(None, Perspective.data_subject) is None


def test_high_risk_for_people_is_not_a_leaders_to_accept():
    assert not may_be_accepted(a_risk(perspective=Perspective.data_subject))
    assert may_be_accepted(a_risk(perspective=Perspective.organisation))
