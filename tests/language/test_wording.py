from datetime import date

import pytest

from compliance.language.wording import BrokenWording, NoSuchWords, Wording, _read, wording

CONTENT = {
    "late": {"one": "1 dag", "many": "{n} dager"},
    "said": {"text": "Til {name} den {day}"},
    "bare": "Ord {list}",
}


def words(language="nb"):
    return Wording("prøve", CONTENT, language)


def test_facts_are_shown_as_a_person_writes_them():
    assert words()("said", name="{Kari}", day=date(2026, 5, 1)) == "Til {Kari} den 1. mai 2026"
    assert words()("bare", list=("a", "b", "c")) == "Ord a, b og c"
    assert words().counted("late", 1900) == "1\xa0900 dager" and words().counted("late", 1) == "1 dag"


def test_a_path_without_words_is_refused_by_name():
    with pytest.raises(NoSuchWords, match=r"prøve have no words at said\.nothing"):
        words()("said.nothing")
    with pytest.raises(NoSuchWords):
        words()("late")


def test_what_stands_at_a_path_can_be_asked_for():
    assert words().has("late.one") and not words().has("late.few") and not words().has("bare.text")


def test_another_language_has_the_bokmal_where_nobody_has_translated_it():
    assert wording("follow-up", "da")("goal.on_pace")


@pytest.mark.parametrize("text", ["- en liste", "a: [", ""])
def test_a_file_that_holds_no_mapping_is_refused(tmp_path, text):
    path = tmp_path / "ord.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(BrokenWording, match=r"ord\.yaml"):
        _read(path)
