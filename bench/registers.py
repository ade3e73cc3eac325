"""Generated municipalities with the field distribution of the example: its records, again and again, under new ids."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compliance.capture.candidate import Candidate
from compliance.capture.sources import capture_paths
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.register.register import create_register
from compliance.resources import folder

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MULTIPLIED = (
    "activity", "system", "supplier", "engagement", "notice", "control", "evidence", "risk", "dpia", "incident",
    "publication_frame",
)  # fmt: skip
_MULTIPLIED_IDS = "|".join(KINDS[kind].prefix for kind in MULTIPLIED)
_ANY_ID = re.compile(rf"(?:{'|'.join(kind.prefix for kind in KINDS.values())})-\d+")
_ID = re.compile(rf'"({_MULTIPLIED_IDS})-(\d{{4}})"')


def candidates(activities: int) -> Iterator[Candidate]:
    """The example, then copies of it with ids of their own, until there are so many activities."""
    example = capture_paths([folder("examples") / "sund"]).candidates
    yield from example
    # What holds for the whole organisation does so however many activities it has.
    common = [each for each in example if each.fields.get("whole_organisation") == "yes"]
    copied = [each for each in example if each.kind in MULTIPLIED and each not in common]
    made = sum(each.kind == "activity" for each in example)
    turn = 0
    while made < activities:
        turn += 1
        for each in copied:
            if each.kind == "activity":
                made += 1
                if made > activities:
                    break
            yield _copy(each, turn)


def write_register(path: Path, activities: int) -> None:
    """A register file with so many activities, in one entry."""
    write_candidates(path, candidates(activities))


def write_candidates(path: Path, made: Iterable[Candidate]) -> None:
    """A register file with these records, in one entry; what they refer to and that is not among them is left out."""
    organisation = read_document(KINDS["organisation"], {"id": "ORG-1", "name": "Målekommune", "country": "NO"})
    officer = read_document(KINDS["person"], {"id": "PER-1", "name": "Informasjonssikkerhetsansvarlig"})
    with create_register(
        path, organisation=organisation, people=[officer], actor="PER-1", reason="Start", at=AT
    ) as register:
        plan = register.plan(_closed(list(made)))
        if plan.failed:
            sys.exit(f"the generated register does not hold together: {plan.failed[0].error}")
        register.apply(plan, actor="PER-1", reason="Generated", at=AT)


def _copy(candidate: Candidate, turn: int) -> Candidate:
    def moved(found: re.Match[str]) -> str:
        return f'"{found[1]}-{int(found[2]) + 1000 * turn:07d}"'

    fields: dict[str, Any] = json.loads(_ID.sub(moved, json.dumps(dict(candidate.fields), default=str)))
    id = json.loads(_ID.sub(moved, json.dumps(candidate.id)))
    return Candidate(candidate.kind, id, fields)


def _closed(every: list[Candidate]) -> list[Candidate]:
    """Without references to records that are not among them: copies that were not made, kinds that were left out."""
    ids = {each.id for each in every} | {"ORG-1", "PER-1"}

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [kept(inner) for inner in value if not _lost(inner)]
        return None if _lost(value) else value

    def _lost(value: Any) -> bool:
        return isinstance(value, str) and bool(_ANY_ID.fullmatch(value)) and value not in ids

    return [Candidate(each.kind, each.id, kept(dict(each.fields))) for each in every]
