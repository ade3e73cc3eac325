from compliance.checks.reading import Overlay, Reading
from compliance.model.activity import Activity
from compliance.model.organisation import Organisation
from compliance.model.supply import Engagement, Supplier, System


def ids(documents):
    return [document.id for document in documents]


def test_retired_documents_are_found_by_id_but_are_not_among_all(a_register):
    reading = Reading(a_register(SYS_1={}, SYS_2={"retired": {"reason": "Avviklet"}}))
    assert ids(reading.all(System)) == ["SYS-1"]
    assert reading.find(System, "SYS-2").retired is not None


def test_only_what_is_of_the_kind_asked_for_is_found(a_register):
    reading = Reading(a_register(SYS_1={}))
    assert reading.find(System, "SYS-1").id == "SYS-1"
    assert reading.find(Supplier, "SYS-1") is None
    assert reading.find(System, None) is None
    assert reading.find(System, "SYS-9") is None
    assert ids(reading.find_all(System, ("SYS-9", "SYS-1"))) == ["SYS-1"]


def test_who_names_an_id_is_found_in_single_fields_and_in_lists(a_register):
    reading = Reading(
        a_register(
            SUP_1={},
            SYS_1={},
            ENG_1={"supplier_id": "SUP-1", "system_ids": ["SYS-1"]},
            ENG_2={"supplier_id": "SUP-1"},
            ENG_3={"supplier_id": "SUP-1", "retired": {"reason": "x"}},
            ENG_4={},
        )
    )
    assert ids(reading.naming(Engagement, "supplier_id", "SUP-1")) == ["ENG-1", "ENG-2"]
    assert ids(reading.naming(Engagement, "system_ids", "SYS-1")) == ["ENG-1"]
    assert reading.naming(Engagement, "system_ids", "SYS-9") == ()


def test_our_own_are_those_below_us_however_deep_and_nobody_else(a_register):
    bodies = {
        "ORG_4": {"parent_id": "ORG-3"},
        "ORG_3": {"parent_id": "ORG-1"},
        "ORG_5": {"parent_id": "ORG-6"},
        "ORG_6": {},
    }
    reading = Reading(a_register(ORG_1={}, **bodies))
    assert ids(reading.own_organisations) == ["ORG-1", "ORG-3", "ORG-4"]


def test_organisations_that_are_each_others_parents_do_not_stop_the_run(a_register):
    reading = Reading(a_register(ORG_1={"parent_id": "ORG-2"}, ORG_2={"parent_id": "ORG-1"}))
    assert ids(reading.own_organisations) == ["ORG-1", "ORG-2"]


def test_the_controller_is_the_first_of_our_own_that_the_activity_names(a_register):
    register = a_register(
        ORG_1={}, ORG_2={"parent_id": "ORG-1"}, ORG_3={}, ACT_1={"controller_ids": ["ORG-3", "ORG-2"]}, SYS_1={}
    )
    reading = Reading(register)
    assert reading.controller(register.get("ACT-1")).id == "ORG-2"
    assert reading.controller(register.get("SYS-1")).id == "ORG-1"
    assert reading.controller(register.get("ORG-2")).id == "ORG-2"


def test_an_overlay_adds_and_replaces_without_touching_what_is_below(a_register):
    below = a_register(ACT_1={}, ACT_2={})
    drafts = (Activity(id="ACT-2", name="Ny"), Activity(id="ACT-3", name="Ny"), Organisation(id="ORG-9", name="Ny"))
    over = Overlay(below, drafts)
    assert ids(over.of("activity")) == ["ACT-1", "ACT-2", "ACT-3"]
    assert over.get("ACT-2").name == "Ny"
    assert over.get("ACT-1") is below.get("ACT-1")
    assert over.get("ACT-9") is None
    assert over.organisation.id == "ORG-1"
    assert below.get("ACT-2").name == "Navn ACT-2"
