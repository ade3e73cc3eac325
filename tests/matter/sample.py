"""Activities told in full, and reports composed from them, for the tests of reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from compliance.matter.composed import NoticeReport, RecordReport, TasksReport
from compliance.matter.notice import notice_report
from compliance.matter.record import record_report
from compliance.matter.source import Source
from compliance.matter.tasks import tasks_report
from compliance.memo.kind import report_kind
from compliance.model.activity import (
    Activity,
    ActivityRole,
    ActivityStatus,
    Art6,
    AutomatedDecision,
    DataCategory,
    DataSource,
    DisposalAction,
    LegalBasis,
    Mechanism,
    Purpose,
    Recipient,
    RecipientKind,
    RetentionMode,
    RetentionRule,
    SubjectCategory,
    SubjectCode,
    Transfer,
    TriggerEvent,
)
from compliance.model.organisation import Contact, Language, Organisation
from compliance.model.values import Answer, Jurisdiction, LegalRef
from compliance.register.view import RecordNotFound
from tests.memo.books import CHIEF, IT, SCHOOL, Book, judged_by_the_rules

AS_OF = date(2026, 11, 20)
SUND = Organisation(
    id="ORG-1", name="Sund kommune", country="NO", language=Language.nb, org_number="310024007",
    contact=Contact(address="Fjæreveien 1", email="post@sund.example", phone="00 00 00 00"),
    dpo_person_id="PER-2", dpo_contact="ombud@sund.example", tom_common="Alle har egen bruker.",
)  # fmt: skip
CLIENT = Organisation(id="ORG-2", name="Naboby", country="NO", contact=Contact(email="post@naboby.example"))
LAW = LegalRef(jurisdiction=Jurisdiction.norway, instrument="opplæringslova", provision="§ 2-1")


class Records(Book):
    """A book one can ask for a record by id, and for all of them."""

    def record(self, id: str) -> Any:
        if id not in self.held:
            raise RecordNotFound(id=id)
        return self.held[id]

    def documents(self, *, retired: bool = False) -> Any:
        return iter(self.held.values())


def told(number: int = 1, **changed: Any) -> Activity:
    """An activity of which the register says everything a record and a notice need."""
    given: dict[str, Any] = {
        "id": f"ACT-{number:04}", "name": "Elevmappe", "description": "Skolen fører mappe for hver elev.",
        "role": ActivityRole.controller, "controller_ids": ("ORG-1",), "owner_id": "PER-3", "unit": "Oppvekst",
        "status": ActivityStatus.active,
        "purposes": (Purpose(id="p", text="Gi elever opplæring de har rett til", task_as_authority=Answer.yes),),
        "subject_categories": (SubjectCategory(id="s", code=SubjectCode.parent, approximate_count=1802),),
        "data_categories": (DataCategory(id="d", name="Navn og adresse"),),
        "recipients": (Recipient(id="r", name="Fylkeskommunen", kind=RecipientKind.other_authority, country="NO"),),
        "no_transfers_declared": Answer.yes,
        "retention_rules": (
            RetentionRule(
                data_category_ids=("d",), mode=RetentionMode.event_based, period="P10Y",
                trigger_event=TriggerEvent.left_school, disposal_action=DisposalAction.delete,
            ),
        ),
        "legal_bases": (LegalBasis(purpose_id="p", art6=Art6.c, supplementary_basis=(LAW,)),),
        "sources": (DataSource.data_subject,), "automated_decision": AutomatedDecision.none,
        "addresses_children": Answer.no,
    }  # fmt: skip
    return Activity(**{**given, **changed})


def for_others(number: int = 9, **changed: Any) -> Activity:
    """What is done for a client (30(2))."""
    given: dict[str, Any] = {
        "id": f"ACT-{number:04}", "name": "Lønn for naboen", "role": ActivityRole.processor, "client_ids": ("ORG-2",),
        "processing_categories": "Regne ut og betale lønn", "unit": "IT",
        "transfers": (Transfer(country="US", mechanism=Mechanism.scc),),
    }  # fmt: skip
    return Activity(**{**given, **changed})


def a_book(*documents: Any) -> Records:
    return Records(CHIEF, IT, SCHOOL, CLIENT, *documents, owner=SUND)


def source(kind: str, book: Records, language: str = "nb") -> Source:
    return Source(book, AS_OF, report_kind(kind), language)


def a_record(*documents: Any, language: str = "nb") -> RecordReport:
    return record_report(source("article-30", a_book(*documents), language))


def a_notice(activity: Activity | None = None, *others: Any, language: str = "nb") -> NoticeReport:
    activity = activity or told()
    return notice_report(source("privacy-notice", a_book(activity, *others), language), activity.id)


def a_task_list(*documents: Any, person: str | None = None) -> TasksReport:
    book = a_book(*documents)
    return tasks_report(source("task-list", book), judged_by_the_rules(book), person)
