"""The systems, whom they exchange data with, who delivers them and from where: a list, and what a drawing needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance.matter.codes import Codes
from compliance.matter.composed import Report
from compliance.matter.source import Source
from compliance.model.activity import Activity, ActivityStatus, RecipientKind
from compliance.model.organisation import Person
from compliance.model.supply import Engagement, EngagementStatus, Hosting, LifeStatus, Subprocessor, Supplier, System
from compliance.model.values import Count, Value
from compliance.register.view import id_order


class Country(Value):
    """A country by name, and whether it lies outside the EEA."""

    name: str
    outside: bool


class MappedSystem(Value):
    """A system: whose it is, who delivers it, where its data lie, and who receives from what it is used for."""

    id: str
    name: str
    area: str
    """The unit whose activities use it most, else its owner's."""
    planned: bool = False
    owner: str | None = None
    hosting: str | None = None
    countries: tuple[Country, ...] = ()
    """Where data lie; empty where nobody has written it down."""
    supplier_ids: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    """Those outside the organisation who receive data from the activities that use it."""


class MappedLink(Value):
    """Two systems that exchange data, each link once."""

    first_id: str
    first: str
    second_id: str
    second: str
    owners: tuple[str, ...]
    """Who owns the systems that tell of the link; the register has no other owner of it."""
    activities: tuple[str, ...]
    """What both systems are used for."""


class MappedSupplier(Value):
    """A supplier, from where, and those behind it."""

    id: str
    name: str
    country: Country | None = None
    parent_country: Country | None = None
    """Where the owner of the group is, where that is another country."""
    system_ids: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


class Gap(Value):
    """What the register does not say of some systems."""

    label: str
    system_ids: tuple[str, ...]


class SystemMap(Report):
    """The map of the systems: all it draws is told in its lists too."""

    systems: tuple[MappedSystem, ...]
    links: tuple[MappedLink, ...]
    suppliers: tuple[MappedSupplier, ...]
    gaps: tuple[Gap, ...] = ()
    retired: Count = 0

    @property
    def supplier_names(self) -> Mapping[str, str]:
        return {each.id: each.name for each in self.suppliers}

    @property
    def lists(self) -> Mapping[str, tuple[Value, ...]]:
        return {"links": self.links, "systems": self.systems, "suppliers": self.suppliers}


def system_map(source: Source) -> SystemMap:
    """The systems that are not retired, by area and id."""
    every = source.reading.all(System)
    maker = _Map(source)
    kept = [each for each in every if each.status is not LifeStatus.retired]
    systems = sorted((maker.system(each) for each in kept), key=lambda each: (each.area.casefold(), id_order(each.id)))
    links = tuple(maker.links(kept))
    return SystemMap(
        head=source.head(), systems=tuple(systems), links=links, suppliers=tuple(maker.suppliers(systems)),
        gaps=tuple(_gaps(systems, links, source)), retired=len(every) - len(kept),
    )  # fmt: skip


def _gaps(systems: Sequence[MappedSystem], links: Iterable[MappedLink], source: Source) -> Iterator[Gap]:
    linked = {id for each in links for id in (each.first_id, each.second_id)}
    found = {
        "owner": [each.id for each in systems if each.owner is None],
        "supplier": [each.id for each in systems if not each.supplier_ids],
        "countries": [each.id for each in systems if not each.countries],
        "links": [each.id for each in systems if each.id not in linked],
    }
    for gap, ids in found.items():
        if ids:
            yield Gap(label=source.said(f"gaps.{gap}.label"), system_ids=tuple(sorted(ids, key=id_order)))


class _Map:
    def __init__(self, source: Source) -> None:
        self.source, self.said, self.reading, self.codes = source, source.said, source.reading, Codes(source)
        self.eea = frozenset(source.law.codes("eea"))

    def system(self, system: System) -> MappedSystem:
        users = self._users(system.id)
        return MappedSystem(
            id=system.id, name=system.name, area=self._area(system, users),
            planned=system.status is LifeStatus.planned, owner=self.source.person(system.owner_id),
            hosting=self._hosting(system.hosting), countries=tuple(map(self._country, system.storage_countries)),
            supplier_ids=self._suppliers_of(system), receivers=tuple(dict.fromkeys(self._receivers(users))),
        )  # fmt: skip

    def links(self, systems: Iterable[System]) -> Iterator[MappedLink]:
        by_id = {each.id: each for each in systems}
        told: dict[tuple[str, str], list[System]] = {}
        for system in by_id.values():
            for other in system.link_ids:
                if other in by_id and other != system.id:
                    first, second = sorted((system.id, other), key=id_order)
                    told.setdefault((first, second), []).append(system)
        for first, second in sorted(told, key=lambda pair: (id_order(pair[0]), id_order(pair[1]))):
            owners = (self.source.person(each.owner_id) for each in told[first, second])
            both = [each for each in self._users(first) if second in each.system_ids]
            yield MappedLink(
                first_id=first, first=by_id[first].name, second_id=second, second=by_id[second].name,
                owners=tuple(dict.fromkeys(name for name in owners if name)),
                activities=tuple(f"{each.name} ({each.id})" for each in both),
            )  # fmt: skip

    def suppliers(self, systems: Iterable[MappedSystem]) -> Iterator[MappedSupplier]:
        """Those who deliver a system, and those whose agreement is in use without one."""
        delivered: dict[str, list[str]] = {}
        for system in systems:
            for id in system.supplier_ids:
                delivered.setdefault(id, []).append(system.id)
        ids = {*delivered, *(each.id for each in self.reading.all(Supplier))}
        for supplier in self.reading.find_all(Supplier, sorted(ids, key=id_order)):
            agreements = self._agreements("supplier_id", supplier.id)
            if supplier.id in delivered or agreements:
                yield self._supplier(supplier, delivered.get(supplier.id, ()), agreements)

    def _supplier(self, supplier: Supplier, systems: Sequence[str], agreements: Iterable[Engagement]) -> MappedSupplier:
        owned = supplier.group_parent_country
        behind = (self._behind(each) for agreement in agreements for each in agreement.subprocessors)
        return MappedSupplier(
            id=supplier.id, name=supplier.name,
            country=self._country(supplier.country) if supplier.country else None,
            parent_country=self._country(owned) if owned and owned != supplier.country else None,
            system_ids=tuple(systems), behind=tuple(dict.fromkeys(behind)),
        )  # fmt: skip

    def _behind(self, sub: Subprocessor) -> str:
        country = self._placed(sub.country) if sub.country else self.said("no_country")
        said = self.said("behind", name=sub.name or self.said("no_name"), country=country)
        if not sub.remote_access_from:
            return said
        return self.said("reached_from", said=said, countries=[self._placed(each) for each in sub.remote_access_from])

    def _placed(self, code: str) -> str:
        country = self._country(code)
        return self.said("outside", country=country.name) if country.outside else country.name

    def _agreements(self, field: str, id: str) -> tuple[Engagement, ...]:
        named = self.reading.naming(Engagement, field, id)
        return tuple(each for each in named if each.status is not EngagementStatus.ended)

    def _suppliers_of(self, system: System) -> tuple[str, ...]:
        named = (system.vendor_id, *(each.supplier_id for each in self._agreements("system_ids", system.id)))
        return tuple(dict.fromkeys(id for id in named if self.reading.find(Supplier, id)))  # type: ignore[misc]

    def _users(self, id: str) -> tuple[Activity, ...]:
        named = self.reading.naming(Activity, "system_ids", id)
        return tuple(each for each in named if each.status is not ActivityStatus.ended)

    def _area(self, system: System, users: Iterable[Activity]) -> str:
        units = Counter(each.unit for each in users if each.unit)
        owner = self.reading.find(Person, system.owner_id)
        most = max(units.values(), default=0)
        often = sorted(unit for unit, count in units.items() if count == most)
        return often[0] if often else (owner.unit if owner else None) or self.said("no_area")

    def _receivers(self, users: Iterable[Activity]) -> Iterator[str]:
        for activity in users:
            for recipient in activity.recipients:
                name = self.codes.recipient(recipient)
                if name and recipient.kind not in (RecipientKind.internal_unit, RecipientKind.processor):
                    yield name

    def _hosting(self, hosting: Hosting | None) -> str | None:
        return self.said(f"hosting.{hosting}") if hosting else None

    def _country(self, code: str) -> Country:
        return Country(name=self.source.country(code), outside=code not in self.eea)
