"""Which governance profile holds for whom, and what it says that rules elsewhere lean on (guide A.25)."""

from __future__ import annotations

from compliance.checks.reading import Reading
from compliance.model.governance import GovernanceProfile
from compliance.model.organisation import Organisation


def profiles_over(organisation: Organisation, reading: Reading) -> tuple[GovernanceProfile, ...]:
    """The profiles that hold for an organisation: its own first, then those of the bodies above it.

    A profile that names nobody is the register's own.
    """
    above = {organisation.id: organisation}
    upper = reading.find(Organisation, organisation.parent_id)
    while upper is not None and upper.id not in above:
        above[upper.id] = upper
        upper = reading.find(Organisation, upper.parent_id)
    profiles = reading.all(GovernanceProfile)
    return tuple(each for id in above for each in profiles if (each.organisation_id or reading.organisation.id) == id)
