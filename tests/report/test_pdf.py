"""The file itself: archivable, accessible, reproducible, self-contained."""

import io
import os
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta, timezone

import page as page_validation
import pikepdf
import pytest

from compliance.report.pdf import (
    AttachedFile,
    BadAttachmentName,
    FaultyPage,
    LetterNotShipped,
    MomentWithoutZone,
    render_pdf,
)
from compliance.resources import folder

TEMPLATES = folder("templates")
MOMENT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LETTERS = "Blåbærsyltetøy æøå äö ÆØÅ Čáhppes Sámi č đ ŋ š ŧ ž ČĐŊŠŦŽ 1 − 2 – … „slik“ «slik» ✓ ☐ ☑ ≥ €"  # noqa: RUF001
STYLES = """@import url(fonts/fonts.css);
@page { @top-left { content: "Sund kommune"; font: 8pt "Source Sans 3" }
        @bottom-right { content: "Side " counter(page); font: 8pt "Source Sans 3" } }
body { font: 10pt "Source Sans 3"; hyphens: auto }"""
FORM = """<p><input type="checkbox" name="QUE-0001.recommended" title="Som tilrådd"> Som tilrådd</p>
<p><input type="text" name="QUE-0001.reason" title="Begrunnelse"></p>
<p><input type="signature" name="signature" title="Signatur"></p>"""


def html(body="<h1>Notat</h1><p>Brødtekst</p>", styles=STYLES):
    return f"<!doctype html><html><head><meta charset=utf-8><style>{styles}</style></head><body>{body}</body></html>"


def rendered(text=None, base=TEMPLATES, **changes):
    facts = {"language": "nb", "title": "Beslutningsnotat æøå", "identifier": "MEM-0001", "created": MOMENT} | changes
    return render_pdf(text or html(), base=base, **facts)


@pytest.fixture(scope="module")
def memo():
    body = f"""<h1>Notat</h1><h2>Først</h2><p lang="nb">{LETTERS}</p><p>{"personvernforordningen " * 40}</p>
    <p>Se <a href="#spm">spørsmålene</a> og <a href="https://lovdata.no">loven</a>.</p>
    <table><thead><tr><th>Navn</th><th>Tall</th></tr></thead><tbody><tr><td>En</td><td>1</td></tr></tbody></table>
    <h2 id="spm">Spørsmål</h2>{FORM}"""
    data = AttachedFile("memo.json", b'{"a":1}', "Data", "application/json")
    return rendered(html(body), author="Sund kommune", attachments=[data])


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_page_with_text_table_links_form_and_attachment_has_no_fault(memo, profile):
    report = page_validation.validate_pdf_bytes(memo, profile=profile)
    assert not report.failures, report.failures


@pytest.mark.tool("pdftotext")
def test_every_nordic_letter_and_sign_comes_back_as_it_was_written(memo):
    said = subprocess.run(["pdftotext", "-", "-"], input=memo, capture_output=True, check=True).stdout.decode()
    assert LETTERS in " ".join(said.split())


def test_another_process_at_another_time_makes_the_same_bytes(memo):
    code = "import sys, test_pdf as t; sys.stdout.buffer.write(t.rendered())"
    found = [str(TEMPLATES.parent), str(TEMPLATES.parent / "tests" / "report")]
    environment = os.environ | {"PYTHONPATH": ":".join(found), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LANG": "C"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert run.stdout == rendered()


def test_the_same_moment_in_another_zone_makes_the_same_bytes():
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=9)))
    assert rendered(created=elsewhere) == rendered()


def test_the_file_says_what_the_caller_says_of_it(memo):
    with pikepdf.open(io.BytesIO(memo)) as pdf:
        assert str(pdf.Root.Lang) == "nb"
        assert str(pdf.docinfo["/Title"]) == "Beslutningsnotat æøå"
        assert str(pdf.docinfo["/Author"]) == "Sund kommune"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261120123000Z"
        assert bytes(pdf.trailer.ID[0]) == b"MEM-0001"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in bytes(pdf.Root.Metadata.read_raw_bytes())


def test_attached_data_is_there_once_as_data_with_the_type_given(memo):
    with pikepdf.open(io.BytesIO(memo)) as pdf:
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.Subtype == "/application/json"
        assert attached.EF.F.read_bytes() == b'{"a":1}'
        assert str(attached.UF) == "memo.json"


def test_running_heads_are_artifacts_and_the_text_is_not(memo):
    with pikepdf.open(io.BytesIO(memo)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        owners = list(pdf.Root.StructTreeRoot.ParentTree.Nums[1])
        assert sum(owner is None for owner in owners) == 2
    assert content.count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 2
    assert b"/Span\n<</MCID" in content


@pytest.mark.parametrize("name", ["", "with space.json", "æ.json", "../x", "a/b"])
def test_an_attachment_needs_a_plain_name(name):
    with pytest.raises(BadAttachmentName):
        rendered(attachments=[AttachedFile(name, b"", "", "text/plain")])


def test_two_attachments_cannot_share_a_name():
    twice = [AttachedFile("a.json", b"1", "", "text/plain"), AttachedFile("a.json", b"2", "", "text/plain")]
    with pytest.raises(BadAttachmentName):
        rendered(attachments=twice)


def test_a_moment_must_say_its_zone():
    with pytest.raises(MomentWithoutZone):
        rendered(created=MOMENT.replace(tzinfo=None))


def test_a_letter_that_no_shipped_font_has_is_refused_and_named():
    with pytest.raises(LetterNotShipped, match="中"):
        rendered(html("<p>Navn: 中</p>"))


def test_a_font_of_the_machine_is_refused():
    with pytest.raises(LetterNotShipped):
        rendered(html("<p>Tekst</p>", "body { font-family: sans-serif }"))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p><a href="#nowhere">x</a></p>', "nowhere"),
        ('<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="x"></p>', "image"),
        (
            "<p><img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"></p>",
            "alt",
        ),
    ],
)
def test_what_would_silently_be_dropped_is_a_fault_of_the_page(body, fault):
    with pytest.raises(FaultyPage, match=fault):
        rendered(html(body))


def test_without_pango_the_refusal_says_what_to_install_and_nothing_is_printed():
    code = """
import cffi
def gone(*_): raise OSError("cannot load library 'libpango-1.0-0': no such file")
cffi.FFI.dlopen = gone
from datetime import UTC, datetime
from compliance.report.pdf import PangoMissing, render_pdf
from compliance.resources import folder
try:
    render_pdf("", base=folder("templates"), language="nb", title="", identifier="x", created=datetime.now(UTC))
except PangoMissing as refusal:
    assert "apt-get install" in refusal.advice, refusal.advice
    assert "gobject" in str(refusal) or "pango" in str(refusal), str(refusal)
    raise SystemExit(7)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=TEMPLATES.parent, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (7, b"", b"")


def test_importing_the_room_loads_nothing_heavy():
    code = "import sys, compliance.report.pdf; sys.exit(bool({'weasyprint', 'pydyf', 'fontTools'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=TEMPLATES.parent, check=False).returncode == 0


def test_no_stream_but_the_metadata_is_stored_loose(memo):
    with pikepdf.open(io.BytesIO(memo)) as pdf:
        large = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and len(each.read_raw_bytes()) > 2000]
        loose = [each for each in large if "/Filter" not in each]
        assert [each.get("/Type") for each in loose] in ([], ["/Metadata"])
        assert all(zlib.decompress(each.read_raw_bytes()) for each in large if each not in loose)
