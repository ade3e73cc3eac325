"""The record of processing activities as cards: what Art. 30(1) and 30(2) ask for, and plainly what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from compliance.language.labels import member_label
from compliance.matter.codes import Codes
from compliance.matter.composed import Card, ContactPoint, Lacking, Measure, RecordReport, Row, State
from compliance.matter.source import Source
from compliance.memo.composed import Mark
from compliance.model.activity import Activity, ActivityRole, ActivityStatus, DataCategory, SubjectCategory, Transfer
from compliance.model.assurance import Control, ControlStatus
from compliance.model.organisation import Organisation
from compliance.model.supply import Engagement, Supplier
from compliance.model.values import Answer, LegalRef
from compliance.register.view import id_order

_CONTROLLER: Final = (
    ("answers", "30(1)(a)"), ("purposes", "30(1)(b)"), ("people", "30(1)(c)"), ("data", "30(1)(c)"),
    ("recipients", "30(1)(d)"), ("transfers", "30(1)(e)"), ("keeping", "30(1)(f)"), ("security", "30(1)(g)"),
    ("basis", "6(1)"),
)  # fmt: skip
_PROCESSOR: Final = (("clients", "30(2)(a)"), ("work", "30(2)(b)"), ("transfers", "30(2)(c)"), ("security", "30(2)(d)"))
_IN_PLACE: Final[dict[ControlStatus | None, Mark]] = {
    ControlStatus.implemented: "fine",
    ControlStatus.not_applicable: "none",
    None: "unknown",
}
_Told = tuple[tuple[str, ...], State]


def record_report(source: Source) -> RecordReport:
    """The whole record: entries of our own first, then those where we are the processor, each by unit and id.

    What has ended stands last in its unit.
    """
    activities = sorted(source.reading.all(Activity), key=partial(_place, source))
    maker = Cards(source)
    cards = tuple(maker.card(each) for each in activities)
    named = {id for each in activities for id in each.control_ids}
    return RecordReport(
        head=source.head(),
        controllers=_contact_points(source, activities),
        common_measures=tuple(each.tom_common for each in source.reading.own_organisations if each.tom_common),
        cards=cards,
        measures=tuple(measure_told(each, source) for each in source.reading.all(Control) if each.id in named),
        lacking=_lacking(cards, source),
        unverified=source.unverified(reference for each in activities for reference in _references(each, source)),
    )


def _place(source: Source, activity: Activity) -> tuple[bool, str, bool, tuple[tuple[str | int, ...], str]]:
    ended = activity.status is ActivityStatus.ended
    unit = (activity.unit or source.said("no_unit")).casefold()
    return activity.role is ActivityRole.processor, unit, ended, id_order(activity.id)


def _contact_points(source: Source, activities: Iterable[Activity]) -> tuple[ContactPoint, ...]:
    """The register's organisation, then every other that an entry names as controller."""
    named = (id for each in activities for id in each.controller_ids)
    found = source.reading.find_all(Organisation, tuple(dict.fromkeys((source.reading.organisation.id, *named))))
    return tuple(contact_point(each, source) for each in found)


def contact_point(organisation: Organisation, source: Source) -> ContactPoint:
    """How an organisation, and its data protection officer, is reached."""
    contact = organisation.contact
    return ContactPoint(
        id=organisation.id, name=organisation.name, org_number=organisation.org_number,
        address=contact.address if contact else None, email=contact.email if contact else None,
        phone=contact.phone if contact else None, officer=source.person(organisation.dpo_person_id),
        officer_contact=organisation.dpo_contact,
        ours=organisation.id in {each.id for each in source.reading.own_organisations},
    )  # fmt: skip


def measure_told(control: Control, source: Source) -> Measure:
    """A security measure and how far it has come."""
    status = member_label(control.status, source.language) if control.status else source.said("unknown")
    return Measure(id=control.id, name=control.name, status=status, mark=_IN_PLACE.get(control.status, "lacking"))


def _lacking(cards: Sequence[Card], source: Source) -> tuple[Lacking, ...]:
    """What is not written down, counted by provision, in the order of the law."""
    counted: dict[tuple[str, str], Counter[State]] = {}
    for card in cards:
        for row in card.rows:
            counted.setdefault((row.provision, row.label), Counter())[row.state] += 1
    return tuple(
        Lacking(label=label, provision=provision, missing=states[State.missing], unknown=states[State.unknown])
        for (provision, label), states in counted.items()
        if states[State.missing] or states[State.unknown]
    )


def _references(activity: Activity, source: Source) -> Iterator[LegalRef]:
    for basis in activity.legal_bases:
        yield from source.in_force((*basis.supplementary_basis, *basis.art9_law, *basis.art10_basis))


class Cards:
    """Makes cards. One row is one method, named after it; each gives the lines and whether the register says."""

    def __init__(self, source: Source) -> None:
        self.source, self.said, self.codes = source, source.said, Codes(source)
        self.common = any(each.tom_common for each in source.reading.own_organisations)

    def card(self, activity: Activity) -> Card:
        processor = activity.role is ActivityRole.processor
        return Card(
            id=activity.id, name=activity.name, unit=activity.unit or self.said("no_unit"), as_processor=processor,
            facts=self._facts(activity), description=activity.description,
            rows=tuple(self._row(*row, activity) for row in (_PROCESSOR if processor else _CONTROLLER)),
        )  # fmt: skip

    def _row(self, id: str, provision: str, activity: Activity) -> Row:
        told: _Told = getattr(self, f"_{id}")(activity)
        lines, state = told
        if state in (State.missing, State.unknown) and not lines:
            lines = (self.said(state.value),)
        return Row(id=id, label=self.said(f"rows.{id}.label"), provision=provision, lines=lines, state=state)

    def _facts(self, activity: Activity) -> str:
        owner = self.source.person(activity.owner_id)
        parts = (
            self.said(f"facts.role.{activity.role or 'unknown'}"),
            self.said(f"facts.status.{activity.status or 'unknown'}"),
            self.said("facts.owner", name=owner) if owner else self.said("facts.no_owner"),
        )
        return " · ".join(parts)

    def _answers(self, activity: Activity) -> _Told:
        found = self.source.reading.find_all(Organisation, activity.controller_ids)
        return _told(each.name for each in found)

    def _purposes(self, activity: Activity) -> _Told:
        return _told(each.text for each in activity.purposes)

    def _people(self, activity: Activity) -> _Told:
        return _told(self._group(each) for each in activity.subject_categories)

    def _group(self, group: SubjectCategory) -> str | None:
        name = self.codes.group(group)
        if name is None or group.approximate_count is None:
            return name
        return self.said("count", name=name, n=group.approximate_count)

    def _data(self, activity: Activity) -> _Told:
        return _told(self._kind_of_data(each) for each in activity.data_categories)

    def _kind_of_data(self, data: DataCategory) -> str | None:
        mark = self.codes.sensitivity(data)
        return self.said("marked", name=data.name, mark=mark) if data.name and mark else data.name

    def _recipients(self, activity: Activity) -> _Told:
        told = _told(self.codes.recipient(each) for each in activity.recipients)
        return told if activity.recipients else self._declared(activity.no_recipients_declared, "no_recipients")

    def _transfers(self, activity: Activity) -> _Told:
        if activity.transfers:
            return tuple(self._transfer(each, activity) for each in activity.transfers), _state_of(activity.transfers)
        return self._declared(activity.no_transfers_declared, "no_transfers")

    def _transfer(self, transfer: Transfer, activity: Activity) -> str:
        country = self.source.country(transfer.country) if transfer.country else self.said("no_country")
        receiver = self._receiver(transfer, activity)
        place = self.said("transfer", country=country, name=receiver) if receiver else country
        if transfer.mechanism is None:
            return self.said("transfer_no_route", place=place)
        route = f"{self.said('transfer_route', place=place, route=self.codes.route(transfer.mechanism))}"
        extra = transfer.supplementary_measures
        return f"{route}. {self.said('safeguards', text=extra)}" if extra else route

    def _receiver(self, transfer: Transfer, activity: Activity) -> str | None:
        named = next((each.name for each in activity.recipients if each.id == transfer.recipient_id), None)
        if named or transfer.engagement_id is None:
            return named
        engagement = self.source.reading.find(Engagement, transfer.engagement_id)
        supplier = self.source.reading.find(Supplier, engagement.supplier_id) if engagement else None
        return supplier.name if supplier else engagement.name if engagement else None

    def _keeping(self, activity: Activity) -> _Told:
        names = {each.id: each.name for each in activity.data_categories if each.id and each.name}
        lines: list[str] = []
        covered: set[str] = set()
        for rule in activity.retention_rules:
            how = self.codes.keeping(rule)
            if how and self.codes.lacks_start(rule):
                how = self.said("no_start", how=how)
            data = [names[id] for id in rule.data_category_ids if id in names]
            covered |= set(rule.data_category_ids)
            path = "keeping" if data and len(data) < len(names) else "keeping_all"
            lines.append(self.said(path, data=data, how=how or self.said("missing")))
        left = [name for id, name in names.items() if id not in covered]
        if lines and left:
            lines.append(self.said("uncovered", data=left))
        state = (
            State.missing
            if not lines or left or any(self.codes.keeping(r) is None for r in activity.retention_rules)
            else State.told
        )
        return tuple(lines), state

    def _security(self, activity: Activity) -> _Told:
        lines = [activity.tom_summary] if activity.tom_summary else []
        if activity.control_ids:
            lines.append(self.said("measures", ids=", ".join(activity.control_ids)))
        if self.common and not lines:
            lines.append(self.said("common"))
        return _told(lines)

    def _basis(self, activity: Activity) -> _Told:
        return _told(dict.fromkeys(self.codes.basis(each) for each in activity.legal_bases))

    def _clients(self, activity: Activity) -> _Told:
        found = self.source.reading.find_all(Organisation, activity.client_ids)
        points = [contact_point(each, self.source) for each in found]
        state = State.told if points and all(each.reachable for each in points) else State.missing
        return tuple(self._client(each) for each in points), state

    def _client(self, point: ContactPoint) -> str:
        reach = ", ".join(filter(None, (point.address, point.email, point.phone)))
        return (
            self.said("client", name=point.name, reach=reach)
            if reach
            else self.said("client_unreachable", name=point.name)
        )

    def _work(self, activity: Activity) -> _Told:
        return _told([activity.processing_categories])

    def _declared(self, none: Answer | None, path: str) -> _Told:
        """Nothing recorded is “none” only where somebody has said so."""
        if none is Answer.yes:
            return (self.said(path),), State.none
        return (), State.unknown if none is Answer.unknown else State.missing


def _told(lines: Iterable[str | None]) -> _Told:
    said = tuple(lines)
    kept = tuple(line for line in said if line)
    return kept, State.told if kept and len(kept) == len(said) else State.missing


def _state_of(transfers: Sequence[Transfer]) -> State:
    return State.told if all(each.country and each.mechanism for each in transfers) else State.missing
