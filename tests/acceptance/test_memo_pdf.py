"""The memo as a file: what archives, screen readers, auditors and a tired officer may count on."""

import io
import json
import re
import subprocess

import page as page_validation
import pikepdf
import pytest

from compliance.report.decision_memo import DATA_NAME
from compliance.resources import folder
from tests.acceptance.conftest import DAY

DRAFT = "UTKAST"
SAMI = "Kárášjoga gielda ČčĐđŊŋŠšŦŧŽž Áá"


def pages(path, *options):
    said = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_no_fault_is_found_in_the_presented_memo(presented, profile):
    report = page_validation.validate_pdf_bytes((presented.folder / "presented.pdf").read_bytes(), profile=profile)
    assert not report.failures, report.failures


def test_the_memo_fetches_nothing_and_carries_its_data_and_its_fonts(presented):
    data = (presented.folder / "presented.pdf").read_bytes()
    actions = (b"/URI", b"/Launch", b"/JavaScript", b"/GoToR", b"/SubmitForm", b"/ImportData")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert list(document.attachments) == [DATA_NAME]
        inside = json.loads(document.attachments[DATA_NAME].get_file().read_bytes())
        whole = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]
        assert not [thing for thing in whole if str(thing.get("/S", "")).encode() in actions]
        fonts = [thing for thing in whole if str(thing.get("/Type", "")) == "/FontDescriptor"]
        assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    assert [question["id"] for question in inside["questions"]] == [
        "QUE-0003",
        "QUE-0007",
        "QUE-0004",
        "QUE-0005",
        "QUE-0006",
    ]


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_a_draft_says_so_on_every_page_and_the_presented_memo_on_none(compliance, presented, begun, tmp_path):
    compliance("questions", "--register", begun, "--save", "--as-of", DAY)
    done = compliance("memo", "--register", begun, "-o", tmp_path / "d.pdf", "--draft", "--as-of", DAY)
    assert done.code == 0
    drafted = pages(tmp_path / "d.pdf")
    assert len(drafted) > 1 and all(DRAFT in page for page in drafted)
    assert not any(DRAFT in page for page in pages(presented.folder / "presented.pdf"))


@pytest.mark.tool("pdftotext")
def test_five_questions_are_answered_and_signed_on_one_page(presented):
    (signed,) = [page for page in pages(presented.folder / "presented.pdf") if "Navn og stilling" in page]
    assert "Som tilrådd" in signed and "Personvernombudet gir råd" in signed


def test_a_memo_that_is_not_whole_is_refused_with_every_gap_and_its_place(compliance, begun, tmp_path):
    compliance("questions", "--register", begun, "--save", "--as-of", DAY)
    for verb in ("memo", "present"):
        refused = compliance(verb, "--register", begun, "-o", tmp_path / "m.pdf", "--as-of", DAY)
        assert refused.code == 1 and not (tmp_path / "m.pdf").exists()
        for wanted in (
            "QUE-0001",
            "one_off_cost",
            "owner_id",
            "deadline",
            "goal",
            "compliance edit QUE-0001",
            "--draft",
        ):
            assert wanted in refused.err, (verb, wanted)


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_letters_of_every_nordic_language_reach_the_page(compliance, begun, tmp_path):
    compliance("edit", "ORG-1", "--set", f"name={SAMI}", "--register", begun)
    assert compliance("memo", "--draft", "--register", begun, "-o", tmp_path / "m.pdf", "--as-of", DAY).code == 0
    assert all(SAMI in re.sub(r"\s+", " ", page) for page in pages(tmp_path / "m.pdf"))


@pytest.mark.parametrize("letter", ["😀", pytest.param("ش", marks=pytest.mark.slow), "\u202e"])
def test_what_no_page_can_show_is_told_by_record_and_field_and_nothing_is_written(compliance, begun, tmp_path, letter):
    compliance("edit", "ORG-1", "--set", f"name=Sund {letter} kommune", "--register", begun)
    told = compliance("memo", "--draft", "--register", begun, "-o", tmp_path / "m.pdf", "--as-of", DAY)
    assert told.code == 2 and not (tmp_path / "m.pdf").exists()
    assert "ORG-1 name" in told.err and f"U+{ord(letter):04X}" in told.err and "compliance edit ORG-1" in told.err


@pytest.mark.slow
def test_the_example_s_memo_stands_the_measures_it_asks_of_others(compliance, begun):
    compliance("capture", folder("examples") / "sund", "--register", begun, "--actor", "PER-1")
    compliance("questions", "--register", begun, "--save", "--as-of", DAY, "--actor", "PER-1")
    done = compliance("memo", "--lint", "--register", begun, "--as-of", DAY, "--json")
    told = json.loads(done.out)
    assert (done.code, told["remarks"]) == (0, [])
    assert [(part["number"], part["pages"]) for part in told["parts"]] == [(number, 1) for number in range(6)]
    assert all(float(part["lix"]) <= 45 for part in told["parts"])
