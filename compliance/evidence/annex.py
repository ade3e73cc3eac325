"""A closed annex verified: is it the one whose fingerprint stands in a memo that was presented?

The annex carries no signature. What is signed is the open memo, which names the data in the annex by SHA-256; the
record of that memo names the annex's file.
"""

from __future__ import annotations

import io

from compliance.canonical import digest
from compliance.errors import ComplianceError
from compliance.evidence.verification import Check, Outcome, Verification
from compliance.memo.closed import ClosedAnnex, annex_bytes
from compliance.model.decision import Memo
from compliance.register.register import Register
from compliance.report.decision_memo import ANNEX_DATA_NAME, annex_pdf
from compliance.signoff.ballot import memo_inside


def annex_data(pdf: bytes) -> bytes | None:
    """The data a closed annex carries; None for any other file."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return document.attachments[ANNEX_DATA_NAME].get_file().read_bytes()
    except (pikepdf.PdfError, KeyError):
        return None


def verify_annex(pdf: bytes, data: bytes, subject: str, *, register: Register | None = None) -> Verification:
    """Whether a file is a closed annex as it was presented, told by its own data and by a register that knows it."""
    found = _naming(pdf, data, register)
    checks = (_unchanged(pdf, data, found), _known(found, register))
    return Verification(subject, "closed annex", checks, {"data_sha256": digest(data)})


def _naming(pdf: bytes, data: bytes, register: Register | None) -> Memo | None:
    """The presented memo that names these data; once its file is erased, the one whose record names this file."""
    if register is None:
        return None
    presented = (memo for memo in register.view().of("memo", retired=True) if isinstance(memo, Memo))
    return next((memo for memo in presented if memo.annex_sha256 and _names(memo, pdf, data, register)), None)


def _names(memo: Memo, pdf: bytes, data: bytes, register: Register) -> bool:
    try:
        closed = memo_inside(register.attachment(memo.pdf_sha256 or "")).closed_annex
    except ComplianceError:
        return memo.annex_sha256 == digest(pdf)
    return closed is not None and closed.sha256 == digest(data)


def _unchanged(pdf: bytes, data: bytes, memo: Memo | None) -> Check:
    """The pages are those its data give, or those on record; laid out by another version, they may look otherwise."""
    if memo is not None and memo.annex_sha256 == digest(pdf):
        return Check("unchanged", Outcome.yes, "The file is, byte for byte, the one on record.")
    if memo is not None:
        return Check("unchanged", Outcome.no, "", ("The register holds another file with these data.",))
    if _laid_out(data) == pdf:
        return Check("unchanged", Outcome.yes, "The pages are what the data inside give.")
    said = "The pages could not be made again from the data inside; hold the file against its register (--register)."
    return Check("unchanged", Outcome.not_checked, said)


def _laid_out(data: bytes) -> bytes | None:
    from pydantic import ValidationError

    try:
        annex = ClosedAnnex.model_validate_json(data)
        return annex_pdf(annex) if annex_bytes(annex) == data else None
    except (ValidationError, ComplianceError):
        return None


def _known(memo: Memo | None, register: Register | None) -> Check:
    if register is None:
        return Check("known", Outcome.not_checked, "No register was given to hold it against.")
    faults = tuple(map(str, register.verify()))
    if memo is None:
        return Check("known", Outcome.no, "", (*faults, "The register knows no memo that names this annex."))
    said = f"{memo.id}, as it was presented, names this annex by its fingerprint."
    return Check("known", Outcome.no if faults else Outcome.yes, said, faults)
