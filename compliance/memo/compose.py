"""Compose the decision memo: everything the leader reads, as values, from one state of the register on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance import __version__
from compliance.checks.facts.risk import above_limit, accepted, risk_limit
from compliance.checks.finding import Finding, Severity
from compliance.checks.packs import national_law_checked
from compliance.followup.accounts import accounts, all_accounts, grade, last_memo
from compliance.followup.tasks import TaskAccount, task_accounts
from compliance.language.provisions import cited, in_legal_order
from compliance.language.wording import Wording, wording
from compliance.memo.affected import Event, affected, events
from compliance.memo.areas import areas
from compliance.memo.asked import composed_question, named
from compliance.memo.composed import (
    AdviceGiven,
    ComposedMemo,
    ComposedQuestion,
    Head,
    InShort,
    Method,
    PreviousMemo,
    RiskRow,
)
from compliance.memo.counted import Sources, weight
from compliance.memo.figures import Traced, stored, traced
from compliance.memo.kind import KIND, report_kind
from compliance.memo.line import asked_in, counts, groups, heap, units
from compliance.memo.material import Material
from compliance.memo.places import Places
from compliance.memo.priority import in_order_of_gravity, priority, waiting
from compliance.memo.proposals import Outdated
from compliance.memo.questions import open_questions, outdated_texts
from compliance.memo.stakes import at_stake, if_nothing, in_letters, key_figures, the_rest
from compliance.memo.trend import trend
from compliance.model.assurance import Risk
from compliance.model.decision import Memo, MemoState, Question, Theme
from compliance.model.levels import level, may_be_accepted
from compliance.model.supply import System
from compliance.model.values import Document, LegalRef

NO_MEMO = "MEM-NEW"
"""The id of a memo that is not in the register yet."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A composed memo, and the records it would leave in the register when it is presented."""

    memo: ComposedMemo
    document: Memo
    questions: tuple[Question, ...]
    traced: tuple[Traced, ...]
    """The memo's figures with every record behind them."""
    outdated: tuple[Outdated, ...] = ()
    """The texts of its questions whose findings would now propose another; they stop nothing."""


def compose(
    material: Material, *, draft: bool = False, memo_id: str | None = None, prepared_by: str | None = None
) -> Composition:
    """The memo of the register as it stands: the same material gives the same memo.

    It holds the open questions the register has, at most as many as reports/decision-memo.yaml allows, in the order
    of the memo record where there is one (`memo_id`, else the one in draft), else the gravest first. Nothing is
    drafted here; `compliance.memo.questions` does that.
    """
    said = wording(KIND, material.language)
    document = _draft_document(material, memo_id, prepared_by)
    chosen = _questions(material, document)
    outdated = tuple(each for question in chosen for each in outdated_texts(question, material))
    made = _Parts(material, said, document, chosen, outdated if draft else ())
    memo = ComposedMemo(language=material.language, draft=draft, currency=_currency(material), **made.parts())
    return Composition(memo, _as_document(document, memo, material), chosen, made.traced, outdated)


class _Parts:
    """The parts of one memo; each is computed once, and later ones use earlier ones."""

    def __init__(
        self,
        material: Material,
        said: Wording,
        document: Memo,
        chosen: Sequence[Question],
        outdated: Sequence[Outdated],
    ) -> None:
        limits = report_kind(KIND).limits
        self.material, self.said, self.document = material, said, document
        self.before = last_memo(material.reading, material.as_of)
        self.tasks = task_accounts(material.reading, material.as_of)
        self.accounts = accounts(material.reading, material.as_of)
        self.horizon, self.months = limits.horizon_years, limits.events_months
        self.questions = _composed(chosen, outdated, document, material, said)
        self.counts = counts(material, self.questions)
        left_out = _left_out(material, chosen)
        self.waiting = waiting(material, self.questions, left_out, said, most=limits.questions)
        every = all_accounts(material.reading, material.as_of)
        self.traced = traced(Sources(material, self.tasks, self.accounts, every, self.questions))
        self.figures = tuple(each.figure for each in self.traced)
        self.units = units(material, self.questions, self.tasks, said)

    def parts(self) -> dict[str, Any]:
        return {
            "head": _head(self.document, self.material, self.questions, self.said),
            "in_short": self._in_short(),
            "questions": self.questions,
            "previous": _previous(self.before),
            "earlier": self.accounts,
            "earlier_grade": grade(self.accounts),
            "trend": trend(self.material, self.figures),
            "areas": areas(self.material, self.figures, self.before, self.said),
            "risks": _risks(self.material, self.questions),
            "late_tasks": _late_tasks(self.material, self.tasks),
            "units": self.units,
            "findings": groups(self.material, self.questions),
            "counts": self.counts,
            "waiting": self.waiting,
            "figures": self.figures,
            "method": _method(self.document, self.material, self.horizon),
        }

    def _in_short(self) -> InShort:
        return InShort(
            summary=self.document.summary,
            at_stake=at_stake(self.figures, self.said),
            figures=key_figures(self.figures, self.before, self.material.as_of, self.said),
            if_nothing=if_nothing(self.questions, self._upcoming(), self.material, self.said),
            the_rest=the_rest(self.counts, self._grave_in_line(), len(self.questions), self.said),
        )

    def _grave_in_line(self) -> tuple[str, ...]:
        asked = asked_in(self.questions)
        line = (each for each in self.material.findings if heap(each, asked, self.material) == "line")
        return tuple(each.id for each in line if weight(each) == Severity.blocker)

    def _upcoming(self) -> tuple[Event, ...]:
        found = [self.material.by_id[each] for question in self.questions for each in question.finding_ids]
        risks = [risk for question in self.questions for risk in question.risk_ids]
        documents = affected(found, self.material.reading).documents
        beside = self.material.reading.find_all(Risk, tuple(dict.fromkeys(risks)))
        return events((*documents, *beside), self.material.reading, self.material.as_of, self.months)


def _composed(
    chosen: Sequence[Question], outdated: Sequence[Outdated], document: Memo, material: Material, said: Wording
) -> tuple[ComposedQuestion, ...]:
    """The questions as they stand in the memo; where there are several, each says why it stands where it does."""
    places, limits, by_hand = Places(), report_kind(KIND).limits, bool(undecided(material, document))
    return tuple(
        composed_question(
            number, question, material, said, places, limits=limits,
            outdated=[each for each in outdated if each.question == question.id],
            place=priority(question, material, said, by_hand=by_hand) if len(chosen) > 1 else None,
        )
        for number, question in enumerate(chosen, start=1)
    )  # fmt: skip


def _draft_document(material: Material, memo_id: str | None, prepared_by: str | None) -> Memo:
    """The memo record named, else the one begun, else a new one; it keeps the preparer it names.

    A new one begins with the access marking of the last memo: what was kept from outsiders then does not lie open now.
    """
    found = material.reading.find(Memo, memo_id)
    begun = [memo for memo in material.reading.all(Memo) if memo.state in (MemoState.draft, None)]
    document = found or (begun[-1] if begun else _new(material))
    return document.model_copy(update={"prepared_by": document.prepared_by or prepared_by})


def _new(material: Material) -> Memo:
    before = last_memo(material.reading, material.as_of)
    return Memo(id=NO_MEMO, name=NO_MEMO, access_marking=before.access_marking if before else ())


def _questions(material: Material, document: Memo) -> tuple[Question, ...]:
    """The questions the memo record names, else every open one, the gravest first."""
    every = undecided(material, document) or in_order_of_gravity(open_questions(material), material)
    return tuple(every[: report_kind(KIND).limits.questions])


def undecided(material: Material, document: Memo | None) -> tuple[Question, ...]:
    """The questions a memo record names that nobody has answered, in its order and whatever their number."""
    named = dict.fromkeys(document.question_ids if document else ())
    return tuple(each for each in material.reading.find_all(Question, tuple(named)) if each.decision is None)


def _left_out(material: Material, chosen: Sequence[Question]) -> tuple[Question, ...]:
    taken = {question.id for question in chosen}
    return in_order_of_gravity([each for each in open_questions(material) if each.id not in taken], material)


def _currency(material: Material) -> str:
    return material.reading.organisation.currency or "NOK"


def _head(document: Memo, material: Material, questions: Sequence[ComposedQuestion], said: Wording) -> Head:
    organisation, view = material.reading.organisation, material.view
    prepared, addressed = document.prepared_by, document.addressed_to or organisation.chief_executive_id
    return Head(
        memo_id=None if document.id == NO_MEMO else document.id, title=_title(document, questions, said),
        organisation=organisation.name, case_no=document.case_no,
        access_marking=tuple(_reference(each, material.language) for each in document.access_marking),
        shows_vulnerabilities=shows_vulnerabilities(material, questions),
        as_of=material.as_of, entry=view.entry, head=view.head, register_id=view.register,
        rules_digest=material.rulebook.digest, program=f"compliance {__version__}",
        prepared_by=named(prepared, material), addressed_to=named(addressed, material),
        advice=tuple(
            AdviceGiven(by=_name(each.by, material), on=each.on, text=each.text) for each in document.advice
        ),
        answer_by=document.answer_by, answer_by_reason=document.answer_by_reason,
    )  # fmt: skip


def _name(person_id: str | None, material: Material) -> str:
    person = named(person_id, material)
    return person.name if person else person_id or "–"


def _title(document: Memo, questions: Sequence[ComposedQuestion], said: Wording) -> str:
    if document.id != NO_MEMO:
        return document.name
    n = len(questions)
    if not n:
        return said("headline.none")
    return said("headline.one") if n == 1 else said("headline.many", n=in_letters(n, said))


def _reference(reference: LegalRef, language: str) -> str:
    return cited(reference.jurisdiction, reference.instrument, reference.provision, language) or "–"


def shows_vulnerabilities(material: Material, questions: Sequence[ComposedQuestion]) -> bool:
    """Whether the open part tells of weaknesses by name of a system (guide A.20b)."""
    asked = {each for question in questions for each in question.finding_ids}
    about_systems = any(_about_system(finding, material) for finding in material.findings)
    by_question = any(
        question.theme is Theme.security and any(record.id.startswith("SYS-") for record in question.records)
        for question in questions
    )
    return about_systems or by_question or any(_about_system(material.by_id[each], material) for each in asked)


def _about_system(finding: Finding, material: Material) -> bool:
    return finding.area == "security" and isinstance(material.reading.find(Document, finding.subject), System)


def _previous(before: Memo | None) -> PreviousMemo | None:
    return PreviousMemo(id=before.id, as_of=before.as_of, case_no=before.case_no) if before else None


def _risks(material: Material, questions: Sequence[ComposedQuestion]) -> tuple[RiskRow, ...]:
    """Risks above the limit without an acceptance in force, and the question that deals with each."""
    asked = {risk: question for question in reversed(questions) for risk in question.risk_ids}
    decided = {risk: each.name for each in material.reading.all(Question) if each.decision for risk in each.risk_ids}
    every = material.reading.all(Risk)
    given = (material.reading, material.law, material.as_of)
    over = (risk for risk in every if above_limit(risk, *given) and not accepted(risk, *given))
    return tuple(
        RiskRow(
            id=risk.id, name=risk.name, before=level(risk.inherent, risk.perspective),
            after=level(risk.residual, risk.perspective), limit=risk_limit(risk, *given),
            why_not_lower=risk.acceptance.reason if risk.acceptance else None,
            accepted_until=risk.acceptance.valid_to if risk.acceptance else None,
            may_be_accepted=may_be_accepted(risk), decided=decided.get(risk.id), **_asked(asked.get(risk.id)),
        )
        for risk in over
    )  # fmt: skip


def _asked(question: ComposedQuestion | None) -> dict[str, Any]:
    recommended = question.recommended if question else None
    return {
        "question": question.number if question else None,
        "recommended": recommended.risk_after if recommended else None,
    }


def _late_tasks(material: Material, tasks: Sequence[TaskAccount]) -> tuple[TaskAccount, ...]:
    """Tasks so late, or moved so often, that they go back to the leader (guide D.6, point 7)."""
    days = material.law.number("overdue_escalation_days")
    moves = material.law.number("overdue_escalation_postponements")
    return tuple(task for task in tasks if not task.settled and (task.days_late > days or task.times_moved >= moves))


def _method(document: Memo, material: Material, years: int) -> Method:
    unread = (each for each in document.access_marking if not material.confirmed.covers_ref(each))
    marking = {_reference(each, material.language) for each in unread}
    country = material.law.country
    unused = sorted(rule.code for rule in material.rulebook if not rule.in_force(material.as_of, country))
    return Method(
        rules_applied=len(material.rules_in_force), rules_not_applied=tuple(unused), country=country or None,
        unverified=in_legal_order((*material.unconfirmed, *marking)), horizon_years=years,
        national_law_checked=national_law_checked(country), waived=len(material.waived),
        waived_ids=tuple(each.finding.id for each in material.waived),
    )  # fmt: skip


def _as_document(document: Memo, memo: ComposedMemo, material: Material) -> Memo:
    """The memo record with what composing found out; `present` writes it, with who, when and the file's hashes."""
    return document.model_copy(
        update={
            "name": memo.head.title,
            "as_of": material.as_of,
            "question_ids": tuple(question.id for question in memo.questions),
            "addressed_to": memo.head.addressed_to.id if memo.head.addressed_to else None,
            "entry": memo.head.entry,
            "head": memo.head.head,
            "rules_digest": memo.head.rules_digest,
            "finding_ids": tuple(finding.id for finding in material.findings),
            "figures": stored(memo.figures),
            "earlier_question_ids": tuple(account.question_id for account in memo.earlier),
        }
    )
