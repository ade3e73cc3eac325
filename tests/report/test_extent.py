import io

import pikepdf
import pytest

from compliance.report.decision_memo import memo_pdf
from compliance.report.extent import pages_taken
from tests.report.sample_memo import a_memo, a_question

LONG = "Dette er en lang setning om hvordan kommunen bruker opplysninger om folk. " * 120


def a_file(pages, **places):
    """A PDF with so many pages and named places on them."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if places:
        names = document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
        document.Root.Names = pikepdf.Dictionary(Dests=names)
        tree = pikepdf.NameTree(names)
        for name, page in places.items():
            tree[name] = pikepdf.Array([document.pages[page - 1].obj, pikepdf.Name.XYZ, 0, 0, 0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_question_takes_the_pages_up_to_the_next_thing_that_begins():
    assert pages_taken(a_file(9, ask=1, earlier=3, q1=4, q2=5, q3=8, risks=9)) == {0: 2, 1: 1, 2: 3, 3: 1}


def test_questions_that_share_a_page_take_it_each():
    assert pages_taken(a_file(4, ask=1, q1=2, q2=2, q3=3, signature=4)) == {0: 1, 1: 1, 2: 1, 3: 1}


def test_the_last_thing_in_a_file_ends_where_it_does():
    assert pages_taken(a_file(4, ask=1, q1=2)) == {0: 1, 1: 3}


@pytest.mark.parametrize("places", [{}, {"ask": 1, "state": 2}, {"quest": 1, "q0": 1, "q": 2}])
def test_a_file_without_questions_has_nothing_to_tell(places):
    assert pages_taken(a_file(2, **places)) == {}


@pytest.mark.slow
def test_a_question_that_does_not_fit_takes_more_than_its_page():
    memo = a_memo(questions=(a_question(1), a_question(2, background=LONG), a_question(3)))
    taken = pages_taken(memo_pdf(memo))
    assert taken[0] == taken[1] == taken[3] == 1
    assert taken[2] > 1
