"""What a municipality of 70 activities is asked and told: few questions, none trivial, and one line for one cause.

The register is the example municipality, its records again and again under new ids. In its first year a municipality
knows what it does and with what, and hardly more: there whole fields are missing everywhere.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bench.registers import candidates, write_candidates
from compliance.checks.finding import Result, Severity
from compliance.memo.material import material
from compliance.memo.questions import MOST_QUESTIONS, drafts
from compliance.model.decision import Theme
from compliance.register.register import open_register

pytestmark = pytest.mark.slow

ACTIVITIES = 70
NOW, AFTER_GRACE = date(2026, 11, 20), date(2026, 12, 31)
"""The day of the register, and one on which what was only silent has waited long enough to reach the leader."""

UNLIMITED = 99
LINE = re.compile(r"([A-Z]+-\S+)(?: \+(\d+))?\s+([A-Z]+\d*-[A-Z\d]+-\d{3}|CHK-\S+)")

NOT_BEGUN = {
    *("notice", "risk", "control", "evidence", "dpia", "incident", "rights_procedure", "rights_request"),
    *("governance_profile", "management_review", "publication_frame", "checklist_answers", "law_confirmation"),
    *("question", "memo", "signoff", "task", "waiver"),
}
"""The kinds of record of which a municipality in its first year has none."""

NOT_WRITTEN = {
    "activity": {
        *("notice_ids", "retention_rules", "legal_bases", "consent_schemes", "recipients", "transfers", "screening"),
        *("no_transfers_declared", "camera", "camera_assessment", "camera_sign", "produces_public_records"),
        *("publishes_actively", "publication_frame_id", "tom_summary", "risk_ids", "control_ids", "art35_3"),
        *("last_reviewed", "created_on", "dpia_evidence_id"),
    },
    "engagement": {
        *("dpa_signed_on", "dpa_valid_from", "dpa_valid_to", "dpa_evidence", "dpa_items", "other_legal_act"),
        *("guarantees_assessed_on", "last_followup", "sub_authorisation", "subprocessor_list_date", "exit_plan"),
    },
    "system": {"c", "i", "a"},
}
"""The fields that stand empty in its other records."""

FAMILIES = {
    "notices": ({"notice"}, {"activity": {"notice_ids"}}),
    "retention": (set(), {"activity": {"retention_rules"}}),
    "agreements": (set(), {"engagement": NOT_WRITTEN["engagement"]}),
    "legal bases": (set(), {"activity": {"legal_bases", "consent_schemes"}}),
}
"""One thing missing everywhere, all else as in the example."""

UNASKED = {"question", "memo", "signoff", "task"}


def without(kinds, fields):
    """The typical municipality without these kinds of record and these fields."""
    for each in candidates(ACTIVITIES):
        if each.kind not in kinds:
            dropped = fields.get(each.kind, ())
            yield replace(each, fields={name: held for name, held in each.fields.items() if name not in dropped})


MUNICIPALITIES = {
    "as the example": (set(), {}),
    "nothing asked yet": (UNASKED, {}),
    "first year": (NOT_BEGUN, NOT_WRITTEN),
    **{f"no {name}": (kinds | UNASKED, fields) for name, (kinds, fields) in FAMILIES.items()},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The register file of a municipality, written once."""
    folder, made = tmp_path_factory.mktemp("typical"), {}

    def write(name):
        if name not in made:
            made[name] = folder / f"{name.replace(' ', '-')}.db"
            write_candidates(made[name], without(*MUNICIPALITIES[name]))
        return made[name]

    return write


@pytest.fixture(scope="module")
def judged(written):
    """What the rules find in a municipality on a day, found once."""
    found = {}

    def judge(name, day):
        if (name, day) not in found:
            with open_register(written(name)) as register:
                found[name, day] = material(register.view(), day)
        return found[name, day]

    return judge


def serious(finding):
    return finding.result is Result.gap and finding.severity in (Severity.blocker, Severity.major)


@pytest.mark.parametrize("day", [NOW, AFTER_GRACE], ids=str)
@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_the_leader_is_asked_at_most_five_questions_and_none_is_trivial(judged, name, day):
    told = judged(name, day)
    assert len(told.view.of("activity")) == ACTIVITIES
    found = drafts(told)
    # Where the officer has prepared five, what is not grave may wait for the next memo; else there is room for all.
    assert all(finding.severity is not Severity.blocker for finding in found.waiting)
    assert name == "as the example" or found.waiting == ()
    assert 1 <= len(found.questions) <= MOST_QUESTIONS
    for each in found.questions:
        behind = [told.by_id[id] for id in each.question.finding_ids if id in told.by_id]
        assert behind and all(map(serious, behind)), each.question.name


@pytest.mark.parametrize("day", [NOW, AFTER_GRACE], ids=str)
@pytest.mark.parametrize("name", sorted(MUNICIPALITIES.keys() - {"as the example"}))
def test_what_nobody_has_prepared_is_never_more_than_five_questions_with_no_limit_to_cut(judged, name, day):
    assert len(drafts(judged(name, day), UNLIMITED).questions) <= MOST_QUESTIONS


def test_where_the_officer_has_split_a_theme_the_sixth_question_finds_a_home_and_nothing_grave_waits(judged):
    """The officer asks about some unlawful uses and some dangers by name; a month later more of the kind are known."""
    told = judged("as the example", AFTER_GRACE)
    free = [each.question.theme for each in drafts(told, UNLIMITED).questions]
    assert len(free) == MOST_QUESTIONS + 2
    assert free.count(Theme.lawfulness) == free.count(Theme.people_risk) == 2
    found = drafts(told)
    kept = found.questions
    assert {each.question.theme for each in kept} == set(free) and len(kept) == MOST_QUESTIONS
    assert {finding.severity for finding in found.waiting} == {Severity.major}


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_every_gap_for_the_leader_stands_behind_a_question_or_is_said_to_wait(judged, name):
    told = judged(name, AFTER_GRACE)
    found = drafts(told)
    asked = {id for each in found.questions for id in each.question.finding_ids}
    waiting = {finding.id for finding in found.waiting}
    assert {finding.id for finding in told.for_leader} <= asked | waiting and not asked & waiting


def test_silence_reaches_the_leader_only_when_it_has_waited(judged):
    now, later = (judged("first year", day) for day in (NOW, AFTER_GRACE))
    assert len(now.for_leader) < 10 < ACTIVITIES <= len(later.for_leader)


def test_a_question_counts_activities_and_says_so(judged):
    told = judged("first year", AFTER_GRACE)
    names = [each.question.name for each in drafts(told).questions]
    assert "70 behandlinger uten nedskrevet grunnlag" in names


# On the screen


@pytest.fixture(scope="module")
def checked(program, written):
    """What `check` prints at 80 columns."""

    def check(name, *options):
        path = written(name)
        line = ("check", "--register", path, "--as-of", NOW, "--language", "en", *options)
        done = program(*line, cwd=path.parent, environment={"COLUMNS": "80"})
        assert done.code == 0, done.err
        return done.out.splitlines()

    return check


def storms(lines):
    """Each line that tells of findings: first record, how many in all, and the rule."""
    found = [match for line in lines if (match := LINE.match(line))]
    return [(match[1], 1 + int(match[2] or 0), match[3]) for match in found]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("no retention", "RET-NONE-001"),
        ("first year", "INFO-NONE-001"),
        ("first year", "RET-NONE-001"),
    ],
)
def test_seventy_activities_that_lack_the_same_are_one_line_with_a_count(checked, name, rule):
    told = [(first, count) for first, count, code in storms(checked(name)) if code == rule]
    assert told == [("ACT-0001", ACTIVITIES)]


def test_a_danger_not_asked_about_is_one_line_beside_those_that_surely_need_an_assessment(checked):
    told = {code: count for _, count, code in storms(checked("first year"))}
    assert told["DPIA-SCRN-001"] + told["DPIA-NEED-003"] == ACTIVITIES and told["DPIA-NEED-003"] <= 5


def test_where_the_same_lack_is_graver_for_some_they_have_a_line_of_their_own(checked):
    """Consent that nobody was told about does not hold, and so it is a blocker; for the others it is not."""
    told = [(count, code) for _, count, code in storms(checked("no notices")) if code == "INFO-NONE-001"]
    (graver, _), (usual, _) = sorted(told)
    assert graver + usual == ACTIVITIES and graver <= 5


@pytest.mark.parametrize("name", ["as the example", "first year"])
def test_no_line_is_wider_than_the_screen_and_none_is_lost_in_the_counting(checked, judged, name):
    lines = checked(name)
    assert max(map(len, lines)) <= 80
    assert sum(count for _, count, _ in storms(lines)) == len(judged(name, NOW).findings)


def test_hundreds_of_findings_fit_on_one_screen(checked):
    told = storms(checked("first year"))
    assert sum(count for _, count, _ in told) > 400 and len(told) <= 30


def test_no_rule_speaks_on_more_lines_than_it_has_things_to_say(checked):
    rules = Counter(rule for _, _, rule in storms(checked("first year")))
    assert {rule for rule, lines in rules.items() if lines > 2} == set()


def test_all_gives_each_finding_a_line_of_its_own(checked, judged):
    told = storms(checked("first year", "--all"))
    assert {count for _, count, _ in told} == {1}
    assert len(told) == len(judged("first year", NOW).findings)
