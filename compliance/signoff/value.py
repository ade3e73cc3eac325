"""The signature value: a CMS message (RFC 5652) taken apart, put together again, and compared byte for byte.

A signature covers the page and its own signed attributes, but not the message around them: the padding, the list of
certificates, the names of algorithms. Here each such part is either proved by something that is signed, or must have
the one spelling it can have, so that no altered byte stays unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from compliance.errors import ComplianceError
from compliance.signoff import faults
from compliance.signoff.faults import Fault
from compliance.signoff.keys import common_name

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

DATA = bytes.fromhex("06092a864886f70d010701")
TIME_STAMP_INFO = bytes.fromhex("060b2a864886f70d0109100104")
_SHORT = 0x7F
"""The longest body whose length DER writes in one byte."""
_TIME_STAMP_ATTRIBUTE = "1.2.840.113549.1.9.16.2.14"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"

DAMAGE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What asn1crypto raises on a damaged message; it reads lazily, so anywhere."""

HASHES = ("sha256", "sha384", "sha512")


class Damaged(ComplianceError):
    sentence = "The signature cannot be read: {reason}."
    hint = "Fetch the file anew from where it is kept."


@dataclass(frozen=True, slots=True)
class Value:
    """A signature value in its parts."""

    der: bytes
    message: Any
    """The SignedData as asn1crypto reads it."""
    signer: Any
    certificate: bytes
    certificates: tuple[bytes, ...]
    """All certificates in the message, the signer's among them."""
    stamp: Any
    """The RFC 3161 time stamp of the signature, or None."""


def take_apart(contents: bytes) -> Value:
    """Read a signature value, padding and all; raise `Damaged`."""
    import asn1crypto.tsp  # type: ignore[import-untyped]  # noqa: F401 (teaches `cms` the attributes of time stamps)
    from asn1crypto import cms, parser

    try:
        _, _, _, header, body, trailer = parser.parse(contents, strict=False)
        whole = header + body + trailer
        return _value(whole, cms.ContentInfo.load(whole, strict=True))
    except DAMAGE as error:
        raise Damaged(reason=f"it is not a CMS message ({error})") from error


def _value(whole: bytes, info: Any) -> Value:
    if info["content_type"].native != "signed_data":
        raise Damaged(reason="it is not a CMS signed message")
    message = info["content"]
    if len(message["signer_infos"]) != 1:
        raise Damaged(reason="it does not hold exactly one signature")
    signer = message["signer_infos"][0]
    certificates = tuple(choice.chosen.dump() for choice in message["certificates"])
    matching = [raw for raw in certificates if names(signer["sid"], raw)]
    if len(matching) != 1:
        raise Damaged(reason="it does not hold the signer's certificate")
    return Value(whole, message, signer, matching[0], certificates, _stamp(signer))


def names(identifier: Any, raw: bytes) -> bool:
    """Whether a signer identifier means this certificate."""
    from asn1crypto import x509

    if identifier.name != "issuer_and_serial_number":
        raise Damaged(reason="it does not name the signer by issuer and serial number")
    body = x509.Certificate.load(raw, strict=True)["tbs_certificate"]
    return bool(identifier.chosen.dump() == der(0x30, body["issuer"].dump(), body["serial_number"].dump()))


def _stamp(signer: Any) -> Any:
    attributes = signer["unsigned_attrs"]
    if not attributes:
        return None
    if [each["type"].dotted for each in attributes] != [_TIME_STAMP_ATTRIBUTE] or len(attributes[0]["values"]) != 1:
        raise Damaged(reason="it carries additions that nothing signs")
    return attributes[0]["values"][0]


def spelling_faults(contents: bytes, value: Value, *, ours: bool) -> Iterator[Fault]:
    """Where the value is not spelled as it must be; `ours` asks for the one spelling we write ourselves."""
    if contents[len(value.der) :].strip(b"\0"):
        yield faults.SpaceAltered()
    try:
        rendered = _rendered(value.message, value.signer, DATA, version=1)
        known = value.signer["signature_algorithm"].dump() in _algorithms(ours=ours)
    except (*DAMAGE, Damaged) as error:
        yield faults.SignatureUnreadable(reason=str(error))
        return
    if rendered != value.der or not known:
        yield faults.SignatureRespelled()
    if value.stamp is not None and not _stamp_spelled(value.stamp):
        yield faults.TimeStampBroken()


def _stamp_spelled(stamp: Any) -> bool:
    try:
        message = stamp["content"]
        (signer,) = message["signer_infos"]
        content = TIME_STAMP_INFO + message["encap_content_info"]["content"].dump()
        known = signer["signature_algorithm"].dump() in _algorithms(ours=False)
        return known and bool(_rendered(message, signer, content, version=3) == stamp.dump())
    except (*DAMAGE, Damaged):
        return False


def _rendered(message: Any, signer: Any, content: bytes, version: int) -> bytes:
    """The whole message from its signed parts; everything else as it must be."""
    digest = signer["digest_algorithm"].dump()
    if digest not in _digest_algorithms():
        raise Damaged(reason="its digest algorithm is not one we know")
    unsigned = signer["unsigned_attrs"]
    signer_info = der(
        0x30, b"\x02\x01\x01", signer["sid"].dump(), digest, der(0xA0, signer["signed_attrs"].contents),
        signer["signature_algorithm"].dump(), der(0x04, signer["signature"].native),
        *([der(0xA1, unsigned.contents)] if unsigned else []),
    )  # fmt: skip
    certificates = der(0xA0, *(choice.dump() for choice in message["certificates"]))
    signed = der(
        0x30, b"\x02\x01" + bytes([version]), der(0x31, digest), der(0x30, content), certificates,
        der(0x31, signer_info),
    )  # fmt: skip
    return der(0x30, bytes.fromhex("06092a864886f70d010702"), der(0xA0, signed))


def der(tag: int, *parts: bytes) -> bytes:
    """A value in the one way DER has of writing it (X.690)."""
    body = b"".join(parts)
    if len(body) <= _SHORT:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


@cache
def _digest_algorithms() -> frozenset[bytes]:
    """With the parameter NULL and without: RFC 5754 asks for the second and wants the first understood."""
    from asn1crypto import algos

    bare = [algos.DigestAlgorithmId(name).dump() for name in HASHES]
    return frozenset(der(0x30, oid, null) for oid in bare for null in (b"", b"\x05\x00"))


@cache
def _algorithms(*, ours: bool) -> frozenset[bytes]:
    """Spellings of signature algorithms; the plain name of RSA only where others signed."""
    from asn1crypto import algos

    def spelled(name: str, parameters: bytes) -> bytes:
        return der(0x30, algos.SignedDigestAlgorithmId(name).dump(), parameters)

    known = {spelled(f"{name}_rsa", b"\x05\x00") for name in HASHES}
    known |= {spelled(f"{name}_ecdsa", b"") for name in HASHES} | {spelled("ed25519", b"")}
    known |= {_pss(name) for name in HASHES}
    return frozenset(known if ours else known | {spelled("rsassa_pkcs1v15", b"\x05\x00")})


def _pss(name: str) -> bytes:
    from asn1crypto import algos

    hashed = {"algorithm": name}
    mask = {"algorithm": "mgf1", "parameters": hashed}
    length = hashlib.new(name).digest_size
    parameters = {"hash_algorithm": hashed, "mask_gen_algorithm": mask, "salt_length": length}
    return bytes(algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters}).dump())


def certificate_faults(value: Value, anchors: Sequence[bytes], *, ours: bool) -> list[Fault]:
    """Certificates in the message that are altered, or that nothing signed and nothing given vouches for.

    What we write ourselves lists every certificate in the signed attributes (`ours`); so does hardly anyone else.
    """
    try:
        return list(_certificate_faults(value, anchors, ours=ours))
    except DAMAGE as error:
        return [faults.SignatureUnreadable(reason=f"what it says of its certificates is damaged ({error})")]


def _certificate_faults(value: Value, anchors: Sequence[bytes], *, ours: bool) -> Iterator[Fault]:
    listed = _signed_hashes(value.signer)
    known = {*value.certificates, *anchors}
    for raw in _unlisted(value.certificates, listed):
        if ours or (raw == value.certificate and listed):
            yield faults.CertificateAltered(subject=subject(raw))
        else:
            yield from _unproved(raw, known)
    if value.stamp is not None:
        message = value.stamp["content"]
        (signer,) = message["signer_infos"]
        carried = [choice.chosen.dump() for choice in message["certificates"]]
        for raw in _unlisted(carried, _signed_hashes(signer)):
            if names(signer["sid"], raw):  # RFC 3161 obliges the authority to list it
                yield faults.CertificateAltered(subject=subject(raw))
            else:
                yield from _unproved(raw, {*carried, *anchors})


def _unlisted(certificates: Iterable[bytes], listed: set[bytes]) -> list[bytes]:
    return [raw for raw in certificates if not listed & {hashlib.new(name, raw).digest() for name in HASHES}]


def _signed_hashes(signer: Any) -> set[bytes]:
    """The digests of the certificates that the signed attributes list."""
    found = (each for each in signer["signed_attrs"] if each["type"].dotted == _SIGNING_CERTIFICATE_V2)
    listed = [entry for attribute in found for entry in attribute["values"][0]["certs"]]
    return {entry["cert_hash"].native for entry in listed}


def _unproved(raw: bytes, known: Iterable[bytes]) -> Iterator[Fault]:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate = _loaded(raw)
        issuers = [_loaded(other) for other in known]
        issuers = [issuer for issuer in issuers if issuer.subject == certificate.issuer]
    except ValueError:
        yield faults.CertificateAltered(subject=subject(raw))
        return
    for issuer in issuers:
        try:
            certificate.verify_directly_issued_by(issuer)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
            continue
        if _rebuilt(raw) == raw:
            return
    yield (faults.CertificateAltered if issuers else faults.CertificateUnproved)(subject=subject(raw))


def _rebuilt(raw: bytes) -> bytes:
    from asn1crypto import x509

    certificate = x509.Certificate.load(raw, strict=True)
    body = certificate["tbs_certificate"]
    bits = der(0x03, b"\0" + certificate["signature_value"].native)
    return der(0x30, body.dump(), body["signature"].dump(), bits)


def full_subject(raw: bytes) -> str:
    """The whole subject of a certificate (RFC 4514); empty where it cannot be read."""
    try:
        return _loaded(raw).subject.rfc4514_string()
    except ValueError:
        return ""


def subject(raw: bytes) -> str:
    """Whom a certificate names; "unknown" where it cannot be read."""
    try:
        return common_name(_loaded(raw))
    except ValueError:
        return "unknown"


def _loaded(raw: bytes) -> Certificate:
    """The certificate as pyca reads it, stricter than asn1crypto; `ValueError` where it does not."""
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(raw)
    except x509.InvalidVersion as error:
        raise ValueError(error) from error
