"""The floors: the same work by the bare libraries, with nothing of ours. Each runs as a process of its own."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any


def capture(source: str, bodies: str, target: str) -> None:
    """Read every cell of a workbook; validate, hash and insert the documents that stand in it.

    `bodies` holds the documents as JSON lines [kind, body]: putting rows together is ours, and not in here.
    """
    from python_calamine import CalamineWorkbook

    from compliance.model.kinds import KINDS

    book = CalamineWorkbook.from_path(source)
    cells = sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    rows = [("cells", str(cells), "")]
    for line in Path(bodies).read_text("utf-8").splitlines():
        kind, plain = json.loads(line)
        document = KINDS[kind].document.model_validate_json(json.dumps(plain))
        body = json.dumps(
            document.model_dump(mode="json", exclude_defaults=True),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        rows.append((kind, body, hashlib.sha256(body.encode()).hexdigest()))
    database = sqlite3.connect(target)
    database.execute("create table documents (kind text, body text, digest text)")
    database.executemany("insert into documents values (?, ?, ?)", rows)
    database.commit()


def check(register: str, day: str) -> None:
    """Read every document from SQLite, validate it with pydantic, and ask the conditions of all rules in plain Python.

    The facts are our own: they are part of what is asked. There is no CEL, no plain data made for it, no finding.
    """
    from bench.plain import results
    from compliance.checks.law import law_on
    from compliance.checks.reading import Reading
    from compliance.checks.rulebook import read_rulebook

    reading, as_of = Reading(Held(register)), date.fromisoformat(day)
    law = law_on(as_of, reading.organisation.country)
    rules = [each for each in read_rulebook() if each.said.stage == "register" and each.in_force(as_of, law.country)]
    said = Counter(result for _, _, result in results(rules, reading, law, as_of))
    print(json.dumps({"gap": said[True], "undetermined": said[None], "met": said[False]}))


class Held:
    """All documents of a register of one entry each, read and validated at once."""

    def __init__(self, register: str) -> None:
        from compliance.model.kinds import KINDS

        self._kinds: dict[str, list[Any]] = {name: [] for name in KINDS}
        latest = "select kind, body, max(seq) from revisions group by id"
        for kind, body, _ in sqlite3.connect(register).execute(latest):
            if kind in KINDS:
                named = body if kind != "person" else _with_a_name(body)
                self._kinds[kind].append(KINDS[kind].document.model_validate_json(named))
        self._documents = {each.id: each for each in self.walk()}
        self.get = self._documents.get
        self.organisation = self._kinds["organisation"][0]

    def of(self, kind: str) -> list[Any]:
        return self._kinds[kind]

    def walk(self, part: int = 0, parts: int = 1) -> Iterator[Any]:
        return islice(chain.from_iterable(self._kinds.values()), part, None, parts)


def _with_a_name(body: str) -> str:
    """The name of a person lies apart from the body; any does here."""
    plain = {name: value for name, value in json.loads(body).items() if not name.startswith("name_")}
    return json.dumps({**plain, "name": plain["id"]})


def memo(html: str, base: str, target: str) -> None:
    """Lay out the same page with WeasyPrint alone, as PDF/A-3a."""
    from weasyprint import HTML

    HTML(string=Path(html).read_text("utf-8"), base_url=base).write_pdf(target, pdf_variant="pdf/a-3a", pdf_forms=True)


if __name__ == "__main__":
    {"capture": capture, "check": check, "memo": memo}[sys.argv[1]](*sys.argv[2:])
