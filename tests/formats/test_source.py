import pytest

from compliance.formats import source as module
from compliance.formats.source import EmptyFile, FileTooLarge, NotText, Source, UnreadableFile, source_at


@pytest.mark.parametrize(
    ("data", "nature"),
    [
        (b"PK\x03\x04...", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"%PDF-1.7", "pdf"),
        (b"SQLite format 3\x00", "database"),
        (b"activities:", "text"),
    ],
)
def test_the_first_bytes_say_what_a_file_is(data, nature):
    assert Source("x", data).nature == nature


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encodings_spreadsheets_write(encoding):
    assert Source("x", "blå\r\nrød\rgul".encode(encoding)).text() == "blå\nrød\ngul"


def test_text_in_another_encoding_is_refused_with_the_byte_that_does_not_fit():
    with pytest.raises(NotText) as refusal:
        Source("x.yaml", b"bl\xe5").text()
    assert refusal.value.facts == {"offset": 2} and refusal.value.place.file == "x.yaml"


def test_a_file_that_is_empty_absent_or_too_large_is_refused(tmp_path, monkeypatch):
    (tmp_path / "empty").write_bytes(b" \n")
    (tmp_path / "large").write_bytes(b"12345")
    monkeypatch.setattr(module, "LARGEST_FILE", 4)
    for name, refusal in (("empty", EmptyFile), ("absent", UnreadableFile), ("large", FileTooLarge)):
        with pytest.raises(refusal):
            source_at(tmp_path / name, name)
