"""Rules judge what facts say of the register; findings come out.

Two passes, never a third: rules of the stage `register` judge the book; rules of the stage `memo` judge a composed memo
and see the findings of the first pass. Same view, same rules, same law, same day: same findings, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeAlias

from compliance.checks.bench import Bench, is_silence, result_of, severity_of, takes_along
from compliance.checks.causes import Found, causes
from compliance.checks.expression import DefectiveExpression, Variables
from compliance.checks.facts import gatherings
from compliance.checks.finding import Decides, Finding, Result, finding_id, in_order, softened
from compliance.checks.law import Law, Reference
from compliance.checks.periods import after
from compliance.checks.reading import Reading, View
from compliance.checks.rule import LANGUAGE, Rule
from compliance.checks.sight import Sight, Stage
from compliance.checks.subjects import JUDGED, Subject, documents, judged, subjects
from compliance.checks.syntax import paths
from compliance.checks.wording import AS_WRITTEN, argument, worded
from compliance.errors import ComplianceError
from compliance.hands import by_others, forks, held
from compliance.language.catalogues import Texts, gettext_for
from compliance.model.decision import Memo
from compliance.model.values import Document

FirstSeen: TypeAlias = Callable[[str, str], date | None]
"""The day a finding was first seen, by its id and its subject's id; None where that is not known."""

GRACE: Final = "silence_grace"

FEW: Final = 500
"""So many records are judged before other processes have begun."""
MOST_HANDS: Final = 4
"""More would take more memory than they are worth."""
VERY_LARGE: Final = 200_000
"""So many records are judged by two processes at the most: each comes to hold an index of its own."""
PARTS_EACH: Final = 4
"""Into how many parts each process's share is cut, so that they end together."""
MOST_AT_A_TIME: Final = 5_000
"""How many records a part may have: so long one waits for it when somebody stops the run."""


class DefectiveRule(ComplianceError):
    sentence = "Rule {code} ({file}, line {line}) cannot judge {subject}: {reason}."
    hint = "This is a fault of the rule, not of the register. Nothing was judged; correct the rule."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one thing, and what it looked at."""

    rule: Rule
    subject: Subject
    result: Result
    missing: str = ""
    facts: Mapping[str, Any] | None = None
    """The value of every path the conditions read; None where it is not known. Only given by `verdicts`."""


def judge(
    view: View,
    rules: Iterable[Rule],
    law: Law,
    as_of: date,
    *,
    subject: str | None = None,
    first_seen: FirstSeen | None = None,
    texts: Texts | None = None,
    hands: int = 1,
) -> tuple[Finding, ...]:
    """First pass: judge the register, or one document of it; findings in the order of a report.

    `first_seen` tells since when a fault is known, so that silence may wait in the line first (guide D.6); without it
    everything goes where its rule says. `hands` is how many processes may judge at a time, the findings being the same:
    a program with threads of its own keeps to one. Raises `DefectiveRule`.
    """
    run = _Run(Sight(Reading(view), law, as_of), rules, "register", first_seen, texts)
    if subject is not None:
        return in_order(run.findings(subject))
    run.sight.reading.gather(*gatherings(run.sight.reading, law))
    return in_order(run.shared_out(min(hands, MOST_HANDS)) if hands > 1 and forks() else run.findings(None))


def judge_memo(
    view: View,
    rules: Iterable[Rule],
    law: Law,
    as_of: date,
    memo: Memo,
    findings: Sequence[Finding],
    *,
    texts: Texts | None = None,
) -> tuple[Finding, ...]:
    """Second pass: judge a composed memo, its questions and its sign-offs, seeing the findings of the first.

    The view holds memo and questions as composed (`Overlay` puts drafts over the register). Raises `DefectiveRule`.
    """
    run = _Run(Sight(Reading(view, findings), law, as_of), rules, "memo", None, texts)
    return in_order(run.findings_on(memo))


def verdicts(view: View, rules: Iterable[Rule], law: Law, as_of: date, subject: str) -> tuple[Verdict, ...]:
    """Every rule's result on one document and all that stands in it, with the facts that decided (`check --why`)."""
    run = _Run(Sight(Reading(view), law, as_of), rules, "register", None, None)
    return tuple(run.explained(subject))


def verdicts_of(view: View, rule: Rule, law: Law, as_of: date, findings: Sequence[Finding] = ()) -> tuple[Verdict, ...]:
    """One rule's result on everything it judges, a rule on the memo on every memo there is."""
    run = _Run(Sight(Reading(view, findings), law, as_of), (rule,), rule.said.stage, None, None)
    return tuple(run.explained(None))


def findings_of(view: View, rule: Rule, law: Law, as_of: date, findings: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """One rule's findings on everything it judges, a rule on the memo on every memo there is."""
    run = _Run(Sight(Reading(view, findings), law, as_of), (rule,), rule.said.stage, None, None)
    return in_order(run.findings(None))


def seen_by(
    view: View, rule: Rule, law: Law, as_of: date, findings: Sequence[Finding] = ()
) -> Iterator[tuple[Subject, dict[str, Any]]]:
    """Everything a rule judges, with the plain data its conditions see: enough for another system to judge the same."""
    run = _Run(Sight(Reading(view, findings), law, as_of), (rule,), rule.said.stage, None, None)
    for bench in run.benches:
        for document in documents(bench.kind.document, run.sight.reading):
            for subject in subjects(bench.kind, document, run.sight.reading):
                yield subject, run.sight.values(subject, bench.wanted)


class _Run:
    """One pass over the register."""

    def __init__(
        self,
        sight: Sight,
        rules: Iterable[Rule],
        stage: Stage,
        first_seen: FirstSeen | None,
        texts: Texts | None,
    ) -> None:
        self.sight = sight
        self.first_seen = first_seen
        self.texts = texts or gettext_for(AS_WRITTEN)
        self._said: dict[str, str] = {}
        self._cites: dict[str, tuple[Reference, ...]] = {}
        country = sight.law.country
        judging = [rule for rule in rules if rule.said.stage == stage and rule.in_force(sight.as_of, country)]
        self.benches = [
            Bench(kind, tuple(rule for rule in judging if rule.kind is kind))
            for kind in JUDGED.values()
            if any(rule.kind is kind for rule in judging)
        ]

    @cached_property
    def kinds(self) -> frozenset[type[Document]]:
        """The kinds of document that some rule judges, or judges something inside."""
        return frozenset(bench.kind.document for bench in self.benches)

    def findings(self, only: str | None, part: int = 0, parts: int = 1) -> Iterator[Finding]:
        for document in judged(self.kinds, self.sight.reading, only, part, parts):
            yield from self.of_document(document)

    def shared_out(self, hands: int) -> Iterator[Finding]:
        """The findings on everything, judged by so many processes; by this one where there is little to judge."""
        size = self.sight.reading.size
        if size < FEW:
            yield from self.findings(None)
            return
        for bench in self.benches:
            bench.make_ready()
        hands = hands if size < VERY_LARGE else min(hands, 2)
        parts = max(hands * PARTS_EACH, size // MOST_AT_A_TIME)
        done = by_others(_findings_of_part, [(part, parts) for part in range(parts)], hands, self)
        for part in range(parts):
            found = next(done, None)
            yield from self.findings(None, part, parts) if found is None else found

    def findings_on(self, memo: Memo) -> Iterator[Finding]:
        for document in judged(self.kinds, self.sight.reading, None):
            if _belongs(document, memo):
                yield from self.of_document(document)

    def of_document(self, document: Document) -> Iterator[Finding]:
        found: list[Found] = []
        for bench in self.benches:
            if type(document) is bench.kind.document:
                for subject in subjects(bench.kind, document, self.sight.reading):
                    found.extend(self._on(bench, subject))
        yield from causes(found)

    def _on(self, bench: Bench, subject: Subject) -> Iterator[Found]:
        variables = LANGUAGE.variables(self.sight.values(subject, bench.wanted))
        for rule in bench.in_doubt(variables):
            try:
                result, missing = result_of(rule, variables)
                if result is Result.gap or result is Result.undetermined:
                    found = self._finding(rule, subject, variables, result, missing)
                    yield Found(found, rule, subject, takes_along(rule, variables))
            except DefectiveExpression as fault:
                raise _defective(rule, subject, fault) from None

    def explained(self, only: str | None) -> Iterator[Verdict]:
        for bench in self.benches:
            for document in documents(bench.kind.document, self.sight.reading):
                if only in (None, document.id):
                    for subject in subjects(bench.kind, document, self.sight.reading):
                        yield from self._explained(bench, subject)

    def _explained(self, bench: Bench, subject: Subject) -> Iterator[Verdict]:
        values = self.sight.values(subject, bench.wanted)
        variables = LANGUAGE.variables(values)
        judging = bench.judging(variables)
        for rule in bench.rules:
            try:
                result, missing = result_of(rule, variables) if rule in judging else (Result.not_applicable, "")
            except DefectiveExpression as fault:
                raise _defective(rule, subject, fault) from None
            yield Verdict(rule, subject, result, missing, _looked_at(rule, values))

    def _finding(self, rule: Rule, subject: Subject, variables: Variables, result: Result, missing: str) -> Finding:
        law, said = self.sight.law, rule.said
        arguments = {name: argument(shown.value(variables)) for name, shown in rule.shows.items()}
        severity = rule.capped(severity_of(rule, variables), self.sight.as_of, law.country)
        identity = finding_id(rule.code, subject.document.id, subject.mark)
        waits = result is Result.gap and is_silence(rule, variables)
        decides = said.decides if result is Result.gap else Decides.line
        seen = self.first_seen(identity, subject.document.id) if self.first_seen is not None else None
        if waits and decides is Decides.leader and self._is_fresh(seen):
            decides = Decides.line
        return Finding(
            id=identity,
            rule=rule.code,
            subject=subject.document.id,
            subject_name=subject.document.name,
            path=subject.path,
            area=said.area,
            severity=severity if result is Result.gap else softened(severity),
            result=result,
            decides=decides,
            statement=self._worded(rule, "statement" if result is Result.gap else "undetermined", arguments),
            arguments=arguments,
            remedy=self._worded(rule, "remedy", arguments),
            citations=self._cited(rule),
            theme=said.theme,
            silence=waits,
            missing=missing,
            first_seen=seen,
        )

    def _worded(self, rule: Rule, field: str, arguments: Mapping[str, Any]) -> str:
        text = worded(rule.said, field, arguments, self.texts)
        return self._said.setdefault(text, text)  # many findings say the same, and it is kept once

    def _cited(self, rule: Rule) -> tuple[Reference, ...]:
        if rule.code not in self._cites:
            self._cites[rule.code] = rule.citations(self.sight.as_of, self.sight.law.country)
        return self._cites[rule.code]

    def _is_fresh(self, seen: date | None) -> bool:
        """Whether a fault of silence has been known for so short a time that the line may mend it first."""
        return seen is not None and self.sight.as_of < after(seen, self.sight.law.period(GRACE))


def _findings_of_part(place: tuple[int, int]) -> tuple[Finding, ...] | None:
    """A refusal is left to the one who shared the work out, and meets the same."""
    run: _Run = held()
    try:
        return tuple(run.findings(None, *place))
    except ComplianceError:
        return None


def _belongs(document: Document, memo: Memo) -> bool:
    """Whether a document is judged with this memo: the memo itself, its questions, its sign-offs, and who answers."""
    if isinstance(document, Memo):
        return document.id == memo.id
    if hasattr(document, "memo_id"):
        return document.id in memo.question_ids or document.memo_id == memo.id
    return True


def _looked_at(rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
    read = dict.fromkeys(path for expression in rule.expressions() for path in paths(expression.tree))
    return {path: _at(path, values) for path in read}


def _at(path: str, values: Any) -> Any:
    for step in path.split("."):
        if not isinstance(values, Mapping) or step not in values:
            return None
        values = values[step]
    return values


def _defective(rule: Rule, subject: Subject, fault: DefectiveExpression) -> DefectiveRule:
    where = f"{subject.document.id} {subject.path}".strip()
    return DefectiveRule(code=rule.code, file=rule.file, line=rule.line, subject=where, reason=str(fault))
