"""Judge the register and list what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import as_judged, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import folded

if TYPE_CHECKING:
    from compliance.checks.engine import Verdict
    from compliance.checks.finding import Finding
    from compliance.memo.material import Material
    from compliance.register.view import View

SEVERITIES = ("blocker", "major", "minor")
RESULTS = ("gap", "undetermined", "met", "not_applicable")
HASH_SHOWN = 12


@verb
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="End with 1 where findings at least this grave stand.")
@click.option("--why", metavar="ID", help="Every rule on one record, its result, and the facts that decided it.")
@click.option("--all", "every", is_flag=True, help="A line for each finding, also where many say the same.")
@click.option("--waived", is_flag=True, help="List the findings set aside for a time instead, with who, until and why.")
def command(call: Call, fail_on: str | None, why: str | None, every: bool, waived: bool) -> None:
    """Judge the register and list what is wrong.

    A line for each finding: record, rule, how grave, who decides, what is wrong. "+22" stands for 22 more that say the
    same; "major?" for what cannot be told because something is not recorded; "*" after a rule for law that a lawyer has
    to confirm.
    """
    with opened(call) as register:
        view = seen(call, register)
        if why is not None:
            _explain(call, view, why)
            return
        judged = as_judged(call, view)
    if waived:
        _tell_waived(call, judged)
    else:
        _tell(call, judged, every=every)
    if fail_on and _grave(judged.findings, fail_on):
        click.get_current_context().exit(1)


def _grave(findings: Sequence[Finding], least: str) -> bool:
    return any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(least) for finding in findings)


def _tell(call: Call, judged: Material, *, every: bool) -> None:
    from compliance.cli.findings import Storm, finding_lines, storms
    from compliance.memo.material import findings_json

    if call.json:
        answer_json(findings_json(judged))
        return
    found = judged.findings
    lines = [Storm(finding) for finding in found] if every else storms(found)
    if lines:
        answer(finding_lines(lines))
    answer(folded(_counted(judged)))
    if judged.unconfirmed and lines:
        answer(folded(words()("* rests on law that a lawyer has to confirm; compliance explain CODE shows which.")))
    answer(_stand(call, judged.view))
    _warn(judged)
    _suggest(judged)


def _warn(judged: Material) -> None:
    """What a reader of the list must know of what is not in it."""
    from compliance.checks.packs import national_law_checked

    _ = words()
    if not national_law_checked(judged.law.country):
        said = _("The law of {country} was not checked: the rules only know what is common to the EEA.")
        note(folded(said.format(country=judged.law.country or _("the country, which is not recorded,"))))
    for each in judged.waivers_not_allowed:
        said = _("{waiver} does not count: {finding} is an open breach of law, which cannot be set aside.")
        note(folded(said.format(waiver=each.waiver.id, finding=each.finding.id)))
    if judged.waived:
        said = _.plural(
            "{n} finding is set aside for a time: compliance check --waived.",
            "{n} findings are set aside for a time: compliance check --waived.",
            len(judged.waived),
        )
        note(folded(said.format(n=len(judged.waived))))


def _tell_waived(call: Call, judged: Material) -> None:
    from compliance.cli.findings import Storm, finding_lines
    from compliance.memo.material import waived_json

    if call.json:
        answer_json(waived_json(judged))
        return
    _, view = words(), judged.view
    for each in judged.waived:
        answer(finding_lines([Storm(each.finding)]))
        by, until = view.name_of(each.waiver.waived_by or ""), each.waiver.until
        said = _("    {waiver}, {by}, until {until}: {reason}")
        answer(said.format(waiver=each.waiver.id, by=by, until=until, reason=each.waiver.reason))
    if not judged.waived:
        answer(_("No finding is set aside."))
    suggest("compliance check")


def _counted(judged: Material) -> str:
    from compliance.checks.finding import counts

    _, found = words(), counts(judged.findings)
    rules = len([rule for rule in judged.rules_in_force if rule.said.stage == "register"])
    if not judged.findings:
        return _("No findings, by {rules} rules.").format(rules=rules)
    said = _.plural(
        "{n} finding by {rules} rules: {blocker} blocker, {major} major, {minor} minor. "
        "{leader} for the leader. {undetermined} cannot be told.",
        "{n} findings by {rules} rules: {blocker} blocker, {major} major, {minor} minor. "
        "{leader} for the leader. {undetermined} cannot be told.",
        len(judged.findings),
    )
    return said.format(n=len(judged.findings), rules=rules, **found)


def _stand(call: Call, view: View) -> str:
    said = words()("As of {day}, entry {entry}, head {head}.")
    return said.format(day=call.as_of.isoformat(), entry=view.entry, head=view.head[:HASH_SHOWN])


def _suggest(judged: Material) -> None:
    if judged.for_leader:
        suggest("compliance questions --save")
    elif judged.findings:
        suggest(f"compliance explain {judged.findings[0].id}")
    else:
        suggest("compliance memo -o memo.pdf")


def _explain(call: Call, view: View, id: str) -> None:
    from compliance.checks.engine import judge, verdicts
    from compliance.checks.law import law_on
    from compliance.checks.rulebook import rulebook_of

    record, rules = view.record(id), rulebook_of(view)
    law = law_on(call.as_of, view.organisation.country)
    said = sorted(verdicts(view, rules, law, call.as_of, id), key=lambda verdict: RESULTS.index(verdict.result))
    if call.json:
        head = {"as_of": call.as_of, "entry": view.entry, "head": view.head, "subject": id, "subject_name": record.name}
        answer_json(head | {"verdicts": [_verdict_json(verdict) for verdict in said]})
        return
    answer(f"{record.id}  {record.name}")
    found = judge(view, rules, law, call.as_of, subject=id, texts=words(call))
    _tell_verdicts(said, {(finding.rule, finding.path): finding.statement for finding in found})
    answer(_stand(call, view))
    wrong = next((verdict.rule.code for verdict in said if verdict.result in RESULTS[:2]), None)
    suggest(f"compliance explain {wrong}" if wrong else "compliance check")


def _tell_verdicts(said: Sequence[Verdict], statements: Mapping[tuple[str, str], str]) -> None:
    from compliance.cli.findings import verdict_lines

    if not said:
        note(words()("No rule judges a record of this kind."))
    for verdict in said:
        for line in verdict_lines(verdict, statements.get((verdict.rule.code, verdict.subject.path))):
            answer(line)


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule.code,
        "path": verdict.subject.path,
        "result": verdict.result.value,
        "missing": verdict.missing,
        "statement": verdict.rule.said.statement,
        "facts": dict(verdict.facts or {}),
    }
