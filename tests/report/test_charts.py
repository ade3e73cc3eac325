from hypothesis import given
from hypothesis import strategies as st

from compliance.model.organisation import RiskLevel
from compliance.report.charts import bar_chart, level_length, lying_bar
from tests.report.sample_memo import areas


def chart(*amounts, top, **size):
    return bar_chart([str(2027 + at) for at in range(len(amounts))], amounts, top, **size).bars


def test_the_highest_bar_fills_the_height_and_half_as_much_is_half_as_high():
    tall, half, none = chart(100, 50, 0, top=100, width=30, height=18)
    assert (tall.height, half.height, none.height) == ("10.00", "5.00", "0.00")
    assert (tall.y, half.y) == ("4.00", "9.00") and tall.x == "1.25"


def test_a_risk_level_is_as_many_quarters_long_as_it_is_high_and_one_not_known_has_no_length():
    assert [level_length(level, 40) for level in (None, *RiskLevel)] == ["0.00", "10.00", "20.00", "30.00", "40.00"]


def test_the_shares_of_an_area_lie_end_to_end_gravest_first():
    area = areas()[0].model_copy(update={"blockers": 2, "majors": 0, "minors": 3, "unknown": 5})
    parts = lying_bar(area, 20, 100)
    assert [(part.id, part.count) for part in parts] == [("blocker", 2), ("minor", 3), ("unknown", 5)]
    assert [(part.x, part.width) for part in parts] == [("0.00", "10.00"), ("10.00", "15.00"), ("25.00", "25.00")]


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8), st.integers(0, 10**9))
def test_no_bar_leaves_its_chart(amounts, top):
    for bar in chart(*amounts, top=max([top, *amounts])):
        assert float(bar.x) >= 0 and float(bar.x) + float(bar.width) <= 40.01
        assert 0 <= float(bar.height) <= 10 and float(bar.y) + float(bar.height) <= 14.01


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_no_share_leaves_the_width_it_is_given(counts):
    area = areas()[0].model_copy(update=dict(zip(("blockers", "majors", "minors", "unknown"), counts, strict=True)))
    assert all(float(part.x) + float(part.width) <= 100.02 for part in lying_bar(area, area.total, 100))
