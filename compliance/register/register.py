"""A register: open one, look at it as it stood at any entry, plan what a source would do to it, and apply the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from compliance.capture.candidate import Candidate
from compliance.model.values import Document
from compliance.register import rows
from compliance.register.addresses import Address, address_of
from compliance.register.applying import apply_plan, refuse_unfit
from compliance.register.attachments import Attachment, attachment_data, attachments_at, erase
from compliance.register.chain import Entry, Head
from compliance.register.copying import copied
from compliance.register.database import NotARegister, reading, scrub, writing
from compliance.register.erasing import Unreached, erase_name, unreached
from compliance.register.fault import Fault
from compliance.register.founding import chosen, found
from compliance.register.history import Revision, revisions_of, versions_of
from compliance.register.moments import NoSuchEntry, entry_meant
from compliance.register.plan import Plan, Settle, Terms
from compliance.register.planning import planned
from compliance.register.stale import Version
from compliance.register.tables import ATTACHMENTS, PEOPLE
from compliance.register.verifying import Erasure, erasures, faults
from compliance.register.view import Stored, View
from compliance.register.writing import Act


def create_register(
    address: str | Path | Address,
    *,
    organisation: Document,
    people: Sequence[Document],
    actor: str,
    reason: str,
    at: datetime,
) -> Register:
    """Found a register whose first entry holds the organisation and its first people.

    Raise `RegisterExists` where a file is in the way, `ActorUnknown` where the actor is not among the people. On a
    database server the register is added beside those already there; its address then names it.
    """
    return Register(*found(address, (organisation, *people), Act(actor, reason, at)))


def open_register(address: str | Path | Address) -> Register:
    """Open a register; raise `RegisterNotFound`, `NotARegister`, `SeveralRegisters` or `RegisterFromTheFuture`."""
    return Register(*chosen(address))


class Register:
    """An open register; also a context manager that closes it. Threads may share it."""

    def __init__(self, engine: Engine, address: Address, id: str) -> None:
        self._engine = engine
        self.address = address
        self.id = id
        self._latest: View | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server; an open register can be used again afterwards."""
        self._engine.dispose()

    def head(self) -> Head:
        """The last entry. Its hash, kept elsewhere, later proves that the chain up to it was not forged."""
        with reading(self._engine, self.address) as connection:
            last = self._last(connection)
        return Head(last.seq, last.hash, last.at)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first."""
        with reading(self._engine, self.address) as connection:
            return rows.entries(connection, self.id)

    def entry_at(self, moment_or_number: str | int | datetime) -> int:
        """The entry meant by `17`, `2026-05-01` (its last one, UTC) or `2026-05-01T12:00+02:00`.

        Raise `NoSuchEntry`, `NothingYet` where the register is younger than that, or `MomentUnreadable`.
        """
        with reading(self._engine, self.address) as connection:
            return entry_meant(connection, self.id, moment_or_number)

    def view(self, entry: int | None = None) -> View:
        """The book as it stood after that entry, or as it stands; raise `NoSuchEntry`."""
        with reading(self._engine, self.address) as connection:
            return self._view(connection, entry)

    def history(self, id: str) -> tuple[Revision, ...]:
        """Every revision of a record, oldest first; raise `RecordNotFound`."""
        with reading(self._engine, self.address) as connection:
            return revisions_of(connection, self.id, id)

    def written_in(self, entry: int) -> tuple[tuple[str, str], ...]:
        """Kind and id of every record an entry wrote, in the order written."""
        with reading(self._engine, self.address) as connection:
            return rows.written_in(connection, self.id, entry)

    def plan(self, candidates: Sequence[Candidate], *, frozen_ok: bool = False, settle: Settle = Settle.ask) -> Plan:
        """What these candidates would do; nothing is written.

        `frozen_ok` is for the verbs that present, decide and sign. `settle` says whose value holds where a candidate
        made from an earlier state disagrees with what was written since.
        """
        with reading(self._engine, self.address) as connection:
            return self._plan(connection, candidates, Terms(frozen_ok, settle))

    def apply(
        self,
        plan: Plan,
        *,
        actor: str,
        reason: str,
        at: datetime,
        attachments: Sequence[tuple[bytes, str]] = (),
    ) -> Entry | None:
        """Write the plan's new and changed lines, and files as (bytes, media type), as one entry.

        None where there is nothing to write. Lines refused or in conflict are left out: look at `plan.failed` first.
        Raise `PlanOutdated` where the book has moved and a line would now come out otherwise, and `ActorUnknown`.
        A moment before the last entry's is moved up to it.
        """
        act = Act(actor, refuse_unfit(reason), at)
        with writing(self._engine, self.address, self.id) as connection:
            view = self._view(connection, None)
            return apply_plan(connection, view, plan, act, attachments, lambda old: self._again(connection, old))

    def retire(self, id: str, *, actor: str, reason: str, at: datetime) -> Entry | None:
        """Take a record out of use; its history stays. None where it is retired already."""
        view = self.view()
        fields = {"retired": {"on": at.date().isoformat(), "reason": reason}}
        if view.record(id).retired is not None:
            return None
        plan = self.plan([Candidate(view.stored(id).kind, id, fields)])
        if plan.failed and (error := plan.failed[0].error):
            raise error
        return self.apply(plan, actor=actor, reason=reason, at=at)

    def attachments(self, entry: int | None = None) -> tuple[Attachment, ...]:
        """The files the book knew at that entry, those erased by law included."""
        with reading(self._engine, self.address) as connection:
            return attachments_at(connection, self.id, entry or self._last(connection).seq)

    def attachment(self, sha256: str) -> bytes:
        """A file by its SHA-256; raise `AttachmentNotFound` or `AttachmentErased`."""
        with reading(self._engine, self.address) as connection:
            return attachment_data(connection, self.id, sha256)

    def erase_attachment(self, sha256: str, *, actor: str, reason: str, at: datetime) -> Entry:
        """Erase the bytes of a file by law; the chain still verifies, and says when it was erased."""
        act = Act(actor, refuse_unfit(reason), at)
        with writing(self._engine, self.address, self.id) as connection:
            entry = erase(connection, self._view(connection, None), sha256, act)
        scrub(self._engine, self.address, ATTACHMENTS)
        return entry

    def naming(self, id: str) -> tuple[Unreached, ...]:
        """Where a person's name would still stand after erasing it."""
        with reading(self._engine, self.address) as connection:
            return unreached(connection, self._view(connection, None), id)

    def erase_person(self, id: str, *, actor: str, reason: str, at: datetime) -> tuple[Entry, tuple[Unreached, ...]]:
        """Erase a person's name and e-mail from every state of the book; also returns where the name still stands."""
        act = Act(actor, refuse_unfit(reason), at)
        with writing(self._engine, self.address, self.id) as connection:
            result = erase_name(connection, self._view(connection, None), id, act)
        self._latest = None
        scrub(self._engine, self.address, PEOPLE)
        return result

    def copy_to(self, address: str | Path | Address) -> Register:
        """Copy the register, id and chain unchanged, to a new file or another database, verify the copy, and open it.

        What is erased here is absent there too. Raise `RegisterExists`, or `NotCopied` where this one is not sound.
        """
        return Register(*copied(self._engine, self.address, self.id, address_of(address)))

    def backup(self, path: str | Path) -> Head:
        """Write the register to a new file of its own, as it is at one moment, and verify it; gives its head."""
        with self.copy_to(Path(path)) as made:
            return made.head()

    def verify(self, head: str | None = None) -> tuple[Fault, ...]:
        """Every fault of the book, the first entry that does not fit first; none where it is sound.

        `head` is the hash of an entry known from elsewhere (a memo, a bag): it must be in the chain.
        """
        return faults(self._engine, self.address, self.id, head)

    def erasures(self) -> tuple[Erasure, ...]:
        """Names and files that were erased by law, and when: missing, but not broken."""
        with reading(self._engine, self.address) as connection:
            return erasures(connection, self.id)

    def _last(self, connection: Connection) -> Entry:
        if (last := rows.last_entry(connection, self.id)) is None:
            raise NotARegister(address=self.address, reason="it has no entries")
        return last

    def _view(self, connection: Connection, seq: int | None) -> View:
        entry = self._last(connection) if seq is None else rows.entry_numbered(connection, self.id, seq)
        if entry is None:
            raise NoSuchEntry(given=seq)
        if self._latest and (self._latest.entry, self._latest.head) == (entry.seq, entry.hash):
            return self._latest
        stored = rows.current(connection, self.id, entry.seq)
        names = rows.names(connection, self.id)
        owner = rows.owner(connection, self.id)
        view = View(self.id, entry, stored, names, owner, home=self.address.home, read=self._with_bodies)
        if seq is None:
            self._latest = view
        return view

    def _with_bodies(self, some: Sequence[Stored]) -> Sequence[Stored]:
        with reading(self._engine, self.address) as connection:
            return rows.with_bodies(connection, self.id, some)

    def _plan(self, connection: Connection, candidates: Sequence[Candidate], terms: Terms) -> Plan:
        def histories(ids: Sequence[str]) -> Mapping[str, Sequence[Version]]:
            return versions_of(connection, self.id, ids)

        return planned(self._view(connection, None), candidates, histories, terms)

    def _again(self, connection: Connection, plan: Plan) -> Plan:
        return self._plan(connection, plan.candidates, plan.terms)
