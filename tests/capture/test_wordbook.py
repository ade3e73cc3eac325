import pytest

from compliance.capture.wordbook import EVERY_LANGUAGE, Wordbook, folded
from compliance.formats.lexicon import member_word
from compliance.language.catalogues import LOCALES
from compliance.language.labels import enumerations
from compliance.model.values import Answer


@pytest.mark.parametrize("language", LOCALES)
def test_every_word_a_form_shows_is_understood_without_knowing_the_form(language):
    for choices in enumerations():
        for member in choices:
            word = member_word(member, language)
            own = {folded(other.value): other.value for other in choices}
            assert own.get(folded(word), EVERY_LANGUAGE.member(choices, word)) == member.value


def test_a_workbook_s_own_words_come_before_today_s():
    own = Wordbook({"Answer": {"Jawohl": "yes", "nei": "unknown"}})
    assert own.member(Answer, "JAWOHL") == "yes"
    assert own.member(Answer, "nei") == "unknown"
    assert own.member(Answer, "ja") == "yes"


def test_a_word_with_its_code_before_it_is_known_by_the_code():
    assert EVERY_LANGUAGE.member(Answer, "no – det gjør vi ikke") == "no"
    assert EVERY_LANGUAGE.member(Answer, "kanskje – vet ikke") is None


@pytest.mark.parametrize(
    ("word", "truth"), [("ja", True), ("NO", False), ("unknown", None), ("kanskje", None), ("0", False)]
)
def test_a_truth_is_yes_or_no_and_nothing_else(word, truth):
    assert EVERY_LANGUAGE.truth(word) is truth


def test_words_are_compared_without_case_blanks_and_underscores():
    assert folded("  Case_\u00a0 CLOSED ") == "case closed"
    assert folded("e\u0301") == folded("\u00e9")


def test_an_apostrophe_is_an_apostrophe_however_it_is_typed():
    assert folded("People’s  rights") == folded("people's rights")
