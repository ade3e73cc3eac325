"""Where one missing thing sets off several rules, only the cause is shown, the rest as "also" (guide B.2, note 19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compliance.checks.finding import Finding, Result
from compliance.checks.rule import Rule
from compliance.checks.subjects import Subject


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the rule that made it and the thing it is about."""

    finding: Finding
    rule: Rule
    subject: Subject
    takes_along: bool = True
    """Whether the findings of the rule's `also` follow from this one."""


def causes(found: Sequence[Found]) -> Iterator[Finding]:
    """The findings of one document, without those that only follow from another of them."""
    followers: dict[int, list[Finding]] = {}
    hidden: set[int] = set()
    for at, cause in enumerate(found):
        for other, each in enumerate(found) if cause.rule.said.also and cause.takes_along else ():
            if other != at and each.rule.code in cause.rule.said.also and _follows(each, cause.finding):
                hidden.add(other)
                followers.setdefault(at, []).append(each.finding)
    for at, each in enumerate(found):
        if at not in hidden:
            yield _with(each.finding, followers.get(at, ()))


def _with(cause: Finding, followers: Sequence[Finding]) -> Finding:
    if not followers:
        return cause
    hides = any(each.open_breach or each.hides_breach for each in followers)
    return replace(cause, also=tuple(sorted({each.rule for each in followers})), hides_breach=hides)


def _follows(each: Found, cause: Finding) -> bool:
    """A finding follows from a cause in the same place or around it; an open question hides only open questions."""
    settled = cause.result is Result.gap or each.finding.result is Result.undetermined
    return settled and cause.path in each.subject.lineage
