from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.answering import DefectiveChecklist, Situation, Standing, stands
from compliance.checks.loading import sheet_of
from compliance.checks.questionnaire import questionnaire_of, read_questionnaires
from compliance.checks.reading import Reading
from compliance.checks.sound import read_sound
from compliance.model.checklist import GivenAnswer, Reply

DAY = date(2026, 11, 20)
HEAD = "code: T-LIST\ntitle: T\nabout: [{about}]\npurpose: P.\nwhy: W.\nstale_after: P1Y\nquestions:\n"
QUESTION = "  {id}: {{question: 'Er det så?', guidance: G., who: Noen, evidence: E., {more}}}\n"


def checklist(*questions, about="engagement"):
    text = HEAD.format(about=about) + "".join(QUESTION.format(id=id, more=more) for id, more in questions)
    return questionnaire_of(sheet_of(text.encode(), "t-list.yaml"))


def when(condition):
    return f"applies_when: '{condition}'"


def replies(**said):
    return {id: GivenAnswer(id=id, reply=Reply(reply), on=DAY) for id, reply in said.items()}


def asked(questionnaire, subject, register, **said):
    situation = Situation(questionnaire, subject, Reading(register), DAY)
    return [standing.item.id for standing in situation.standings(replies(**said))]


@pytest.mark.parametrize(("handles", "expected"), [("yes", ["a"]), ("no", []), (None, ["a"]), ("unknown", ["a"])])
def test_a_question_is_put_unless_it_is_known_not_to_apply(a_register, handles, expected):
    register = a_register(ENG_1={"handles_personal_data": handles} if handles else {})
    listed = checklist(("a", when("engagement.handles_personal_data")))
    assert asked(listed, register.get("ENG-1"), register) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"a": "yes"}, ["a", "b", "c"]),
        ({"a": "no"}, ["a"]),
        ({"a": "unknown"}, ["a", "b", "c"]),
        ({}, ["a", "b", "c"]),
        ({"a": "yes", "b": "no"}, ["a", "b"]),
        ({"a": "no", "b": "yes"}, ["a"]),
    ],
)
def test_earlier_answers_decide_and_what_does_not_apply_is_not_heard(a_register, said, expected):
    register = a_register(ENG_1={})
    listed = checklist(("a", ""), ("b", when('answers.a != "no"')), ("c", when('answers.b in ["yes", "partly"]')))
    assert asked(listed, register.get("ENG-1"), register, **said) == expected


def test_a_condition_sees_joins_the_organisation_and_the_day(a_register):
    register = a_register(ENG_1={"supplier_id": "SUP-1"}, SUP_1={"country": "SE"})
    sees = 'related.supplier.country == "SE" && organisation.country == "NO" && today == "2026-11-20"'
    assert asked(checklist(("a", when(f"!({sees})"))), register.get("ENG-1"), register) == []


def test_where_a_checklist_is_about_several_kinds_the_others_are_unknown(a_register):
    register = a_register(ENG_1={}, SYS_1={"hosting": "own"})
    listed = checklist(("a", when('system.hosting == "cloud"')), about="engagement, system")
    assert asked(listed, register.get("SYS-1"), register) == []
    assert asked(listed, register.get("ENG-1"), register) == ["a"]


def test_a_condition_that_cannot_be_evaluated_is_a_defect_of_the_checklist(a_register):
    register = a_register(ENG_1={"security_requirements": []})
    listed = checklist(("a", ""), ("b", when("[1].filter(x, x == 2).size() - 9223372036854775807 - 2 > 0")))
    with pytest.raises(DefectiveChecklist, match=r"Question b of T-LIST \(t-list\.yaml, line 9\)"):
        asked(listed, register.get("ENG-1"), register)


def test_what_is_answered_on_the_way_counts_for_what_follows(a_register):
    register = a_register(ENG_1={})
    listed = checklist(("a", ""), ("b", when('answers.a == "yes"')))
    said = {}
    put = []
    for standing in Situation(listed, register.get("ENG-1"), Reading(register), DAY).standings(said):
        put.append(standing.item.id)
        said |= replies(a="no")
    assert put == ["a"]


@pytest.mark.parametrize(
    ("on", "stale"),
    [(date(2025, 11, 20), False), (date(2025, 11, 19), True), (DAY, False), (date(2026, 11, 21), None), (None, None)],
)
def test_an_answer_holds_its_time_to_the_day(on, stale):
    (item,) = checklist(("a", "")).items
    standing = Standing(item, GivenAnswer(id="a", reply=Reply.yes, on=on))
    assert standing.stale(DAY) is stale
    assert standing.fresh(DAY) is (stale is False)


@pytest.mark.parametrize(
    ("reply", "more", "answered", "lacking"),
    [
        ("yes", "", True, False),
        ("partly", "", True, True),
        ("no", "", True, True),
        ("unknown", "", False, False),
        (None, "", False, False),
        ("not_applicable", "", True, False),
        ("no", "needed: false", True, False),
        ("no", "good: no", True, False),
        ("yes", "good: no", True, True),
        ("partly", "good: no", True, True),
    ],
)
def test_only_a_known_answer_other_than_the_good_one_shows_a_lack(reply, more, answered, lacking):
    (item,) = checklist(("a", more)).items
    standing = Standing(item, GivenAnswer(id="a", reply=reply and Reply(reply), on=DAY))
    assert (standing.answered, standing.lacking) == (answered, lacking)


@pytest.mark.parametrize(
    ("id", "body", "in_use"),
    [
        ("ENG_1", {"status": "ended"}, False),
        ("ENG_1", {"status": "active"}, True),
        ("ENG_1", {}, True),
        ("SYS_1", {"status": "retired"}, False),
        ("ORG_2", {}, True),
        ("ORG_2", {"retired": {"reason": "Slått sammen"}}, False),
        ("CHK_1", {}, True),
    ],
)
def test_a_record_is_in_use_by_the_measure_of_its_kind(a_register, id, body, in_use):
    assert stands(a_register(**{id: body}).get(id.replace("_", "-"))) is in_use


SOUND = read_sound()
SITUATIONS = [
    Situation(
        read_questionnaires()[each.checklist], SOUND.municipality.get(each.subject_id), Reading(SOUND.municipality), DAY
    )
    for each in SOUND.municipality.of("checklist_answers")
]


@given(st.sampled_from(SITUATIONS), st.data())
def test_every_shipped_condition_can_be_evaluated_and_less_known_never_means_fewer_questions(situation, data):
    ids = [item.id for item in situation.questionnaire.items]
    known = data.draw(st.dictionaries(st.sampled_from(ids), st.sampled_from([*Reply])))
    fewer = {id: reply for id, reply in known.items() if data.draw(st.booleans())}

    def put(said):
        return {each.item.id for each in situation.standings(replies(**said))}

    assert put({}) >= put(known)
    assert ids[0] in put(fewer)
