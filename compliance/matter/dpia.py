"""One impact assessment: what the register says of each point of Art. 35(7), the advice, the views, and the decision.

A point the law asks for and the assessment does not hold is listed as lacking; nothing is made up in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from compliance.checks.facts.assessments import changed_since
from compliance.errors import ComplianceError
from compliance.language.dates import long_date, period
from compliance.language.labels import member_label
from compliance.matter.codes import Codes
from compliance.matter.composed import Card, Measure, ReportOnOne, Row, State
from compliance.matter.record import Cards, measure_told
from compliance.matter.source import Source
from compliance.memo.composed import Mark
from compliance.memo.kind import report_kind
from compliance.model.activity import Activity, LegalBasis, RetentionRule
from compliance.model.assessment import Dpia, DpiaPart, DpiaStatus, ResidualRisk
from compliance.model.assurance import Control, Evidence, Perspective, Risk
from compliance.model.authority import LEVELS
from compliance.model.decision import SignOff
from compliance.model.levels import level
from compliance.model.organisation import RiskLevel
from compliance.model.values import Answer, LegalRef, Value
from compliance.register.view import id_order

RECORD: Final = "article-30"
"""The kind of report whose cards describe the processing."""
_HIGH: Final = LEVELS.index(RiskLevel.high)
_LEFT: Final = {
    ResidualRisk.low: RiskLevel.low,
    ResidualRisk.medium: RiskLevel.moderate,
    ResidualRisk.high: RiskLevel.high,
}
"""The level of the risks listed below it that each answer is: one word for one level."""


class NoAssessment(ComplianceError):
    sentence = "{id} is no impact assessment, and this report tells of one."
    hint = "“compliance list dpias” shows them."


class Point(Value):
    """A point an assessment must hold: whether it does, and where it is written."""

    provision: str
    label: str
    done: bool | None
    """None where nobody has looked."""


class Need(Value):
    """Why an activity needs what it does, so far as the register says."""

    id: str
    name: str
    rows: tuple[Row, ...]


class AssessedRisk(Value):
    """A risk to people, before and after measures."""

    id: str
    name: str
    description: str | None
    before: str | None
    after: str | None
    mark: Mark
    """Of what is left."""
    treatment: str | None
    owner: str | None
    measures: tuple[str, ...] = ()


class DpiaReport(ReportOnOne):
    """What the register says of one impact assessment (35)."""

    dpia_id: str
    name: str
    facts: str
    kept: tuple[str, ...] = ()
    """Where the assessment itself is kept."""
    points: tuple[Point, ...]
    cards: tuple[Card, ...] = ()
    needs: tuple[Need, ...] = ()
    risks: tuple[AssessedRisk, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcome: tuple[Row, ...] = ()
    """The advice, the views, the risk left, and what was decided."""
    unverified: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, str]:
        return self.dpia_id, self.name

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"cards": self.cards}


def dpia_report(source: Source, dpia_id: str) -> DpiaReport:
    """The report on one assessment; raises `RecordNotFound` or `NoAssessment`."""
    dpia = source.view.record(dpia_id)
    if not isinstance(dpia, Dpia):
        raise NoAssessment(id=dpia_id)
    return _Assessment(source, dpia).report()


class _Assessment:
    """Composes the report part by part, and notes what each lacks."""

    def __init__(self, source: Source, dpia: Dpia) -> None:
        self.source, self.dpia, self.said, self.codes = source, dpia, source.said, Codes(source)
        self.activities = source.reading.find_all(Activity, dpia.activity_ids)
        self.lacks: dict[str, None] = {}

    def report(self) -> DpiaReport:
        risks = self.risks
        cards = Cards(replace(self.source, kind=report_kind(RECORD)))
        points = tuple(self._point(part) for part in DpiaPart)
        outcome = tuple(self._outcome())
        if not self.activities:
            self._lack("activities")
        if self.dpia.status is not DpiaStatus.completed:
            self._lack("status")
        if not (kept := tuple(self._kept())):
            self._lack("kept")
        return DpiaReport(
            head=self.source.head(self.said("title_for", name=self.dpia.name)), dpia_id=self.dpia.id,
            name=self.dpia.name, facts=self._facts(), kept=kept, points=points,
            cards=tuple(cards.card(each) for each in self.activities),
            needs=tuple(self._need(each) for each in self.activities),
            risks=tuple(self._risk(each) for each in risks), measures=self._measures(risks), outcome=outcome,
            lacks=tuple(self.lacks), unverified=self.source.unverified(self._references()),
        )  # fmt: skip

    def _lack(self, path: str, **facts: object) -> None:
        self.lacks[self.said(f"lacks.{path}", **facts)] = None

    def _facts(self) -> str:
        dpia = self.dpia
        parts = (
            dpia.id,
            self.said("version", version=dpia.version) if dpia.version else None,
            self._status(),
        )
        return " · ".join(part for part in parts if part)

    def _status(self) -> str:
        dpia = self.dpia
        if dpia.status is None:
            return self.said("no_status")
        if dpia.status is DpiaStatus.completed and dpia.completed_on:
            return self.said("completed", day=dpia.completed_on)
        return member_label(dpia.status, self.source.language)

    def _kept(self) -> Iterator[str]:
        for each in self.source.reading.find_all(Evidence, self.dpia.evidence_ids):
            yield ", ".join(filter(None, (f"{each.name} ({each.id})", each.location)))

    def _point(self, part: DpiaPart) -> Point:
        held = self.dpia.parts_done
        done = None if held is None else part in held
        label = member_label(part, self.source.language).removeprefix(part.value).strip()
        if not done:
            self._lack("part" if done is False else "part_unknown", point=label, letter=part.name)
        return Point(provision=f"35(7)({part.name})", label=label, done=done)

    def _references(self) -> Iterator[LegalRef]:
        for activity in self.activities:
            for basis in activity.legal_bases:
                yield from self.source.in_force((*basis.supplementary_basis, *basis.art9_law, *basis.art10_basis))

    def _need(self, activity: Activity) -> Need:
        named = {each.id: each.text for each in activity.purposes}
        why = {each.name or "": each.necessity_reason for each in activity.data_categories}
        told = [self.said("need_of", what=name, why=reason) for name, reason in why.items() if reason]
        left = [name for name, reason in why.items() if not reason]
        grounds = [self._why(each, named.get(each.purpose_id)) for each in activity.legal_bases]
        keeping = dict.fromkeys(
            self._needed_for(rule, rule.purpose_max_period)
            for rule in activity.retention_rules if rule.purpose_max_period
        )  # fmt: skip
        return Need(
            id=activity.id, name=activity.name,
            rows=(
                self._row("grounds", "35(7)(b)", grounds),
                self._row("data", "5(1)(c)", [*told, *([self.said("need_left", data=left)] if told and left else [])]),
                self._row("keeping", "5(1)(e)", [self.said("need_for", periods=list(keeping))] if keeping else []),
            ),
        )  # fmt: skip

    def _needed_for(self, rule: RetentionRule, need: str) -> str:
        """How long the purpose needs the data, and from when, where the rule says so."""
        return self.codes.running(period(need, self.source.language), rule)

    def _why(self, basis: LegalBasis, purpose: str | None) -> str | None:
        if basis.necessity_reason is None:
            return None
        return self.said("need_of", what=purpose, why=basis.necessity_reason) if purpose else basis.necessity_reason

    def _row(self, id: str, provision: str, lines: Iterable[str | None], state: State = State.told) -> Row:
        said = tuple(line for line in lines if line)
        return Row(
            id=id, label=self.said(f"rows.{id}.label"), provision=provision, lines=said or (self.said("missing"),),
            state=state if said else State.missing,
        )  # fmt: skip

    @cached_property
    def risks(self) -> Sequence[Risk]:
        """Those of the assessment, its activities and their systems that are to people, or do not say to whom."""
        about = {self.dpia.id, *self.dpia.activity_ids, *(id for each in self.activities for id in each.system_ids)}
        named = {id for each in self.activities for id in each.risk_ids}
        return [
            each for each in self.source.reading.all(Risk)
            if (each.id in named or about & {*each.object_ids}) and each.perspective is not Perspective.organisation
        ]  # fmt: skip

    def _risk(self, risk: Risk) -> AssessedRisk:
        left = level(risk.residual, risk.perspective)
        mark: Mark = "unknown" if left is None else "stop" if _is_high(risk) else "none"
        return AssessedRisk(
            id=risk.id, name=risk.name, description=risk.description,
            before=self._level(level(risk.inherent, risk.perspective)), after=self._level(left), mark=mark,
            treatment=member_label(risk.treatment, self.source.language) if risk.treatment else None,
            owner=self.source.person(risk.owner_id), measures=risk.control_ids,
        )  # fmt: skip

    def _level(self, found: RiskLevel | None) -> str | None:
        return member_label(found, self.source.language).capitalize() if found else None

    def _measures(self, risks: Iterable[Risk]) -> tuple[Measure, ...]:
        named = {id for risk in risks for id in risk.control_ids}
        named |= {id for activity in self.activities for id in activity.control_ids}
        found = self.source.reading.find_all(Control, sorted(named, key=id_order))
        return tuple(measure_told(each, self.source) for each in found)

    def _outcome(self) -> Iterator[Row]:
        yield self._advice()
        yield self._views()
        yield self._left()
        yield self._asked()
        yield self._approved()
        yield self._review()

    def _advice(self) -> Row:
        dpia, lines = self.dpia, list[str]()
        if dpia.dpo_advice_on is None:
            self._lack("advice")
        else:
            lines = [self.said("advice.given", day=dpia.dpo_advice_on), self._followed()]
        if dpia.dpo_advice_followed is Answer.no:
            lines.append(dpia.dpo_deviation_reason or self.said("advice.no_reason"))
            if not dpia.dpo_deviation_reason:
                self._lack("deviation")
        return self._row("advice", "35(2)", lines)

    def _followed(self) -> str:
        return self.said(f"advice.followed.{self.dpia.dpo_advice_followed or 'unknown'}")

    def _views(self) -> Row:
        sought, reason = self.dpia.views_sought, self.dpia.views_reason
        if sought is Answer.yes:
            return self._row("views", "35(9)", [self.said("views.sought"), reason])
        if sought is Answer.no and reason:
            return self._row("views", "35(9)", [self.said("views.not_sought"), reason])
        self._lack("views")
        return self._row("views", "35(9)", [self.said("views.no_reason")] if sought is Answer.no else [], State.missing)

    def _left(self) -> Row:
        left = self.dpia.residual_risk
        if left is None:
            self._lack("residual")
        said = self._level(_LEFT[left]) if left else None
        return self._row("left", "36(1)", [said])

    def _asked(self) -> Row:
        """The authority must be asked where a high risk is left (36(1)): by the assessment, or a risk it rests on."""
        asked, answered = self.dpia.prior_consultation_on, self.dpia.sa_answer_on
        if asked is not None:
            answer = self.said("asked.answered", day=answered) if answered else self.said("asked.waiting")
            return self._row("asked", "36(1)", [self.said("asked.on", day=asked), answer])
        high = [each.id for each in self.risks if _is_high(each)]
        if high and self.dpia.residual_risk is not ResidualRisk.high:
            self._lack("mismatch", risks=high)
            return self._row("asked", "36(1)", [self.said("asked.mismatch", risks=high)], State.missing)
        if self.dpia.residual_risk in (ResidualRisk.low, ResidualRisk.medium):
            return self._row("asked", "36(1)", [self.said("asked.not_needed")], State.none)
        if self.dpia.residual_risk is ResidualRisk.high:
            self._lack("asked")
        return self._row("asked", "36(1)", [])

    def _approved(self) -> Row:
        signed = self.source.reading.find(SignOff, self.dpia.approval_signoff_id)
        if signed is None:
            self._lack("approval")
            return self._row("approved", "24(1)", [])
        name = self.source.person(signed.signed_by) or self.said("somebody")
        by = self.said("approved.by", name=name, role=signed.role_at_signing) if signed.role_at_signing else name
        day = signed.signed_at.date() if signed.signed_at else None
        said = self.said("approved.on", by=by, day=day) if day else self.said("approved.undated", by=by)
        return self._row("approved", "24(1)", [f"{said} ({signed.id})"])

    def _review(self) -> Row:
        dpia, source, lines = self.dpia, self.source, list[str]()
        late = dpia.next_review is not None and dpia.next_review < source.as_of
        if dpia.next_review:
            day = long_date(dpia.next_review, source.language)
            lines.append(self.said("review.late" if late else "review.due", day=day))
        if dpia.review_after_change_on:
            lines.append(self.said("review.redone", day=dpia.review_after_change_on))
        changed = changed_since(dpia, source.reading, source.law, source.as_of)
        if changed:
            lines.append(self.said("review.changed"))
        return self._row("review", "35(11)", lines, State.missing if late or changed else State.told)


def _is_high(risk: Risk) -> bool:
    left = level(risk.residual, risk.perspective)
    return left is not None and LEVELS.index(left) >= _HIGH
