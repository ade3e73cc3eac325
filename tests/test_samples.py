"""The samples of docs/samples. Whether they are fresh is told by `make check`, which makes them again."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from compliance.cli.demo import FIRST_DAY, LATER_DAY
from compliance.memo.kind import report_kinds
from scripts import samples
from scripts.samples import ANNEX, LIST, SAMPLES, layout_engine, renew

ROOT = Path(__file__).resolve().parents[1]
HELD = ROOT / SAMPLES
DAYS = {day.replace("-", "") for day in (FIRST_DAY, LATER_DAY)}
MOST = 2_000_000
"""Bytes, as a clone carries them: compressed. Their tags make PDF files a good deal longer than that."""


def a_pdf(data=b"{}", title="A"):
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = title
    document.attachments["data.json"] = pikepdf.AttachedFileSpec(document, data)
    document.save(made := io.BytesIO(), deterministic_id=True)
    return made.getvalue()


@pytest.fixture
def renewed(tmp_path, monkeypatch, capsys):
    """Renew a folder with these samples instead of the true ones; gives the code and what was said."""

    def done(made, *, check):
        monkeypatch.setattr(samples, "samples", lambda: made)
        return renew(tmp_path, check=check), capsys.readouterr().err

    return done


def test_there_is_one_of_each_kind_of_report_and_a_closed_annex():
    assert {path.stem for path in HELD.glob("*.pdf")} == {ANNEX, *(kind.code for kind in report_kinds())}


def test_the_samples_are_dated_by_the_story_they_tell_and_not_by_the_clock():
    for path in HELD.glob("*.pdf"):
        with pikepdf.open(path) as document:
            assert str(document.docinfo["/CreationDate"])[2:10] in DAYS, path.name


def test_the_samples_do_not_make_a_clone_large():
    assert sum(len(zlib.compress(path.read_bytes())) for path in HELD.iterdir()) < MOST


def test_what_is_stale_is_named_and_nothing_is_written_when_only_asked(renewed, tmp_path):
    made = {"memo.pdf": a_pdf(), LIST: f"Laid out by {layout_engine()}.\n".encode()}
    assert renewed(made, check=False)[0] == 0
    assert renewed(made, check=True) == (0, "")
    code, said = renewed({**made, "memo.pdf": a_pdf(b"[]")}, check=True)
    assert code == 1 and "docs/samples/memo.pdf: not fresh" in said and LIST not in said
    assert (tmp_path / SAMPLES / "memo.pdf").read_bytes() == made["memo.pdf"]


def test_a_sample_of_a_kind_that_is_gone_is_stale_and_goes(renewed, tmp_path):
    made = {"memo.pdf": a_pdf(), LIST: f"Laid out by {layout_engine()}.\n".encode()}
    renewed({**made, "gone.pdf": a_pdf()}, check=False)
    assert renewed(made, check=True)[0] == 1
    renewed(made, check=False)
    assert not (tmp_path / SAMPLES / "gone.pdf").exists()


def test_where_other_libraries_lay_out_pages_only_what_the_files_tell_is_compared(renewed):
    held = {"memo.pdf": a_pdf(title="A"), LIST: b"Samples\n\nLaid out by WeasyPrint 1.0.\n"}
    here = {"memo.pdf": a_pdf(title="B"), LIST: f"Samples\n\nLaid out by {layout_engine()}.\n".encode()}
    renewed(held, check=False)
    assert renewed(here, check=True)[0] == 0
    code, said = renewed({**here, "memo.pdf": a_pdf(b"[]")}, check=True)
    assert code == 1 and "memo.pdf" in said
