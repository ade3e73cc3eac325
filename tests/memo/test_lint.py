"""What makes a memo hard to read is said place by place, and only what the gate objects to stops it."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES
from compliance.language.figures import figures
from compliance.language.readability import lix, long_sentences
from compliance.language.terms import abbreviations_in, unexplained_jargon
from compliance.language.words import words_of
from compliance.memo.compose import compose
from compliance.memo.gate import objections
from compliance.memo.kind import report_kind
from compliance.memo.lint import WHOLE, Weight, lint
from compliance.model.decision import MemoState
from compliance.model.supply import Supplier
from compliance.resources import folder
from tests.memo.books import CHIEF, IT, SCHOOL, SUND, Book, a_memo, a_question, a_zero, an_option, judged

LANGUAGES = sorted(LOCALES)
LIMITS = report_kind("decision-memo").limits
EASY = "Vi gjør det nå. "
QUOTES = {"nb": "«»", "nn": "«»", "sv": "””", "da": "»«", "en": "“”"}
PASSIVE = {
    "nb": "Alt slettes nå. ",
    "nn": "Alt skal slettast nå. ",
    "sv": "Allt raderas nu. ",
    "da": "Alt slettes nu. ",
    "en": "It is deleted now. ",
}
UNKNOWN = {"nb": "PPT", "nn": "PPT", "sv": "IMY", "da": "STIL", "en": "ICO"}
HARD = "Behandlingsansvarlig gjennomfører personvernkonsekvensvurdering før behandlingen igangsettes."


WRITTEN = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300).map(str.strip)
"""What the model lets in."""


def a_draft(summary="Kort sagt går det bra.", **changed):
    return a_memo(2, **{"state": MemoState.draft, "summary": summary or None, "as_of": None, **changed})


def a_paid(**changed):
    return a_question(funding_ref="Budsjettet for 2027", **changed)


def material_of(*documents, language="nb"):
    owner = SUND.model_copy(update={"language": language})
    material = judged(*documents)
    return replace(material, view=Book(CHIEF, IT, SCHOOL, *documents, owner=owner), language=language)


def linted(*documents, language="nb", pages=None):
    material = material_of(*documents, language=language)
    return lint(compose(material), material, pages)


def remarks(measure, *documents, **given):
    return [remark for remark in linted(*documents, **given).remarks if remark.measure == measure]


def test_a_plain_memo_has_nothing_to_mend():
    assert linted(a_draft(), a_paid()).remarks == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heavy_word_is_told_where_it_first_stands_with_the_plain_one(language):
    entry = words_of(language).jargon[0]
    asked = a_question(background=f"{entry.term}!", reasons=f"{entry.term}.")
    (found,) = remarks("jargon", a_draft("X."), asked, language=language)
    assert (found.number, found.record, found.fields, found.weight) == (1, "QUE-0001", ("background",), Weight.advises)
    opened, closed = QUOTES[language]
    assert f"{opened}{entry.term}{closed}" in found.what and f"{opened}{entry.plain}{closed}" in found.mend
    assert found.command == "compliance edit QUE-0001" and found.labels != ("background",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abbreviation_is_explained_where_it_is_first_read_and_known_from_there_on(language):
    short = UNKNOWN[language]
    asked = a_question(background=f"X {short} x.")
    assert [found.fields for found in remarks("abbreviation", a_draft("X."), asked, language=language)] == [
        ("background",)
    ]
    assert remarks("abbreviation", a_draft(f"{short} (x y z) x."), asked, language=language) == []
    assert [found.number for found in remarks("abbreviation", a_draft(f"{short} x."), asked, language=language)] == [0]


def test_a_remark_is_said_in_the_language_of_the_memo():
    asked = a_question(background="X " * 40 + "x.")
    said = {each: remarks("sentence", a_draft(), asked, language=each)[0].mend for each in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert said["sv"].startswith("Dela den. En mening bör inte ha mer än")


def test_a_word_cut_short_is_written_out():
    (found,) = remarks("shortened", a_draft("Vi gjør det ifm. saken."), a_question())
    assert "«ifm.»" in found.what and found.fields == ("summary",)


def test_a_supplier_s_name_is_no_abbreviation():
    asked = a_question(background="Vi har avtale med VISMO.")
    assert remarks("abbreviation", a_draft(), asked)
    assert not remarks("abbreviation", a_draft(), asked, Supplier(id="SUP-0001", name="VISMO Nord AS"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_of_more_than_twenty_five_words_is_quoted(language):
    fine, long = "X " + "ja " * 24, "X " + "ja " * 25
    zero = a_zero(description=f"{fine}.")
    asked = a_question(options=(zero, an_option(description=f"{fine}.\n{long}.")))
    (found,) = remarks("sentence", a_draft(), asked, language=language)
    assert found.fields == ("options[1].description",) and found.option == "Rette det"
    assert "26" in found.what and "X ja ja" in found.what and "25" in found.mend


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_of_more_than_six_lines_is_told_by_its_beginning(language):
    line = "ja " * 27 + "ja."  # 84 letters
    assert len(line) == 84
    asked = a_question(background=f"{line * 6}\n\nX {line * 6}")
    (found,) = remarks("paragraph", a_draft(), asked, language=language)
    assert "7" in found.what and f"{QUOTES[language][0]}X ja" in found.what


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_three_figures_in_the_summary_are_listed(language):
    assert remarks("summary_figures", a_draft("X 12, 400 og 9, 9."), a_question(), language=language) == []
    (found,) = remarks("summary_figures", a_draft("X 12, 400, 9 og 14 % i 2026."), a_question(), language=language)
    assert "12, 400, 9" in found.what and "14 %" in found.what and "2026" not in found.what


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_passive_is_a_hint_where_much_is_passive(language):
    much = a_question(background=PASSIVE[language] * 6)
    some = a_question(background=PASSIVE[language] * 2 + "Vi ja nei. " * 9)
    (found,) = remarks("passive", a_draft("X."), much, language=language)
    assert found.number == 1 and PASSIVE[language].strip() in found.what
    assert remarks("passive", a_draft("X."), some, language=language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lix_is_shown_and_warned_of_in_the_languages_it_is_for(language):
    found = linted(a_draft(HARD), a_question(background=HARD * 3), language=language)
    told = [(remark.number, remark.weight) for remark in found.remarks if remark.measure == "lix"]
    if language == "en":
        assert told == [] and {part.lix for part in found.parts} == {None}
    else:
        assert told == [(WHOLE, Weight.advises), (1, Weight.advises)]
        assert str(found.parts[WHOLE].lix) == "89.3"


def test_a_question_over_its_page_is_told_when_the_memo_was_printed():
    found = linted(a_draft(), a_paid(), pages={0: 2, 1: 3})
    assert [(remark.measure, remark.number) for remark in found.remarks] == [("front", 0), ("pages", 1)]
    assert [part.pages for part in found.parts] == [2, 3]
    assert linted(a_draft(), a_paid(), pages={0: 1, 1: 1}).remarks == ()
    assert [part.pages for part in linted(a_draft(), a_question()).parts] == [None, None]


def test_a_summary_over_the_limit_stops_the_memo_once():
    word = "Vi gjør det. "
    assert linted(a_draft(word * 133 + "Ja."), a_question()).of(Weight.stops) == ()
    found = linted(a_draft(word * 134), a_question())
    assert [(each.rule, each.record, each.fields) for each in found.remarks if "LEN" in each.rule] == [
        ("MEMO-LEN-001", "MEM-0002", ("summary",))
    ]
    assert found.remarks[0].weight is Weight.stops and "402" in found.remarks[0].what and found.remarks[0].mend


def test_more_questions_named_than_there_is_room_for_stop_the_memo():
    asked = [a_question(n) for n in range(1, 7)]
    named = tuple(each.id for each in asked)
    (found,) = linted(a_draft(question_ids=named), *asked).of(Weight.stops)
    assert found.fields == ("question_ids",) and "6" in found.what
    assert linted(a_draft(question_ids=named[:5]), *asked).of(Weight.stops) == ()
    assert linted(a_draft(), *asked).of(Weight.stops) == ()


def test_what_stops_is_what_the_gate_objects_to_and_says_how_it_is_mended():
    lacking = a_question(owner_id=None, options=(an_option(one_off_cost=None),))
    material = material_of(a_draft(), lacking)
    composition = compose(material)
    found = lint(composition, material).of(Weight.stops)
    assert [(each.rule, each.record, each.fields) for each in found] == [
        (each.rule, each.record, each.fields) for each in objections(composition, material)
    ]
    assert len(found) == 3 and all(each.what and each.mend and each.command for each in found)


def test_a_rule_that_stops_nothing_advises():
    (found,) = linted(a_draft(), a_question()).remarks
    assert (found.rule, found.weight, found.number) == ("MEMO-FUND-001", Weight.advises, 1)
    assert found.what and found.mend


def test_a_rule_that_stops_one_question_may_still_advise_on_another():
    unpaid = an_option(one_off_cost=None)
    found = linted(a_draft(), a_question(options=(a_zero(), unpaid)), a_question(2))
    told = [(each.weight, each.number, each.rule) for each in found.remarks]
    assert (Weight.stops, 1, "MEMO-COST-001") in told and (Weight.advises, 2, "MEMO-FUND-001") in told


def test_a_memo_without_record_and_questions_can_be_measured():
    found = linted()
    assert [(part.number, part.words, part.lix) for part in found.parts] == [(WHOLE, 0, None)]


def test_a_text_in_another_language_than_the_memo_s_is_measured_in_its_own():
    material = replace(material_of(a_draft("Vi har en asset."), a_question()), language="en")
    (found,) = [each for each in lint(compose(material), material).remarks if each.measure == "jargon"]
    assert "verdi vi må beskytte" in found.mend


@pytest.mark.parametrize(
    "text",
    [
        "{0} {said} %s {",
        "«" * 3000,
        "A." * 3000,
        "(" * 3000,
        "\u202eMFA\u202c",
        "ja " * 6000,
        "a\n" * 4000,
    ],
)
def test_hostile_texts_are_measured_like_any_other(text):
    found = linted(a_draft(text), a_question(background=text))
    assert all(part.words >= 0 for part in found.parts)
    assert all("\n" not in each.what for each in found.remarks)


@given(WRITTEN, st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_any_summary_can_be_linted_and_every_remark_says_where_and_how(text, language):
    found = linted(a_draft(text), a_question(), language=language)
    assert all(each.record and each.what and each.mend and each.command for each in found.remarks)
    assert found.remarks == tuple(sorted(found.remarks, key=lambda each: (each.weight is Weight.advises, each.number)))


@given(st.text(alphabet="abcdæø MFA.!?\n19", max_size=120).map(str.strip), st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_a_long_sentence_more_is_a_remark_more(text, language):
    before = remarks("sentence", a_draft(text), a_question(), language=language)
    after = remarks("sentence", a_draft(f"{text}\n\nX {'ja ' * 30}."), a_question(), language=language)
    assert len(after) == len(before) + 1


def fixed_texts():
    """Every text of reports/ that a reader of the memo meets, with its path."""

    def inside(held, path):
        if isinstance(held, dict):
            for key, inner in held.items():
                yield from inside(inner, f"{path}.{key}")
        elif isinstance(held, str) and " " in held:
            yield path, held

    for name in ("decision-memo", "questions", "follow-up"):
        yield from inside(yaml.safe_load((folder("reports") / f"{name}.yaml").read_text("utf-8")), name)


@pytest.mark.parametrize(("path", "text"), list(fixed_texts()), ids=lambda each: "" if " " in each else each)
def test_our_own_words_pass_the_measures(path, text):
    assert long_sentences(text, "nb", LIMITS.sentence_words) == []
    assert unexplained_jargon(text, "nb") == []
    assert [term.said for term in abbreviations_in(text, "nb") if term.said != "LIX"] == []


def test_our_own_words_together_are_easy_to_read():
    spoken = "\n\n".join(text for _, text in fixed_texts())
    assert lix(spoken, "nb") <= LIMITS.summary_lix
    assert figures("\n\n".join(text for path, text in fixed_texts() if ".at_stake." in path), "nb") == []
