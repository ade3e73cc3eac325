"""The memo as PDF: whole, reproducible, one question a page, and nothing beyond the edge whatever it is given."""

import io
import re
import subprocess

import page as page_validation
import pikepdf
import pytest

from compliance.memo.closed import annex_bytes, parted
from compliance.memo.composed import Box, Named, UnitLoad, memo_bytes, read_memo_bytes
from compliance.model.decision import Choice
from compliance.report.decision_memo import ANNEX_DATA_NAME, DATA_NAME, annex_pdf, memo_pdf
from tests.memo.test_closed import JOURNAL, WEAK, a_secret_memo
from tests.report.sample_memo import a_head, a_memo, a_question, an_in_short, an_option, zero_option

LONG_WORD = "Personvernkonsekvensvurderingsdokumentasjonsansvarlighetsforskrift" * 2
LONG = "Dette er en lang setning om hvordan kommunen bruker opplysninger om folk. " * 12
HEADINGS = (
    "Kort sagt", "Vedtak du bes fatte", "Tilstanden nå", "Det du har vedtatt før",
    "Underskrift", "Det linjen tar seg av", "Risiko over grensen",
)  # fmt: skip
LETTERS = "Čáhppes Sámi č đ ŋ š ŧ ž æøå ÆØÅ"


@pytest.fixture(scope="module")
def pdf():
    return memo_pdf(a_memo(draft=True, head=a_head(title=LETTERS)))


def text_of(data, *options):
    return subprocess.run(
        ["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


def pages_of(data):
    return text_of(data).split("\f")[:-1]


def asked_on(text):
    """The numbers of the questions that a page lays out whole."""
    return re.findall(r"^(\d) Skal alle", text, re.MULTILINE) if "Målet er nådd når" in text else []


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_memo_is_archivable_and_accessible(pdf, profile):
    report = page_validation.validate_pdf_bytes(pdf, profile=profile)
    assert not report.failures, report.failures


@pytest.mark.slow
def test_the_same_memo_gives_the_same_bytes(pdf):
    assert memo_pdf(a_memo(draft=True, head=a_head(title=LETTERS))) == pdf


def test_the_file_carries_the_memo_it_shows(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        data = document.attachments[DATA_NAME].get_file().read_bytes()
    assert data == memo_bytes(a_memo(draft=True, head=a_head(title=LETTERS)))
    assert read_memo_bytes(data).head.title == LETTERS


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_the_closed_annex_is_a_file_of_its_own_and_the_open_memo_says_so_in_general_words():
    shown, annex = parted(a_secret_memo())
    opened, closed = memo_pdf(shown), annex_pdf(annex)
    for profile in ("3a", "ua1"):
        assert not page_validation.validate_pdf_bytes(closed, profile=profile).failures
        assert not page_validation.validate_pdf_bytes(opened, profile=profile).failures
    with pikepdf.open(io.BytesIO(closed)) as document:
        assert document.attachments[ANNEX_DATA_NAME].get_file().read_bytes() == annex_bytes(annex)
    told = " ".join(text_of(opened).split())
    assert WEAK.statement not in told and JOURNAL.name not in told
    assert "1 av funnene gjelder svakheter i systemer. De står i et lukket vedlegg" in told
    assert shown.closed_annex.sha256[:4] + " " + shown.closed_annex.sha256[4:8] in told
    kept = " ".join(text_of(closed).split())
    assert WEAK.statement in kept and JOURNAL.name in kept and "Unntatt offentlighet: offentleglova § 14" in kept


@pytest.mark.tool("pdftotext")
def test_every_page_of_a_draft_says_so_with_case_number_state_and_page(pdf):
    pages = pages_of(pdf)
    for number, text in enumerate(pages, start=1):
        assert "UTKAST" in text and "Sak 26/01482" in text and "innførsel 412" in text
        assert f"Side {number} av {len(pages)}" in text
    assert LETTERS.split()[1] in pages[0]


@pytest.mark.tool("pdftotext")
def test_the_first_page_is_enough_and_each_question_has_one_page(pdf):
    pages = pages_of(pdf)
    assert "Kort sagt" in pages[0] and "krever ikke noe av deg" in pages[0]
    starts = [number for number, text in enumerate(pages) if asked_on(text)]
    assert starts == [2, 3, 4] and "Risiko over grensen" in pages[1] and "Underskrift" in pages[5]


def hostile():
    def boxed(number, options):
        return tuple(
            option
            if option.unlawful
            else option.model_copy(
                update={"box": Box(name=f"Q{number}.{option.id}", choice=Choice.option, option_id=option.id)}
            )
            for option in options
        )

    def choices(number, many, text):
        more = [
            an_option(f"o{at}", title=f"Et valg med et langt navn {at}", description=text, recommended=at == 0)
            for at in range(many - 1)
        ]
        return boxed(number, (zero_option(), *more))

    return a_memo(
        questions=(
            a_question(
                1,
                options=choices(1, 4, LONG),
                background=f"{LONG}\n\n{LONG}",
                question=f"Skal {LONG_WORD}?",
                title=LONG_WORD,
            ),
            a_question(2, options=choices(2, 2, LONG_WORD)),
            a_question(3, options=choices(3, 4, "Kort.")),
            a_question(4, options=choices(4, 3, LONG), owner=Named(id="PER-9", name=LONG_WORD, unit=LONG_WORD)),
            a_question(5, options=(), recommended_option=None, owner=None, deadline=None, goal=None),
        ),
        head=a_head(title=LONG_WORD, organisation=LONG_WORD, access_marking=(LONG_WORD, "offentleglova § 24")),
        in_short=an_in_short(summary=LONG),
        units=tuple(
            UnitLoad(unit=LONG_WORD, blockers=10**6, majors=3, minors=4, unknown=5, open_tasks=6, late_tasks=7)
            for _ in range(40)
        ),
    )


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_no_word_leaves_the_page_and_no_heading_is_left_behind_on_hostile_texts():
    told = text_of(memo_pdf(hostile()), "-bbox-layout")
    width = 595.28
    for word in re.finditer(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)', told):
        assert float(word[1]) > 60 and float(word[2]) < width - 55, word[3]
    for page in told.split("<page ")[1:]:
        lines = re.findall(r'<line [^>]*yMax="([\d.]+)">(.*?)</line>', page, re.DOTALL)
        body = [(float(y), " ".join(re.findall(r">([^<]+)</word>", words))) for y, words in lines]
        last = max(line for line in body if 70 < line[0] < 790)[1]
        assert last not in HEADINGS and not re.match(r"^\d Skal alle", last)


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_two_short_questions_share_a_page_and_neither_is_broken():
    plain = {"consequences": None, "effects": (), "yearly": (), "total": 0, "description": "Kort."}
    options = (zero_option().model_copy(update=plain), an_option("all", recommended=True, **plain))
    bare = {"background": None, "reasons": "Det haster.", "why_leader": None, "records": (), "options": options}
    short = [a_question(number, **bare) for number in (1, 2)]
    pages = pages_of(memo_pdf(a_memo(questions=tuple(short))))
    (shared,) = [text for text in pages if asked_on(text)]
    assert asked_on(shared) == ["1", "2"] and shared.count("Målet er nådd når") == 2


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("many", [1, 5])
def test_one_question_or_five_each_keeps_to_its_page(many):
    pages = pages_of(memo_pdf(a_memo(questions=tuple(a_question(number) for number in range(1, many + 1)))))
    assert [each for text in pages for each in asked_on(text)] == [str(number) for number in range(1, many + 1)]
    assert "Kort sagt" in pages[0] and "Det du har vedtatt før" in pages[1]
