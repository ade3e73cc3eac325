"""Signing, and what other people's tools say of the result."""

import io
import re
import subprocess
from datetime import UTC, datetime

import page as page_validation
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from compliance.signoff import keys
from compliance.signoff.examination import examine
from compliance.signoff.signature import sign
from compliance.signoff.statement import AlreadySigned, NoPlaceToSign


def run(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_signed_file_is_still_archivable_and_accessible(signed, profile):
    report = page_validation.validate_pdf_bytes(signed, profile=profile)
    assert not report.failures, report.failures


def test_the_ticked_file_stays_as_it_was_byte_for_byte(ticked, signed):
    assert signed.startswith(ticked)


def test_pyhanko_finds_a_sound_signature_over_the_whole_file(signed, key, moment):
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    roots = [asn1_x509.Certificate.load(pem.unarmor(key.trust)[2])]
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    assert status.bottom_line, status.pretty_print_details()
    assert status.coverage.name == "ENTIRE_FILE"


@pytest.mark.tool("pdfsig")
def test_pdfsig_says_valid_and_that_the_total_document_is_signed(signed, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed)
    said = run("pdfsig", "signed.pdf", cwd=tmp_path).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@pytest.mark.tool("pdfsig", "certutil")
def test_pdfsig_trusts_the_certificate_where_its_authority_is_trusted(signed, key, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed)
    (tmp_path / "trust.pem").write_bytes(key.trust)
    (tmp_path / "nss").mkdir()
    assert run("certutil", "-N", "-d", "sql:nss", "--empty-password", cwd=tmp_path).returncode == 0
    added = run("certutil", "-A", "-d", "sql:nss", "-n", "a", "-t", "C,C,C", "-i", "trust.pem", cwd=tmp_path)
    assert added.returncode == 0, added.stderr
    assert "Certificate is Trusted" in run("pdfsig", "-nssdir", "sql:nss", "signed.pdf", cwd=tmp_path).stdout


@pytest.mark.tool("openssl")
def test_openssl_verifies_the_value_as_cades(signed, key, tmp_path):
    numbers = [int(each) for each in re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", signed)[-1]]
    start, first, second, last = numbers
    (tmp_path / "covered").write_bytes(signed[start:first] + signed[second : second + last])
    (tmp_path / "value.p7s").write_bytes(bytes.fromhex(signed[first + 1 : second - 1].decode()))
    (tmp_path / "trust.pem").write_bytes(key.trust)
    files = ["-in", "value.p7s", "-content", "covered", "-CAfile", "trust.pem", "-out", "out"]
    options = ["-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any"]
    done = run("openssl", "cms", *options, *files, cwd=tmp_path)
    assert "CAdES Verification successful" in done.stderr, done.stderr


def test_who_signed_when_and_for_what_can_be_read(signed, key, moment):
    report = examine(signed, trust=key.trust)
    assert report.unchanged
    assert report.trusted
    assert report.signer == "CN=Kari Nordmann"
    assert report.signed_at == moment
    assert report.reason == "SIG-0001 sha256:00ff"


def test_a_file_is_signed_once_in_each_place(signed, key, moment):
    with pytest.raises(AlreadySigned):
        sign(signed, key.pkcs12, key.passphrase, reason="", signed_at=moment)


def test_a_place_that_is_not_there_is_refused_and_the_others_are_named(ticked, key, moment):
    with pytest.raises(NoPlaceToSign) as refusal:
        sign(ticked, key.pkcs12, key.passphrase, reason="", signed_at=moment, place="seal")
    assert "signature" in refusal.value.advice


def test_an_expired_certificate_does_not_sign(ticked, key):
    with pytest.raises(keys.CertificateNotValid):
        sign(ticked, key.pkcs12, key.passphrase, reason="", signed_at=datetime(2028, 1, 1, tzinfo=UTC))


def test_a_wrong_passphrase_is_refused_before_anything_is_made(ticked, key, moment):
    with pytest.raises(keys.WrongPassphrase):
        sign(ticked, key.pkcs12, b"gal", reason="", signed_at=moment)


@pytest.mark.parametrize("chained", [True, False])
def test_an_elliptic_key_signs_as_well_with_and_without_its_chain(ticked, moment, chained):
    private, authority = ec.generate_private_key(ec.SECP384R1()), keys._fresh_key()
    span = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    own = keys._certificate("Segl", private, authority, span)
    root = keys._certificate(keys.DEMO_AUTHORITY, authority, authority, span)
    lock = serialization.BestAvailableEncryption(b"x")
    file = pkcs12.serialize_key_and_certificates(b"x", private, own, [root] if chained else None, lock)
    report = examine(
        sign(ticked, file, b"x", reason="æ (R)", signed_at=moment),
        ticked=ticked,
        reason="æ (R)",
        trust=root.public_bytes(serialization.Encoding.PEM),
    )
    assert (report.unchanged, report.trusted) == (True, True), report


def test_an_intermediate_without_its_root_is_proved_by_the_signature(ticked, moment):
    """Its own issuer is not in the file; the signed list of certificates vouches for every byte of it."""
    private, middle, root = keys._fresh_key(), keys._fresh_key(), keys._fresh_key()
    span = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    own = keys._certificate("Segl", private, middle, span)
    between = keys._certificate("Mellomledd", middle, root, span)
    file = pkcs12.serialize_key_and_certificates(
        b"x", private, own, [between], serialization.BestAvailableEncryption(b"x")
    )
    signed = sign(ticked, file, b"x", reason="", signed_at=moment)
    assert examine(signed).unchanged
    name = signed.rindex(b"Mellomledd".hex().encode())
    altered = signed[:name] + b"4e" + signed[name + 2 :]
    assert "certificate-altered" in {fault.code for fault in examine(altered).faults}
