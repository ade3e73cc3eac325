from compliance.formats.source import Source
from compliance.formats.tree import line_of
from compliance.formats.yaml import read

TREE = read(Source("x", b"a:\n  - b: 1\n    c:\n      - x\n      - y\nd: z\n"))[0]


def test_a_path_leads_to_its_line():
    assert [line_of(TREE, steps) for steps in (("a",), ("a", 0, "c"), ("a", 0, "c", 1), ("d",))] == [1, 3, 5, 6]


def test_a_path_that_leads_nowhere_gives_the_line_it_got_to():
    assert line_of(TREE, ("a", 0, "colour")) == 2
    assert line_of(TREE, ("a", 7)) == 1
    assert line_of({"a": 1}, ("a",)) == 0
