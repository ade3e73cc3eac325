"""Facts about duties kept apart: who wrote, who signed, and who may (ISO/IEC 27002 5.3; GDPR 38(6))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.authority import may_sign
from compliance.model.decision import Memo, SignOff
from compliance.model.organisation import Person, Role
from compliance.model.values import PersonId


def prepared_by(signoff: SignOff, reading: Reading, law: Law, as_of: date) -> tuple[PersonId, ...] | None:
    """Everybody recorded as having written the case, on the signature or on the memo. Unknown where nobody is."""
    memo = reading.find(Memo, signoff.memo_id)
    named = (signoff.prepared_by, memo.prepared_by if memo else None)
    return tuple(sorted({person for person in named if person})) or None


def signer_had_authority(signoff: SignOff, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the signer held the power for this kind of signature on the day signed (UTC).

    Unknown without kind, day or signer. A signer about whom the register says nothing holds no power it knows of.
    """
    signer = reading.find(Person, signoff.signed_by)
    if signer is None or signoff.kind is None or signoff.signed_at is None:
        return None
    return may_sign(signer, signoff.kind, signoff.signed_at.date())


def signed_by_officer(signoff: SignOff, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a data protection officer signed, of ours or of a board below.

    Unknown without a signer; also where no officer is named and nothing is said of the offices the signer holds.
    """
    signer = reading.find(Person, signoff.signed_by)
    if signer is None:
        return None
    officers = {own.dpo_person_id for own in reading.own_organisations if own.dpo_person_id}
    if signer.id in officers or Role.dpo in signer.roles:
        return True
    return False if officers or signer.roles else None


FACTS: Final = {"signoff": (prepared_by, signer_had_authority, signed_by_officer)}
