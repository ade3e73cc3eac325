from compliance.report.room import front_mm, front_size, height_mm, side_by_side, size_of
from tests.report.sample_memo import a_head, a_memo, a_question, an_in_short, an_option, zero_option

SENTENCE = "Dette er en lang setning om hvordan kommunen bruker opplysninger om folk. "
LONG = SENTENCE * 12


def test_a_usual_question_and_first_page_stand_in_usual_letters():
    assert size_of(a_question(1)) == "usual" and front_size(a_memo()) == "usual"


def test_more_text_asks_for_smaller_letters():
    assert size_of(a_question(1, background=SENTENCE * 30)) == "dense"
    assert size_of(a_question(1, background=LONG * 4)) == "dense tight"
    assert front_size(a_memo(in_short=an_in_short(summary=LONG * 2))) == "dense tight"


def test_every_letter_more_makes_a_page_no_lower():
    heights = [height_mm(a_question(1, background="ord " * n)) for n in range(1, 400, 20)]
    assert heights == sorted(heights)
    fronts = [front_mm(a_memo(head=a_head(title="ord " * n))) for n in range(1, 60, 5)]
    assert fronts == sorted(fronts)


def test_options_one_above_the_other_ask_for_more_room_the_more_they_are():
    four = [an_option(letter) for letter in "abcd"]
    assert height_mm(a_question(1, options=(*four, an_option("e")))) > height_mm(a_question(1, options=tuple(four)))


def test_two_or_three_short_options_stand_side_by_side_and_four_or_long_ones_do_not():
    three = a_question(1)
    assert side_by_side(three)
    assert not side_by_side(a_question(1, options=(*three.options, an_option("d"))))
    assert not side_by_side(a_question(1, options=(zero_option(), an_option("b", description=LONG))))
