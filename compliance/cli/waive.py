"""Set a finding aside for a time, with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, as_judged, opened
from compliance.cli.options import DAY, Call, dry_run_option, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.checks.finding import Finding
    from compliance.memo.material import Material


class NotToBeWaived(ComplianceError):
    sentence = "{finding} ({rule}) is an open breach of law and cannot be set aside."
    hint = "Mend it, or put it before the leader: compliance explain {finding}"


class WaivedAlready(ComplianceError):
    sentence = "{finding} is set aside already, by {waiver} until {until}."
    hint = "Change that record: compliance edit {waiver}"


class WaiverOver(ComplianceError):
    sentence = "A waiver until {until} is over before it begins on {day}."
    hint = "Give a later day with --until."


@verb
@click.argument("finding", metavar="FINDING")
@click.option("--reason", required=True, help="Why it may stand; the register keeps it.")
@click.option("--until", type=DAY, required=True, metavar="DATE", help="The last day it is set aside.")
@dry_run_option
def command(call: Call, finding: str, reason: str, until: date, *, dry_run: bool) -> None:
    """Set a finding aside for a time, with a reason.

    It is then listed by "check --waived" only, and counted apart in the memo; never as in order. When the day is past,
    or the finding has become graver, it stands again. An open breach of law cannot be set aside. What cannot be told
    may be: the waiver says who lets it wait.
    """
    from compliance.model.waiver import Waiver
    from compliance.register.applying import refuse_unfit
    from compliance.signoff.book import next_id, write

    refuse_unfit(reason)
    with opened(call) as register:
        view, actor = register.view(), acting(call, register)
        found = _standing(call, as_judged(call, view), finding, until)
        waiver = Waiver.model_validate(
            {
                "id": next_id(view, "waiver"), "name": _name(found), **_named(found),
                "waived_by": actor, "waived_on": call.as_of, "reason": reason, "until": until,
            }
        )  # fmt: skip
        said = f"{found.id} set aside until {until}: {reason}"
        entry = None if dry_run else write(register, (waiver,), actor=actor, reason=said, at=call.now)
    if call.json:
        answer_json({"waiver": waiver.model_dump(mode="json"), "entry": entry.seq if entry else None})
    elif entry is None:
        answer(words(call)("{finding} would be set aside until {until}.").format(finding=found.id, until=until))
    else:
        told = words(call)("{waiver}: {finding} is set aside until {until}, in entry {entry}.")
        answer(told.format(waiver=waiver.id, finding=found.id, until=until, entry=entry.seq))
    suggest("compliance check --waived")


def _standing(call: Call, judged: Material, id: str, until: date) -> Finding:
    """The finding, if it stands and may be set aside until that day; raises what is in the way."""
    from compliance.cli.explain import NoSuchFinding

    if waived := next((each for each in judged.waived if each.finding.id == id), None):
        raise WaivedAlready(finding=id, waiver=waived.waiver.id, until=waived.waiver.until)
    if id not in judged.by_id:
        raise NoSuchFinding(id=id, day=call.as_of.isoformat(), entry=judged.view.entry)
    found = judged.by_id[id]
    if not found.waivable:
        raise NotToBeWaived(finding=id, rule=found.rule)
    if until < call.as_of:
        raise WaiverOver(until=until.isoformat(), day=call.as_of.isoformat())
    return found


def _name(finding: Finding) -> str:
    return f"{finding.rule} {finding.subject} {finding.path}".rstrip()


def _named(finding: Finding) -> dict[str, object]:
    from compliance.checks.waivers import waived_as

    return {
        "finding_id": finding.id,
        "rule": finding.rule,
        "subject": finding.subject,
        "path": finding.path or None,
        "waived_as": waived_as(finding),
    }
