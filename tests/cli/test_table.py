from hypothesis import given
from hypothesis import strategies as st

from compliance.cli.table import table
from tests.strategies import texts

ROWS = st.lists(st.tuples(st.just("ACT-0001"), texts(lines=False), texts(lines=False), texts(lines=False)), max_size=5)


@given(ROWS)
def test_a_table_is_as_wide_as_it_may_be_and_every_row_is_one_line(rows):
    lines = table(("ID", "Name", "Unit", "Owner"), rows, 60).split("\n")
    assert len(lines) == len(rows) + 1
    assert max(map(len, lines)) <= 60
    assert all(line.startswith("ACT-0001") for line in lines[1:])


def test_what_has_room_is_not_shortened():
    assert table(("ID", "Name"), [("A-1", "Skole"), ("A-2", "SFO")], 80) == "ID   Name\nA-1  Skole\nA-2  SFO"


def test_the_name_is_shortened_last():
    line = table(("ID", "Name", "Unit"), [("A-1", "n" * 40, "u" * 60)], 80).split("\n")[1]
    assert "n" * 40 in line and line.endswith("…")


def test_line_breaks_do_not_break_a_row():
    assert table(("ID", "Name"), [("A-1", "two\nlines\tand more")], 80).endswith("A-1  two lines and more")
