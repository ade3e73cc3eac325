"""Explain a rule or a finding."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from compliance.cli.book import as_judged, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import screen_width
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.checks.examples import Outcome
    from compliance.checks.finding import Finding
    from compliance.checks.law import Reference
    from compliance.checks.packs import Ceiling, Switch
    from compliance.checks.rule import Rule, RuleFile
    from compliance.checks.rulebook import Rulebook

FINDING_ID: Final = re.compile(r"F-[0-9a-f]{12}")
SOURCE_LANGUAGE: Final = "nb"


class NoSuchFinding(ComplianceError):
    sentence = "No finding {id} stands on {day} in entry {entry}."
    hint = "It may be mended, or belong to another day: compliance check --as-of DATE lists those that stand."


@verb
@click.argument("what", metavar="CODE|FINDING")
def command(call: Call, what: str) -> None:
    """Explain a rule by its code, or a finding by its id.

    The rule whole, in words: what it says, why it matters, what to do, the law it rests on, when it holds, and its
    examples with what the rule says of each. A finding needs the register it stands in.
    """
    book, found = _found(call, what) if FINDING_ID.fullmatch(what) else (_rulebook(call, what), None)
    rule = book.named(found.rule if found else what)
    outcomes = _outcomes(rule, book.rules)
    if call.json:
        told = _rule_json(rule, outcomes)
        answer_json({"finding": found.as_json(), "rule": told} if found else told)
        return
    if found:
        _tell_finding(found)
    _tell(call, rule, outcomes, found)
    suggest(f"compliance check --why {found.subject}" if found else "compliance check")


def _rulebook(call: Call, code: str) -> Rulebook:
    """The shipped rules; where they do not have the code, those of the register, if there is one."""
    from compliance.checks.rulebook import UnknownRule, read_rulebook, rulebook_of

    shipped = read_rulebook()
    try:
        shipped.named(code)
    except UnknownRule:
        if call.names_register:
            with opened(call) as register:
                return rulebook_of(seen(call, register))
    return shipped


def _found(call: Call, id: str) -> tuple[Rulebook, Finding]:

    with opened(call) as register:
        judged = as_judged(call, seen(call, register))
    for finding in judged.every:
        if finding.id == id:
            return judged.rulebook, finding
    raise NoSuchFinding(id=id, day=call.as_of.isoformat(), entry=judged.view.entry)


def _outcomes(rule: Rule, rules: Sequence[Rule]) -> tuple[Outcome, ...]:
    from compliance.checks.examples import run_examples
    from compliance.checks.sound import read_sound

    return run_examples(rule, read_sound(), rules if rule.said.stage == "memo" else ())


def _rule_json(rule: Rule, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    told = rule.said.model_dump(mode="json", by_alias=True)
    examples = [outcome.as_json() for outcome in outcomes]
    return {**told, "topic": rule.topic, "national": _national_json(rule), "examples": examples}


def _national_json(rule: Rule) -> dict[str, Any]:
    """What the pack of each country says of the rule."""
    return {
        country: {
            "switch": here.switch and here.switch.model_dump(mode="json", by_alias=True),
            "citations": [each.model_dump(mode="json") for each in here.citations],
        }
        for country, here in rule.national.items()
    }


def _tell_finding(found: Finding) -> None:
    answer(f"{found.id}  {found.subject}  {found.subject_name}  {found.path}".rstrip())
    for line in _wrapped(found.statement, ""):
        answer(line)
    for line in _field(words()("What to do"), found.remedy):
        answer(line)
    answer("")


def _tell(call: Call, rule: Rule, outcomes: Sequence[Outcome], found: Finding | None) -> None:
    language = call.language or SOURCE_LANGUAGE
    for line in _lines(rule, language, found):
        answer(line)
    answer(words()("Examples"))
    for outcome in outcomes:
        mark = "✓" if outcome.as_expected else "✗"
        answer("\n".join(_wrapped(f"{mark} {outcome.result:<14} {outcome.example.sentence}", "  ", " " * 19)))
        for fault in outcome.faults:
            answer(f"      {fault}")


def _lines(rule: Rule, language: str, found: Finding | None) -> Iterator[str]:
    from compliance.language.catalogues import gettext_for

    _, said, own = words(), rule.said, gettext_for(language)

    def text(name: str) -> str:
        return own.content(said.code, name, getattr(said, name))

    yield f"{said.code}  {_severity(rule)}  {said.decides}" + (f" ({said.theme})" if said.theme else "")
    yield from _wrapped(text("statement"), "")
    yield ""
    yield from _field(_("Why it matters"), text("why"))
    yield from _field(_("What to do"), text("remedy"))
    for at, citation in enumerate(rule.every_citation if found is None else found.citations):
        yield from _field(_("Law") if at == 0 else "", cited(citation, language))
    yield from _field(_("Holds"), _where_and_when(rule))
    for country, here in rule.national.items():
        if here.switch:
            yield from _field("", f"{country} {_switched(here.switch)}. {here.switch.why}")
    yield from _field(_("Judges"), said.judges)
    yield from _field(_("Applies when"), said.applies_when or "")
    yield from _field(_("Gap when"), said.gap_when)
    yield from _field(_("Takes along"), ", ".join(said.also))
    yield from _field(_("Takes along when"), said.also_when or "")
    yield from _field(_("Note"), text("note") if said.note else "")


def cited(citation: Reference, language: str) -> str:
    """A reference with where it is law, and whether anybody has read it."""
    _, said = words(), citation.said_in(language)
    binds = citation.jurisdiction or _("no binding act")
    return f"{said} ({binds})" if citation.verified else f"{said} ({binds}, {_('to be confirmed by a lawyer')})"


def _severity(rule: Rule) -> str:
    graded = [f"{grade.severity} ({grade.when})" if grade.when else str(grade.severity) for grade in rule.said.grades]
    return ", ".join(graded)


def _where_and_when(rule: Rule) -> str:
    where = ", ".join(rule.said.countries) or words()("everywhere")
    return f"{where} {_days(rule.said)}".rstrip()


def _switched(switch: Switch) -> str:
    """What a country's pack says of a rule: its days there, and how grave it can be."""
    if switch.off:
        return words()("not used")
    ceilings = [f"≤ {each.severity} {_days(each)}".rstrip() for each in switch.at_most]
    return ", ".join(filter(None, (_days(switch), *ceilings)))


def _days(dated: RuleFile | Switch | Ceiling) -> str:
    since, until = (day.isoformat() if day else "" for day in (dated.since, dated.until))
    return f"{since}–{until}" if since or until else ""


def _field(label: str, text: str) -> Iterator[str]:
    if text:
        yield from _wrapped(text, f"{label:<15} ", " " * 16)


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    return textwrap.wrap(text, screen_width(), initial_indent=first, subsequent_indent=rest, break_long_words=False)
