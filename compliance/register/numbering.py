"""New ids: the letters of the kind and the next free number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from compliance.model.kinds import KINDS
from compliance.register.plan import Outcome, PlanLine
from compliance.register.view import View

_NUMBERED = re.compile(r"^([A-Z]{2,5})-(\d{1,9})$")


def numbered(view: View, lines: Sequence[PlanLine]) -> list[PlanLine]:
    """The lines, with the next free id where a new record has none. A number once given is never given again."""
    last = _last_numbers([*view.ids(), *(line.id for line in lines)])
    result = []
    for line in lines:
        if line.outcome is Outcome.new and not line.id and line.document:
            prefix = KINDS[line.kind].prefix
            last[prefix] = last.get(prefix, 0) + 1
            id = f"{prefix}-{last[prefix]:04d}"
            result.append(replace(line, id=id, document=line.document.model_copy(update={"id": id})))
        else:
            result.append(line)
    return result


def _last_numbers(ids: Iterable[str]) -> dict[str, int]:
    last: dict[str, int] = {}
    for id in ids:
        if found := _NUMBERED.match(id):
            last[found[1]] = max(last.get(found[1], 0), int(found[2]))
    return last
