"""Signing a ticked memo with a key file: PAdES baseline (ETSI EN 319 142-1), B-B, or B-T with a time stamp.

The increment is our own (`statement`), so that what is signed keeps PDF/A and PDF/UA; the signature value is pyHanko's.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime
from typing import Any

from compliance.signoff import statement
from compliance.signoff.keys import SigningKey, open_key, refuse_unfit
from compliance.signoff.statement import Statement

_ROOM = 4096
_ROOM_FOR_STAMP = 16384


def sign(
    ticked: bytes,
    pkcs12: bytes,
    passphrase: bytes,
    *,
    reason: str,
    signed_at: datetime,
    place: str = "signature",
    timestamp_url: str | None = None,
) -> bytes:
    """Sign a ticked file into its prepared place; `reason` is what the signature itself says it stands for.

    With `timestamp_url` an RFC 3161 time stamp of the signature is fetched from there. Raises the errors of `keys`,
    `statement` and `timestamp`.
    """
    key = open_key(pkcs12, passphrase)
    refuse_unfit(key, signed_at)
    said = Statement(place, statement.pdf_date(signed_at), reason, key.holder, _room(key, timestamp_url))
    draft = statement.render(ticked, said, b"")
    (signature,) = (found for found in statement.read(draft) if found.statement.place == place)
    digest = hashlib.sha256(statement.covered(draft, signature.byte_range)).digest()
    return statement.render(ticked, said, _value(key, digest, timestamp_url))


def _room(key: SigningKey, timestamp_url: str | None) -> int:
    from cryptography.hazmat.primitives.serialization import Encoding

    certificates = sum(len(each.public_bytes(Encoding.DER)) for each in (key.certificate, *key.chain))
    wanted = certificates + _ROOM + (_ROOM_FOR_STAMP if timestamp_url else 0)
    return -(-wanted // 1024) * 1024


def _value(key: SigningKey, digest: bytes, timestamp_url: str | None) -> bytes:
    """The CMS signature over a SHA-256 digest, in DER."""
    from compliance.signoff.timestamp import time_stamper

    signer = _signer(key)
    stamper = time_stamper(timestamp_url) if timestamp_url else None
    return bytes(asyncio.run(signer.async_sign(digest, "sha256", use_pades=True, timestamper=stamper)).dump())


def _signer(key: SigningKey) -> Any:
    from asn1crypto import keys, x509  # type: ignore[import-untyped]
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    def converted(certificate: Any) -> Any:
        return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))

    private = key.private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = [converted(each) for each in key.chain]
    store: Any = SimpleCertificateStore  # untyped in pyHanko
    signer = SimpleSigner(
        signing_cert=converted(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=store.from_certs(chain),
    )
    signer.signed_attr_prov_spec = _attributes([signer.signing_cert, *chain])
    return signer


def _attributes(certificates: list[Any]) -> Any:
    """The signed attributes of PAdES, with the whole chain in signing-certificate-v2 and not the signer's alone.

    Otherwise a certificate of the chain could be altered in the file without the signature noticing.
    """
    from asn1crypto import tsp
    from pyhanko.sign.attributes import SignedAttributeProviderSpec, SigningCertificateV2Provider
    from pyhanko.sign.general import as_signing_certificate_v2

    class WholeChain(SigningCertificateV2Provider):
        async def build_attr_value(self, *_: Any, **__: Any) -> Any:
            hashes = [as_signing_certificate_v2(each)["certs"][0] for each in certificates]
            return tsp.SigningCertificateV2({"certs": hashes})

    class Attributes(SignedAttributeProviderSpec):
        def signed_attr_providers(self, *_: Any, **__: Any) -> Any:
            yield WholeChain(certificates[0])

    return Attributes()
