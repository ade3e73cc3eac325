import pytest

from compliance.checks.expression import Language
from compliance.checks.syntax import (
    Call,
    Each,
    ListOf,
    Literal,
    MapOf,
    Name,
    NoSuchForm,
    Select,
    path,
    paths,
    tree,
    walk,
)

LANGUAGE = Language(frozenset({"o", "p"}))


def parsed(source):
    return LANGUAGE.expression(source).tree


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("true", Literal(value=True)),
        ("false", Literal(value=False)),
        ("null", Literal(value=None)),
        ("0", Literal(value=0)),
        ("-7", Literal(value=-7)),
        ("9223372036854775807", Literal(value=2**63 - 1)),
        ('"æøå č đ ŋ"', Literal(value="æøå č đ ŋ")),
        ('""', Literal(value="")),
        ("o", Name("o")),
        ("o.a.b", Select(Select(Name("o"), "a", tested=False), "b", tested=False)),
        ("has(o.a)", Select(Name("o"), "a", tested=True)),
        ('o.a == "e"', Call("_==_", (Select(Name("o"), "a", tested=False), Literal("e")))),
        ("o.a.size()", Call("size", (Select(Name("o"), "a", tested=False),))),
        ("[1, 2]", ListOf((Literal(1), Literal(2)))),
        ('{"k": 1}', MapOf(((Literal("k"), Literal(1)),))),
    ],
)
def test_the_tree_says_what_was_written(source, expected):
    assert parsed(source) == expected


@pytest.mark.parametrize("macro", ["exists", "all", "exists_one", "filter", "map"])
def test_every_macro_is_a_loop_over_its_list(macro):
    loop = parsed(f"o.rows.{macro}(r, r.a)")
    assert isinstance(loop, Each)
    assert (loop.variable, path(loop.over)) == ("r", "o.rows")
    assert Select(Name("r"), "a", tested=False) in walk(loop)


def test_paths_are_what_is_read_without_what_belongs_to_a_loop():
    source = 'o.rows.exists(r, r.a == p.b && r.inner.all(i, i.c)) || has(o.d.e) || "x" in o.f'
    assert paths(parsed(source)) == ("o.rows", "p.b", "o.d.e", "o.f")


def test_a_loop_variable_that_shadows_a_name_is_not_taken_for_it():
    assert paths(parsed("o.rows.exists(p, p.b)")) == ("o.rows",)


def test_a_form_that_is_not_known_is_refused():
    with pytest.raises(NoSuchForm):
        tree(b"")
