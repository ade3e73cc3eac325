"""Facts about the law a basis names: whether it is in force, and when it was last looked up (guide A.0, B.0, F.1)."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.acts import ActOfLaw
from compliance.checks.law import Law, in_force
from compliance.checks.periods import before
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.model.activity import Activity, LegalBasis
from compliance.model.organisation import Organisation
from compliance.model.values import LegalRef


def holds_on(reference: LegalRef, day: date) -> bool | None:
    """Whether a provision is in force on a day.

    Where the first day in force is not recorded, somebody must at least have looked the provision up; else unknown.
    """
    if not in_force(reference.valid_from, reference.valid_to, day):
        return False
    return None if reference.valid_from is None and reference.checked_on is None else True


def laws_out_of_force(
    basis: Within[LegalBasis, Activity], reading: Reading, law: Law, as_of: date
) -> tuple[str, ...] | None:
    """The provisions the basis names that are not in force. Unknown where none is known to be out, and one may be."""
    held = [(reference, holds_on(reference, as_of)) for reference in basis.value.supplementary_basis]
    out = tuple(cited(reference) for reference, holds in held if holds is False)
    return None if not out and any(holds is None for _, holds in held) else out


def law_without_successor(basis: Within[LegalBasis, Activity], reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a provision that is not in force has nothing named in its place. Unknown as `laws_out_of_force` is."""
    held = [(reference, holds_on(reference, as_of)) for reference in basis.value.supplementary_basis]
    if any(holds is False and reference.replaced_by is None for reference, holds in held):
        return True
    return None if any(holds is None for _, holds in held) else False


def unchecked_provisions(
    act: Within[ActOfLaw, Organisation], reading: Reading, law: Law, as_of: date
) -> tuple[str, ...]:
    """The provisions of an act that nobody is recorded to have looked up within the usual time, each once, in order."""
    oldest = before(as_of, law.period("statute_check"))
    old = (each for each in act.value.references if each.checked_on is None or each.checked_on < oldest)
    return tuple(dict.fromkeys(each.provision or str(each.instrument) for each in old))


def cited(reference: LegalRef) -> str:
    """A provision as people write it: the act and the section."""
    return " ".join(part for part in (reference.instrument, reference.provision) if part) or "?"


FACTS: Final = {
    "legal_basis": (laws_out_of_force, law_without_successor),
    "act_of_law": (unchecked_provisions,),
}
