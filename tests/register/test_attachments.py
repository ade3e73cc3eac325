import pytest

from compliance.canonical import digest
from compliance.register.attachments import AttachmentErased, AttachmentNotFound, MediaTypeUnfit
from tests.register.books import START, activity, written

PDF = (b"%PDF-1.7 \x00\xff", "application/pdf")
HASH = digest(PDF[0])
ACT = {"actor": "PER-1", "reason": "by law", "at": START}


def test_a_file_comes_back_byte_for_byte(register):
    written(register, activity("ACT-1", name="Skole"), attachments=[PDF])
    assert register.attachment(HASH) == PDF[0]
    known = register.attachments()
    assert [(some.sha256, some.media_type, some.size, some.seq, some.erased_on) for some in known] == [
        (HASH, "application/pdf", len(PDF[0]), 2, "")
    ]
    assert register.attachments(1) == ()
    assert register.verify() == ()


def test_a_file_alone_is_an_entry_and_the_same_file_again_is_not(register):
    assert written(register, attachments=[PDF, PDF]).seq == 2
    assert written(register, attachments=[PDF]) is None


def test_an_empty_file_and_a_big_one_are_kept(register):
    files = [(b"", "text/plain"), (bytes(range(256)) * 8192, "application/octet-stream")]
    written(register, attachments=files)
    assert [register.attachment(digest(data)) for data, _ in files] == [data for data, _ in files]
    assert register.verify() == ()


def test_files_are_no_records(register):
    written(register, activity("ACT-1", name="Skole"), attachments=[PDF])
    assert list(register.view().ids()) == ["ACT-1", "ORG-1", "PER-1"]
    assert register.written_in(2) == (("activity", "ACT-1"),)


def test_an_erased_file_is_gone_told_and_not_kept_again(register):
    written(register, attachments=[PDF])
    entry = register.erase_attachment(HASH, **ACT)
    assert register.verify() == ()
    with pytest.raises(AttachmentErased) as refusal:
        register.attachment(HASH)
    assert "2026-01-05" in str(refusal.value)
    with pytest.raises(AttachmentErased):
        written(register, attachments=[PDF])
    with pytest.raises(AttachmentErased):
        register.erase_attachment(HASH, **ACT)
    assert [some.erased_on for some in register.attachments()] == ["2026-01-05"]
    assert [some.erased_on for some in register.attachments(entry.seq - 1)] == [""]


def test_a_file_that_was_never_there_is_refused(register):
    for ask in (register.attachment, lambda sha256: register.erase_attachment(sha256, **ACT)):
        with pytest.raises(AttachmentNotFound):
            ask("0" * 64)


@pytest.mark.parametrize("media_type", ["pdf", "", "application/pdf; x=1", "a/b\n"])
def test_a_media_type_is_a_type_and_a_subtype(book, media_type):
    with pytest.raises(MediaTypeUnfit):
        written(book, attachments=[(b"x", media_type)])


def test_an_erased_file_is_not_left_in_the_bytes_of_the_register(book):
    secret = b"a secret that must go " * 500
    written(book, attachments=[(secret, "text/plain")])
    book.erase_attachment(digest(secret), **ACT)
    for path in book.address.path.parent.iterdir():
        assert b"secret that must go" not in path.read_bytes(), path.name
