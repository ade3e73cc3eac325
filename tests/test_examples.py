"""The example municipality is whole, agrees with itself, and can be read by the leader it is written for."""

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache

import pytest

from compliance.capture.sources import capture_paths
from compliance.checks.finding import Severity, finding_id
from compliance.language.readability import lix, long_sentences, vague_purpose, word_count
from compliance.language.terms import unexplained_jargon
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.memo.questions import drafts
from compliance.model.authority import may_accept, may_sign
from compliance.model.decision import MemoState, QuestionStatus
from compliance.model.kinds import KINDS, kind_of
from compliance.model.organisation import AuthorityOver, RiskLevel, Role
from compliance.model.reading import read_document
from compliance.model.references import dangling_within, references
from compliance.register.plan import Outcome
from compliance.register.register import create_register
from compliance.report.room import front_size, size_of
from compliance.resources import folder

EXAMPLES = folder("examples")
MUNICIPALITY = EXAMPLES / "sund"
AS_OF = date(2026, 11, 20)
CAPTURED = datetime(2026, 11, 19, 8, tzinfo=UTC)
YEARS = (2027, 2028, 2029, 2030)
MANAGERS = {Role.chief_executive, Role.management_member, Role.line_manager}
RULE_CODE = re.compile(r"\b[A-Z0-9]+-[A-Z0-9]+-\d{3}\b")
RECORD_ID = re.compile(rf"(?<![\w-])(?:{'|'.join(kind.prefix for kind in KINDS.values())})-\d+\b")


@cache
def captured():
    return capture_paths([MUNICIPALITY])


@cache
def documents():
    found = [
        read_document(KINDS[each.kind], {"id": each.id, **{k: v for k, v in each.fields.items() if v is not None}})
        for each in captured().candidates
    ]
    return {document.id: document for document in found}


def every(kind):
    return [document for document in documents().values() if kind_of(document).name == kind]


def one(document_id):
    return documents()[document_id]


def prepared():
    return [question for question in every("question") if question.decision is None]


def decided():
    return [question for question in every("question") if question.decision is not None]


def total(option):
    return option.one_off_cost + sum(year.amount for year in option.annual_cost)


def planted():
    """The gaps README.md promises: record and rule."""
    rows = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [row.split(" | ") for row in rows if row.startswith("| ")]
    named = [(RECORD_ID.findall(cell[0]), RULE_CODE.findall(cell[-1])) for cell in cells]
    return [(record, code) for records, codes in named for record in records for code in codes]


def test_every_file_is_read_and_no_record_is_refused():
    assert captured().refusals == ()
    assert captured().left_out == ()
    assert len(documents()) == len(captured().candidates)


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """What `init` makes, before anything is captured."""
    begun = [
        read_document(
            KINDS["organisation"], {"id": "ORG-1", "name": "Sund kommune", "country": "NO", "language": "nb"}
        ),
        read_document(KINDS["person"], {"id": "PER-1", "name": "Informasjonssikkerhetsansvarlig"}),
    ]
    path = tmp_path_factory.mktemp("sund") / "r.db"
    with create_register(
        path, organisation=begun[0], people=begun[1:], actor="PER-1", reason="init", at=CAPTURED
    ) as register:
        yield register


@pytest.fixture(scope="module")
def first_plan(register):
    plan = register.plan(captured().candidates)
    register.apply(plan, actor="PER-1", reason="capture", at=CAPTURED)
    return plan


@pytest.fixture(scope="module")
def judged(register, first_plan):
    """The register as the memo sees it on the day of the example."""
    return material(register.view(), AS_OF)


def test_a_register_takes_it_whole_and_a_second_time_changes_nothing(register, first_plan):
    outcomes = Counter(line.outcome for line in first_plan.lines)
    assert outcomes == {Outcome.changed: 2, Outcome.new: len(documents()) - 2}
    again = register.plan(captured().candidates)
    assert {line.outcome for line in again.lines} == {Outcome.unchanged}
    assert register.view().organisation.name == "Sundfjære kommune"


def test_every_gap_that_is_promised_is_found(judged):
    found = {(finding.subject, rule) for finding in judged.findings for rule in (finding.rule, *finding.also)}
    assert set(planted()) - found == set()


def test_no_serious_fault_is_found_that_was_not_promised(judged):
    serious = {(f.subject, f.rule) for f in judged.findings if f.severity is not Severity.minor}
    assert serious <= set(planted())


def test_five_questions_answer_all_that_the_leader_must_decide(judged):
    asked = drafts(judged)
    assert [each.question.id for each in asked.questions] == [question.id for question in prepared()]
    assert not any(each.new for each in asked.questions)
    assert asked.waiting == ()
    answered = {finding for each in asked.questions for finding in each.question.finding_ids}
    assert answered == {finding.id for finding in judged.for_leader}


def test_every_reference_leads_to_a_record_of_the_right_kind():
    for document in documents().values():
        assert list(dangling_within(document)) == []
        for reference in references(document):
            assert reference.target in documents(), (document.id, reference)
            assert reference.kind in ("", kind_of(one(reference.target)).name), (document.id, reference)


def test_the_municipality_is_as_large_as_promised():
    counted = Counter(kind_of(document).name for document in documents().values())
    assert counted["organisation"] == 1
    assert counted["activity"] >= 45
    assert len({activity.unit for activity in every("activity")}) >= 9
    assert counted["system"] == 25
    assert counted["supplier"] == 20
    assert counted["control"] == 40
    assert counted["risk"] == 15
    assert counted["incident"] == 5
    assert counted["person"] == 11
    assert len(prepared()) == 5
    assert len(decided()) == 4
    assert {e.supplier_id for e in every("engagement")} == {supplier.id for supplier in every("supplier")}


def test_the_register_that_init_makes_is_brought_up_to_date_by_it():
    assert one("ORG-1").chief_executive_id == "PER-2"
    assert Role.preparer in one("PER-1").roles


def test_every_activity_says_what_for_whose_data_and_who_answers():
    for activity in every("activity"):
        assert activity.purposes and activity.subject_categories and activity.data_categories, activity.id
        assert MANAGERS & set(one(activity.owner_id).roles), activity.id
        assert not any(vague_purpose(purpose.text, "nb") for purpose in activity.purposes), activity.id


@pytest.mark.parametrize("question", prepared() + decided(), ids=lambda question: question.id)
def test_a_question_is_ready_for_the_leader(question):
    assert question.question.endswith("?")
    assert question.background and question.why_leader and question.reasons
    options = {option.id: option for option in question.options}
    zeros = [option for option in question.options if option.is_zero_option]
    assert len(zeros) == 1
    assert len(options) >= 2
    recommended = options[question.recommended_option]
    assert not recommended.is_zero_option
    assert recommended.unlawful_because == ()
    assert MANAGERS & set(one(question.owner_id).roles)
    goal = question.goal
    assert goal.indicator and goal.unit and goal.due
    assert None not in (goal.baseline, goal.target, goal.measured)
    assert goal.measured_on <= AS_OF
    assert question.funding_ref or total(recommended) == 0


@pytest.mark.parametrize("question", prepared() + decided(), ids=lambda question: question.id)
def test_every_option_has_cost_effect_and_consequence(question):
    for option in question.options:
        assert option.one_off_cost is not None
        assert tuple(year.year for year in option.annual_cost) == YEARS, option.id
        assert option.effects and option.consequences.residents and option.risk_after, option.id
        if option.cost_range:
            assert option.cost_range.base == total(option), option.id
            assert option.cost_range.low <= option.cost_range.base <= option.cost_range.high
        if option.is_zero_option:
            assert total(option) == 0


@pytest.mark.parametrize("question", prepared(), ids=lambda question: question.id)
def test_a_prepared_question_still_lies_ahead(question):
    assert question.status == QuestionStatus.draft
    assert len(question.options) == 3
    assert question.deadline > AS_OF
    assert question.goal.due == question.deadline
    assert question.goal.measured == question.goal.baseline


def test_the_autumn_memo_is_begun_and_says_when_the_answers_are_needed():
    (begun,) = [memo for memo in every("memo") if memo.state == MemoState.draft]
    assert AS_OF < begun.answer_by <= min(question.deadline for question in prepared())
    assert begun.answer_by_reason and begun.access_marking
    assert begun.prepared_by != begun.addressed_to == one("ORG-1").chief_executive_id


def test_costs_named_in_the_texts_are_the_costs_of_the_option():
    named = re.compile(r"(\d[\d ]*) kroner over fire år")
    for question in prepared():
        for option in question.options:
            for sum_named in named.findall(option.consequences.economy or ""):
                assert int(sum_named.replace(" ", "")) == total(option), (question.id, option.id)


FIGURES = {
    "QUE-0003": ("ACT-0002", "ACT-0007"),
    "QUE-0004": ("ACT-0011", "ACT-0024"),
}


@pytest.mark.parametrize("question_id", FIGURES)
def test_the_people_counted_in_a_question_are_those_of_the_records(question_id):
    text = one(question_id).background
    for activity_id in FIGURES[question_id]:
        count = f"{one(activity_id).volume_persons:,}".replace(",", " ")
        assert count in text.replace("\xa0", " "), (question_id, activity_id)


def test_the_pupils_recorded_and_filmed_are_those_of_the_records():
    for activity_id in ("ACT-0029", "ACT-0043"):
        (pupils,) = [group for group in one(activity_id).subject_categories if group.code == "pupil"]
        assert f" {pupils.approximate_count} elever" in one("QUE-0007").background, activity_id


def test_the_journals_are_counted_once():
    journals = one("ACT-0009").volume_persons + one("ACT-0010").volume_persons
    shown = f"{journals:,}".replace(",", " ")
    assert shown in one("QUE-0005").background
    assert shown in one("SYS-0001").c_reason


def test_suppliers_without_a_valid_contract_are_as_many_as_the_leader_is_told():
    def valid(engagement):
        return engagement.dpa_signed_on and (engagement.dpa_valid_to is None or engagement.dpa_valid_to >= AS_OF)

    handling = [e for e in every("engagement") if e.handles_personal_data == "yes"]
    without = {e.supplier_id for e in handling if not valid(e)}
    assert len(without) == one("QUE-0004").goal.baseline == 3


def test_the_spring_memo_already_knew_of_the_two_contracts_never_written():
    known = {finding_id("PROC-DPA-001", engagement, "") for engagement in ("ENG-0007", "ENG-0008")}
    assert set(one("MEM-0001").finding_ids) == known
    assert all(one(engagement).dpa_signed_on is None for engagement in ("ENG-0007", "ENG-0008"))


def test_complete_notices_are_as_many_as_the_goal_says():
    needed = {
        "art13": {"13.1.a", "13.1.b", "13.1.c", "13.1.e", "13.2.a", "13.2.b", "13.2.d", "13.2.e"},
        "art14": {"14.1.a", "14.1.b", "14.1.c", "14.1.d", "14.1.e", "14.2.a", "14.2.c", "14.2.e", "14.2.f"},
    }
    complete = [n for n in every("notice") if n.items_present and needed[n.basis] <= set(n.items_present)]
    goal = one("QUE-0002").goal
    assert (len(complete), len(every("notice"))) == (goal.measured, goal.target)
    assert one("TASK-0002").goal == goal


def test_one_decision_is_carried_out_and_its_goal_not_reached():
    short = one("QUE-0008").goal
    assert one("TASK-0009").goal == short and one("TASK-0009").status == "verified"
    assert short.measured < short.target
    assert one("TASK-0010").goal.measured == one("TASK-0010").goal.target


def test_earlier_decisions_stand_in_different_states():
    done, late = one("TASK-0001"), one("TASK-0002")
    assert done.status == "verified" and done.verified_by != done.owner_id and done.evidence_ids
    assert done.goal.measured <= done.goal.target
    assert (AS_OF - late.due).days == 50
    assert (AS_OF - one("TASK-0003").due).days > 90
    for question in decided():
        assert question.decision.decided_by == "PER-2"
        assert question.id in one(question.memo_id).question_ids


def test_only_the_chief_executive_decides_and_never_the_data_protection_officer():
    able = {person.id for person in every("person") if may_sign(person, AuthorityOver.decision, AS_OF)}
    assert able == {"PER-2"}
    assert may_accept(one("PER-2"), RiskLevel.high, AS_OF)
    assert not may_accept(one("PER-2"), RiskLevel.critical, AS_OF)
    assert one("ORG-1").dpo_person_id == "PER-3"
    assert one("PER-3").authority == ()
    for signoff in every("signoff"):
        assert signoff.signed_by != signoff.prepared_by


def leader_texts():
    for question in every("question"):
        for name in ("question", "background", "why_leader", "reasons"):
            yield f"{question.id}.{name}", getattr(question, name)
        for option in question.options:
            yield f"{question.id}.{option.id}", f"{option.title}. {option.description}"
            told = [text for text in vars(option.consequences).values() if text]
            yield f"{question.id}.{option.id}.consequences", " ".join(told)
    for memo in every("memo"):
        yield f"{memo.id}.summary", f"{memo.summary} Vi trenger svar, {memo.answer_by_reason}."
    for task in every("task"):
        yield f"{task.id}.description", task.description
    for risk in every("risk"):
        yield f"{risk.id}.description", risk.description
    for notice in every("notice"):
        if notice.text:
            yield f"{notice.id}.text", notice.text


@pytest.mark.parametrize(("place", "text"), list(leader_texts()), ids=lambda value: value if "." in value[:12] else "")
def test_texts_are_short_and_plain(place, text):
    assert long_sentences(text, "nb") == []
    assert unexplained_jargon(text, "nb") == []
    if word_count(text, "nb") >= 25:  # over a sentence or two the measure only weighs compounds
        assert lix(text, "nb") <= 45, lix(text, "nb")


def test_the_gaps_are_as_many_as_such_a_municipality_has(judged):
    assert 80 <= len(judged.findings) <= 110


def test_first_page_and_every_question_stand_in_letters_of_the_usual_size(judged):
    memo = compose(judged).memo
    assert front_size(memo) == "usual"
    assert {question.question: size_of(question) for question in memo.questions if size_of(question) != "usual"} == {}


def test_a_question_is_said_in_few_words():
    for question in every("question"):
        assert word_count(question.question, "nb") <= 20
        assert word_count(question.background, "nb") <= 150
        for option in question.options:
            assert word_count(option.description, "nb") <= 40


def test_nobody_and_nothing_real_is_named():
    for person in every("person"):
        assert person.email.endswith("@sundfjare.example")
    for document in every("organisation") + every("supplier"):
        if document.org_number:
            assert re.fullmatch(r"3\d{8}", document.org_number), "numbers in use begin with 8 or 9"


@pytest.mark.data
def test_no_municipality_bears_the_name(real_data):
    known = json.loads((real_data / "municipalities" / "municipalities-2025.json").read_text(encoding="utf-8"))
    names = {entry["name"].casefold() for entry in known}
    assert one("ORG-1").name.removesuffix(" kommune").casefold() not in names


def test_the_guide_to_the_gaps_names_records_that_exist():
    assert len(planted()) >= 80
    assert {record for record, _ in planted()} <= set(documents())
