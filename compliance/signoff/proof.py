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

from compliance.signoff.value import DAMAGE, HASHES, Damaged, Value, names


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
    return _checked(value.signer, value.certificate, "data", covered)


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
        certificate = _stamper(signer, certificates)
        seen = imprint["hashed_message"].native == _hash(name, value.signer["signature"].native)
        proof = _checked(signer, certificate, "tst_info", bytes(content))
    except DAMAGE as error:
        raise Damaged(reason=f"its time stamp cannot be read ({error})") from error
    return Stamp(info["gen_time"].native, Proof(proof.intact and seen, proof.valid), certificate, certificates)


def _stamper(signer: Any, certificates: Sequence[bytes]) -> bytes:
    (certificate,) = (raw for raw in certificates if names(signer["sid"], raw))
    return certificate


def _hash(name: str, content: bytes) -> bytes:
    if name not in HASHES:
        raise Damaged(reason=f"its digest algorithm {name} is not one we trust")
    return hashlib.new(name, content).digest()


def _checked(signer: Any, certificate: bytes, content_type: str, content: bytes) -> Proof:
    from asn1crypto import x509  # type: ignore[import-untyped]
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        digest = _hash(signer["digest_algorithm"]["algorithm"].native, content)
        holder = x509.Certificate.load(certificate, strict=True)
        return Proof(*validate_sig_integrity(signer, holder, content_type, digest))
    except (*DAMAGE, UnsupportedAlgorithm) as error:
        raise Damaged(reason=str(error) or type(error).__name__) from error


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
        KeyUsageConstraints(key_usage=usages, match_all_key_usages=False).validate(holder)
        asyncio.run(CertificateValidator(holder, chain, context).async_validate_path())
    except (*DAMAGE, PathError, ValidationError) as error:
        return str(error) or type(error).__name__
    return ""
