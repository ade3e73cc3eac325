"""Facts about how the record of processing is kept (guide A.2, A.3; GDPR 30, 5(2), 24(1))."""

from __future__ import annotations

from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.periods import after, before
from compliance.checks.reading import Reading
from compliance.checks.subjects import Within
from compliance.language.prose import words
from compliance.language.readability import vague_purpose
from compliance.model.activity import Activity, Purpose
from compliance.model.assurance import Control, ControlStatus
from compliance.model.organisation import Language, Person, Role

MANAGERS: Final = frozenset({Role.line_manager, Role.management_member, Role.chief_executive})
"""The offices that make somebody a manager in the line (guide B.0)."""

IN_USE: Final = frozenset({ControlStatus.implemented, ControlStatus.partial})
"""How far a control must have come before it says how data are secured."""


def purpose_written(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the record says what the data are used for. Unknown where it only describes what is done: the purpose may
    stand there, and 30(1)(b) asks for no field of its own.
    """
    if any(purpose.text for purpose in activity.purposes):
        return True
    return None if activity.description else False


def owner_in_the_line(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether a manager in the line answers for the activity. Unknown where the owner's offices are not recorded."""
    owner = reading.find(Person, activity.owner_id)
    if owner is None or owner.retired is not None:
        return False
    return bool(MANAGERS & set(owner.roles)) if owner.roles else None


def security_described(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the record says anything of how the data are secured (30(1)(g), 30(2)(d)): in words, for this activity or
    for all, or by controls in use here or everywhere.

    Unknown where there are controls, but not how far they have come.
    """
    if activity.tom_summary or reading.controller(activity).tom_common:
        return True
    named = (*reading.find_all(Control, activity.control_ids), *reading.naming(Control, "activity_ids", activity.id))
    reached = {control.status for control in (*named, *reading.common_controls) if control.retired is None}
    if reached & IN_USE:
        return True
    return None if None in reached else False


def missing_processor_points(activity: Activity, reading: Reading, law: Law, as_of: date) -> tuple[str, ...] | None:
    """The points of 30(2) the record of a processor leaves out. Unknown where none surely is, and one may be.

    Those we work for may stand as clients, or as the controllers of the activity.
    """
    own = {organisation.id for organisation in reading.own_organisations}
    clients = activity.client_ids or tuple(id for id in activity.controller_ids if id not in own)
    secured = security_described(activity, reading, law, as_of)
    missing = {
        "30.2.a": not clients,
        "30.2.b": not activity.processing_categories,
        "30.2.d": secured is False,
    }
    surely = tuple(point for point, lacking in missing.items() if lacking)
    return None if not surely and secured is None else surely


def recorded_late(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether the entry was made too long after the start, and so lately that it still is worth saying.

    What began before the record was kept is not blamed. Unknown without the days it takes to tell.
    """
    started, made = activity.started_on, activity.created_on
    if started is None or made is None:
        return None
    if made <= after(started, law.period("late_registration")):
        return False
    if made <= before(as_of, law.period("late_registration_shown")):
        return False
    since = reading.controller(activity).register_since
    return None if since is None else started >= since


def vague(purpose: Within[Purpose, Activity], reading: Reading, law: Law, as_of: date) -> bool | None:
    """Whether nobody can test the purpose: too short, or one of those that say nothing. Unknown without a text.

    A compound is one word in the Nordic languages, so that a text passes by words or by letters. Where the language of
    the organisation is not told, the lists of every language count.
    """
    text = purpose.value.text
    if text is None:
        return None
    if len(words(text)) < law.number("vague_purpose_words") and len(text) < law.number("vague_purpose_letters"):
        return True
    language = reading.controller(purpose.document).language
    return any(vague_purpose(text, each.value) for each in ((language,) if language is not None else Language))


FACTS: Final = {
    "activity": (purpose_written, owner_in_the_line, security_described, missing_processor_points, recorded_late),
    "purpose": (vague,),
}
