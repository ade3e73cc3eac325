from hypothesis import given
from hypothesis import strategies as st

from compliance.memo.composed import YearCost
from compliance.report.charts import bar_chart, highest
from tests.report.sample_memo import a_question, an_option


def costs(*amounts):
    return tuple(YearCost(year=2027 + at, amount=amount) for at, amount in enumerate(amounts))


def test_the_highest_bar_fills_the_height_and_half_as_much_is_half_as_high():
    tall, half, none = bar_chart(costs(100, 50, 0), 100, width=30, height=18).bars
    assert (tall.height, half.height, none.height) == ("10.00", "5.00", "0.00")
    assert (tall.y, half.y) == ("4.00", "9.00") and tall.x == "1.25"


def test_all_charts_of_a_question_share_one_scale():
    assert highest(a_question(1).options) == 240_000
    assert highest((an_option("a", yearly=()),)) == 0


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8), st.integers(0, 10**9))
def test_no_bar_leaves_its_chart(amounts, top):
    top = max([top, *amounts])
    for bar in bar_chart(costs(*amounts), top).bars:
        assert float(bar.x) >= 0 and float(bar.x) + float(bar.width) <= 40.01
        assert 0 <= float(bar.height) <= 10 and float(bar.y) + float(bar.height) <= 14.01
