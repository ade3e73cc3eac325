"""Every way a signed memo can be other than it should be is found and named."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.signoff.examination import NotCertificates, examine
from compliance.signoff.signature import sign
from compliance.signoff.ticks import tick

FLIPS = (1, 2, 4, 8, 16, 32, 64, 128, 255)


def codes(report):
    return {fault.code for fault in report.faults}


def flipped(file, at, mask):
    return file[:at] + bytes([file[at] ^ mask]) + file[at + 1 :]


def missed(file, places, seed):
    """Where a flip goes unnoticed. The mask is drawn anew for each place."""
    draw = random.Random(seed)
    return [at for at in places if examine(flipped(file, at, draw.choice(FLIPS))).unchanged]


def test_a_sound_file_has_no_fault_and_the_report_says_what_is_in_it(signed, presented, ticked, key):
    report = examine(signed, presented=presented, ticked=ticked, reason="SIG-0001 sha256:00ff", trust=key.trust)
    assert report.unchanged
    assert report.trusted
    assert (report.reservations, report.trust_remark, report.stamped_at) == ((), "", None)
    assert report.ticks.choices == {"QUE-0001.postpone", "QUE-0002.recommended"}
    assert len({report.presented_digest, report.ticked_digest, report.signed_digest, report.certificate}) == 4


def test_nothing_but_the_file_is_needed_to_find_it_unchanged(signed):
    report = examine(signed)
    assert report.unchanged
    assert report.trusted is None


PARTS = [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 5))]
"""Fifths of the places tried: one each time, all of them with the slow tests."""


def structure(file, after):
    """Offsets that hold the file together: names, ranges, tables, trailers, ends, and around the signature value."""
    names = rb"/ByteRange|\[0 \d+ \d+ \d+\]|/Contents <|0>|/V|/AS|/Kids"
    marks = names + rb"|xref\n[^t]*|trailer\n.*|startxref\n\d+|%%EOF\n|%comp.*"
    return sorted({at for found in re.finditer(marks, file[after:]) for at in range(found.start(), found.end())})


@pytest.mark.parametrize("part", PARTS)
def test_a_flip_in_what_holds_the_increments_together_is_found(signed, presented, part):
    start = len(presented)
    places = [start + at for at in structure(signed, start)]
    assert len(places) > 500
    assert missed(signed, places[part::5], part) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_flip_in_the_signature_value_is_found_its_padding_included(signed, part):
    opening = signed.rindex(b"/Contents <")
    closing = signed.index(b">", opening)
    places = random.Random(2).sample(range(opening, closing + 1), 250)
    assert missed(signed, places[part::5], part) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_flip_anywhere_else_is_found(signed, part):
    assert missed(signed, random.Random(3).sample(range(len(signed)), 120)[part::5], part) == []


def test_the_other_case_of_a_hexadecimal_digit_is_found(signed):
    opening = signed.rindex(b"/Contents <") + len(b"/Contents <")
    letters = [at for at in range(opening, opening + 400) if signed[at : at + 1].isalpha()]
    assert [at for at in letters[:40] if examine(flipped(signed, at, 0x20)).unchanged] == []


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(4))
def test_a_flip_of_any_byte_after_the_memo_is_found(signed, presented, quarter):
    assert missed(signed, range(len(presented) + quarter, len(signed), 4), quarter) == []


@pytest.mark.slow
def test_a_flip_of_every_thirty_first_byte_of_the_memo_is_found(signed, presented):
    assert missed(signed, range(0, len(presented), 31), 5) == []


def test_another_memo_is_named(signed, another_memo):
    assert "another-memo" in codes(examine(signed, presented=another_memo))


def test_another_decision_is_named(signed, presented):
    other = tick(presented, ["QUE-0001.recommended", "QUE-0002.recommended"], {})
    assert codes(examine(signed, presented=presented, ticked=other)) == {"another-decision"}


def test_another_reason_is_named(signed):
    report = examine(signed, reason="SIG-0002 sha256:00ff")
    assert codes(report) == {"another-reason"}
    assert "SIG-0002" in str(report.faults[0])


def test_another_signer_is_not_trusted_but_what_he_signed_is_unchanged(ticked, other_key, key, moment):
    signed = sign(ticked, other_key.pkcs12, other_key.passphrase, reason="", signed_at=moment)
    report = examine(signed, ticked=ticked, trust=key.trust)
    assert (report.unchanged, report.trusted, report.signer) == (True, False, "CN=Ola Nordmann")
    assert report.trust_remark


def test_a_signature_taken_from_another_file_is_broken(presented, signed, key, moment):
    other = tick(presented, ["QUE-0001.recommended"], {})
    theirs = sign(other, key.pkcs12, key.passphrase, reason="SIG-0001 sha256:00ff", signed_at=moment)
    value = re.search(rb"/Contents <([0-9a-f]+)>", theirs)[1]
    swapped = re.sub(rb"/Contents <[0-9a-f]+>", b"/Contents <%b>" % value, signed)
    assert len(swapped) == len(signed)
    assert "content-altered" in codes(examine(swapped))


@pytest.mark.parametrize("rest", [b"\n", b" ", b"%comment\n", b"x" * 99])
def test_what_is_put_behind_a_signed_file_is_found(signed, rest):
    assert codes(examine(signed + rest)) == {"file-unreadable"}


def test_a_revision_after_the_signature_is_found(signed):
    from compliance.signoff import container

    longer = container.append(signed, "later", {900: b"(x)"}, b"")
    assert {"added-after-signing", "not-to-the-end"} <= codes(examine(longer))


def test_a_second_signature_is_found(signed, key):
    import io

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12_data(key.pkcs12, [], key.passphrase)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    fields.append_signature_field(writer, fields.SigFieldSpec("Second"))
    twice = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Second"), signer=signer).getvalue()
    assert {"signed-more-than-once", "added-after-signing"} <= codes(examine(twice))


def test_a_file_without_its_signature_is_unsigned(ticked):
    assert codes(examine(ticked)) == {"unsigned"}


def test_a_memo_signed_without_a_decision_is_named(presented, key, moment):
    signed = sign(presented, key.pkcs12, key.passphrase, reason="", signed_at=moment)
    assert "not-ticked" in codes(examine(signed))


def test_ticks_that_we_would_not_have_written_are_named_though_signed(presented, key, moment):
    """Somebody with a key of their own ticks by hand and signs: the signature is sound, the ticks are not ours."""
    honest = tick(presented, ["QUE-0001.recommended"], {"QUE-0001.reason": "Ja"})
    forged = honest.replace(b"<004a0061> Tj", b"<004e0065> Tj")
    assert forged != honest
    signed = sign(forged, key.pkcs12, key.passphrase, reason="", signed_at=moment)
    assert codes(examine(signed)) == {"ticks-altered"}


def test_a_certificate_that_was_not_valid_then_is_not_trusted(signed, key, ticked):
    report = examine(signed.replace(b"/M (D:2026", b"/M (D:2019"), trust=key.trust)
    assert not report.unchanged
    assert report.trusted is False


@pytest.mark.parametrize("trust", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_certificates_that_cannot_be_read_are_refused(signed, trust):
    with pytest.raises(NotCertificates):
        examine(signed, trust=trust)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything(noise):
    for file in (noise, b"%PDF-1.7\n" + noise, noise + b"\nstartxref\n0\n%%EOF\n"):
        report = examine(file, presented=b"%PDF-1.7 other")
        assert "file-unreadable" in codes(report)


@given(st.data())
def test_no_cut_or_doubled_stretch_raises_anything_or_stays_unnoticed(signed, data):
    start = data.draw(st.integers(0, len(signed) - 1))
    end = data.draw(st.integers(start + 1, min(len(signed), start + 5000)))
    for other in (signed[:start] + signed[end:], signed[:end] + signed[start:]):
        assert not examine(other).unchanged
