"""Presenting freezes the memo, the state of the register it was made from, its questions, and the file's bytes.

A memo open to all is presented in two files. What the leader signs is the open one; it names the closed annex by the
fingerprint of its data, so that the signature holds for both, and the memo's record names the annex's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from compliance.canonical import digest
from compliance.errors import ComplianceError
from compliance.memo.closed import parted
from compliance.memo.compose import NO_MEMO, Composition, compose
from compliance.memo.composed import memo_bytes
from compliance.memo.gate import pass_gate
from compliance.memo.material import Material
from compliance.model.decision import Memo, MemoState, Question, QuestionStatus
from compliance.register.chain import Entry
from compliance.register.register import Register
from compliance.report.decision_memo import annex_pdf, memo_pdf
from compliance.signoff.book import next_id, write
from compliance.signoff.recording import PDF


class NothingToAsk(ComplianceError):
    exit_code = 1
    sentence = "The memo would ask nothing: the register has no open question."
    hint = "Draft the questions first: compliance questions --save"


@dataclass(frozen=True, slots=True)
class Presented:
    """A memo that was put before the leader: its record, its file or files, and the entry that froze it."""

    memo: Memo
    pdf: bytes
    entry: Entry | None
    annex: bytes | None = None


def present(
    register: Register, material: Material, *, actor: str, at: datetime, closed_annex: bool = False
) -> Presented:
    """Compose, hold against the gate, render, and write; raise `MemoRefused` where the memo is not whole.

    The memo's record, its questions and the files are one entry. The actor is the preparer unless the record names one.
    With `closed_annex` the memo is parted; raises what `compliance.memo.closed.parted` raises where it cannot be.
    """
    composition = _with_id(compose(material, prepared_by=actor), material)
    pass_gate(composition, material)
    if not composition.questions:
        raise NothingToAsk
    shown, closed = parted(composition.memo) if closed_annex else (composition.memo, None)
    pdf, annex = memo_pdf(shown, material.view), annex_pdf(closed) if closed else None
    files = [(each, PDF) for each in (pdf, annex) if each is not None]
    memo = composition.document.model_copy(
        update={
            "state": MemoState.presented,
            "presented_by": actor,
            "presented_at": at,
            "pdf_sha256": digest(pdf),
            "data_sha256": digest(memo_bytes(shown)),
            "annex_sha256": digest(annex) if annex else None,
        }
    )
    asked = list(_asked(composition, memo))
    entry = write(register, [memo, *asked], actor=actor, reason=f"{memo.id} presented", at=at, attachments=files)
    return Presented(memo, pdf, entry, annex)


def _with_id(composition: Composition, material: Material) -> Composition:
    """A memo that is not in the register yet is given the id it will have there."""
    if composition.document.id != NO_MEMO:
        return composition
    id = next_id(material.view, "memo")
    head = composition.memo.head.model_copy(update={"memo_id": id})
    memo = composition.memo.model_copy(update={"head": head})
    return replace(composition, memo=memo, document=composition.document.model_copy(update={"id": id}))


def _asked(composition: Composition, memo: Memo) -> Iterator[Question]:
    """The questions as they stand on the page: with the findings they answer and what makes an option unlawful."""
    for question, shown in zip(composition.questions, composition.memo.questions, strict=True):
        unlawful = {option.id: option.unlawful_because for option in shown.options}
        options = tuple(
            option.model_copy(update={"unlawful_because": unlawful.get(option.id or "-", option.unlawful_because)})
            for option in question.options
        )
        status = {"status": QuestionStatus.submitted, "memo_id": memo.id, "options": options}
        yield question.model_copy(update=status)
