"""Signing keys: opened from PKCS#12, or made at run time for demonstrations and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

DEMO_AUTHORITY = "Demonstration authority, proves nothing"
_BITS = 2048


class NotAKey(ComplianceError):
    sentence = "The key file is not a PKCS#12 file."
    hint = "Give the .p12 or .pfx file with certificate and private key, as the issuer delivered it."


class WrongPassphrase(ComplianceError):
    sentence = "The passphrase does not open the key file."
    hint = "Check the passphrase file: no blank or line end may follow the passphrase."


class KeyWithoutCertificate(ComplianceError):
    sentence = "The key file holds no private key with a certificate."
    hint = "Export it again with certificate and private key together."


class CertificateNotValid(ComplianceError):
    sentence = "The certificate of {subject} is valid from {begins} to {ends}, and not on {moment}."
    hint = "Order a new certificate, or check the clock of this machine."


class CertificateNotForSigning(ComplianceError):
    sentence = "The certificate of {subject} is not issued for signing."
    hint = "Use a certificate whose key usage is digital signature or non-repudiation."


@dataclass(frozen=True, slots=True)
class SigningKey:
    private: Any
    certificate: Certificate
    chain: tuple[Certificate, ...]

    @property
    def holder(self) -> str:
        """The certificate's common name, or its whole subject."""
        return common_name(self.certificate)


def common_name(certificate: Certificate) -> str:
    """Whom the certificate names, in the shortest way it can be said."""
    from cryptography.x509.oid import NameOID

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def open_key(pkcs12: bytes, passphrase: bytes) -> SigningKey:
    """Open a PKCS#12 file; raise `NotAKey`, `WrongPassphrase` or `KeyWithoutCertificate`."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    _refuse_other_files(pkcs12)
    try:
        bundle = load_pkcs12(pkcs12, passphrase)
    except ValueError as error:
        raise WrongPassphrase from error
    if bundle.key is None or bundle.cert is None:
        raise KeyWithoutCertificate
    chain = tuple(extra.certificate for extra in bundle.additional_certs)
    return SigningKey(bundle.key, bundle.cert.certificate, chain)


def _refuse_other_files(pkcs12: bytes) -> None:
    from asn1crypto.pkcs12 import Pfx  # type: ignore[import-untyped]

    try:
        version = Pfx.load(pkcs12, strict=True)["version"].native
    except (ValueError, TypeError) as error:
        raise NotAKey from error
    if version != "v3":
        raise NotAKey


def refuse_unfit(key: SigningKey, moment: datetime) -> None:
    """Raise where the certificate may not sign at that moment."""
    from cryptography import x509

    certificate = key.certificate
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= moment <= ends:
        raise CertificateNotValid(subject=key.holder, begins=begins.date(), ends=ends.date(), moment=moment.date())
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise CertificateNotForSigning(subject=key.holder)


def make_demo_key(common_name: str, passphrase: bytes, valid_from: datetime, valid_to: datetime) -> tuple[bytes, bytes]:
    """A PKCS#12 file with a fresh key for `common_name`, and the PEM certificate of the authority that vouches for it.

    The authority's own key is thrown away. For demonstrations and tests: such a signature proves nothing to others.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    authority_key, holder_key = _fresh_key(), _fresh_key()
    span = (valid_from.astimezone(UTC), valid_to.astimezone(UTC))
    authority = _certificate(DEMO_AUTHORITY, authority_key, authority_key, span)
    holder = _certificate(common_name, holder_key, authority_key, span)
    bundle = pkcs12.serialize_key_and_certificates(
        common_name.encode(), holder_key, holder, [authority], serialization.BestAvailableEncryption(passphrase)
    )
    return bundle, authority.public_bytes(serialization.Encoding.PEM)


def _fresh_key() -> RSAPrivateKey:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)


def _certificate(
    subject: str, key: RSAPrivateKey, issuer_key: RSAPrivateKey, span: tuple[datetime, datetime]
) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    is_authority = key is issuer_key
    usage = x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_cert_sign=is_authority,
        crl_sign=is_authority, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    issuer_id = x509.SubjectKeyIdentifier.from_public_key(issuer_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(DEMO_AUTHORITY))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0] - timedelta(minutes=1) if is_authority else span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_id), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
