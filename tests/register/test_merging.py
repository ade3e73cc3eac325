from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model.reading import body_of
from compliance.register.merging import changes_between, joined, value_at
from tests.strategies import documents

BODIES = documents("activity").map(body_of)
SMALL = st.recursive(
    st.integers(0, 2) | st.sampled_from(["a", "b"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "x", "y"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(["p", "q", "r"]), SMALL, max_size=3)


@given(RECORDS, RECORDS)
def test_an_edit_against_the_newest_state_is_taken_whole(base, mine):
    assert joined(base, mine, base) == (mine, ())


@given(RECORDS, RECORDS)
def test_a_state_nobody_edited_gives_way_to_what_was_written(base, theirs):
    assert joined(base, base, theirs) == (theirs, ())


@given(RECORDS, RECORDS)
def test_the_same_edit_twice_is_one(base, both):
    assert joined(base, both, both) == (both, ())


@given(RECORDS, RECORDS, RECORDS)
def test_edits_collide_from_both_sides_in_the_same_places(base, mine, theirs):
    here, there = joined(base, mine, theirs)[1], joined(base, theirs, mine)[1]
    assert {some.path for some in here} == {some.path for some in there}


@given(RECORDS, RECORDS, RECORDS)
def test_where_edits_do_not_collide_the_order_does_not_matter(base, mine, theirs):
    joint, collisions = joined(base, mine, theirs)
    if not collisions:
        assert joined(base, theirs, mine)[0] == joint


@given(BODIES, BODIES)
@settings(max_examples=25)
def test_records_are_equal_exactly_where_no_field_changed(before, after):
    assert bool(changes_between(before, after)) == (before != after)


def test_fields_that_were_added_and_emptied_are_told_apart():
    changes = changes_between({"a": 1, "b": {"c": 2}}, {"b": {"d": 3}})
    assert {(change.path, change.before, change.after) for change in changes} == {
        ("a", 1, None),
        ("b.c", 2, None),
        ("b.d", None, 3),
    }


def test_items_with_ids_that_changed_places_are_not_mixed():
    base = [{"id": "p", "x": 1}, {"id": "q", "x": 2}]
    mine = [{"id": "q", "x": 2}, {"id": "p", "x": 1}]
    theirs = [{"id": "p", "x": 1}, {"id": "q", "x": 9}]
    assert [some.path for some in joined(base, mine, theirs)[1]] == [()]


def test_items_without_ids_are_joined_only_as_wholes():
    base = [{"x": 1, "y": 1}, {"x": 2, "y": 2}]
    assert joined(base, [{"x": 9, "y": 1}, base[1]], [{"x": 1, "y": 9}, base[1]])[1][0].path == (0,)
    assert joined(base, [{"x": 9, "y": 1}, base[1]], [base[0], {"x": 2, "y": 9}])[0] == [
        {"x": 9, "y": 1},
        {"x": 2, "y": 9},
    ]


def test_items_with_ids_are_joined_field_by_field():
    base = [{"id": "p", "x": 1, "y": 1}]
    assert joined(base, [{"id": "p", "x": 9, "y": 1}], [{"id": "p", "x": 1, "y": 9}])[0] == [
        {"id": "p", "x": 9, "y": 9}
    ]


def test_a_value_is_found_by_its_path_and_nothing_is_found_where_nothing_is():
    body = {"a": [{"b": 1}]}
    assert value_at(body, ("a", 0, "b")) == 1
    assert value_at(body, ("a", 1, "b")) is None
    assert value_at(body, ("a", "b")) is None
    assert value_at(body, ("c", 0)) is None
