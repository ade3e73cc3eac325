from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.catalogues import Catalogue, Item, shipped_standards
from compliance.checks.coverage import Standing, coverage
from compliance.checks.law import law_on
from compliance.checks.reading import Reading

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
PROOF = {"kind": "test_report", "collected_on": "2026-06-01"}
IN_PLACE = {"status": "implemented", "whole_organisation": "yes", "evidence_ids": ["EVI-1"]}
ASIDE = {"status": "not_applicable", "na_justification": "Kommunen skriver ingen programmer selv."}


def covered(a_register, name="nsm_2_1", standards=None, **controls):
    bodies = {f"CTL_{number}": {**IN_PLACE, **body} for number, body in enumerate(controls.values(), 1)}
    standards = standards or shipped_standards()
    register = a_register(EVI_1=PROOF, SYS_1={}, **bodies)
    return coverage(standards.named(name), standards, Reading(register), LAW, DAY)


def standing(found, id):
    return next(row for row in found.rows if row.item.id == id).standing


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        ({}, Standing.shown),
        ({"status": None}, Standing.unknown),
        ({"status": "planned"}, Standing.not_shown),
        ({"evidence_ids": []}, Standing.not_shown),
        ({"effectiveness": "ineffective"}, Standing.not_shown),
        ({"whole_organisation": None, "system_ids": ["SYS-1"]}, Standing.in_part),
        ({"whole_organisation": "no", "status": None}, Standing.unknown),
        (ASIDE, Standing.set_aside),
        ({**ASIDE, "na_justification": "Nei"}, Standing.not_shown),
        ({"catalogue_refs": ["nsm_2_1:2.6.7"]}, Standing.in_part),
        ({"catalogue_refs": ["iso27002_2022:5.15"]}, Standing.in_part),
        ({"catalogue_refs": ["nsm_2_1:2.7"]}, Standing.none_registered),
    ],
)
def test_a_requirement_is_shown_only_by_a_control_that_counts_and_fulfils_it_everywhere(a_register, control, expected):
    assert standing(covered(a_register, one={"catalogue_refs": ["nsm_2_1:2.6"], **control}), "2.6") is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {"status": "planned"}, Standing.shown),
        ({"status": None}, {"whole_organisation": "no"}, Standing.unknown),
        ({"status": "planned"}, {"whole_organisation": "no"}, Standing.in_part),
        (ASIDE, {"status": "planned"}, Standing.not_shown),
        (ASIDE, {"status": "planned", "whole_organisation": "no"}, Standing.set_aside),
    ],
)
def test_the_best_of_several_controls_decides(a_register, one, other, expected):
    refs = {"catalogue_refs": ["nsm_2_1:2.6"]}
    assert standing(covered(a_register, one={**refs, **one}, other={**refs, **other}), "2.6") is expected


def test_an_alike_requirement_of_another_catalogue_shows_it(a_register):
    found = covered(a_register, one={"catalogue_refs": ["iso27002_2022:8.13"]})
    assert standing(found, "2.9") is Standing.shown
    assert (found.share.shown, found.share.of, found.share.percent) == (1, 21, 4)


def test_a_heading_tells_the_share_of_what_is_under_it(a_register):
    found = covered(a_register, one={"catalogue_refs": ["nsm_2_1:1.1", "nsm_2_1:1.2"]})
    heads = {row.item.id: row.share for row in found.rows if row.standing is None}
    assert (heads["1"].shown, heads["1"].of, heads["1"].percent) == (2, 3, 66)
    assert heads["3"].percent is None and not heads["3"].registered


def test_nothing_registered_is_neither_0_nor_100_percent(a_register):
    assert covered(a_register).share.percent is None
    assert covered(a_register, one={"catalogue_refs": ["iso27002_2022:7.1"]}).share.percent is None
    aside = {"catalogue_refs": ["gdpr:32.1.a", "gdpr:32.1.b", "gdpr:32.1.c", "gdpr:32.1.d"], **ASIDE}
    assert covered(a_register, "gdpr", one=aside).share.percent is None


def test_what_is_set_aside_with_a_reason_is_not_counted(a_register):
    found = covered(
        a_register,
        "gdpr",
        one={"catalogue_refs": ["gdpr:32.1.a"], **ASIDE},
        other={"catalogue_refs": ["gdpr:32.1.b"]},
    )
    assert (found.share.shown, found.share.of) == (1, 3)


def test_controls_that_do_not_count_are_told_once_with_the_reason(a_register):
    found = covered(a_register, one={"catalogue_refs": ["nsm_2_1:2.6", "nsm_2_1:2.7"], "evidence_ids": []}, other={})
    assert [(each.control.id, each.lack) for each in found.uncounted] == [("CTL-1", "no_proof")]


def test_references_that_name_no_requirement_are_told(a_register):
    refs = ["nsm_2_1:2.6.8", "nsm_2_1:2", "nsm_2_1:9.9", "nsm_2_1:2.6.7", "iso27002_2022:99", "etter skjønn"]
    found = covered(a_register, one={"catalogue_refs": refs})
    assert [reference for _, reference in found.astray] == ["nsm_2_1:2.6.8", "nsm_2_1:2", "nsm_2_1:9.9"]


def test_an_enhancement_contributes_to_the_control_it_stands_under(a_register):
    items = (
        Item(id="ac", title="Access", counted=False),
        Item(id="ac-2", title="Accounts", parent="ac", counted=True),
        Item(id="ac-2.1", title="By machine", parent="ac-2", counted=True, labels=("AC-2(1)",)),
        Item(id="old", title="Withdrawn", counted=False),
    )
    own = Catalogue(id="own", title="T", source="S", language="en", verified=False, use="controls", items=items)
    standards = shipped_standards().with_catalogue(own)
    found = covered(a_register, "own", standards, one={"catalogue_refs": ["own:AC-2(1)"]})
    assert [row.item.id for row in found.rows] == ["ac", "ac-2", "ac-2.1"]
    assert standing(found, "ac-2") is Standing.in_part and standing(found, "ac-2.1") is Standing.shown
    assert found.share.percent == 50 and found.astray == ()


REFS = sorted(f"nsm_2_1:{item.id}" for item in shipped_standards().named("nsm_2_1").requirements)


@given(st.lists(st.sampled_from(REFS), unique=True), st.booleans())
def test_the_figures_add_up_and_only_all_is_100_percent(refs, proven):
    from compliance.checks.sound import read_sound

    control = {"catalogue_refs": refs, **({} if proven else {"evidence_ids": []})}
    reading = Reading(read_sound().patched({"CTL-1": control}))
    standards = shipped_standards()
    found = coverage(standards.named("nsm_2_1"), standards, reading, LAW, DAY)
    standings = [row.standing for row in found.rows if row.standing is not None]
    assert found.share.shown == standings.count(Standing.shown) == (len(refs) if proven else 0)
    assert sum(row.share.of for row in found.rows if row.standing is None) == found.share.of == len(REFS)
    assert (found.share.percent == 100) is (proven and len(refs) == len(REFS))
    assert (found.share.percent is None) is (not refs)
