"""One missing impact assessment is one finding, and dozens of them are one question to the leader."""

from collections import Counter
from itertools import product

import pytest

from compliance.checks.engine import judge
from compliance.checks.finding import Decides, Result
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import read_sound
from compliance.memo.asking import themes_of
from compliance.memo.material import Material
from compliance.memo.questions import drafts
from compliance.model.decision import Theme

BOOK = read_rulebook()
SOUND = read_sound()
LAW = law_on(SOUND.as_of, "NO")
SCREENED = ("DPIA-SCRN-001", "DPIA-NEED-001", "DPIA-NEED-002", "DPIA-NEED-003", "DPIA-ONE-001")


def findings_on(patch):
    return judge(SOUND.patched(patch), BOOK, LAW, SOUND.as_of)


def about_danger(findings, subject="ACT-2"):
    return [each for each in findings if each.subject == subject and each.rule in SCREENED]


@pytest.mark.parametrize("screening", [{}, {"matching": None}, {"automated_decision": "no", "blocks_service": "no"}])
@pytest.mark.parametrize(("case", "listed"), list(product(["yes", "no"], [[], ["Kamera"]])))
@pytest.mark.parametrize("evidence", [None, "EVI-7"])
def test_one_missing_assessment_is_one_finding_whatever_asks_for_it(screening, case, listed, evidence):
    patch = {"screening": screening, "art35_3": {"a": case}, "national_list_hits": listed, "dpia_evidence_id": evidence}
    (found,) = about_danger(findings_on({"DPIA-1": {"activity_ids": ["ACT-1"]}, "ACT-2": patch}))
    cause = "DPIA-NEED-002" if case == "yes" else "DPIA-NEED-003" if listed else "DPIA-NEED-001"
    assert (found.rule, found.result) == (cause, Result.undetermined if evidence else Result.gap)


def test_with_one_sign_or_none_answered_the_list_and_the_law_still_ask_once():
    one = {"status": "planned", "dpia_refusal_reason": None, "national_list_hits": ["Kamera"]}
    (found,) = about_danger(findings_on({"ACT-4": one}), "ACT-4")
    assert (found.rule, found.also) == ("DPIA-NEED-003", ("DPIA-ONE-001",))
    (found,) = about_danger(findings_on({"ACT-4": {**one, "screening": None}}), "ACT-4")
    assert (found.rule, found.also) == ("DPIA-NEED-003", ("DPIA-SCRN-001",))


def test_nothing_answered_is_one_finding():
    nothing = {"screening": None, "art35_3": None, "national_list_hits": [], "dpia_refusal_reason": None}
    (found,) = about_danger(findings_on({"ACT-3": nothing}), "ACT-3")
    assert (found.rule, found.decides) == ("DPIA-SCRN-001", Decides.line)


def test_forty_services_without_assessment_are_one_question_to_the_leader():
    like = SOUND.bodies["ACT-2"] | {"dpia_evidence_id": None, "notice_ids": [], "transfers": [], "system_ids": []}
    asked_by = ({}, {"art35_3": {"a": "no"}}, {"art35_3": {"a": "no"}, "national_list_hits": ["Sårbare personer"]})
    patch = {f"ACT-{n}": {**like, "name": f"Tjeneste {n}", **asked_by[n % 3]} for n in range(100, 140)}
    found = [each for each in findings_on(patch) if each.rule in SCREENED]
    assert Counter(each.subject for each in found) == dict.fromkeys(patch, 1)
    assert {each.rule for each in found} == {"DPIA-NEED-001", "DPIA-NEED-002", "DPIA-NEED-003"}
    assert set(themes_of(found)) == {Theme.people_risk}
    held = SOUND.patched(patch | dict.fromkeys(["QUE-2", "MEM-2"]))
    (one,) = drafts(Material(held, BOOK, LAW, SOUND.as_of, tuple(found))).questions
    assert one.question.theme is Theme.people_risk
    assert len(one.question.finding_ids) == len(patch)
