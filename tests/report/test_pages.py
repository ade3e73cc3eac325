"""The memo as HTML: what stands on it, in which order, and that no text can break it."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from compliance.language.catalogues import LOCALES
from compliance.memo.compose import compose
from compliance.memo.composed import Stated
from compliance.model.decision import Consequences
from compliance.report.pages import close, memo_html, memo_screen, title_of, unbroken
from tests.memo.books import Book, judged_by_the_rules
from tests.report.sample_memo import a_head, a_memo, a_question, a_risk, an_in_short, an_option, zero_option
from tests.strategies import registers

HOSTILE = "<script>alert(1)</script> & \"'{{ 7*7 }} {% x %}"


def tree(memo, page=memo_html):
    html = page(memo).removeprefix("<!doctype html>\n")
    closed = re.sub(r"<(meta|link|input|br)\b([^>]*?)/?>", r"<\1\2/>", html)
    return ET.fromstring(closed)  # noqa: S314 (our own page)


def text_of(memo):
    return " ".join("".join(tree(memo).find("body").itertext()).split())


def test_it_says_its_language_and_title():
    page = tree(a_memo())
    assert page.get("lang") == "nb"
    assert page.findtext("head/title") == title_of(a_memo()) == "Beslutningsnotat: " + a_head().title


def test_headings_come_in_order_without_a_leap():
    levels = [int(node.tag[1]) for node in tree(a_memo()).iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_header_cell_says_what_it_heads():
    assert all(node.get("scope") in ("row", "col") for node in tree(a_memo()).iter("th"))


def test_a_mark_always_has_a_word_beside_its_colour():
    marks = [node for node in tree(a_memo()).iter("span") if (node.get("class") or "").startswith("mark ")]
    assert marks and all("".join(node.itertext()).strip() for node in marks)


def test_every_chart_says_in_words_what_it_shows():
    charts = list(tree(a_memo()).iter("svg"))
    assert charts
    for chart in charts:
        assert chart.get("role") == "img" and ": " in chart.findtext("title")
        assert chart.get("aria-label").split() == chart.findtext("title").split()
    told = [chart.findtext("title") for chart in charts]
    assert "Før tiltak: kritisk. Nå: høy. Tilrådd: lav. Grense: moderat." in told
    assert "Mangler. 30.\u00a0apr.\u00a02026: 40, 20.\u00a0nov.\u00a02026: 31" in told
    assert any("Lovlig grunnlag: 20 (Må rettes 2, Mangler 11, Mindre mangel 3, Ukjent 4)." in each for each in told)


def test_every_question_can_be_answered_and_places_are_named_once():
    memo = a_memo()
    inputs = list(tree(memo).iter("input"))
    names = [node.get("name") for node in inputs]
    assert len(names) == len(set(names)) and all(node.get("title") for node in inputs)
    for question in memo.questions:
        boxes = [option.box for option in question.options if option.box] + list(question.boxes)
        assert {box.name for box in boxes} | {question.reason_place, question.until_place} <= set(names)
    assert {"signature", "signer.name", "signer.date"} <= set(names)


def test_an_unlawful_option_is_named_for_what_it_is_and_has_no_box():
    said = text_of(a_memo())
    assert "«Ingenting» kan ikke velges." in said and "Hvorfor et alternativ er ulovlig, står i vedlegg A" in said
    assert not any("nothing" in (node.get("name") or "") for node in tree(a_memo()).iter("input"))


def test_doing_nothing_is_told_by_whom_it_hurts_and_what_stays():
    hurts = Consequences(residents="Noen kan lese journalen din.", law="Loven krever sikring.")
    stays = (Stated(text="Én feil som må rettes, blir liggende."),)
    zero = zero_option().model_copy(update={"consequences": hurts, "happens": stays})
    lawful = zero.model_copy(update={"unlawful_because": ()})
    told, lawfully = (
        text_of(a_memo(questions=(a_question(1, options=(option, an_option("all", recommended=True))),)))
        for option in (zero, lawful)
    )
    assert "Gjør vi ikke noe" in told and "Noen kan lese journalen din. Én feil som må rettes, blir liggende." in told
    assert "Loven krever sikring. Én feil som må rettes" in lawfully
    assert "Gjør vi ikke noe" not in text_of(a_memo(questions=(a_question(1, options=(an_option("all"),)),)))


def test_what_is_signed_names_who_and_when():
    (ballot, *_) = (node for node in tree(a_memo()).iter("div") if node.get("class") == "ballot")
    assert ballot.findtext(".//p[@class='by']") == "IT-sjef, 31.\u00a0mars\u00a02027"


def test_no_number_is_parted_from_its_word_in_a_sentence_or_a_field():
    page = memo_html(a_memo(head=a_head(answer_by=date(2026, 12, 4))))
    assert "innen 4.\u00a0desember" in page and 'data-page="side"' in page
    assert unbroken('<p title="30 kr">30 kr, nr. 2</p>') == '<p title="30 kr">30\u00a0kr, nr.\u00a02</p>'


def test_earlier_decisions_come_before_what_is_wrong_now():
    said = text_of(a_memo())
    assert said.index("Det du har vedtatt før") < said.index("Tilstanden nå") < said.index("Underskrift")


def test_what_each_year_costs_is_said_and_years_alike_once():
    said = text_of(a_memo())
    assert "2027: 240 000 kr2028–2030: 80 000 kr" in said and "2027: 50 000 kr2028–2030: 15 000 kr" in said


def test_a_question_says_all_that_is_needed_for_an_answer_and_leads_to_the_rest():
    section = next(tree(a_memo()).iter("section"))
    said = " ".join("".join(section.itertext()).split())
    assert a_question(1).question in said and a_question(1).background in said
    for wanted in ("480 000 kr", "Hvis vi ikke gjør noe", "IT-sjef, Økonomi og IT, 31. mars 2027", "212 → 640",
                   "Brukere med to trinn: 640 innen 1. april 2027", "Ingen merker noe til vanlig"):  # fmt: skip
        assert wanted in said
    assert [node.get("href") for node in section.iter("a")] == ["#grounds-1"] and "SYS-0001" not in said
    assert "SYS-0001" in text_of(a_memo()).rpartition("Vedlegg C")[2]


def test_only_a_risk_that_nothing_deals_with_stands_in_the_main_part_and_all_in_the_annex():
    free, decided = (a_risk().model_copy(update=given) for given in (
        {"id": "RISK-0001", "question": None}, {"id": "RISK-0002", "question": None, "decided": "Bytte pumper"},
    ))  # fmt: skip
    main, _, annex = text_of(a_memo(risks=(free, decided, a_risk()))).rpartition("Vedlegg C")
    assert "RISK-0001" in main and "RISK-0002" not in main and "RISK-0017" not in main
    assert "Over grensen, og tatt opp: «" in main and "(spørsmål 3)" in main and "(vedtatt før)" in main
    assert all(each in annex for each in ("RISK-0001", "RISK-0002", "RISK-0017"))


@pytest.mark.parametrize("risk", [{"question": None}, {"question": None, "decided": "Bytte pumper"}, {"question": 1}])
@pytest.mark.parametrize("asked", [0, 1])
def test_no_link_leads_nowhere(risk, asked):
    memo = a_memo(questions=(a_question(1),) * asked, risks=(a_risk().model_copy(update=risk),))
    page = tree(memo)
    assert {node.get("href") for node in page.iter("a")} <= {f"#{node.get('id')}" for node in page.iter()}


def test_a_draft_says_so_and_a_memo_does_not():
    assert tree(a_memo(draft=True)).find("body").get("data-draft") == "UTKAST"
    assert tree(a_memo()).find("body").get("data-draft") == ""


def test_the_running_head_has_case_marking_day_entry_and_head():
    body = tree(a_memo()).find("body")
    assert body.get("data-case") == "Sak 26/01482 · Unntatt offentlighet: offentleglova § 14"
    assert body.get("data-state") == "Registeret per 20. november 2026, innførsel 412 · 7f3a 91c2 08de 44b1"
    unmarked = tree(a_memo(head=a_head(access_marking=(), case_no=None)))
    assert unmarked.find("body").get("data-case") == "Innsyn er ikke vurdert"


def test_what_is_missing_is_shown_as_missing_and_not_as_nothing():
    bare = a_question(
        1,
        owner=None,
        deadline=None,
        goal=None,
        funding_ref=None,
        missing=("frist",),
        options=(zero_option(), an_option("b", recommended=True, total=None, yearly=())),
    )
    said = text_of(a_memo(questions=(bare,)))
    assert "Mangler frist" in said and "ikke anslått" in said
    assert "Koster ikke noe" not in said


def test_without_questions_there_is_nothing_to_sign():
    said = text_of(a_memo(questions=(), in_short=an_in_short()))
    assert "Ingen spørsmål er lagt fram her ennå" in said and "Underskrift" not in said


def test_without_earlier_decisions_it_says_so():
    assert "Du har ikke fattet vedtak på et slikt notat før." in text_of(a_memo(earlier=()))


def test_no_text_of_the_register_becomes_markup_or_template():
    memo = a_memo(
        head=a_head(title=HOSTILE, organisation=HOSTILE, case_no=HOSTILE),
        questions=(a_question(1, question=HOSTILE, title=HOSTILE, background=HOSTILE),),
    )
    html = memo_html(memo)
    assert "<script>" not in html and html.count("{{ 7*7 }}") > 3
    assert tree(memo).findtext(".//h1") == HOSTILE


def test_the_page_for_a_screen_fetches_nothing_runs_nothing_and_asks_for_no_answer():
    html = memo_screen(a_memo())
    assert not re.search(r"<script|<link|<input|@import|url\(|https?://|src=", html)
    assert "default-src 'none'" in html and "margin: 0 auto" in html and "12.48pt" in html
    assert "undertegnes i PDF-filen" in html and "i denne PDF-en" not in html


def test_the_page_for_a_screen_can_be_heard_and_walked_through():
    page = tree(a_memo(draft=True), memo_screen)
    assert page.get("lang") == "nb" and page.findtext("head/title") == title_of(a_memo())
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(node.get("scope") in ("row", "col") for node in page.iter("th"))
    assert all(node.findtext("title") for node in page.iter("svg"))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {node.get("href") for node in page.iter("a")} <= {f"#{id}" for id in ids}
    assert "UTKAST" in "".join(page.find(".//header[@class='running']").itertext())


def test_paper_and_screen_say_the_same():
    def said(page):
        told = [" ".join("".join(node.itertext()).split()) for tag in ("p", "td") for node in page.iter(tag)]
        return {each.partition(", som står i dataene")[0] for each in told if each and "PDF-en" not in each}

    paper, screen = tree(a_memo(questions=())), tree(a_memo(questions=()), memo_screen)
    assert said(paper) <= said(screen)


@pytest.mark.parametrize("text", ["Du kan be om å", "Gå til avsnitt b.", "Hva med punkt 1?"])
def test_a_last_word_of_one_letter_does_not_stand_alone_on_a_line(text):
    assert close(text) == "\u00a0".join(text.rsplit(" ", 1))


@pytest.mark.parametrize("language", LOCALES)
def test_it_is_laid_out_in_every_language(language):
    assert tree(a_memo(language=language)).get("lang") == language


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(registers(most=2))
def test_any_register_becomes_a_page_that_holds_together(documents):
    memo = compose(judged_by_the_rules(Book(*documents)), draft=True).memo
    names = [node.get("name") for node in tree(memo).iter("input")]
    assert len(names) == len(set(names))


def test_a_risk_is_named_as_it_is_called_in_the_quotation_marks_of_the_language():
    name = "<b>Barn & foreldres</b> 'data'"
    risk = a_risk().model_copy(update={"name": name})
    assert f"«{name}» (spørsmål 3)" in text_of(a_memo(risks=(risk,)))
    assert f"”{name}” (fråga 3)" in text_of(a_memo(risks=(risk,), language="sv"))
