"""How far the requirements of a catalogue are shown to be met by controls that count (guide D.5, Controls in place).

A requirement is shown where a control that counts fulfils it for the whole organisation. One that only protects some
systems or activities, or only overlaps with the requirement, contributes: the requirement is shown in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.checks.catalogues import Catalogue, Fit, Item, Standards, catalogue_of, item_of
from compliance.checks.facts.controls import UNTOLD, Lack, any_of, lack
from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.assurance import Control
from compliance.model.values import Answer


class Standing(StrEnum):
    """How a requirement stands."""

    shown = "shown"
    in_part = "in_part"
    unknown = "unknown"
    not_shown = "not_shown"
    set_aside = "set_aside"
    none_registered = "none_registered"


@dataclass(frozen=True, slots=True)
class Account:
    """One control, and why it does not count; None where it does."""

    control: Control
    lack: Lack | None

    @property
    def counts(self) -> bool | None:
        """Whether it counts; unknown where that cannot be told."""
        return None if self.lack in UNTOLD else self.lack is None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some requirements are shown. What is set aside with a reason is not among them."""

    shown: int
    of: int
    registered: bool
    """Whether any control is meant for any of them; where none is, there is nothing to count."""

    @property
    def percent(self) -> int | None:
        """Rounded down, so that only all is 100; None where there is nothing to count."""
        return 100 * self.shown // self.of if self.registered and self.of else None


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement with its standing, or a heading with the share of what is under it."""

    item: Item
    standing: Standing | None
    share: Share
    controls: tuple[Account, ...] = ()
    """Those that fulfil it for the whole organisation, counting or not."""
    contributing: tuple[Account, ...] = ()
    """Those that contribute, counting or not."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A catalogue, requirement by requirement."""

    catalogue: Catalogue
    share: Share
    rows: tuple[Row, ...]
    uncounted: tuple[Account, ...]
    """The controls meant for some requirement that do not count, or of which it cannot be told."""
    astray: tuple[tuple[Control, str], ...]
    """References to this catalogue that name no requirement in it."""


def coverage(catalogue: Catalogue, standards: Standards, reading: Reading, law: Law, as_of: date) -> Coverage:
    """How the catalogue, which is one of the standards, is covered by the controls of the register."""
    prefix = f"{catalogue.id}:"
    fulfilling: dict[str, list[Account]] = {}
    contributing: dict[str, list[Account]] = {}
    meant: dict[str, Account] = {}
    for control in reading.all(Control):
        account = Account(control, lack(control, reading, law, as_of))
        whole = control.whole_organisation is Answer.yes
        for requirement, fit in standards.served(control.catalogue_refs).items():
            item = catalogue.item(item_of(requirement)) if requirement.startswith(prefix) else None
            if item is not None and catalogue.counts(item):
                table = fulfilling if fit is Fit.fulfils and whole else contributing
                table.setdefault(item.id, []).append(account)
                meant[control.id] = account
    standings = {
        item.id: _standing(fulfilling.get(item.id, ()), contributing.get(item.id, ()))
        for item in catalogue.requirements
    }
    rows = tuple(
        Row(
            item,
            standings.get(item.id),
            _share([item] if catalogue.counts(item) else catalogue.below(item), standings),
            tuple(fulfilling.get(item.id, ())),
            tuple(contributing.get(item.id, ())),
        )
        for item in catalogue.items
    )
    return Coverage(
        catalogue,
        _share(catalogue.requirements, standings),
        tuple(row for row in rows if row.standing is not None or row.share.of or row.share.registered),
        tuple(account for account in meant.values() if account.lack is not None),
        tuple(_astray(catalogue, reading)),
    )


def _standing(fulfilling: Iterable[Account], contributing: Iterable[Account]) -> Standing:
    whole, part = tuple(fulfilling), tuple(contributing)
    fully = any_of(account.counts for account in whole)
    partly = any_of(account.counts for account in part)
    if fully:
        return Standing.shown
    if fully is None:
        return Standing.unknown
    if partly:
        return Standing.in_part
    if partly is None:
        return Standing.unknown
    if whole and all(account.lack is Lack.set_aside for account in whole):
        return Standing.set_aside
    return Standing.not_shown if whole or part else Standing.none_registered


def _share(items: Iterable[Item], standings: Mapping[str, Standing]) -> Share:
    found = [standings[item.id] for item in items]
    of = sum(standing is not Standing.set_aside for standing in found)
    registered = any(standing is not Standing.none_registered for standing in found)
    return Share(found.count(Standing.shown), of, registered)


def _astray(catalogue: Catalogue, reading: Reading) -> Iterable[tuple[Control, str]]:
    for control in reading.all(Control):
        for reference in control.catalogue_refs:
            if catalogue_of(reference) != catalogue.id:
                continue
            item = catalogue.item(item_of(reference))
            if catalogue.whole(item_of(reference)) is None and (item is None or not catalogue.counts(item)):
                yield control, reference
