"""Reports as HTML: whole by themselves, nothing fetched, no text that can break them, and open about languages."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings

from compliance.language.catalogues import LOCALES
from compliance.matter.composed import report_bytes
from compliance.matter.notice import notice_report, told_to_people
from compliance.matter.record import record_report
from compliance.matter.tasks import tasks_report
from compliance.memo.kind import report_kind, report_kinds
from compliance.model.activity import Activity, Purpose
from compliance.report import layout
from compliance.report.layout import report_html, title_of, whole_html
from compliance.report.pages import memo_html
from compliance.resources import folder
from tests.matter.sample import Records, a_book, a_notice, a_record, a_task_list, for_others, source, told
from tests.memo.books import a_decided, a_task, judged_by_the_rules
from tests.memo.books import a_memo as a_memo_on_record
from tests.report.sample_memo import a_memo
from tests.strategies import registers

HOSTILE = "<script>alert(1)</script> </dd><img src=http://a.example/x> {{ 7*7 }} {% x %} & \"'"


def reports(text="Elevmappe"):
    activity = told(name=text, description=text, unit=text)
    return [a_record(activity, for_others(name=text)), a_notice(activity), a_task_list(activity)]


def tree(report):
    html = report_html(report).removeprefix("<!doctype html>\n")
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    closed = re.sub(r"<(meta|link|input|br)\b([^>]*?)/?>", r"<\1\2/>", html)
    return ET.fromstring(closed)  # noqa: S314 (our own page)


@pytest.mark.parametrize("number", range(3))
def test_hostile_text_stays_text(number):
    page = tree(reports(HOSTILE)[number])
    assert not list(page.iter("script")) and not list(page.iter("img"))
    assert HOSTILE.split(maxsplit=1)[0] in "".join(page.find("body").itertext())


@pytest.mark.parametrize("number", range(3))
def test_a_page_for_the_screen_fetches_nothing_and_forbids_it(number):
    html = report_html(reports()[number])
    assert "default-src 'none'" in html
    assert not re.search(r"<link|@import|url\(|src=", html)


@pytest.mark.parametrize("number", range(3))
def test_a_page_for_the_screen_has_one_main_part_and_paper_has_none(number):
    report = reports()[number]
    (main,) = tree(report).iter("main")
    assert main.find(".//h1") is not None
    assert "<main" not in whole_html(report)


@pytest.mark.parametrize("number", range(3))
def test_it_says_its_language_and_title_and_has_headings_without_a_leap(number):
    report = reports()[number]
    page = tree(report)
    assert page.get("lang") == "nb" and page.findtext("head/title") == title_of(report)
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_to_every_card():
    page = tree(a_record(told(1), told(2), for_others()))
    ids = {node.get("id") for node in page.iter() if node.get("id")}
    links = [node.get("href").removeprefix("#") for node in page.iter("a")]
    parts = ["controller", "ACT-0001", "ACT-0002", "processor", "ACT-0009", "measures", "method"]
    assert links == parts and set(links) <= ids


def test_a_draft_says_so_first_and_what_it_lacks():
    draft = report_html(a_notice(told(retention_rules=())))
    assert "Utkast, ikke klart til å legges ut" in draft and "artikkel\u00a013 nr.\u00a02 bokstav\u00a0a" in draft
    assert 'data-draft="UTKAST"' in draft and 'data-draft=""' in report_html(a_notice())


def test_a_report_says_in_which_language_the_register_is_written_where_it_is_another(monkeypatch):
    assert "det står på norsk" not in report_html(a_record(told())).casefold()
    record = a_record(told())
    foreign = record.model_copy(update={"head": record.head.model_copy(update={"written_in": "sv"})})
    assert "er ikke oversatt. Det står på svensk" in " ".join(report_html(foreign).split())


def test_a_report_that_falls_back_to_bokmal_says_so(monkeypatch):
    assert "faste tekster er ikke oversatt" not in report_html(a_record(told()))
    monkeypatch.setattr(layout, "untranslated", lambda _kind, _language: 7)
    layout._environment.cache_clear()
    assert "7 av rapportens faste tekster er ikke oversatt til norsk bokmål ennå" in report_html(a_record(told()))
    layout._environment.cache_clear()


def test_labels_of_a_card_keep_to_the_one_line_they_have():
    for language in LOCALES:
        for row in a_record(told(), language=language).cards[0].rows:
            assert len(f"{row.label} {row.provision}") <= 32, (language, row.label)


def test_every_kind_has_a_title_a_reader_and_templates():
    codes = [kind.code for kind in report_kinds()]
    assert codes == [
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
    for kind in report_kinds():
        held = yaml.safe_load((folder("reports") / f"{kind.code}.yaml").read_text("utf-8"))
        assert held["reader"]["text"] and held["about"]["text"]
        place = folder("templates") / ("memo" if kind.matter == "memo" else "report")
        for section in kind.sections.values():
            assert (place / f"{section.template}.html.j2").is_file()


def test_a_new_kind_is_one_file(tmp_path, monkeypatch):
    """A list of what is kept of the record, by a municipality of its own: no Python, no new template."""
    import shutil

    from compliance.memo import kind as kinds

    for name in ("reports", "templates", "translations"):
        shutil.copytree(folder(name), tmp_path / name)
    text = (tmp_path / "reports" / "article-30.yaml").read_text("utf-8")
    text = text.replace("code: article-30", "code: short-record").replace("title: Protokoll", "title: Kort protokoll")
    (tmp_path / "reports" / "short-record.yaml").write_text(text.replace("  method:\n", "  end:\n"), "utf-8")
    for module in (
        "compliance.memo.kind",
        "compliance.language.wording",
        "compliance.report.layout",
        "compliance.report.spoken",
    ):
        monkeypatch.setattr(f"{module}.folder", lambda name: tmp_path / name)
    kinds.report_kind.cache_clear()
    assert "short-record" in [kind.code for kind in kinds.report_kinds()]
    html = report_html(record_report(source("short-record", a_book(told()))))
    assert "Kort protokoll over behandling" in html and "Elevmappe" in html
    kinds.report_kind.cache_clear()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(registers(kinds=("organisation", "person", "activity", "notice", "task", "question", "control"), most=2))
def test_any_register_becomes_reports_that_hold_together(documents):
    owner, *others = documents
    book = Records(*others, owner=owner)
    asked = source("privacy-notice", book)
    composed = [notice_report(asked, each.id) for each in told_to_people(asked)]
    composed.append(record_report(source("article-30", book)))
    composed.append(tasks_report(source("task-list", book), judged_by_the_rules(book)))
    for report in composed:
        assert tree(report).find("body") is not None
        assert report_bytes(report)


def test_a_name_as_long_as_names_may_be_finds_room():
    long = "x" * 500
    activity = told(
        name=long, unit=long, description="y " * 9_999, purposes=(Purpose(id="p", text="z\n" * 9_000),), legal_bases=()
    )
    for report in (a_record(activity), a_notice(activity), a_task_list(activity)):
        assert long in report_html(report)


def test_the_follow_up_memo_is_the_memo_without_what_is_asked():
    """The page of a memo without questions has the parts its kind names, in that order."""
    memo, follow_up = report_kind("decision-memo"), report_kind("follow-up-memo")
    page = memo_html(a_memo(questions=()))
    found = re.findall(r'<h2 id="([a-z]+)"', page)
    assert [part for part in follow_up.sections if part in memo.sections] == list(follow_up.sections)
    assert found == [part for part in follow_up.sections if part in found] and "signature" not in found
    assert set(follow_up.sections) - set(found) <= {"opening"}


def test_a_task_list_for_several_begins_with_who_gets_which_part():
    report = a_task_list(a_memo_on_record(), a_decided(), a_task(), Activity(id="ACT-0002", name="Eierløs"))
    assert len(report.people) > 1
    page = tree(report)
    *rows, whole = page.findall(".//table[@class='shares']/tbody/tr")
    assert whole.findtext("td") == str(sum(len(each.late) for each in report.people))
    assert ["".join(row.find("th/a").itertext()) for row in rows] == [each.name for each in report.people]
    ids = {node.get("id") for node in page.iter() if node.get("id")}
    assert {row.find("th/a").get("href") for row in rows} <= {f"#{id}" for id in ids}
    (late,) = (each for each in report.people if each.late)
    assert rows[report.people.index(late)].findtext("td") == "1"


def test_a_task_list_for_one_goes_straight_to_what_is_to_be_done():
    report = a_task_list(Activity(id="ACT-0002", name="Eierløs"), person="PER-2")
    assert tree(report).find(".//table[@class='shares']") is None
