"""The plan, the statement, the map and the assessment as pages: sound files, whole by themselves, and never broken."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings

from compliance.language.catalogues import LOCALES
from compliance.language.provisions import article_number
from compliance.matter.composed import report_bytes
from compliance.matter.controls import statement_of_applicability
from compliance.matter.dpia import dpia_report
from compliance.matter.retention import retention_plan
from compliance.matter.systems import system_map
from compliance.model.assessment import Dpia
from compliance.report.layout import parts, report_html, title_of
from compliance.report.paper import report_pdf
from tests.matter.register import (
    PROOF,
    SIGNED,
    a_control,
    a_dpia,
    a_risk,
    a_rule,
    a_supplier,
    a_system,
    an_engagement,
    disposed,
)
from tests.matter.sample import Records, a_book, for_others, source, told
from tests.report.layout import laid_out
from tests.report.test_layout import HOSTILE, tree
from tests.report.test_paper import sound
from tests.strategies import registers

SECTION = "offentleglova § 24"
KINDS = ("dpia-report", "retention-plan", "statement-of-applicability", "closed", "system-map")
RECORDS = (
    "organisation", "person", "activity", "system", "supplier", "engagement", "control", "evidence", "risk", "dpia",
    "signoff",
)  # fmt: skip


def composed(kind, book, language="nb", section=SECTION):
    if kind == "dpia-report":
        return dpia_report(source(kind, book, language), "DPIA-0001")
    if kind == "retention-plan":
        return retention_plan(source(kind, book, language))
    if kind == "system-map":
        return system_map(source(kind, book, language))
    closed = section if kind == "closed" else None
    return statement_of_applicability(source("statement-of-applicability", book, language), closed)


def a_full_book(text="Elevmappe", number=1):
    many = range(1, number + 1)
    activities = (
        told(
            n, name=text, description=text, unit=text, retention_rules=(a_rule(), disposed(record_type=text)),
            system_ids=("SYS-0001", "SYS-0002"),
        )
        for n in many
    )  # fmt: skip
    systems = (a_system(n, name=text, link_ids=(f"SYS-{n % number + 1:04}",)) for n in many)
    return a_book(
        *activities, *systems, a_supplier(name=text), an_engagement(name=text), for_others(999, name=text),
        PROOF, SIGNED, a_control(name=text), a_risk(name=text, description=text), a_dpia(name=text, parts_done=None),
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(kind):
    page = tree(composed(kind, a_full_book(HOSTILE, 3), section=HOSTILE))
    assert not list(page.iter("script")) and not list(page.iter("img"))
    if kind != "statement-of-applicability":
        assert HOSTILE.split(maxsplit=1)[0] in "".join(page.find("body").itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_for_the_screen_fetches_nothing_and_its_links_lead_somewhere(kind):
    report = composed(kind, a_full_book(number=3))
    assert not re.search(r"<link|@import|url\(|src=", report_html(report))
    page = tree(report)
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {node.get("href").removeprefix("#") for node in page.iter("a")} <= set(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_its_language_and_title_and_has_headings_without_a_leap(kind):
    report = composed(kind, a_full_book(number=3))
    page = tree(report)
    assert page.get("lang") == "nb" and page.findtext("head/title") == title_of(report)
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_drawing_says_in_words_that_it_is_told_in_tables_and_names_every_system():
    page = tree(composed("system-map", a_full_book(number=3)))
    (drawing,) = page.iter("svg")
    assert drawing.get("role") == "img" and drawing.get("aria-label") == drawing.findtext("title")
    assert "3 systemer" in drawing.findtext("title") and "tabellene" in drawing.findtext("title")
    rows = ["".join(row.itertext()) for row in page.iter("tr")]
    assert sum("SYS-0001" in row and "SYS-0002" in row for row in rows) >= 1


def test_the_closed_edition_says_so_on_every_page_and_the_open_one_that_there_is_one():
    closed, opened = (report_html(composed(kind, a_full_book())) for kind in ("closed", "statement-of-applicability"))
    assert f'data-case="Unntatt offentlighet: {SECTION}' in closed and "må bekreftes av jurist" in closed
    assert "Unntatt" not in opened and "Åpen utgave" in opened and "CTL-0001" not in opened


def test_a_draft_says_so_first_and_what_it_lacks():
    page = report_html(composed("dpia-report", a_full_book()))
    assert 'data-draft="UTKAST"' in page and "artikkel\u00a035 nr.\u00a07 bokstav\u00a0c" in page


def test_labels_of_rows_keep_to_the_one_line_they_have():
    for language in LOCALES:
        report = composed("dpia-report", a_full_book(), language)
        for row in (*report.outcome, *report.needs[0].rows):
            assert len(f"{row.label} {article_number(row.provision, language)}") <= 34, (language, row.label)


def test_a_part_holds_no_more_than_its_kind_says():
    for kind, most in (("retention-plan", 60), ("system-map", 100), ("closed", 120)):
        report = composed(kind, a_full_book(number=130))
        assert max(sum(len(each["things"]) for each in part.sections) for part in parts(report)) <= most


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_archivable_accessible_and_the_same_every_time(kind):
    report = composed(kind, a_full_book(number=3))
    data = report_pdf(report)
    sound(data)
    assert report_pdf(report) == data


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("kind", KINDS)
def test_a_long_report_joined_of_parts_is_sound_and_no_page_ends_with_a_heading(kind):
    data = report_pdf(composed(kind, a_full_book(number=70)))
    sound(data)
    pages = laid_out(data)
    assert not [number for number, page in enumerate(pages, 1) if page.ends_with_heading or page.beyond]
    assert all(page.last for page in pages)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(registers(kinds=RECORDS, most=2))
def test_any_register_becomes_reports_that_hold_together(documents):
    owner, *others = documents
    book = Records(*others, owner=owner)
    reports = [composed(kind, book) for kind in KINDS[1:]]
    asked = source("dpia-report", book)
    reports += [dpia_report(asked, each.id) for each in book.of("dpia") if isinstance(each, Dpia)]
    for report in reports:
        assert tree(report).find("body") is not None
        assert report_bytes(report)
