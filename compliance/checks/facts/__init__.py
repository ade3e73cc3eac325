"""Facts: what follows from the register and the law by computing, one topic per file.

A fact is a typed pure function `(subject, reading, law, as_of) -> value | None`, named as conditions name it. The
subject is the document itself, or for a value inside one `Within[LegalBasis, Activity]`. None means unknown, never no:
a fact that lacks what it needs says None. A fact reads no clock, file or network, and what it gives is truths, numbers,
text, dates, codes, lists of these, or model values; never a period, for those a condition cannot compare.

Each topic ends in a `FACTS` table by judged kind. A new topic is one import and one line in `_TOPICS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from compliance.checks.acts import ActsInUse
from compliance.checks.facts import (
    answers,
    archive,
    assessments,
    bases,
    breaches,
    clocks,
    consents,
    contracts,
    controls,
    crime_data,
    cybersecurity,
    decisions,
    disposal,
    duties,
    governance,
    hints,
    incidents,
    lateness,
    notices,
    officer,
    plain_language,
    records,
    retention,
    rights,
    risk,
    staff,
    statutes,
    systems,
    telling,
    transfers,
)
from compliance.checks.law import Law
from compliance.checks.reading import Gathering, Reading
from compliance.checks.subjects import JUDGED
from compliance.errors import ComplianceError

Fact: TypeAlias = Callable[..., object]
Topic: TypeAlias = Mapping[str, tuple[Fact, ...]]


class FactGivenTwice(ComplianceError):
    sentence = "The fact “{name}” of {kind} is given twice."
    hint = "Give one of them another name."


class FactOfNothing(ComplianceError):
    sentence = "A fact is registered for “{kind}”, which no rule can judge."
    hint = "The kinds that can be judged are: {known}."


def registry(*topics: Topic) -> Mapping[str, Mapping[str, Fact]]:
    """All facts by judged kind and name; raises `FactGivenTwice` or `FactOfNothing`."""
    found: dict[str, dict[str, Fact]] = {kind: {} for kind in JUDGED}
    for topic in topics:
        for kind, facts in topic.items():
            if kind not in found:
                raise FactOfNothing(kind=kind, known=", ".join(JUDGED))
            for fact in facts:
                _add(found[kind], kind, fact)
    return MappingProxyType({kind: MappingProxyType(named) for kind, named in found.items()})


def _add(named: dict[str, Fact], kind: str, fact: Any) -> None:
    if fact.__name__ in named:
        raise FactGivenTwice(name=fact.__name__, kind=kind)
    named[fact.__name__] = fact


_TOPICS: Final[tuple[Any, ...]] = (
    answers.FACTS,
    archive.FACTS,
    assessments.FACTS,
    bases.FACTS,
    breaches.FACTS,
    clocks.FACTS,
    consents.FACTS,
    contracts.FACTS,
    controls.FACTS,
    crime_data.FACTS,
    cybersecurity.FACTS,
    decisions.FACTS,
    disposal.FACTS,
    duties.FACTS,
    governance.FACTS,
    hints.FACTS,
    incidents.FACTS,
    lateness.FACTS,
    notices.FACTS,
    officer.FACTS,
    plain_language.FACTS,
    records.FACTS,
    retention.FACTS,
    rights.FACTS,
    risk.FACTS,
    staff.FACTS,
    statutes.FACTS,
    systems.FACTS,
    telling.FACTS,
    transfers.FACTS,
)

FACTS: Final = registry(*_TOPICS)


def gatherings(reading: Reading, law: Law) -> tuple[Gathering, ...]:
    """What the facts gather of the whole register: seen in one walk, it need not be walked through for each."""
    return (ActsInUse(), rights.Having(reading, law), staff.Watching(reading), transfers.Transfers())
