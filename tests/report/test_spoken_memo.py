"""The example's memo where the municipality itself writes another language: as short, and as easy to read, in each."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from compliance.language.figures import figures
from compliance.language.readability import lix, long_sentences
from compliance.language.wording import wording
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.memo.questions import candidates, drafts
from compliance.register.register import create_register
from compliance.report.decision_memo import memo_pdf
from compliance.report.room import size_of
from tests.memo.books import CHIEF, SUND
from tests.report.layout import laid_out
from tests.report.test_example_pages import MAIN_PART, memo
from tests.test_examples import captured
from tests.walked import AT, DAY

SPOKEN = Path(__file__).parents[1] / "spoken"
"""The example's own words by language: what stands in examples/sund, and what such a municipality would write."""
LANGUAGES = ("nn", "sv", "da", "en")


@cache
def words(language):
    return json.loads((SPOKEN / f"{language}.json").read_text("utf-8"))


def told(value, language):
    """A value of the example with every text in it said in the language, where its words are held."""
    if isinstance(value, str):
        return words(language).get(value, words(language).get(value.strip(), value))
    if isinstance(value, dict):
        return {key: told(each, language) for key, each in value.items()}
    return [told(each, language) for each in value] if isinstance(value, list | tuple) else value


@cache
def spoken(language):
    """The memo of the example with its questions, everything in one language."""
    register = create_register(
        Path(mkdtemp()) / "register.db", organisation=SUND, people=[CHIEF], actor=CHIEF.id, reason="Start", at=AT
    )
    said = [replace(each, fields=told(dict(each.fields), language)) for each in captured().candidates]
    register.apply(register.plan(said), actor=CHIEF.id, reason="Example", at=AT)
    asking = register.plan(candidates(drafts(material(register.view(), DAY))))
    register.apply(asking, actor=CHIEF.id, reason="Questions", at=AT)
    return compose(material(register.view(), DAY, language=language)).memo


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_is_said_in_the_language_and_counts_the_same(language):
    mine, bokmal = spoken(language), memo("nb")
    for here, there in zip(mine.questions, bokmal.questions, strict=True):
        assert (here.id, here.background != there.background) == (there.id, True)
        assert [each.total for each in here.options] == [each.total for each in there.options]
    assert [(each.id, each.value) for each in mine.figures] == [(each.id, each.value) for each in bokmal.figures]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_easy_to_read_in_every_nordic_language(language):
    short = spoken(language).in_short
    told = " ".join([short.summary, *(each.text for each in (*short.at_stake, *short.if_nothing, short.the_rest))])
    assert lix(short.summary, language) <= 45 and lix(told, language) <= 45
    assert len(figures(short.summary, language)) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_question_is_long(language):
    for question in spoken(language).questions:
        texts = [question.background, question.reasons, *(option.description for option in question.options)]
        assert [long_sentences(text, language) for text in texts if text and long_sentences(text, language)] == []


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_six_pages_at_most_in_letters_of_the_usual_size(language):
    composed = spoken(language)
    assert {size_of(question) for question in composed.questions} == {"usual"}
    pages = laid_out(memo_pdf(composed))
    signed = wording("decision-memo", language)("sections.signature.heading")
    at = next(at for at, page in enumerate(pages) if signed in [title for _, title in page.headings])
    assert at <= MAIN_PART
    assert [page.beyond for page in pages if page.beyond] == []
