"""Risk levels from likelihood and consequence (guide A.16)."""

from __future__ import annotations

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


def may_be_accepted(risk: Risk) -> bool:
    """High risk for people is not a leader's to accept: lower it, stop, or consult the authority (36(1))."""
    left = level(risk.residual, risk.perspective)
    return risk.perspective != Perspective.data_subject or left not in (RiskLevel.high, RiskLevel.critical)
