import json

import pytest

from compliance.cli.main import invoke
from compliance.model.assessment import Dpia
from tests.cli.books import DAY, a_register, said
from tests.matter.sample import told
from tests.memo.books import a_decided, a_memo, a_question, a_task


@pytest.fixture
def book(tmp_path):
    organisation = {"controller_ids": ("ORG-1",)}
    return a_register(
        tmp_path / "r.db", told(1, **organisation), told(2, **organisation), a_memo(), a_decided(), a_task()
    )


def test_the_list_says_of_every_report_who_reads_it_and_what_it_is_about(capsys):
    rows = said(capsys, "report", "--list", "--json")
    assert [row["code"] for row in rows] == [
        "article-30",
        "competence-plan",
        "council-report",
        "decision-memo",
        "dpia-report",
        "follow-up-memo",
        "management-review",
        "privacy-notice",
        "retention-plan",
        "statement-of-applicability",
        "system-map",
        "task-list",
        "technology-note",
    ]
    assert all(row["title"] and row["reader"] and row["about"] for row in rows)
    assert "article-30" in said(capsys, "report", "--list")


@pytest.mark.parametrize(
    "kind",
    [
        *("article-30", "competence-plan", "council-report", "management-review", "retention-plan"),
        *("statement-of-applicability", "system-map", "task-list"),
    ],
)
def test_a_report_is_a_pdf_or_by_its_name_html(capsys, tmp_path, book, kind):
    pdf, html = tmp_path / "r.pdf", tmp_path / "r.html"
    told_of = said(capsys, "report", kind, "-o", str(pdf), "--register", book, "--json", *DAY)
    assert pdf.read_bytes().startswith(b"%PDF-1.7") and told_of["kind"] == kind and told_of["entry"] == 2
    assert str(html) in said(capsys, "report", kind, "-o", str(html), "--register", book, *DAY)
    assert html.read_text("utf-8").startswith("<!doctype html>")


def test_a_notice_that_lacks_something_is_refused_or_a_draft(capsys, tmp_path, book):
    file = tmp_path / "n.html"
    line = ("report", "privacy-notice", "--activity", "ACT-0001", "-o", str(file), "--register", book, "--json", *DAY)
    error = said(capsys, *line, code=1)
    assert error["kind"] == "NoticeLacks" and "ACT-0001" in error["sentence"] and not file.exists()
    made = said(capsys, *line, "--draft")
    assert made["draft"] and made["lacks"] and "UTKAST" in file.read_text("utf-8")


def test_all_notices_go_into_a_folder_and_those_that_lack_something_are_listed(capsys, tmp_path, book):
    folder = tmp_path / "notices"
    line = ("report", "privacy-notice", "--all", "--html", "-o", str(folder), "--register", book, "--json", *DAY)
    assert said(capsys, *line, code=2)["kind"] == "NoSuchFolder"
    folder.mkdir()
    assert invoke(line) == 3
    out, _ = capsys.readouterr()
    assert [each["id"] for each in json.loads(out)["not_written"]] == ["ACT-0001", "ACT-0002"] and not list(
        folder.iterdir()
    )
    made = said(capsys, *line, "--draft")
    assert sorted(path.name for path in folder.iterdir()) == ["ACT-0001.html", "ACT-0002.html"]
    assert len(made["written"]) == 2


def test_an_assessment_that_lacks_something_is_refused_or_a_draft_one_by_one_or_all(capsys, tmp_path):
    register = a_register(
        tmp_path / "r.db", told(1, controller_ids=("ORG-1",)), Dpia(id="DPIA-0001", name="Elevmapper")
    )
    file, folder = tmp_path / "d.html", tmp_path / "all"
    line = ("report", "dpia-report", "--register", register, "--json", *DAY)
    error = said(capsys, *line, "--dpia", "DPIA-0001", "-o", str(file), code=1)
    assert error["kind"] == "AssessmentLacks" and "DPIA-0001" in error["sentence"] and not file.exists()
    made = said(capsys, *line, "--dpia", "DPIA-0001", "-o", str(file), "--draft")
    assert made["draft"] and made["lacks"] and "UTKAST" in file.read_text("utf-8")
    folder.mkdir()
    made = said(capsys, *line, "--all", "--html", "--draft", "-o", str(folder))
    assert [each["id"] for each in made["written"]] == ["DPIA-0001"] and (folder / "DPIA-0001.html").is_file()


def test_the_closed_edition_names_the_section_that_exempts_it(capsys, tmp_path, book):
    file = tmp_path / "s.html"
    line = ("report", "statement-of-applicability", "-o", str(file), "--force", "--register", book, *DAY)
    said(capsys, *line)
    assert "Åpen utgave" in file.read_text("utf-8")
    said(capsys, *line, "--closed", "offentleglova § 24")
    assert "unntatt fra innsyn etter offentleglova §\u00a024" in file.read_text("utf-8")


def test_one_persons_tasks_leave_out_those_of_others(capsys, tmp_path, book):
    file = tmp_path / "t.html"
    said(capsys, "report", "task-list", "--person", "PER-3", "-o", str(file), "--register", book, *DAY)
    assert "TASK-0001" not in file.read_text("utf-8")
    assert said(capsys, "report", "task-list", "--person", "PER-9", "-o", "-", "--register", book, "--json", code=2)


def test_a_technology_note_is_about_one_record_or_all(capsys, tmp_path, book):
    file = tmp_path / "n.html"
    line = ("report", "technology-note", "-o", str(file), "--force", "--register", book, "--json", *DAY)
    assert said(capsys, *line)["kind"] == "technology-note" and "Ingen svar" in file.read_text("utf-8")
    assert said(capsys, *line, "--about", "ORG-1")["kind"] == "technology-note"
    assert said(capsys, *line, "--about", "PER-1", code=2)["kind"] == "NothingAsked"
    assert said(capsys, *line, "--about", "SYS-0404", code=2)["kind"] == "RecordNotFound"


def test_the_decision_memo_is_the_memo_byte_for_byte(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", told(), a_question())
    one, other = tmp_path / "m.pdf", tmp_path / "r.pdf"
    said(capsys, "memo", "--draft", "-o", str(one), "--register", book, *DAY)
    said(capsys, "report", "decision-memo", "--draft", "-o", str(other), "--register", book, *DAY)
    assert one.read_bytes() == other.read_bytes()
    error = said(
        capsys, "report", "follow-up-memo", "--draft", "-o", str(other), "--force", "--register", book, "--json", code=2
    )
    assert error["kind"] == "MemoAsks"


@pytest.mark.parametrize(
    "line",
    [
        ("report",), ("report", "article-30"), ("report", "article-30", "-o", "x.pdf", "--person", "PER-1"),
        ("report", "privacy-notice", "-o", "x.pdf"), ("report", "no-such", "-o", "x.pdf"),
        ("report", "competence-plan", "-o", "x.pdf", "--about", "ORG-1"),
        ("report", "dpia-report", "-o", "x.pdf"), ("report", "privacy-notice", "-o", "x.pdf", "--dpia", "DPIA-0001"),
        ("report", "system-map", "-o", "x.pdf", "--closed", "offentleglova § 24"),
        ("report", "statement-of-applicability", "-o", "x.pdf", "--closed", " "),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_nothing_done(capsys, tmp_path, monkeypatch, book, line):
    monkeypatch.chdir(tmp_path)
    assert invoke([*line, "--register", book]) == 2
    assert not (tmp_path / "x.pdf").exists()
