import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.capture.trees import NothingLikeThisField, Tree, UnknownField, field_named
from compliance.formats.cells import cell_writer
from compliance.formats.layout import Column
from compliance.formats.shape import shapes_of
from compliance.formats.tree import TooDeep
from compliance.language.catalogues import LOCALES
from compliance.language.labels import field_label
from compliance.model.activity import Activity
from compliance.model.decision import Option
from compliance.model.kinds import KINDS
from compliance.model.reading import whole_body_of
from compliance.model.supply import Engagement
from compliance.model.values import LegalRef
from tests.strategies import documents

POOL = {name: [f"{kind.prefix}-1"] for name, kind in KINDS.items()}


def read(model, given):
    tree = Tree()
    return tree.object(model, given), [(at, type(fault).__name__) for at, fault in tree.faults]


def test_only_what_is_given_is_spoken_of():
    assert read(Activity, {"name": "x", "owner_id": None, "purposes": None}) == (
        {"name": "x", "owner_id": None, "purposes": []},
        [],
    )


def test_a_list_not_read_differs_from_one_found_empty():
    assert read(Engagement, {"dpa_items": None}) == ({"dpa_items": None}, [])
    assert read(Engagement, {"dpa_items": []}) == ({"dpa_items": []}, [])


def test_one_word_is_a_list_of_one_and_a_line_is_a_list_of_several():
    assert read(Activity, {"sources": "other"})[0] == {"sources": ["other"]}
    assert read(Activity, {"control_ids": "CTL-1; CTL-2"})[0] == {"control_ids": ["CTL-1", "CTL-2"]}


def test_a_value_may_be_written_in_the_notation_of_cells():
    provision = {"jurisdiction": "NO", "instrument": "opplæringslova", "provision": "§ 2-1", "kind": "duty"}
    line = "NO; opplæringslova; § 2-1; kind=duty"
    assert read(Activity, {"art35_10_basis": line})[0] == {"art35_10_basis": [provision]}
    assert read(Activity, {"art35_10_basis": [line, {"instrument": "x"}]})[0]["art35_10_basis"] == [
        provision,
        {"instrument": "x"},
    ]


def test_a_part_said_twice_is_refused():
    assert read(Activity, {"art35_10_basis": "NO; x; § 1; provision=§ 2"})[1] == [
        (("art35_10_basis", 0), "RepeatedPart")
    ]


def test_zero_and_no_are_not_taken_for_nothing():
    (option, faults) = read(Option, {"effects": ["ventetid; 0; 0"], "annual_cost": "2026; 0", "is_zero_option": "nei"})
    assert option == {
        "effects": [{"indicator": "ventetid", "before": 0, "after": 0}],
        "annual_cost": [{"year": 2026, "amount": 0}],
        "is_zero_option": False,
    }
    assert not faults


def test_every_fault_is_found_with_the_path_it_stands_at():
    given = {
        "colour": "red",
        "legal_bases": [
            {"art6": "z"},
            {"art6": "e", "art9_law": [{"valid_from": "31.02.2026"}, "a;b;c;d;e;f;g;h;i;j;k;l"]},
        ],
        "contact": 7,
    }
    _, faults = read(Activity, given)
    assert faults == [
        (("colour",), "NothingLikeThisField"),
        (("legal_bases", 0, "art6"), "UnknownCode"),
        (("legal_bases", 1, "art9_law", 0, "valid_from"), "NoSuchDay"),
        (("legal_bases", 1, "art9_law", 1), "TooManyParts"),
        (("contact",), "NothingLikeThisField"),
    ]


@pytest.mark.parametrize(
    ("model", "value"),
    [
        (Activity, {"screening": 7}),
        (Activity, {"purposes": ["x", 7]}),
        (Activity, {"screening": ["x"]}),
        (Activity, {"name": {"a": 1}}),
    ],
)
def test_the_wrong_kind_of_thing_is_refused(model, value):
    assert read(model, value)[1]


def test_nesting_without_end_is_refused():
    given = {}
    for _ in range(500):
        given = {"replaced_by": given}
    tree = Tree()
    tree.object(LegalRef, given)
    assert [type(fault) for _, fault in tree.faults] == [TooDeep]


@pytest.mark.parametrize("language", LOCALES)
def test_a_field_is_known_by_its_own_name_and_by_its_label(language):
    assert field_named(LegalRef, "valid_from") == "valid_from"
    assert field_named(LegalRef, field_label(LegalRef, "valid_from", language).upper()) == "valid_from"


def test_a_field_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownField) as refusal:
        field_named(LegalRef, "valid_form")
    assert refusal.value.facts["near"] == "valid_from"
    with pytest.raises(NothingLikeThisField):
        field_named(LegalRef, "xyzzy")


@given(st.sampled_from(list(KINDS)).flatmap(lambda kind: documents(kind, POOL, retired=True)))
@settings(max_examples=60)
def test_a_whole_body_is_read_as_itself(document):
    body = whole_body_of(document)
    assert read(type(document), body) == (body, [])


@given(documents("person", {"evidence": ["EVI-1"]}))
@settings(max_examples=40)
def test_small_values_are_read_back_from_their_cell(person):
    column = Column(("authority",), type(person), shapes_of(type(person))["authority"])
    held = whole_body_of(person)["authority"]
    cell = cell_writer(column, "nb", {})(held)
    said = [{name: value for name, value in one.items() if value is not None} for one in held]
    assert (Tree().alone(column.shape, cell) or []) == said
