"""Keys: opened, refused, made."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from compliance.signoff.keys import (
    CertificateNotForSigning,
    CertificateNotValid,
    KeyWithoutCertificate,
    NotAKey,
    SigningKey,
    WrongPassphrase,
    open_key,
    refuse_unfit,
)

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
NO_SECRET = serialization.NoEncryption()


def certificate(key, usage=None):
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sund kommune")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(MOMENT).not_valid_after(MOMENT + timedelta(days=1))
    return (builder.add_extension(usage, critical=True) if usage else builder).sign(key, hashes.SHA256())


def usage(**wanted):
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**dict.fromkeys(every, False) | wanted)


def test_a_demonstration_key_opens_and_names_its_holder(key):
    opened = open_key(key.pkcs12, key.passphrase)
    assert opened.holder == "Kari Nordmann"
    assert len(opened.chain) == 1


def test_the_authority_given_vouches_for_the_demonstration_key(key):
    authority = x509.load_pem_x509_certificate(key.trust)
    open_key(key.pkcs12, key.passphrase).certificate.verify_directly_issued_by(authority)


def test_two_demonstration_keys_are_never_the_same(key, other_key):
    assert key.trust != other_key.trust


@pytest.mark.parametrize("passphrase", [b"", b"Hemmelig", b"hemmelig\n"])
def test_a_wrong_passphrase_is_named_as_such(key, passphrase):
    with pytest.raises(WrongPassphrase):
        open_key(key.pkcs12, passphrase)


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"0\x03\x02\x01\x03", b"-----BEGIN PRIVATE KEY-----", b"\x30" * 99])
def test_another_file_is_not_taken_for_a_key_with_a_wrong_passphrase(file):
    with pytest.raises(NotAKey):
        open_key(file, b"x")


def test_a_damaged_key_file_is_refused(key):
    with pytest.raises((NotAKey, WrongPassphrase)):
        open_key(key.pkcs12[:-40], key.passphrase)


def test_certificates_without_a_key_are_refused():
    own = certificate(ec.generate_private_key(ec.SECP256R1()))
    only = pkcs12.serialize_key_and_certificates(None, None, None, [own], NO_SECRET)
    with pytest.raises(KeyWithoutCertificate):
        open_key(only, b"")


@pytest.mark.parametrize("moment", [MOMENT - timedelta(seconds=1), MOMENT + timedelta(days=1, seconds=1)])
def test_a_certificate_signs_only_while_it_is_valid(moment):
    private = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(CertificateNotValid, match="2026-06-01"):
        refuse_unfit(SigningKey(private, certificate(private), ()), moment)


def test_a_certificate_for_something_else_does_not_sign():
    private = ec.generate_private_key(ec.SECP256R1())
    key = SigningKey(private, certificate(private, usage(key_encipherment=True)), ())
    with pytest.raises(CertificateNotForSigning, match="Sund kommune"):
        refuse_unfit(key, MOMENT)


@pytest.mark.parametrize("purpose", [{"digital_signature": True}, {"content_commitment": True}])
def test_a_certificate_for_signing_signs(purpose):
    private = ec.generate_private_key(ec.SECP256R1())
    refuse_unfit(SigningKey(private, certificate(private, usage(**purpose)), ()), MOMENT)
