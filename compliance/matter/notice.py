"""What people are told of one activity: the points of Art. 13 and 14 in plain words, from what the register says.

A point the law asks for and the register cannot answer is listed as lacking; nothing is made up in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from compliance.checks.facts.notices import ITEMS, needs
from compliance.checks.facts.rights import applies
from compliance.checks.facts.telling import READERS_UNDER_AGE
from compliance.errors import ComplianceError
from compliance.language.labels import member_label
from compliance.language.provisions import article
from compliance.matter.codes import Codes
from compliance.matter.composed import Chapter, ContactPoint, NoticeReport, Paragraph
from compliance.matter.record import contact_point
from compliance.matter.source import Source
from compliance.model.activity import (
    Activity,
    ActivityRole,
    ActivityStatus,
    Art6,
    Art9Condition,
    AutomatedDecision,
    DataSource,
    LegalBasis,
    Mechanism,
    NoticeScope,
    Purpose,
    RecipientKind,
    Sensitivity,
)
from compliance.model.assurance import Notice, NoticeBasis, NoticeItem
from compliance.model.organisation import Organisation
from compliance.model.rights import Right
from compliance.model.values import Answer, Jurisdiction, LegalRef

_SHOWN_RIGHTS: Final = (Right.access, Right.rectification, Right.erasure, Right.restriction, Right.portability)
_MAY_OBJECT: Final = frozenset({Art6.e, Art6.f})


class NoticeNotOurs(ComplianceError):
    sentence = "The activity {id} is done for others, and they tell people of it."
    hint = "Make notices of activities in which the organisation decides itself, alone or jointly."


class NoActivity(ComplianceError):
    sentence = "{id} is no activity, and a notice tells of one."
    hint = "“compliance list activities” shows them."


def told_to_people(source: Source) -> tuple[Activity, ...]:
    """The activities people are to be told of: our own, and not ended."""
    return tuple(
        each for each in source.reading.all(Activity)
        if each.role is not ActivityRole.processor and each.status is not ActivityStatus.ended
    )  # fmt: skip


def notice_report(source: Source, activity_id: str) -> NoticeReport:
    """The notice of one activity; raises `RecordNotFound`, `NoActivity` or `NoticeNotOurs`."""
    activity = source.view.record(activity_id)
    if not isinstance(activity, Activity):
        raise NoActivity(id=activity_id)
    if activity.role is ActivityRole.processor:
        raise NoticeNotOurs(id=activity_id)
    return _Notice(source, activity).report()


class _Notice:
    """Composes a notice chapter by chapter; each says which points it answers, and notes what it lacks."""

    def __init__(self, source: Source, activity: Activity) -> None:
        self.source, self.activity, self.said, self.codes = source, activity, source.said, Codes(source)
        self.lacks: dict[str, None] = {}
        self.told: set[str] = set()
        own = source.reading.find_all(Organisation, activity.controller_ids) or (source.reading.organisation,)
        self.controllers = [contact_point(each, source) for each in own]
        self.country = source.reading.controller(activity).country or source.reading.organisation.country

    def report(self) -> NoticeReport:
        made = (
            self._who(), self._officer(), self._purposes(), self._interest(), self._data(), self._sources(),
            self._must(), self._recipients(), self._transfers(), self._keeping(), self._withdraw(), self._rights(),
            self._object(), self._machines(), self._complain(),
        )  # fmt: skip
        chapters = tuple(each for each in made if each is not None and each.paragraphs)
        self._compare_with_the_law()
        return NoticeReport(
            head=self.source.head(self.said("title_for", activity=self.activity.name)),
            activity_id=self.activity.id, activity=self.activity.name, unit=self.activity.unit,
            lead=self.activity.description, chapters=chapters, children=tuple(self._for_children()),
            lacks=tuple(self.lacks), unverified=self.source.unverified(self._references()),
        )  # fmt: skip

    def _compare_with_the_law(self) -> None:
        """Every point the law asks for is told, or is lacking: what is not known to be needed is no less so."""
        for item in NoticeItem:
            if item.value in self.told or not self._asked_for(item):
                continue
            needed = needs(item, [self.activity], self.source.reading, self.source.law)
            if needed is not False:
                point = member_label(item, self.source.language).removeprefix(item.value).strip()
                self._lacks(
                    "not_told" if needed else "not_known",
                    point=point,
                    provision=article(item.value, self.source.language),
                )

    def _asked_for(self, item: NoticeItem) -> bool:
        sources = self.activity.sources or tuple(DataSource)
        scope = self.activity.notice_exception.scope if self.activity.notice_exception else None
        if item in ITEMS[NoticeBasis.art13]:
            return DataSource.data_subject in sources and scope not in (NoticeScope.art13, NoticeScope.both)
        return DataSource.other in sources and scope not in (NoticeScope.art14, NoticeScope.both)

    def _lacks(self, path: str, **facts: object) -> None:
        self.lacks[self.said(f"lacks.{path}.label", **facts)] = None

    def _chapter(self, id: str, points: Iterable[str], *paragraphs: Paragraph | None) -> Chapter | None:
        kept = tuple(each for each in paragraphs if each is not None)
        if not kept:
            return None
        told = tuple(points)
        self.told.update(told)
        return Chapter(id=id, heading=self.said(f"chapters.{id}.heading"), points=told, paragraphs=kept)

    def _say(self, path: str, /, items: Iterable[str] = (), *, apart: bool = False, **facts: object) -> Paragraph:
        return Paragraph(lead=self.said(f"chapters.{path}", **facts), items=tuple(items), apart=apart)

    # Each chapter.

    def _who(self) -> Chapter | None:
        reachable = [each for each in self.controllers if each.reachable]
        if not reachable or len(reachable) < len(self.controllers):
            return None
        ways = [_ways(each, with_name=len(self.controllers) > 1) for each in self.controllers]
        names = [each.name for each in self.controllers]
        lead = ("who.joint", {"names": names}) if len(names) > 1 else ("who.lead", {"name": names[0]})
        return self._chapter("who", ("13.1.a", "14.1.a"), self._say(lead[0], ways, **lead[1]))

    def _officer(self) -> Chapter | None:
        contact = next((each.officer_contact for each in self.controllers if each.officer_contact), None)
        if contact is None:
            return None
        return self._chapter("officer", ("13.1.b", "14.1.b"), self._say("officer.lead", contact=contact))

    def _purposes(self) -> Chapter | None:
        named = [each for each in self.activity.purposes if each.text]
        if not named or len(named) < len(self.activity.purposes):
            self._lacks("purpose")
        items = [self._purpose(each) for each in named]
        paired = {each.id for each in named}
        loose = [each for each in self.activity.legal_bases if each.purpose_id not in paired]
        paragraphs = [self._say("purposes.lead", items)] if items else []
        paragraphs += [Paragraph(lead=self._ground(each, "purposes.loose")) for each in loose if self._allows(each)]
        whole = items and not any(self._without_ground(each) for each in named)
        return self._chapter("purposes", ("13.1.c", "14.1.c") if whole else (), *paragraphs, *self._sensitive())

    def _without_ground(self, purpose: Purpose) -> bool:
        bases = self._bases_of(purpose)
        if any(map(self._allows, bases)):
            return False
        ended = any(each.art6 for each in bases)
        self._lacks("ground_ended" if ended else "ground", purpose=purpose.text)
        return True

    def _allows(self, basis: LegalBasis) -> bool:
        """Whether the basis can be told of as one: not where each law it rests on has ended (Art. 6(3))."""
        laws = basis.supplementary_basis
        return basis.art6 is not None and (not laws or bool(self.source.in_force(laws)))

    def _bases_of(self, purpose: Purpose) -> list[LegalBasis]:
        own = [
            each for each in self.activity.legal_bases if each.purpose_id is not None and each.purpose_id == purpose.id
        ]
        return own or [each for each in self.activity.legal_bases if each.purpose_id is None]

    def _purpose(self, purpose: Purpose) -> str:
        text = (purpose.text or "").rstrip(" .")
        own = [each for each in self.activity.legal_bases if each.purpose_id == purpose.id and self._allows(each)]
        if not own:
            return self.said("chapters.purposes.item_without", purpose=text)
        first, *others = own
        said = [self._ground(first, "purposes.item", purpose=text)]
        said += [self._ground(each, "purposes.loose") for each in others if each.art6 is not first.art6]
        return " ".join(said)

    def _ground(self, basis: LegalBasis, path: str, **facts: object) -> str:
        ground = self.source.plain(f"grounds.{basis.art6}")
        said = self.said(f"chapters.{path}", ground=ground, letter=basis.art6, **facts)
        return f"{said} {law}" if (law := self._law(basis.supplementary_basis)) else said

    def _law(self, references: Iterable[LegalRef]) -> str:
        cited = list(dict.fromkeys(map(self.source.cited, self.source.in_force(references))))
        return self.said("chapters.purposes.law", law=cited) if cited else ""

    def _sensitive(self) -> Iterator[Paragraph]:
        conditions = {each.art9_condition: each for each in self.activity.legal_bases if each.art9_condition}
        for condition, basis in conditions.items():
            ground = self.source.plain(f"grounds_art9.{condition}")
            said = self.said("chapters.purposes.sensitive", ground=ground, letter=condition)
            law = self._law((*basis.art9_law, *basis.professional_secrecy_ref))
            yield Paragraph(lead=f"{said} {law}" if law else said)
        sensitive = any(each.sensitivity is Sensitivity.art9 for each in self.activity.data_categories)
        if sensitive and not conditions:
            self._lacks("sensitive_ground")

    def _interest(self) -> Chapter | None:
        bases = [each for each in self.activity.legal_bases if each.art6 is Art6.f]
        reasons = [each.necessity_reason for each in bases if each.necessity_reason]
        if bases and len(reasons) < len(bases):
            self._lacks("interest")
        told = ("13.1.d", "14.2.b") if reasons else ()
        return self._chapter("interest", told, *(self._say("interest.lead", reason=each) for each in reasons))

    def _data(self) -> Chapter | None:
        data = [each.name for each in self.activity.data_categories if each.name]
        people = [name for each in self.activity.subject_categories if (name := self.codes.group(each))]
        return self._chapter(
            "data", ("14.1.d",) if data else (),
            self._say("data.people", people=people) if people else None,
            self._say("data.lead", data) if data else None,
        )  # fmt: skip

    def _sources(self) -> Chapter | None:
        sources = set(self.activity.sources)
        if not sources:
            self._lacks("sources")
            return None
        path = "both" if len(sources) > 1 else "own" if DataSource.data_subject in sources else "other"
        exception = self.activity.notice_exception
        address = self._where_sources_stand()
        excused = exception and exception.scope in (NoticeScope.art14, NoticeScope.both)
        by_law = self._national(exception.legal_ref) if exception and excused else []
        more = None
        if DataSource.other in sources and address:
            more = self._say("sources.named", address=address)
        elif DataSource.other in sources and by_law:
            more = self._say("sources.by_law", law=by_law)
        return self._chapter("sources", ("14.2.f",) if more else (), self._say(f"sources.{path}"), more)

    def _national(self, references: Iterable[LegalRef]) -> list[str]:
        """What national law says we may fetch; that GDPR then lets us be silent is no such law."""
        held = (each for each in self.source.in_force(references) if each.jurisdiction is not Jurisdiction.eu)
        return list(dict.fromkeys(map(self.source.cited, held)))

    def _where_sources_stand(self) -> str | None:
        """The register names no source; a notice that was read and found to name them says where it stands."""
        notices = self.source.reading.find_all(Notice, self.activity.notice_ids)
        telling = (each for each in notices if NoticeItem.i14_2_f in (each.items_present or ()))
        return next((each.text_ref for each in telling if each.text_ref), None)

    def _must(self) -> Chapter | None:
        letters = {each.art6 for each in self.activity.legal_bases if each.art6}
        consent = [self._say("must.consent")] if Art6.a in letters else []
        follows = self._where_one_says_no() if consent else None
        paragraphs = [*consent, *([follows] if follows else [])]
        if Art6.b in letters:
            paragraphs.append(self._say("must.contract"))
        if letters - {Art6.a, Art6.b}:
            paragraphs.append(self._say("must.task"))
        whole = letters and bool(consent) == bool(follows)
        return self._chapter("must", ("13.2.e",) if whole else (), *paragraphs)

    def _where_one_says_no(self) -> Paragraph | None:
        schemes = self.activity.consent_schemes
        if alternatives := [each.real_alternative for each in schemes if each.real_alternative]:
            return self._say("must.alternative", alternative=" ".join(alternatives))
        free = bool(schemes) and all(each.conditional_on_service is Answer.no for each in schemes)
        return self._say("must.free") if free else None

    def _recipients(self) -> Chapter | None:
        points = ("13.1.e", "14.1.e")
        outside = [each for each in self.activity.recipients if each.kind is not RecipientKind.internal_unit]
        names = [name for each in outside if (name := self.codes.recipient(each))]
        if names:
            return self._chapter("recipients", points, self._say("recipients.lead", names))
        if self.activity.recipients or self.activity.no_recipients_declared is Answer.yes:
            return self._chapter("recipients", points, self._say("recipients.none"))
        return None

    def _transfers(self) -> Chapter | None:
        points = ("13.1.f", "14.1.f")
        if not self.activity.transfers:
            declared = self.activity.no_transfers_declared is Answer.yes
            return self._chapter("transfers", points, self._say("transfers.none")) if declared else None
        whole = [each for each in self.activity.transfers if each.country and each.mechanism]
        items = [self._transfer(each.country, each.mechanism) for each in whole if each.country and each.mechanism]
        told = points if len(whole) == len(self.activity.transfers) else ()
        return self._chapter("transfers", told, self._say("transfers.lead", items), self._say("transfers.copy"))

    def _transfer(self, country: str, mechanism: Mechanism) -> str:
        route = self.codes.route(mechanism)
        return self.said("chapters.transfers.item", country=self.source.country(country), route=route)

    def _keeping(self) -> Chapter | None:
        items, whole = self._kept()
        return self._chapter(
            "keeping", ("13.2.a", "14.2.a") if whole else (), self._say("keeping.lead", items) if items else None
        )

    def _kept(self) -> tuple[list[str], bool]:
        names = {each.id: each.name for each in self.activity.data_categories if each.id and each.name}
        items, covered, whole = list[str](), set[str](), True
        for rule in self.activity.retention_rules:
            how = self.codes.keeping(rule)
            whole &= how is not None
            data = [names[id] for id in rule.data_category_ids if id in names]
            if how and data and len(data) < len(names):
                items.append(self.said("chapters.keeping.item", data=data, how=how))
            elif how:
                items.append(how)
            covered |= set(rule.data_category_ids)
        return items, bool(items) and whole and set(names) <= covered

    def _rights(self) -> Chapter | None:
        given = (self.source.reading, self.source.law)
        held = [right for right in _SHOWN_RIGHTS if applies(right, self.activity, *given)]
        items = [self.said(f"chapters.rights.{right.name}") for right in held]
        return self._chapter("rights", ("13.2.b", "14.2.c"), self._say("rights.lead", items))

    def _object(self) -> Chapter | None:
        may = any(each.art6 in _MAY_OBJECT for each in self.activity.legal_bases)
        return self._chapter("object", (), self._say("object.lead", apart=True)) if may else None

    def _withdraw(self) -> Chapter | None:
        if not self._by_consent():
            return None
        channels = [each.withdrawal_channel for each in self.activity.consent_schemes if each.withdrawal_channel]
        told = ("13.2.c", "14.2.d") if channels else ()
        return self._chapter("withdraw", told, *(self._say("withdraw.lead", channel=each) for each in channels))

    def _by_consent(self) -> bool:
        bases = self.activity.legal_bases
        return any(each.art6 is Art6.a or each.art9_condition is Art9Condition.a for each in bases)

    def _machines(self) -> Chapter | None:
        decision = self.activity.automated_decision
        paragraphs: list[Paragraph] = []
        told: tuple[str, ...] = ("13.2.f", "14.2.g")
        if decision is AutomatedDecision.solely:
            safeguards = self.activity.art22_safeguards
            told = told if safeguards else ()
            paragraphs += [self._say("machines.solely", safeguards=safeguards)] if safeguards else []
        elif decision is not None:
            paragraphs.append(self._say(f"machines.{decision}"))
        if self.activity.profiling is Answer.yes:
            paragraphs.append(self._say("machines.profiling"))
        return self._chapter("machines", told if decision else (), *paragraphs)

    def _complain(self) -> Chapter | None:
        authority = self._authority()
        if authority is None:
            self._lacks("authority")
            return None
        return self._chapter("complain", ("13.2.d", "14.2.e"), self._say("complain.lead", authority=authority))

    def _authority(self) -> str | None:
        path = f"authorities.{self.country}"
        return self.said(path) if self.country and self.said.has(path) else None

    def _references(self) -> Iterator[LegalRef]:
        for basis in self.activity.legal_bases:
            yield from self.source.in_force(
                (*basis.supplementary_basis, *basis.art9_law, *basis.professional_secrecy_ref)
            )
        if self.activity.notice_exception:
            yield from self.source.in_force(self.activity.notice_exception.legal_ref)

    # The version for children.

    def _for_children(self) -> Iterator[Chapter]:
        if not self._children_read_it():
            return
        activity, first = self.activity, self.controllers[0]
        data = [each.name for each in activity.data_categories if each.name]
        outside = [each for each in activity.recipients if each.kind is not RecipientKind.internal_unit]
        names = [name for each in outside if (name := self.codes.recipient(each))]
        nobody = bool(activity.recipients) or activity.no_recipients_declared is Answer.yes
        officer, contact = first.officer_contact, first.email or first.phone
        authority = self._authority()
        purposes = [each.text for each in activity.purposes if each.text]
        yield from self._child("what", self._kid("what.lead", purposes, name=first.name))
        yield from self._child("data", self._kid("data.lead", data) if data else None)
        yield from self._child(
            "who", self._kid("who.some", names) if names else self._kid("who.none") if nobody else None
        )
        kept, _ = self._kept()
        yield from self._child("keeping", self._kid("keeping.lead", kept) if kept else None)
        consent = self._kid("ask.consent") if self._by_consent() else None
        yield from self._child("ask", self._kid("ask.lead"), consent)
        yield from self._child(
            "reach", self._kid("reach.lead", contact=contact) if contact else None,
            self._kid("reach.officer", contact=officer) if officer else None,
        )  # fmt: skip
        yield from self._child("complain", self._kid("complain.lead", authority=authority) if authority else None)

    def _children_read_it(self) -> bool:
        if self.activity.addresses_children is not None and self.activity.addresses_children is not Answer.unknown:
            return self.activity.addresses_children is Answer.yes
        return any(each.code in READERS_UNDER_AGE for each in self.activity.subject_categories)

    def _child(self, id: str, *paragraphs: Paragraph | None) -> Iterator[Chapter]:
        kept = tuple(each for each in paragraphs if each is not None)
        if kept:
            yield Chapter(id=f"child-{id}", heading=self.said(f"child.{id}.heading"), points=(), paragraphs=kept)

    def _kid(self, path: str, /, items: Iterable[str] = (), **facts: object) -> Paragraph:
        return Paragraph(lead=self.said(f"child.{path}", **facts), items=tuple(items))


def _ways(point: ContactPoint, *, with_name: bool) -> str:
    ways = ", ".join(filter(None, (point.address, point.email, point.phone)))
    return f"{point.name}: {ways}" if with_name else ways
