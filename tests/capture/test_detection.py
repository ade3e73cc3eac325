import pytest

from compliance.capture.detection import (
    FORMATS,
    NotWhatItsNameSays,
    ProtectedOrOld,
    UnknownFile,
    UnknownFormat,
    family_of,
    known_format,
)
from compliance.formats.source import Source
from tests.formats.books import repacked, xlsx

BOOK = xlsx({"A": [["x"]]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k"
ZIP = repacked({"word/document.xml": b"<w/>"})


@pytest.mark.parametrize(
    ("name", "data", "family"),
    [
        ("a.xlsx", BOOK, "spreadsheet"),
        ("a.XLSM", BOOK, "spreadsheet"),
        ("arbeidsbok", BOOK, "spreadsheet"),
        ("a.csv", b"navn;x", "table"),
        ("a.yml", b"a: 1", "yaml"),
        ("a.json", b"[]", "json"),
        ("uten endelse", b"\xef\xbb\xbf {}", "json"),
    ],
)
def test_a_file_is_what_it_holds_and_then_what_it_is_called(name, data, family):
    assert family_of(Source(name, data)) == family


@pytest.mark.parametrize(
    ("name", "data", "refusal", "word"),
    [
        ("a.xlsx", b"%PDF-1.7", NotWhatItsNameSays, "PDF"),
        ("a.xlsx", b"navn;x", NotWhatItsNameSays, "TXT"),
        ("a.csv", BOOK, NotWhatItsNameSays, "Excel"),
        ("a.json", BOOK, NotWhatItsNameSays, "Excel"),
        ("a.xlsx", ZIP, NotWhatItsNameSays, "ZIP"),
        ("a.yaml", b"\x89PNG", NotWhatItsNameSays, "PNG"),
        ("a.db", b"SQLite format 3\x00", UnknownFile, "SQLite"),
        ("a.txt", b"hei", UnknownFile, "TXT"),
        ("a.xlsx", OLE, ProtectedOrOld, "password"),
        ("a.xls", OLE, ProtectedOrOld, ".xls"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, data, refusal, word):
    with pytest.raises(refusal) as refused:
        family_of(Source(name, data))
    assert word in str(refused.value) and refused.value.place.file == name
    assert refused.value.advice


def test_formats_are_known_by_their_names():
    assert [known_format(name.upper()) for name in FORMATS] == list(FORMATS)
    with pytest.raises(UnknownFormat) as refusal:
        known_format("excel")
    assert "workbook" in refusal.value.advice
