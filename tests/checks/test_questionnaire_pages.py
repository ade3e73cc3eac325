import re

import pytest

from compliance.checks.pages import TO_CONFIRM
from compliance.checks.questionnaire import read_questionnaires
from compliance.checks.questionnaire_pages import FOLDER, fresh_pages, main

HELD = read_questionnaires()
PAGES = fresh_pages(HELD.values())


def test_every_checklist_has_a_page_and_stands_in_the_index():
    assert set(PAGES) == {"index.md", *(f"{code}.md" for code in HELD)}
    assert set(re.findall(r"\]\(([A-Z0-9-]+\.md)\)", PAGES["index.md"])) == set(PAGES) - {"index.md"}


@pytest.mark.parametrize("questionnaire", HELD.values(), ids=list(HELD))
def test_a_page_says_all_that_the_checklist_says(questionnaire):
    page, said = PAGES[f"{questionnaire.code}.md"], questionnaire.said
    texts = [said.title, said.purpose, said.why]
    citations = [*said.citations]
    for item in questionnaire.items:
        texts += [item.said.question, item.said.guidance, item.said.evidence, f"`{item.id}`"]
        texts += [text for text in (item.said.who, item.said.applies_when) if text]
        citations += item.said.citations
    assert all(text.strip() in page for text in texts)
    assert page.count(f"**{TO_CONFIRM}**") == sum(not each.verified for each in citations)


def test_pages_are_written_once_and_then_fresh_and_what_is_left_over_goes(tmp_path, capsys):
    folder = tmp_path / "checklists"
    assert main(["--check"], folder) == 1
    assert main([], folder) == 0
    (folder / "GONE.md").write_text("borte", "utf-8")
    assert main(["--check"], folder) == 1
    assert "docs/reference/checklists/GONE.md: not fresh" in capsys.readouterr().err
    assert main([], folder) == 0
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == dict(PAGES)
    assert main(["--check"], folder) == 0
    assert FOLDER.parts[-3:] == ("docs", "reference", "checklists")
