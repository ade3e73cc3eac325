import cel as second_implementation
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.expression import (
    FALSE,
    LONGEST,
    TRUE,
    DefectiveExpression,
    Language,
    NotAnExpression,
    Outcome,
    Truth,
)

LANGUAGE = Language(frozenset({"o", "beside"}))
SEEN = {
    "o": {"yes": True, "no": False, "code": "e", "day": "2026-01-31", "n": 3, "none": [], "rows": [{"a": True}, {}]}
}


def said(source, values=SEEN):
    return LANGUAGE.expression(source).holds(LANGUAGE.variables(values))


@pytest.mark.parametrize(
    "source",
    [
        "o.yes",
        "!o.no",
        'o.code == "e"',
        'o.code in ["c", "e"]',
        "o.none == []",
        'o.day < "2026-02-01"',
        "!has(o.missing)",
        "!has(o.missing) || !o.missing",
        "o.missing || true",
        "true || o.missing",
        "o.rows.exists(r, r.a)",
    ],
)
def test_what_holds_is_true(source):
    assert said(source) is TRUE


@pytest.mark.parametrize(
    "source", ["o.no", "o.missing && false", "false && o.missing", "o.rows.all(r, has(r.a) && r.a)"]
)
def test_what_does_not_hold_is_false(source):
    assert said(source) is FALSE


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("o.missing", "missing"),
        ("!o.missing", "missing"),
        ('o.missing == "e"', "missing"),
        ('o.missing != "e"', "missing"),
        ('o.missing in ["e"]', "missing"),
        ('o.missing < "2026"', "missing"),
        ("o.missing && true", "missing"),
        ("o.missing.deeper", "missing"),
        ("o.rows.all(r, r.a)", "a"),
        ("o.missing ? true : true", "missing"),
        ("beside.code", "beside"),
        ("o.rows.filter(r, r.a) == []", "a"),
    ],
)
def test_what_needs_an_absent_key_is_unknown_and_says_which(source, missing):
    assert said(source) == Outcome(Truth.unknown, missing)


@pytest.mark.parametrize("source", ["o.code && true", "o.n < o.code", "o.code", "o.n", "o.none", "o.n / 0 == 1"])
def test_any_other_error_is_a_defect_of_the_rule(source):
    with pytest.raises(DefectiveExpression):
        said(source)


def test_a_null_that_slipped_in_is_a_defect_where_it_matters_and_never_an_answer():
    with pytest.raises(DefectiveExpression):
        said("o.code && true", {"o": {"code": None}})


@pytest.mark.parametrize(
    "source",
    [
        "",
        "o.",
        "o.yes &&",
        "nobody.knows",
        "o.yes = true",
        "a" * (LONGEST + 1),
        '"\ud800"',
        "(" * 500 + "o" + ")" * 500,
    ],
)
def test_what_is_no_expression_is_refused_when_it_is_compiled(source):
    with pytest.raises(NotAnExpression) as refused:
        LANGUAGE.expression(source)
    assert str(refused.value).startswith("The condition is not well formed: ")


def test_a_value_comes_out_as_plain_data_and_an_unknown_one_as_unknown():
    variables = LANGUAGE.variables(SEEN)
    assert LANGUAGE.expression('{"code": o.code, "n": [o.n]}').value(variables) == {"code": "e", "n": [3]}
    assert LANGUAGE.expression("o.missing").value(variables) == Outcome(Truth.unknown, "missing")


def test_expressions_asked_together_are_false_only_where_each_case_is():
    cases = [("o.yes", "o.no"), (None, 'o.code == "a"'), ("o.no", "o.missing")]
    compiled = [(LANGUAGE.expression(a) if a else None, LANGUAGE.expression(g)) for a, g in cases]
    together = LANGUAGE.any_of(compiled)
    variables = LANGUAGE.variables(SEEN)
    assert together.is_false(variables)
    assert not LANGUAGE.any_of([*compiled, (None, LANGUAGE.expression("o.missing"))]).is_false(variables)
    assert not LANGUAGE.any_of([*compiled, (LANGUAGE.expression("o.missing"), LANGUAGE.expression("o.no"))]).is_false(
        variables
    )


def test_expressions_too_deep_together_are_asked_one_by_one():
    deep = LANGUAGE.expression("!(" * 28 + "o.yes" + ")" * 28)
    assert LANGUAGE.any_of([(None, deep)] * 3) is None or LANGUAGE.any_of([(None, deep)]).is_false(
        LANGUAGE.variables({"o": {"yes": False}})
    )


KEYS = ("a", "b", "c")


@st.composite
def formulas(draw, *, depth=4, loops=True):
    """A formula as text, and the same in Python over True, False and None for unknown."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(leaves())
    kind = draw(st.sampled_from(["and", "or", "not", "if", *(("exists", "all") if loops else ())]))
    if kind == "not":
        text, means = draw(formulas(depth=depth - 1, loops=loops))
        return f"!({text})", lambda row: negated(means(row))
    if kind in ("exists", "all"):
        return draw(loops_over_rows(kind, depth))
    parts = [draw(formulas(depth=depth - 1, loops=loops)) for _ in range(3 if kind == "if" else 2)]
    return joined(kind, parts)


@st.composite
def leaves(draw):
    key = draw(st.sampled_from(KEYS))
    if draw(st.booleans()):
        return f"has(o.{key})", lambda row: row.get(key) is not None
    return f"o.{key}", lambda row: row.get(key)


@st.composite
def loops_over_rows(draw, kind, depth):
    key = draw(st.sampled_from(KEYS))
    text, means = draw(formulas(depth=depth - 1))
    means_each = (
        (lambda row: [conjunction(each.get(key), means(row)) for each in row["rows"]])
        if kind == "all"
        else (lambda row: [disjunction(each.get(key), means(row)) for each in row["rows"]])
    )
    operator, fold = ("&&", conjunction) if kind == "all" else ("||", disjunction)
    return f"o.rows.{kind}(each, each.{key} {operator} ({text}))", lambda row: fold(*means_each(row))


def joined(kind, parts):
    (a, mean_a), (b, mean_b), *rest = parts
    if kind == "if":
        c, mean_c = rest[0]
        return f"(({a}) ? ({b}) : ({c}))", lambda row: chosen(mean_a(row), lambda: mean_b(row), lambda: mean_c(row))
    operator, fold = ("&&", conjunction) if kind == "and" else ("||", disjunction)
    return f"({a}) {operator} ({b})", lambda row: fold(mean_a(row), mean_b(row))


def negated(truth):
    return None if truth is None else not truth


def conjunction(*truths):
    return False if False in truths else None if None in truths else True


def disjunction(*truths):
    return True if True in truths else None if None in truths else False


def chosen(test, then, otherwise):
    return None if test is None else then() if test else otherwise()


answers = st.dictionaries(st.sampled_from(KEYS), st.booleans())
rows = st.builds(lambda row, inner: {**row, "rows": inner}, answers, st.lists(answers, max_size=3))


@given(formulas(), rows)
def test_absent_keys_obey_kleene_logic(formula, row):
    text, means = formula
    expected = {True: Truth.true, False: Truth.false, None: Truth.unknown}[means(row)]
    assert said(text, {"o": row}).truth is expected


@given(formulas(loops=False), rows)
def test_a_second_implementation_of_the_language_says_the_same_where_nothing_loops(formula, row):
    text, _ = formula
    try:
        other = second_implementation.evaluate(text, {"o": row})
    except KeyError:
        other = None
    assert said(text, {"o": row}).truth is {True: Truth.true, False: Truth.false, None: Truth.unknown}[other]


@given(formulas(), rows, st.sampled_from(KEYS), st.booleans())
def test_a_formula_without_has_never_changes_its_mind_when_an_unknown_is_answered(formula, row, key, answer):
    text, _ = formula
    if "has(" in text or key in row:
        return
    before, after = said(text, {"o": row}).truth, said(text, {"o": {**row, key: answer}}).truth
    assert before is Truth.unknown or before is after
