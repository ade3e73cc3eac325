import io

import pikepdf
import pytest

from compliance.memo.composed import read_memo_bytes
from compliance.report.decision_memo import DATA_NAME
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_question, a_task, an_activity


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


def test_a_figure_is_traced_to_its_records_without_writing_anything(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", an_activity(1), an_activity(2, purposes=(), legal_bases=()))
    line = ("memo", "--register", book, *DAY)
    listed = said(capsys, *line, "--trace", "--json")
    assert "lawful_basis" in [figure["id"] for figure in listed["figures"]] and listed["entry"] == 2
    told = said(capsys, *line, "--trace", "lawful_basis", "--json")
    counted = {part["id"]: [each["id"] for each in part["records"]] for part in told["parts"]}
    assert counted["not_written_down"] == ["ACT-0002"]
    assert sum(len(ids) for ids in counted.values()) == told["denominator"] == 2
    assert told["query"].startswith("compliance memo --trace lawful_basis --as-of ")
    again = said(capsys, *told["query"].split()[1:], "--register", book, "--json")
    assert again == told
    assert "ACT-0002" in said(capsys, *line, "--trace", "lawful_basis")


def test_a_figure_there_is_not_is_refused_with_those_there_are(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", an_activity(1))
    refused = said(capsys, "memo", "--register", book, *DAY, "--trace", "nonsense", "--json", code=2)
    assert refused["kind"] == "NoSuchFigure" and "lawful_basis" in refused["hint"]


def test_a_memo_to_be_written_needs_a_file(capsys, tmp_path):
    said(capsys, "memo", "--register", a_register(tmp_path / "r.db"), *DAY, "--json", code=2)
