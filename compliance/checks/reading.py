"""What rules and facts may see of the register: documents, and who names whom. Nothing here can write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from compliance.model.activity import Activity
from compliance.model.assurance import Control
from compliance.model.governance import GovernanceProfile, ManagementReview
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation
from compliance.model.references import referring_fields
from compliance.model.values import Answer, Document
from compliance.register.view import id_order

if TYPE_CHECKING:
    from compliance.checks.finding import Finding
    from compliance.checks.law import Law

D = TypeVar("D", bound=Document)
M = TypeVar("M")
G = TypeVar("G", bound="Gathering")

_KIND_OF_CLASS: Final = MappingProxyType({kind.document: kind.name for kind in KINDS.values()})


class View(Protocol):
    """The register's reading side, as of one entry."""

    @property
    def organisation(self) -> Organisation:
        """The organisation whose register it is."""

    def of(self, kind: str) -> Sequence[Document]:
        """All current documents of a kind, by its singular word; none of a kind the register does not know."""

    def walk(self, part: int = 0, parts: int = 1) -> Iterable[Document]:
        """All current documents, or those of one of so many parts, each once, in the order that is quickest to read."""

    def get(self, id: str) -> Document | None:
        """The document with this id."""


class Reading:
    """One run's view of the register, typed, without retired documents, and with quick answers to “who names this?”."""

    def __init__(self, view: View, findings: Sequence[Finding] = ()) -> None:
        self._view = view
        self.findings = findings
        """What the first pass found: for rules on the memo."""
        self._all: dict[type[Document], Sequence[Document]] = {}
        self._once: dict[tuple[object, ...], Any] = {}
        self._gathered: dict[tuple[object, ...], Any] = {}
        self._latest: tuple[Document | None, dict[object, Any]] = (None, {})

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

    @cached_property
    def common_controls(self) -> tuple[Control, ...]:
        """The controls that apply to the whole organisation."""
        return tuple(control for control in self.all(Control) if control.whole_organisation is Answer.yes)

    def all(self, kind: type[D]) -> Sequence[D]:
        """All documents of a kind in use, in the register's order.

        They may be too many to hold, and are then read from the book whenever one goes through them: a fact that needs
        them for each of many things gathers what it needs with `once`.
        """
        if kind not in self._all:
            self._all[kind] = self._view.of(_KIND_OF_CLASS[kind])
        return self._all[kind]  # type: ignore[return-value]  # filled with this very kind above

    def walk(self, part: int = 0, parts: int = 1) -> Iterable[Document]:
        """All documents in use, each once: one walk for what asks for many kinds costs less than one for each.

        With `parts`, only those of one of so many parts, counted from 0.
        """
        return self._view.walk(part, parts)

    def find(self, kind: type[D], id: str | None) -> D | None:
        """The document of that kind with this id, retired or not; None where there is none."""
        found = self._view.get(id) if id is not None else None
        return found if isinstance(found, kind) else None

    def find_all(self, kind: type[D], ids: Sequence[str]) -> tuple[D, ...]:
        """The documents of that kind with these ids, in that order."""
        return tuple(found for id in ids if (found := self.find(kind, id)) is not None)

    def naming(self, kind: type[D], field: str, id: str) -> tuple[D, ...]:
        """The documents of that kind that name this id in this field (an id, or a list of ids)."""
        return self.find_all(kind, self.gathered(_Index()).ids(kind, field, id))

    @property
    def size(self) -> int:
        """How many documents are in use."""
        return self.gathered(_Index()).size

    def once(self, make: Callable[[Reading, Law, date], M], law: Law, as_of: date) -> M:
        """What `make` gives of the whole register, made once in a run: for facts that are the same for every thing."""
        key = (make, law.country, as_of)
        if key not in self._once:
            self._once[key] = make(self, law, as_of)
        found: M = self._once[key]
        return found

    def gathered(self, wanted: G) -> G:
        """What is wanted, when it has seen every document in use: it, or one like it that has seen them before."""
        if wanted.like not in self._gathered:
            self.gather(wanted)
        found: G = self._gathered[wanted.like]
        return found

    def gather(self, *wanted: Gathering) -> None:
        """Let these see every document in use, all in one walk; and who names whom is seen with them."""
        index = _Index()
        for document in self.walk():
            for each in (index, *wanted):
                each.see(document)
        self._gathered |= {each.like: each for each in (index, *wanted)}

    def once_of(self, document: D, make: Callable[[D, Reading, Law, date], M], law: Law, as_of: date) -> M:
        """What `make` gives of one document, made once as long as no other is asked about: for what several facts about
        it need."""
        latest, made = self._latest
        if latest is not document:
            latest, made = self._latest = (document, {})
        key = (make, law.country, as_of)
        if key not in made:
            made[key] = make(document, self, law, as_of)
        found: M = made[key]
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


class Gathering:
    """What is gathered of the whole register, document by document: more than one can be in the same walk.

    What sees a document may ask a reading for others by their ids, never for what is gathered.
    """

    def __init__(self, *given: object) -> None:
        self.like = (type(self), *given)
        """Two that were made alike have gathered alike."""

    def see(self, document: Document) -> None:
        """Take what is wanted of one document; they come in no order that means anything."""
        raise NotImplementedError


class _Index(Gathering):
    """Who names whom: the ids of the documents that name something, by kind, field and what they name."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0
        # Most are named by one, and a list for each would be most of the memory a very large register takes.
        self._naming: dict[tuple[type[Document], str], dict[str, str | list[str]]] = {}

    def see(self, document: Document) -> None:
        self.size += 1
        kind = type(document)
        for field in referring_fields(kind):
            named = getattr(document, field)
            for id in named if isinstance(named, tuple) else (named,) if named is not None else ():
                naming = self._naming.setdefault((kind, field), {})
                before = naming.setdefault(id, document.id)
                if isinstance(before, list):
                    before.append(document.id)
                elif before is not document.id:
                    naming[id] = [before, document.id]

    def ids(self, kind: type[Document], field: str, id: str) -> Sequence[str]:
        """In the order of a report."""
        found = self._naming.get((kind, field), {}).get(id, ())
        return sorted(found, key=id_order) if isinstance(found, list) else (found,) if found else ()


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
        over = [document for document in self._over.values() if _KIND_OF_CLASS[type(document)] == kind]
        below = self._view.of(kind)
        return (*(document for document in below if document.id not in self._over), *over) if over else below

    def walk(self, part: int = 0, parts: int = 1) -> Iterator[Document]:
        """All current documents, the laid-over ones last."""
        below = (document for document in self._view.walk() if document.id not in self._over)
        yield from islice(chain(below, self._over.values()), part, None, parts)

    def get(self, id: str) -> Document | None:
        """The document with this id."""
        return self._over.get(id) or self._view.get(id)
