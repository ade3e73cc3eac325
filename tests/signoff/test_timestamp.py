"""Time stamps from an authority, here one that openssl plays on this machine."""

import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from compliance.signoff import keys
from compliance.signoff.examination import examine
from compliance.signoff.signature import sign
from compliance.signoff.timestamp import NoTimeStamp

CONFIG = """[tsa]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """The folder of a time-stamping authority and its certificate."""
    folder = tmp_path_factory.mktemp("tsa")
    private = keys._fresh_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tidsstempel")])
    now = datetime.now(UTC)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    builder = (
        builder.serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    certificate = builder.add_extension(purpose, critical=True).sign(private, hashes.SHA256())
    pem = serialization.Encoding.PEM
    plain = (pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private.private_bytes(*plain))
    (folder / "tsa.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(CONFIG)
    return folder


@pytest.fixture(scope="module")
def service(authority):
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (authority / "query").write_bytes(query)
            files = ["-queryfile", "query", "-signer", "tsa.pem", "-inkey", "key.pem", "-out", "reply"]
            command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", *files]
            subprocess.run(command, cwd=authority, check=True, capture_output=True)
            reply = b"<html>" if self.path == "/broken" else (authority / "reply").read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def stamped(ticked, key, moment, service):
    return sign(ticked, key.pkcs12, key.passphrase, reason="", signed_at=moment, timestamp_url=service)


@pytest.mark.tool("openssl")
def test_the_authority_says_when_it_saw_the_signature(stamped, ticked, authority, key):
    report = examine(stamped, ticked=ticked, trust=key.trust + (authority / "tsa.pem").read_bytes())
    assert (report.faults, report.reservations, report.trusted) == ((), (), True)
    assert abs(report.stamped_at - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.tool("openssl")
def test_an_authority_that_is_not_trusted_is_a_reservation_and_no_fault(stamped, key):
    report = examine(stamped, trust=key.trust)
    assert report.unchanged
    assert [each.code for each in report.reservations] == ["time-stamp-unproved"]


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("step", range(0, 100, 4))
def test_a_flipped_byte_anywhere_in_the_time_stamp_is_found(stamped, step):
    value = stamped[: stamped.rindex(b">", 0, stamped.rindex(b"/Filter"))].rstrip(b"0")
    start = stamped.index(bytes.fromhex("060b2a864886f70d010910020e").hex().encode())
    at = start + (len(value) - 2 - start) * step // 100 // 2 * 2
    other = bytes([stamped[at] ^ 1])
    altered = stamped[:at] + other + stamped[at + 1 :]
    assert not examine(altered).unchanged


@pytest.mark.tool("openssl")
def test_a_reply_that_is_no_time_stamp_is_refused(ticked, key, moment, service):
    with pytest.raises(NoTimeStamp):
        sign(ticked, key.pkcs12, key.passphrase, reason="", signed_at=moment, timestamp_url=service + "broken")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "file:///etc/hostname", "nonsense"])
def test_a_service_that_does_not_answer_is_named(ticked, key, moment, url):
    with pytest.raises(NoTimeStamp, match=url):
        sign(ticked, key.pkcs12, key.passphrase, reason="", signed_at=moment, timestamp_url=url)
