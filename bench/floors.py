"""The floors: the same work by the bare libraries, with nothing of ours. Each runs as a process of its own."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
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


def check(register: str, rules: str) -> None:
    """Read every document, validate it with pydantic, and let the CEL library judge as many things by as many rules.

    `rules` holds, by kind of document and field ("" for the document itself), how many rules judge there; each is
    stood for by one plain condition of two clauses.
    """
    from cel_expr_python import cel

    from compliance.model.kinds import KINDS

    environment = cel.NewEnv(variables={"it": cel.Type.DYN})
    counted: dict[str, dict[str, int]] = json.loads(Path(rules).read_text("utf-8"))
    sources = {(kind, field): [f'has(it.id) && it.id != "{n}"' for n in range(count)]
               for kind, fields in counted.items() for field, count in fields.items()}  # fmt: skip
    compiled = {place: [environment.compile(text) for text in texts] for place, texts in sources.items()}
    latest = "select kind, body, max(seq) from revisions group by id"
    for kind, body, _ in sqlite3.connect(register).execute(latest):
        if kind not in KINDS or kind == "person":
            continue
        plain: dict[str, Any] = KINDS[kind].document.model_validate_json(body).model_dump(mode="json")
        for field in counted.get(kind, {}):
            for thing in (plain.get(field) or ()) if field else (plain,):
                activation = environment.Activation({"it": thing})
                for expression in compiled[kind, field]:
                    expression.eval(activation).value()


def memo(html: str, base: str, target: str) -> None:
    """Lay out the same page with WeasyPrint alone, as PDF/A-3a."""
    from weasyprint import HTML

    HTML(string=Path(html).read_text("utf-8"), base_url=base).write_pdf(target, pdf_variant="pdf/a-3a", pdf_forms=True)


if __name__ == "__main__":
    {"capture": capture, "check": check, "memo": memo}[sys.argv[1]](*sys.argv[2:])
