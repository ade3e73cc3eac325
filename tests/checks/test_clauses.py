import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.clauses import Clause, clauses, settled, written
from compliance.checks.expression import Language
from compliance.checks.rulebook import read_rulebook
from compliance.checks.syntax import Literal, MapOf, NoSuchForm

LANGUAGE = Language(frozenset({"a", "b", "c", "d", "rows"}))


def parsed(source):
    return LANGUAGE.expression(source).tree


@pytest.mark.parametrize(
    "source",
    [
        "a && b && c || d",
        "(a || b) && !(c && d)",
        'a.x == "e" && !(b.y in ["c", "d\\"æ"])',
        "has(a.x) ? a.x < -3 : !has(b.y) || b.y",
        "rows.exists(r, r.x == 1 && r.y.all(s, !s))",
        "rows.exists_one(r, !has(r.x)) || rows.filter(r, r.x).map(r, r.y) == []",
        "rows.map(r, r.x, r.y).size() > 1 + 2 * (3 - 1)",
        'a.name.startsWith("x") && b.name.contains("y")',
        '{"k": 1} == a',
        "1 - (2 - 3) == -(4 + 1)",
    ],
)
def test_a_condition_written_again_is_the_same_condition(source):
    assert parsed(written(parsed(source))) == parsed(source)


@pytest.mark.parametrize("rule", read_rulebook().rules, ids=lambda rule: rule.code)
def test_every_shipped_condition_is_the_same_when_written_again(rule):
    from compliance.checks.rule import LANGUAGE as SHIPPED

    for expression in rule.expressions():
        once = written(expression.tree)
        assert written(SHIPPED.expression(once).tree) == once


BARE = st.sampled_from(["a", "b", "c.x", "has(d.y)", "a == 1", '"x" in rows', "rows.exists(r, r)"])
CONDITIONS = st.recursive(
    BARE,
    lambda below: st.one_of(
        st.tuples(below, st.sampled_from(["&&", "||"]), below).map(lambda told: f"({told[0]}) {told[1]} ({told[2]})"),
        below.map(lambda told: f"!({told})"),
        st.tuples(below, below, below).map(lambda told: f"({told[0]}) ? ({told[1]}) : ({told[2]})"),
    ),
    max_leaves=6,
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "a": st.booleans(),
        "b": st.booleans(),
        "c": st.sampled_from([{}, {"x": True}, {"x": False}]),
        "d": st.sampled_from([{}, {"y": 1}]),
        "rows": st.sampled_from([[], [True], ["x", False]]),
    },
)


@given(CONDITIONS, VALUES)
def test_a_condition_written_again_says_the_same(source, values):
    expression, variables = LANGUAGE.expression(source), LANGUAGE.variables(values)
    again = LANGUAGE.expression(written(expression.tree))
    assert again.is_false(variables) == expression.is_false(variables)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a", ["a"]),
        ("a && b || !c", ["a", "b", "!c"]),
        ("a && (b || c.x == 1) && !(c && d)", ["a", "b", "c.x == 1", "!(c && d)"]),
        ("rows.exists(r, r && a)", ["rows.exists(r, r && a)"]),
        ("a ? b : c", ["a ? b : c"]),
    ],
)
def test_the_clauses_are_the_operands_of_the_outermost_and_and_or(source, found):
    assert [str(clause) for clause in clauses(parsed(source))] == found


def test_one_clause_is_settled_and_the_others_stay():
    tree = parsed("a && (b || c)")
    settlements = [[written(settled(tree, each, truth=truth)) for truth in (True, False)] for each in clauses(tree)]
    assert settlements == [
        ["true && (b || c)", "false && (b || c)"],
        ["a && (true || c)", "a && (false || c)"],
        ["a && (b || true)", "a && (b || false)"],
    ]
    assert settled(tree, Clause((), tree), truth=True) == Literal(value=True)


@pytest.mark.parametrize("node", [Literal(value=None), Literal(value=1.5), MapOf((), "google.protobuf.Any")])
def test_what_no_well_formed_condition_holds_is_not_written(node):
    with pytest.raises(NoSuchForm):
        written(node)
