"""Applies a plan inside the lock: planned again where the book has moved, and refused where a line would differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from compliance.capture.candidate import Candidate
from compliance.errors import ComplianceError
from compliance.model.organisation import Person
from compliance.model.values import UNFIT
from compliance.register import rows
from compliance.register.actors import checked_actor, refuse_last
from compliance.register.attachments import not_yet_held
from compliance.register.chain import Entry
from compliance.register.plan import Plan, PlanLine, PlanOfAnotherRegister, PlanOutdated
from compliance.register.view import View
from compliance.register.writing import Act, page_of, with_attachments, write_entry

Replan = Callable[[Plan], Plan]
LONGEST_REASON = 2_000


class ReasonUnfit(ComplianceError):
    sentence = "Every entry of the register says why it was made; this reason cannot be kept: {why}."
    hint = 'Give a reason in ordinary words, for example: --reason "Checked with the school office".'


def refuse_unfit(reason: str) -> str:
    """The reason without blanks around it; raise `ReasonUnfit` where it is empty, too long or not plain text."""
    text = reason.strip()
    if not text:
        raise ReasonUnfit(why="it is empty")
    if len(text) > LONGEST_REASON:
        raise ReasonUnfit(why=f"it is longer than {LONGEST_REASON} characters")
    if UNFIT.search(text):
        raise ReasonUnfit(why="it holds control characters")
    return text


def apply_plan(
    connection: Connection,
    view: View,
    plan: Plan,
    act: Act,
    attachments: Sequence[tuple[bytes, str]],
    replan: Replan,
) -> Entry | None:
    """Write what the plan writes, as one entry after the view's; None where that is nothing."""
    if plan.register != view.register:
        raise PlanOfAnotherRegister
    checked_actor(view, act.actor)
    if plan.head != view.head:
        plan = _still_holding(plan, replan(plan))
    documents = [line.document for line in plan.written if line.document]
    people = [document for document in documents if isinstance(document, Person)]
    retired = [person.id for person in people if person.retired]
    refuse_last(view, retired, {person.id for person in people} - set(retired))
    files = not_yet_held(connection, view.register, attachments)
    if not documents and not files:
        return None
    names = rows.names(connection, view.register)
    page = with_attachments(page_of(documents, view.entry + 1, names, view), files)
    return write_entry(connection, view.register, rows.last_entry(connection, view.register), page, act)


def _still_holding(plan: Plan, again: Plan) -> Plan:
    for was, now, candidate in zip(plan.lines, again.lines, plan.candidates, strict=True):
        if _seen(was, candidate) != _seen(now, candidate):
            facts = {"was": _said(was), "now": _said(now)}
            raise PlanOutdated(place=was.place, kind=was.kind, id=was.id or was.name, **facts)
    return again


def _seen(line: PlanLine, candidate: Candidate) -> tuple[object, ...]:
    # A new record's id is only settled when it is written, so another number is no other plan.
    return line.outcome, line.changes, line.id if candidate.id else ""


def _said(line: PlanLine) -> str:
    fields = ", ".join(change.path for change in line.changes[:5])
    return f"{line.outcome.value} ({fields})" if fields else line.outcome.value
