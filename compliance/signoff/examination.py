"""A signed memo examined: is it unchanged, and is the signer's certificate trusted? The two are answered apart.

*Unchanged* means: the first revision is the memo presented; the second is, byte for byte, what `ticks.tick` writes for
the decision it shows; the third adds a signature and nothing else, is spelled as we spell it (or, from a signing service,
changes no more than a signature may), and covers all bytes to the file's end. *Trusted* means: the certificate leads to
an authority given, at the moment the signature claims. No signature proves when it was made, unless it carries a time stamp.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from compliance.errors import ComplianceError
from compliance.signoff import changes, container, proof, statement, ticks, value
from compliance.signoff.faults import Fault, fault
from compliance.signoff.statement import Signature
from compliance.signoff.ticks import Ticks
from compliance.signoff.value import Value


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


def examine(
    signed: bytes,
    *,
    presented: bytes | None = None,
    ticked: bytes | None = None,
    reason: str | None = None,
    trust: bytes | None = None,
) -> SignatureReport:
    """Examine a signed memo; whatever is wrong with it becomes a fault in the report, never an exception.

    `presented` and `ticked` are the files on record, `reason` what the signature must say, `trust` the certificates (PEM)
    of the authorities believed. What is not given is not compared. Raises only `NotCertificates`, for `trust`.
    """
    anchors = _anchors(trust)
    notes = _Notes(facts={"signed_digest": _digest(signed)})
    try:
        parts = container.revisions(signed)
        notes.faults += _history_faults(parts, presented, ticked, notes)
        signature = _only_signature(signed, parts, notes)
        if signature is not None:
            _examine_signature(signed, parts, signature, reason, anchors, notes)
    except container.NotReadable as error:
        notes.faults.append(fault("unreadable", reason=str(error.facts["reason"])))
        if presented is not None and not signed.startswith(presented):
            notes.faults.append(_different("not-the-memo-presented", presented, signed))
    return notes.report()


def _history_faults(
    parts: list[bytes], presented: bytes | None, ticked: bytes | None, notes: _Notes
) -> Iterator[Fault]:
    """The first two revisions: the memo, and the decision."""
    notes.facts["presented_digest"] = _digest(parts[0])
    if presented is not None and parts[0] != presented:
        yield _different("not-the-memo-presented", presented, parts[0])
    if len(parts) < 2 or not _is_tick(parts[0], parts[1]):
        yield fault("not-ticked")
        return
    notes.facts["ticked_digest"] = _digest(parts[1])
    if ticked is not None and parts[1] != ticked:
        yield _different("not-the-decision-recorded", ticked, parts[1])
    shown = ticks.read_ticks(parts[1])
    notes.facts["ticks"] = shown
    again = _ticked_again(parts[0], shown)
    if again != parts[1]:
        yield _different("ticks-altered", again, parts[1])


def _is_tick(before: bytes, after: bytes) -> bool:
    return after.startswith(b"%compliance decision", len(before))


def _ticked_again(presented: bytes, shown: Ticks) -> bytes:
    try:
        return ticks.tick(presented, shown.choices, dict(shown.texts))
    except ComplianceError:
        return presented


def _different(code: Any, expected: bytes, found: bytes) -> Fault:
    pairs = zip(expected, found, strict=False)
    common = min(len(expected), len(found))
    return fault(code, offset=next((at for at, (was, now) in enumerate(pairs) if was != now), common))


def _only_signature(signed: bytes, parts: list[bytes], notes: _Notes) -> Signature | None:
    signatures = statement.read(signed)
    if not signatures:
        notes.faults.append(fault("unsigned"))
        return None
    if len(signatures) > 1:
        notes.faults.append(fault("signed-more-than-once", count=len(signatures)))
    if len(parts) > 3:
        notes.faults.append(fault("added-after-signing", count=len(signed) - len(parts[2]), end=len(parts[2])))
    return signatures[0]


def _examine_signature(
    signed: bytes, parts: list[bytes], signature: Signature, reason: str | None, anchors: list[bytes], notes: _Notes
) -> None:
    said = signature.statement
    notes.facts |= {"reason": said.reason, "signed_at": said.signed_at}
    if reason is not None and said.reason != reason:
        notes.faults.append(fault("reason-differs", said=said.reason, expected=reason))
    notes.faults += _range_faults(signed, signature.byte_range)
    base = parts[1] if len(parts) > 1 else parts[0]
    ours = signed.startswith(b"%compliance signature", len(base))
    notes.faults += _increment_faults(signed, base, signature, ours=ours)
    try:
        parted = value.take_apart(signature.contents)
    except value.Damaged as error:
        notes.faults.append(fault("signature-damaged", reason=str(error)))
        return
    notes.faults += value.spelling_faults(signature.contents, parted, ours=ours)
    _sort(value.certificate_faults(parted, anchors), ours, notes)
    _verify(signed, signature, parted, anchors, notes)


def _sort(found: list[Fault], ours: bool, notes: _Notes) -> None:
    """What we wrote proves all its certificates; a service's file may name an issuer we were not given."""
    for each in found:
        unproved = each.code == "certificate-unproved" and not ours
        (notes.reservations if unproved else notes.faults).append(each)


def _range_faults(signed: bytes, byte_range: tuple[int, ...]) -> Iterator[Fault]:
    first, first_length, second, second_length = byte_range
    if first != 0 or second + second_length != len(signed) or not 0 < first_length < second:
        yield fault("not-to-the-end", reason="it leaves out bytes at the beginning, the end or around itself")
        return
    gap = signed[first_length:second]
    digits = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or digits not in (digits.lower(), digits.upper()):
        yield fault("container-altered", reason="the signature is not written as plain hexadecimal")
    elif digits.strip(b"0123456789abcdefABCDEF"):
        yield fault("container-altered", reason="other characters stand between the digits of the signature")


def _increment_faults(signed: bytes, base: bytes, signature: Signature, *, ours: bool) -> Iterator[Fault]:
    """The third revision: rendered again where it is ours, judged object by object where it is not."""
    if not ours:
        for what in changes.beyond_signature(base, signed):
            yield fault("page-altered-in-signing", what=what)
        return
    try:
        again = statement.render(base, signature.statement, signature.contents)
    except ComplianceError as error:
        yield fault("container-altered", reason=str(error))
        return
    if again != signed:
        offset = dict(_different("unreadable", again, signed).facts)["offset"]
        yield fault("container-altered", reason=f"the increment is not as we write it, from byte {offset} on")


def _verify(signed: bytes, signature: Signature, parted: Value, anchors: list[bytes], notes: _Notes) -> None:
    notes.facts |= {"signer": value.full_subject(parted.certificate), "certificate": _digest(parted.certificate)}
    try:
        found = proof.prove(parted, statement.covered(signed, signature.byte_range))
        stamp = proof.stamp(parted)
    except value.Damaged as error:
        notes.faults.append(fault("signature-damaged", reason=str(error)))
        return
    if not found.intact:
        notes.faults.append(fault("content-altered"))
    if not found.valid:
        notes.faults.append(fault("signature-damaged", reason="it was not made with the key of the certificate"))
    if stamp is not None:
        _note_stamp(stamp, anchors, notes)
    if anchors:
        usages = {"digital_signature", "non_repudiation"}
        moment = signature.statement.signed_at
        why_not = proof.distrust(parted.certificate, parted.certificates, anchors, moment, usages)
        notes.facts |= {"trusted": not why_not, "trust_remark": why_not}


def _note_stamp(stamp: proof.Stamp, anchors: list[bytes], notes: _Notes) -> None:
    notes.facts["stamped_at"] = stamp.moment
    if not (stamp.proof.intact and stamp.proof.valid):
        notes.faults.append(fault("signature-damaged", reason="its time stamp does not verify"))
    elif anchors and proof.distrust(stamp.certificate, stamp.certificates, anchors, stamp.moment, {"digital_signature"}):
        notes.reservations.append(fault("stamp-unproved", subject=value.subject(stamp.certificate)))


def _anchors(trust: bytes | None) -> list[bytes]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    if trust is None:
        return []
    try:
        return [each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(trust)]
    except ValueError as error:
        raise NotCertificates from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
