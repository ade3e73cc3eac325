"""Checklists answered and governance written down, and the reports told topic by topic that are made of them."""

from datetime import date

from compliance.matter.answers import answers_report
from compliance.matter.competence import competence_report
from compliance.matter.composed import report_bytes
from compliance.matter.council import council_report
from compliance.matter.review import review_report
from compliance.model.checklist import ChecklistAnswers, GivenAnswer, Reply
from compliance.model.governance import Assignment, GovernanceProfile
from compliance.model.organisation import Role
from compliance.model.supply import Engagement, EngagementStatus, LifeStatus, System
from compliance.model.values import Answer
from tests.matter.sample import a_book, source
from tests.memo.books import judged_by_the_rules

ASKED_ON = date(2026, 10, 8)
SYSTEM = System(id="SYS-0001", name="Kontorpakken", status=LifeStatus.in_use, contains_personal_data=Answer.yes)
AGREEMENT = Engagement(
    id="ENG-0001", name="E-post og kontorpakke", status=EngagementStatus.active, system_ids=("SYS-0001",),
    annual_cost=1_120_000, dpa_valid_to=date(2027, 12, 31),
)  # fmt: skip
PROFILE = GovernanceProfile(
    id="GOV-0001", name="Styring", organisation_id="ORG-1", required_roles=(Role.dpo, Role.it_manager, Role.hr_manager),
    assignments=(
        Assignment(role=Role.dpo, person_id="PER-1", evidence_id="EVI-0001"),
        Assignment(role=Role.it_manager, person_id="PER-2"),
    ),
    training_coverage_pct=71, training_target_pct=90,
)  # fmt: skip


def an_answer(id, reply=Reply.yes, **changed):
    return GivenAnswer(**{"id": id, "reply": reply, "by": "PER-2", "on": ASKED_ON, **changed})


def answers(*given, number=1, checklist="CLOUD-MOVE", about="SYS-0001"):
    """A record of answers; its name is what `compliance answer` would call it."""
    id = f"CHK-{number:04}"
    return ChecklistAnswers(id=id, name=checklist, checklist=checklist, subject_id=about, answers=given)


def a_note(*documents, about=None, language="nb"):
    book = a_book(*documents)
    return answers_report(source("technology-note", book, language), judged_by_the_rules(book), about)


def a_plan(*documents, language="nb"):
    return competence_report(source("competence-plan", a_book(*documents), language))


def a_council_report(*documents, language="nb"):
    book = a_book(*documents)
    return council_report(source("council-report", book, language), judged_by_the_rules(book))


def a_review_report(*documents, language="nb"):
    book = a_book(*documents)
    return review_report(source("management-review", book, language), judged_by_the_rules(book))


def topic(report, id):
    (found,) = [each for each in report.topics if each.id == id]
    return found


def table(told, id):
    """The rows of a topic's table, each as the words of its cells; none where it has no such table."""
    found = [each for each in told.tables if each.id == id]
    return [
        [" ".join((cell.word, *cell.lines)).strip() for cell in row.cells] for each in found for row in each.entries
    ]


def words(told):
    return " ".join(" ".join((each.word, each.text, *each.items)) for each in told.statements)


def said(report):
    """Every word of a report, as its data has them."""
    return report_bytes(report).decode()
