"""What people have said of the law the register rests on: that a reference was read and holds."""

from __future__ import annotations

from datetime import date

from compliance.model.values import Document, Jurisdiction, Line, PersonId, Text, told


class LawConfirmation(Document):
    """Somebody of this organisation has read a provision and found that it says what the register takes it to say.

    It counts for this organisation only, until its last day or until the provision changes.
    """

    jurisdiction: Jurisdiction | None = told("Jurisdiction", "Whose law it is; empty for standards and guidance.")
    instrument: Line | None = told("Act", "The act, standard or guidance by the name it is cited by.", essential=True)
    provision: Line | None = told("Provision", "Section or article as it is cited; empty for the act as a whole.")
    confirmed_by: PersonId | None = told("Confirmed by", "Who read it.", essential=True)
    confirmed_on: date | None = told("Confirmed on", "Day it was read.", essential=True)
    note: Text | None = told("Note", "What was read, and anything to know of the wording.")
    valid_to: date | None = told("Holds to", "Last day it counts; empty until the provision changes.")
