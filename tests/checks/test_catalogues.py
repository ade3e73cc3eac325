import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.catalogues import (
    CatalogueUnnamed,
    Fit,
    UnfitName,
    UnknownCatalogue,
    catalogue_at,
    catalogue_of,
    read_catalogue,
    read_standards,
    shipped_standards,
)
from compliance.checks.loading import MalformedChecklist
from compliance.model.assurance import NoticeItem
from compliance.model.supply import DpaItem

STANDARDS = shipped_standards()
REQUIREMENTS = sorted(f"{each.id}:{item.id}" for each in STANDARDS.catalogues.values() for item in each.items)
HEAD = "id: x\ntitle: X\nsource: Oss\nlanguage: nb\nverified: false\nuse: controls\nitems:\n"


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("nsm_2_1", 21),
        ("iso27002_2022", 93),
        ("nis2", 10),
        ("gdpr", 4),
        ("nist_csf_2_0", 22),
        ("gdpr_13_14", 25),
        ("gdpr_28_3", 9),
        ("gdpr_30_1", 7),
        ("gdpr_6_1", 6),
        ("gdpr_9_2", 10),
        ("wp248", 9),
        ("iso27001_9_3", 8),
    ],
)
def test_the_shipped_catalogues_hold_what_their_sources_count(name, requirements):
    assert len(STANDARDS.named(name).requirements) == requirements


def test_there_are_118_measures_under_the_principles():
    assert sum(item.measures or 0 for item in STANDARDS.named("nsm_2_1").items) == 118


@pytest.mark.parametrize(("name", "codes"), [("gdpr_13_14", NoticeItem), ("gdpr_28_3", DpaItem)])
def test_the_points_are_those_the_model_knows(name, codes):
    assert [item.id for item in STANDARDS.named(name).requirements] == [code.value for code in codes]


def test_each_class_requires_what_the_lower_ones_do_and_more():
    assert [len(STANDARDS.baseline[grade]) for grade in (1, 2, 3, 4)] == [8, 22, 46, 56]
    for grade in (1, 2, 3):
        assert set(STANDARDS.baseline[grade]) < set(STANDARDS.baseline[grade + 1])


def test_a_narrow_requirement_contributes_to_a_broad_one_which_gives_nothing_back():
    served = STANDARDS.served(["nsm_2_1:2.6.7"])
    assert served["nsm_2_1:2.6.7"] is Fit.fulfils
    contributed = {"nsm_2_1:2.6", "nis2:21.2.j", "gdpr:32.1.b", "iso27002_2022:8.5"}
    assert {other for other, fit in served.items() if fit is Fit.contributes} == contributed
    for broad in ("nis2:21.2.j", "gdpr:32.1.b", "nsm_2_1:2"):
        assert dict(STANDARDS.served([broad])) == {broad: Fit.fulfils}


def test_alike_requirements_fulfil_each_other():
    assert STANDARDS.served(["iso27002_2022:8.13"])["nsm_2_1:2.9"] is Fit.fulfils
    assert STANDARDS.served(["nsm_2_1:2.9"])["iso27002_2022:8.13"] is Fit.fulfils


@given(st.lists(st.sampled_from(REQUIREMENTS), max_size=8))
def test_what_is_named_is_fulfilled_and_a_further_reference_never_takes_anything_away(named):
    served = STANDARDS.served(named)
    assert all(served[each] is Fit.fulfils for each in named)
    fewer = STANDARDS.served(named[:-1])
    assert all(served[other] is Fit.fulfils or fit is served[other] for other, fit in fewer.items())


def test_nothing_is_passed_on_within_one_catalogue_but_from_a_part_to_its_whole():
    for one, others in STANDARDS.links.items():
        assert not [other for other in others if catalogue_of(other) == catalogue_of(one)]


@pytest.mark.parametrize(
    ("id", "whole"), [("2.6.7", "2.6"), ("2.6.8", None), ("2.6.07", None), ("2.6", None), ("9", None)]
)
def test_a_measure_known_by_number_is_part_of_its_principle(id, whole):
    found = STANDARDS.named("nsm_2_1").whole(id)
    assert (found and found.id) == whole


def test_a_catalogue_that_is_not_there_is_refused():
    with pytest.raises(UnknownCatalogue):
        STANDARDS.named("iso27002")


@pytest.mark.parametrize(
    ("items", "line", "said"),
    [
        ('  - {id: "1", title: En}\n  - {id: "1", title: To}\n', 9, "stands twice"),
        ('  - {id: "1.1", parent: "1", title: En}\n  - {id: "1", title: To}\n', 8, "does not stand above"),
        ('  - {id: "1", title: En}\n  - {id: "2"}\n', 9, "field required"),
        ("  - {id: 1, title: En}\n", 8, "valid string"),
        ('  - {id: "1", title: En, colour: red}\n', 8, "extra inputs"),
        ('  - {id: "a b", title: En}\n', 8, "pattern"),
        ("  []\n", 7, "at least 1 item"),
    ],
)
def test_a_malformed_catalogue_is_refused_with_file_line_and_reason(tmp_path, items, line, said):
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + items, "utf-8")
    with pytest.raises(MalformedChecklist) as refused:
        read_catalogue(path)
    assert refused.value.place_of_fault.file == "x.yaml"
    assert abs(refused.value.place_of_fault.row - line) <= 1
    assert said in str(refused.value)


def a_folder(tmp_path, crosswalk="[]", baseline=None, name="x.yaml"):
    (tmp_path / name).write_text(HEAD + '  - {id: "1", title: En}\n  - {id: "2", title: To}\n', "utf-8")
    (tmp_path / "crosswalk.yaml").write_text(crosswalk, "utf-8")
    classes = "".join(f'- class: {grade}\n  required: ["x:1"]\n' for grade in (1, 2, 3, 4))
    (tmp_path / "baseline.yaml").write_text(classes if baseline is None else baseline, "utf-8")
    return tmp_path


def test_a_folder_of_ones_own_is_read(tmp_path):
    standards = read_standards(a_folder(tmp_path))
    assert standards.baseline[4] == ("x:1",)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"name": "y.yaml"}, "y.yaml, line 1, id is not well formed: the file is named after the catalogue: x.yaml"),
        ({"crosswalk": '- topic: T\n  related: ["x:3"]\n'}, "crosswalk.yaml, line 2"),
        ({"crosswalk": '- topic: T\n  part_of: ["z:1"]\n'}, "no catalogue holds “z:1”"),
        ({"crosswalk": '- topic: T\n  alike: ["x:1"]\n'}, "crosswalk.yaml, line 2"),
        ({"baseline": '- class: 1\n  required: ["x:1"]\n'}, "class 2, 3, 4 is not there"),
        ({"baseline": '- class: 1\n  required: ["x:9"]\n'}, "no catalogue holds “x:9”"),
        ({"baseline": "- class: 5\n  required: []\n"}, "baseline.yaml, line 1"),
        ({"baseline": "- class: 1\n  required: []\n- class: 1\n  required: []\n"}, "class 1 stands twice"),
    ],
)
def test_what_stands_on_catalogues_names_only_what_they_hold(tmp_path, files, said):
    with pytest.raises(MalformedChecklist) as refused:
        read_standards(a_folder(tmp_path, **files))
    assert said in str(refused.value)


CATALOG = {
    "catalog": {
        "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
        "metadata": {"title": "Noen krav", "version": "1"},
        "controls": [{"id": "ac-1", "title": "Tilgang", "props": [{"name": "label", "value": "AC-1"}]}],
    }
}


def test_a_catalogue_in_oscal_takes_the_name_given_and_is_found_by_its_labels(tmp_path):
    path = tmp_path / "krav.json"
    path.write_text(json.dumps(CATALOG), "utf-8")
    catalogue, absent = catalogue_at(path, "krav")
    standards = STANDARDS.with_catalogue(catalogue)
    assert (catalogue.id, catalogue.version, absent) == ("krav", "1", ())
    assert standards.served(["krav:AC-1"]) == {"krav:ac-1": Fit.fulfils}
    with pytest.raises(CatalogueUnnamed):
        catalogue_at(path, None)
    with pytest.raises(UnfitName):
        catalogue_at(path, "Krav:1")


def test_a_catalogue_in_our_own_form_has_its_name_itself(tmp_path):
    path = tmp_path / "anything.yaml"
    path.write_text(HEAD + '  - {id: "1", title: En}\n', "utf-8")
    assert catalogue_at(path, None)[0].id == "x"


def test_a_profile_finds_the_catalogue_beside_it_and_nothing_outside_the_folder(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.json").write_text(json.dumps(CATALOG), "utf-8")
    (inside / "beside.json").write_text(json.dumps(CATALOG), "utf-8")
    for href, title, absent in (("./beside.json", "Tilgang", ()), ("../outside.json", "ac-1", ("../outside.json",))):
        imports = [{"href": href, "include-controls": [{"with-ids": ["ac-1"]}]}]
        profile = {"profile": {"uuid": "1", "metadata": {"title": "Utvalg"}, "imports": imports}}
        (inside / "profile.json").write_text(json.dumps(profile), "utf-8")
        catalogue, missing = catalogue_at(inside / "profile.json", "utvalg")
        assert (catalogue.items[0].title, missing) == (title, absent)
