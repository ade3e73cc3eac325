from enum import StrEnum

from compliance.formats import lexicon
from compliance.formats.lexicon import member_word, truth_word
from compliance.language.catalogues import LOCALES
from compliance.language.labels import enumerations
from compliance.model.activity import Art6, Art9Condition


def test_codes_with_equal_letters_keep_their_own_words():
    assert member_word(Art6.a, "nb") != member_word(Art9Condition.a, "nb")
    assert "9" in member_word(Art9Condition.h, "nb")


def test_no_two_codes_of_an_enumeration_are_written_alike():
    for language in LOCALES:
        for choices in enumerations():
            words = {member_word(member, language).casefold() for member in choices}
            assert len(words) == len(choices), (language, choices)


def test_codes_that_share_a_label_are_told_apart_by_the_code(monkeypatch):
    class Twins(StrEnum):
        one = "one"
        two = "two"

    monkeypatch.setattr(lexicon, "member_label", lambda member, language: "same")
    assert [member_word(member, "nb") for member in Twins] == ["one – same", "two – same"]


def test_yes_and_no_are_the_words_of_an_answer():
    assert [truth_word(truth, "nb") for truth in (True, False)] == ["ja", "nei"]
