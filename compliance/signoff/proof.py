"""What a signature value proves: which key signed these bytes, when an authority saw it, and who vouches for the key.

The cryptography is pyHanko's and pyca's; revocation is judged only by what the file carries, nothing is fetched.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compliance.signoff.value import DAMAGE, DATA, HASHES, TIME_STAMP_INFO, Damaged, Value, der, names

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"


@dataclass(frozen=True, slots=True)
class Proof:
    intact: bool
    """The digest signed is that of the bytes covered."""
    valid: bool
    """The signature was made with the key of the certificate."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time-stamping authority says about the signature."""

    moment: datetime
    proof: Proof
    certificate: bytes
    certificates: tuple[bytes, ...]


def prove(value: Value, covered: bytes) -> Proof:
    """Check the signature over the bytes it covers; raise `Damaged` where it cannot be checked."""
    return _checked(value.signer, value.certificate, DATA, covered)


def stamp(value: Value) -> Stamp | None:
    """Check the time stamp of the signature, where it has one; raise `Damaged` where it cannot be checked."""
    if value.stamp is None:
        return None
    try:
        message = value.stamp["content"]
        (signer,) = message["signer_infos"]
        content = message["encap_content_info"]["content"]
        info = content.parsed
        imprint = info["message_imprint"]
        name = imprint["hash_algorithm"]["algorithm"].native
        certificates = tuple(choice.chosen.dump() for choice in message["certificates"])
        (certificate,) = (raw for raw in certificates if names(signer["sid"], raw))
        seen = imprint["hashed_message"].native == _hash(name, value.signer["signature"].native)
        proof = _checked(signer, certificate, TIME_STAMP_INFO, bytes(content))
    except DAMAGE as error:
        raise Damaged(reason=f"its time stamp is damaged ({error})") from error
    return Stamp(info["gen_time"].native, Proof(proof.intact and seen, proof.valid), certificate, certificates)


def _hash(name: str, content: bytes) -> bytes:
    if name not in HASHES:
        raise Damaged(reason=f"its digest algorithm {name} is not one we know")
    return hashlib.new(name, content).digest()


def _checked(signer: Any, certificate: bytes, content_type: bytes, content: bytes) -> Proof:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        digest = _hash(signer["digest_algorithm"]["algorithm"].native, content)
        expected = {(CONTENT_TYPE, content_type), (MESSAGE_DIGEST, der(0x04, digest))}
        return Proof(_attributes(signer) >= expected, _is_signed(signer, certificate))
    except (*DAMAGE, AssertionError, UnsupportedAlgorithm) as error:
        raise Damaged(reason=str(error) or type(error).__name__) from error


def _attributes(signer: Any) -> set[tuple[str, bytes]]:
    """Type and bytes of each signed attribute; raise `Damaged` where one occurs twice."""
    attributes = [(each["type"].dotted, each["values"].contents) for each in signer["signed_attrs"]]
    if len(dict(attributes)) < len(attributes):
        raise Damaged(reason="it says one thing twice")
    return set(attributes)


def _is_signed(signer: Any, certificate: bytes) -> bool:
    """Check the signature over the signed attributes in the very bytes they have, but for their tag (RFC 5652, 5.4)."""
    from asn1crypto import x509  # type: ignore[import-untyped]
    from cryptography.exceptions import InvalidSignature
    from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator, SignatureValidationContext

    try:
        DefaultSignatureValidator().validate_signature(
            signer["signature"].native,
            b"\x31" + signer["signed_attrs"].dump()[1:],
            x509.Certificate.load(certificate, strict=True).public_key,
            signer["signature_algorithm"],
            SignatureValidationContext(contextual_md_algorithm=signer["digest_algorithm"]["algorithm"].native),
        )
    except InvalidSignature:
        return False
    return True


def distrust(
    certificate: bytes, others: Sequence[bytes], anchors: Sequence[bytes], moment: datetime | None, usages: set[str]
) -> str:
    """Why the certificate does not lead to an anchor at that moment; empty where it does."""
    from asn1crypto import x509
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    if moment is None:
        return "the signature does not say when it was made"
    try:
        holder = x509.Certificate.load(certificate, strict=True)
        chain = [x509.Certificate.load(raw, strict=True) for raw in others]
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(raw) for raw in anchors], moment=moment, allow_fetching=False
        )
        if holder.key_usage_value is not None:  # a certificate that does not limit its use may sign
            KeyUsageConstraints(key_usage=usages, match_all_key_usages=False).validate(holder)
        asyncio.run(CertificateValidator(holder, chain, context).async_validate_path())
    except (*DAMAGE, PathError, ValidationError) as error:
        return str(error) or type(error).__name__
    return ""
