"""A question of the register as it stands in the memo: options side by side, places to tick, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.followup.pace import pace
from compliance.language.labels import field_label
from compliance.language.wording import Wording
from compliance.memo.affected import affected, events
from compliance.memo.composed import NO_ID, Box, ComposedOption, ComposedQuestion, Named, Stated
from compliance.memo.costs import horizon, total, yearly
from compliance.memo.kind import Limits
from compliance.memo.material import Material
from compliance.memo.missing import lacks
from compliance.memo.places import Places
from compliance.memo.proposals import Outdated
from compliance.memo.questions import marked
from compliance.memo.stakes import stays_here, told
from compliance.model.assurance import Risk
from compliance.model.decision import Choice, Goal, Option, Question
from compliance.model.organisation import Person
from compliance.model.values import Answer, Document


def composed_question(
    number: int,
    question: Question,
    material: Material,
    said: Wording,
    places: Places,
    *,
    limits: Limits,
    outdated: Sequence[Outdated] = (),
    place: Stated | None = None,
) -> ComposedQuestion:
    """The question with its costs, and what happens by itself, over the time `limits` set.

    `outdated` are the texts whose writer must be told that the findings have changed; `place` says why the question
    stands where it does.
    """
    found = [material.by_id[each] for each in question.finding_ids if each in material.by_id]
    found_still = {finding.id for finding in material.every}
    touched = affected(found, material.reading)
    risks = material.reading.find_all(Risk, question.risk_ids)
    upcoming = events((*touched.documents, *risks), material.reading, material.as_of, limits.events_months)
    happens = (*stays_here(question.finding_ids, material, said), *(told(event, said) for event in upcoming))
    span = horizon(question.options, material.as_of.year, limits.horizon_years)
    options = [marked(option, found) for option in question.options]
    return ComposedQuestion(
        number=number, id=question.id, title=question.name, question=question.question or question.name,
        background=question.background, why_leader=question.why_leader, priority=place, theme=question.theme,
        options=tuple(_option(each, question, material, span, happens, places) for each in options),
        recommended_option=question.recommended_option, reasons=question.reasons,
        owner=named(question.owner_id, material), deadline=question.deadline,
        goal=pace(question.goal, material.as_of, material.as_of) if question.goal else None,
        funding_ref=question.funding_ref, requires_action=question.requires_action != Answer.no,
        finding_ids=tuple(finding.id for finding in found),
        mended_finding_ids=tuple(each for each in question.finding_ids if each not in found_still),
        rules=tuple(sorted({finding.rule for finding in found})), records=_records((*touched.documents, *risks)),
        risk_ids=question.risk_ids,
        boxes=tuple(_other_boxes(question, places)),
        reason_place=places.text(question.id, "reason"), until_place=places.text(question.id, "until"),
        missing=_missing(question, outdated, said),
    )  # fmt: skip


def _other_boxes(question: Question, places: Places) -> Iterator[Box]:
    """Postponing is always offered. To reject is to do nothing against the advice: it has a place of its own only where
    no option says that."""
    yield Box(name=places.choice(question.id, Choice.postpone), choice=Choice.postpone)
    against = (option for option in question.options if option.id != question.recommended_option)
    if not any(option.is_zero_option for option in against):
        yield Box(name=places.choice(question.id, Choice.reject), choice=Choice.reject)


def named(person_id: str | None, material: Material) -> Named | None:
    """A person of the register as the memo names them; None where none is given."""
    person = material.reading.find(Person, person_id)
    return Named(id=person.id, name=person.name, unit=person.unit) if person else None


def _records(documents: Sequence[Document]) -> tuple[Named, ...]:
    return tuple(Named(id=each.id, name=each.name) for each in documents)


def _option(
    option: Option,
    question: Question,
    material: Material,
    span: Sequence[int],
    happens: tuple[Stated, ...],
    places: Places,
) -> ComposedOption:
    recommended = option.id is not None and option.id == question.recommended_option
    feasible = option.feasibility
    leader = named(feasible.project_leader_id, material) if feasible else None
    return ComposedOption(
        id=option.id or NO_ID, title=option.title or "–", description=option.description,
        is_zero_option=option.is_zero_option, recommended=recommended, unlawful_because=option.unlawful_because,
        happens=happens if option.is_zero_option else (),
        total=total(option, span), yearly=yearly(option, span), one_off_cost=option.one_off_cost,
        cost_range=option.cost_range, person_days=option.person_days, effects=option.effects,
        risk_after=option.risk_after, consequences=option.consequences, duration_months=option.duration_months,
        interim_until=option.interim_until, dependencies=feasible.dependencies if feasible else None,
        project_leader=leader.name if leader else None, not_estimated_reason=option.not_estimated_reason,
        box=_box(option, question, places, recommended=recommended),
    )  # fmt: skip


def _box(option: Option, question: Question, places: Places, *, recommended: bool) -> Box | None:
    """Where the option is ticked; an unlawful one cannot be chosen, and so has no place.

    To choose to do nothing against the advice is to reject.
    """
    if option.unlawful_because or option.id is None:
        return None
    if option.is_zero_option and not recommended:
        return Box(name=places.choice(question.id, Choice.reject), choice=Choice.reject)
    choice = Choice.recommended if recommended else Choice.option
    return Box(name=places.choice(question.id, choice, option.id), choice=choice, option_id=option.id)


def _missing(question: Question, outdated: Sequence[Outdated], said: Wording) -> tuple[str, ...]:
    """What the officer has still to fill in, in words; the gate says the same, by rules. A text that was proposed from
    other findings stops nothing, and is told last."""
    lacking = [said(f"missing.{lack.key}.label", option=lack.option) for lack in lacks(question)]
    stale = [said("missing.outdated.label", field=_label(each.field, said.language)) for each in outdated]
    return tuple(dict.fromkeys((*lacking, *stale)))


def _label(field: str, language: str) -> str:
    """What a text of a question is called."""
    first, _, last = field.rpartition(".")
    return field_label(Goal if first == "goal" else Option if first else Question, last, language)
