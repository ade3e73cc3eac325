"""`python -m compliance.checks.questionnaire_pages`: a page for every checklist that people answer, and an index.

They go to docs/reference/checklists/, in bokmål, so that a checklist can be read and printed without the program.
`--check` writes nothing, names the pages that are not fresh, and fails.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from compliance.checks.pages import ROOT, TO_CONFIRM, cited, joined, renew
from compliance.checks.questionnaire import Item, Questionnaire, read_questionnaires
from compliance.language.dates import period
from compliance.language.labels import kind_label, member_label
from compliance.model.kinds import KINDS

FOLDER: Final = ROOT / "docs" / "reference" / "checklists"
_BOKMAAL: Final = "nb"
_GOOD: Final = {"yes": "ja", "no": "nei"}


def fresh_pages(questionnaires: Iterable[Questionnaire]) -> Mapping[str, str]:
    """The text of every page by file name."""
    every = tuple(questionnaires)
    pages = {f"{each.code}.md": joined(_page(each)) for each in every}
    return {"index.md": joined(_index(every)), **pages}


def _page(questionnaire: Questionnaire) -> Iterator[str]:
    said = questionnaire.said
    yield from (f"# {said.title}", "", said.purpose, "", said.why, "")
    yield f"- Kode: `{said.code}`"
    yield f"- Besvares for: {_about(questionnaire)}"
    yield f"- Land: {', '.join(said.countries) or 'alle'}"
    yield f"- Svarene holder i {period(said.stale_after, _BOKMAAL)}, om ikke annet står."
    yield from (f"- {cited(each)}" for each in said.citations)
    yield from ("", f"    compliance answer {said.code} ID", "")
    for number, item in enumerate(questionnaire.items, start=1):
        yield from _question(number, item, said.stale_after)
    yield f"Sjekklisten står i `checklists/questionnaires/{Path(questionnaire.file).name}`."


def _question(number: int, item: Item, usual: str) -> Iterator[str]:
    said = item.said
    yield from (f"## {number}. {said.question}", "", said.guidance, "")
    yield f"- Kode: `{item.id}`"
    yield f"- Hvem: {said.who or (member_label(said.role, _BOKMAAL) if said.role else '')}"
    yield f"- Bevis: {said.evidence}"
    good = f"Godt svar er {_GOOD[said.good]}."
    yield f"- {good}" if said.needed else f"- {good} Et annet svar er bare til opplysning."
    if item.stale_after != usual:
        yield f"- Svaret holder i {period(item.stale_after, _BOKMAAL)}."
    yield from (f"- {cited(each)}" for each in said.citations)
    if said.applies_when:
        yield from ("", "Stilles når dette gjelder, eller ikke kan avgjøres:", "")
        yield from ("```cel", said.applies_when.strip(), "```")
    yield ""


def _about(questionnaire: Questionnaire) -> str:
    return ", ".join(kind_label(KINDS[kind], _BOKMAAL) for kind in questionnaire.said.about)


def _index(questionnaires: tuple[Questionnaire, ...]) -> Iterator[str]:
    yield from ("# Sjekklistene", "")
    yield f"{len(questionnaires)} sjekklister som folk svarer på. Reglene CHK-OPEN-001, CHK-STALE-001, CHK-NO-001 og"
    yield "CHK-REASON-001 ser etter om svarene er fulle, ferske og gode."
    yield from (f"Kilder merket «{TO_CONFIRM}» er ikke lest av noen som kan gå god for dem.", "")
    for each in questionnaires:
        yield f"- [{each.said.title}]({each.code}.md) ({_about(each)}): {each.said.purpose}"


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write what is not fresh, or with `--check` name it; 1 where `--check` found something."""
    pages = fresh_pages(read_questionnaires().values())
    return renew(pages, folder, checking="--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
