"""Rule files come from other people. Whatever they hold is a rule or is refused, and never more than that."""

import json
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.expression import LONGEST, MOST_ROUNDS, DefectiveExpression, NotAnExpression
from compliance.checks.faults import Fault
from compliance.checks.loading import MalformedChecklist, sheet_of
from compliance.checks.rule import LANGUAGE, Rule, RuleFile, rule_in
from compliance.checks.sight import names_seen
from compliance.checks.wellformed import _CALLS, condition

FIELDS = {
    "code": "T-1",
    "area": "law",
    "judges": "organisation",
    "statement": "Noe mangler.",
    "why": "Derfor.",
    "remedy": "Gjør noe.",
    "citations": [{"instrument": "GDPR", "jurisdiction": "EU", "verified": True}],
    "severity": "major",
    "decides": "line",
    "gap_when": "organisation.staff_count > 1",
}

# A condition is text: these are written as Python would, so that their size does not stand here.
DEEP = {
    "brackets": "'(' * 900 + 'true' + ')' * 900",
    "brackets left open": "'(' * 1900",
    "lists": "'[' * 900 + ']' * 900 + ' == []'",
    "lists left open": "'[' * 1900",
    "maps": "'{1: ' * 350 + '1' + '}' * 350",
    "maps left open": "'{' * 1900",
    "not and bracket": "'!(' * 600 + 'true' + ')' * 600",
    "minus and bracket": "'-(' * 600 + '1' + ')' * 600 + ' == 1'",
    "fields": "'organisation' + '.a' * 900",
    "sums": "'1' + ' + 1' * 450 + ' == 1'",
    "comparisons": "'true' + ' == true' * 200",
    "choices": "'true ? true : ' * 130 + 'true'",
    "calls": "'size(' * 300 + '[]' + ')' * 300 + ' == 0'",
    "methods": "'[]' + '.size()' * 250 + ' == 0'",
    "places": "'[1]' + '[0]' * 600 + ' == 1'",
    "membership": "'1' + ' in [1]' * 250",
    "loops": "'[1].exists(a, ' * 100 + 'true' + ')' * 100",
    "loops in a row": "'[1]' + '.map(a, a)' * 180 + ' == []'",
    "a number": "'9' * 1900 + ' == 1'",
    "a number in hexadecimal": "'0x' + 'f' * 1900 + ' == 1'",
    "a number below zero": "'-' + '9' * 1900 + ' == 1'",
    "a million letters": "'a' * 1000000",
    "a million brackets": "'(' * 1000000",
    "a comment only": "'//' + 'x' * 1900",
    "an open text": "chr(34) + 'x' * 1900",
    "an open text of three": "chr(34) * 3 + 'x' * 1900",
    "a zero byte": "'true' + chr(0)",
    "half a letter": "chr(0xd800) + ' == 1'",
    "nothing but blanks": "' ' * 1000",
}

RUN = """
import json, sys
from compliance.checks.loading import MalformedChecklist, sheet_of
from compliance.checks.rule import rule_of
for name, text in json.loads(sys.argv[2]).items():
    fields = json.loads(sys.argv[1]) | {sys.argv[3]: eval(text)}
    print(name, end=": ", flush=True)
    try:
        rule_of(sheet_of(json.dumps(fields).encode(), "a-rule.yaml"))
    except MalformedChecklist as refused:
        print(str(refused)[:100], flush=True)
"""


@pytest.mark.parametrize("field", ["gap_when", "applies_when"])
def test_a_condition_however_deep_or_long_is_refused_and_ends_no_interpreter(field):
    """In a process of its own: what overflows the stack of a C++ library cannot be caught. The last name told is it."""
    arguments = [json.dumps(FIELDS), json.dumps(DEEP), field]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, timeout=10, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert told.keys() == DEEP.keys()
    assert [name for name, said in told.items() if not said.startswith("a-rule.yaml, line 1")] == []


@pytest.mark.parametrize("mark", ["!", "-", "- "])
def test_unary_operators_in_a_row_are_read_or_refused(mark):
    for count in (*range(1, 40), LONGEST // 2):
        rule_in(written({**FIELDS, "gap_when": mark * count + "true"}))


def written(fields):
    return sheet_of(yaml.safe_dump(fields, allow_unicode=True).encode(), "a-rule.yaml")


def refusals(fields):
    """What is said against a rule of these fields; each names file and line."""
    read = rule_in(written(fields))
    assert not isinstance(read, Rule)
    for fault in read:
        assert fault.place_of_fault.file == "a-rule.yaml" and fault.place_of_fault.row >= 1
    return [f"{fault.place_of_fault.field}: {fault.facts['reason']}" for fault in read]


def test_the_rule_the_others_are_made_of_is_sound():
    assert isinstance(rule_in(written(FIELDS)), Rule)


WRONG = [1, -1, 10**17, True, None, [], {}, [[]], {"a": {}}, "", " ", [None], {"when": 1}, ["a", 1]]
OPTIONAL = {name for name, field in RuleFile.model_fields.items() if not field.is_required()}


@pytest.mark.parametrize("field", RuleFile.model_fields)
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_value_of_the_wrong_type_is_refused_or_fits(field, value):
    read = rule_in(written({**FIELDS, field: value}))
    if not isinstance(read, Rule):
        assert all(fault.place_of_fault.row >= 1 and fault.facts["reason"] for fault in read)
    else:
        assert field in OPTIONAL


@pytest.mark.parametrize("field", sorted(RuleFile.model_fields.keys() - OPTIONAL))
def test_what_is_left_out_is_named(field):
    assert refusals({name: value for name, value in FIELDS.items() if name != field}) == [f"{field}: field required"]


def test_everything_that_is_wrong_with_a_file_is_told_at_once():
    wrong = {**FIELDS, "area": "weather", "severity": [{"is": "terrible"}], "colour": "green"}
    assert [told.split(":")[0] for told in refusals(wrong)] == ["area", "colour", "severity[0].is"]
    mistyped = {**FIELDS, "gap_when": "organisation.staff > 1", "applies_when": "organization.name == 1 &&"}
    assert [told.split(":")[0] for told in refusals(mistyped)] == ["applies_when", "gap_when"]


def test_a_condition_that_is_refused_draws_no_second_fault_after_it():
    wrong = {**FIELDS, "gap_when": "has(organisation.staff)", "absence_is_fine": ["organisation.staff_count"]}
    assert [told.split(":")[0] for told in refusals(wrong)] == ["gap_when"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{x:>9999999999}", "only a name stands in braces"),
        ("{x!r}", "only a name stands in braces"),
        ("{x:{x}}", "only a name stands in braces"),
        ("{x.__class__}", "not among shows"),
        ("{x[0]}", "not among shows"),
        ("{}", "the braces are empty"),
        ("{0}", "not among shows"),
        ("{", "a brace stands alone"),
    ],
)
@pytest.mark.parametrize("field", ["statement", "undetermined", "remedy"])
def test_nothing_but_a_shown_name_stands_in_braces(field, text, reason):
    [said] = refusals({**FIELDS, "shows": {"x": "organisation.name"}, field: f"Noe {text}."})
    assert said.startswith(f"{field}: ") and reason in said


@pytest.mark.parametrize("name", ["0", "a.b", "a[0]", "__class__", "æ", "", "A"])
def test_what_is_shown_has_a_plain_name(name):
    assert refusals({**FIELDS, "shows": {name: "organisation.name"}})


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.sampled_from(["T-1", "law", "organisation", "gap", "line", "leader", "major", "GDPR", "true", "{x}", "NO"]),
)
TREES = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.lists(below, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=6), st.sampled_from(["when", "is", "sentence", "patch", "expect", "verified"])),
            below,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(RuleFile.model_fields)), TREES, max_size=6), st.booleans())
def test_whatever_the_fields_hold_is_a_rule_or_is_refused_with_file_and_line(changed, aliases):
    dumper = yaml.SafeDumper if aliases else NoAliases
    data = yaml.dump({**FIELDS, **changed}, Dumper=dumper, allow_unicode=True).encode()
    try:
        read = rule_in(sheet_of(data, "a-rule.yaml"))
    except MalformedChecklist as refused:
        read = (refused,)
    if not isinstance(read, Rule):
        assert all(str(fault).startswith("a-rule.yaml, line ") for fault in read)


class NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


WORDS = [
    "organisation", "related", "facts", "law", "today", ".", "has(", "(", ")", "[", "]", "{", "}", ":", ",", "!", "-",
    "&&", "||", "==", "!=", "<", "in", "?", "+", "*", "true", "null", "1", '"x"', "'", '"', "exists(a,", "all(a,", "a",
    "map(a,", "filter(a,", "size(", "staff_count", "name", "//", "\n", "\\", "b'x'", "1u", "1.5", "9223372036854775808",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_whatever_a_condition_holds_is_well_formed_or_refused(source):
    read = rule_in(written({**FIELDS, "gap_when": source}))
    if not isinstance(read, Rule):
        assert [fault.place_of_fault.field for fault in read]


# What a condition can do

ALLOWED = {
    "_&&_", "_||_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "_?_:_", "size", "_+_", "_-_", "_*_",
    "-_", "startsWith", "endsWith", "contains", "@not_strictly_false",
}  # fmt: skip


def test_conditions_compare_count_and_join_and_nothing_else():
    """No function of these reads a file, the network, the clock, the environment or another process."""
    assert {name for names, _ in _CALLS for name in names} == ALLOWED


OUTSIDE = [
    'open("/etc/passwd") == ""', 'read("/etc/passwd") == ""', 'file("/etc/passwd") == ""', 'include("x") == ""',
    'fetch("http://example.org") == ""', 'http.get("http://example.org") == ""', 'resolve("example.org") == ""',
    "now() > today", "date.today() > today", "time() > 1", "timestamp(today) > timestamp(today)", "random() > 1",
    'env("HOME") == ""', 'getenv("HOME") == ""', 'exec("id") == ""', 'system("id") == 0', 'spawn("id") == 0',
    'eval("true")', 'import("os") == 1', '__import__("os") == 1', 'print("x") == 1', "exit(1)", "sleep(1000) == 1",
    'organisation.name.matches("(a+)+$")', 'organisation.name.format([1]) == ""', 'string(today) == ""',
    'bytes(organisation.name) == b""', 'duration("1s") == duration("1s")', "type(today) == string",
    "dyn(today) == 1", "google.protobuf.Timestamp{seconds: 1} == today", "google.protobuf.Any{} == today",
    'organisation.__class__ == ""', "organisation.name.__class__ == today", "[1][0] == 1", "optional.of(1) == 1",
]  # fmt: skip


@pytest.mark.parametrize("source", OUTSIDE)
def test_what_reaches_outside_is_not_there(source):
    with pytest.raises((Fault, NotAnExpression)):
        condition(LANGUAGE.expression(source).tree, names_seen("organisation", "register"))


# What a condition may cost

COSTLY = [
    "[1].exists(a, [1].exists(b, [1].exists(c, [1].exists(d, true))))",
    "related.activities.exists(a, related.activities.exists(b, related.activities.exists(c, a.id == c.id)))",
    "related.activities.exists(a, related.activities.exists(b, a.id in organisation.dpo_report_dates))",
    "related.activities.exists(a, organisation.dpo_report_dates == organisation.dpo_report_dates)",
    "related.activities.exists(a, related.activities.map(b, b.id) + related.activities.map(c, c.id) == [])",
    "related.activities.exists(a, a in related.activities)",
    "related.activities == related.activities",
]


@pytest.mark.parametrize("source", COSTLY)
def test_a_condition_that_is_too_costly_is_refused(source):
    [said] = refusals({**FIELDS, "judges": "notice", "gap_when": source})
    assert "too costly" in said or "compare their ids" in said


CHEAP = [
    "related.activities.exists(a, related.activities.exists(b, a.id == b.id))",
    "related.activities.exists(a, a.purposes.exists(p, a.legal_bases.exists(b, b.purpose_id == p.id)))",
    "related.activities.exists(a, related.activities.exists(b, b.id in a.system_ids))",
    "related.activities.exists(a, a.name in organisation.dpo_report_dates.map(d, d))",
    "related.activities == []",
]


@pytest.mark.parametrize("source", CHEAP)
def test_two_lists_inside_each_other_and_what_belongs_to_their_own_may_be_gone_through(source):
    assert isinstance(rule_in(written({**FIELDS, "judges": "notice", "gap_when": source})), Rule)


MANY = [{"a": number, "b": [number]} for number in range(80_000)]


@pytest.mark.parametrize(
    "source",
    [
        "o.exists(x, x.a < 0)",
        "o.exists(x, o.exists(y, x.a + y.a < 0))",
        "o.all(x, o.all(y, o.all(z, x.a + y.a + z.a >= 0)))",
        "o.exists_one(x, x.a < 0)",
        "o.exists(x, x.b.exists(y, y < 0))",
        "o.filter(x, x.a < 0) == []",
    ],
)
def test_over_long_lists_a_condition_is_given_up_and_does_not_hang(source):
    from compliance.checks.expression import Language

    language = Language(frozenset({"o"}))
    expression, variables = language.expression(source), language.variables({"o": MANY})
    with pytest.raises(DefectiveExpression, match=f"more than {MOST_ROUNDS} times"):
        expression.holds(variables)
    with pytest.raises(DefectiveExpression):
        expression.value(variables)
    assert not expression.is_false(variables)


def test_what_needs_no_loop_is_told_of_lists_of_any_length():
    from compliance.checks.expression import TRUE, Language

    language = Language(frozenset({"o"}))
    variables = language.variables({"o": MANY})
    assert language.expression("size(o) == 80000 && o != []").holds(variables) is TRUE
    assert language.expression("o.exists(x, x.a == 5)").holds(variables) is TRUE
