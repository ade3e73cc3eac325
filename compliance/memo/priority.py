"""Which questions come first, why, and what waits for the next memo: by how grave it is, then by theme.

Each question says itself why it stands where it does, and what is not asked is named with the reason (guide D.6).
"""

from __future__ import annotations

from collections.abc import Sequence

from compliance.checks.finding import Finding, Severity
from compliance.language.wording import Wording, wording
from compliance.memo.affected import affected
from compliance.memo.asking import CODE as QUESTIONS
from compliance.memo.asking import themes_of
from compliance.memo.composed import ComposedQuestion, Stated, Waiting
from compliance.memo.line import asked_in, heap
from compliance.memo.material import Material
from compliance.memo.stakes import counted, in_letters
from compliance.model.decision import Question, Theme


def in_order_of_gravity(questions: Sequence[Question], material: Material) -> tuple[Question, ...]:
    """Those with findings that cannot stand first, then by theme in the order of the guide."""
    return tuple(sorted(questions, key=lambda question: _gravity(question, material)))


def _gravity(question: Question, material: Material) -> tuple[bool, int, str]:
    found = _found(question.finding_ids, material)
    themes = list(Theme)
    theme = themes.index(question.theme) if question.theme else len(themes)
    return not _blockers(found), theme, question.id


def priority(question: Question, material: Material, said: Wording, *, by_hand: bool) -> Stated:
    """Why the question stands where it does; `by_hand` where the memo's record names the order."""
    if by_hand:
        return Stated(text=said("priority.by_hand"), rests_on=(question.id,))
    found = _found(question.finding_ids, material)
    blockers = _blockers(found)
    if blockers:
        first = counted(said, "priority.grave", len(blockers))
    else:
        first = said("priority.lesser" if found else "priority.without_findings")
    named = tuple(finding.id for finding in blockers or found)
    return Stated(text=f"{first} {said('priority.by_theme')}", rests_on=(question.id, *named))


def waiting(
    material: Material, asked: Sequence[ComposedQuestion], left_out: Sequence[Question], said: Wording, *, most: int
) -> tuple[Waiting, ...]:
    """What calls for a decision and is not asked now: questions that are written, then the findings of each theme."""
    numbers = asked_in(asked)
    free = [finding for finding in material.findings if heap(finding, numbers, material) == "waiting"]
    told = []
    for question in left_out:
        mine = [finding for finding in free if finding.id in question.finding_ids]
        free = [finding for finding in free if finding not in mine]
        reason = _reason(mine, material, said, most=most, room=len(asked) < most, written=True)
        text = said("waiting.question", title=question.name, reason=reason)
        rests_on = (question.id, *(finding.id for finding in mine))
        told.append(Waiting(text=text, theme=question.theme, question_id=question.id, rests_on=rests_on))
    names = wording(QUESTIONS, said.language)
    for theme, found in themes_of(free).items():
        reason = _reason(found, material, said, most=most, room=len(asked) < most, written=False)
        title = counted(names, f"themes.{theme}.title", len(found), in_letters(len(found), said))
        text = said("waiting.theme", title=title, reason=reason)
        told.append(Waiting(text=text, theme=theme, rests_on=tuple(finding.id for finding in found)))
    return tuple(told)


def _reason(
    found: Sequence[Finding], material: Material, said: Wording, *, most: int, room: bool, written: bool
) -> str:
    """Why it is not asked now, and how grave what waits is."""
    why = said("waiting.left_out" if written else "waiting.unwritten") if room else said("waiting.full", most=most)
    blockers, people = _blockers(found), affected(found, material.reading).people
    grave = counted(said, "waiting.grave", len(blockers)) if blockers else said("waiting.lesser") if found else ""
    touched = said("waiting.people", people=people) if people else ""
    return " ".join(filter(None, (why, grave, touched)))


def _found(ids: Sequence[str], material: Material) -> list[Finding]:
    return [material.by_id[each] for each in ids if each in material.by_id]


def _blockers(found: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.blocker]
