"""The kinds of thing a rule can judge: one closed list, and how each is found in the register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel

from compliance.checks.acts import ActOfLaw, acts_in_use
from compliance.checks.entitlements import Entitlement, entitlements
from compliance.checks.reading import Reading
from compliance.model.activity import (
    Activity,
    ConsentScheme,
    DataCategory,
    LegalBasis,
    Purpose,
    Recipient,
    RetentionRule,
    SubjectCategory,
    Transfer,
)
from compliance.model.decision import Option, Question
from compliance.model.governance import Assignment, GovernanceProfile, RiskAppetite
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation
from compliance.model.rights import RightsProcedure
from compliance.model.supply import Engagement, Subprocessor
from compliance.model.values import Document

V = TypeVar("V", bound=BaseModel)
D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Within(Generic[V, D]):
    """A value inside a document, with the document: what a fact about a legal basis or a transfer is given."""

    value: V
    document: D
    position: int


@dataclass(frozen=True, slots=True)
class JudgedKind:
    """A kind that rules judge: a kind of document, or of the values in one of its lists."""

    name: str
    shape: type[BaseModel]
    document: type[Document]
    field: str = ""
    standing: str = ""
    """Which of them rules judge unless they say `scope: every` (guide B.0)."""

    @property
    def parent(self) -> str:
        """The name under which a condition sees the document around it; empty for a document."""
        return _NAMES[self.document] if self.shape is not self.document else ""


_NAMES: Final = MappingProxyType({kind.document: kind.name for kind in KINDS.values()})

_STANDING: Final = MappingProxyType(
    {
        "activity": '!has(activity.status) || activity.status != "ended"',
        "engagement": '!has(engagement.status) || engagement.status == "active"',
        "system": '!has(system.status) || system.status != "retired"',
        "checklist_answers": "!has(facts.subject_in_use) || facts.subject_in_use",
    }
)

_INNER: Final[tuple[tuple[str, type[BaseModel], type[Document], str], ...]] = (
    ("purpose", Purpose, Activity, "purposes"),
    ("subject_category", SubjectCategory, Activity, "subject_categories"),
    ("data_category", DataCategory, Activity, "data_categories"),
    ("recipient", Recipient, Activity, "recipients"),
    ("transfer", Transfer, Activity, "transfers"),
    ("legal_basis", LegalBasis, Activity, "legal_bases"),
    ("consent_scheme", ConsentScheme, Activity, "consent_schemes"),
    ("retention_rule", RetentionRule, Activity, "retention_rules"),
    ("subprocessor", Subprocessor, Engagement, "subprocessors"),
    ("option", Option, Question, "options"),
    ("assignment", Assignment, GovernanceProfile, "assignments"),
    ("risk_appetite", RiskAppetite, GovernanceProfile, "risk_appetites"),
    ("act_of_law", ActOfLaw, Organisation, ""),
    ("entitlement", Entitlement, Organisation, ""),
)


def _kinds() -> Iterator[JudgedKind]:
    for kind in KINDS.values():
        yield JudgedKind(kind.name, kind.document, kind.document, standing=_STANDING.get(kind.name, ""))
    for name, shape, document, field in _INNER:
        yield JudgedKind(name, shape, document, field, _STANDING.get(_NAMES[document], ""))


JUDGED: Final[Mapping[str, JudgedKind]] = MappingProxyType({kind.name: kind for kind in _kinds()})


_UNSAID: Final = Purpose()


@dataclass(frozen=True)
class Subject:
    """One thing that is judged: the document, the value inside it if any, and what stands around it."""

    kind: JudgedKind
    document: Document
    value: BaseModel
    path: str = ""
    mark: str = ""
    """The path as a finding's id takes it: by local id where there is one, so that moving a row changes nothing."""
    position: int = 0
    around: tuple[tuple[str, BaseModel, str], ...] = ()
    """What else a condition sees by name, with its path: the activity and the purpose around a legal basis."""

    @cached_property
    def given(self) -> Any:
        """What facts and joins are given: the document, or the value within its document."""
        return self.value if self.kind.parent == "" else Within(self.value, self.document, self.position)

    @cached_property
    def lineage(self) -> frozenset[str]:
        """The paths of this thing and all around it."""
        return frozenset({self.path, *(path for _, _, path in self.around)})


def subjects(kind: JudgedKind, document: Document, reading: Reading) -> Iterator[Subject]:
    """Everything of a kind in one document: the document itself, or the values in the list.

    An activity without purposes is for something all the same; it is judged as one purpose of which nothing is said,
    in the place of the activity.
    """
    if kind.shape is kind.document:
        yield Subject(kind, document, document)
    elif kind.name == "act_of_law":
        yield from _acts(kind, document, reading)
    elif kind.name == "entitlement":
        yield from _entitlements(kind, document, reading)
    elif kind.shape is Purpose and not getattr(document, kind.field):
        yield Subject(kind, document, _UNSAID, around=((kind.parent, document, ""),))
    else:
        for position, value in enumerate(getattr(document, kind.field)):
            path, mark = f"{kind.field}[{position}]", f"{kind.field}[{getattr(value, 'id', None) or position}]"
            around = ((kind.parent, document, ""), *_beside(document, value))
            yield Subject(kind, document, value, path, mark, position, around)


def documents(kind: type[Document], reading: Reading) -> Iterable[Document]:
    """The documents of a kind that are judged."""
    return (document for document in reading.all(kind) if _is_ours(document, reading))


def judged(
    kinds: Collection[type[Document]], reading: Reading, only: str | None, part: int = 0, parts: int = 1
) -> Iterator[Document]:
    """Every document of these kinds that is judged, each once, or those of one of so many parts; or the one with this
    id."""
    found = reading.walk(part, parts) if only is None else reading.find_all(Document, (only,))
    for document in found:
        if type(document) in kinds and document.retired is None and _is_ours(document, reading):
            yield document


def _is_ours(document: Document, reading: Reading) -> bool:
    """Of organisations, only our own are judged."""
    return not isinstance(document, Organisation) or document.id in {each.id for each in reading.own_organisations}


def purpose_of(basis: LegalBasis, activity: Activity) -> tuple[int, Purpose] | None:
    """The purpose a basis carries: the one it names, or the only one there is. None where the source did not pair."""
    if basis.purpose_id is None:
        return (0, activity.purposes[0]) if len(activity.purposes) == 1 else None
    numbered = enumerate(activity.purposes)
    return next(((at, purpose) for at, purpose in numbered if purpose.id == basis.purpose_id), None)


def _beside(document: Document, value: BaseModel) -> Iterator[tuple[str, BaseModel, str]]:
    if isinstance(value, LegalBasis) and isinstance(document, Activity) and (found := purpose_of(value, document)):
        yield "purpose", found[1], f"purposes[{found[0]}]"


def _acts(kind: JudgedKind, organisation: Document, reading: Reading) -> Iterator[Subject]:
    if organisation.id != reading.organisation.id:
        return
    for act in acts_in_use(reading):
        path = f"law[{act.jurisdiction or ''} {act.instrument}]"
        yield Subject(kind, organisation, act, path, path, 0, ((kind.parent, organisation, ""),))


def _entitlements(kind: JudgedKind, organisation: Document, reading: Reading) -> Iterator[Subject]:
    if organisation.id != reading.organisation.id:
        return
    recorded = {each.right for each in reading.all(RightsProcedure)}
    for one in entitlements(recorded):
        path = f"rights[{one.rights[0]}]" if one.rights[0] in recorded else "rights"
        yield Subject(kind, organisation, one, path, path, 0, ((kind.parent, organisation, ""),))
