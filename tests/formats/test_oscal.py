import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import ComplianceError
from compliance.formats.oscal import (
    ControlTwice,
    ImportsInCircles,
    NotACatalogue,
    NotAsOscal,
    ProfileNeedsCatalogue,
    read,
)
from compliance.formats.source import Source, source_at
from compliance.formats.tree import NotThisFormat, TooDeep

META = {"title": "Krav", "version": "1.0"}


def a_file(value, name="krav.json"):
    return Source(name, json.dumps(value, indent=1).encode())


def a_catalog(**parts):
    return {"catalog": {"uuid": "1", "metadata": META, **parts}}


def a_profile(*imports, **more):
    return {"profile": {"uuid": "2", "metadata": META, "imports": list(imports), **more}}


def control(id, title="Tittel", **more):
    return {"id": id, "title": title, **more}


TREE = a_catalog(
    groups=[
        {
            "id": "ac",
            "title": "Access",
            "controls": [
                control("ac-1"),
                control("ac-2", controls=[control("ac-2.1", controls=[control("ac-2.1.a")])]),
            ],
        },
        {"title": "Nameless", "groups": [{"id": "au", "title": "Audit", "controls": [control("au-1")]}]},
    ],
    controls=[control("zz-1")],
)


def test_groups_controls_and_enhancements_are_read_with_what_they_stand_under():
    found = read(a_file(TREE))
    assert (found.title, found.version, found.absent) == ("Krav", "1.0", ())
    assert [(item.id, item.parent, item.control) for item in found.items] == [
        ("ac", "", False),
        ("ac-1", "ac", True),
        ("ac-2", "ac", True),
        ("ac-2.1", "ac-2", True),
        ("ac-2.1.a", "ac-2.1", True),
        ("au", "", False),
        ("au-1", "au", True),
        ("zz-1", "", True),
    ]


def test_a_withdrawn_control_is_no_requirement_and_labels_are_kept():
    props = [{"name": "label", "value": "AC-2(1)"}, {"name": "label", "value": "AC-2(1)", "class": "sp800-53a"}]
    gone = control("ac-2", props=[{"name": "status", "value": "withdrawn"}])
    found = read(a_file(a_catalog(controls=[gone, control("ac-2.1", props=props)])))
    assert [item.control for item in found.items] == [False, True]
    assert found.items[1].labels == ("AC-2(1)",)


@pytest.mark.parametrize(
    ("params", "title"),
    [
        ([{"id": "p1", "label": "days"}], "Delete after [days]"),
        ([{"id": "p1", "label": "days", "values": ["30 days", "60 days"]}], "Delete after 30 days, 60 days"),
        ([{"id": "p1"}], "Delete after [p1]"),
        ([], "Delete after [p1]"),
    ],
)
@pytest.mark.parametrize("insert", ["{{ insert: param, p1 }}", "{{insert:param,p1}}", "{{ p1 }}"])
def test_a_parameter_in_a_title_is_told_by_its_value_else_by_what_it_is_called(params, title, insert):
    found = read(a_file(a_catalog(controls=[control("a-1", f"Delete after {insert}", params=params)])))
    assert found.items[0].title == title


def test_yaml_is_read_as_json_is():
    text = "catalog:\n  metadata: {title: Krav}\n  controls:\n  - {id: a-1, title: Tilgang}\n"
    assert read(Source("krav.yaml", text.encode())).items[0].title == "Tilgang"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"system-security-plan": {}}, "“system-security-plan”"),
        ([], "nothing"),
        ([1], "a list"),
        ("catalog", "plain text"),
        ({}, "nothing"),
    ],
)
def test_another_file_is_refused_and_told_what_it_is(value, found):
    with pytest.raises(NotACatalogue) as refused:
        read(a_file(value))
    assert found in str(refused.value) and "krav.json" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"catalog": []}, "catalog"),
        ({"catalog": {"metadata": {}}}, "catalog.metadata.title"),
        ({"catalog": {}}, "catalog.metadata"),
        (a_catalog(), "catalog"),
        (a_catalog(groups={}), "catalog.groups"),
        (a_catalog(controls=["ac-1"]), "catalog.controls[0]"),
        (a_catalog(controls=[{"title": "T"}]), "catalog.controls[0].id"),
        (a_catalog(controls=[{"id": "ac-1"}]), "catalog.controls[0].title"),
        (a_catalog(controls=[control("ac 1")]), "catalog.controls[0].id"),
        (a_catalog(controls=[control("a" * 101)]), "catalog.controls[0].id"),
        (a_catalog(controls=[control("ac-1", props="x")]), "catalog.controls[0].props"),
        (a_catalog(groups=[{"title": "G", "controls": [control(7)]}]), "catalog.groups[0].controls[0].id"),
        ({"profile": {"metadata": META, "imports": [{}]}}, "profile.imports[0].href"),
        (a_profile(), "profile.imports"),
        (
            a_profile({"href": "x.json", "include-controls": [{"with-ids": [1]}]}),
            "profile.imports[0].include-controls[0].with-ids[0]",
        ),
    ],
)
def test_what_is_not_as_oscal_has_it_is_refused_with_its_place(value, path):
    with pytest.raises(NotAsOscal) as refused:
        read(a_file(value))
    assert refused.value.facts["path"] == path
    assert refused.value.place.file == "krav.json"
    assert refused.value.place.row > 0


def test_malformed_json_is_refused_with_its_line():
    with pytest.raises(NotThisFormat) as refused:
        read(Source("krav.json", b'{"catalog":\n {"metadata": }}'))
    assert refused.value.facts["line"] == 2


def test_a_control_that_stands_twice_is_refused():
    with pytest.raises(ControlTwice) as refused:
        read(a_file(a_catalog(controls=[control("ac-1"), control("ac-1")])))
    assert refused.value.place.row > 0


def test_groups_nested_without_end_are_refused():
    inner = {"title": "G", "controls": [control("ac-1")]}
    for _ in range(60):
        inner = {"title": "G", "groups": [inner]}
    with pytest.raises(TooDeep):
        read(a_file(a_catalog(groups=[inner])))


def chosen(*ids, **more):
    return {"href": "krav.json", "include-controls": [{"with-ids": list(ids), **more}]}


def at_hand(name):
    return a_file(TREE) if name == "krav.json" else None


def test_a_profile_is_read_by_its_ids_where_the_catalogue_is_not_at_hand():
    profile = a_profile({**chosen("ac-1", "ac-2"), "exclude-controls": [{"with-ids": ["ac-2"]}]}, chosen("au-1"))
    found = read(a_file(profile))
    assert [(item.id, item.title) for item in found.items] == [("ac-1", "ac-1"), ("au-1", "au-1")]
    assert found.absent == ("krav.json",)


@pytest.mark.parametrize(
    "choice",
    [
        {"href": "krav.json", "include-all": {}},
        {"href": "krav.json"},
        {"href": "krav.json", "include-controls": [{"matching": [{"pattern": "ac-*"}]}]},
        chosen("ac-2", **{"with-child-controls": "yes"}),
    ],
)
def test_a_choice_only_the_catalogue_can_spell_out_needs_it(choice):
    with pytest.raises(ProfileNeedsCatalogue) as refused:
        read(a_file(a_profile(choice)))
    assert "krav.json" in str(refused.value)
    assert read(a_file(a_profile(choice)), at_hand).items


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        ({"href": "krav.json", "include-all": {}}, ["ac", "ac-1", "ac-2", "ac-2.1", "ac-2.1.a", "au", "au-1", "zz-1"]),
        (chosen("ac-2"), ["ac", "ac-2"]),
        (chosen("ac-2.1"), ["ac", "ac-2.1"]),
        (chosen("ac-2", **{"with-child-controls": "yes"}), ["ac", "ac-2", "ac-2.1", "ac-2.1.a"]),
        (
            {"href": "krav.json", "include-controls": [{"matching": [{"pattern": "a?-1"}]}]},
            ["ac", "ac-1", "au", "au-1"],
        ),
        (
            {"href": "krav.json", "include-all": {}, "exclude-controls": [{"matching": [{"pattern": "a*"}]}]},
            ["zz-1"],
        ),
    ],
)
def test_a_profile_chooses_from_the_catalogue_at_hand_with_titles_and_groups(choice, ids):
    found = read(a_file(a_profile(choice)), at_hand)
    assert [item.id for item in found.items] == ids
    assert found.absent == () and all(item.title != item.id for item in found.items)
    assert all(item.parent in ("", *ids) for item in found.items)


def test_an_import_by_the_back_matter_is_followed():
    resource = {"uuid": "77", "rlinks": [{"href": "no.xml"}, {"href": "krav.json"}]}
    choice = {**chosen("ac-1"), "href": "#77"}
    found = read(a_file(a_profile(choice, **{"back-matter": {"resources": [resource]}})), at_hand)
    assert found.absent == () and found.items[-1].title == "Tittel"


def test_an_id_the_catalogue_at_hand_does_not_have_is_refused():
    with pytest.raises(NotAsOscal) as refused:
        read(a_file(a_profile(chosen("ac-99"))), at_hand)
    assert "ac-99" in str(refused.value)


def test_profiles_that_import_each_other_end():
    circle = a_file(a_profile(chosen("ac-1")))
    with pytest.raises(ImportsInCircles):
        read(circle, lambda _: circle)


@given(st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3), lambda inner: (
    st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["catalog", "profile", "metadata", "title", "groups", "controls", "id", "imports", "href",
                         "include-controls", "with-ids", "props", "params"]), inner, max_size=4)
), max_leaves=20))  # fmt: skip
def test_whatever_the_file_holds_it_is_read_or_refused(value):
    refused = None
    try:
        found = read(a_file({"catalog": value}))
    except ComplianceError as told:
        refused = told
    if refused:
        assert str(refused) and refused.advice
    else:
        assert any(item.control for item in found.items)


@pytest.mark.data
def test_the_privacy_baseline_is_read(real_data):
    path = next((real_data / "oscal" / "content").glob("*PRIVACY*catalog.json"))
    found = read(source_at(path, path.name))
    by_id = {item.id: item for item in found.items}
    assert sum(not item.control for item in found.items) == 16
    assert by_id["pt-5.2"].parent == "pt-5" and by_id["pt-5"].parent == "pt"
    assert by_id["ac-3.14"].labels == ("AC-03(14)", "AC-3(14)")
    assert not [item for item in found.items if "{{" in item.title]


@pytest.mark.data
@pytest.mark.parametrize("name", ["ssp-example.json", "ifa_plan-of-action-and-milestones.json"])
def test_other_real_oscal_files_are_refused(real_data, name):
    with pytest.raises(NotACatalogue):
        read(source_at(real_data / "oscal" / "content" / name, name))
