"""The decision in the file: ticked, printed, reproducible."""

import subprocess

import page as page_validation
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.signoff.lettering import LetterMissing, NoRoom, plain
from compliance.signoff.ticks import AlreadyDecided, NoSuchPlace, NothingDecided, Ticks, read_ticks, tick

BOXES = ["QUE-0001.postpone", "QUE-0001.recommended", "QUE-0002.recommended", "QUE-0002.reject"]


def test_the_memo_stays_as_it_was_byte_for_byte(presented, ticked):
    assert ticked.startswith(presented)
    assert ticked.count(b"%%EOF\n") == presented.count(b"%%EOF\n") + 1


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_ticked_file_is_still_archivable_and_accessible(ticked, profile):
    report = page_validation.validate_pdf_bytes(ticked, profile=profile)
    assert not report.failures, report.failures


def test_what_was_decided_can_be_read_back(ticked):
    shown = read_ticks(ticked)
    assert shown.choices == {"QUE-0001.postpone", "QUE-0002.recommended"}
    assert shown.texts == (("QUE-0001.reason", "Vi venter: čđŋšŧž – „til høsten“."),)


def test_a_presented_memo_shows_no_decision(presented):
    assert read_ticks(presented) == Ticks(frozenset(), ())


def test_the_order_of_the_answers_makes_no_difference(presented):
    texts = {"QUE-0001.reason": "en", "QUE-0002.reason": "to"}
    turned = dict(reversed(texts.items()))
    assert tick(presented, BOXES[:2], texts) == tick(presented, BOXES[1::-1], turned)


@pytest.mark.tool("pdftotext")
def test_the_reasons_are_on_the_page_in_letters_anyone_can_copy(ticked):
    said = subprocess.run(["pdftotext", "-", "-"], input=ticked, capture_output=True, check=True).stdout.decode()
    assert "Vi venter: čđŋšŧž – „til høsten“." in " ".join(said.split())


@pytest.mark.parametrize("choices", [["QUE-0009.recommended"], ["QUE-0001.reason"], ["signature"], [""]])
def test_an_option_that_is_not_on_the_page_is_refused_and_the_others_are_named(presented, choices):
    with pytest.raises(NoSuchPlace) as refusal:
        tick(presented, choices, {})
    assert "QUE-0002.reject" in refusal.value.advice


def test_a_text_without_a_place_is_refused(presented):
    with pytest.raises(NoSuchPlace):
        tick(presented, BOXES[:1], {"QUE-0001.postpone": "tekst"})


def test_a_decision_without_choices_is_none(presented):
    with pytest.raises(NothingDecided):
        tick(presented, [], {"QUE-0001.reason": "tekst"})


@pytest.mark.parametrize("file", ["ticked", "signed"])
def test_a_file_is_ticked_once(file, request):
    with pytest.raises(AlreadyDecided):
        tick(request.getfixturevalue(file), BOXES[:1], {})


def test_a_reason_that_does_not_fit_is_refused_with_what_would(presented):
    with pytest.raises(NoRoom, match=r"QUE-0001\.reason"):
        tick(presented, BOXES[:1], {"QUE-0001.reason": "Fordi det er slik. " * 60})


def test_a_reason_in_letters_the_page_does_not_have_is_refused(presented):
    with pytest.raises(LetterMissing):
        tick(presented, BOXES[:1], {"QUE-0001.reason": "因为"})


latin = st.characters(min_codepoint=32, max_codepoint=0x17F, blacklist_categories=("Cc",))


@settings(max_examples=25)
@given(st.sets(st.sampled_from(BOXES), min_size=1), st.text(latin | st.sampled_from("–„“…\n"), max_size=60))
def test_any_decision_is_read_back_as_it_was_written_and_written_again_as_it_was(presented, choices, reason):
    try:
        file = tick(presented, choices, {"QUE-0002.reason": reason})
    except (NoRoom, LetterMissing):
        return
    shown = read_ticks(file)
    assert shown.choices == choices
    assert dict(shown.texts) == ({"QUE-0002.reason": plain(reason)} if plain(reason) else {})
    assert tick(presented, shown.choices, dict(shown.texts)) == file
