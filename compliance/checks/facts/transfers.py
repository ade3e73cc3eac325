"""Facts about data that leave the EEA (guide A.7, A.13; GDPR 44-49)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from compliance.checks.facts.statutes import holds_on
from compliance.checks.law import Law
from compliance.checks.periods import after
from compliance.checks.reading import Gathering, Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, ActivityStatus, Mechanism, Transfer
from compliance.model.supply import Engagement, Supplier
from compliance.model.values import Answer, Document

Sent = Within[Transfer, Activity]


def adequacy_in_force(transfer: Sent, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a decision on the country that is relied on is in force; unknown where none is named, or none is dated.

    The US framework is one decision, known without being named: it holds until the day the parameters give.
    """
    held = {holds_on(reference, as_of) for reference in transfer.value.adequacy_ref if reference.instrument}
    named = True if True in held else None if None in held or not held else False
    if transfer.value.mechanism is not Mechanism.adequacy_dpf:
        return named
    ends = law.day("us_framework_ends")
    return named is not False and (ends is None or as_of <= ends)


def next_certificate_check(transfer: Sent, reading: Reading, law: Law, as_of: date) -> date | None:
    """The last day on which the next look at the US list is in time. Unknown without one, or where it is to come."""
    last = transfer.value.dpf_checked_on
    return None if last is None or last > as_of else after(last, law.period("us_certificate_check"))


def for_public_task(transfer: Sent, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the data leave for a task done as an authority.

    A transfer names no purpose. Where only some of the activity's purposes are such tasks, which of them the data leave
    for is unknown; so too where no purpose is recorded or one is not answered.
    """
    answers = {purpose.task_as_authority for purpose in transfer.document.purposes}
    if answers == {Answer.yes}:
        return True
    return False if answers == {Answer.no} else None


def unrecorded_countries(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The countries outside the EEA from which supplier or sub-suppliers reach the data, and no transfer shows it.

    Unknown where none is surely left out, but one may be: a sub-supplier without a country, or a transfer that could be
    this one but names no country, or no agreement.
    """
    reached = set(_reached(engagement, reading))
    outside = {country for country in reached if country is not None} - set(law.codes("eea"))
    shown, perhaps = _recorded(engagement, reading, law, as_of)
    left = outside - shown
    surely = tuple(sorted(left - perhaps)) if None not in perhaps else ()
    return None if not surely and (left or None in reached) else surely


def _reached(engagement: Engagement, reading: Reading) -> Iterator[str | None]:
    """The countries that supplier and sub-suppliers work from; that of the supplier only where it is known."""
    supplier = reading.find(Supplier, engagement.supplier_id)
    if supplier is not None and supplier.country is not None:
        yield supplier.country
    for behind in engagement.subprocessors:
        yield behind.country
        yield from behind.remote_access_from


class Transfers(Gathering):
    """The transfers that are going on or planned, by what they are paired with."""

    def __init__(self) -> None:
        super().__init__()
        self.under: dict[str, tuple[Transfer, ...]] = {}
        """By the agreement they name."""
        self.unpaired: dict[str, tuple[Transfer, ...]] = {}
        """Those that name no agreement, by activity."""

    def see(self, document: Document) -> None:
        if not isinstance(document, Activity) or document.status is ActivityStatus.ended:
            return
        for transfer in document.transfers:
            if transfer.engagement_id is not None:
                self.under[transfer.engagement_id] = (*self.under.get(transfer.engagement_id, ()), transfer)
            else:
                self.unpaired[document.id] = (*self.unpaired.get(document.id, ()), transfer)


def _recorded(engagement: Engagement, reading: Reading, law: Law, as_of: date) -> tuple[set[str], set[str | None]]:
    """The countries of the transfers under the agreement, and those of transfers that may be under it."""
    every = reading.gathered(Transfers())
    named = [transfer.country for transfer in every.under.get(engagement.id, ())]
    naming = reading.naming(Activity, "engagement_ids", engagement.id)
    served = {*engagement.activity_ids, *(each.id for each in naming)}
    perhaps = {transfer.country for id in served for transfer in every.unpaired.get(id, ())}
    return {country for country in named if country is not None}, perhaps | ({None} if None in named else set())


FACTS: Final = {
    "transfer": (adequacy_in_force, next_certificate_check, for_public_task),
    "engagement": (unrecorded_countries,),
}
