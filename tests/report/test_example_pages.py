"""The example's memo in every language, page by page: which headings stand where, nothing beyond the margins.

The fonts are shipped, so the pages are the same everywhere. Where they shall change, look at them, and then write them
anew: python -m tests.report.test_example_pages
"""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from compliance.language.catalogues import LOCALES
from compliance.language.wording import wording
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.memo.questions import candidates, drafts
from compliance.register.register import create_register
from compliance.report.decision_memo import memo_pdf
from compliance.report.extent import pages_taken
from compliance.report.room import size_of
from tests.memo.books import CHIEF, SUND
from tests.report.layout import laid_out, told
from tests.test_examples import captured
from tests.walked import AT, DAY

PAGES = Path(__file__).parent / "pages"
MAIN_PART = 6
"""The most pages a leader reads of the example with its five questions; the page that is signed comes after them."""


@cache
def example():
    """The example with its questions, as `compliance questions --save` leaves it."""
    register = create_register(
        Path(mkdtemp()) / "register.db", organisation=SUND, people=[CHIEF], actor=CHIEF.id, reason="Start", at=AT
    )
    register.apply(register.plan(captured().candidates), actor=CHIEF.id, reason="Eksempel", at=AT)
    asking = register.plan(candidates(drafts(material(register.view(), DAY))))
    register.apply(asking, actor=CHIEF.id, reason="Spørsmål", at=AT)
    return register.view()


def memo(language):
    return compose(material(example(), DAY, language=language)).memo


@cache
def pdf(language):
    return memo_pdf(memo(language))


@cache
def pages(language):
    return laid_out(pdf(language))


def shown(language):
    """One line for each page: its number, and its headings of the two upper levels."""
    return "\n".join(told(pages(language))) + "\n"


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("language", LOCALES)
def test_the_example_is_laid_out_as_it_was_when_somebody_last_looked(language):
    assert shown(language) == (PAGES / f"{language}.txt").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("language", LOCALES)
def test_no_word_leaves_the_page_and_no_heading_stands_last(language):
    assert [page.beyond for page in pages(language) if page.beyond] == []
    assert [page.last for page in pages(language) if page.ends_with_heading] == []


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("language", LOCALES)
def test_what_a_leader_must_read_of_five_questions_takes_six_pages_at_most(language):
    signed = wording("decision-memo", language)("sections.signature.heading")
    titles = [[title for depth, title in page.headings if depth == 2] for page in pages(language)]
    at = next(at for at, page in enumerate(titles) if signed in page)
    main, after = titles[:at], titles[at + 1]
    assert len(main) <= MAIN_PART and after, "the form that is signed is one page"
    assert [title[0] for page in main for title in page if title[:1].isdigit()] == list("12345")


@pytest.mark.slow
@pytest.mark.parametrize("language", LOCALES)
def test_each_question_keeps_to_one_page_and_so_does_the_first(language):
    assert pages_taken(pdf(language)) == dict.fromkeys(range(6), 1)


@pytest.mark.parametrize("language", LOCALES)
def test_the_questions_of_the_example_stand_in_letters_of_the_usual_size(language):
    assert {size_of(question) for question in memo(language).questions} == {"usual"}


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for spoken in LOCALES:
        (PAGES / f"{spoken}.txt").write_text(shown(spoken), "utf-8")
