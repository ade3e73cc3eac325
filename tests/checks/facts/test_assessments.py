from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.facts import assessments
from compliance.checks.facts.assessments import Case, Sign
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.sound import Municipality
from compliance.model.activity import Art35Cases, Screening
from compliance.model.assessment import DpiaPart
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

DAY = date(2026, 11, 20)
ANSWERS = st.sampled_from(["yes", "no", "unknown", None])
days = st.dates(date(2019, 1, 1), date(2090, 12, 31))
perhaps_days = st.none() | days
NAMES = [sign.name for sign in Sign]


@pytest.fixture(scope="module")
def said():
    """Runs a fact on a document of a register given as bodies by id."""
    prefixes = {kind.prefix: kind for kind in KINDS.values()}

    def run(fact, id="ACT-1", on=DAY, **bodies):
        held = {"ORG-1": {"kind": "municipality", "country": "NO", "inhabitants": 9000}}
        held |= {word.replace("_", "-"): body for word, body in bodies.items()}
        documents = {
            id: read_document(prefixes[id.split("-")[0]], {"id": id, "name": id, **body}) for id, body in held.items()
        }
        reading = Reading(Municipality(documents))
        return getattr(assessments, fact)(documents[id], reading, law_on(on, "NO"), on)

    return run


def answers(default="no", **changed):
    return {**dict.fromkeys(NAMES, default), **changed}


def test_the_signs_are_those_of_the_screening_and_the_cases_those_of_the_law():
    assert [*NAMES, "reason"] == list(Screening.model_fields)
    assert [case.name for case in Case] == list(Art35Cases.model_fields)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, ANSWERS)))
def test_each_sign_is_yes_or_no_or_open(said, given_answers):
    screening = {name: answer for name, answer in given_answers.items() if answer}
    yes = said("danger_signs", ACT_1={"screening": screening})
    unanswered = said("open_signs", ACT_1={"screening": screening})
    assert [sign.name for sign in yes] == [name for name in NAMES if given_answers[name] == "yes"]
    assert [sign.name for sign in unanswered] == [name for name in NAMES if given_answers[name] not in ("yes", "no")]


def test_with_nothing_recorded_all_is_open_and_nothing_suggested(said):
    assert said("open_signs", ACT_1={}) == tuple(Sign)
    assert said("open_cases", ACT_1={}) == tuple(Case)
    assert said("danger_signs", ACT_1={}) == said("suggested_signs", ACT_1={}) == said("always_cases", ACT_1={}) == ()


@pytest.mark.parametrize(
    ("body", "signs"),
    [
        ({"profiling": "yes"}, [Sign.scoring]),
        ({"profiling": "no"}, []),
        ({"automated_decision": "solely", "automated_effect": "significant"}, [Sign.automated_decision]),
        ({"automated_decision": "solely", "automated_effect": "minor"}, []),
        ({"automated_decision": "support", "automated_effect": "significant"}, []),
        ({"automated_decision": "solely"}, []),
        ({"camera": "yes"}, [Sign.monitoring]),
        ({"staff_monitoring": "yes"}, [Sign.monitoring]),
        ({"camera": "no", "staff_monitoring": "unknown"}, []),
        ({"data_categories": [{"sensitivity": "art9"}]}, [Sign.sensitive]),
        ({"data_categories": [{"sensitivity": "art10"}]}, [Sign.sensitive]),
        ({"data_categories": [{"sensitivity": "highly_personal"}]}, [Sign.sensitive]),
        ({"data_categories": [{"art9_type": "health"}]}, [Sign.sensitive]),
        ({"data_categories": [{"art9_type": "biometric_id"}]}, [Sign.sensitive, Sign.innovative]),
        ({"data_categories": [{"sensitivity": "ordinary"}, {"sensitivity": "national_id"}, {}]}, []),
        ({"volume_persons": 10000}, [Sign.large_scale]),
        ({"volume_persons": 900}, [Sign.large_scale]),
        ({"volume_persons": 899}, []),
        ({"volume_band": "from_10000"}, [Sign.large_scale]),
        ({"volume_band": "under_10000"}, []),
        ({"volume_band": "from_10000", "volume_persons": 10}, []),
        ({"subject_categories": [{"code": "pupil"}]}, [Sign.vulnerable]),
        ({"subject_categories": [{"code": "pupil", "vulnerable": "unknown"}]}, [Sign.vulnerable]),
        ({"subject_categories": [{"code": "pupil", "vulnerable": "no"}]}, []),
        ({"subject_categories": [{"code": "resident"}]}, []),
        ({"subject_categories": [{"code": "resident", "vulnerable": "yes"}]}, [Sign.vulnerable]),
    ],
)
def test_the_record_points_to_signs(said, body, signs):
    assert said("suggested_signs", ACT_1=body) == tuple(signs)
    assert said("open_signs", ACT_1={**body, "screening": answers()}) == tuple(signs)
    assert said("open_signs", ACT_1={**body, "screening": answers(reason="Vurdert.")}) == ()
    yes = answers(**{sign.name: "yes" for sign in signs})
    assert said("suggested_signs", ACT_1={**body, "screening": yes}) == ()
    assert said("open_signs", ACT_1={**body, "screening": yes}) == ()


@pytest.mark.parametrize(("people", "large"), [(9999, ()), (10000, (Sign.large_scale,)), (9000, ())])
def test_where_the_number_of_inhabitants_is_not_known_only_the_number_of_people_counts(said, people, large):
    organisation = {"kind": "municipality", "country": "NO"}
    assert said("suggested_signs", ORG_1=organisation, ACT_1={"volume_persons": people}) == large


@pytest.mark.parametrize(
    ("system", "signs"),
    [
        ({"ai_used": "yes"}, (Sign.innovative,)),
        ({"ai_used": "yes", "status": "planned"}, (Sign.innovative,)),
        ({"ai_used": "yes", "status": "retired"}, ()),
        ({"ai_used": "no"}, ()),
        ({"ai_used": "yes", "ai_class": "minimal"}, ()),
        ({"ai_used": "yes", "ai_class": "limited"}, (Sign.innovative,)),
        ({}, ()),
    ],
)
def test_a_system_that_thinks_is_new_technology_until_it_is_retired(said, system, signs):
    assert said("suggested_signs", SYS_1=system, ACT_1={"system_ids": ["SYS-1"]}) == signs


@pytest.mark.parametrize(
    ("screening", "cases"),
    [
        (answers("yes"), Case),
        (answers("no"), ()),
        (answers("yes", scoring="no"), (Case.b, Case.c)),
        (answers("yes", sensitive="no"), (Case.a, Case.c)),
        (answers("yes", monitoring="no"), (Case.a, Case.b)),
        (answers("yes", large_scale="no"), (Case.a,)),
        (answers("no", scoring="unknown"), (Case.a,)),
        (answers("no", sensitive="yes", large_scale="unknown"), (Case.b,)),
        (answers("no", monitoring="unknown", large_scale="yes"), (Case.c,)),
    ],
)
def test_a_sign_that_is_not_there_rules_out_the_cases_that_need_it(said, screening, cases):
    assert said("open_cases", ACT_1={"screening": screening}) == tuple(cases)
    assert said("open_cases", ACT_1={"screening": screening, "art35_3": {"a": "no", "b": "yes", "c": "no"}}) == ()


@given(st.fixed_dictionaries({"a": ANSWERS, "b": ANSWERS, "c": ANSWERS}))
def test_a_case_is_yes_or_no_or_open(said, given_answers):
    body = {"art35_3": {name: answer for name, answer in given_answers.items() if answer}}
    assert [case.name for case in said("always_cases", ACT_1=body)] == [n for n in "abc" if given_answers[n] == "yes"]
    unanswered = [n for n in "abc" if given_answers[n] not in ("yes", "no")]
    assert [case.name for case in said("open_cases", ACT_1=body)] == unanswered


@pytest.mark.parametrize(
    ("dpias", "evidence", "done"),
    [
        ([{"status": "completed"}], False, True),
        ([{"status": "completed", "completed_on": "2026-11-20"}], False, True),
        ([{"status": "completed", "completed_on": "2026-11-21"}], False, False),
        ([{"status": "in_progress"}], False, False),
        ([{"status": "not_started"}], True, False),
        ([{"status": "rejected"}], True, False),
        ([{}], False, None),
        ([{}, {"status": "rejected"}], False, None),
        ([{}, {"status": "completed"}], False, True),
        ([], True, None),
        ([], False, False),
    ],
)
def test_an_assessment_is_done_when_a_completed_one_names_the_activity(said, dpias, evidence, done):
    bodies = {f"DPIA_{n}": {"activity_ids": ["ACT-1"], **body} for n, body in enumerate(dpias)}
    activity = {"dpia_evidence_id": "EVI-1"} if evidence else {}
    assert said("dpia_done", ACT_1=activity, ACT_2={}, **bodies) is done
    if dpias:
        assert said("dpia_done", "ACT-2", ACT_1=activity, ACT_2={}, **bodies) is False


@pytest.mark.parametrize(
    ("acts", "assessed"),
    [
        ([], False),
        ([{"provision": "§ 1"}], False),
        ([{"instrument": "Lov"}], None),
        ([{"instrument": "Lov", "checked_on": "2026-01-01"}], True),
        ([{"instrument": "Lov", "valid_from": "2026-11-20"}], True),
        ([{"instrument": "Lov", "valid_from": "2026-11-21"}], False),
        ([{"instrument": "Lov", "valid_from": "2020-01-01", "valid_to": "2026-11-19"}], False),
        ([{"instrument": "Gammel", "valid_to": "2020-01-01"}, {"instrument": "Ny", "valid_from": "2020-01-02"}], True),
        ([{"instrument": "Gammel", "valid_to": "2020-01-01"}, {"instrument": "Ny"}], None),
    ],
)
def test_only_a_named_act_in_force_can_have_been_assessed(said, acts, assessed):
    assert said("assessed_by_law", ACT_1={"art35_10_basis": acts}) is assessed


@pytest.mark.parametrize(
    ("statuses", "in_use"),
    [([], True), (["ended"], False), (["ended", "paused"], True), ([None], True), (["planned"], True)],
)
def test_an_assessment_is_in_use_until_all_it_covers_is_ended(said, statuses, in_use):
    activities = {f"ACT_{n}": {"status": status} if status else {} for n, status in enumerate(statuses)}
    dpia = {"activity_ids": [f"ACT-{n}" for n in range(len(statuses))]}
    assert said("still_in_use", "DPIA-1", DPIA_1=dpia, **activities) is in_use


def test_an_activity_taken_out_of_use_is_no_use_of_the_assessment(said):
    gone = {"status": "active", "retired": {"on": "2026-01-01", "reason": "Ført to ganger."}}
    assert said("still_in_use", "DPIA-1", DPIA_1={"activity_ids": ["ACT-1"]}, ACT_1=gone) is False


@given(st.none() | st.lists(st.sampled_from(DpiaPart), unique=True), st.booleans())
def test_what_an_assessment_has_and_what_it_lacks_is_all_it_needs(said, parts, approved):
    dpia = {"approval_signoff_id": "SGN-1"} if approved else {}
    if parts is not None:
        dpia["parts_done"] = [str(part) for part in parts]
    missing = said("missing_parts", "DPIA-1", DPIA_1=dpia)
    if parts is None:
        assert missing == (None if approved else ("24.1",))
    else:
        wanted = [part for part in DpiaPart if part not in parts] + ([] if approved else ["24.1"])
        assert list(missing) == wanted


ASKED = date(2026, 9, 25)


def waiting(said, on=DAY, asked=ASKED, answered=None, **activity):
    dpia = {"activity_ids": ["ACT-1"]}
    dpia |= {"prior_consultation_on": asked.isoformat()} if asked else {}
    dpia |= {"sa_answer_on": answered.isoformat()} if answered else {}
    body = {"status": "active", "started_on": "2026-10-01", **activity}
    return said("started_while_waiting", "DPIA-1", on, DPIA_1=dpia, ACT_1={k: v for k, v in body.items() if v})


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, True),
        ({"started_on": "2026-09-25"}, True),
        ({"started_on": "2026-09-24"}, False),
        ({"started_on": None}, None),
        ({"status": None}, None),
        ({"status": None, "started_on": "2026-09-24"}, False),
        ({"status": "planned"}, False),
        ({"status": "paused"}, False),
        ({"status": "ended"}, False),
        ({"asked": None}, False),
        ({"answered": DAY}, False),
        ({"answered": date(2026, 11, 21)}, True),
        ({"on": date(2026, 11, 21)}, False),
    ],
)
def test_one_waits_for_the_authority_for_eight_weeks_the_last_day_too(said, changed, found):
    assert ASKED + timedelta(weeks=8) == DAY
    assert waiting(said, **changed) is found


@pytest.mark.parametrize(("other", "found"), [({"status": "active"}, None), ({"status": "planned"}, False)])
def test_the_surest_of_the_activities_counts(said, other, found):
    dpia = {"activity_ids": ["ACT-1", "ACT-2"], "prior_consultation_on": ASKED.isoformat()}
    started = {"status": "active", "started_on": "2026-10-01"}
    planned = {"status": "planned"}
    assert said("started_while_waiting", "DPIA-1", DPIA_1=dpia, ACT_1=planned, ACT_2=other) is found
    assert said("started_while_waiting", "DPIA-1", DPIA_1=dpia, ACT_1=started, ACT_2=other) is True


@given(days, st.integers(0, 80), st.integers(-5, 80))
def test_nobody_waits_longer_than_eight_weeks(said, asked, later, start):
    on, started = asked + timedelta(days=later), asked + timedelta(days=start)
    found = waiting(said, on=on, asked=asked, started_on=started.isoformat())
    assert found is (start >= 0 and later <= 56)


def changed_since(said, activity=None, system=None, completed=None, redone=None, status="active"):
    dated = {"activity_ids": ["ACT-1"]}
    dated |= {"completed_on": completed.isoformat()} if completed else {}
    dated |= {"review_after_change_on": redone.isoformat()} if redone else {}
    body = {"status": status, "system_ids": ["SYS-1"]}
    body |= {"material_change_on": activity.isoformat()} if activity else {}
    held = {"material_change_on": system.isoformat()} if system else {}
    return said("changed_since", "DPIA-1", DPIA_1=dated, ACT_1=body, SYS_1=held)


@given(perhaps_days, perhaps_days, perhaps_days, perhaps_days)
def test_a_change_after_the_assessment_is_found_wherever_it_was(said, activity, system, completed, redone):
    changes = [day for day in (activity, system) if day and day <= DAY]
    made = [day for day in (completed, redone) if day and day <= DAY]
    found = changed_since(said, activity, system, completed, redone)
    if not changes:
        assert found is False
    elif not made:
        assert found is None
    else:
        assert found is any(all(change > day for day in made) for change in changes)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ({"activity": DAY, "completed": DAY}, False),
        ({"activity": DAY, "completed": DAY - timedelta(days=1)}, True),
        ({"system": DAY, "completed": DAY - timedelta(days=1)}, True),
        ({"system": DAY, "completed": DAY - timedelta(days=9), "redone": DAY}, False),
        ({"system": DAY, "completed": DAY - timedelta(days=9), "redone": DAY + timedelta(days=1)}, True),
        ({"system": DAY + timedelta(days=1), "completed": DAY - timedelta(days=9)}, False),
        ({"activity": date(2024, 2, 29), "completed": date(2024, 2, 28)}, True),
        ({"activity": DAY}, None),
        ({"activity": DAY, "completed": DAY - timedelta(days=9), "status": "ended"}, False),
        ({}, False),
    ],
)
def test_a_change_counts_from_the_day_after_the_assessment_until_it_is_redone(said, case, found):
    assert changed_since(said, **case) is found
