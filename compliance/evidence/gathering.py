"""What goes into a bag: memos as presented and signed, the register as of an entry, findings, tasks, and the ledger.

The ledger is the whole chain up to the present, so that a name or a file erased by law since then can be told from one
that was taken out; everything else is as of the entry. All of it follows from the ledger and two dates, so that a bag
is checked by gathering it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance import __version__
from compliance.canonical import digest
from compliance.checks.rulebook import Rulebook, read_rulebook
from compliance.evidence.container import Bag
from compliance.evidence.index import index_page
from compliance.followup.accounts import all_accounts
from compliance.followup.tasks import task_accounts
from compliance.memo.material import Material, findings_json, material, waived_json
from compliance.model.decision import Memo, SignOff
from compliance.model.kinds import KINDS
from compliance.model.reading import whole_body_of
from compliance.register.attachments import Attachment
from compliance.register.ledger import Ledger, ledger_of, register_from
from compliance.register.register import Register
from compliance.register.view import View
from compliance.signoff.book import questions_of
from compliance.signoff.deciding import decision_bytes

LEDGER = "ledger/"
FILES = "files/"
RULES = "rules/"
"""The municipality's own rules as they were that day; the shipped ones come with the program."""
DERIVED = ("index.html", "findings.json", "followup.json", "tasks.json")
"""Files that depend on the rules and the program, not on the register alone."""

_ENDINGS = {"application/pdf": ".pdf", "application/json": ".json", "image/png": ".png"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which state of the register a bag shows, and by which day it was judged."""

    entry: int
    as_of: date


def gather(register: Register, scope: Scope, rulebook: Rulebook | None = None) -> Bag:
    """Everything an auditor takes away; the same register, entry, day and rules give the same bag.

    The rules are those of the register unless given.
    """
    view = register.view(scope.entry)
    judged = material(view, scope.as_of, rulebook=rulebook)
    ledger = ledger_of(register)
    known = {file.sha256: file for file in register.attachments() if file.sha256 in ledger.files}
    files: dict[str, bytes] = {}
    files |= {f"{LEDGER}{name}.jsonl": lines for name, lines in ledger.tables.items()}
    files |= {f"register/{kind.plural}.json": _records(view, kind.name) for kind in KINDS.values()}
    files |= dict(_memos(view, ledger))
    files |= dict(_other_files(known, ledger, files))
    files |= {f"{RULES}{path}": data for path, data in judged.rulebook.own.items()}
    files["findings.json"] = _json(findings_json(judged) | waived_json(judged))
    files["tasks.json"] = _json([each.model_dump(mode="json") for each in task_accounts(judged.reading, scope.as_of)])
    files["followup.json"] = _json([each.model_dump(mode="json") for each in all_accounts(judged.reading, scope.as_of)])
    files["index.html"] = index_page(judged, files)
    return Bag(files, _info(judged, scope))


def ledger_in(bag: Bag) -> Ledger:
    """The ledger a bag holds; attached files are found by their SHA-256, wherever in the bag they lie."""
    tables = {
        path.removeprefix(LEDGER).removesuffix(".jsonl"): lines
        for path, lines in bag.files.items()
        if path.startswith(LEDGER)
    }
    return Ledger(tables, {digest(content): content for content in bag.files.values()})


def gathered_again(bag: Bag, scope: Scope, rulebook: Rulebook) -> Bag:
    """The bag as its own ledger and these rules give it; raise what reading an unsound ledger raises.

    Own rules count only where the register names a folder of them: nobody else may add rules to what is judged.
    """
    with register_from(ledger_in(bag)) as register:
        named = register.view(scope.entry).organisation.own_rules is not None
        return gather(register, scope, rulebook if named else read_rulebook())


def rules_in(bag: Bag) -> Mapping[str, bytes]:
    """The own rules a bag holds, by topic and name."""
    return {path.removeprefix(RULES): data for path, data in bag.files.items() if path.startswith(RULES)}


def _info(judged: Material, scope: Scope) -> dict[str, str]:
    return {
        "Source-Organization": judged.view.organisation.name,
        "External-Description": "Privacy and information-security compliance: register, memos, decisions and findings",
        "Bagging-Date": scope.as_of.isoformat(),
        "Bag-Software-Agent": f"compliance {__version__}",
        "Register-Id": judged.view.register,
        "Register-Entry": str(scope.entry),
        "Register-Head": judged.view.head,
        "Rules-Digest": judged.rulebook.digest,
    }


def _records(view: View, kind: str) -> bytes:
    return _json([whole_body_of(document) for document in view.of(kind, retired=True)])


def _memos(view: View, ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    signoffs = [each for each in view.of("signoff", retired=True) if isinstance(each, SignOff)]
    for memo in (each for each in view.of("memo", retired=True) if isinstance(each, Memo)):
        if presented := ledger.files.get(memo.pdf_sha256 or ""):
            yield f"memos/{memo.id}/presented.pdf", presented
        if annex := ledger.files.get(memo.annex_sha256 or ""):
            yield f"memos/{memo.id}/closed-annex.pdf", annex
        if memo.decisions_sha256 and memo.pdf_sha256:
            yield f"memos/{memo.id}/decisions.json", decision_bytes(memo, questions_of(view, memo))
        for signoff in signoffs:
            if signoff.memo_id == memo.id and (signed := ledger.files.get(signoff.file_sha256 or "")):
                yield f"memos/{memo.id}/signed-{signoff.id}.pdf", signed


def _other_files(
    known: Mapping[str, Attachment], ledger: Ledger, files: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Attached files that lie nowhere else in the bag."""
    placed = {digest(content) for content in files.values()}
    for sha256, file in known.items():
        if sha256 not in placed:
            yield f"{FILES}{sha256}{_ENDINGS.get(file.media_type, '.bin')}", ledger.files[sha256]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
