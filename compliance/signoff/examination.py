"""A signed memo examined: is it unchanged, and is the signer's certificate trusted? The two are answered apart.

*Unchanged* means: the first revision is the memo presented; the second is, byte for byte, what `ticks.tick` writes for
the decision it shows; the third adds a signature and nothing else, is spelled as we spell it (or, from a signing
service, changes no more than a signature may), and covers all bytes to the file's end. *Trusted* means: the certificate
leads to an authority given, at the moment the signature claims. Without a time stamp, no signature proves when it was
made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from compliance.errors import ComplianceError
from compliance.signoff import changes, container, faults, proof, statement, ticks, value
from compliance.signoff.faults import Fault
from compliance.signoff.statement import ByteRange, Signature
from compliance.signoff.ticks import Ticks
from compliance.signoff.value import Value

_REVISIONS = 3
"""The memo, the decision, the signature."""


_HEXADECIMAL = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")


class NotCertificates(ComplianceError):
    sentence = "The trusted certificates cannot be read."
    hint = "Give certificates in PEM form, one after the other."


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What was found. Digests are SHA-256 in hexadecimal, empty where there is no such revision."""

    faults: tuple[Fault, ...]
    reservations: tuple[Fault, ...] = ()
    """What could not be proved from what was given, and is no sign of tampering by itself."""
    trusted: bool | None = None
    """None: not asked, or there is no signature to ask about."""
    trust_remark: str = ""
    signer: str = ""
    """The subject of the signer's certificate."""
    certificate: str = ""
    """SHA-256 of the signer's certificate."""
    signed_at: datetime | None = None
    """What the signer claims, in UTC."""
    stamped_at: datetime | None = None
    """What a time-stamping authority says, in UTC."""
    reason: str = ""
    ticks: Ticks | None = None
    presented_digest: str = ""
    ticked_digest: str = ""
    signed_digest: str = ""

    @property
    def unchanged(self) -> bool:
        return not self.faults


@dataclass(slots=True)
class _Notes:
    """What is gathered on the way."""

    faults: list[Fault] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    reservations: list[Fault] = field(default_factory=list)

    def report(self) -> SignatureReport:
        return SignatureReport(tuple(dict.fromkeys(self.faults)), tuple(dict.fromkeys(self.reservations)), **self.facts)


@dataclass(frozen=True, slots=True)
class _Case:
    """What is examined, and what it is held against."""

    signed: bytes
    revisions: tuple[bytes, ...]
    presented: bytes | None
    ticked: bytes | None
    reason: str | None
    anchors: tuple[bytes, ...]

    @property
    def base(self) -> bytes:
        """What the signature increment extends: the ticked file, or what stands in its place."""
        return self.revisions[min(1, len(self.revisions) - 1)]


def examine(
    signed: bytes,
    *,
    presented: bytes | None = None,
    ticked: bytes | None = None,
    reason: str | None = None,
    trust: bytes | None = None,
) -> SignatureReport:
    """Examine a signed memo; whatever is wrong with it becomes a fault in the report, never an exception.

    `presented` and `ticked` are the files on record, `reason` what the signature must say, `trust` the certificates
    (PEM) of the authorities believed. What is not given is not compared. Raises only `NotCertificates`, for `trust`.
    """
    anchors = _anchors(trust)
    notes = _Notes(facts={"signed_digest": _digest(signed)})
    try:
        case = _Case(signed, tuple(container.revisions(signed)), presented, ticked, reason, anchors)
        notes.faults += _history_faults(case, notes)
        signature = _first_signature(case, notes)
        if signature is not None:
            _examine_signature(case, signature, notes)
    except container.NotReadable as error:
        notes.faults.append(faults.FileUnreadable(reason=str(error.facts["reason"])))
        if presented is not None and not signed.startswith(presented):
            notes.faults.append(faults.AnotherMemo(offset=_first_difference(presented, signed)))
    return notes.report()


def _history_faults(case: _Case, notes: _Notes) -> Iterator[Fault]:
    """The first two revisions: the memo, and the decision."""
    memo, *later = case.revisions
    notes.facts["presented_digest"] = _digest(memo)
    if case.presented is not None and memo != case.presented:
        yield faults.AnotherMemo(offset=_first_difference(case.presented, memo))
    if not later or not later[0].startswith(b"%compliance decision", len(memo)):
        yield faults.NotTicked()
        return
    notes.facts["ticked_digest"] = _digest(later[0])
    if case.ticked is not None and later[0] != case.ticked:
        yield faults.AnotherDecision(offset=_first_difference(case.ticked, later[0]))
    shown = ticks.read_ticks(later[0])
    notes.facts["ticks"] = shown
    again = _ticked_again(memo, shown)
    if again != later[0]:
        yield faults.TicksAltered(offset=_first_difference(again, later[0]))


def _ticked_again(presented: bytes, shown: Ticks) -> bytes:
    try:
        return ticks.tick(presented, shown.choices, dict(shown.texts))
    except (ComplianceError, *container.DAMAGE):
        return presented


def _first_difference(expected: bytes, found: bytes) -> int:
    pairs = enumerate(zip(expected, found, strict=False))
    return next((at for at, (was, now) in pairs if was != now), min(len(expected), len(found)))


def _first_signature(case: _Case, notes: _Notes) -> Signature | None:
    signatures = statement.read(case.signed)
    if not signatures:
        notes.faults.append(faults.Unsigned())
        return None
    if len(signatures) > 1:
        notes.faults.append(faults.SignedMoreThanOnce(count=len(signatures)))
    if len(case.revisions) > _REVISIONS:
        end = len(case.revisions[_REVISIONS - 1])
        notes.faults.append(faults.AddedAfterSigning(count=len(case.signed) - end, end=end))
    return signatures[0]


def _examine_signature(case: _Case, signature: Signature, notes: _Notes) -> None:
    said = signature.statement
    notes.facts |= {"reason": said.reason, "signed_at": said.signed_at}
    if case.reason is not None and said.reason != case.reason:
        notes.faults.append(faults.AnotherReason(said=said.reason, expected=case.reason))
    notes.faults += _range_faults(case.signed, signature.byte_range)
    ours = case.signed.startswith(b"%compliance signature", len(case.base))
    notes.faults += _own_increment_faults(case, signature) if ours else _foreign_increment_faults(case)
    try:
        parted = value.take_apart(signature.contents)
    except value.Damaged as error:
        notes.faults.append(faults.SignatureUnreadable(reason=str(error.facts["reason"])))
        return
    notes.faults += value.spelling_faults(signature.contents, parted, ours=ours)
    for each in value.certificate_faults(parted, case.anchors, ours=ours):
        (notes.reservations if isinstance(each, faults.CertificateUnproved) else notes.faults).append(each)
    _verify(case, signature, parted, notes)


def _range_faults(signed: bytes, byte_range: ByteRange) -> Iterator[Fault]:
    first, first_length, second, second_length = byte_range
    if first != 0 or second + second_length != len(signed) or not 0 < first_length < second:
        yield faults.NotToTheEnd()
        return
    if not _HEXADECIMAL.fullmatch(signed, first_length, second):
        yield faults.SpaceAltered()


def _own_increment_faults(case: _Case, signature: Signature) -> Iterator[Fault]:
    """The third revision, where we wrote it: rendered again and compared."""
    try:
        again = statement.render(case.base, signature.statement, signature.contents)
    except (ComplianceError, *container.DAMAGE):
        again = case.base
    if again != case.signed:
        yield faults.IncrementRespelled(offset=_first_difference(again, case.signed))


def _foreign_increment_faults(case: _Case) -> Iterator[Fault]:
    for what in changes.beyond_signature(case.base, case.signed):
        yield faults.PageAlteredInSigning(what=what)


def _verify(case: _Case, signature: Signature, parted: Value, notes: _Notes) -> None:
    notes.facts |= {"signer": value.full_subject(parted.certificate), "certificate": _digest(parted.certificate)}
    try:
        found = proof.prove(parted, statement.covered(case.signed, signature.byte_range))
        stamp = proof.stamp(parted)
    except value.Damaged as error:
        notes.faults.append(faults.SignatureUnreadable(reason=str(error.facts["reason"])))
        return
    if not found.intact:
        notes.faults.append(faults.ContentAltered())
    if not found.valid:
        notes.faults.append(faults.SignatureBroken())
    if stamp is not None:
        _note_stamp(stamp, case.anchors, notes)
    if case.anchors:
        usages = {"digital_signature", "non_repudiation"}
        moment = signature.statement.signed_at
        why_not = proof.distrust(parted.certificate, parted.certificates, case.anchors, moment, usages)
        notes.facts |= {"trusted": not why_not, "trust_remark": why_not}


def _note_stamp(stamp: proof.Stamp, anchors: tuple[bytes, ...], notes: _Notes) -> None:
    notes.facts["stamped_at"] = stamp.moment
    if not (stamp.proof.intact and stamp.proof.valid):
        notes.faults.append(faults.TimeStampBroken())
    elif anchors and proof.distrust(
        stamp.certificate, stamp.certificates, anchors, stamp.moment, {"digital_signature"}
    ):
        notes.reservations.append(faults.TimeStampUnproved(subject=value.subject(stamp.certificate)))


def _anchors(trust: bytes | None) -> tuple[bytes, ...]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    if trust is None:
        return ()
    try:
        return tuple(each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(trust))
    except ValueError as error:
        raise NotCertificates from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
