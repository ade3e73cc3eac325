"""`python -m compliance.checks.pages`: writes a page for every rule, and an index, to docs/reference/rules/.

The pages are in bokmål, as the rules are: lawyers and officers read them. `--check` writes nothing, names the pages
that are not fresh, and fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from compliance.checks.finding import Area, Decides, Result, Severity, family
from compliance.checks.law import Reference
from compliance.checks.lint import SOURCE_LANGUAGE
from compliance.checks.packs import Switch
from compliance.checks.rule import Example, Graded, Rule
from compliance.checks.rulebook import read_rulebook

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs" / "reference" / "rules"
TO_CONFIRM: Final = "må bekreftes av jurist"

AREAS: Final[Mapping[Area, str]] = MappingProxyType(
    {
        Area.law: "Lovlig grunnlag",
        Area.information: "Informasjon til innbyggerne",
        Area.retention: "Lagring og sletting",
        Area.suppliers: "Leverandører",
        Area.transfers: "Overføring ut av EØS",
        Area.security: "Sikkerhet",
        Area.incidents: "Hendelser",
        Area.governance: "Styring og ansvar",
    }
)
SEVERITIES: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.blocker: "må rettes", Severity.major: "mangler", Severity.minor: "bør bli bedre"}
)
DECIDES: Final[Mapping[Decides, str]] = MappingProxyType({Decides.leader: "lederen", Decides.line: "linjen"})
RESULTS: Final[Mapping[Result, str]] = MappingProxyType(
    {
        Result.met: "I orden",
        Result.gap: "Mangel",
        Result.undetermined: "Ikke avklart",
        Result.not_applicable: "Gjelder ikke",
    }
)


def fresh_pages(rules: Iterable[Rule]) -> Mapping[str, str]:
    """The text of every page by file name."""
    every = tuple(rules)
    pages = {f"{rule.code}.md": joined(_page(rule)) for rule in every}
    return {"index.md": joined(_index(every)), **pages}


def joined(lines: Iterable[str]) -> str:
    """The lines of a page as its text."""
    return "\n".join(lines).rstrip("\n") + "\n"


def _page(rule: Rule) -> Iterator[str]:
    said = rule.said
    yield from (f"# {said.code}: {said.statement}", "")
    yield from (f"{AREAS[said.area]} · {_severity(rule)} · avgjøres av {DECIDES[said.decides]}", "")
    yield from ("## Hvorfor det betyr noe", "", said.why, "")
    yield from ("## Hva som må gjøres", "", said.remedy, "")
    yield from ("## Lov og kilder", "", *(f"- {cited(each)}" for each in rule.every_citation), "")
    yield from ("## Når regelen gjelder", "", *_scope(rule), "")
    yield from ("## Når den finner en mangel", "", *_code(said.gap_when), "")
    if said.undetermined:
        yield from (f"Kan det ikke avgjøres: «{said.undetermined}»", "")
    if said.note:
        yield from ("## Merknad", "", said.note, "")
    yield from ("## Eksempler", "", *_examples(said.examples), "")
    yield f"Regelen står i `checklists/{rule.topic}/{Path(rule.file).name}`."


def _severity(rule: Rule) -> str:
    graded = [f"{SEVERITIES[each.severity]} når `{each.when}`" for each in rule.said.grades if each.when]
    last = SEVERITIES[rule.said.grades[-1].severity]
    return "; ".join([*graded, f"ellers {last}" if graded else last])


def cited(reference: Reference) -> str:
    """A citation as a page shows it, marked where nobody has vouched for it."""
    where = reference.jurisdiction or "ikke bindende"
    dated = _dated(reference.since, reference.until).strip()
    replaced = f"avløses av {reference.replaced_by}" if reference.replaced_by else ""
    marks = ", ".join(filter(None, (where, dated, replaced, "" if reference.verified else f"**{TO_CONFIRM}**")))
    return f"{reference.said_in(SOURCE_LANGUAGE)} ({marks})" + (f". {reference.note}" if reference.note else "")


def _scope(rule: Rule) -> Iterator[str]:
    said = rule.said
    yield f"- Dømmer hver `{said.judges}`{' i et notat som skal legges fram' if said.stage == 'memo' else ''}."
    yield f"- Land: {', '.join(said.countries) or 'alle'}."
    if said.since or said.until:
        yield f"- Tid: {said.since or ''}–{said.until or ''}."
    for country, here in rule.national.items():
        if here.switch:
            yield f"- I {country}: {_switched(here.switch)}. {here.switch.why}"
    if rule.standing is None and rule.kind.standing:
        yield "- Også det som er avsluttet eller tatt ut av bruk."
    if said.also:
        when = f", når `{said.also_when}`" if said.also_when else ""
        yield f"- Tar med seg: {', '.join(f'[{code}]({code}.md)' for code in said.also)}{when}."
    if said.silence:
        yield "- Er det bare ikke skrevet ned, ligger det hos linjen først."
    if said.applies_when:
        yield from ("", *_code(said.applies_when))


def _switched(switch: Switch) -> str:
    """What a country's pack says of a rule, in words."""
    if switch.off:
        return "brukes ikke"
    ceilings = [f"høyst «{SEVERITIES[each.severity]}»{_dated(each.since, each.until)}" for each in switch.at_most]
    return ", ".join(filter(None, (_dated(switch.since, switch.until).strip(), *ceilings))) or "brukes som ellers"


def _dated(since: date | None, until: date | None) -> str:
    return (f" fra {since}" if since else "") + (f" til {until}" if until else "")


def _code(condition: str) -> tuple[str, ...]:
    return ("```cel", condition.strip(), "```")


def _examples(examples: Iterable[Example]) -> Iterator[str]:
    for example in examples:
        yield f"- **{RESULTS[example.expect]}**: {example.sentence}."
        if example.patch:
            changed = (f"  {id}: {_flow(change)}" for id, change in example.patch.items())
            yield from ("", "  ```yaml", *changed, "  ```", "")


def _flow(change: object) -> str:
    """A change on one line, as rule files write it."""
    written = yaml.safe_dump(change, allow_unicode=True, sort_keys=False, default_flow_style=True, width=sys.maxsize)
    return written.removesuffix("\n...\n").strip()


def _index(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield from ("# Reglene", "")
    yield from (f"{len(rules)} regler. Kilder merket «{TO_CONFIRM}» er ikke lest av noen som kan gå god for dem.", "")
    yield from ("## Etter område", "", *_listed(rules, lambda rule: (AREAS[rule.said.area],)))
    yield from ("## Etter alvor", "", *_listed(rules, _gravest))
    yield from ("## Etter lov", "", *_listed(rules, _acts))


def _gravest(rule: Rule) -> tuple[str, ...]:
    return (SEVERITIES[min(rule.said.grades, key=_gravity).severity],)


def _acts(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.instrument for citation in rule.every_citation))


def _gravity(grade: Graded) -> int:
    return list(Severity).index(grade.severity)


def _listed(rules: tuple[Rule, ...], keys: Callable[[Rule], tuple[str, ...]]) -> Iterator[str]:
    held: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: (family(rule.code), rule.code)):
        for key in keys(rule):
            held.setdefault(key, []).append(rule)
    for key in sorted(held):
        yield from (f"### {key}", "")
        yield from (f"- [{rule.code}]({rule.code}.md) {rule.said.statement}" for rule in held[key])
        yield ""


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write what is not fresh, or with `--check` name it; 1 where `--check` found something."""
    return renew(fresh_pages(read_rulebook()), folder, checking="--check" in arguments)


def renew(pages: Mapping[str, str], folder: Path, *, checking: bool) -> int:
    """Write the pages of a folder that are not fresh and take away those left over, or only name them."""
    stale = [name for name, text in pages.items() if _read(folder / name) != text]
    gone = [path for path in sorted(folder.glob("*.md")) if path.name not in pages]
    if not checking:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            folder.joinpath(name).write_text(pages[name], "utf-8")
        for path in gone:
            path.unlink()
    for name in (*stale, *(path.name for path in gone)):
        sys.stderr.write(f"docs/reference/{folder.name}/{name}: {'not fresh' if checking else 'renewed'}\n")
    return 1 if checking and (stale or gone) else 0


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
