"""Risk levels from likelihood and consequence (guide A.16)."""

from __future__ import annotations

from datetime import date

from compliance.model.assurance import Assessment, Perspective, Risk
from compliance.model.authority import LEVELS
from compliance.model.organisation import RiskLevel


def level(assessment: Assessment | None, perspective: Perspective | None) -> RiskLevel | None:
    """Likelihood times consequence: to 4 low, to 9 moderate, to 14 high, above critical. Gravest harm to people is
    never less than high. None where either grade is missing."""
    if assessment is None or assessment.likelihood is None or assessment.consequence is None:
        return None
    product = assessment.likelihood * assessment.consequence
    bands = ((4, RiskLevel.low), (9, RiskLevel.moderate), (14, RiskLevel.high))
    found = next((band for top, band in bands if product <= top), RiskLevel.critical)
    grave = perspective == Perspective.data_subject and assessment.consequence == 5  # noqa: PLR2004 (the scale's end)
    return max(found, RiskLevel.high, key=LEVELS.index) if grave else found


def above_limit(risk: Risk) -> bool:
    """Whether the risk left is higher than the leader has accepted for its area; a missing grade or limit says no."""
    left = level(risk.residual, risk.perspective)
    if left is None or risk.acceptable_level is None:
        return False
    return LEVELS.index(left) > LEVELS.index(risk.acceptable_level)


def accepted_on(risk: Risk, day: date) -> bool:
    """Whether an acceptance of the risk holds on a day."""
    acceptance = risk.acceptance
    if acceptance is None or acceptance.by is None:
        return False
    begun = acceptance.on is None or acceptance.on <= day
    return begun and (acceptance.valid_to is None or day <= acceptance.valid_to)


def may_be_accepted(risk: Risk) -> bool:
    """High risk for people is not a leader's to accept: lower it, stop, or consult the authority (36(1))."""
    left = level(risk.residual, risk.perspective)
    return risk.perspective != Perspective.data_subject or left not in (RiskLevel.high, RiskLevel.critical)
