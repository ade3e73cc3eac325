from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.catalogues import shipped_standards
from compliance.checks.facts.controls import (
    Lack,
    any_of,
    areas_without_measure,
    changed_or_gone,
    counts,
    coverage_percent,
    evidence_stale,
    in_place,
    lack,
    missing_controls,
    only_hidden_identity_untold,
    protection_class,
    proven_until,
    rated_too_low,
    reason_too_short,
    required_class,
    required_controls,
    stale,
    test_due,
)
from compliance.checks.law import law_on
from compliance.checks.periods import after
from compliance.checks.reading import Reading
from compliance.checks.sound import read_sound
from compliance.model.assurance import Control, ControlStatus, EvidenceKind
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.model.supply import System

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
DAYS = st.dates(date(2000, 1, 1), date(2026, 11, 20))
PERIODS = st.builds("P{}Y{}M{}D".format, st.integers(0, 9), st.integers(0, 11), st.integers(0, 30))
REASON = "Kommunen skriver ingen programmer selv."

test_due.__test__ = False  # a fact, though its name begins as a test's does


def a_proof(**fields):
    return read_document(KINDS["evidence"], {"id": "EVI-1", "name": "Bevis", **fields})


def age_of(on=DAY, **fields):
    return stale(a_proof(**fields), None, law_on(on, "NO"), on)


def patched(**patch):
    return Reading(read_sound().patched({id.replace("_", "-"): change for id, change in patch.items()}))


def fact_on(fact, id, kind, **patch):
    reading = patched(**patch)
    return fact(reading.find(kind, id), reading, LAW, DAY)


@pytest.mark.parametrize(
    ("kind", "collected", "too_old"),
    [
        ("attestation", date(2025, 11, 20), False),
        ("attestation", date(2025, 11, 19), True),
        ("test_report", date(2025, 11, 19), True),
        ("log_extract", date(2026, 5, 20), False),
        ("log_extract", date(2026, 5, 19), True),
        ("policy", date(2024, 11, 20), False),
        ("policy", date(2024, 11, 19), True),
        ("contract", date(2020, 1, 1), None),
        ("certificate", DAY, None),
        (None, DAY, None),
        ("attestation", None, None),
        ("attestation", date(2026, 11, 21), None),
    ],
)
def test_proof_that_says_no_age_has_the_usual_one_of_its_kind(kind, collected, too_old):
    assert age_of(kind=kind, collected_on=collected) is too_old


@pytest.mark.parametrize("kind", [kind for kind in EvidenceKind if kind not in ("contract", "certificate")])
def test_every_kind_of_proof_without_an_end_of_its_own_has_a_usual_age(kind):
    assert age_of(kind=kind, collected_on=DAY) is False


@pytest.mark.parametrize(
    ("fields", "too_old"),
    [
        ({"kind": "contract", "valid_to": DAY}, False),
        ({"kind": "contract", "valid_to": date(2026, 11, 19)}, True),
        ({"kind": "test_report", "collected_on": date(2020, 1, 1), "valid_to": DAY}, False),
        ({"collected_on": date(2020, 1, 1), "max_age": "P1Y", "valid_to": DAY}, True),
        ({"collected_on": DAY, "max_age": "P1Y", "valid_to": date(2026, 11, 19)}, True),
        ({"max_age": "P1Y", "valid_to": DAY}, None),
        ({"max_age": "P1Y", "valid_to": date(2026, 11, 19)}, True),
        ({"kind": "attestation", "created_on": date(2025, 11, 19)}, True),
        ({"kind": "attestation", "created_on": date(2020, 1, 1), "collected_on": DAY}, False),
        ({"kind": "test_report", "collected_on": DAY, "retired": {"reason": "Utgått.", "on": DAY}}, True),
        ({}, None),
    ],
)
def test_proof_is_too_old_when_any_of_its_limits_is_past(fields, too_old):
    assert age_of(**fields) is too_old


@pytest.mark.parametrize(
    ("collected", "age", "last"),
    [
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)),
        (date(2023, 8, 31), "P6M", date(2024, 2, 29)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
    ],
)
def test_proof_holds_to_the_end_of_a_short_month(collected, age, last):
    assert age_of(last, collected_on=collected, max_age=age) is False
    assert age_of(last + timedelta(days=1), collected_on=collected, max_age=age) is True


@given(DAYS, PERIODS, st.integers(0, 4000))
def test_proof_once_too_old_stays_so(collected, age, days):
    last = after(collected, age)
    later = last + timedelta(days=1 + days)
    assert age_of(last, collected_on=collected, max_age=age) is False
    assert age_of(later, collected_on=collected, max_age=age) is True


@pytest.mark.parametrize(
    ("answer", "on", "changed"),
    [
        ("yes", DAY, False),
        ("yes", None, None),
        ("yes", date(2026, 11, 21), None),
        ("no", None, True),
        ("no", DAY, True),
        ("unknown", DAY, None),
        (None, DAY, None),
    ],
)
def test_a_yes_without_its_day_does_not_say_that_the_proof_is_unchanged(answer, on, changed):
    assert changed_or_gone(a_proof(found_unchanged=answer, compared_on=on), None, LAW, DAY) is changed


OLD = {"collected_on": "2020-01-01"}
UNDATED = {"collected_on": None, "created_on": None}


@pytest.mark.parametrize(
    ("control", "evidence", "why"),
    [
        ({}, {}, None),
        ({"status": None}, {}, Lack.status_unknown),
        ({"status": "planned"}, {}, Lack.not_in_place),
        ({"implemented_on": "2026-11-21"}, {}, Lack.not_in_place),
        ({"implemented_on": None}, {}, None),
        ({"effectiveness": "ineffective"}, {}, Lack.found_to_fail),
        ({"effectiveness": None}, {}, None),
        ({"evidence_ids": []}, {}, Lack.no_proof),
        ({}, OLD, Lack.proof_too_old),
        ({}, UNDATED, Lack.proof_undated),
        ({}, {"found_unchanged": "no"}, Lack.proof_changed),
        ({"evidence_ids": ["EVI-4", "EVI-7"]}, {"found_unchanged": "no"}, None),
        ({"evidence_ids": ["EVI-4", "EVI-7"]}, OLD, None),
        ({"status": "not_applicable", "na_justification": None}, {}, Lack.set_aside_without_reason),
        ({"status": "not_applicable", "na_justification": "Gjelder ikke."}, {}, Lack.set_aside_without_reason),
        ({"status": "not_applicable", "na_justification": REASON}, {}, Lack.set_aside),
    ],
)
def test_a_control_counts_with_proof_that_holds_and_else_says_what_it_lacks(control, evidence, why):
    reading = patched(CTL_1=control, EVI_4=evidence)
    found = reading.find(Control, "CTL-1")
    assert lack(found, reading, LAW, DAY) is why
    untold = why in (Lack.status_unknown, Lack.proof_undated)
    assert counts(found, reading, LAW, DAY) is (None if untold else why is None)


@pytest.mark.parametrize(
    ("proofs", "report", "too_old"),
    [
        (["EVI-4"], {}, False),
        (["EVI-4"], OLD, True),
        (["EVI-4", "EVI-7"], OLD, False),
        (["EVI-4"], UNDATED, None),
        (["EVI-4", "EVI-7"], UNDATED, False),
        ([], {}, None),
    ],
)
def test_one_proof_that_holds_is_enough(proofs, report, too_old):
    assert fact_on(evidence_stale, "CTL-1", Control, CTL_1={"evidence_ids": proofs}, EVI_4=report) is too_old


HOLDS_TO_MARCH = {"valid_to": "2027-03-31", "max_age": None}


@pytest.mark.parametrize(
    ("proofs", "first", "second", "until"),
    [
        (["EVI-4"], HOLDS_TO_MARCH, {}, date(2027, 3, 31)),
        (["EVI-4", "EVI-7"], HOLDS_TO_MARCH, {"valid_to": "2027-01-31"}, date(2027, 3, 31)),
        (["EVI-4"], {"valid_to": "2027-03-31", "max_age": "P1M", "collected_on": "2026-11-10"}, {}, date(2026, 12, 10)),
        (["EVI-4"], OLD, {}, None),
        (["EVI-4", "EVI-7"], OLD, {"valid_to": "2027-01-31"}, date(2027, 1, 31)),
        (["EVI-4"], HOLDS_TO_MARCH | {"found_unchanged": "no"}, {}, None),
        ([], {}, {}, None),
    ],
)
def test_a_control_is_proven_until_the_last_of_its_proofs_no_longer_holds(proofs, first, second, until):
    second = {"collected_on": None, "created_on": None, "max_age": None, "kind": "contract"} | second
    found = fact_on(
        proven_until, "CTL-1", Control, CTL_1={"evidence_ids": proofs}, EVI_4={"kind": "contract"} | first, EVI_7=second
    )
    assert found == until


@pytest.mark.parametrize(
    ("reason", "short"),
    [
        (None, None),
        ("Gjelder ikke", True),
        ("Ett to tre", True),
        ("Ett to tre fire", False),
        ("Programvareutviklingsmiljøet mangler", False),
        ("a" * 29, True),
        ("a" * 30, False),
    ],
)
def test_a_reason_has_four_words_or_thirty_letters(reason, short):
    assert reason_too_short(Control(id="CTL-1", name="T", na_justification=reason), None, LAW, DAY) is short


@pytest.mark.parametrize(
    ("tested", "every", "due"),
    [
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2026, 8, 31), "P1M", date(2026, 9, 30)),
        (DAY, "P2Y", date(2028, 11, 20)),
        (date(2026, 11, 21), "P1Y", None),
        (None, "P1Y", None),
    ],
)
def test_the_next_test_is_due_by_the_controls_own_interval_else_the_usual_one(tested, every, due):
    control = Control(id="CTL-1", name="T", last_tested=tested, test_interval=every)
    assert test_due(control, None, LAW, DAY) == due


def an_activity(data, code="care_recipient", about=("s1",), **more):
    body = {"id": "d1", "name": "Noe", "statutory_secrecy": "no", "protected_identity": "no", **data}
    return {
        "system_ids": ["SYS-9"],
        "subject_categories": [{"id": "s1", "code": code}, {"id": "s2", "code": "employee"}],
        "data_categories": [{**body, "subject_category_ids": list(about)}],
        **more,
    }


@pytest.mark.parametrize(
    ("activity", "required", "low_at"),
    [
        (an_activity({"sensitivity": "ordinary"}), 2, (True, False, False, False)),
        (an_activity({"sensitivity": "national_id"}), 2, (True, False, False, False)),
        (an_activity({"sensitivity": "highly_personal"}), 3, (True, True, False, False)),
        (an_activity({"sensitivity": "art9"}), 3, (True, True, False, False)),
        (an_activity({"sensitivity": "art10"}), 3, (True, True, False, False)),
        (an_activity({"art9_type": "health"}), 3, (True, True, False, False)),
        (an_activity({"sensitivity": "ordinary", "statutory_secrecy": "yes"}), 3, (True, True, False, False)),
        (an_activity({"sensitivity": "ordinary", "protected_identity": "yes"}), 4, (True, True, True, False)),
        (an_activity({"sensitivity": "ordinary"}, "client_child_welfare"), 4, (True, True, True, False)),
        (an_activity({"sensitivity": "ordinary"}, "client_child_welfare", ("s2",)), 2, (True, False, False, False)),
        (an_activity({"sensitivity": "ordinary"}, "client_child_welfare", ()), 4, (True, True, True, False)),
        (an_activity({"sensitivity": "ordinary"}, about=(), subject_categories=[]), 2, (True, None, None, False)),
        (an_activity({"sensitivity": "ordinary"}, None), 2, (True, None, None, False)),
        (an_activity({"sensitivity": "ordinary", "protected_identity": None}), 2, (True, None, None, False)),
        (an_activity({"sensitivity": "ordinary", "statutory_secrecy": "unknown"}), 2, (True, None, False, False)),
        (an_activity({}), 2, (True, None, False, False)),
        (an_activity({}, data_categories=[]), None, (None, None, None, None)),
        (an_activity({"sensitivity": "art9"}, status="ended"), None, (None, None, None, None)),
        (None, None, (None, None, None, None)),
    ],
)
def test_the_class_follows_from_the_data_and_open_answers_leave_it_open(activity, required, low_at):
    patch = {"ACT_9": activity} if activity else {}
    found = []
    for grade in (1, 2, 3, 4):
        reading = patched(SYS_9={"c": grade}, **patch)
        system = reading.find(System, "SYS-9")
        assert required_class(system, reading, LAW, DAY) == required
        found.append(rated_too_low(system, reading, LAW, DAY))
    assert tuple(found) == low_at


@pytest.mark.parametrize(
    ("data", "grade", "only"),
    [
        ({"protected_identity": None}, 2, True),
        ({"protected_identity": None}, 3, True),
        ({"protected_identity": None}, 1, False),
        ({"protected_identity": None}, 4, False),
        ({"protected_identity": None}, None, False),
        ({"protected_identity": "unknown"}, 2, False),
        ({"protected_identity": "no"}, 2, False),
        ({"protected_identity": None, "statutory_secrecy": "unknown"}, 2, False),
        ({"protected_identity": None, "statutory_secrecy": "unknown"}, 3, True),
        ({"protected_identity": None, "name": "Navn og ADRESSE"}, 2, False),
        ({"protected_identity": None, "name": None}, 2, True),
    ],
)
def test_hidden_identity_alone_is_not_asked_for_where_nothing_shows_where_people_live(data, grade, only):
    activity = an_activity({"sensitivity": "ordinary", **data})
    reading = patched(SYS_9={"c": grade}, ACT_9=activity)
    assert only_hidden_identity_untold(reading.find(System, "SYS-9"), reading, LAW, DAY) is only


def test_a_system_without_data_has_nothing_untold_of_hidden_identity():
    reading = patched(SYS_9={"c": 2})
    assert only_hidden_identity_untold(reading.find(System, "SYS-9"), reading, LAW, DAY) is False


def test_without_a_class_nothing_is_rated_too_low():
    assert fact_on(rated_too_low, "SYS-1", System, SYS_1={"c": None}) is None


@pytest.mark.parametrize(
    ("c", "i", "a", "highest"),
    [(1, 2, 3, 3), (1, 1, 1, 1), (4, None, None, 4), (3, 3, None, None), (None, None, None, None)],
)
def test_the_class_of_protection_is_the_highest_that_no_open_one_can_pass(c, i, a, highest):
    assert protection_class(System(id="SYS-1", name="S", c=c, i=i, a=a), None, LAW, DAY) == highest


@given(st.lists(st.integers(0, 45), max_size=46, unique=True))
def test_what_is_missing_and_the_percentage_agree(dropped):
    baseline = shipped_standards().baseline[3]
    kept = [wanted for place, wanted in enumerate(baseline) if place not in dropped]
    reading = patched(CTL_1={"catalogue_refs": [each for each in kept if not each.startswith("nsm")]})
    system = reading.find(System, "SYS-1")
    missing = missing_controls(system, reading, LAW, DAY)
    percent = coverage_percent(system, reading, LAW, DAY)
    assert percent == 100 * (len(baseline) - len(missing)) // len(baseline)
    assert (percent == 100) is (missing == ())


def test_an_alike_requirement_covers_and_a_related_one_does_not():
    refs = [each for each in shipped_standards().baseline[3] if each not in ("nsm_2_1:2.9", "nsm_2_1:2.6.7")]
    assert fact_on(missing_controls, "SYS-1", System, CTL_1={"catalogue_refs": refs}) == ("nsm_2_1:2.6.7",)


def test_where_nothing_surely_lacks_a_control_nobody_can_judge_leaves_it_unknown():
    assert fact_on(missing_controls, "SYS-1", System, CTL_1={"status": None}) is None
    assert fact_on(coverage_percent, "SYS-1", System, CTL_1={"status": None}) == 0
    no_class = {"c": None, "i": None, "a": None}
    for fact in (required_controls, missing_controls, coverage_percent):
        assert fact_on(fact, "SYS-1", System, SYS_1=no_class) is None


def test_what_is_set_aside_with_a_reason_is_not_required_unless_another_control_is_meant_for_it():
    aside = {
        "catalogue_refs": ["iso27002_2022:6.3"],
        "whole_organisation": "yes",
        "status": "not_applicable",
        "na_justification": REASON,
    }
    refs = [each for each in shipped_standards().baseline[3] if each != "iso27002_2022:6.3"]
    without = {"catalogue_refs": refs}
    assert "iso27002_2022:6.3" not in fact_on(required_controls, "SYS-1", System, CTL_1=without, CTL_2=aside)
    assert "iso27002_2022:6.3" in fact_on(required_controls, "SYS-1", System, CTL_2=aside)
    assert "iso27002_2022:6.3" in fact_on(
        required_controls, "SYS-1", System, CTL_1=without, CTL_2={**aside, "na_justification": "Nei"}
    )


@pytest.mark.parametrize(
    ("control", "lacking"),
    [
        ({}, ()),
        ({"status": None}, None),
        ({"status": "partial"}, tuple(f"21.2.{letter}" for letter in "abcdefghij")),
        ({"catalogue_refs": []}, tuple(f"21.2.{letter}" for letter in "abcdefghij")),
        ({"catalogue_refs": ["iso27002_2022:8.5"]}, tuple(f"21.2.{letter}" for letter in "abcdefghi")),
        ({"catalogue_refs": ["nis2:21.2.j"], "status": None}, tuple(f"21.2.{letter}" for letter in "abcdefghi")),
        ({"evidence_ids": []}, ()),
    ],
)
def test_an_area_lacks_a_measure_where_none_in_place_contributes(control, lacking):
    reading = patched(CTL_1=control)
    assert areas_without_measure(reading.organisation, reading, LAW, DAY) == lacking


@given(st.lists(st.sampled_from([True, False, None])))
def test_any_of_is_the_logic_of_three_values(answers):
    assert any_of(answers) is (True if True in answers else None if None in answers else False)


def test_a_control_is_in_place_from_the_day_it_was_put_there():
    control = Control(id="CTL-1", name="T", status=ControlStatus.implemented, implemented_on=DAY)
    assert in_place(control, DAY) is True
    assert in_place(control, DAY - timedelta(days=1)) is False


def test_what_surely_lacks_is_told_though_another_control_cannot_be_judged():
    refs = [each for each in shipped_standards().baseline[3] if each not in ("nsm_2_1:2.9", "nsm_2_1:2.6.7")]
    unsure = {"status": None, "catalogue_refs": refs}
    assert fact_on(missing_controls, "SYS-1", System, CTL_1=unsure) == ("nsm_2_1:2.6.7",)


def test_a_control_of_one_system_counts_there_and_nowhere_else():
    own = {"whole_organisation": "no", "system_ids": ["SYS-1"]}
    assert fact_on(coverage_percent, "SYS-1", System, CTL_1=own) == 100
    assert fact_on(coverage_percent, "SYS-2", System, CTL_1=own) == 0


def test_a_reason_sets_nothing_aside_while_the_control_is_said_to_be_in_place():
    every = tuple(shipped_standards().baseline[3])
    assert fact_on(required_controls, "SYS-1", System, CTL_1={"na_justification": REASON}) == every


def test_what_one_system_sets_aside_is_required_where_a_common_control_is_meant_for_it():
    wanted = "iso27002_2022:6.3"
    aside = {"catalogue_refs": [wanted], "status": "not_applicable", "na_justification": REASON}
    own = {**aside, "whole_organisation": "no", "system_ids": ["SYS-1"]}
    assert wanted in fact_on(required_controls, "SYS-1", System, CTL_2=own)
    refs = [each for each in shipped_standards().baseline[3] if each != wanted]
    assert wanted not in fact_on(required_controls, "SYS-1", System, CTL_1={"catalogue_refs": refs}, CTL_2=own)
