"""The reports as files: archivable, accessible, the same bytes every time, numbered through, with their data inside."""

import io
import json
import subprocess

import page as page_validation
import pikepdf
import pytest

from compliance.matter.composed import report_bytes
from compliance.memo.kind import report_kind
from compliance.report import layout
from compliance.report.letters import LettersNotPrintable
from compliance.report.paper import report_pdf, short_pdfs
from tests.matter.sample import AS_OF, a_book, a_notice, a_record, a_task_list, for_others, told
from tests.memo.books import a_decided, a_memo, a_task

HOSTILE = "<script>alert(1)</script> </dd><img src=http://a.example/x> {{ 7*7 }} {% x %} & \"'"


def many(number=90):
    return [told(n, name=f"Behandling nummer {n}", unit=f"Enhet {n // 30}") for n in range(1, number + 1)]


@pytest.fixture(scope="module")
def record():
    return report_pdf(a_record(*many(), for_others(99)))


def pages_of(data):
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True).stdout
    return said.decode().split("\f")[:-1]


def sound(data):
    for profile in ("3a", "ua1"):
        report = page_validation.validate_pdf_bytes(data, profile=profile)
        assert not report.failures, (profile, report.failures[:3])


@pytest.mark.slow
def test_a_record_joined_of_several_parts_is_archivable_and_accessible(record):
    sound(record)


@pytest.mark.slow
def test_the_same_record_gives_the_same_bytes(record):
    assert report_pdf(a_record(*many(), for_others(99))) == record


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_every_page_says_which_it_is_of_how_many_and_the_contents_lead_there(record):
    pages = pages_of(record)
    for number, text in enumerate(pages, start=1):
        assert f"Side {number} av {len(pages)}" in text
    with pikepdf.open(io.BytesIO(record)) as pdf:
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ()) if "/Dest" in each]
        assert len(links) == 91 + len(("controller", "processor", "measures", "method"))
        for link in links:
            at = numbers[link.Dest[0].objgen]
            assert str(link.Contents) == f"Side {at + 1}"
    where = next(at for at, text in enumerate(pages, start=1) if "Behandling nummer 77\n" in text and "Formål" in text)
    lines = [line.split() for text in pages for line in text.splitlines() if "ACT-0077 Behandling nummer 77" in line]
    assert lines[0][-1] == str(where) and where > 2


@pytest.mark.slow
def test_every_key_of_the_tags_is_there_once_and_every_page_has_its_own(record):
    with pikepdf.open(io.BytesIO(record)) as pdf:
        keys = [int(key) for key in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        assert keys == sorted(set(keys))
        owned = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(owned)) == len(owned) and set(owned) <= set(keys)
        document = pdf.Root.StructTreeRoot.K[0]
        assert all(element.P.objgen == document.objgen for element in document.K)


def test_the_file_carries_the_data_it_shows():
    notice = a_notice()
    with pikepdf.open(io.BytesIO(report_pdf(notice))) as pdf:
        data = pdf.attachments["privacy-notice.json"].get_file().read_bytes()
    assert data == report_bytes(notice) and json.loads(data)["head"]["as_of"] == AS_OF.isoformat()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "en"])
def test_every_report_is_sound_in_every_language(language):
    sound(report_pdf(a_record(told(), for_others(), language=language)))
    sound(report_pdf(a_notice(language=language)))


@pytest.mark.slow
def test_a_task_list_is_sound():
    sound(report_pdf(a_task_list(a_memo(), a_decided(), a_task(), told(retention_rules=()))))


@pytest.mark.slow
def test_many_notices_made_at_once_are_those_made_one_by_one():
    notices = [a_notice(told(number)) for number in range(1, 7)]
    assert list(short_pdfs(notices)) == [report_pdf(each) for each in notices]


@pytest.mark.tool("pdftotext")
@pytest.mark.slow
def test_hostile_text_is_printed_as_text_and_nothing_is_fetched():
    said = " ".join(" ".join(pages_of(report_pdf(a_record(told(name=HOSTILE, description=HOSTILE))))).split())
    assert "<script>alert(1)</script>" in said and "{{ 7*7 }}" in said


def test_letters_that_turn_the_text_around_are_refused_with_the_record_that_holds_them():
    activity = told(description="Til \u202eakkri\u202c")
    with pytest.raises(LettersNotPrintable) as refusal:
        report_pdf(a_record(activity), a_book(activity))
    assert refusal.value.facts["record"] == "ACT-0001" and refusal.value.facts["field"] == "description"


@pytest.mark.slow
def test_letters_no_face_has_are_refused_with_the_record_that_holds_them_in_a_later_part_too():
    activities = [*many(), told(95, name="Behandling \u4e2d")]
    with pytest.raises(LettersNotPrintable) as refusal:
        report_pdf(a_record(*activities), a_book(*activities))
    assert refusal.value.facts["record"] == "ACT-0095"


def test_a_part_holds_no_more_cards_than_its_kind_says():
    report = a_record(*many(100))
    held = [sum(len(each["things"]) for each in part.sections) for part in layout.parts(report)]
    portion = report_kind("article-30").sections["controller"].portion
    assert held[0] == 0 and max(held) <= portion < 100 == sum(held)
    firsts = [each["first"] for part in layout.parts(report) for each in part.sections if each["id"] == "controller"]
    assert firsts == [True, False]
