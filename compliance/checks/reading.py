"""What rules and facts may see of the register: documents, and who names whom. Nothing here can write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from compliance.model.activity import Activity
from compliance.model.governance import GovernanceProfile, ManagementReview
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation
from compliance.model.values import Document

if TYPE_CHECKING:
    from compliance.checks.finding import Finding
    from compliance.checks.law import Law

D = TypeVar("D", bound=Document)
M = TypeVar("M")

_KIND_OF_CLASS: Final = MappingProxyType({kind.document: kind.name for kind in KINDS.values()})


class View(Protocol):
    """The register's reading side, as of one entry."""

    @property
    def organisation(self) -> Organisation:
        """The organisation whose register it is."""

    def of(self, kind: str) -> Sequence[Document]:
        """All current documents of a kind, by its singular word; none of a kind the register does not know."""

    def get(self, id: str) -> Document | None:
        """The document with this id."""


class Reading:
    """One run's view of the register, typed, without retired documents, and with quick answers to “who names this?”."""

    def __init__(self, view: View, findings: Sequence[Finding] = ()) -> None:
        self._view = view
        self.findings = findings
        """What the first pass found: for rules on the memo."""
        self._all: dict[type[Document], tuple[Document, ...]] = {}
        self._naming: dict[tuple[type[Document], str], dict[str, list[Document]]] = {}
        self._once: dict[tuple[object, ...], Any] = {}

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation whose register it is."""
        return self._view.organisation

    @cached_property
    def own_organisations(self) -> tuple[Organisation, ...]:
        """The register's organisation and those below it, such as boards; not joint controllers, clients or hosts."""
        own = {self.organisation.id: self.organisation}
        others = self.all(Organisation)
        grown = True
        while grown:
            below = {o.id: o for o in others if o.id not in own and o.parent_id in own}
            own |= below
            grown = bool(below)
        return tuple(own.values())

    def all(self, kind: type[D]) -> tuple[D, ...]:
        """All documents of a kind in use, in the register's order."""
        if kind not in self._all:
            found = self._view.of(_KIND_OF_CLASS[kind])
            self._all[kind] = tuple(document for document in found if document.retired is None)
        return self._all[kind]  # type: ignore[return-value]  # filled with this very kind above

    def find(self, kind: type[D], id: str | None) -> D | None:
        """The document of that kind with this id, retired or not; None where there is none."""
        found = self._view.get(id) if id is not None else None
        return found if isinstance(found, kind) else None

    def find_all(self, kind: type[D], ids: Sequence[str]) -> tuple[D, ...]:
        """The documents of that kind with these ids, in that order."""
        return tuple(found for id in ids if (found := self.find(kind, id)) is not None)

    def naming(self, kind: type[D], field: str, id: str) -> tuple[D, ...]:
        """The documents of that kind that name this id in this field (an id, or a list of ids)."""
        key = (kind, field)
        if key not in self._naming:
            self._naming[key] = self._index(kind, field)
        return tuple(self._naming[key].get(id, ()))  # type: ignore[arg-type]  # filled with this very kind

    def once(self, make: Callable[[Reading, Law, date], M], law: Law, as_of: date) -> M:
        """What `make` gives of the whole register, made once in a run: for facts that are the same for every thing."""
        key = (make, law.country, as_of)
        if key not in self._once:
            self._once[key] = make(self, law, as_of)
        found: M = self._once[key]
        return found

    def controller(self, document: Document) -> Organisation:
        """Who answers for a document: the first own controller of an activity, whom a governance profile or a review
        names, else the register's organisation."""
        if isinstance(document, Organisation):
            return document
        if isinstance(document, GovernanceProfile | ManagementReview):
            return self.find(Organisation, document.organisation_id) or self.organisation
        if isinstance(document, Activity):
            for own in self.own_organisations:
                if own.id in document.controller_ids:
                    return own
        return self.organisation

    def _index(self, kind: type[D], field: str) -> dict[str, list[Document]]:
        index: dict[str, list[Document]] = {}
        for document in self.all(kind):
            named = getattr(document, field)
            for id in named if isinstance(named, tuple) else (named,):
                if id is not None:
                    index.setdefault(id, []).append(document)
        return index


class Overlay:
    """A view with some documents put over it: a memo and questions as composed but not yet written."""

    def __init__(self, view: View, documents: Sequence[Document]) -> None:
        self._view = view
        self._over = {document.id: document for document in documents}

    @property
    def organisation(self) -> Organisation:
        """The organisation whose register it is."""
        return self._view.organisation

    def of(self, kind: str) -> Sequence[Document]:
        """All current documents of a kind, the laid-over ones last."""
        below = [document for document in self._view.of(kind) if document.id not in self._over]
        return (*below, *(over for over in self._over.values() if _KIND_OF_CLASS[type(over)] == kind))

    def get(self, id: str) -> Document | None:
        """The document with this id."""
        return self._over.get(id) or self._view.get(id)
