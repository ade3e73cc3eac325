"""Record that somebody has read a reference to law."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import DAY, Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.checks.known_law import Known
    from compliance.model.law import LawConfirmation
    from compliance.register.view import View

JURISDICTIONS = ("EU", "NO", "SE", "DK", "FI", "IS", "local")


class ReadLater(ComplianceError):
    sentence = "Nobody can have read it on {on}, which is after {day}."
    hint = "Give the day it was read with --on."


@verb
@click.argument("reference", metavar="REF")
@click.option("--note", required=True, help="What was read, and anything to know of the wording.")
@click.option("--by", metavar="PERSON", help="Who read it. [default: the person who acts]")
@click.option("--on", type=DAY, metavar="DATE", help="The day it was read. [default: today]")
@click.option("--jurisdiction", type=click.Choice(JURISDICTIONS), help="Whose law, where two acts share a name.")
@dry_run_option
def command(
    call: Call, reference: str, note: str, by: str | None, on: date | None, jurisdiction: str | None, *, dry_run: bool
) -> None:
    """Record that somebody has read a reference to law and found that it says what the register takes it to say.

    REF is written as reports print it, or in short: "GDPR 6(3)", "arkivlova § 13". It counts for this register's
    organisation only, and reports then no longer mark it as to be confirmed by a lawyer.
    """
    from compliance.checks.known_law import known_law, reference_called
    from compliance.checks.rulebook import rulebook_of
    from compliance.register.actors import checked_actor
    from compliance.register.applying import refuse_unfit
    from compliance.signoff.book import write

    refuse_unfit(note)
    day = on or call.as_of
    if day > call.as_of:
        raise ReadLater(on=day.isoformat(), day=call.as_of.isoformat())
    with opened(call) as register:
        view, actor = register.view(), acting(call, register)
        known = known_law(rulebook_of(view), view.documents(), view.organisation.country)
        found = reference_called(reference, known, jurisdiction)
        reader = checked_actor(view, by) if by else actor
        read = _confirmation(view, found, reader, day, note)
        said = f"{found} confirmed by {reader} on {day}: {note}"
        entry = None if dry_run else write(register, (read,), actor=actor, reason=said, at=call.now)
    _tell(call, read, entry.seq if entry else None, dry_run=dry_run)


def _confirmation(view: View, found: Known, reader: str, day: date, note: str) -> LawConfirmation:
    """The record of this reference, a new one or the one there is; its history keeps who read it before."""
    from compliance.checks.confirmations import spelled
    from compliance.model.law import LawConfirmation
    from compliance.model.values import Jurisdiction
    from compliance.signoff.book import next_id

    key = spelled(found.jurisdiction, found.instrument, found.provision)
    before = (each for each in view.of("law_confirmation") if isinstance(each, LawConfirmation))
    same = (each for each in before if spelled(each.jurisdiction, each.instrument, each.provision) == key)
    record = next(same, None) or LawConfirmation(
        id=next_id(view, "law_confirmation"),
        name=str(found),
        jurisdiction=Jurisdiction(found.jurisdiction) if found.jurisdiction else None,
        instrument=found.instrument,
        provision=found.provision or None,
    )
    fields = {"confirmed_by": reader, "confirmed_on": day, "note": note, "valid_to": None}
    return LawConfirmation.model_validate(record.model_copy(update=fields).model_dump())


def _tell(call: Call, read: LawConfirmation, entry: int | None, *, dry_run: bool) -> None:
    _ = words(call)
    facts = {"id": read.id, "reference": read.name, "by": read.confirmed_by, "on": read.confirmed_on}
    if call.json:
        answer_json({"confirmation": read.model_dump(mode="json"), "entry": entry, "dry_run": dry_run})
    elif dry_run:
        answer(_("{reference} would be confirmed by {by} on {on}.").format(**facts))
    elif entry is None:
        answer(_("{reference} is confirmed by {by} on {on} already, in {id}.").format(**facts))
    else:
        answer(_("{id}: {reference} is confirmed by {by} on {on}, in entry {entry}.").format(entry=entry, **facts))
    suggest("compliance check")
