"""The statement of applicability: which requirements of the catalogues in use apply and why, and how each is met.

How a requirement is met, by which control and on which proof, tells the one who wants in where to try. It stands only
in the closed edition, which names the section of law that exempts it, as the closed annex of a memo does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from compliance.checks.catalogues import Catalogue, Item, catalogue_of, shipped_standards
from compliance.checks.confirmations import spelled
from compliance.checks.coverage import Account, Coverage, Row, Standing, coverage
from compliance.checks.facts.controls import protection_class, proven_until
from compliance.errors import ComplianceError
from compliance.language.dates import short_date
from compliance.language.labels import member_label
from compliance.language.provisions import requirement, requirement_number
from compliance.matter.composed import Report, State
from compliance.matter.source import Source
from compliance.memo.composed import Citation, Mark
from compliance.model.assurance import Control
from compliance.model.supply import LifeStatus, System
from compliance.model.values import Count, Value

_SECTION: Final = re.compile(r"(?=.*[^\W\d_])(?=.*\d).{1,200}")
"""An act and a number in it, on one line."""
_MARKS: Final[dict[Standing, Mark]] = {
    Standing.shown: "fine",
    Standing.in_part: "lacking",
    Standing.unknown: "unknown",
    Standing.not_shown: "lacking",
    Standing.set_aside: "none",
    Standing.none_registered: "lacking",
}


class NoSectionNamed(ComplianceError):
    sentence = "The closed edition says which section of law exempts it from access, and {section!r} names none."
    hint = "Write the act and the section: --closed “offentleglova § 24”."


class Answering(Value):
    """A control that answers to a requirement: whether it counts, and until when its proof holds."""

    id: str
    name: str
    mark: Mark
    word: str
    in_part: bool
    """It protects some systems only, or is meant for a requirement that overlaps with this one."""
    owner: str | None
    proven: str | None
    """Until when its proof holds; None where it does not count, or the proof does not say."""


class Standings(Value):
    """How a requirement stands, and what that rests on."""

    mark: Mark
    word: str
    controls: tuple[Answering, ...] = ()


class Requirement(Value):
    """One requirement: whether it applies and why, which others are about the same, and in the closed edition how it
    stands."""

    catalogue: str
    heading: str
    id: str
    number: str
    """What it is called under the name of its catalogue: 2.6.7, art. 32 nr. 1 d."""
    title: str
    applies: State
    """Told where it applies, none where it is set aside with a reason, unknown where nobody has decided."""
    why: tuple[str, ...]
    alike: tuple[str, ...] = ()
    standing: Standings | None = None


class CatalogueInUse(Value):
    """A catalogue, and how many of its requirements apply and are met."""

    id: str
    title: str
    version: str
    verified: bool
    english: bool = False
    """Whether its requirements have the standard's own English titles in a report of any language."""
    applies: Count
    set_aside: Count
    undecided: Count
    shown: Count


class StatementOfApplicability(Report):
    """The statement, in its open or its closed edition."""

    exempt: Citation | None = None
    """The section of law that exempts the closed edition from access; None in the open one."""
    catalogues: tuple[CatalogueInUse, ...]
    requirements: tuple[Requirement, ...]
    astray: tuple[str, ...] = ()
    """References of controls that name no requirement of these catalogues, with the control."""
    unplaced: tuple[str, ...] = ()
    """Controls that answer to no requirement of them."""

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"requirements": self.requirements}


def statement_of_applicability(source: Source, exempt_by: str | None = None) -> StatementOfApplicability:
    """The statement on the catalogues the register's controls name; without any, those the baseline names.

    With a section of law it is the closed edition. Names and numbers of controls stand there only. Raises
    `NoSectionNamed`.
    """
    exempt = _citation(exempt_by, source) if exempt_by is not None else None
    standards, closed = shipped_standards(), exempt is not None
    covered = [coverage(each, standards, source.reading, source.law, source.as_of) for each in _in_use(source)]
    maker = _Statement(source, closed=closed)
    return StatementOfApplicability(
        head=source.head(),
        exempt=exempt,
        catalogues=tuple(maker.in_use(each) for each in covered),
        requirements=tuple(found for each in covered for found in maker.requirements(each)),
        astray=tuple(_astray(covered, source)) if closed else (),
        unplaced=tuple(_unplaced(covered, source)) if closed else (),
    )


def _astray(covered: Iterable[Coverage], source: Source) -> Iterator[str]:
    found = (each for catalogue in covered for each in catalogue.astray)
    return (f"{control.id}: {requirement(reference, source.language)}" for control, reference in found)


def _unplaced(covered: Iterable[Coverage], source: Source) -> Iterator[str]:
    answering = {account.control.id for each in covered for row in each.rows for account in _accounts(row)}
    return (f"{each.name} ({each.id})" for each in source.reading.all(Control) if each.id not in answering)


def _in_use(source: Source) -> Iterable[Catalogue]:
    standards = shipped_standards()
    named = {catalogue_of(each) for control in source.reading.all(Control) for each in control.catalogue_refs}
    measured = [each for each in standards.catalogues.values() if each.use == "controls"]
    chosen = [each for each in measured if each.id in named]
    usual = {catalogue_of(each) for required in standards.baseline.values() for each in required}
    return chosen or [each for each in measured if each.id in usual]


def _citation(section: str, source: Source) -> Citation:
    """The section as it was written, verified where somebody has confirmed it in the register."""
    if not _SECTION.fullmatch(section):
        raise NoSectionNamed(section=section)
    wanted = spelled(None, section, None)
    read = (spelled(None, f"{act} {provision}", None) for _, act, provision in source.confirmed.read_on)
    return Citation(text=section, verified=wanted in read)


def _accounts(row: Row) -> tuple[Account, ...]:
    """The controls of a requirement, each once, those for the whole organisation first."""
    accounts: dict[str, Account] = {}
    for each in (*row.controls, *row.contributing):
        accounts.setdefault(each.control.id, each)
    return tuple(accounts.values())


class _Statement:
    def __init__(self, source: Source, *, closed: bool) -> None:
        self.source, self.said, self.closed = source, source.said, closed
        self.required = Counter(
            requirement
            for system in source.reading.all(System)
            if system.status is not LifeStatus.retired
            if (grade := protection_class(system, source.reading, source.law, source.as_of)) is not None
            for requirement in shipped_standards().baseline[grade]
        )

    def in_use(self, found: Coverage) -> CatalogueInUse:
        catalogue = found.catalogue
        states = Counter(self._applies(catalogue, row) for row in found.rows if row.standing)
        shown = sum(row.standing is Standing.shown for row in found.rows)
        return CatalogueInUse(
            id=catalogue.id, title=catalogue.named_in(self.source.language), version=catalogue.version,
            verified=catalogue.verified, english=catalogue.language == "en",
            applies=states[State.told], set_aside=states[State.none], undecided=states[State.unknown], shown=shown,
        )  # fmt: skip

    def requirements(self, found: Coverage) -> Iterator[Requirement]:
        catalogue = found.catalogue
        for row in found.rows:
            if row.standing is not None:
                yield self._requirement(catalogue, row, row.standing)

    def _requirement(self, catalogue: Catalogue, row: Row, standing: Standing) -> Requirement:
        name, language = _name(catalogue, row), self.source.language
        return Requirement(
            catalogue=catalogue.named_in(language), heading=_heading(catalogue, row.item, language), id=row.item.id,
            number=requirement_number(name, language), title=catalogue.item_in(row.item, language),
            applies=self._applies(catalogue, row), why=tuple(self._why(catalogue, row)),
            alike=tuple(requirement(each, language, short=True) for each in shipped_standards().links.get(name, ())),
            standing=self._standing(catalogue, row, standing) if self.closed else None,
        )  # fmt: skip

    def _applies(self, catalogue: Catalogue, row: Row) -> State:
        if row.standing is Standing.set_aside:
            return State.none
        asked = catalogue.law or self.required[_name(catalogue, row)]
        return State.told if asked or _accounts(row) else State.unknown

    def _why(self, catalogue: Catalogue, row: Row) -> Iterator[str]:
        if row.standing is Standing.set_aside:
            yield from dict.fromkeys(each.control.na_justification or "" for each in row.controls)
        if count := self.required[_name(catalogue, row)]:
            path = "why.still_required" if row.standing is Standing.set_aside else "why.required"
            yield self.said.counted(path, count)
        if row.standing is not Standing.set_aside and catalogue.law:
            yield self.said("why.law")
        elif row.standing is not Standing.set_aside and _accounts(row) and (self.closed or not count):
            yield self.said("why.chosen")  # in the open edition nobody shall see which required ones lack a control

    def _standing(self, catalogue: Catalogue, row: Row, standing: Standing) -> Standings:
        whole = {each.control.id for each in row.controls}
        decided = self._applies(catalogue, row) is not State.unknown
        return Standings(
            mark=_MARKS[standing] if decided else "unknown", word=self.said(f"standings.{standing}"),
            controls=tuple(self._answering(each, in_part=each.control.id not in whole) for each in _accounts(row)),
        )  # fmt: skip

    def _answering(self, account: Account, *, in_part: bool) -> Answering:
        control, source = account.control, self.source
        until = proven_until(control, source.reading, source.law, source.as_of) if account.counts else None
        mark: Mark = "fine" if account.counts else "unknown" if account.counts is None else "lacking"
        word = member_label(account.lack, source.language) if account.lack else self.said("in_place")
        return Answering(
            id=control.id, name=control.name, mark=mark, word=word, in_part=in_part,
            owner=source.person(control.owner_id),
            proven=short_date(until, source.language, year=True) if until else None,
        )  # fmt: skip


def _name(catalogue: Catalogue, row: Row) -> str:
    """A requirement as controls refer to it: gdpr:32.1.d."""
    return f"{catalogue.id}:{row.item.id}"


def _heading(catalogue: Catalogue, item: Item, language: str) -> str:
    above = catalogue.item(item.parent) if item.parent else None
    if above is None:
        return ""
    number = requirement_number(f"{catalogue.id}:{above.id}", language)
    return f"{number} {catalogue.item_in(above, language)}"
