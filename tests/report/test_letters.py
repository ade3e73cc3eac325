"""What cannot be printed is told by the record that holds it, before or after the page was tried."""

import pytest
from walked import AT, DAY, presented_once

from compliance.capture.candidate import Candidate
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.report.decision_memo import memo_pdf
from compliance.report.letters import LettersNotPrintable, refuse_turning, told, without_shape
from tests.report.sample_memo import a_head, a_memo


def memo(title):
    return a_memo(head=a_head(title=title))


@pytest.mark.parametrize(
    "title", ["Čáhppes čđŋšŧž – «æøå» 1 802 kr", "a\u030a c\u030c \u01d6", "stille\u00adord a\u200bb"]
)
def test_what_the_shipped_faces_have_or_compose_is_left_alone(title):
    assert without_shape(memo(title)) == frozenset()
    refuse_turning(memo(title), None)


@pytest.mark.parametrize("letter", ["😀", *(pytest.param(each, marks=pytest.mark.slow) for each in "ب名\ue000")])
def test_a_letter_of_no_shipped_face_stops_the_memo_and_is_named(letter):
    with pytest.raises(LettersNotPrintable) as refusal:
        memo_pdf(memo(f"Notat {letter}"))
    assert f"head.title: {letter} (U+{ord(letter):04X})" in str(refusal.value)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066"])
def test_signs_that_turn_a_text_around_are_refused_though_nothing_is_missing(sign):
    with pytest.raises(LettersNotPrintable) as refusal:
        refuse_turning(memo(f"Vi {sign}ellatteb"), None)
    assert f"U+{ord(sign):04X}" in str(refusal.value)


def test_the_record_and_the_field_are_named_where_the_register_is_at_hand(presented_copy):
    with presented_copy.open() as register:
        plan = register.plan([Candidate("activity", "ACT-0012", {"name": "名 Besøksliste 😀"})])
        register.apply(plan, actor="PER-1", reason="x", at=AT)
        view = register.view()
        composed = compose(material(view, DAY), draft=True).memo
        refusal = told(composed, view, without_shape(composed))
    assert "ACT-0012 name: 名 (U+540D) 😀 (U+1F600)" in str(refusal)
    assert "compliance edit ACT-0012 --set name=" in refusal.advice


@pytest.fixture
def presented_copy(tmp_path_factory, tmp_path):
    return presented_once(tmp_path_factory).copied_to(tmp_path)
