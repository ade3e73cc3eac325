import io
import json

import pikepdf
import pytest

from compliance.canonical import digest
from compliance.cli.main import invoke
from compliance.memo.composed import read_memo_bytes
from compliance.model.decision import MemoState
from compliance.model.supply import Mfa, System
from compliance.model.values import Answer, LegalRef
from compliance.report.decision_memo import ANNEX_DATA_NAME, DATA_NAME
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_decided, a_memo, a_question, a_task, a_zero, an_activity, an_option


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


def a_draft(summary):
    return a_memo(2, state=MemoState.draft, summary=summary, as_of=None)


def linted(capsys, tmp_path, *documents, code=0, options=()):
    book = a_register(tmp_path / "r.db", *documents)
    capsys.readouterr()
    assert invoke(["memo", "--lint", "--register", book, *DAY, *options]) == code
    return capsys.readouterr()


@pytest.mark.slow
def test_a_memo_is_linted_without_a_file_and_what_stops_it_stands_first(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = (a_zero(), an_option(description="Vi må ha MFA."))
    asked = (a_question(background="X " + "ja " * 30), a_question(2, owner_id=None, options=options))
    told = linted(capsys, tmp_path, a_draft("Vi gjør det ifm. saken."), *asked, code=1).out
    assert told.index("Stops the memo") < told.index("QUE-0002") < told.index("Could be better") < told.index("«ifm.»")
    assert "--set owner_id=…" in told and "[owner_id]" in told
    assert "[background]" in told and "31 ord" in told
    assert "«Rette det»" in told and "[options[1].description]" in told and "«innlogging i to trinn»" in told
    assert told.index("MEM-0002") < told.index("«ifm.»") < told.index("QUE-0001")
    assert "1 remark stops the memo." in told
    assert max(map(len, told.splitlines())) <= 80
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == []


def test_advice_alone_ends_with_nothing_wrong(capsys, tmp_path):
    out, err = linted(capsys, tmp_path, a_draft("Vi må ha MFA."), a_question())
    assert "Stops" not in out and "Nothing stops the memo. 2 say" in out
    assert "LIX" in out and "Next: compliance edit MEM-0002" in err


@pytest.mark.slow
def test_remarks_in_json_say_where_and_how(capsys, tmp_path):
    out, _ = linted(capsys, tmp_path, a_draft("Vi må ha MFA."), a_question(deadline=None), code=1, options=["--json"])
    told = json.loads(out)
    assert (told["stops"], told["advises"]) == (1, 2)
    stopping, jargon = told["remarks"][:2]
    assert (stopping["weight"], stopping["record"], stopping["fields"]) == ("stops", "QUE-0001", ["deadline"])
    assert (jargon["measure"], jargon["record"], jargon["fields"]) == ("jargon", "MEM-0002", ["summary"])
    assert "innlogging i to trinn" in jargon["mend"]
    assert [part["pages"] for part in told["parts"]] == [1, 1]
    assert all(part["lix"].count(".") == 1 for part in told["parts"])


@pytest.mark.slow
def test_a_letter_no_memo_can_be_printed_with_is_told_after_the_remarks(capsys, tmp_path):
    out, err = linted(capsys, tmp_path, a_draft("Vi må ha MFA \u4e2d."), a_question(), code=2)
    assert "«MFA»" in out and "U+4E2D" in err


@pytest.mark.parametrize(("options", "said"), [((), "-o PATH"), (("--lint", "-o", "m.pdf"), "leave out -o")])
def test_a_memo_is_either_written_or_linted(capsys, options, said):
    assert invoke(["memo", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_writing_a_memo_says_how_many_remarks_there_are(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", a_draft("Vi må ha MFA."), a_question(funding_ref="Budsjettet"))
    line = ("memo", "--register", book, "-o", str(tmp_path / "m.pdf"), *DAY)
    assert "1 remark on what could be better: compliance memo --lint." in said(capsys, *line)
