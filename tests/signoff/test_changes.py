"""What a signing service of others may change, tried with pyHanko's own writer in the place of the service."""

import io

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from compliance.signoff.examination import examine


@pytest.fixture(scope="session")
def serve(key):
    """Signs a file as a service would, after doing something to it."""
    signer = signers.SimpleSigner.load_pkcs12_data(key.pkcs12, [], key.passphrase)

    def served(file, name="signature", new=None, deed=None):
        writer = IncrementalPdfFileWriter(io.BytesIO(file))
        if new:
            fields.append_signature_field(writer, new)
        if deed:
            deed(writer)
        metadata = signers.PdfSignatureMetadata(
            field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        return signers.sign_pdf(writer, metadata, signer=signer).getvalue()

    return served


def codes(report):
    return [fault.code for fault in report.faults]


def test_a_service_may_sign_in_the_prepared_place(serve, ticked, presented, key):
    report = examine(serve(ticked), presented=presented, ticked=ticked, trust=key.trust)
    assert (report.faults, report.reservations, report.trusted) == ((), (), True)


def test_a_service_may_add_a_place_that_is_not_seen(serve, ticked, key):
    report = examine(serve(ticked, "Own", fields.SigFieldSpec("Own")), ticked=ticked, trust=key.trust)
    assert (report.faults, report.trusted) == ((), True)


def test_a_service_may_not_put_its_mark_over_the_page(serve, ticked):
    report = examine(serve(ticked, "Own", fields.SigFieldSpec("Own", box=(50, 50, 400, 400))), ticked=ticked)
    assert set(codes(report)) == {"page-altered-in-signing"}


def redraw(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def widen(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(number) for number in (0, 0, 9, 9)])
    writer.update_container(page)


def answer_otherwise(writer):
    question = writer.root["/AcroForm"]["/Fields"][0].get_object()
    box = question["/Kids"][0].get_object()
    box["/AS"] = box["/V"] = generic.pdf_name("/on")
    writer.update_container(box)


def rename_a_field(writer):
    question = writer.root["/AcroForm"]["/Fields"][0].get_object()
    question["/T"] = generic.pdf_string("QUE-0007")
    writer.update_container(question)


def act_on_opening(writer):
    writer.root["/OpenAction"] = generic.DictionaryObject({generic.pdf_name("/S"): generic.pdf_name("/JavaScript")})
    writer.update_root()


def swap_the_font(writer):
    face = writer.root["/AcroForm"]["/DR"]["/Font"]["/Fill"]
    face["/BaseFont"] = generic.pdf_name("/Other")
    writer.update_container(face)


@pytest.mark.parametrize("deed", [redraw, widen, answer_otherwise, rename_a_field, act_on_opening, swap_the_font])
def test_a_service_may_change_nothing_that_was_decided_or_shown(serve, ticked, presented, deed, key):
    report = examine(serve(ticked, deed=deed), presented=presented, ticked=ticked, trust=key.trust)
    assert "page-altered-in-signing" in codes(report)


def test_a_file_saved_anew_by_the_service_is_not_the_file_that_was_sent(serve, ticked, presented):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(ticked)) as pdf:
        pdf.save(out)
    report = examine(serve(out.getvalue()), presented=presented, ticked=ticked)
    assert "another-memo" in codes(report)


@pytest.mark.parametrize("step", range(0, 100, 10))
def test_a_flipped_byte_in_a_foreign_increment_is_found(serve, ticked, step):
    signed = serve(ticked)
    at = len(ticked) + (len(signed) - len(ticked)) * step // 100
    assert not examine(signed[:at] + bytes([signed[at] ^ 2]) + signed[at + 1 :]).unchanged
