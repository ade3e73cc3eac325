import re

import pytest

from compliance.checks.pages import FOLDER, TO_CONFIRM, fresh_pages, main
from compliance.checks.rulebook import read_rulebook

BOOK = read_rulebook()


@pytest.fixture(scope="module")
def pages():
    return fresh_pages(BOOK)


def test_every_rule_has_a_page_and_stands_in_the_index(pages):
    assert set(pages) == {"index.md", *(f"{rule.code}.md" for rule in BOOK)}
    linked = set(re.findall(r"\]\(([A-Z0-9-]+\.md)\)", pages["index.md"]))
    assert linked == set(pages) - {"index.md"}


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.code for rule in BOOK])
def test_a_page_says_all_that_the_rule_says(pages, rule):
    page, said = pages[f"{rule.code}.md"], rule.said
    for text in (
        said.statement,
        said.why,
        said.remedy,
        said.gap_when.strip(),
        *(each.sentence for each in said.examples),
    ):
        assert text in page
    assert page.count(f"**{TO_CONFIRM}**") == sum(not citation.verified for citation in rule.every_citation)


def test_links_lead_to_pages_that_are_there(pages):
    linked = {link for page in pages.values() for link in re.findall(r"\]\(([^)]+)\)", page)}
    assert linked <= set(pages)


def test_pages_are_written_once_and_then_fresh(pages, tmp_path, capsys):
    assert main(["--check"], tmp_path) == 1
    assert main([], tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(pages)
    assert main(["--check"], tmp_path) == 0
    capsys.readouterr()


def test_check_names_what_is_changed_missing_or_left_over_and_touches_nothing(pages, tmp_path, capsys):
    main([], tmp_path)
    capsys.readouterr()
    changed, missing = (tmp_path / f"{rule.code}.md" for rule in BOOK.rules[:2])
    changed.write_text("annet", "utf-8")
    missing.unlink()
    (tmp_path / "GONE-001.md").write_text("borte", "utf-8")
    assert main(["--check"], tmp_path) == 1
    told = capsys.readouterr().err
    assert all(f"{name}.md: not fresh" in told for name in (changed.stem, missing.stem, "GONE-001"))
    assert changed.read_text("utf-8") == "annet"
    assert not missing.exists()
    assert main([], tmp_path) == 0
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == dict(pages)


def test_the_pages_lie_where_readers_look():
    assert FOLDER.parts[-3:] == ("docs", "reference", "rules")
