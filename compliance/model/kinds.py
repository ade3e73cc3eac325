"""Every kind of document: its word, its plural, the letters of its ids, and its class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compliance.errors import ComplianceError
from compliance.model.activity import Activity
from compliance.model.assessment import Dpia
from compliance.model.assurance import Control, Evidence, Notice, Risk
from compliance.model.checklist import ChecklistAnswers
from compliance.model.decision import Memo, Question, SignOff, Task
from compliance.model.governance import GovernanceProfile, ManagementReview
from compliance.model.incident import Incident
from compliance.model.law import LawConfirmation
from compliance.model.organisation import Organisation, Person
from compliance.model.publication import PublicationFrame
from compliance.model.rights import RightsProcedure, RightsRequest
from compliance.model.supply import Engagement, Supplier, System
from compliance.model.values import Document
from compliance.model.waiver import Waiver


class UnknownKind(ComplianceError):
    sentence = "There is no kind of record called “{kind}”."
    hint = "The kinds are: {known}."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document."""

    name: str
    plural: str
    prefix: str
    document: type[Document]


_ALL = (
    Kind("organisation", "organisations", "ORG", Organisation),
    Kind("person", "people", "PER", Person),
    Kind("activity", "activities", "ACT", Activity),
    Kind("system", "systems", "SYS", System),
    Kind("supplier", "suppliers", "SUP", Supplier),
    Kind("engagement", "engagements", "ENG", Engagement),
    Kind("notice", "notices", "NOT", Notice),
    Kind("control", "controls", "CTL", Control),
    Kind("evidence", "evidence", "EVI", Evidence),
    Kind("risk", "risks", "RISK", Risk),
    Kind("dpia", "dpias", "DPIA", Dpia),
    Kind("incident", "incidents", "INC", Incident),
    Kind("rights_procedure", "rights_procedures", "RPR", RightsProcedure),
    Kind("rights_request", "rights_requests", "RRQ", RightsRequest),
    Kind("publication_frame", "publication_frames", "PUB", PublicationFrame),
    Kind("governance_profile", "governance_profiles", "GOV", GovernanceProfile),
    Kind("management_review", "management_reviews", "REV", ManagementReview),
    Kind("question", "questions", "QUE", Question),
    Kind("memo", "memos", "MEM", Memo),
    Kind("signoff", "signoffs", "SGN", SignOff),
    Kind("task", "tasks", "TASK", Task),
    Kind("checklist_answers", "checklist_answers", "CHK", ChecklistAnswers),
    Kind("law_confirmation", "law_confirmations", "LAW", LawConfirmation),
    Kind("waiver", "waivers", "WAI", Waiver),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
_BY_CLASS = {kind.document: kind for kind in _ALL}
_BY_WORD = {word: kind for kind in _ALL for word in (kind.name, kind.plural)} | {
    "persons": KINDS["person"],
    "evidences": KINDS["evidence"],
    "sign-off": KINDS["signoff"],
    "sign-offs": KINDS["signoff"],
    "checklist": KINDS["checklist_answers"],
    "checklists": KINDS["checklist_answers"],
    "answers": KINDS["checklist_answers"],
}


def kind_named(word: str) -> Kind:
    """The kind by its singular or plural word; raise `UnknownKind`."""
    if found := _BY_WORD.get(word.strip().lower()):
        return found
    raise UnknownKind(kind=word, known=", ".join(kind.plural for kind in _ALL))


def kind_of(document: Document) -> Kind:
    """The kind a document is of."""
    return _BY_CLASS[type(document)]
