"""The memo in two files: one anybody may read, and a closed annex with what would help the one who wants in.

What tells of weaknesses by name of a system stands in the annex only: the findings, and the story, effects and goal of
the questions that rest on them (guide A.20b, D.3). Nothing is weighed here that a person has written elsewhere: titles,
the summary and the reasons for a recommendation stay in the open memo as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from compliance.canonical import canonical, digest
from compliance.errors import ComplianceError
from compliance.memo.composed import (
    Citation,
    ClosedPart,
    ComposedMemo,
    ComposedQuestion,
    FindingGroup,
    Head,
    Method,
    Stated,
)
from compliance.model.values import Line, Value

FORMAT: Final = 1
SYSTEM: Final = "SYS-"
SECURITY: Final = "security"


class NothingToClose(ComplianceError):
    sentence = "Nothing in the memo tells of weaknesses by name of a system, so there is nothing to close."
    hint = "Write the memo without --closed-annex."


class NoSectionToClose(ComplianceError):
    sentence = "The memo does not say which section of law exempts the annex from access."
    hint = "Name it on the memo's record: compliance edit {record} --set access_marking=…"


class ClosedAnnex(Value):
    """What is kept from outsiders: whole questions and whole findings, with the head of the memo they belong to."""

    format: Literal[1] = FORMAT
    kind: Literal["closed-annex"] = "closed-annex"
    language: Line
    draft: bool
    head: Head
    questions: tuple[ComposedQuestion, ...] = ()
    findings: tuple[FindingGroup, ...] = ()
    method: Method


def annex_bytes(annex: ClosedAnnex) -> bytes:
    """The canonical bytes of the annex: what its PDF carries, and the open memo names by SHA-256."""
    return canonical(annex.model_dump(mode="json"))


def parted(memo: ComposedMemo) -> tuple[ComposedMemo, ClosedAnnex]:
    """The memo without what shall be closed, naming the annex by its fingerprint, and the annex.

    Raises `NothingToClose`, and `NoSectionToClose` where the memo has no access marking.
    """
    closed = tuple(group for group in memo.findings if _tells_of_a_system(group))
    hidden = {each for group in closed for each in group.finding_ids}
    asked = tuple(question for question in memo.questions if _rests_on(question, hidden))
    if not closed and not asked:
        raise NothingToClose
    if not memo.head.access_marking:
        raise NoSectionToClose(record=memo.head.memo_id or "MEM-0001")
    annex = ClosedAnnex(
        language=memo.language, draft=memo.draft, head=memo.head, questions=asked, findings=closed, method=memo.method
    )
    return _open(memo, annex), annex


def sections(annex: ClosedAnnex) -> tuple[Citation, ...]:
    """The sections of law that exempt the annex, each with whether its wording has been confirmed."""
    unread = annex.method.unverified
    return tuple(Citation(text=each, verified=each not in unread) for each in annex.head.access_marking)


def _tells_of_a_system(group: FindingGroup) -> bool:
    return group.area == SECURITY and any(subject.id.startswith(SYSTEM) for subject in group.subjects)


def _rests_on(question: ComposedQuestion, hidden: set[str]) -> bool:
    """A question on security that names systems tells of them too when its findings have been mended since."""
    names_one = any(record.id.startswith(SYSTEM) for record in question.records)
    return bool(hidden.intersection(question.finding_ids)) or (question.theme == SECURITY and names_one)


def _open(memo: ComposedMemo, annex: ClosedAnnex) -> ComposedMemo:
    closed = {each for group in annex.findings for each in group.finding_ids}
    asked = {question.id for question in annex.questions}
    names = frozenset(_systems(memo))
    return memo.model_copy(
        update={
            "head": memo.head.model_copy(update={"access_marking": (), "shows_vulnerabilities": False}),
            "in_short": memo.in_short.model_copy(update={"if_nothing": _without(names, memo.in_short.if_nothing)}),
            "questions": tuple(_told_of(each, names, closed=each.id in asked) for each in memo.questions),
            "waiting": tuple(
                each for each in memo.waiting if not any(under.startswith(SYSTEM) for under in each.rests_on)
            ),
            "findings": tuple(group for group in memo.findings if closed.isdisjoint(group.finding_ids)),
            "closed_annex": ClosedPart(
                sha256=digest(annex_bytes(annex)), findings=len(closed), sections=sections(annex)
            ),
        }
    )


def _systems(memo: ComposedMemo) -> Iterator[str]:
    records = (record for question in memo.questions for record in question.records)
    subjects = (subject for group in memo.findings for subject in group.subjects)
    return (each.name for each in (*records, *subjects) if each.id.startswith(SYSTEM))


def _without(names: frozenset[str], sentences: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """The sentences about none of the systems: that one gets no updates after a day is a weakness too."""
    return tuple(
        said for said in sentences
        if not any(name in said.text for name in names) and not any(each.startswith(SYSTEM) for each in said.rests_on)
    )  # fmt: skip


def _told_of(question: ComposedQuestion, names: frozenset[str], *, closed: bool) -> ComposedQuestion:
    """The question as outsiders may read it: what is asked, what it costs, who does it by when."""
    kept = {"description": None, "effects": (), "consequences": None, "dependencies": None} if closed else {}
    options = tuple(
        option.model_copy(update={**kept, "happens": _without(names, option.happens)}) for option in question.options
    )
    hidden = {"background": None, "goal": None, "records": (), "rules": (), "risk_ids": (), "closed": True}
    return question.model_copy(update={**(hidden if closed else {}), "options": options})
