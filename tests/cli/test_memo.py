import io

import pikepdf
import pytest

from compliance.canonical import digest
from compliance.memo.composed import read_memo_bytes
from compliance.model.supply import Mfa, System
from compliance.model.values import Answer, LegalRef
from compliance.report.decision_memo import ANNEX_DATA_NAME, DATA_NAME
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_question, a_task


def inside(path):
    with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
        return read_memo_bytes(document.attachments[DATA_NAME].get_file().read_bytes())


def test_a_memo_that_is_not_whole_is_refused_field_by_field_and_nothing_is_written(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_question(owner_id=None))
    line = ("memo", "--register", book, "-o", str(tmp_path / "m.pdf"), *DAY)
    refused = said(capsys, *line, "--json", code=1)
    assert refused["kind"] == "MemoRefused" and "QUE-0001 owner_id" in refused["sentence"]
    assert "--draft" in refused["hint"] and not (tmp_path / "m.pdf").exists()


def test_a_draft_is_written_though_something_is_missing_and_says_what(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_question(owner_id=None))
    line = ("memo", "--register", book, "-o", str(tmp_path / "m.pdf"), "--draft", *DAY)
    told = said(capsys, *line, "--json")
    assert told["draft"] and [each["record"] for each in told["objections"]] == ["QUE-0001"]
    memo = inside(tmp_path / "m.pdf")
    assert memo.draft and memo.questions[0].missing == ("hvem som gjennomfører",)


@pytest.mark.slow
def test_a_whole_memo_is_written_with_its_data_and_never_over_another_file(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_memo(), a_decided(2), a_task(question_id="QUE-0002"), a_question())
    line = ("memo", "--register", book, "-o", str(tmp_path / "m.pdf"), "--actor", "PER-2", *DAY)
    assert said(capsys, *line, "--json")["questions"] == ["QUE-0001"]
    memo = inside(tmp_path / "m.pdf")
    assert memo.head.prepared_by.id == "PER-2" and memo.earlier[0].state == "late"
    assert said(capsys, *line, "--json", code=2)["kind"] == "FileExists"


WEAK = System(id="SYS-0001", name="Elektronisk journal", c=4, mfa=Mfa.none, internet_exposed=Answer.yes)


@pytest.mark.slow
def test_the_memo_is_parted_in_an_open_file_and_a_closed_annex(capsys, tmp_path):
    marked = a_memo(access_marking=(LegalRef(instrument="offentleglova", provision="§ 24"),))
    book = a_register(tmp_path / "r.db", marked, WEAK)
    line = ("memo", "--register", book, "-o", str(tmp_path / "m.pdf"), "--draft", *DAY)
    assert said(capsys, *line, "--closed-annex", str(tmp_path / "m.pdf"), code=2) is not None
    beside = ("--closed-annex", str(tmp_path / "closed.pdf"), "--html", str(tmp_path / "m.html"))
    said(capsys, *line, *beside, "--json")
    shown = inside(tmp_path / "m.pdf")
    with pikepdf.open(tmp_path / "closed.pdf") as document:
        annex = document.attachments[ANNEX_DATA_NAME].get_file().read_bytes()
    assert shown.closed_annex.sha256 == digest(annex) and WEAK.name in annex.decode()
    assert not [group for group in shown.findings if group.area == "security"]
    assert "lukket vedlegg" in (tmp_path / "m.html").read_text("utf-8")
