"""Reports told topic by topic, on screen and on paper: sound, whole by themselves, and safe from what people write."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import page as page_validation
import pytest
from hypothesis import given, settings

from compliance.matter.answers import answers_report
from compliance.matter.competence import competence_report
from compliance.matter.composed import report_bytes
from compliance.matter.council import council_report
from compliance.matter.review import review_report
from compliance.model.checklist import Reply
from compliance.model.governance import ManagementReview, ReviewInput, ReviewInputCode
from compliance.report.layout import report_html
from compliance.report.paper import report_pdf
from tests.matter.sample import Records, source, told
from tests.matter.told import (
    AGREEMENT,
    PROFILE,
    SYSTEM,
    a_council_report,
    a_note,
    a_plan,
    a_review_report,
    an_answer,
    answers,
)
from tests.memo.books import a_decided, a_memo, a_question, a_task, judged_by_the_rules
from tests.strategies import registers

HOSTILE = "<script>alert(1)</script> </dd><img src=http://a.example/x> {{ 7*7 }} {% x %} & \"'"
KINDS = ("technology-note", "competence-plan", "council-report", "management-review")


def reported(kind, text="Innsyn", language="nb"):
    """A report of each kind in which people wrote this text wherever the kind shows what people write."""
    system = SYSTEM if kind == "council-report" else SYSTEM.model_copy(update={"name": text})
    documents = (
        system, AGREEMENT.model_copy(update={"name": text}), PROFILE, a_memo(),
        told(name=text, unit=text), a_decided(name=text), a_question(2, name=text), a_task(name=text),
        answers(an_answer("sted", reason=text), an_answer("ansvar", Reply.no, task_ids=("TASK-0001",))),
        answers(an_answer("fylt", Reply.no, reason=text), number=2, checklist="ICT-COMPETENCE", about="ORG-1"),
        ManagementReview(
            id="REV-0001", name=text, inputs=(ReviewInput(code=ReviewInputCode.needs, summary=text),),
        ),
    )  # fmt: skip
    made = {
        "technology-note": a_note, "competence-plan": a_plan, "council-report": a_council_report,
        "management-review": a_review_report,
    }  # fmt: skip
    return made[kind](*documents, language=language)


def tree(report):
    html = re.sub(r"<style>.*?</style>", "", report_html(report).removeprefix("<!doctype html>\n"), flags=re.DOTALL)
    closed = re.sub(r"<(meta|link|input|br)\b([^>]*?)/?>", r"<\1\2/>", html)
    return ET.fromstring(closed)  # noqa: S314 (our own page)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(kind):
    page = tree(reported(kind, HOSTILE))
    assert not list(page.iter("script")) and not list(page.iter("img"))
    shown = "".join(page.find("body").itertext())
    assert "<script>alert(1)</script>" in shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fetches_nothing_and_its_headings_make_no_leap(kind):
    report = reported(kind)
    assert not re.search(r"<link|@import|url\(|src=", report_html(report))
    levels = [int(node.tag[1]) for node in tree(report).iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_has_as_many_cells_in_a_row_as_it_has_columns(kind):
    for each in reported(kind).topics:
        for table in each.tables:
            assert all(len(entry.cells) == len(table.columns) for entry in table.entries), table.id
            assert all(entry.rests_on for entry in table.entries), table.id


def test_what_is_left_out_of_a_long_table_is_counted():
    report = a_review_report(*(a_decided(number) for number in range(1, 24)), a_memo())
    (table,) = [each for topic in report.topics for each in topic.tables if each.id == "decisions"]
    assert (len(table.entries), table.left_out) == (20, 3) and "3 til er ikke vist." in report_html(report)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "language"), list(zip(KINDS, ("nb", "sv", "nb", "en"), strict=True)))
def test_every_report_is_archivable_and_accessible(kind, language):
    data = report_pdf(reported(kind, HOSTILE, language))
    for profile in ("3a", "ua1"):
        found = page_validation.validate_pdf_bytes(data, profile=profile)
        assert not found.failures, (kind, profile, found.failures[:3])


@pytest.mark.slow
def test_the_same_register_gives_the_same_bytes():
    assert report_pdf(reported("council-report")) == report_pdf(reported("council-report"))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    registers(
        kinds=(
            "organisation", "person", "activity", "system", "risk", "question", "task", "incident", "rights_request",
            "governance_profile", "management_review", "checklist_answers", "memo",
        ),
        most=2,
    )
)  # fmt: skip
def test_any_register_becomes_reports_that_hold_together(documents):
    owner, *others = documents
    book = Records(*others, owner=owner)
    judged = judged_by_the_rules(book)
    composed = (
        answers_report(source("technology-note", book), judged), competence_report(source("competence-plan", book)),
        council_report(source("council-report", book), judged),
        review_report(source("management-review", book), judged),
    )  # fmt: skip
    for report in composed:
        assert tree(report).find("body") is not None and report_bytes(report)
